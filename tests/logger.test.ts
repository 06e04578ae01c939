import { DrizzleQueryError } from 'drizzle-orm/errors';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createLogger, describeError } from '../src/logger.ts';
import { person } from '../src/store/schema.ts';
import { freshDatabase } from './support/database.ts';

const NAME = 'Nguyễn Thị Hương';
const PHONE = '0912345678';

const query = 'insert into "person" ("name", "phone") values ($1, $2)';

function failed(): Error {
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "person_phone"'), {
    name: 'PostgresError',
    code: '23505',
    detail: `Key (phone)=(${PHONE}) already exists.`,
    constraint_name: 'person_phone',
    parameters: [NAME, PHONE],
  });
  return new Error('loading failed', {
    cause: new DrizzleQueryError(query, [`${NAME}\n    at ${PHONE}`, PHONE], cause),
  });
}

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('info', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

const ways: [string, (log: ReturnType<typeof createLogger>) => void][] = [
  ['with a message', (log) => log.error({ err: failed(), update: 7 }, 'an update failed')],
  ['without one', (log) => log.error({ err: failed() })],
  ['bare', (log) => log.error(failed())],
  ['a query error bare', (log) => log.error(failed().cause)],
];

test.each(ways)('an error logged %s tells the query, the code and the cause, but no value', (_, write) => {
  const line = logged(write);
  expect(JSON.parse(line)).toMatchObject({ level: 50 });
  expect(line).toContain('values ($1, $2)');
  expect(line).toContain('23505');
  expect(line).toContain('duplicate key value');
  for (const value of [NAME, PHONE, 'params', 'already exists']) expect(line).not.toContain(value);
});

test('the stack is kept, so that a fault can be found', () => {
  const { err } = JSON.parse(logged((log) => log.error({ err: failed() }, 'x'))) as {
    err: { stack: string; cause: { stack: string; cause: { errorCode: string; constraint: string } } };
  };
  expect(err.stack).toContain('logger.test.ts');
  expect(err.cause.stack).toMatch(/^at /);
  expect(err.cause.cause).toMatchObject({ errorCode: '23505', constraint: 'person_phone' });
});

test('an error in one line says the same and hides the same', () => {
  const line = describeError(failed());
  expect(line).toBe(
    `Error: loading failed; caused by Error: Failed query: ${query}; caused by PostgresError 23505: duplicate key value violates unique constraint "person_phone"`,
  );
});

test('what is thrown need not be an error, and a chain of causes may go in a circle', () => {
  expect(describeError('stopped')).toBe('stopped');
  const circular = new Error('round');
  circular.cause = circular;
  expect(describeError(circular).length).toBeLessThan(200);
  expect(logged((log) => log.error({ err: circular }, 'x'))).toContain('round');
});

test("a bot's token appears in no line", () => {
  const error = new Error('request to https://api.telegram.org/bot12345:ABC-def/sendMessage failed');
  const line = logged((log) => log.error({ err: error }, 'x')) + describeError(error);
  expect(line).toContain('/bot[hidden]/sendMessage');
  expect(line).not.toContain('ABC-def');
});

test('what the database itself answers is told without the values it was given', async () => {
  const { db } = await freshDatabase();
  const wrong = db.execute(sql`select ${PHONE + NAME}::text::integer`);
  const error = await wrong.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const broken = await db
    .insert(person)
    .values({ jurisdictionId: -1, name: NAME, phone: PHONE, preferences: {} })
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  for (const [thrown, code] of [
    [error, '22P02'],
    [broken, '23503'],
  ] as const) {
    const line = logged((log) => log.error({ err: thrown })) + describeError(thrown);
    expect(line).toContain(code);
    expect(line).not.toContain(PHONE);
    expect(line).not.toContain(NAME);
  }
});

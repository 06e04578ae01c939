import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { createServices } from '../../src/services/services.ts';
import { connect, withDatabase, type Db } from '../../src/store/connect.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { binaryFolders } from '../../src/store/postgres-binaries.ts';
import { at, planNamed, testEnvironment } from '../support/plans.ts';

// The drill of docs/operations.md: what is written there is what runs here.

const run = promisify(execFile);
/** Server and tools of one installation: tools older than the server refuse to work. */
const binDir = binaryFolders().find((folder) => existsSync(join(folder, 'pg_dump')));

const scratch = await mkdtemp(join(tmpdir(), 'dondoc-backup-'));
await chmod(scratch, 0o755);
afterAll(() => rm(scratch, { recursive: true, force: true }));

/** After a restore: nothing that left since leaves again unseen. */
const PAUSE = `insert into setting (key, value, changed_at) values ('sending_paused', 'true', now())
  on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at`;

const now = at('2023-07-25');

/** A plan with its duties, a person with a code, an update, the key of the file links. */
async function live(db: Db): Promise<void> {
  const { registry, people, inbox, fileLinks } = createServices(db, testEnvironment());
  await registry.load(planNamed('binh-phuoc-2023'), now);
  const unit = (await registry.units()).find(({ name }) => name === 'Sở Công Thương')!;
  const { jurisdictionId, id: unitId } = unit;
  const person = { jurisdictionId, unitId, name: 'Lê Thị Mẫu', title: 'Chuyên viên', by: null };
  const personId = await people.add({ ...person, roles: ['focal'] }, now);
  await people.issueCode(personId, null, now);
  const payload = { kind: 'text', text: 'Đề nghị "gia hạn" \\ 5 ngày\n' };
  await inbox.store({ bot: 'zalo', externalId: '1', chatId: 'a', payload, sentAt: now }, now);
  await fileLinks.key(now);
}

/** Every table with its rows, in a form that can be compared. */
async function contentOf(db: Db): Promise<Record<string, { rows: number; digest: string }>> {
  const tables = await db.execute<{ name: string }>(sql`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`);
  const content: Record<string, { rows: number; digest: string }> = {};
  for (const { name } of tables) {
    const [row] = await db.execute<{ rows: number; digest: string }>(
      sql.raw(
        `select count(*)::int as rows, md5(coalesce(string_agg(one::text, '|' order by one::text), '')) as digest from ${name} one`,
      ),
    );
    content[name] = row!;
  }
  return content;
}

/** It goes on where it was: another update gets an id of its own, and the same one is still known. */
async function expectToGoOn(db: Db): Promise<void> {
  const { inbox } = createServices(db, testEnvironment());
  const update = { bot: 'zalo', chatId: 'a', payload: {}, sentAt: now };
  expect(await inbox.store({ ...update, externalId: '1' }, now)).toBe(false);
  expect(await inbox.store({ ...update, externalId: '2' }, now)).toBe(true);
}

if (binDir === undefined) {
  console.warn('NOT TESTED: no PostgreSQL with pg_dump is on this machine.');
  test.skip('NOT TESTED, because no PostgreSQL with pg_dump is on this machine', () => undefined);
} else {
  test(
    'what pg_dump saved, pg_restore brings back, and the program goes on with it',
    { timeout: 120_000 },
    async () => {
      const server = await startEmbeddedPostgres({ ephemeral: true, binDir });
      const admin = connect(server.url);
      try {
        await admin.db.execute(sql`create database dondoc`);
        const url = withDatabase(server.url, 'dondoc');
        const first = await openDatabase({ url });
        await live(first.db);
        const before = await contentOf(first.db);
        const file = join(scratch, 'dondoc.dump');
        // While the program runs: a dump is of one moment.
        await run(join(binDir, 'pg_dump'), ['--format=custom', '--no-owner', `--file=${file}`, url]);
        await first.close();
        await admin.db.execute(sql`drop database dondoc`);

        await admin.db.execute(sql`create database dondoc`);
        await run(join(binDir, 'pg_restore'), ['--no-owner', '--exit-on-error', `--dbname=${url}`, file]);
        const second = await openDatabase({ url });
        expect(second.migrated).toBe(0);
        expect(await contentOf(second.db)).toEqual(before);
        expect(before['public.due_report']?.rows).toBeGreaterThan(0);
        await expectToGoOn(second.db);
        await run(join(binDir, 'psql'), [url, '--set=ON_ERROR_STOP=1', `--command=${PAUSE}`]);
        expect(await createServices(second.db, testEnvironment()).messages.isPaused()).toBe(true);
        await second.close();
      } finally {
        await admin.close();
        await server.release();
      }
    },
  );
}

test('a cold copy of the embedded database is the database', { timeout: 120_000 }, async () => {
  const dataDir = join(scratch, 'data');
  const copy = join(scratch, 'copy');
  const first = await openDatabase({ dataDir });
  await live(first.db);
  const before = await contentOf(first.db);
  await first.close();
  expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  // -a keeps the owner, without whom the server does not start.
  await run('cp', ['-a', dataDir, copy]);

  const second = await openDatabase({ dataDir: copy });
  expect(await contentOf(second.db)).toEqual(before);
  await expectToGoOn(second.db);
  await second.close();
});

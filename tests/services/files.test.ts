import { expect, test } from 'vitest';
import { createDeskMaker } from '../../src/desk.ts';
import { createServices } from '../../src/services/services.ts';
import { freshDatabase } from '../support/database.ts';
import { at, testEnvironment } from '../support/plans.ts';

const now = at('2023-07-25', '09:00');

async function office() {
  const { db } = await freshDatabase();
  const { files } = createServices(db, testEnvironment());
  return { files, desk: createDeskMaker()((file) => files.keepMade(file, now), 'telegram') };
}

test('slips with linking codes are kept a day, and not had after it, whether they are deleted yet or not', async () => {
  const { files, desk } = await office();
  const slip = {
    unitName: 'Sở Công Thương',
    name: 'Lê Thị Mẫu',
    title: null,
    role: 'focal',
    code: 'ABCD2345',
    lastDay: '2023-08-01',
  } as const;
  const { id } = await desk.papers.codes([slip], now);
  expect((await files.read(id, at('2023-07-26', '08:59')))?.name).toContain('.html');
  expect(await files.read(id, at('2023-07-26', '09:00'))).toBeUndefined();
});

test('what was made otherwise is kept three days, archive for ever', async () => {
  const { files } = await office();
  const file = { name: 'a.xlsx', mime: 'application/zip', bytes: Buffer.from('PK') };
  const made = await files.keepMade(file, now);
  const archived = await files.keep({ ...file, keptUntil: null }, now);
  expect(await files.read(made.id, at('2023-07-28', '08:59'))).toBeDefined();
  expect(await files.read(made.id, at('2023-07-28', '09:00'))).toBeUndefined();
  expect(await files.read(archived.id, at('2043-07-28'))).toBeDefined();
});

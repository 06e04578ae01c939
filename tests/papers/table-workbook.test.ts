import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { writeWorkbook } from '../../src/files/xlsx/write.ts';
import { tableWorkbook } from '../../src/papers/table-workbook.ts';
import { at } from '../support/plans.ts';
import { reportsWithForm, sendAll } from '../support/province.ts';
import { openSeason } from '../support/season.ts';

test('scratch', async () => {
  const season = await openSeason();
  const ids = await reportsWithForm(season.db);
  await sendAll(season.db, ids.slice(0, 7), at('2023-07-27'));
  const { scope } = await season.author('coordinator@Sở Nội vụ');
  const now = at('2023-08-01');
  const choices = await season.services.provinceTables.choices(scope);
  console.log(choices);
  const read = await season.services.provinceTables.read(
    scope,
    choices.find(({ formKey }) => formKey)!,
    now,
  );
  if (read.kind !== 'table') throw new Error(read.kind);
  const bytes = writeWorkbook(tableWorkbook(read.table, now));
  writeFileSync('/tmp/table.xlsx', bytes);
  expect(readWorkbook(bytes).sheets.map(({ name }) => name)).toContain('Tổng hợp');
});

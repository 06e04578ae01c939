import { describe, expect, test } from 'vitest';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { writeWorkbook } from '../../src/files/xlsx/write.ts';
import { joinParts, partsOf } from '../../src/papers/paper-parts.ts';
import { tableWorkbook } from '../../src/papers/table-workbook.ts';
import { convert, SOFFICE, WITHOUT_OFFICE } from '../support/office.ts';
import { at } from '../support/plans.ts';
import { reportsWithForm, sendAll } from '../support/province.ts';
import { openSeason } from '../support/season.ts';

const now = at('2023-08-01');
const season = await openSeason();
await sendAll(season.db, (await reportsWithForm(season.db)).slice(0, 8), at('2023-07-27'));
const { provinceTables } = season.services;
const choice = (await provinceTables.choices(null)).find(({ formKey }) => formKey !== null)!;
const read = await provinceTables.read(null, choice, now);
if (read.kind !== 'table') throw new Error(read.kind);
const { table } = read;
const bytes = writeWorkbook(tableWorkbook(table, now));

const sheetOf = (book: Uint8Array, name: string) =>
  readWorkbook(book).sheets.find((one) => one.name === name)!;
/** Numbers of a sheet by address. */
const numbersOf = (book: Uint8Array, name: string): Map<string, number> =>
  new Map(
    sheetOf(book, name).cells.flatMap(({ address, value }) =>
      typeof value === 'number' ? [[address, value] as const] : [],
    ),
  );

describe('the workbook of the table', () => {
  test('has the figures, who sent when, every table of lines, remarks and texts on sheets of their own', () => {
    expect(readWorkbook(bytes).sheets.map(({ name }) => name)).toEqual([
      'Tổng hợp',
      'Tình hình gửi',
      'Phụ lục 2',
      'Phụ lục 3',
      'Phụ lục 5',
      'Lưu ý',
      'Nội dung',
    ]);
  });

  test('says of which moment it is, what its marks mean and how many rows are kept back', () => {
    const words = sheetOf(bytes, 'Tổng hợp').cells.map(({ value }) => value);
    expect(words.some((value) => String(value).includes('số liệu đến 08 giờ 00 phút, ngày 01/8/2023'))).toBe(
      true,
    );
    expect(words.some((value) => String(value).includes('KPS: không phát sinh'))).toBe(true);
    expect(words.some((value) => String(value).startsWith('Không có trong bảng: 03 chỉ tiêu'))).toBe(true);
    const hidden = table.figures.rows.filter(({ row }) => row.sensitive).map(({ row }) => row.name);
    expect(words.filter((value) => hidden.includes(String(value)))).toEqual([]);
  });

  test('writes words that look like a formula as words', () => {
    const [report] = table.reports;
    const told = {
      ...table,
      reports: [{ ...report!, texts: [{ title: 'Mục I', text: '=HYPERLINK("http://x")' }] }],
    };
    const [cell] = sheetOf(writeWorkbook(tableWorkbook(told, now)), 'Nội dung').cells.filter(({ value }) =>
      String(value).startsWith('=HYPERLINK'),
    );
    expect(cell).toMatchObject({ hasFormula: false });
  });

  test.skipIf(SOFFICE === undefined)(
    `is computed to the same totals and rates by LibreOffice${SOFFICE === undefined ? ` (${WITHOUT_OFFICE})` : ''}`,
    { timeout: 150_000 },
    async () => {
      const [again] = await convert([bytes], 'xlsx');
      for (const sheet of ['Tổng hợp', 'Phụ lục 2', 'Phụ lục 3', 'Phụ lục 5']) {
        const before = numbersOf(bytes, sheet);
        const after = numbersOf(again!, sheet);
        expect(before.size).toBeGreaterThan(sheet === 'Tổng hợp' ? 500 : 10);
        for (const [address, value] of before)
          expect(after.get(address), `${sheet} ${address}`).toBeCloseTo(value, 9);
      }
      expect(sheetOf(bytes, 'Tổng hợp').cells.filter(({ hasFormula }) => hasFormula).length).toBeGreaterThan(
        60,
      );
    },
  );
});

test('a table handed to another thread in parts is the same table there', () => {
  const paper = { kind: 'table' as const, table: read.table, now };
  expect(joinParts([...partsOf(paper)])).toEqual(paper);
});

import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import { judgeWorkbook } from '../../src/conversations/workbook-judging.ts';
import { marksOf } from '../../src/conversations/workbook-marks.ts';
import type { Answers, TableLines } from '../../src/domain/answers.ts';
import { findings } from '../../src/domain/checks.ts';
import { inputRows } from '../../src/domain/form.ts';
import type { ReadFormWorkbook, ReadValue } from '../../src/domain/workbook.ts';
import { mergeAnswers, mergeLines } from '../../src/domain/workbook-merge.ts';
import { readFormWorkbook } from '../../src/files/form-workbook-read.ts';
import { writeFormWorkbook } from '../../src/files/form-workbook.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import type { Draft } from '../../src/services/drafts.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { emptyWorkbook, FORMS, someAnswers, someLines } from '../support/form-workbooks.ts';
import { openWorkbookDesk, rowWith, TABLE, typeLine } from '../support/workbook-desk.ts';

vi.setConfig({ testTimeout: 60_000 });

const SHEET = 'Biểu số liệu';

/** What stands in a cell: its address, what is in it, its comment. */
const cellsOf = (bytes: Uint8Array, sheet: string) =>
  new Map(
    readWorkbook(bytes)
      .sheets.find(({ name }) => name === sheet)!
      .cells.map((one) => [one.address, one]),
  );

/** Anything that may have been typed into a cell, well or badly. */
const typed: fc.Arbitrary<Pick<ReadValue, 'value' | 'hasFormula' | 'error' | 'shown'>> = fc.record({
  value: fc.oneof(
    fc.double({ min: -5, max: 200, noNaN: true }),
    fc.integer({ min: -5, max: 60_000 }),
    fc.constantFrom(
      '12 vb?',
      '1.245',
      '1,5',
      '99',
      '9500%',
      'không phát sinh',
      '2 - Khác',
      '-',
      'x',
      '5/6/2023',
    ),
    fc.boolean(),
  ),
  hasFormula: fc.boolean(),
  error: fc.constantFrom(null, null, null, '#REF!'),
  shown: fc.constantFrom('number', 'percent', 'date'),
});

describe.each(FORMS.filter(({ form, unit }) => inputRows(form, unit).length > 0))(
  'the workbook of $name',
  (one) => {
    const draft = { form: one.form, unit: one.unit, hasForm: true } as unknown as Draft;

    const read = (bytes: Uint8Array): ReadFormWorkbook => {
      const file = readFormWorkbook(readWorkbook(bytes));
      if (file.kind !== 'form') throw new Error(file.kind);
      return file.form;
    };

    it('that comes back marked, sent again untouched, stores nothing and says no other problem', () => {
      const rows = inputRows(one.form, one.unit);
      const cells = fc.array(fc.tuple(fc.constantFrom(...rows), typed), { maxLength: 12 });
      fc.assert(
        fc.property(someAnswers(one), someLines(one), cells, cells, (answers, lines, wrong, twice) => {
          const place = { sheet: SHEET, address: 'Z1' };
          const given = read(writeFormWorkbook({ ...emptyWorkbook(one), answers, lines }));
          const file: ReadFormWorkbook = {
            ...given,
            values: new Map([
              ...given.values,
              ...wrong.map(([{ key }, cell]) => [key, { ...place, ...cell }] as const),
            ]),
            twice: twice.map(([{ key }, cell]) => ({
              ...{ key, first: { ...place, ...cell } },
              second: { ...place, ...cell },
            })),
          };
          const take = (from: ReadFormWorkbook, had: Answers, held: TableLines) => {
            const judged = judgeWorkbook(draft, one.form, from);
            return {
              judged,
              answers: mergeAnswers(had, judged.answers, from.seals).changed,
              lines: mergeLines(held, judged.lines, from.seals).changed,
            };
          };
          const first = take(file, answers, lines);
          const after = new Map([...answers, ...first.answers]);
          const review = { answers: after, lines, findings: findings(one.form, after, lines) };
          const marks = marksOf({
            ...{ form: one.form, judged: first.judged, review },
            ...{ blanks: rows.filter(({ key }) => !after.has(key)), conflicts: [], doubts: new Map() },
          });
          const { unstored } = first.judged;
          const returned = writeFormWorkbook({
            ...emptyWorkbook(one),
            answers: after,
            lines,
            marks,
            unstored,
          });
          const again = take(read(returned), after, lines);
          expect([...again.answers]).toEqual([]);
          expect([...again.lines]).toEqual([]);
          const told = new Set(first.judged.problems.map(({ key, why }) => `${key} ${why}`));
          expect(again.judged.problems.filter(({ key, why }) => !told.has(`${key} ${why}`))).toEqual([]);
        }),
        { numRuns: 8 },
      );
    });
  },
);

test('a row given twice: the returned workbook keeps what is stored, and sent again untouched it stores nothing', async () => {
  const desk = await openWorkbookDesk();
  await desk.says('I.1: 28');
  const book = await desk.take();
  const row = rowWith(book, SHEET, '#a:i_1');
  const twice = await fillWorkbook(book, {}, (one) => {
    const sheet = one.getWorksheet(SHEET)!;
    sheet.duplicateRow(row, 1, true);
    sheet.getCell(`D${row + 1}`).value = 99;
  });
  const back = await desk.give(twice);
  expect(back.text).toContain(`ô D${row} (mục I.1): “99”, dòng này có hai ô khác nhau trong tệp`);
  const returned = await desk.lastFile();
  expect(cellsOf(returned, SHEET).get(`D${row}`)!.value).toBe(28);
  const again = await desk.give(returned);
  expect(again.text).toContain('Lần này ghi 00 số liệu');
  expect((await desk.services.drafts.answers(desk.report)).get('i_1')).toEqual({ kind: 'value', value: 28 });
});

test('the message names the cells of the workbook that goes with it: what it says stands there', async () => {
  const desk = await openWorkbookDesk();
  const moved = await fillWorkbook(await desk.take(), { [SHEET]: { D12: '12 vb?', D14: '7 vb?' } }, (one) => {
    const sheet = one.getWorksheet(SHEET)!;
    sheet.name = 'Sở gửi';
    sheet.spliceRows(12, 0, [], [], []);
  });
  const back = await desk.give(moved);
  const returned = cellsOf(await desk.lastFile(), SHEET);
  const told = [...back.text.matchAll(/- Biểu số liệu, ô ([A-Z]+\d+) \(mục [^)]+\): “([^”]+)”/g)];
  expect(told.map(([, , words]) => words)).toEqual(['12 vb?', '7 vb?']);
  for (const [, address, words] of told) expect(returned.get(address!)!.value).toBe(words);
  expect(back.text).toContain('Kèm theo là biểu mới của đơn vị, đã đánh dấu các ô này.');
});

test('a row taken out of the file is told as empty where it stands in the workbook that goes back', async () => {
  const desk = await openWorkbookDesk();
  const book = await desk.take();
  const row = rowWith(book, SHEET, '#a:i_1');
  const back = await desk.give(
    await fillWorkbook(book, {}, (one) => one.getWorksheet(SHEET)!.spliceRows(row, 1)),
  );
  expect(back.text).toContain(`Ô trống: D${row} (I.1), `);
});

test('a finding on a line of a table is marked in that line', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ A: { tiep_nhan: 1 } });
  const back = await desk.give(await typeLine(await desk.take(), 'A', { C: 10, D: 20 }));
  expect(back.text).toContain('Số liệu đề nghị kiểm tra lại:');
  const returned = await desk.lastFile();
  const row = rowWith(returned, TABLE, 'A');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(returned) as unknown as ExcelJS.Buffer);
  const notes = ['C', 'D'].map((column) =>
    JSON.stringify(book.getWorksheet(TABLE)!.getCell(`${column}${row}`).note),
  );
  for (const note of notes) expect(note).toContain('Đề nghị xem lại');
});

test('a line with figures and no name, or the name of another, stands in the returned workbook to be named', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ A: { tiep_nhan: 1 } });
  const book = await desk.take();
  const row = rowWith(book, TABLE, 'A');
  const back = await desk.give(
    await fillWorkbook(book, {
      [TABLE]: { [`C${row + 1}`]: 7, [`B${row + 2}`]: 'A', [`C${row + 2}`]: 8 },
    }),
  );
  expect(back.text).toContain(`- Phụ lục 2, ô B${row + 1}: “7”, dòng có số liệu nhưng chưa có tên`);
  expect(back.text).toContain(`- Phụ lục 2, ô B${row + 2}: “A”, tên dòng trùng với dòng ở trên`);
  expect(back.text).toContain('Lần này ghi 00 số liệu;');
  const returned = await desk.lastFile();
  expect(cellsOf(returned, TABLE).get(`C${row + 1}`)!.value).toBe(7);
  await desk.give(returned);
  expect(await desk.lines()).toEqual({ A: { tiep_nhan: 1 } });
  await desk.give(await fillWorkbook(returned, { [TABLE]: { [`B${row + 1}`]: 'B', [`B${row + 2}`]: 'C' } }));
  expect(await desk.lines()).toEqual({ A: { tiep_nhan: 1 }, B: { tiep_nhan: 7 }, C: { tiep_nhan: 8 } });
});

test('figures, lines and texts are counted apart; a line of which nothing was taken is none', async () => {
  const desk = await openWorkbookDesk();
  const book = await desk.take();
  const first = rowWith(book, TABLE, '#c:key') + 1;
  const texts = readWorkbook(book).sheets.find(({ name }) => name === 'Đề cương')!;
  const text = texts.cells.find(({ value }) => String(value).startsWith('#a:'))!.row;
  const back = await desk.give(
    await fillWorkbook(book, {
      [SHEET]: { D12: 5 },
      [TABLE]: { [`B${first}`]: 'A', [`C${first}`]: 3, [`B${first + 1}`]: 'B', [`C${first + 1}`]: 'ba?' },
      'Đề cương': { [`C${text}`]: 'Đã ban hành kế hoạch.' },
    }),
  );
  expect(back.text).toContain('Lần này ghi 01 số liệu, 01 dòng phụ lục, 01 nội dung khác (');
});

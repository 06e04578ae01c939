import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSpreadsheet } from '../../../src/files/spreadsheet.ts';
import { readWorkbook } from '../../../src/files/xlsx/read.ts';
import type { CellValue, Workbook } from '../../../src/files/xlsx/workbook.ts';
import { writeWorkbook } from '../../../src/files/xlsx/write.ts';
import { convert, SOFFICE, WITHOUT_OFFICE } from '../../support/office.ts';

const bookOf = (values: readonly CellValue[][]): Workbook => ({
  title: 'Biểu',
  sheets: [{ name: 'Biểu', rows: values.map((row) => ({ cells: row.map((value) => ({ value })) })) }],
});

/** Cells as they are read back: by address. */
const cellsOf = (bytes: Uint8Array, sheet = 0): Record<string, CellValue> =>
  Object.fromEntries(readWorkbook(bytes).sheets[sheet]!.cells.map(({ address, value }) => [address, value]));

describe('the cells of a workbook', () => {
  it('come back as they were written', () => {
    const bytes = writeWorkbook(
      bookOf([
        ['Sở Công Thương', 1245.5, true],
        [null, 0, '=1+1'],
      ]),
    );
    expect(cellsOf(bytes)).toEqual({
      A1: 'Sở Công Thương',
      B1: 1245.5,
      C1: true,
      B2: 0,
      C2: '=1+1',
    });
  });

  it('are the same bytes for the same workbook', () => {
    expect(writeWorkbook(bookOf([['a', 1]]))).toEqual(writeWorkbook(bookOf([['a', 1]])));
  });

  it('are read off the main thread too', async () => {
    const bytes = writeWorkbook(bookOf([['Đơn vị', 3]]));
    const opened = await openSpreadsheet(bytes);
    expect(opened).toEqual({ kind: 'foreign', book: readWorkbook(bytes) });
  });

  it('come back whatever words and figures they hold', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      // XML has no place for these, in whatever way they are written.
      .filter((one) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(one));
    const value = fc.oneof(
      text,
      fc.constantFrom(
        '=SUM(A1)',
        '+84',
        '-',
        '@x',
        '\tx',
        '_x000D_',
        '_x005F_x000D_',
        '<a>&amp;"\'',
        ' hai  khoảng ',
      ),
      fc.integer({ min: -1e12, max: 1e12 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (Object.is(one, -0) ? 0 : one)),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(fc.array(value, { maxLength: 5 }), { maxLength: 6 }), (values) => {
        const read = readWorkbook(writeWorkbook(bookOf(values))).sheets[0]!.cells;
        const written = values.flatMap((row, r) =>
          row.map((one, c) => ({ row: r + 1, column: c + 1, value: one })),
        );
        expect(read.map(({ row, column, value: one }) => ({ row, column, value: one }))).toEqual(written);
        expect(read.some(({ hasFormula }) => hasFormula)).toBe(false);
      }),
    );
  });
});

describe.skipIf(SOFFICE === undefined)(`LibreOffice (${SOFFICE ?? WITHOUT_OFFICE})`, () => {
  it('opens what is written, computes its formulas and leaves words words', async () => {
    const book: Workbook = {
      title: 'Biểu',
      sheets: [
        {
          name: 'Biểu',
          isProtected: true,
          columns: [{ width: 10 }, { width: 20, isHidden: true }],
          freeze: { rows: 1, columns: 0 },
          print: { titleRows: [1, 1], footer: 'Sở A & B' },
          merges: ['A3:B3'],
          choices: [{ cells: 'A2', from: "'Danh mục'!$A$1:$A$2", isClosed: false }],
          rows: [
            {
              cells: [
                { value: 5, style: { isUnlocked: true, border: 'thin' }, comment: 'Cần xem lại' },
                { value: 8, style: { bold: true, fill: 'FFFF00', format: '#,##0' } },
                { formula: 'A1*100/B1', value: 0, style: { format: '0.00' } },
              ],
            },
            {
              cells: [
                { value: '=1+1' },
                { value: '@SUM(A1)' },
                { formula: 'IF(A1>1,"có","không")', value: '' },
              ],
            },
            { cells: [{ value: 'Tiêu đề', style: { align: 'center', wraps: true } }], height: 30 },
          ],
        },
        {
          name: 'Danh mục',
          state: 'very_hidden',
          rows: [{ cells: [{ value: 'x' }] }, { cells: [{ value: 'y' }] }],
        },
      ],
    };
    const [saved] = await convert([writeWorkbook(book)], 'xlsx');
    expect(cellsOf(saved!)).toEqual({
      A1: 5,
      B1: 8,
      C1: 62.5,
      A2: '=1+1',
      B2: '@SUM(A1)',
      C2: 'có',
      A3: 'Tiêu đề',
    });
    expect(readWorkbook(saved!).sheets.map(({ name, state }) => [name, state])).toEqual([
      ['Biểu', 'visible'],
      ['Danh mục', 'hidden'],
    ]);
  }, 60_000);
});

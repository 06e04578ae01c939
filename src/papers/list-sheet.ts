import type { ListColumn, ListPaper, PaperCell } from '../conversations/paper.ts';
import { daysBetween, parseDay, type Day } from '../domain/day.ts';
import { dayOf, hourOf } from '../domain/office-time.ts';
import { columnName } from '../files/xlsx/address.ts';
import { rangeOf } from '../files/xlsx/sheet.ts';
import type { Cell, Row, Sheet, Style } from '../files/xlsx/workbook.ts';

export const HEADING: Style = {
  bold: true,
  size: 11,
  fill: 'DDEBF7',
  border: 'thin',
  align: 'center',
  wraps: true,
};
export const BODY: Style = { size: 11, border: 'thin', wraps: true, vertical: 'top' };

/** The day Excel counts from, so that day 1 is 1/1/1900 with the leap day it believes in. */
const EXCEL_ZERO: Day = '1899-12-30';
const FORMATS = { day: 'dd/mm/yyyy', moment: 'dd/mm/yyyy hh:mm' } as const;

/** Title, notes, headings and lines of a list, ready to be filtered and printed. */
export function listSheet(whole: ListPaper): Sheet {
  const paper = withoutEmpty(whole);
  const { columns, rows, notes } = paper;
  const wide = columns.length + 1;
  const top = heading(paper.title, notes, wide);
  const headRow = top.rows.length + 1;
  const widths = [5, ...columns.map(({ width }) => width)];
  const lines: Row[] =
    rows.length === 0
      ? [{ cells: [{ value: paper.empty, style: { italic: true, size: 11 } }] }]
      : rows.map((cells, index) =>
          fitted(
            {
              cells: [
                { value: index + 1, style: { ...BODY, align: 'center' } },
                ...cells.map((cell, column) => cellOf(cell, columns[column]?.kind)),
              ],
            },
            widths,
          ),
        );
  return {
    name: paper.sheet,
    columns: widths.map((width) => ({ width })),
    rows: [
      ...top.rows,
      fitted(
        {
          cells: ['TT', ...columns.map((column) => column.heading)].map((value) => ({
            value,
            style: HEADING,
          })),
        },
        widths,
      ),
      ...lines,
    ],
    merges: [
      ...top.merges,
      ...(rows.length === 0 ? [`A${headRow + 1}:${columnName(wide)}${headRow + 1}`] : []),
    ],
    freeze: { rows: headRow, columns: Math.min(2, wide) },
    ...(rows.length > 0 && {
      filter: rangeOf({ row: headRow, column: 1 }, { row: headRow + rows.length, column: wide }),
    }),
    print: { isLandscape: true, titleRows: [headRow, headRow], footer: paper.title },
  };
}

/** A column nobody has anything in would only make the print smaller. */
function withoutEmpty(paper: ListPaper): ListPaper {
  if (paper.rows.length === 0) return paper;
  const isUsed = paper.columns.map((_, index) => paper.rows.some((row) => (row[index] ?? '') !== ''));
  return {
    ...paper,
    columns: paper.columns.filter((_, index) => isUsed[index]),
    rows: paper.rows.map((row) => row.filter((_, index) => isUsed[index])),
  };
}

/** A line of body text, in points. */
const LINE = 15;
/** Letters of this font are narrower than the digits a width counts, though words break before the end of a line. */
const FILLED = 1.08;

/** The row as high as its longest words need: not every program measures them when it opens a file. */
export function fitted(row: Row, widths: readonly number[]): Row {
  const lines = row.cells.map((cell, index) => {
    const value = cell?.value;
    if (typeof value !== 'string' || cell?.style?.wraps !== true) return 1;
    const room = Math.max(1, (widths[index] ?? 10) * FILLED);
    return value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / room)), 0);
  });
  // The highest row a spreadsheet shows.
  return { ...row, height: Math.max(1, ...lines) * LINE + 2 };
}

/** The lines above a table: its title across all columns, then a note a line, then an empty one. */
export function heading(
  title: string,
  notes: readonly string[],
  wide: number,
): { rows: Row[]; merges: string[] } {
  const last = columnName(Math.max(2, Math.min(wide, 12)));
  const rows: Row[] = [
    {
      cells: [{ value: title, style: { bold: true, size: 14, wraps: true } }],
      height: title.length > 90 ? 40 : 22,
    },
    ...notes.map((value): Row => ({
      cells: [{ value, style: { italic: true, size: 11, wraps: true } }],
      height: value.length > 150 ? 32 : 16,
    })),
    { cells: [] },
  ];
  const merges = rows.slice(0, -1).map((_, index) => `A${index + 1}:${last}${index + 1}`);
  return { rows, merges };
}

function cellOf(value: PaperCell, kind: ListColumn['kind'] = 'text'): Cell {
  if (value === null) return { style: BODY };
  if (value instanceof Date)
    return { value: momentNumber(value), style: { ...BODY, format: FORMATS.moment, align: 'center' } };
  if (kind === 'day' && typeof value === 'string') {
    const day = parseDay(value);
    // Words where no day is known stay words.
    if (day !== undefined)
      return { value: dayNumber(day), style: { ...BODY, format: FORMATS.day, align: 'center' } };
  }
  if (typeof value === 'number') return { value, style: { ...BODY, format: '#,##0.##', align: 'right' } };
  return { value, style: BODY };
}

const dayNumber = (day: Day): number => daysBetween(EXCEL_ZERO, day);

/** In office time, as the clock on the wall showed it. */
function momentNumber(moment: Date): number {
  const [hours = 0, minutes = 0] = hourOf(moment).split(':').map(Number);
  return dayNumber(dayOf(moment)) + (hours * 60 + minutes) / 1440;
}

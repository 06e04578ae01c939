import type { Answer } from '../domain/answers.ts';
import type { Column, Row } from '../domain/form.ts';
import type { FormWorkbook, Mark, MarkKind } from '../domain/workbook.ts';
import { WITHOUT_FIGURE, optionWords, workbookWords } from './form-workbook-words.ts';
import { rangeOf } from './xlsx/sheet.ts';
import type { Cell, CellValue, Row as SheetRow, Style } from './xlsx/workbook.ts';

/** How the cells of a form look. */
export const STYLES = {
  plain: { border: 'thin', wraps: true },
  centered: { border: 'thin', wraps: true, align: 'center' },
  heading: { border: 'thin', wraps: true, align: 'center', bold: true, fill: 'D9E2F3' },
  section: { border: 'thin', wraps: true, bold: true, fill: 'EDEDED' },
  group: { border: 'thin', wraps: true, bold: true },
  small: { border: 'thin', wraps: true, size: 10, italic: true, bold: false, indent: 1 },
  input: { border: 'thin', align: 'right', indent: 1, fill: 'FFF9DB', isUnlocked: true, wraps: true },
  words: { border: 'thin', fill: 'FFF9DB', isUnlocked: true, wraps: true, vertical: 'top', format: '@' },
  computed: { border: 'thin', align: 'right', indent: 1, fill: 'F2F2F2' },
  total: { border: 'thin', align: 'right', indent: 1, fill: 'F2F2F2', bold: true },
  title: { bold: true, size: 14, align: 'center', wraps: true },
  under: { italic: true, align: 'center', wraps: true },
  office: { align: 'center', wraps: true },
  officeName: { align: 'center', wraps: true, bold: true },
  label: { align: 'right' },
  howTo: { italic: true, size: 10, wraps: true },
} as const satisfies Record<string, Style>;

const MARK_FILLS: Record<MarkKind, string> = { problem: 'FFC7CE', conflict: 'FFD8A8', blank: 'FFF176' };

/** An input cell, as it is or as it is to be looked at. */
export const inputCell = (value: CellValue, style: Style, mark: Mark | undefined): Cell =>
  markedCell({ value: mark?.typed ?? value, style }, mark);

/** A cell with what is to be looked at in it. */
export const markedCell = (cell: Cell & { style: Style }, mark: Mark | undefined): Cell =>
  mark ? { ...cell, style: { ...cell.style, fill: MARK_FILLS[mark.kind] }, comment: mark.comment } : cell;

/** Notes where the cell of a key stands. */
export type NotePlace = (key: string, address: string) => void;

/** Whole numbers with groups; where decimals may stand the cell shows what is typed. */
export const formatOf = (kind: Row['kind'] | Column['kind']): { format?: string } => {
  if (kind === 'count') return { format: '#,##0' };
  if (kind === 'money') return { format: '#,##0.##' };
  return kind === 'text' ? { format: '@' } : {};
};

/** An answer as it stands in a cell. */
export function cellValueOf(row: Pick<Row, 'options'> | null, answer: Answer | undefined): CellValue {
  if (!answer) return null;
  if (answer.kind === 'text') return answer.text;
  if (answer.kind !== 'value') return WITHOUT_FIGURE[answer.kind];
  const option = row?.options.find(({ value }) => value === answer.value);
  return option ? optionWords(option) : answer.value;
}

export const COLUMN_MARK = '#c:';
export const AS_OF_MARK = '#d';
export const SOURCE_MARK = '#n';
/** Then the table, the block and the label a line was given out with: who corrects the label means the same line. */
export const LINE_MARK = '#l:';

interface TopOptions {
  /** Number of columns people see, and how many of them the reporting unit's name stands over. */
  columns: number;
  half?: number;
  title: string;
  lines: readonly string[];
  howTo: string;
}

/** Who reports to whom, the title, what is below it, how it is filled in. */
export function topOf(
  { heading }: FormWorkbook,
  { columns, half = Math.max(1, Math.floor(columns / 2)), title, lines, howTo }: TopOptions,
): { rows: SheetRow[]; merges: string[] } {
  const rows: SheetRow[] = [];
  const merges: string[] = [];
  const across = (value: string, style: Style, height?: number): void => {
    rows.push({ cells: [{ value, style }], ...(height !== undefined && { height }) });
    merges.push(rangeOf({ row: rows.length, column: 1 }, { row: rows.length, column: columns }));
  };
  const halves = (left: string, right: string, style: Style, height?: number): void => {
    const gap = Array.from({ length: half - 1 }, () => null);
    rows.push({
      cells: [{ value: left, style }, ...gap, { value: right, style }],
      ...(height !== undefined && { height }),
    });
    merges.push(rangeOf({ row: rows.length, column: 1 }, { row: rows.length, column: half }));
    merges.push(rangeOf({ row: rows.length, column: half + 1 }, { row: rows.length, column: columns }));
  };
  halves(workbookWords.reportingUnit, workbookWords.receivingUnit, STYLES.office);
  halves(
    heading.unit.toUpperCase(),
    capital(heading.recipient),
    STYLES.officeName,
    heightOf([heading.unit, heading.recipient], 45),
  );
  rows.push({ cells: [] });
  across(title.toUpperCase(), STYLES.title, heightOf([title], 62, 19));
  for (const line of lines) across(line, STYLES.under, heightOf([line], 95));
  across(howTo, STYLES.howTo, heightOf([howTo], 110, 14));
  return { rows, merges };
}

/** "phòng TCCB" begins a line here. */
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Neither Excel nor LibreOffice fits the rows of a new file to their words: as many lines as the longest text needs. */
const heightOf = (texts: readonly string[], charactersALine: number, points = 16): number =>
  points * Math.max(1, ...texts.map((text) => linesOf(text, charactersALine))) + 2;

/** The height of a row whose words wrap in columns of these widths, in points. */
export const fittedHeight = (
  cells: readonly { text: string | null; width: number; size?: number }[],
): number =>
  Math.max(
    ...cells.map(({ text, width, size = 12 }) => {
      const charactersALine = Math.max(4, ((width - 1) * 12.5) / size);
      return linesOf(text ?? '', charactersALine) * size * 1.32 + 4;
    }),
    20,
  );

/** Words go over to the next line whole. */
function linesOf(text: string, charactersALine: number): number {
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    let used = 0;
    lines += 1;
    for (const word of paragraph.split(/\s+/)) {
      const needed = used === 0 ? word.length : used + 1 + word.length;
      if (needed <= charactersALine) used = needed;
      else {
        lines +=
          used === 0
            ? Math.ceil(word.length / charactersALine) - 1
            : Math.ceil(word.length / charactersALine);
        used = word.length % charactersALine;
      }
    }
  }
  return lines;
}

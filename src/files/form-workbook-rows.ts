import { isComputed, type Row } from '../domain/form.ts';
import { withComputed } from '../domain/answers.ts';
import type { FormWorkbook } from '../domain/workbook.ts';
import {
  AS_OF_MARK,
  cellValueOf,
  COLUMN_MARK,
  fittedHeight,
  formatOf,
  inputCell,
  markedCell,
  SOURCE_MARK,
  STYLES,
  topOf,
  type NotePlace,
} from './form-workbook-style.ts';
import { choicesOfRow, WITHOUT_FIGURE, workbookWords, type ChoicesOf } from './form-workbook-words.ts';
import { cellName, columnName } from './xlsx/address.ts';
import { rangeOf } from './xlsx/sheet.ts';
import type { Cell, Choices, Row as SheetRow, Sheet, Style } from './xlsx/workbook.ts';

const COLUMNS = ['code', 'name', 'measure', 'value', 'previous', 'note'] as const;
/** The longest answer without a figure stands on one line: a row once made does not grow when it is chosen. */
const WIDTHS: Record<(typeof COLUMNS)[number], number> = {
  code: 8,
  name: 43,
  measure: 15,
  value: 21,
  previous: 18,
  note: 24,
};
const VALUE = COLUMNS.indexOf('value') + 1;

/** The rows of the form, as printed. */
export function rowsSheet(
  content: FormWorkbook,
  name: string,
  choicesOf: ChoicesOf,
  notePlace: NotePlace,
): Sheet {
  const { form, heading, previous } = content;
  const { rows, merges } = topOf(content, {
    columns: COLUMNS.length,
    title: heading.title,
    lines: heading.lines,
    howTo: workbookWords.howTo,
  });
  const asked = (label: string, value: string, mark: string, width = 1): void => {
    const style: Style = { ...STYLES.input, align: 'center', indent: 0, format: '@' };
    const rest = Array.from({ length: 3 - width }, () => null);
    const cells = [
      { value: value === '' ? null : value, style },
      ...Array.from({ length: width - 1 }, () => ({ style })),
    ];
    rows.push({
      cells: [null, { value: label, style: STYLES.label }, null, ...cells, ...rest, { value: mark }],
    });
    merges.push(rangeOf({ row: rows.length, column: 2 }, { row: rows.length, column: 3 }));
    if (width > 1)
      merges.push(rangeOf({ row: rows.length, column: 4 }, { row: rows.length, column: 3 + width }));
  };
  if (content.identity.gathers) asked(workbookWords.source, '', SOURCE_MARK, 3);
  asked(workbookWords.asOf, heading.asOf, AS_OF_MARK);
  rows.push({
    cells: COLUMNS.map((column) => ({ value: workbookWords.columns[column], style: STYLES.heading })),
    height: 34,
  });
  const headingRow = rows.length;
  rows.push({
    cells: [...COLUMNS, 'key'].map((column) => ({ value: COLUMN_MARK + column })),
    isHidden: true,
  });
  const first = rows.length + 1;
  const places = new Map(form.rows.map(({ key }, index) => [key, cellName(first + index, VALUE)]));
  for (const [key, address] of places) notePlace(key, address);
  const computed = withComputed(form, content.answers);
  for (const row of form.rows) rows.push(lineOf(content, row, { places, computed }));
  const foot = footOf(rows.length + 1);
  return {
    name,
    isProtected: true,
    columns: [
      ...COLUMNS.map((column) => ({
        width: WIDTHS[column],
        ...(column === 'previous' && previous.size === 0 && { isHidden: true }),
      })),
      { width: 4, isHidden: true },
    ],
    rows: [...rows, ...foot.rows],
    merges: [...merges, ...foot.merges],
    freeze: { rows: headingRow, columns: 0 },
    choices: choicesIn(form.rows, places, choicesOf),
    print: { titleRows: [headingRow, headingRow], footer: `${heading.unit} – ${heading.title}` },
  };
}

type Places = ReadonlyMap<string, string>;

function lineOf(
  content: FormWorkbook,
  row: Row,
  { places, computed }: { places: Places; computed: FormWorkbook['answers'] },
): SheetRow {
  const { answers, previous, toConfirm, marks } = content;
  const isGroup = row.kind === 'group';
  const style: Style = row.key === row.section ? STYLES.section : isGroup ? STYLES.group : STYLES.plain;
  const depth = Math.min(3, Math.max(0, row.code.replace(/\.$/, '').split('.').length - 1));
  const old = toConfirm.get(row.key);
  const notes = [
    row.note ?? '',
    row.hint ?? '',
    old ? workbookWords.oldFigure(String(cellValueOf(row, old))) : '',
  ].filter((note) => note !== '');
  const last = previous.get(row.key);
  const value: Cell = isGroup
    ? { style }
    : isComputed(row)
      ? markedCell(
          {
            ...rateOf(row, places),
            value: cellValueOf(null, computed.get(row.key)),
            style: { ...STYLES.computed, format: '0.00' },
          },
          marks.get(row.key),
        )
      : inputCell(
          cellValueOf(row, answers.get(row.key)),
          { ...STYLES.input, ...formatOf(row.kind), ...(row.kind === 'text' && { align: 'left' as const }) },
          marks.get(row.key),
        );
  const note = notes.length === 0 ? null : notes.join(' ');
  const measure = isGroup ? null : row.measure;
  return {
    height: fittedHeight([
      { text: row.name, width: WIDTHS.name - depth * 2, size: isGroup ? 12.8 : 12 },
      { text: measure, width: WIDTHS.measure },
      { text: note, width: WIDTHS.note, size: 10 },
      { text: row.kind === 'text' ? String(value.value ?? '') : null, width: WIDTHS.value },
    ]),
    cells: [
      { value: row.code, style: { ...style, align: 'center' } },
      { value: row.name, style: { ...style, ...(row.key === row.section ? {} : { indent: depth }) } },
      { value: measure, style: { ...style, align: 'center' } },
      value,
      {
        value: isGroup ? null : cellValueOf(row, last),
        style: { ...style, align: 'right', indent: 1, size: 10, ...formatOf(row.kind) },
      },
      {
        value: note,
        style: { ...style, ...STYLES.small },
      },
      { value: `#${isGroup ? 'g' : isComputed(row) ? 'p' : 'a'}:${row.key}` },
    ],
  };
}

/** The percentage as Law 8 has it: nothing of nothing, and no figure where one of the two is none. */
function rateOf({ numerator, denominator }: Row, places: Places): { formula?: string } {
  const [n, d] = [places.get(numerator ?? ''), places.get(denominator ?? '')];
  if (n === undefined || d === undefined) return {};
  const { nothing, missing, out_of_scope: outside } = WITHOUT_FIGURE;
  const top = `IF(${n}="${nothing}",0,${n})`;
  const rate = `IF(AND(ISNUMBER(${top}),ISNUMBER(${d})),${top}*100/${d},"${missing}")`;
  const zero = `IF(OR(${d}=0,${d}="${nothing}"),"${nothing}",${rate})`;
  return { formula: `IF(OR(${n}="",${d}=""),"",IF(${d}="${outside}","${outside}",${zero}))` };
}

/** Drop-downs, one for all rows that offer the same. */
function choicesIn(rows: readonly Row[], places: Places, choicesOf: ChoicesOf): Choices[] {
  const cells = new Map<string, { options: readonly string[]; at: string[]; isChoice: boolean }>();
  for (const row of rows) {
    if (row.kind === 'group' || row.kind === 'text' || isComputed(row)) continue;
    const options = choicesOfRow(row);
    const key = options.join('\n');
    const known = cells.get(key) ?? { options, at: [], isChoice: row.options.length > 0 };
    known.at.push(places.get(row.key) ?? '');
    cells.set(key, known);
  }
  return [...cells.values()].map(({ options, at, isChoice }) => ({
    cells: at.join(' '),
    from: choicesOf(options),
    // Figures are typed into the same cell, and "0" or "1" may be typed for a choice.
    isClosed: false,
    prompt: {
      title: workbookWords.promptTitle,
      text: isChoice ? workbookWords.promptChoice : workbookWords.promptFigure,
    },
  }));
}

function footOf(row: number): { rows: SheetRow[]; merges: string[] } {
  const under = (left: string, right: string, style: Style): SheetRow => ({
    cells: [null, { value: left, style }, { value: right, style }],
  });
  const right = columnName(COLUMNS.length);
  return {
    rows: [
      { cells: [] },
      under('', workbookWords.place, { italic: true, align: 'center' }),
      under(workbookWords.maker, workbookWords.head, { bold: true, align: 'center' }),
      under('', workbookWords.signature, { italic: true, align: 'center' }),
    ],
    merges: [1, 2, 3].map((no) => `C${row + no}:${right}${row + no}`),
  };
}

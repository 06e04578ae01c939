import { fullCode, isSection } from '../conversations/form-codes.ts';
import { paperTexts } from '../conversations/texts-papers.ts';
import type { FiguresCell, FiguresRow, FiguresTable, RowTotal } from '../domain/figures-table.ts';
import { isComputed, type Row as FormRow } from '../domain/form.ts';
import { cellName, columnName } from '../files/xlsx/address.ts';
import { rangeOf } from '../files/xlsx/sheet.ts';
import type { Cell, Row, Sheet, Style } from '../files/xlsx/workbook.ts';
import type { ProvinceTable, UnitReport } from '../services/province-tables.ts';
import { BODY, fitted, heading, HEADING } from './list-sheet.ts';

const texts = paperTexts.table;

/** Counts that stand between the total and the units: the answers are kept apart there too. */
const COUNTS = ['value', 'zero', 'nothing', 'missing', 'out_of_scope', 'unanswered', 'not_sent'] as const;
/** Code, name, measure, total. */
const FIXED = 4;
const FIRST_UNIT = FIXED + 1 + COUNTS.length + 1;
/** Characters that fit side by side on a landscape page at a size that can be read. */
const PAGE_CHARACTERS = 210;
const UNIT_WIDTH = 13;
const WIDTHS = [9, 46, 13, 14];
const COUNT_WIDTH = 8;

const CHOSEN: Style = { ...BODY, align: 'center' };
/** One object for all cells of a kind: a table has a hundred thousand of them. */
const figureStyles = new Map<string, Style>();
const figureStyle = (format: string): Style => {
  const style = figureStyles.get(format) ?? { ...BODY, align: 'right', format };
  figureStyles.set(format, style);
  return style;
};
const SECTION: Style = { ...BODY, bold: true, fill: 'F2F2F2' };
const MARK: Style = { ...BODY, align: 'center', color: '7F7F7F' };
const TOTAL_FILL = 'FFF9E5';

/** Rows down, units across: totals first, then how many answered how, then every unit; frozen, filtered, A4 landscape. */
export function tableSheet({ choice, figures, reports }: ProvinceTable, now: Date): Sheet {
  const hiddenRows = figures.rows.filter(isAllHidden).length;
  const shown = figures.rows.filter((row) => !isAllHidden(row) && !isEmptyHeading(row, figures.rows));
  const kinds = new Set(shown.flatMap(({ cells }) => cells.map(({ kind }) => kind)));
  const top = heading(
    texts.title(choice),
    [
      texts.of(choice, now),
      texts.sent(paperTexts.countSent(reports)),
      texts.key,
      ...(kinds.has('other_meaning') ? [texts.changedKey] : []),
      ...(kinds.has('hidden') ? [texts.hiddenKey] : []),
      ...(hiddenRows > 0 ? [texts.hiddenRows(hiddenRows)] : []),
    ],
    FIRST_UNIT - 1,
  );
  const statusRow = top.rows.length + 1;
  const headRow = statusRow + 1;
  const body = withOldHeading(shown);
  const place = new Map(body.map((one, index) => [one.row.key, headRow + 1 + index] as const));
  const byKey = new Map(shown.map((one) => [one.row.key, one] as const));
  const lastColumn = FIRST_UNIT - 1 + figures.units.length;
  const widths = [
    ...WIDTHS,
    ...Array.from({ length: COUNTS.length + 1 }, () => COUNT_WIDTH),
    ...figures.units.map(() => UNIT_WIDTH),
  ];
  const at: Around = { place, byKey, first: FIRST_UNIT, last: lastColumn, form: figures };
  return {
    name: texts.sheet,
    columns: widths.map((width) => ({ width })),
    rows: [
      ...top.rows,
      statusCells(reports),
      headCells(figures),
      ...body.map((one, index) => fitted(bodyRow(one, headRow + 1 + index, at), widths)),
    ],
    merges: top.merges,
    freeze: { rows: headRow, columns: FIXED },
    filter: rangeOf({ row: headRow, column: 1 }, { row: headRow + body.length, column: lastColumn }),
    print: {
      isLandscape: true,
      titleRows: [statusRow, headRow],
      titleColumns: ['A', columnName(FIXED)],
      pagesWide: Math.ceil(widths.reduce((sum, width) => sum + width, 0) / PAGE_CHARACTERS),
      footer: texts.title(choice),
    },
  };
}

const isAllHidden = ({ cells }: FiguresRow): boolean =>
  cells.length > 0 && cells.every(({ kind }) => kind === 'hidden');

/** A heading over nothing but rows kept back. */
const isEmptyHeading = ({ row }: FiguresRow, all: readonly FiguresRow[]): boolean =>
  row.kind === 'group' &&
  row.sensitive &&
  all.every(
    (one) =>
      !one.row.sensitive || one.row.kind === 'group' || one.row.section !== row.section || isAllHidden(one),
  );

/** Rows of an older form stand under a heading of their own. */
function withOldHeading(rows: readonly FiguresRow[]): FiguresRow[] {
  const first = rows.findIndex(({ isOld }) => isOld);
  const [heading] = rows;
  if (first < 0 || !heading) return [...rows];
  const row: FormRow = {
    ...heading.row,
    key: ' old',
    section: ' old',
    code: '',
    name: texts.oldRows,
    kind: 'group',
  };
  return [
    ...rows.slice(0, first),
    { ...heading, row, isOld: true, cells: [], total: { kind: 'none' } },
    ...rows.slice(first),
  ];
}

function statusCells(reports: readonly UnitReport[]): Row {
  const small: Style = { ...HEADING, bold: false, italic: true, size: 9 };
  const label: Cell = { value: paperTexts.table.status, style: { ...small, align: 'right' } };
  const before: Cell[] = Array.from({ length: FIRST_UNIT - 1 }, (_, index) =>
    index === FIRST_UNIT - 2 ? label : { style: small },
  );
  const states = reports.map(({ facts, state }): Cell => {
    return {
      value: texts.mark(state, facts),
      style: { ...small, ...(state === 'overdue' && { color: 'C00000' }) },
    };
  });
  return { cells: [...before, ...states], height: 52 };
}

function headCells({ units }: FiguresTable): Row {
  const { heads } = texts;
  const names = [
    heads.code,
    heads.name,
    heads.measure,
    heads.total,
    heads.of,
    ...COUNTS.map((kind) => heads[kind]),
    ...units.map(({ name }) => name),
  ];
  return { cells: names.map((value) => ({ value, style: { ...HEADING, size: 10 } })), height: 66 };
}

interface Around {
  /** The row of the sheet each row of the form stands in. */
  place: ReadonlyMap<string, number>;
  byKey: ReadonlyMap<string, FiguresRow>;
  first: number;
  last: number;
  form: FiguresTable;
}

function bodyRow(one: FiguresRow, no: number, at: Around): Row {
  const { row, cells, total, counts } = one;
  const all = at.form.rows.map((other) => other.row);
  if (row.kind === 'group') {
    const style = isSection(row) ? SECTION : { ...BODY, bold: true };
    const empty = Array.from({ length: at.last - 2 }, (): Cell => ({ style }));
    return { cells: [{ value: row.code, style }, { value: row.name, style }, ...empty] };
  }
  return {
    cells: [
      { value: fullCode(row, all), style: BODY },
      { value: row.name.replace(/[.\s]+$/, ''), style: BODY },
      { value: row.options.length > 0 ? '' : row.measure, style: { ...BODY, align: 'center' } },
      totalCell(one, no, at),
      { value: 'of' in total ? total.of : null, style: { ...MARK, format: '0' } },
      ...COUNTS.map((kind): Cell => ({
        value: counts[kind] === 0 ? null : counts[kind],
        style: { ...MARK, format: '0' },
      })),
      ...cells.map((cell, index) => figureCell(row, cell, cellsOf(row, index, at))),
    ],
  };
}

/** Where the two figures of a computed percentage stand in one column, if both are numbers. */
function cellsOf(row: FormRow, index: number, at: Around): [string, string] | undefined {
  if (!isComputed(row)) return undefined;
  const [top, bottom] = [row.numerator, row.denominator].map((key) => {
    const place = at.place.get(key ?? '');
    const isNumber = at.byKey.get(key ?? '')?.cells[index]?.kind === 'value';
    return place === undefined || !isNumber ? undefined : cellName(place, at.first + index);
  });
  return top === undefined || bottom === undefined ? undefined : [top, bottom];
}

function figureCell(row: FormRow, cell: FiguresCell, from: [string, string] | undefined): Cell {
  switch (cell.kind) {
    case 'value': {
      const option = row.options.find(({ value }) => value === cell.value);
      if (option) return { value: option.label, style: CHOSEN };
      const style = figureStyle(formatOf(row));
      if (row.kind !== 'percent') return { value: cell.value, style };
      const value = shownPercent(cell.value);
      return from && value === cell.value
        ? { value, formula: rate(from[0], from[1]), style }
        : { value, style };
    }
    case 'text':
      return { value: cell.text, style: BODY };
    default:
      return { value: paperTexts.marks[cell.kind], style: MARK };
  }
}

function totalCell(one: FiguresRow, no: number, at: Around): Cell {
  const { row, total } = one;
  const style: Style = { ...BODY, bold: true, fill: TOTAL_FILL, align: 'right', format: formatOf(row) };
  const span = (place: number): string =>
    rangeOf({ row: place, column: at.first }, { row: place, column: at.last });
  switch (total.kind) {
    case 'none':
      return { style };
    case 'options':
      return { value: texts.options(total.counts), style: { ...style, size: 9, align: 'left' } };
    case 'sum':
      return total.answer.kind === 'value'
        ? { value: total.answer.value, formula: `SUM(${span(no)})`, style }
        : { value: paperTexts.marks.nothing, style: { ...style, align: 'center' } };
    case 'rate': {
      if (total.answer.kind !== 'value')
        return { value: paperTexts.marks.nothing, style: { ...style, align: 'center' } };
      const value = shownPercent(total.answer.value);
      const [top, bottom] = [row.numerator, row.denominator].map((key) => at.byKey.get(key ?? ''));
      const places = [top, bottom].map((part) => part && at.place.get(part.row.key));
      const [numerator, denominator] = places;
      // Where some unit gave one of the two figures only, the sums of the rows are not the sums of the rate.
      const isWhole = [top, bottom].every((part) => part && isSumOf(part.total, total.of));
      return isWhole && numerator !== undefined && denominator !== undefined && value === total.answer.value
        ? { value, formula: rate(`SUM(${span(numerator)})`, `SUM(${span(denominator)})`), style }
        : { value, style, comment: texts.rateOf(total.of) };
    }
  }
}

const isSumOf = (total: RowTotal, of: number): boolean => total.kind === 'sum' && total.of === of;

const rate = (top: string, bottom: string): string =>
  `IF(${bottom}=0,"${paperTexts.marks.nothing}",${top}*100/${bottom})`;

const formatOf = ({ kind }: FormRow): string =>
  kind === 'percent' ? '0.00' : kind === 'count' ? '#,##0' : '#,##0.##';

/** Two places, never rounded up to 100. */
const shownPercent = (value: number): number => (value < 100 && value >= 99.995 ? 99.99 : value);

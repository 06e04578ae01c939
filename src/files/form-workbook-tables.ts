import { EXPLANATION } from '../domain/workbook-merge.ts';
import { columnTotals, withComputedCells, type TableLine } from '../domain/answers.ts';
import { isNote, type Block, type Column, type Table } from '../domain/form.ts';
import { LABEL, lineCellKey, type FormWorkbook, type UnstoredLine } from '../domain/workbook.ts';
import {
  cellValueOf,
  COLUMN_MARK,
  fittedHeight,
  formatOf,
  inputCell,
  LINE_MARK,
  markedCell,
  STYLES,
  topOf,
  type NotePlace,
} from './form-workbook-style.ts';
import { FIGURE_CHOICES, workbookWords, type ChoicesOf } from './form-workbook-words.ts';
import { cellName, columnName } from './xlsx/address.ts';
import { rangeOf } from './xlsx/sheet.ts';
import type { Cell, Row as SheetRow, Sheet, Style } from './xlsx/workbook.ts';

/** Empty lines below those already there, in a table of one block or in each block. */
const SPARE = 15;
const WIDTHS = { ordinal: 5, label: 30, figures: 11, words: 30 };
/** Columns before the table's own: the ordinal and what a line is about. */
const BEFORE = 2;
/** One table with repeating lines: what is there, lines to fill in, totals as formulas. */
export function tableSheet(
  content: FormWorkbook,
  table: Table,
  name: string,
  choicesOf: ChoicesOf,
  notePlace: NotePlace,
): Sheet {
  const { heading, answers, marks } = content;
  const lines = content.lines.get(table.key) ?? [];
  const columns = columnsOf(table, lines);
  const width = BEFORE + columns.length;
  const { rows, merges } = topOf(content, {
    columns: width,
    title: table.code === table.title ? table.title : `${table.code}. ${table.title}`,
    lines: [heading.title, ...(table.note === null ? [] : [table.note])],
    howTo: workbookWords.howToTable,
  });
  rows.push({
    cells: spread(width + 1, {
      1: { value: workbookWords.wholeTable, style: { italic: true } },
      [BEFORE + 3]: inputCell(
        cellValueOf(null, answers.get(table.key)),
        { ...STYLES.input, align: 'center', indent: 0 },
        marks.get(table.key),
      ),
      [width + 1]: { value: `#a:${table.key}` },
    }),
  });
  const wholeTable = rows.length;
  notePlace(table.key, cellName(wholeTable, BEFORE + 3));
  merges.push(rangeOf({ row: wholeTable, column: 1 }, { row: wholeTable, column: BEFORE + 2 }));
  if (width > BEFORE + 3)
    merges.push(
      rangeOf(
        { row: wholeTable, column: BEFORE + 3 },
        { row: wholeTable, column: Math.min(width, BEFORE + 5) },
      ),
    );
  const head = headOf(table, columns, rows.length + 1);
  rows.push(...head.rows);
  merges.push(...head.merges);
  const titleRows = [rows.length - head.rows.length + 1, rows.length] as const;
  rows.push({
    cells: ['ordinal', 'label', ...columns.map(({ key }) => key), 'key'].map((key) => ({
      value: COLUMN_MARK + key,
    })),
    isHidden: true,
  });
  const body = new Body(content, table, columns, rows.length + 1, notePlace);
  rows.push(...body.rows);
  return {
    name,
    isProtected: true,
    columns: [
      { width: WIDTHS.ordinal },
      { width: WIDTHS.label },
      ...columns.map((column) => ({ width: isWords(column) ? WIDTHS.words : WIDTHS.figures })),
      { width: 4, isHidden: true },
    ],
    rows,
    merges: [...merges, ...body.merges],
    freeze: { rows: titleRows[1] + 1, columns: BEFORE },
    choices: [{ cells: cellName(wholeTable, BEFORE + 3), from: choicesOf(FIGURE_CHOICES), isClosed: true }],
    print: { isLandscape: true, titleRows, footer: `${heading.unit} – ${table.code}` },
  };
}

const named = <T extends { label: string | null }>(line: T): T & { label: string } => ({
  ...line,
  label: line.label ?? '',
});

const isWords = ({ kind }: Column): boolean => kind === 'text';

/** The columns as printed; the note is where a line is explained, and where none is printed one is added. */
function columnsOf(table: Table, lines: readonly TableLine[]): Column[] {
  const columns = table.columns.map((column) => (isNote(column) ? { ...column, key: EXPLANATION } : column));
  const isAsked = table.explain.length > 0 || lines.some(({ explanation }) => explanation !== null);
  if (!isAsked || columns.some(({ key }) => key === EXPLANATION)) return columns;
  return [...columns, { key: EXPLANATION, name: workbookWords.explanation, kind: 'text', computed: null }];
}

/** A row of cells, empty but for those given by column. */
const spread = (width: number, cells: Readonly<Record<number, Cell>>): (Cell | null)[] =>
  Array.from({ length: width }, (_, index) => cells[index + 1] ?? null);

/** Headings in as many rows as "Đã giải quyết – Quá hạn" has parts: those alike side by side are one. */
function headOf(
  table: Table,
  columns: readonly Column[],
  top: number,
): { rows: SheetRow[]; merges: string[] } {
  const names = [[workbookWords.ordinal], [table.lineName], ...columns.map(({ name }) => name.split(' – '))];
  const depth = Math.max(...names.map(({ length }) => length));
  const merges: string[] = [];
  const rows = Array.from({ length: depth }, (_, level): SheetRow => ({
    cells: names.map((parts) => ({ value: parts[level] ?? null, style: STYLES.heading })),
    height: level === depth - 1 && depth > 1 ? 50 : 34,
  }));
  for (let level = 0; level < depth; level += 1) {
    for (let at = 0; at < names.length;) {
      const parts = names[at] ?? [];
      const path = parts.slice(0, level + 1).join(' – ');
      let end = at;
      while (
        end + 1 < names.length &&
        parts.length > level + 1 &&
        (names[end + 1] ?? []).slice(0, level + 1).join(' – ') === path
      )
        end += 1;
      const last = parts.length === level + 1 ? depth - 1 : level;
      if (level < parts.length && (end > at || last > level))
        merges.push(rangeOf({ row: top + level, column: at + 1 }, { row: top + last, column: end + 1 }));
      at = end + 1;
    }
  }
  return { rows, merges };
}

/** The lines of a table, block after block, with the totals below them. */
class Body {
  readonly rows: SheetRow[] = [];
  readonly merges: string[] = [];
  readonly #content: FormWorkbook;
  readonly #table: Table;
  readonly #columns: readonly Column[];
  readonly #top: number;
  readonly #notePlace: NotePlace;

  constructor(
    content: FormWorkbook,
    table: Table,
    columns: readonly Column[],
    top: number,
    notePlace: NotePlace,
  ) {
    this.#content = content;
    this.#table = table;
    this.#columns = columns;
    this.#top = top;
    this.#notePlace = notePlace;
    const lines = content.lines.get(table.key) ?? [];
    const unstored = (content.unstored ?? []).filter((line) => line.table === table.key);
    const ranges: (readonly [number, number])[] = [];
    const blocks: readonly (Block | null)[] = table.blocks.length > 0 ? table.blocks : [null];
    for (const block of blocks) {
      const isHere = (line: { block: string }): boolean => line.block === (block?.key ?? '');
      const own = [...lines.filter(isHere), ...unstored.filter(isHere)];
      if (block) this.#heading(block);
      const first = this.#next;
      for (const [index, line] of own.entries()) this.#line(block, index + 1, line);
      for (let no = 1; no <= SPARE; no += 1) this.#line(block, own.length + no, null);
      const range = [first, this.#next - 1] as const;
      ranges.push(range);
      if (block)
        this.#total(
          workbookWords.totalOf(block.title),
          [range],
          columnTotals(table, own.map(named), block.key),
        );
    }
    this.#total(workbookWords.total, ranges, columnTotals(table, [...lines, ...unstored].map(named)));
  }

  get #next(): number {
    return this.#top + this.rows.length;
  }

  #heading({ title, lineName }: Block): void {
    const words = lineName === this.#table.lineName ? title : `${title} (${lineName})`;
    const width = BEFORE + this.#columns.length;
    const cells = spread(width, { 1: { value: words, style: STYLES.section } });
    this.merges.push(rangeOf({ row: this.#next, column: 1 }, { row: this.#next, column: width }));
    this.rows.push({ cells: cells.map((cell) => cell ?? { style: STYLES.section }) });
  }

  #line(block: Block | null, ordinal: number, line: TableLine | UnstoredLine | null): void {
    const { key: table } = this.#table;
    const [row, blockKey] = [this.#next, block?.key ?? ''];
    const { marks } = this.#content;
    const computed = withComputedCells(this.#table, line?.cells ?? {});
    // What is not stored has no name its cells go by: it is marked as a whole.
    const stored = line && !('key' in line) ? line : null;
    const markOf = (column: string, index: number) => {
      const key = stored
        ? lineCellKey(table, blockKey, stored.label, column)
        : line && 'key' in line && column === LABEL
          ? line.key
          : undefined;
      if (key === undefined) return undefined;
      const mark = marks.get(key);
      if (mark) this.#notePlace(key, cellName(row, BEFORE + index));
      return mark;
    };
    const cells = this.#columns.map((column, index): Cell => {
      const mark = markOf(column.key, index + 1);
      if (column.key === EXPLANATION) return inputCell(line?.explanation ?? null, STYLES.words, mark);
      if (column.computed)
        return markedCell(
          {
            ...this.#formulaOf(column, row),
            value: computed[column.key] ?? '',
            style: { ...STYLES.computed, format: column.computed.kind === 'sum' ? '#,##0' : '0.00' },
          },
          mark,
        );
      const style: Style = isWords(column) ? STYLES.words : { ...STYLES.input, ...formatOf(column.kind) };
      return inputCell(line?.cells[column.key] ?? null, style, mark);
    });
    this.rows.push({
      height: fittedHeight([
        { text: line?.label ?? null, width: WIDTHS.label },
        { text: line?.explanation ?? null, width: WIDTHS.words },
        ...this.#columns.filter(isWords).map(({ key }) => ({
          text: String(line?.cells[key] ?? ''),
          width: WIDTHS.words,
        })),
      ]),
      cells: [
        { value: ordinal, style: STYLES.centered },
        inputCell(line?.label ?? null, { ...STYLES.words, vertical: 'center' }, markOf(LABEL, 0)),
        ...cells,
        { value: `${LINE_MARK}${table}:${blockKey}${stored ? `:${stored.label}` : ''}` },
      ],
    });
  }

  #total(
    words: string,
    ranges: readonly (readonly [number, number])[],
    totals: Record<string, number>,
  ): void {
    if (!this.#columns.some(({ kind, computed }) => kind === 'count' && computed === null)) return;
    const row = this.#next;
    const cells = this.#columns.map((column, index): Cell => {
      const style = { ...STYLES.total, format: column.kind === 'percent' ? '0.00' : '#,##0' };
      if (column.kind === 'text' || column.kind === 'decimal') return { style };
      const value = totals[column.key] ?? '';
      if (column.computed) return { ...this.#formulaOf(column, row), value, style };
      const letter = columnName(BEFORE + 1 + index);
      const sums = ranges.map(([from, to]) => `${letter}${from}:${letter}${to}`).join(',');
      return { formula: `IF(COUNT(${sums})=0,"",SUM(${sums}))`, value, style };
    });
    this.merges.push(rangeOf({ row, column: 1 }, { row, column: BEFORE }));
    this.rows.push({
      cells: [
        { value: words, style: { ...STYLES.total, align: 'left' } },
        { style: STYLES.total },
        ...cells,
        { value: '#t' },
      ],
    });
  }

  /** A column computed from others of its line. */
  #formulaOf({ computed }: Column, row: number): { formula?: string } {
    const at = (key: string): string =>
      cellName(row, BEFORE + 1 + this.#columns.findIndex((column) => column.key === key));
    if (!computed) return {};
    if (computed.kind === 'sum') {
      const parts = computed.of.map(at).join(',');
      return { formula: `IF(COUNT(${parts})=0,"",SUM(${parts}))` };
    }
    const [n, d] = [at(computed.numerator), at(computed.denominator)];
    return { formula: `IF(AND(ISNUMBER(${n}),ISNUMBER(${d})),IF(${d}=0,"",${n}*100/${d}),"")` };
  }
}

import { isComputed, type Column, type Form, type Row, type Table } from './form.ts';

/** Law 8: six answers kept apart; the sixth, not yet answered, is absence. Zero is a value. */
export type Answer =
  | { kind: 'value'; value: number }
  | { kind: 'nothing' }
  | { kind: 'missing' }
  | { kind: 'out_of_scope' }
  | { kind: 'text'; text: string };

/** Answers by row key, narratives included. */
export type Answers = ReadonlyMap<string, Answer>;

export type Cells = Readonly<Record<string, number | string>>;

export interface TableLine {
  block: string;
  label: string;
  /** By column key, words in columns of text; a column left out is not yet answered. */
  cells: Cells;
  explanation: string | null;
}

/** Lines by table key. */
export type TableLines = ReadonlyMap<string, readonly TableLine[]>;

/** More digits than any office counts; beyond this a double loses units. */
const LARGEST = 1e15;

export type Refusal = 'negative' | 'not_whole' | 'above_100' | 'too_large' | 'no_such_option';

/** What a figure is accepted by: of a row, or of a column without options. */
type Asked = Pick<Row, 'kind' | 'options'>;

/** A typed figure as an answer to `row`, or why it cannot be one. */
export function acceptFigure(row: Asked, value: number): { answer: Answer } | { refusal: Refusal } {
  if (!Number.isFinite(value) || Math.abs(value) >= LARGEST) return { refusal: 'too_large' };
  if (row.kind === 'choice' || row.kind === 'yes_no') {
    const known = row.options.some((option) => option.value === value);
    return known ? { answer: { kind: 'value', value } } : { refusal: 'no_such_option' };
  }
  if (value < 0) return { refusal: 'negative' };
  if (row.kind === 'count' && !Number.isInteger(value)) return { refusal: 'not_whole' };
  if (row.kind === 'percent' && value > 100) return { refusal: 'above_100' };
  return { answer: { kind: 'value', value } };
}

/**
 * The percentage of a computed row. A denominator of zero gives "không phát sinh", never 0 %;
 * undefined while either figure is not yet answered.
 */
export function computedPercent(row: Row, answers: Answers): Answer | undefined {
  const numerator = answers.get(row.numerator ?? '');
  const denominator = answers.get(row.denominator ?? '');
  if (!numerator || !denominator) return undefined;
  if (denominator.kind === 'out_of_scope') return { kind: 'out_of_scope' };
  const [top, bottom] = [asNumber(numerator), asNumber(denominator)];
  if (bottom === 0) return { kind: 'nothing' };
  if (top === undefined || bottom === undefined) return { kind: 'missing' };
  return { kind: 'value', value: (top * 100) / bottom };
}

/** The answers together with every percentage that can be computed from them. */
export function withComputed(form: Form, answers: Answers): Answers {
  const all = new Map(answers);
  for (const row of form.rows.filter(isComputed)) {
    const percent = computedPercent(row, answers);
    if (percent) all.set(row.key, percent);
  }
  return all;
}

/** What an answer counts for: "không phát sinh" is 0; what is missing or out of scope is no number. */
export function asNumber(answer: Answer | undefined): number | undefined {
  if (answer?.kind === 'value') return answer.value;
  return answer?.kind === 'nothing' ? 0 : undefined;
}

/** The rows that have none of the first five answers. */
export const unanswered = (rows: readonly Row[], answers: Answers): Row[] =>
  rows.filter((row) => !answers.has(row.key));

export interface Tally {
  total: number;
  answered: number;
  value: number;
  nothing: number;
  missing: number;
  outOfScope: number;
}

/** How many of the rows have which kind of answer; words count as values. */
export function tally(rows: readonly Row[], answers: Answers): Tally {
  const count = (...kinds: Answer['kind'][]): number =>
    rows.filter((row) => kinds.includes(answers.get(row.key)?.kind ?? ('none' as Answer['kind']))).length;
  return {
    total: rows.length,
    answered: rows.length - unanswered(rows, answers).length,
    value: count('value', 'text'),
    nothing: count('nothing'),
    missing: count('missing'),
    outOfScope: count('out_of_scope'),
  };
}

/** The figure in a cell; undefined for words and for what is not yet answered. */
export function figureIn(cells: Cells, column: string): number | undefined {
  const cell = cells[column];
  return typeof cell === 'number' ? cell : undefined;
}

/** The figures of a line together with the columns computed from them; the percentage of nothing is left out. */
export function withComputedCells(table: Table, cells: Cells): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [key, cell] of Object.entries(cells)) if (typeof cell === 'number') all[key] = cell;
  for (const { key, computed } of table.columns) {
    if (computed?.kind === 'sum') {
      const parts = computed.of.flatMap((part) => all[part] ?? []);
      if (parts.length > 0) all[key] = parts.reduce((sum, part) => sum + part, 0);
    } else if (computed) {
      const [top, bottom] = [all[computed.numerator], all[computed.denominator]];
      if (top !== undefined && bottom !== undefined && bottom !== 0) all[key] = (top * 100) / bottom;
    }
  }
  return all;
}

/** A figure in a cell of a column: the same bounds as of a row. */
export function acceptCell({ kind }: Column, value: number): { figure: number } | { refusal: Refusal } {
  const accepted = acceptFigure({ kind, options: [] }, value);
  return 'refusal' in accepted ? accepted : { figure: value };
}

/** The total of each column over the lines of one block, or of the whole table; percentages come from totals. */
export function columnTotals(
  table: Table,
  lines: readonly TableLine[],
  block?: string,
): Record<string, number> {
  const counted = lines.filter((line) => block === undefined || line.block === block);
  const typed = table.columns.filter((column) => column.kind === 'count' && column.computed === null);
  const totals = Object.fromEntries(
    typed.flatMap(({ key }) => {
      const cells = counted.flatMap((line) => figureIn(line.cells, key) ?? []);
      return cells.length === 0 ? [] : [[key, cells.reduce((sum, cell) => sum + cell, 0)]];
    }),
  );
  return withComputedCells(table, totals);
}

import {
  asNumber,
  columnTotals,
  computedPercent,
  withComputed,
  type Answer,
  type Answers,
  type TableLine,
  type TableLines,
} from './answers.ts';
import { exactSum } from './exact-sum.ts';
import { compareForms } from './form-change.ts';
import { applies, isComputed, type Form, type Row, type Table } from './form.ts';
import type { Level } from './plan.ts';

/** What one unit sent for a report; `sent` null where nothing has come. */
export interface UnitFigures {
  unit: { id: number; name: string; level: Level };
  /** The version it was filled in on. */
  form: Form;
  sent: { answers: Answers; lines: TableLines } | null;
  /** Whether the reader may see a sensitive row of this unit. */
  maySee: (row: Row) => boolean;
}

/** Where a row and a unit meet: an answer of one of the five kinds, or why there is none. */
export type FiguresCell =
  | Answer
  /** Asked, and sent without an answer. */
  | { kind: 'unanswered' }
  /** The row does not concern units of this kind. */
  | { kind: 'not_asked' }
  | { kind: 'not_sent' }
  /** Not for this reader to see. */
  | { kind: 'hidden' }
  /** Filled in on a version of the form in which the row asked for another figure. */
  | { kind: 'other_meaning' };

/** What the row comes to over all units; `of`: from how many of them. */
export type RowTotal =
  | { kind: 'sum'; answer: Answer; of: number }
  /** From the sums of numerators and denominators of the units that gave both; never an average of percentages. */
  | { kind: 'rate'; answer: Answer; numerator: number; denominator: number; of: number }
  /** Of a choice: how many units took which. */
  | { kind: 'options'; counts: readonly { value: number; label: string; units: number }[]; of: number }
  /** Nothing was given, or what was given cannot be added up. */
  | { kind: 'none' };

/** How many units stand how in a row; zero apart from other values. */
type KindCounts = Readonly<Record<CountedKind, number>>;
export const COUNTED_KINDS = [
  'value',
  'zero',
  'nothing',
  'missing',
  'out_of_scope',
  'unanswered',
  'not_asked',
  'not_sent',
  'hidden',
  'other_meaning',
] as const;
type CountedKind = (typeof COUNTED_KINDS)[number];

export interface FiguresRow {
  row: Row;
  /** It stands only in an older version of the form. */
  isOld: boolean;
  /** One for each unit, in the order of the units; empty for a heading. */
  cells: readonly FiguresCell[];
  total: RowTotal;
  counts: KindCounts;
}

/** The totals of a table of lines: of each unit that has lines, and of all of them. */
export interface LinesTotal {
  table: Table;
  units: readonly {
    unit: UnitFigures['unit'];
    lines: number;
    totals: Readonly<Record<string, number>>;
    blocks: readonly {
      key: string;
      title: string;
      lines: number;
      totals: Readonly<Record<string, number>>;
    }[];
  }[];
  totals: Readonly<Record<string, number>>;
}

/** The figures of many units under one form: units across, rows down. */
export interface FiguresTable {
  units: readonly UnitFigures['unit'][];
  rows: readonly FiguresRow[];
  tables: readonly LinesTotal[];
}

/** Puts together what units sent, under `form`, the newest version any of them uses. */
export function tabulate(form: Form, all: readonly UnitFigures[]): FiguresTable {
  const work = tabulating(form, all);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** The same in small steps: of a thousand units all at once takes longer than others may wait. */
export function* tabulating(form: Form, all: readonly UnitFigures[]): Generator<void, FiguresTable> {
  const older = new Map([...new Set(all.map((one) => one.form))].map((one) => [one, compared(one, form)]));
  const columns: Column[] = [];
  for (const one of all) {
    const answers = one.sent && withComputed(one.form, one.sent.answers);
    columns.push({ ...one, answers, changed: older.get(one.form)?.changed ?? new Set<string>() });
    yield;
  }
  const gone = new Map([...older.values()].flatMap(({ gone }) => gone.map((row) => [row.key, row] as const)));
  const rows: FiguresRow[] = [];
  for (const row of [...form.rows, ...gone.values()]) {
    const isOld = gone.has(row.key);
    const cells = row.kind === 'group' ? [] : cellsOf(row, columns, [...older.keys()]);
    const total: RowTotal = row.kind === 'group' ? { kind: 'none' } : totalOf(row, cells, columns);
    rows.push({ row, isOld, cells, total, counts: countKinds(cells) });
    yield;
  }
  const tables: LinesTotal[] = [];
  for (const table of form.tables) tables.push(yield* linesOf(table, all));
  return { units: all.map(({ unit }) => unit), rows, tables };
}

/** What a version of the form has that the newest has not, or understands otherwise. */
function compared(before: Form, after: Form): { gone: Row[]; changed: Set<string> } {
  if (before === after) return { gone: [], changed: new Set() };
  const { rows } = compareForms(before, after);
  return { gone: rows.removed, changed: new Set(rows.meaning.map((pair) => pair.after.key)) };
}

type Column = UnitFigures & { answers: Answers | null; changed: ReadonlySet<string> };

/** A row as one version of the form has it. */
interface OwnRow {
  isAsked: boolean;
  /** It and, where it is a percentage, the two figures it gives away: those not for everybody. */
  guarded: readonly Row[];
}

function cellsOf(row: Row, columns: readonly Column[], forms: readonly Form[]): FiguresCell[] {
  const own = new Map(
    forms.map((form): [Form, OwnRow] => {
      const { rows } = form;
      const given = rows.filter(({ key }) => key === row.numerator || key === row.denominator);
      const guarded = [row, ...given].filter(({ sensitive }) => sensitive);
      return [form, { isAsked: rows.some(({ key }) => key === row.key), guarded }];
    }),
  );
  return columns.map((column) => cellOf(row, column, own.get(column.form)));
}

function cellOf(row: Row, { unit, answers, changed, maySee }: Column, own: OwnRow | undefined): FiguresCell {
  if (own?.guarded.some((one) => !maySee(one))) return { kind: 'hidden' };
  if (!applies(row.appliesTo, unit)) return { kind: 'not_asked' };
  if (answers === null) return { kind: 'not_sent' };
  if (!own?.isAsked) return { kind: 'not_asked' };
  if ([row.key, row.numerator, row.denominator].some((key) => key !== null && changed.has(key)))
    return { kind: 'other_meaning' };
  return answers.get(row.key) ?? { kind: 'unanswered' };
}

const isAnswer = (cell: FiguresCell): cell is Answer =>
  ['value', 'nothing', 'missing', 'out_of_scope', 'text'].includes(cell.kind);

function totalOf(row: Row, cells: readonly FiguresCell[], columns: readonly Column[]): RowTotal {
  if (isComputed(row)) return rateOf(row, cells, columns);
  const answers = cells.filter(isAnswer);
  switch (row.kind) {
    case 'count':
    case 'money': {
      const figures = answers.flatMap((answer) => asNumber(answer) ?? []);
      if (figures.length === 0) return { kind: 'none' };
      const isNothing = answers.every(({ kind }) => kind !== 'value');
      const answer: Answer = isNothing ? { kind: 'nothing' } : { kind: 'value', value: exactSum(figures) };
      return { kind: 'sum', answer, of: figures.length };
    }
    case 'choice':
    case 'yes_no': {
      const taken = answers.flatMap((answer) => (answer.kind === 'value' ? [answer.value] : []));
      if (taken.length === 0) return { kind: 'none' };
      const counts = row.options.map(({ value, label }) => ({
        value,
        label,
        units: taken.filter((one) => one === value).length,
      }));
      return { kind: 'options', counts, of: taken.length };
    }
    case 'percent':
    case 'decimal':
    case 'text':
    case 'group':
      return { kind: 'none' };
  }
}

/** Only units whose percentage could be computed, or whose denominator is nothing, count on both sides. */
function rateOf(row: Row, cells: readonly FiguresCell[], columns: readonly Column[]): RowTotal {
  const pairs = cells.flatMap((cell, index): [number, number][] => {
    const answers = columns[index]?.answers;
    if (!answers || (cell.kind !== 'value' && cell.kind !== 'nothing')) return [];
    const [top, bottom] = [row.numerator, row.denominator].map((key) => asNumber(answers.get(key ?? '')));
    return top === undefined || bottom === undefined ? [] : [[top, bottom]];
  });
  if (pairs.length === 0) return { kind: 'none' };
  const numerator = exactSum(pairs.map(([top]) => top));
  const denominator = exactSum(pairs.map(([, bottom]) => bottom));
  const sums: Answers = new Map<string, Answer>([
    [row.numerator ?? '', { kind: 'value', value: numerator }],
    [row.denominator ?? '', { kind: 'value', value: denominator }],
  ]);
  const answer = computedPercent(row, sums) ?? { kind: 'missing' };
  return { kind: 'rate', answer, numerator, denominator, of: pairs.length };
}

function countKinds(cells: readonly FiguresCell[]): KindCounts {
  const counts = Object.fromEntries(COUNTED_KINDS.map((kind) => [kind, 0])) as Record<CountedKind, number>;
  for (const cell of cells) counts[countedAs(cell)] += 1;
  return counts;
}

/** Words count as a value. */
function countedAs(cell: FiguresCell): CountedKind {
  if (cell.kind === 'value') return cell.value === 0 ? 'zero' : 'value';
  return cell.kind === 'text' ? 'value' : cell.kind;
}

function* linesOf(table: Table, all: readonly UnitFigures[]): Generator<void, LinesTotal> {
  const units: LinesTotal['units'][number][] = [];
  const given: TableLine[] = [];
  for (const { unit, form, sent } of all) {
    const own = sent?.lines.get(table.key) ?? [];
    const known = form.tables.find(({ key }) => key === table.key);
    if (own.length === 0 || !known) continue;
    // Columns of an older version that mean something else leave the line.
    const lines = own.map((line) => kept(line, known, table));
    given.push(...lines);
    units.push({
      unit,
      lines: lines.length,
      totals: columnTotals(table, lines),
      blocks: table.blocks.map(({ key, title }) => ({
        key,
        title,
        lines: lines.filter(({ block }) => block === key).length,
        totals: columnTotals(table, lines, key),
      })),
    });
    yield;
  }
  return { table, units, totals: columnTotals(table, given) };
}

function kept(line: TableLine, was: Table, table: Table): TableLine {
  if (was === table) return line;
  const same = table.columns.filter(({ key, kind }) =>
    was.columns.some((column) => column.key === key && column.kind === kind),
  );
  const cells = Object.fromEntries(
    same.flatMap(({ key }) => {
      const cell = line.cells[key];
      return cell === undefined ? [] : [[key, cell] as const];
    }),
  );
  return { ...line, cells };
}

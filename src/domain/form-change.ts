import type { Answers, Cells, TableLine, TableLines } from './answers.ts';
import { applies, isComputed, type Column, type Form, type Row, type Table } from './form.ts';
import type { Level } from './plan.ts';

/** What is there of one kind on both sides, and only on one. */
interface Difference<T> {
  added: T[];
  removed: T[];
  /** Same key: another figure is asked for, though the words may be the same. */
  meaning: { before: T; after: T }[];
  /** Same key and figure, other words. */
  wording: { before: T; after: T }[];
}

export interface FormChange {
  rows: Difference<Row>;
  /** Columns of the tables that are on both sides. */
  columns: Difference<Column & { table: string }>;
  tables: { added: Table[]; removed: Table[] };
  narratives: { added: Form['narratives'][number][]; removed: Form['narratives'][number][] };
}

type Unit = { name: string; level: Level };

/** How one version of a form differs from another; with a unit, only as far as it concerns that unit. */
export function compareForms(before: Form, after: Form, unit?: Unit): FormChange {
  const of = <T extends { appliesTo: Row['appliesTo'] }>(all: readonly T[]): readonly T[] =>
    unit === undefined ? all : all.filter(({ appliesTo }) => applies(appliesTo, unit));
  const rows = (form: Form): readonly Row[] => of(form.rows).filter(({ kind }) => kind !== 'group');
  const [tablesBefore, tablesAfter] = [of(before.tables), of(after.tables)];
  const shared = tablesAfter.flatMap((table) => {
    const was = tablesBefore.find(({ key }) => key === table.key);
    return was ? [{ was, table }] : [];
  });
  const columns = (tables: readonly Table[]) =>
    tables.flatMap(({ key, columns: own }) => own.map((column) => ({ ...column, table: key })));
  const onlyKeys = <T extends { key: string }>(a: readonly T[], b: readonly T[]): T[] =>
    a.filter(({ key }) => !b.some((other) => other.key === key));
  const [wordsBefore, wordsAfter] = [of(before.narratives), of(after.narratives)];
  return {
    rows: differ(rows(before), rows(after), ({ key }) => key, meaningOfRow, wordsOfRow),
    columns: differ(
      columns(shared.map(({ was }) => was)),
      columns(shared.map(({ table }) => table)),
      ({ table, key }) => `${table}.${key}`,
      ({ kind, computed }) => [kind, computed],
      ({ name }) => [name],
    ),
    tables: { added: onlyKeys(tablesAfter, tablesBefore), removed: onlyKeys(tablesBefore, tablesAfter) },
    narratives: { added: onlyKeys(wordsAfter, wordsBefore), removed: onlyKeys(wordsBefore, wordsAfter) },
  };
}

/** What the figure in a row means: another of these, and the old figure is to be confirmed again. */
const meaningOfRow = ({ measure, kind, options, numerator, denominator }: Row): unknown[] => [
  measure.trim().toLowerCase(),
  kind,
  options.map(({ value, label }) => [value, label]),
  numerator,
  denominator,
];

const wordsOfRow = ({ code, name, note, hint }: Row): unknown[] => [code, name, note, hint];

function differ<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
  meaning: (one: T) => unknown[],
  words: (one: T) => unknown[],
): Difference<T> {
  const was = new Map(before.map((one) => [keyOf(one), one]));
  const now = new Map(after.map((one) => [keyOf(one), one]));
  const both = [...now].flatMap(([key, one]) => {
    const old = was.get(key);
    return old === undefined ? [] : [{ before: old, after: one }];
  });
  const isOther = (of: (one: T) => unknown[]) => (pair: { before: T; after: T }) =>
    JSON.stringify(of(pair.before)) !== JSON.stringify(of(pair.after));
  const changed = both.filter(isOther(meaning));
  return {
    added: [...now].flatMap(([key, one]) => (was.has(key) ? [] : [one])),
    removed: [...was].flatMap(([key, one]) => (now.has(key) ? [] : [one])),
    meaning: changed,
    wording: both.filter((pair) => !changed.includes(pair)).filter(isOther(words)),
  };
}

/** What of a draft goes over to a changed form. */
export interface CarriedOver {
  /** Keys whose answer stands, to be confirmed again. */
  recheck: string[];
  /** Keys whose answer has no place any more. */
  gone: string[];
  /** Tables whose lines are not as before: what is left of them. */
  lines: Map<string, TableLine[]>;
}

/**
 * Answers to unchanged rows stay, those of rows that mean something else are to be confirmed again, those of rows that
 * are gone or computed now leave. A cell of a column that is gone or means something else leaves its line, for a line
 * has no answer of its own to confirm; a line of a block that is gone leaves.
 */
export function carryOver(
  forms: { before: Form; after: Form },
  unit: Unit,
  answers: Answers,
  lines: TableLines,
): CarriedOver {
  const { rows, columns } = compareForms(forms.before, forms.after, unit);
  const typed = new Set(
    forms.after.rows
      .filter((row) => row.kind !== 'group' && !isComputed(row) && applies(row.appliesTo, unit))
      .map(({ key }) => key),
  );
  const tables = new Map(
    forms.after.tables
      .filter(({ appliesTo }) => applies(appliesTo, unit))
      .map((table) => [table.key, table] as const),
  );
  const words = new Set(
    forms.after.narratives.filter(({ appliesTo }) => applies(appliesTo, unit)).map(({ key }) => key),
  );
  // A key that was a text and is a row now is no row added to the draft: its answer is looked at again.
  const doubtful = new Set([
    ...rows.meaning.map(({ after }) => after.key),
    ...rows.added.map(({ key }) => key),
  ]);
  const keys = [...answers.keys()];
  const left = new Map<string, TableLine[]>();
  for (const [key, own] of lines) {
    const table = tables.get(key);
    const lost = new Set(
      [...columns.removed, ...columns.meaning.map(({ before }) => before)]
        .filter((column) => column.table === key)
        .map((column) => column.key),
    );
    const kept = table ? own.filter(({ block }) => hasBlock(table, block)) : [];
    const isSame = kept.length === own.length && !kept.some(({ cells }) => hasAny(cells, lost));
    if (!isSame)
      left.set(
        key,
        kept.map((line) => ({ ...line, cells: without(line.cells, lost) })),
      );
  }
  return {
    recheck: keys.filter((key) => typed.has(key) && doubtful.has(key)),
    gone: keys.filter((key) => !typed.has(key) && !tables.has(key) && !words.has(key)),
    lines: left,
  };
}

const hasBlock = ({ blocks }: Table, block: string): boolean =>
  blocks.length === 0 ? block === '' : blocks.some(({ key }) => key === block);

const hasAny = (cells: Cells, keys: ReadonlySet<string>): boolean =>
  Object.keys(cells).some((key) => keys.has(key));

const without = (cells: Cells, keys: ReadonlySet<string>): Cells =>
  Object.fromEntries(Object.entries(cells).filter(([key]) => !keys.has(key)));

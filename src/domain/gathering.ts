import type { Answer, Answers } from './answers.ts';
import { operandsOf } from './checks.ts';
import { exactSum } from './exact-sum.ts';
import { applies, isComputed, type Form, type Row } from './form.ts';
import type { Level } from './plan.ts';
import type { Conflict } from './workbook-merge.ts';

/** What each commune gave, by row and by its name; null: "không phát sinh". */
export type Contributions = ReadonlyMap<string, ReadonlyMap<string, number | null>>;

export interface Gathered {
  /** To be stored. */
  changed: Map<string, Answer>;
  /** Rows nobody gives anything to any more. */
  cleared: string[];
  /** Rows in which something else was typed for the whole: that stays. */
  conflicts: Conflict<Answer>[];
}

const isGathered = ({ gathers }: Row): boolean => gathers === 'sum';

/** The rows of a form a commune has figures for, with the headings above them, the rates that come of them and what is checked between them. */
export function gatheredForm(form: Form, unit: { name: string; level: Level }): Form {
  const own = form.rows.filter(({ appliesTo }) => applies(appliesTo, unit));
  const keys = new Set(own.filter(isGathered).map(({ key }) => key));
  const sections = new Set(own.filter(isGathered).map(({ section }) => section));
  const rows = own.filter((row, index) => {
    if (row.key === row.section) return sections.has(row.key);
    if (row.kind === 'group') return isAbove(own, index, keys);
    return keys.has(row.key) || (isComputed(row) && [row.numerator, row.denominator].every(isOneOf(keys)));
  });
  const held = new Set(rows.map(({ key }) => key));
  const checks = form.checks.filter((check) => operandsOf(check).every((name) => held.has(name)));
  return { ...form, rows, tables: [], checks, narratives: [] };
}

const isOneOf =
  (keys: ReadonlySet<string>) =>
  (key: string | null): boolean =>
    key !== null && keys.has(key);

/** A heading whose own rows, up to the next heading, hold one that is gathered. */
function isAbove(rows: readonly Row[], index: number, keys: ReadonlySet<string>): boolean {
  const rest = rows.slice(index + 1);
  const end = rest.findIndex(({ kind }) => kind === 'group');
  return rest.slice(0, end < 0 ? rest.length : end).some(({ key }) => keys.has(key));
}

/** What the communes give together: undefined where none gives anything, "không phát sinh" where none has anything. */
function sumOf(given: ReadonlyMap<string, number | null> | undefined): Answer | undefined {
  if (!given || given.size === 0) return undefined;
  const figures = [...given.values()].filter((value) => value !== null);
  return figures.length === 0 ? { kind: 'nothing' } : { kind: 'value', value: exactSum(figures) };
}

/** What the communes give together, by row; rows none gives anything to are left out. */
export const sumsOf = (given: Contributions): Map<string, Answer> =>
  new Map(
    [...given].flatMap(([key, row]) => {
      const sum = sumOf(row);
      return sum ? [[key, sum] as const] : [];
    }),
  );

const isSame = (a: Answer | undefined, b: Answer | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * New contributions into a draft. Only rows whose sum is another now are looked at. A row that is empty, or says what the communes gave together before, follows them; a
 * row in which something else was typed for the whole stays, and is shown beside the sum.
 */
export function gather(current: Answers, before: Contributions, after: Contributions): Gathered {
  const gathered: Gathered = { changed: new Map(), cleared: [], conflicts: [] };
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [now, was, sum] = [current.get(key), sumOf(before.get(key)), sumOf(after.get(key))];
    if (isSame(was, sum) || isSame(now, sum)) continue;
    if (now !== undefined && !isSame(now, was)) {
      if (sum) gathered.conflicts.push({ key, current: now, given: sum });
    } else if (sum) gathered.changed.set(key, sum);
    else gathered.cleared.push(key);
  }
  return gathered;
}

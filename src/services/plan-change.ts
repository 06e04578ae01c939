import type { Day } from '../domain/day.ts';
import type { Plan } from '../domain/plan.ts';
import type { VisitRow } from '../store/plans.ts';

/** One difference a loading made, or would make. */
export interface PlanChange {
  what: 'plan' | 'unit' | 'visit' | 'obligation' | 'form' | 'due_report' | 'task';
  name: string;
  change: 'added' | 'changed' | 'removed';
  before?: string;
  after?: string;
}

/** What the parts of one loading share. */
export interface Loading {
  planId: number;
  jurisdictionId: number;
  plan: Plan;
  /** The file as it was loaded last. */
  before: Plan | undefined;
  firstLoadedOn: Day;
  today: Day;
  /** The visits as they stood before this loading. */
  visitsBefore: readonly VisitRow[];
  unitId: (name: string) => number;
  unitName: (id: number) => string;
  /** What the loading has changed so far. */
  changes: PlanChange[];
}

export function mustHave<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`plan refers to an unknown ${name}`);
  return value;
}

export const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** The fields that differ, before and after, in words for whoever reads the changes; undefined where none does. */
export function difference<T extends object>(
  before: T,
  after: T,
): { before: string; after: string } | undefined {
  const keys = (Object.keys(after) as (keyof T & string)[]).filter((key) => !isSame(before[key], after[key]));
  if (keys.length === 0) return undefined;
  const told = (values: T): string => keys.map((key) => `${key} ${wordsOf(values[key])}`).join(', ');
  return { before: told(before), after: told(after) };
}

const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? 'unset' : canonical(value);

/** jsonb does not keep the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

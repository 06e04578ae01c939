import type { Day } from '../domain/day.ts';
import type { Plan } from '../domain/plan.ts';
import type { VisitRow } from '../store/plans.ts';

/** One difference a loading made, or would make. */
export interface PlanChange {
  what: 'plan' | 'unit' | 'seat' | 'visit' | 'obligation' | 'form' | 'row' | 'due_report' | 'task' | 'draft';
  name: string;
  change: 'added' | 'changed' | 'removed' | 'renamed' | 'retired' | 'closed' | 'kept';
  before?: string;
  after?: string;
  /** Names a person: shown, but not kept in the log. */
  personal?: true;
}

/** A change as the log keeps it, which holds no names of persons. */
export const asLogged = ({ before, after, personal, ...change }: PlanChange): PlanChange => ({
  ...change,
  ...(personal || before === undefined ? {} : { before }),
  ...(personal || after === undefined ? {} : { after }),
});

/** A plan that may not be loaded, for a reason an administrator can act on; nothing was written. */
export class PlanRefused extends Error {
  override name = 'PlanRefused';
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
  now: Date;
  /** The visits as they stood before this loading. */
  visitsBefore: readonly VisitRow[];
  unitId: (name: string) => number;
  unitName: (id: number) => string;
  /** The last day of a unit that ended, whichever plan's file said so. */
  unitEnd: (name: string) => Day | null;
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
  const [was, now] = [leavesOf(before), leavesOf(after)];
  // A file loaded by an older version of the program lacks what it did not know.
  const keys = [...new Set([...now.keys(), ...was.keys()])].filter(
    (key) => !isSame(was.get(key) ?? null, now.get(key) ?? null),
  );
  if (keys.length === 0) return undefined;
  const told = (of: Leaves, other: Leaves): string =>
    keys.map((key) => `${key} ${wordsOf(of.get(key), other.get(key))}`).join('; ');
  return { before: told(was, now), after: told(now, was) };
}

type Leaves = ReadonlyMap<string, unknown>;

/** The single values of an object by the words of their path: `rule day`, `effective from`. */
function leavesOf(value: object, path = ''): Map<string, unknown> {
  const leaves = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    const at = `${path}${key.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)}`;
    const isGroup = inner !== null && typeof inner === 'object' && !Array.isArray(inner);
    return isGroup ? [...leavesOf(inner as object, `${at} `)] : [[at, inner]];
  });
  return new Map(leaves);
}

/** Items of a list told in one line. */
const TOLD = 10;

/** Of a list only what the other side lacks. */
function wordsOf(value: unknown, other: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!Array.isArray(value)) return JSON.stringify(value);
  const beside = new Set((Array.isArray(other) ? other : []).map(canonical));
  const own = value.filter((item) => !beside.has(canonical(item)));
  const items = own.slice(0, TOLD).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  const rest = own.length - items.length;
  return own.length === 0 ? 'none' : `${items.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** jsonb does not keep the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

import { addDays, later, type Day } from './day.ts';
import type { Field } from './plan.ts';

/** What tells whether a visit may be spoken of. */
export interface Secrecy {
  surprise: boolean;
  state: 'planned' | 'announced' | 'done' | 'cancelled';
  /** The day it was made known; a surprise visit called off before has none for ever. */
  noticeDate: Day | null;
}

/** Law 7: a surprise visit exists only for the persons named in it until it is announced, or has taken place. */
export const isSecret = ({ surprise, state, noticeDate }: Secrecy): boolean =>
  surprise && state !== 'done' && noticeDate === null;

export interface MoveTerms {
  /** The last day the rule gives for the visit's new day. */
  computed: Day;
  /** The last day that held before; null where there was none. */
  was: Day | null;
  /** The visit's new first day. */
  visitDay: Day;
  today: Day;
  /** The day on which the unit hears of it; today where it is told at once or not at all. */
  toldOn: Day;
}

/**
 * The last on-time day of a report that follows a visit to its new day. Nobody becomes late by a visit that moved: where
 * the day the rule gives has gone by when the unit hears of it, the report is on time until the day before the visit,
 * or until the unit has heard. A report that was late before stays so.
 */
export function lastDayAfterMove({ computed, was, visitDay, today, toldOn }: MoveTerms): Day {
  if (computed >= toldOn) return computed;
  if (was !== null && was < today) return later(was, computed);
  return later(addDays(visitDay, -1), later(today, toldOn > visitDay ? visitDay : toldOn));
}

/** Contents both visits look into; a visit that names none looks into all. Undefined where they have nothing in common. */
export function sharedFields(a: readonly Field[], b: readonly Field[]): readonly Field[] | undefined {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const shared = a.filter((field) => b.includes(field));
  return shared.length === 0 ? undefined : shared;
}

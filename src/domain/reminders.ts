import type { OfficeCalendar } from './calendar.ts';
import { addDays, mondayOf, type Day } from './day.ts';
import { lastWorkingDay } from './deadline.ts';
import type { ReminderPolicy } from './reminder-policy.ts';

export type ReminderKind = 'before_due' | 'last_day' | 'overdue' | 'visit';

/** One morning on which something is worth saying about a report or a visit. */
export interface ReminderStep {
  kind: ReminderKind;
  on: Day;
  /** Working days to T0 (to the first day of a visit); 0 on the day itself, negative when overdue. */
  workingDaysLeft: number;
}

/** The mornings of a report whose last on-time day is `lastDay`: T−7, T−3, T−1, T0, then the overdue ones. */
export function reportSteps(lastDay: Day, policy: ReminderPolicy, calendar: OfficeCalendar): ReminderStep[] {
  const t0 = lastWorkingDay(lastDay, calendar);
  const before = policy.beforeDue.map((days): ReminderStep => ({
    kind: days === 0 ? 'last_day' : 'before_due',
    on: calendar.shift(t0, -days),
    workingDaysLeft: days,
  }));
  const after = Array.from({ length: policy.overdueAtMost }, (_, index): ReminderStep => {
    const on = calendar.shift(lastDay, 1 + index * policy.overdueEvery);
    return { kind: 'overdue', on, workingDaysLeft: calendar.between(on, t0) };
  });
  return [...before, ...after];
}

/** The mornings before a visit whose first day is `start`. */
export function visitSteps(start: Day, policy: ReminderPolicy, calendar: OfficeCalendar): ReminderStep[] {
  return policy.beforeVisit.map((days) => ({
    kind: 'visit',
    on: calendar.shift(start, -days),
    workingDaysLeft: days,
  }));
}

/** Working days from `day` to the visit; a visit that starts on a day off is met on the next working day. */
export const daysToVisit = (day: Day, start: Day, calendar: OfficeCalendar): number =>
  calendar.between(day, calendar.onOrAfter(start));

/** Whether this morning is one the weekly limit never holds back: a report's T0, the last working day before a visit. */
export const isPressing = (step: Pick<ReminderStep, 'kind' | 'workingDaysLeft'>): boolean =>
  step.kind === 'last_day' || (step.kind === 'visit' && step.workingDaysLeft <= 1);

const URGENCY: readonly ReminderKind[] = ['last_day', 'overdue', 'before_due', 'visit'];

/** Most urgent first: due today, overdue, coming, visits; within a kind the nearest first. */
export function byUrgency(
  a: Pick<ReminderStep, 'kind' | 'workingDaysLeft'>,
  b: Pick<ReminderStep, 'kind' | 'workingDaysLeft'>,
): number {
  return URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind) || a.workingDaysLeft - b.workingDaysLeft;
}

/** How far ahead a held-back reminder may wait for a morning that is planned anyway, in working days. */
const JOINS_WITHIN = 5;

export interface MorningQuestion {
  on: Day;
  /** Whether anything of this morning is pressing. */
  pressing: boolean;
  /** Mornings of this calendar week on which the person has been written to. */
  morningsThisWeek: number;
  /** The person's next morning that is planned anyway. */
  nextPlanned: Day | null;
}

/**
 * At most so many mornings a week, unless something is pressing. What is held back joins the next planned morning
 * (two reminders of one matter that meet become one), or leaves on the first working day of the next week.
 */
export function decideMorning(
  question: MorningQuestion,
  policy: ReminderPolicy,
  calendar: OfficeCalendar,
): { send: true } | { send: false; until: Day } {
  if (question.pressing || question.morningsThisWeek < policy.morningsAWeek) return { send: true };
  const { nextPlanned, on } = question;
  const joins = nextPlanned !== null && calendar.between(on, nextPlanned) <= JOINS_WITHIN;
  return { send: false, until: joins ? nextPlanned : firstOfNextWeek(on, calendar) };
}

function firstOfNextWeek(day: Day, calendar: OfficeCalendar): Day {
  return calendar.onOrAfter(addDays(mondayOf(day), 7));
}

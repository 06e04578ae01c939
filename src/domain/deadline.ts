import type { OfficeCalendar } from './calendar.ts';
import { addDays, dayOfParts, lastDayOfMonth, type Day } from './day.ts';

/** When something is due, as the document words it. */
export type DueRule =
  /** "trước ngày X": on time through the day before. */
  | { kind: 'before'; day: Day }
  /** "chậm nhất ngày X", "đến hết ngày X": on time through X. */
  | { kind: 'by'; day: Day }
  /** "trong tháng M": on time through the last day of the month. */
  | { kind: 'in_month'; year: number; month: number }
  /** The same, every year: expands into one due report a year. */
  | { kind: 'yearly'; bound: 'before' | 'by' | 'in_month'; month: number; day: number | null }
  /** "trước N ngày theo lịch kiểm tra": counted back from the day before the visit. */
  | { kind: 'days_before_visit'; days: number }
  | { kind: 'working_days_before_visit'; days: number }
  /** "theo kỳ báo cáo". */
  | { kind: 'by_period' }
  | { kind: 'no_deadline' }
  /** "khi có yêu cầu", "nếu có". */
  | { kind: 'on_request' };

export type Bound = 'before' | 'by' | 'in_month' | 'days_before' | 'working_days_before';

export interface Dated {
  state: 'dated';
  bound: Bound;
  /** The day the document names; null where it names none (relative rules). */
  printed: Day | null;
  /** The last day on time. */
  lastDay: Day;
}

export type Deadline =
  | Dated
  | { state: 'waiting_for_visit'; bound: 'days_before' | 'working_days_before' }
  | { state: 'by_period' }
  | { state: 'no_deadline' }
  | { state: 'on_request' };

export interface DeadlineTerms {
  calendar: OfficeCalendar;
  /** First day of the visit, where one is set to the day. */
  visitStart: Day | null;
  /** The plan's word on a last day that is a day off: does the next working day still count? */
  nextWorkingDayCounts: boolean;
  /** The year a yearly rule is expanded for. */
  year: number;
}

/** Applies a rule. Every absent date stays absent: "chờ lịch kiểm tra", "theo kỳ báo cáo", "chưa có thời hạn". */
export function deadlineOf(rule: DueRule, terms: DeadlineTerms): Deadline {
  switch (rule.kind) {
    case 'before':
      return dated('before', rule.day, addDays(rule.day, -1), terms);
    case 'by':
      return dated('by', rule.day, rule.day, terms);
    case 'in_month': {
      const last = lastDayOfMonth(rule.year, rule.month);
      return dated('in_month', last, last, terms);
    }
    case 'yearly':
      return deadlineOf(inYear(rule, terms.year), terms);
    case 'days_before_visit':
      if (terms.visitStart === null) return { state: 'waiting_for_visit', bound: 'days_before' };
      return dated('days_before', null, addDays(terms.visitStart, -rule.days), terms);
    case 'working_days_before_visit':
      if (terms.visitStart === null) return { state: 'waiting_for_visit', bound: 'working_days_before' };
      return dated('working_days_before', null, terms.calendar.shift(terms.visitStart, -rule.days), terms);
    case 'by_period':
    case 'no_deadline':
    case 'on_request':
      return { state: rule.kind };
  }
}

/** T0: the last working day on or before the last on-time day. */
export const lastWorkingDay = (lastDay: Day, calendar: OfficeCalendar): Day => calendar.onOrBefore(lastDay);

/** True where a day not yet over is the last one on time or earlier; nothing is called late before its day has passed. */
export const isOnTime = (day: Day, lastDay: Day): boolean => day <= lastDay;

function dated(bound: Bound, printed: Day | null, lastDay: Day, terms: DeadlineTerms): Dated {
  const shifted = terms.nextWorkingDayCounts ? terms.calendar.onOrAfter(lastDay) : lastDay;
  return { state: 'dated', bound, printed, lastDay: shifted };
}

function inYear(rule: Extract<DueRule, { kind: 'yearly' }>, year: number): DueRule {
  if (rule.bound === 'in_month') return { kind: 'in_month', year, month: rule.month };
  const day = dayOfParts(year, rule.month, rule.day ?? 1);
  if (day === undefined) throw new RangeError(`no such day: ${rule.day ?? '?'}/${rule.month}/${year}`);
  return { kind: rule.bound, day };
}

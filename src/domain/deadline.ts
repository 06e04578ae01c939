import type { OfficeCalendar } from './calendar.ts';
import { addDays, addMonths, dayOfParts, lastDayOfMonth, type Day } from './day.ts';

/** When something is due, as the document words it. */
export type DueRule =
  /** "trước ngày X": on time through the day before. */
  | { kind: 'before'; day: Day }
  /** "chậm nhất ngày X", "đến hết ngày X": on time through X. */
  | { kind: 'by'; day: Day }
  /** "trong tháng M": on time through the last day of the month. */
  | { kind: 'in_month'; year: number; month: number }
  /** "trong quý Q": on time through the last day of the quarter. */
  | { kind: 'in_quarter'; year: number; quarter: number }
  /** "mỗi tháng", "mỗi quý ít nhất 01 …": expands into twelve or four due reports of the year. */
  | { kind: 'monthly'; year: number }
  | { kind: 'quarterly'; year: number }
  /** A day or a month of every year: expands into one due report a year. */
  | { kind: 'yearly'; bound: 'before' | 'by' | 'in_month'; month: number; day: number | null }
  /** Every year, with no day of its own: a copy of the yearly plan, "gửi Sở Nội vụ 01 bản". */
  | { kind: 'yearly_undated' }
  /** "trước N ngày theo lịch kiểm tra": counted back from the day before the visit. */
  | { kind: 'days_before_visit'; days: number }
  | { kind: 'working_days_before_visit'; days: number }
  /** "chậm nhất 03 tháng kể từ khi …": counted from an event that no document dates. */
  | { kind: 'months_after_event'; months: number; event: string }
  /** "theo kỳ báo cáo". */
  | { kind: 'by_period' }
  | { kind: 'no_deadline' }
  /** "khi có yêu cầu", "nếu có". */
  | { kind: 'on_request' };

export type Bound = 'before' | 'by' | 'in_month' | 'days_before' | 'working_days_before';

interface Dated {
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
  /** The day of the event a rule counts from, once it has come. */
  eventDay?: Day | null;
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
    case 'in_quarter':
      return dated('by', null, lastDayOfMonth(rule.year, rule.quarter * 3), terms);
    // Each month or quarter has a deadline of its own; the whole has none.
    case 'monthly':
    case 'quarterly':
      return { state: 'by_period' };
    case 'yearly':
      return deadlineOf(inYear(rule, terms.year), terms);
    case 'days_before_visit':
      if (terms.visitStart === null) return { state: 'waiting_for_visit', bound: 'days_before' };
      return relative('days_before', addDays(terms.visitStart, -rule.days));
    case 'working_days_before_visit':
      if (terms.visitStart === null) return { state: 'waiting_for_visit', bound: 'working_days_before' };
      return relative('working_days_before', terms.calendar.shift(terms.visitStart, -rule.days));
    case 'months_after_event':
      if (!terms.eventDay) return { state: 'on_request' };
      return dated('by', null, addMonths(terms.eventDay, rule.months), terms);
    case 'yearly_undated':
      return { state: 'no_deadline' };
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

/** Counted from a visit, a last day never moves towards it, whatever the plan says of days off. */
const relative = (bound: 'days_before' | 'working_days_before', lastDay: Day): Dated => ({
  state: 'dated',
  bound,
  printed: null,
  lastDay,
});

function inYear(rule: Extract<DueRule, { kind: 'yearly' }>, year: number): DueRule {
  if (rule.bound === 'in_month') return { kind: 'in_month', year, month: rule.month };
  const day = dayOfParts(year, rule.month, rule.day ?? 1);
  if (day === undefined) throw new RangeError(`no such day: ${rule.day ?? '?'}/${rule.month}/${year}`);
  return { kind: rule.bound, day };
}

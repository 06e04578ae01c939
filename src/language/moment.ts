import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import type { Hour } from '../domain/office-time.ts';
import type { Token } from './tokens.ts';

/** What relative words are counted from. */
export interface DateContext {
  today: Day;
  calendar: OfficeCalendar;
}

/** A time as said, before a bound ("trước", "đến hết") is put on it. */
export type Moment =
  | { at: 'day'; day: Day; hour?: Hour }
  /** "cuối tháng": a last day by itself. */
  | { at: 'end'; day: Day }
  /** `period` where the span is a whole week, month, quarter, half-year, nine months or year. */
  | { at: 'range'; from: Day; to: Day; period?: string }
  /** Counted from a day that only the plan knows: `anchor=visit_start;offset=-3;unit=workday`. */
  | { at: 'anchor'; value: string }
  | { at: 'recurring'; value: string }
  | { at: 'ambiguous'; readings: string[] }
  | { at: 'invalid'; why: string };

export interface Found {
  moment: Moment;
  end: number;
}

/** A reader of one family of expressions: the longest it understands from `index` on. */
export type Reader = (tokens: readonly Token[], index: number, context: DateContext) => Found | undefined;

export const dayFound = (day: Day | undefined, end: number, why: string): Found =>
  day === undefined ? { moment: { at: 'invalid', why }, end } : { moment: { at: 'day', day }, end };

export const invalidFound = (why: string, end: number): Found => ({ moment: { at: 'invalid', why }, end });

import { Temporal } from 'temporal-polyfill';

/** A calendar day, `YYYY-MM-DD`. Days compare correctly as strings. */
export type Day = `${number}-${number}-${number}`;

/** The day `text` names, or undefined where it is not `YYYY-MM-DD` or no such day exists (30/02). */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return toDay(Temporal.PlainDate.from(text, { overflow: 'reject' }));
  } catch {
    return undefined;
  }
}

/** The day of a year, month (1–12) and day of month, or undefined where there is none. */
export function dayOfParts(year: number, month: number, day: number): Day | undefined {
  const pad = (n: number, width: number): string => String(n).padStart(width, '0');
  return parseDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

export function addDays(day: Day, days: number): Day {
  return toDay(Temporal.PlainDate.from(day).add({ days }));
}

/** The same day of a later month, or its last day where the month is shorter. */
export function addMonths(day: Day, months: number): Day {
  return toDay(Temporal.PlainDate.from(day).add({ months }));
}

/** Days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

/** 1 is Monday (thứ Hai), 7 is Sunday (Chủ nhật). */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** The Monday of the week that holds `day`. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekday(day));
}

export function lastDayOfMonth(year: number, month: number): Day {
  const first = Temporal.PlainDate.from({ year, month, day: 1 }, { overflow: 'reject' });
  return toDay(first.with({ day: first.daysInMonth }));
}

export const yearOf = (day: Day): number => Number(day.slice(0, 4));
export const monthOf = (day: Day): number => Number(day.slice(5, 7));
export const dayOfMonth = (day: Day): number => Number(day.slice(8, 10));

export const firstOfMonth = (day: Day): Day => `${day.slice(0, 7)}-01` as Day;

export const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
export const later = (a: Day, b: Day): Day => (a > b ? a : b);

function toDay(date: Temporal.PlainDate): Day {
  return date.toString() as Day;
}

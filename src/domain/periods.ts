import { addDays, dayOfParts, lastDayOfMonth, mondayOf, type Day } from './day.ts';

/** A reporting period by its name: `2023`, `2023-H1`, `2023-9M`, `2023-Q3`, `2023-08`, `2023-W33` (ISO week). */
export function daysOfPeriod(period: string): { from: Day; to: Day } | undefined {
  const match = /^(\d{4})(?:-(?:H([12])|(9)M|Q([1-4])|W(\d{2})|(\d{2})))?$/.exec(period);
  if (!match) return undefined;
  const [, year = '', half, nine, quarter, week, month] = match;
  const months = (first: number, count: number): { from: Day; to: Day } | undefined => {
    const from = dayOfParts(Number(year), first, 1);
    return from && { from, to: lastDayOfMonth(Number(year), first + count - 1) };
  };
  if (half !== undefined) return months(half === '1' ? 1 : 7, 6);
  if (nine !== undefined) return months(1, 9);
  if (quarter !== undefined) return months(Number(quarter) * 3 - 2, 3);
  if (week !== undefined) return daysOfWeek(Number(year), Number(week));
  if (month !== undefined) return months(Number(month), 1);
  return months(1, 12);
}

/** The week that holds 4 January is the first of its year. */
function daysOfWeek(year: number, week: number): { from: Day; to: Day } | undefined {
  const inFirst = dayOfParts(year, 1, 4);
  const inNext = dayOfParts(year + 1, 1, 4);
  if (inFirst === undefined || inNext === undefined || week < 1) return undefined;
  const from = addDays(mondayOf(inFirst), (week - 1) * 7);
  return from < mondayOf(inNext) ? { from, to: addDays(from, 6) } : undefined;
}

import { addDays, weekday, yearOf, type Day } from './day.ts';

/** One stretch of days that differ from the ordinary week, with the reason people see ("Quốc khánh"). */
export interface SpecialDays {
  from: Day;
  to: Day;
  reason: string;
}

/** What one year's decisions say: days off besides Saturdays and Sundays, and Saturdays or Sundays that are worked. */
export interface CalendarYear {
  year: number;
  off: readonly SpecialDays[];
  worked: readonly SpecialDays[];
}

/** The office calendar: which days are worked, and counting in them. */
export interface OfficeCalendar {
  isWorkingDay(day: Day): boolean;
  /** Why `day` is off: the holiday's name, "thứ Bảy", "Chủ nhật"; undefined on a working day. */
  reasonOff(day: Day): string | undefined;
  /** The last working day on or before `day`. */
  onOrBefore(day: Day): Day;
  /** The first working day on or after `day`. */
  onOrAfter(day: Day): Day;
  /** The working day `count` working days after `day` (before it where negative). `day` itself need not be one. */
  shift(day: Day, count: number): Day;
  /** Working days after the earlier of the two up to and with the later; negative where `to` is the earlier. */
  between(from: Day, to: Day): number;
  /** Whether the year of `day` has been entered; where it has not, only weekends are known. */
  covers(day: Day): boolean;
}

export function createCalendar(years: readonly CalendarYear[]): OfficeCalendar {
  const off = new Map<Day, string>();
  const worked = new Set<Day>();
  for (const year of years) {
    for (const span of year.off) eachDay(span, (day) => off.set(day, span.reason));
    for (const span of year.worked) eachDay(span, (day) => worked.add(day));
  }
  const covered = new Set(years.map((year) => year.year));

  const reasonOff = (day: Day): string | undefined => {
    const holiday = off.get(day);
    if (holiday !== undefined) return holiday;
    if (worked.has(day)) return undefined;
    const position = weekday(day);
    if (position === 6) return 'thứ Bảy';
    return position === 7 ? 'Chủ nhật' : undefined;
  };
  const isWorkingDay = (day: Day): boolean => reasonOff(day) === undefined;
  const walk = (day: Day, step: 1 | -1): Day => {
    let current = day;
    while (!isWorkingDay(current)) current = addDays(current, step);
    return current;
  };
  const shift = (day: Day, count: number): Day => {
    const step = count < 0 ? -1 : 1;
    let current = day;
    for (let left = Math.abs(count); left > 0; left -= 1) current = walk(addDays(current, step), step);
    return current;
  };
  const countUpTo = (from: Day, to: Day): number => {
    let count = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
      if (isWorkingDay(day)) count += 1;
    }
    return count;
  };
  // 0 minus, not a sign: nothing between two days is 0, never -0.
  const between = (from: Day, to: Day): number => (to < from ? 0 - countUpTo(to, from) : countUpTo(from, to));
  return {
    isWorkingDay,
    reasonOff,
    onOrBefore: (day) => walk(day, -1),
    onOrAfter: (day) => walk(day, 1),
    shift,
    between,
    covers: (day) => covered.has(yearOf(day)),
  };
}

function eachDay(span: SpecialDays, visit: (day: Day) => void): void {
  for (let day = span.from; day <= span.to; day = addDays(day, 1)) visit(day);
}

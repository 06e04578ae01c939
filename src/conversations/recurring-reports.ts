import { daysBetween, type Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { periodInWords } from './format.ts';

/** Periods of one obligation still to come that are told; the others are counted. */
const TOLD_AHEAD = 2;

export interface Occurrence {
  /** What recurs: the obligation, of one unit where units are told apart. */
  of: string;
  /** "2021-03"; empty where the obligation names none. */
  period: string;
  lastDay: Day | null;
  isOpen: boolean;
}

export interface Told<T> {
  one: T;
  /** The period belongs to its name: there are others. */
  isRecurring: boolean;
  /** On the last one told of what recurs: periods further ahead, and periods received, that are not told. */
  later: number;
  received: number;
}

/**
 * Twelve months of one obligation are not twelve matters: of what recurs the overdue periods and the next ones are
 * told, the others counted. `all` stands in the order of its dates, and so do those told.
 */
export function foldRecurring<T>(
  all: readonly T[],
  today: Day,
  occurrenceOf: (one: T) => Occurrence,
): Told<T>[] {
  const occurrences = all.map((one) => ({ one, ...occurrenceOf(one) }));
  const told = new Map<T, Told<T>>();
  for (const name of new Set(occurrences.map(({ of }) => of))) {
    const own = occurrences.filter(({ of }) => of === name);
    const isRecurring = new Set(own.map(({ period }) => period)).size > 1;
    const open = own.filter(({ isOpen }) => isOpen);
    const isOverdue = ({ lastDay }: Occurrence): boolean => lastDay !== null && lastDay < today;
    const ahead = new Set(open.filter((one) => !isOverdue(one)).map(({ period }) => period));
    const next = [...ahead].slice(0, TOLD_AHEAD);
    const shown = isRecurring ? open.filter((one) => isOverdue(one) || next.includes(one.period)) : own;
    const kept = shown.length > 0 ? shown : own.slice(-1);
    const left = own.filter((one) => !kept.includes(one));
    for (const [index, { one }] of kept.entries()) {
      const isLast = index === kept.length - 1;
      told.set(one, {
        one,
        isRecurring,
        later: isLast ? left.filter(({ isOpen }) => isOpen).length : 0,
        received: isLast ? left.filter(({ isOpen }) => !isOpen).length : 0,
      });
    }
  }
  return all.flatMap((one) => told.get(one) ?? []);
}

interface Report {
  obligationId: number;
  unitId: number;
  title: string;
  period: string;
  lastDay: Day | null;
  settledAt: Date | null;
}

/** Due reports folded, each that recurs with its period in its title. */
export const foldReports = <T extends Report>(reports: readonly T[], now: Date): Told<T>[] =>
  foldRecurring(reports, dayOf(now), ({ obligationId, unitId, period, lastDay, settledAt }) => ({
    of: `${obligationId}/${unitId}`,
    period,
    lastDay,
    isOpen: settledAt === null,
  })).map((told) => ({ ...told, one: titled(told.one, told.isRecurring) }));

/** One report with its period, where it has one its title does not name. */
export function withPeriod<T extends { title: string; period: string }>(one: T): T {
  const { title, period } = one;
  if (!/^\d{4}/.test(period) || title.includes(period.slice(0, 4))) return one;
  const isYear = /^\d{4}$/.test(period) && !title.endsWith(' năm');
  return isYear ? { ...one, title: `${title} ${periodInWords(period)}` } : titled(one, true);
}

/**
 * The same report of the period due now, where `report` is of one long past: nearer to its own date than this is to
 * its. Whoever is a little late with one period sends that period.
 */
export function dueInstead<T extends Report & { figuresAt: Date | null }>(
  report: T,
  all: readonly T[],
  now: Date,
): T | undefined {
  const today = dayOf(now);
  const { lastDay, obligationId, unitId } = report;
  if (lastDay === null || lastDay >= today) return undefined;
  const [next] = all
    .filter((one) => one.obligationId === obligationId && one.unitId === unitId)
    .filter(({ settledAt, figuresAt }) => settledAt === null && figuresAt === null)
    .flatMap((one) => (one.lastDay !== null && one.lastDay >= today ? [{ one, day: one.lastDay }] : []))
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  return next && daysBetween(today, next.day) < daysBetween(lastDay, today) ? next.one : undefined;
}

/** Every one of them, those that recur with their period in the title. */
export const withPeriods = <T extends Report>(reports: readonly T[]): T[] =>
  reports.map((report) => {
    const { obligationId, unitId, period } = report;
    const recurs = reports.some(
      (other) => other.obligationId === obligationId && other.unitId === unitId && other.period !== period,
    );
    return titled(report, recurs);
  });

/** "Tin, bài về cải cách hành chính, tháng 3/2021"; of a part of the year the title names itself only the year is added. */
export function titled<T extends { title: string; period: string }>(one: T, isRecurring: boolean): T {
  const { title, period } = one;
  if (!isRecurring || period === '') return one;
  const [year = ''] = period.split('-');
  if (title.endsWith(' năm')) return { ...one, title: `${title} ${year}` };
  const words = periodInWords(period);
  const [part = ''] = words.split(/\/|\s+(?:đầu |cuối )?năm\s/u);
  return { ...one, title: `${title}${title.endsWith(part) ? ` năm ${year}` : `, ${words}`}` };
}

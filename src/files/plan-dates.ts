import type { DueRule } from '../domain/deadline.ts';
import { dayOfParts, lastDayOfMonth, monthOf, parseDay, yearOf, type Day } from '../domain/day.ts';
import type { DueEntry } from './plan-schema.ts';
import type { Path, PlanSource } from './plan-source.ts';

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** The day of `30/7/2023` or `2023-07-30`; undefined where it is neither or there is no such day. */
export function dayFrom(text: string): Day | undefined {
  const [, day, month, year] = SLASHED.exec(text) ?? [];
  return day === undefined ? parseDay(text) : dayOfParts(Number(year), Number(month), Number(day));
}

/** Reads a day; one that does not exist is a fault. */
export function readDay(source: PlanSource, path: Path, text: string): Day | undefined {
  const found = dayFrom(text);
  if (found !== undefined) return found;
  const written = SLASHED.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text);
  source.fault(path, written ? `there is no day "${text}"` : `"${text}" is not a day like 30/7/2023`);
  return undefined;
}

/** Reads `6/2022`. */
export function readMonth(
  source: PlanSource,
  path: Path,
  text: string,
): { year: number; month: number } | undefined {
  const [, month, year] = /^(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (month !== undefined && Number(month) >= 1 && Number(month) <= 12) {
    return { year: Number(year), month: Number(month) };
  }
  source.fault(
    path,
    month === undefined ? `"${text}" is not a month like 6/2022` : `there is no month "${text}"`,
  );
  return undefined;
}

/** Reads `Q2/2022` as its first and last day. */
export function readQuarter(
  source: PlanSource,
  path: Path,
  text: string,
): { from: Day; to: Day } | undefined {
  const [, quarter, year] = /^Q([1-4])\/(\d{4})$/.exec(text) ?? [];
  const from = quarter === undefined ? undefined : dayOfParts(Number(year), Number(quarter) * 3 - 2, 1);
  if (from !== undefined) return { from, to: lastDayOfMonth(Number(year), Number(quarter) * 3) };
  source.fault(path, `"${text}" is not a quarter like Q2/2022`);
  return undefined;
}

/** Reads a `due:`; exactly one rule must stand in it. */
export function readDue(source: PlanSource, path: Path, due: DueEntry): DueRule | undefined {
  const rules = Object.keys(due);
  if (rules.length !== 1) {
    source.fault(
      path,
      rules.length === 0 ? '"due" is blank' : `"due" has more than one rule: ${rules.join(', ')}`,
    );
    return undefined;
  }
  if (due.before !== undefined) return dayRule('before', source, [...path, 'before'], due.before);
  if (due.by !== undefined) return dayRule('by', source, [...path, 'by'], due.by);
  if (due.in_month !== undefined) {
    const month = readMonth(source, [...path, 'in_month'], due.in_month);
    return month && { kind: 'in_month', ...month };
  }
  if (due.in_quarter !== undefined) {
    const quarter = readQuarter(source, [...path, 'in_quarter'], due.in_quarter);
    return quarter && { kind: 'in_quarter', year: yearOf(quarter.to), quarter: monthOf(quarter.to) / 3 };
  }
  if (due.every_month !== undefined) return { kind: 'monthly', year: due.every_month };
  if (due.every_quarter !== undefined) return { kind: 'quarterly', year: due.every_quarter };
  if (due.every_year !== undefined) return yearlyRule(source, [...path, 'every_year'], due.every_year);
  if (due.days_before_visit !== undefined) return { kind: 'days_before_visit', days: due.days_before_visit };
  if (due.working_days_before_visit !== undefined) {
    return { kind: 'working_days_before_visit', days: due.working_days_before_visit };
  }
  if (due.months_after_event !== undefined) return { kind: 'months_after_event', ...due.months_after_event };
  if (due.by_period !== undefined) return { kind: 'by_period' };
  return due.on_request === undefined ? { kind: 'no_deadline' } : { kind: 'on_request' };
}

function dayRule(kind: 'before' | 'by', source: PlanSource, path: Path, text: string): DueRule | undefined {
  const day = readDay(source, path, text);
  return day && { kind, day };
}

/** `{ before: 30/11 }`, `{ by: 31/01 }`, `{ in_month: 1 }`, or `no_deadline` for what has no day of its own. */
function yearlyRule(
  source: PlanSource,
  path: Path,
  rule: NonNullable<DueEntry['every_year']>,
): DueRule | undefined {
  const [entry, ...more] = Object.entries(rule) as [keyof typeof rule, string][];
  if (!entry || more.length > 0) {
    source.fault(path, '"every_year" needs one of before, by, in_month, no_deadline');
    return undefined;
  }
  const [bound, text] = entry;
  if (bound === 'no_deadline') return { kind: 'yearly_undated' };
  if (bound === 'in_month') {
    if (/^([1-9]|0[1-9]|1[0-2])$/.test(text))
      return { kind: 'yearly', bound, month: Number(text), day: null };
    source.fault([...path, bound], `there is no month "${text}"`);
    return undefined;
  }
  const [, day, month] = /^(\d{1,2})\/(\d{1,2})$/.exec(text) ?? [];
  // Any year that is no leap year: what is due every year exists every year.
  if (day !== undefined && dayOfParts(2023, Number(month), Number(day)) !== undefined) {
    return { kind: 'yearly', bound, month: Number(month), day: Number(day) };
  }
  source.fault([...path, bound], `"${text}" is not a day of every year like 30/11`);
  return undefined;
}

import type { OfficeCalendar } from './calendar.ts';
import { yearOf, type Day } from './day.ts';
import { deadlineOf, type Deadline, type DueRule } from './deadline.ts';
import { unitsOwing, type Obligation, type Plan, type Visit } from './plan.ts';

/** One report one unit owes once: what an obligation comes to for a unit and a period. */
export interface DueReport {
  /** Canonical name. */
  unit: string;
  obligation: string;
  title: string;
  deadline: Deadline;
  period: string | null;
  visit: Visit | null;
}

export interface ExpansionTerms {
  calendar: OfficeCalendar;
  from: Day;
  to: Day;
  /** Visits set to the day since the document was written, by canonical unit name. */
  visits?: ReadonlyMap<string, { from: Day; to: Day }>;
}

/**
 * Expands a plan's obligations into due reports: dated ones whose last on-time day lies in [from, to],
 * and every undated one. Nothing that fell due before the plan took effect is there, nor what falls due after the last
 * day of a unit that ended.
 */
export function expandDueReports(plan: Plan, terms: ExpansionTerms): DueReport[] {
  const ends = new Map(plan.units.map(({ name, validTo }) => [name, validTo]));
  const visits = new Map(withSetDays(plan.visits, terms.visits).map((visit) => [visit.unit, visit]));
  return plan.obligations
    .flatMap((obligation) =>
      unitsOwing(plan, obligation).flatMap((unit) => {
        const visit = obligation.forVisit ? (visits.get(unit) ?? null) : null;
        return occurrences(obligation, plan.effectiveFrom, terms).map((occurrence) =>
          dueReport(plan, obligation, unit, visit, occurrence, terms.calendar),
        );
      }),
    )
    .filter(
      ({ unit, deadline }) =>
        deadline.state !== 'dated' ||
        (isWithin(deadline.lastDay, plan, terms) && !isAfter(deadline.lastDay, ends.get(unit))),
    );
}

/** The visits with the days set since put in place of the document's windows. */
export function withSetDays(
  visits: readonly Visit[],
  set: ReadonlyMap<string, { from: Day; to: Day }> = new Map(),
): Visit[] {
  return visits.map((visit) => {
    const days = set.get(visit.unit);
    return days === undefined ? visit : { ...visit, ...days, precision: 'day' };
  });
}

/** The first day of a visit, where it is known to the day; a quarter or a month is no date. */
export const visitStart = (visit: Pick<Visit, 'from' | 'precision'> | null): Day | null =>
  visit?.precision === 'day' ? visit.from : null;

function dueReport(
  plan: Plan,
  obligation: Obligation,
  unit: string,
  visit: Visit | null,
  { rule, year, period }: Occurrence,
  calendar: OfficeCalendar,
): DueReport {
  const deadline = deadlineOf(rule, {
    calendar,
    year,
    visitStart: visitStart(visit),
    nextWorkingDayCounts: plan.policy.nextWorkingDayCounts,
  });
  return { unit, obligation: obligation.key, title: obligation.title, deadline, period, visit };
}

/** One time an obligation falls due. */
interface Occurrence {
  rule: DueRule;
  year: number;
  period: string | null;
}

/** A rule that recurs comes to one occurrence a year, month or quarter; every other to one. */
function occurrences(
  { rule, period }: Obligation,
  effectiveFrom: Day,
  { from, to }: ExpansionTerms,
): Occurrence[] {
  const years = count(yearOf(to) - yearOf(from) + 1).map((n) => yearOf(from) + n);
  switch (rule.kind) {
    case 'yearly':
      return years.map((year) => ({ rule, year, period: periodOf(year, period) }));
    case 'yearly_undated':
      // Without a day of its own it is owed from the first whole year on.
      return years
        .filter((year) => `${year}-01-01` >= effectiveFrom)
        .map((year) => ({ rule, year, period: periodOf(year, period) }));
    case 'monthly':
      return count(12).map((n) => ({
        rule: { kind: 'in_month', year: rule.year, month: n + 1 },
        year: rule.year,
        period: `${rule.year}-${String(n + 1).padStart(2, '0')}`,
      }));
    case 'quarterly':
      return count(4).map((n) => ({
        rule: { kind: 'in_quarter', year: rule.year, quarter: n + 1 },
        year: rule.year,
        period: `${rule.year}-Q${n + 1}`,
      }));
    default:
      return [{ rule, year: yearOf(from), period }];
  }
}

/** "2019", or "2019-Q1" where the part of the year is named. */
const periodOf = (year: number, part: string | null): string =>
  part === null ? String(year) : `${year}-${part}`;

const count = (length: number): number[] => Array.from({ length }, (_, index) => index);

const isAfter = (day: Day, end: Day | null | undefined): boolean => end != null && day > end;

function isWithin(day: Day, plan: Plan, { from, to }: ExpansionTerms): boolean {
  return day >= from && day <= to && day >= plan.effectiveFrom;
}

import type { OfficeCalendar } from '../domain/calendar.ts';
import { yearOf, type Day } from '../domain/day.ts';
import type { Plan } from '../domain/plan.ts';
import type { PlanSource } from './plan-source.ts';

/** What a sound plan still leaves open: blanks, days off, members that are not printed. */
export function warnAbout(
  plan: Plan,
  sources: { plan: PlanSource; units: PlanSource },
  calendar: OfficeCalendar | undefined,
): void {
  const { document } = plan;
  for (const part of ['number', 'date'] as const) {
    if (document[part] !== null) continue;
    sources.plan.warn(
      ['document', part],
      `the document's ${part} is blank: fill it in before anything is sent`,
    );
  }
  for (const [index, rule] of plan.obligations.map((obligation) => obligation.rule).entries()) {
    if ((rule.kind === 'before' || rule.kind === 'by') && rule.day < plan.effectiveFrom) {
      sources.plan.warn(
        ['obligations', index, 'due'],
        `falls due on ${rule.day}, before the plan takes effect`,
      );
    }
  }
  const added = plan.units.filter((unit) => !unit.printed);
  const first = plan.units.findIndex((unit) => !unit.printed);
  if (added.length > 0) {
    sources.units.warn(
      ['units', first],
      `${added.length} of ${plan.units.length} units are not printed in the document: to be confirmed`,
    );
  }
  if (calendar) warnAboutDays(plan, sources.plan, calendar);
}

function warnAboutDays(plan: Plan, source: PlanSource, calendar: OfficeCalendar): void {
  const years = new Set([plan.year, ...plan.visits.flatMap(({ from, to }) => [yearOf(from), yearOf(to)])]);
  for (const year of [...years].sort()) {
    const newYear: Day = `${year}-01-01` as Day;
    if (!calendar.covers(newYear)) {
      source.warn(['year'], `the office calendar of ${year} has not been entered: only weekends are known`);
    }
  }
  for (const [index, visit] of plan.visits.entries()) {
    const at = ['visits', index];
    if (yearOf(visit.from) !== plan.year) {
      source.warn(at, `visit ${visit.no} starts in ${yearOf(visit.from)}, the plan is of ${plan.year}`);
    }
    const reason = visit.precision === 'day' ? calendar.reasonOff(visit.from) : undefined;
    if (reason !== undefined) {
      source.warn(
        [...at, 'from'],
        `visit ${visit.no} (${visit.unit}) starts on ${visit.from}, a day off: ${reason}`,
      );
    }
  }
}

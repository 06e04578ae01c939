import type { Day } from '../domain/day.ts';
import { dayOf, hourOf } from '../domain/office-time.ts';
import { DEFAULT_POLICY } from '../domain/reminder-policy.ts';
import type { Context } from './context.ts';
import { coordinatorTexts as texts } from './texts-coordinator.ts';
import { passedInWords } from './texts-visits.ts';
import type { Visit } from './visit-choice.ts';
import { isDaySet } from './visit-words.ts';

/** What whoever sets a day should know before confirming it: outside the window, off, which deadlines move and to where. */
export async function consequences(
  context: Context,
  visit: Visit,
  at: Date,
  isTold: boolean,
): Promise<string[]> {
  const { calendar, services, now } = context;
  const day = dayOf(at);
  const off = calendar.reasonOff(day);
  const isInHours = DEFAULT_POLICY.officeHours.some(({ from, to }) => hourOf(at) >= from && hourOf(at) < to);
  const reports = (await services.reports.ofVisit(visit.id)).filter(({ settledAt }) => !settledAt);
  const fixed = reports.filter(
    ({ bound, state }) => state === 'dated' && bound !== 'days_before' && bound !== 'working_days_before',
  );
  const told = isTold ? { ...visit, state: 'announced' as const } : visit;
  const moved = await services.visits.deadlinesAt(told, day, now);
  return [
    ...(isOutsideWindow(visit, day) ? [texts.visit.outsideWindow(visit)] : []),
    ...(off === undefined ? [] : [texts.visit.dayOff(day, off)]),
    ...(isInHours ? [] : [texts.visit.outsideHours(at)]),
    ...moved.map(({ report: { title, lastDay: was }, columns, passed }) =>
      passed === null || columns.lastDay === null
        ? texts.visit.movedDeadline(title, was, columns)
        : passedInWords({ title, passed, lastDay: columns.lastDay }),
    ),
    ...fixed.map((report) => texts.visit.fixedDeadline(report.title, report)),
    ...(fixed.some(({ lastDay }) => lastDay !== null && lastDay >= day) ? [texts.visit.beforeReport] : []),
  ];
}

/** Outside the time the plan, or the paper that added the visit, gives it. */
const isOutsideWindow = (visit: Visit, day: Day): boolean =>
  !visit.surprise && !isDaySet(visit) && (day < visit.startsOn || day > visit.endsOn);

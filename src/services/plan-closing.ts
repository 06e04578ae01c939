import { later, type Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { namesPaper } from '../domain/paper-number.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as planReports from '../store/plan-reports.ts';
import * as plans from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import { asLogged, PlanRefused, type PlanChange } from './plan-change.ts';
import { isKnownToUnit, tellVisitCancelled } from './visit-news.ts';

type Plan = plans.PlanRow;

/**
 * Retires what was planned from documents that an issued plan of the jurisdiction replaces. What falls due, or takes
 * place, from its first day on goes as soon as the new plan is known; on that day the older plan is closed. What came in
 * stays. Closing again changes nothing.
 */
export async function closeReplaced(
  db: Db,
  env: Environment,
  jurisdictionId: number,
  now: Date,
): Promise<PlanChange[]> {
  const all = await plans.listOfJurisdiction(db, jurisdictionId);
  const changes: PlanChange[] = [];
  for (const plan of all.filter(({ state }) => state === 'issued')) {
    for (const old of all.filter((other) => other.state !== 'closed' && replaces(plan, other)))
      changes.push(...(await close(db, env, old, plan, now)));
  }
  return changes;
}

/** A plan that has been replaced does not come back by loading its file. */
export function refuseReplaced(
  all: readonly Plan[],
  plan: { key: string; number: string | null; date: Day | null },
  today: Day,
): void {
  const by = all.find(
    (other) =>
      other.state === 'issued' &&
      other.key !== plan.key &&
      other.effectiveFrom <= today &&
      other.source.replaces.some((words) => namesPaper(words, plan)),
  );
  const isClosed = all.some(({ key, state }) => key === plan.key && state === 'closed');
  if (!by && !isClosed) return;
  throw new PlanRefused(
    by
      ? `plan "${plan.key}" is not loaded: ${nameOf(by)} replaces it since ${by.effectiveFrom}; what came in under it stays readable`
      : `plan "${plan.key}" is not loaded: it is closed; what came in under it stays readable`,
  );
}

const replaces = (plan: Plan, old: Plan): boolean =>
  plan.id !== old.id &&
  plan.source.replaces.some((words) => namesPaper(words, { number: old.number, date: old.issuedOn }));

async function close(db: Db, env: Environment, { id }: Plan, by: Plan, now: Date): Promise<PlanChange[]> {
  const old = await plans.take(db, id);
  if (!old || old.state === 'closed') return [];
  const isOver = by.effectiveFrom <= dayOf(now);
  const retired = await planReports.retireFrom(db, id, by.effectiveFrom, { undated: isOver });
  await reminders.voidOfReports(db, retired, 'the plan is replaced');
  const cancelled = await cancelVisits(db, env, old, by, now);
  if (isOver) {
    await plans.update(db, id, { state: 'closed' });
    await reminders.voidOfPlan(db, id, 'the plan is replaced');
  }
  if (!isOver && retired.length + cancelled.length === 0) return [];
  const counts = `${retired.length} due reports retired, ${cancelled.length} visits cancelled`;
  const changes: PlanChange[] = [
    {
      what: 'plan',
      name: old.key,
      change: isOver ? 'closed' : 'changed',
      before: old.number ?? old.key,
      after: `replaced by ${nameOf(by)} from ${by.effectiveFrom}: ${counts}`,
    },
    ...cancelled.map(({ unitName, startsOn, endsOn }): PlanChange => ({
      what: 'visit',
      name: unitName,
      change: 'removed',
      before: `${startsOn}/${endsOn}`,
    })),
  ];
  await changeLog.append(db, {
    at: now,
    personId: null,
    action: 'plan.close',
    subject: 'plan',
    subjectId: id,
    before: { state: old.state },
    after: { by: by.id, changes: changes.map(asLogged) },
  });
  return changes;
}

/** Visits of the older plan that have not begun and would take place under the new one; a surprise visit is its team's matter. */
async function cancelVisits(
  db: Db,
  env: Environment,
  old: Plan,
  by: Plan,
  now: Date,
): Promise<visits.VisitView[]> {
  const from = later(by.effectiveFrom, dayOf(now));
  const meant = (await plans.listVisits(db, old.id)).filter(
    (visit) =>
      !visit.surprise &&
      (visit.state === 'planned' || visit.state === 'announced') &&
      lastPossibleStart(visit) >= from,
  );
  const cancelled: visits.VisitView[] = [];
  for (const { id } of meant) {
    const before = await visits.findById(db, id);
    if (!before) continue;
    const wasAnnounced = await isKnownToUnit(db, before);
    const cancelledWhy = `Kế hoạch được thay thế bởi ${nameOf(by)}`;
    await plans.updateVisit(db, id, { state: 'cancelled', cancelledWhy }, { moved: true });
    await reminders.voidOf(db, { visitId: id }, 'the plan is replaced');
    const visit = await visits.findById(db, id);
    if (!visit) continue;
    await tellVisitCancelled(db, env, { visit, wasAnnounced }, now);
    cancelled.push(visit);
  }
  return cancelled;
}

/** The day of the session, or the first of its days; a visit known by month or quarter may begin on the last. */
function lastPossibleStart({ sessionAt, startsOn, endsOn, precision }: plans.VisitRow): Day {
  if (sessionAt) return dayOf(sessionAt);
  return precision === 'day' ? startsOn : endsOn;
}

const nameOf = ({ number, key }: Plan): string => number ?? key;

import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as plans from '../store/plans.ts';
import * as units from '../store/units.ts';
import type { Environment } from './environment.ts';
import { mustHave, type Loading } from './plan-change.ts';
import { loadForms, loadReports } from './plan-loading-reports.ts';
import { planAll } from './reminder-planning.ts';

/** Lays out what standing plans have come to demand as time went on; how many reports are new. */
export async function extendPlans(db: Db, env: Environment, now: Date): Promise<number> {
  let count = 0;
  for (const plan of await plans.listAll(db)) {
    const recurs = plan.source.obligations.some(
      ({ rule: { kind } }) => kind === 'yearly' || kind === 'yearly_undated',
    );
    if (plan.state === 'issued' && recurs) count += await extendPlan(db, env, plan, now);
  }
  return count;
}

async function extendPlan(db: Db, env: Environment, { id }: plans.PlanRow, now: Date): Promise<number> {
  const row = await plans.take(db, id);
  if (row?.state !== 'issued') return 0;
  const known = await units.listOfJurisdiction(db, row.jurisdictionId);
  const ids = new Map(known.map((unit) => [unit.name, unit.id]));
  const names = new Map(known.map((unit) => [unit.id, unit.name]));
  const loading: Loading = {
    planId: row.id,
    jurisdictionId: row.jurisdictionId,
    plan: row.source,
    before: row.source,
    firstLoadedOn: row.firstLoadedOn,
    today: dayOf(now),
    visitsBefore: await plans.listPlanVisits(db, row.id),
    unitId: (name) => mustHave(ids.get(name), name),
    unitName: (unitId) => mustHave(names.get(unitId), `unit ${unitId}`),
    changes: [],
  };
  const added = new Set(await loadReports(db, env, loading, await loadForms(db, loading)));
  if (added.size === 0) return 0;
  const reports = (await dueReports.listOfPlan(db, row.id)).filter((report) => added.has(report.id));
  await planAll(db, env, { reports, visits: [] }, now);
  await changeLog.append(db, {
    at: now,
    personId: null,
    action: 'plan.extend',
    subject: 'plan',
    subjectId: row.id,
    after: loading.changes,
  });
  return added.size;
}

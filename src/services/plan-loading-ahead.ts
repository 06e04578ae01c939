import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as plans from '../store/plans.ts';
import * as units from '../store/units.ts';
import type { Environment } from './environment.ts';
import { closeReplaced } from './plan-closing.ts';
import { asLogged, mustHave, type Loading } from './plan-change.ts';
import { loadForms } from './plan-loading-forms.ts';
import { loadReports } from './plan-loading-reports.ts';
import { planAll } from './reminder-planning.ts';

/**
 * What a new day brings to plans: what standing plans have come to demand, and the end of those that a plan in effect
 * from today replaces. How many reports are new.
 */
export async function extendPlans(db: Db, env: Environment, now: Date): Promise<number> {
  let count = 0;
  const all = await plans.listAll(db);
  const replacing = all.filter(({ state, source }) => state === 'issued' && source.replaces.length > 0);
  for (const jurisdictionId of new Set(replacing.map((plan) => plan.jurisdictionId)))
    await closeReplaced(db, env, jurisdictionId, now);
  for (const plan of all) {
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
  const byName = new Map(known.map((unit) => [unit.name, unit]));
  const names = new Map(known.map((unit) => [unit.id, unit.name]));
  const loading: Loading = {
    planId: row.id,
    jurisdictionId: row.jurisdictionId,
    plan: row.source,
    before: row.source,
    firstLoadedOn: row.firstLoadedOn,
    today: dayOf(now),
    now,
    visitsBefore: await plans.listPlanVisits(db, row.id),
    unitId: (name) => mustHave(byName.get(name), name).id,
    unitName: (unitId) => mustHave(names.get(unitId), `unit ${unitId}`),
    unitEnd: (name) => byName.get(name)?.validTo ?? null,
    changes: [],
  };
  const { added: ids } = await loadReports(db, env, loading, await loadForms(db, loading));
  const added = new Set(ids);
  if (added.size === 0) return 0;
  const reports = (await dueReports.listOfPlan(db, row.id)).filter((report) => added.has(report.id));
  await planAll(db, env, { reports, visits: [] }, now);
  await changeLog.append(db, {
    at: now,
    personId: null,
    action: 'plan.extend',
    subject: 'plan',
    subjectId: row.id,
    after: loading.changes.map(asLogged),
  });
  return added.size;
}

import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Plan } from '../domain/plan.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as plans from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import * as units from '../store/units.ts';
import type { Environment } from './environment.ts';
import { isSame, mustHave, type Loading, type PlanChange } from './plan-change.ts';
import { loadForms, loadReports } from './plan-loading-reports.ts';
import { loadTasks } from './plan-loading-tasks.ts';
import { loadSeats, loadVisits } from './plan-loading-visits.ts';
import { planAll } from './reminder-planning.ts';

/**
 * Writes a plan into the database: a three-way merge, in which the file wins only where it has changed since it was
 * last loaded, so that a date moved in chat is not undone. Runs in the caller's transaction.
 */
export async function loadPlan(db: Db, env: Environment, plan: Plan, now: Date): Promise<PlanChange[]> {
  const changes: PlanChange[] = [];
  const jurisdictionId = await units.upsertJurisdiction(db, plan.jurisdiction.key, plan.jurisdiction.name);
  const known = await plans.findByKey(db, jurisdictionId, plan.key);
  const unitIds = await loadUnits(db, jurisdictionId, plan, changes);
  const unitId = (name: string): number => mustHave(unitIds.get(name), name);

  const values = {
    jurisdictionId,
    key: plan.key,
    title: plan.document.title,
    issuer: plan.document.issuer,
    effectiveFrom: plan.effectiveFrom,
    year: plan.year,
    coordinatorUnitId: unitId(plan.coordinator),
    words: plan.words,
    policy: plan.policy,
    source: plan,
    loadedAt: now,
  };
  const { number, date } = plan.document;
  const isNumbered = number !== null && date !== null;
  let planId: number;
  if (known) {
    planId = known.id;
    await plans.update(db, planId, {
      ...values,
      ...(isNumbered
        ? { number, issuedOn: date, state: known.state === 'draft' ? 'issued' : known.state }
        : {}),
    });
  } else {
    planId = await plans.insert(db, {
      ...values,
      number,
      issuedOn: date,
      state: isNumbered ? 'issued' : 'draft',
      firstLoadedOn: dayOf(now),
    });
    changes.push({ what: 'plan', name: plan.key, change: 'added' });
  }

  const unitNames = new Map(
    (await units.listOfJurisdiction(db, jurisdictionId)).map(({ id, name }) => [id, name]),
  );
  const loading: Loading = {
    planId,
    jurisdictionId,
    plan,
    before: known?.source,
    firstLoadedOn: known?.firstLoadedOn ?? dayOf(now),
    today: dayOf(now),
    visitsBefore: await plans.listPlanVisits(db, planId),
    unitId,
    unitName: (id) => mustHave(unitNames.get(id), `unit ${id}`),
    changes,
  };
  await loadVisits(db, loading, await loadSeats(db, loading));
  await loadReports(db, env, loading, await loadForms(db, loading));
  await loadTasks(db, env, loading);
  if (known && !isSame(known.policy, plan.policy)) await reminders.removePlannedOf(db, planId, now);
  await planAllReminders(db, env, planId, now);
  await changeLog.append(db, {
    at: now,
    personId: null,
    action: 'plan.load',
    subject: 'plan',
    subjectId: planId,
    after: changes,
  });
  return changes;
}

/** Gives the plan its number and day; from now on it may be spoken of. */
export async function issuePlan(
  db: Db,
  env: Environment,
  input: { planId: number; number: string | null; issuedOn: Day | null; personId: number | null },
  now: Date,
): Promise<void> {
  const { planId, number, issuedOn, personId } = input;
  const before = await plans.findById(db, planId);
  await plans.update(db, planId, { state: 'issued', number, issuedOn });
  await planAllReminders(db, env, planId, now);
  await changeLog.append(db, {
    at: now,
    personId,
    action: 'plan.issue',
    subject: 'plan',
    subjectId: planId,
    before: { state: before?.state, number: before?.number, issuedOn: before?.issuedOn },
    after: { state: 'issued', number, issuedOn },
  });
}

async function planAllReminders(db: Db, env: Environment, planId: number, now: Date): Promise<void> {
  const row = await plans.findById(db, planId);
  if (row?.state !== 'issued') return;
  const visits = (await plans.listVisits(db, planId)).map((visit) => ({ ...visit, policy: row.policy }));
  await planAll(db, env, { reports: await dueReports.listOfPlan(db, planId), visits }, now);
}

async function loadUnits(
  db: Db,
  jurisdictionId: number,
  plan: Plan,
  changes: PlanChange[],
): Promise<Map<string, number>> {
  const known = new Set((await units.listOfJurisdiction(db, jurisdictionId)).map((unit) => unit.name));
  const ids = new Map<string, number>();
  for (const unit of plan.units) {
    const { name, level, aliases, parent, printed } = unit;
    const id = await units.upsert(db, {
      jurisdictionId,
      name,
      level,
      aliases: [...aliases],
      parentName: parent,
      printed,
    });
    ids.set(name, id);
    if (!known.has(name)) changes.push({ what: 'unit', name, change: 'added' });
  }
  return ids;
}

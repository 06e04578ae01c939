import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Plan } from '../domain/plan.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as plans from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import * as tasks from '../store/tasks.ts';
import * as units from '../store/units.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import { asLogged, difference, isSame, PlanRefused, type Loading, type PlanChange } from './plan-change.ts';
import { closeReplaced, refuseReplaced } from './plan-closing.ts';
import { tellMovedDrafts } from './plan-loading-drafts.ts';
import { loadForms } from './plan-loading-forms.ts';
import { loadReports } from './plan-loading-reports.ts';
import { loadSeats } from './plan-loading-seats.ts';
import { loadTasks } from './plan-loading-tasks.ts';
import { endUnits, loadUnits, refuseDroppedUnits } from './plan-loading-units.ts';
import { loadVisits, type ChangedVisits } from './plan-loading-visits.ts';
import { planAll } from './reminder-planning.ts';
import { isKnownToUnit, tellVisitCancelled, tellVisitMoved } from './visit-news.ts';

/**
 * Writes a plan into the database: a three-way merge, in which the file wins only where it has changed since it was
 * last loaded, so that a date moved in chat is not undone. Runs in the caller's transaction; throws `PlanRefused` before
 * anything is written where the plan has been replaced, or its file drops a unit that something has come in from.
 */
export async function loadPlan(db: Db, env: Environment, plan: Plan, now: Date): Promise<PlanChange[]> {
  const changes: PlanChange[] = [];
  const jurisdictionId = await units.upsertJurisdiction(db, plan.jurisdiction.key, plan.jurisdiction.name);
  const known = await plans.findByKey(db, jurisdictionId, plan.key);
  const number = known?.number ?? plan.document.number;
  const date = known?.issuedOn ?? plan.document.date;
  refuseReplaced(
    await plans.listOfJurisdiction(db, jurisdictionId),
    { key: plan.key, number, date },
    dayOf(now),
  );
  const before = known?.source;
  if (known && before) await refuseDroppedUnits(db, known.id, { plan, before });

  const book = await loadUnits(db, { jurisdictionId, plan, before }, changes);
  const coordinatorUnitId = book.idOf(plan.coordinator);
  const planId = await loadHead(db, { jurisdictionId, coordinatorUnitId, plan, known }, changes, now);
  const loading: Loading = {
    planId,
    jurisdictionId,
    plan,
    before,
    firstLoadedOn: known?.firstLoadedOn ?? dayOf(now),
    today: dayOf(now),
    now,
    visitsBefore: await plans.listPlanVisits(db, planId),
    unitId: book.idOf,
    unitName: book.nameOf,
    unitEnd: book.endOf,
    changes,
  };
  const visitsBefore = await visits.listByIds(
    db,
    loading.visitsBefore.map(({ id }) => id),
  );
  const changed = await loadVisits(db, loading, await loadSeats(db, loading));
  const { added, moved, drafts } = await loadReports(db, env, loading, await loadForms(db, loading));
  await loadTasks(db, env, loading);
  await endUnits(db, { plan, changes, known: book }, now);
  const isSamePolicy = known !== undefined && isSame(known.policy, plan.policy);
  if (known && !isSamePolicy) await reminders.removePlannedOf(db, planId, now);
  // What the change does not touch has its reminders already.
  const touched = isSamePolicy && known.state === 'issued' ? [...added, ...moved] : undefined;
  await planReminders(db, env, planId, now, touched);
  await tellChangedVisits(db, env, changed, visitsBefore, now);
  for (const { unitName } of drafts)
    changes.push({
      what: 'draft',
      name: unitName,
      change: 'changed',
      after: 'goes on with the changed form',
    });
  if (drafts.length > 0) await tellMovedDrafts(db, env, loading, drafts, now);
  changes.push(...(await closeReplaced(db, env, jurisdictionId, now)));
  await changeLog.append(db, {
    at: now,
    personId: null,
    action: 'plan.load',
    subject: 'plan',
    subjectId: planId,
    after: changes.map(asLogged),
  });
  return changes;
}

interface Head {
  jurisdictionId: number;
  coordinatorUnitId: number;
  plan: Plan;
  known: plans.PlanRow | undefined;
}

/** The row of the plan itself; numbered it is issued, unless it was closed. */
async function loadHead(
  db: Db,
  { jurisdictionId, coordinatorUnitId, plan, known }: Head,
  changes: PlanChange[],
  now: Date,
): Promise<number> {
  const { number, date } = plan.document;
  const isNumbered = number !== null && date !== null;
  const values = {
    jurisdictionId,
    key: plan.key,
    title: plan.document.title,
    issuer: plan.document.issuer,
    effectiveFrom: plan.effectiveFrom,
    year: plan.year,
    coordinatorUnitId,
    words: plan.words,
    policy: plan.policy,
    source: plan,
    loadedAt: now,
  };
  if (!known) {
    changes.push({ what: 'plan', name: plan.key, change: 'added' });
    const state = isNumbered ? 'issued' : 'draft';
    return plans.insert(db, { ...values, number, issuedOn: date, state, firstLoadedOn: dayOf(now) });
  }
  await plans.update(db, known.id, {
    ...values,
    ...(isNumbered
      ? { number, issuedOn: date, state: known.state === 'draft' ? 'issued' : known.state }
      : {}),
  });
  const differs = difference(headOf(known.source), headOf(plan));
  if (differs) changes.push({ what: 'plan', name: plan.key, change: 'changed', ...differs });
  const contacts = difference({ contact: known.source.contact }, { contact: plan.contact });
  if (contacts)
    changes.push({ what: 'plan', name: plan.key, change: 'changed', ...contacts, personal: true });
  return known.id;
}

/** What the file says of the plan as a whole, apart from its lists. */
const headOf = ({ document, replaces, effectiveFrom, year, coordinator, words, policy, stages }: Plan) => ({
  ...document,
  replaces,
  effectiveFrom,
  year,
  coordinator,
  ...words,
  ...policy,
  stages: stages.map(({ title }) => title),
});

/** The units that know of a visit hear once that it moved or does not take place. */
async function tellChangedVisits(
  db: Db,
  env: Environment,
  changed: ChangedVisits,
  before: readonly visits.VisitView[],
  now: Date,
): Promise<void> {
  for (const { row, change } of changed) {
    const visit = await visits.findById(db, row.id);
    const was = before.find(({ id }) => id === row.id);
    if (!visit || !was) continue;
    if (change === 'moved') await tellVisitMoved(db, env, { visit, was }, now);
    else await tellVisitCancelled(db, env, { visit, wasAnnounced: await isKnownToUnit(db, was) }, now);
  }
}

/**
 * Gives the plan its number and day; from now on it may be spoken of, and what it replaces goes. What of other plans
 * that changed.
 */
export async function issuePlan(
  db: Db,
  env: Environment,
  input: { planId: number; number: string | null; issuedOn: Day | null; personId: number | null },
  now: Date,
): Promise<PlanChange[]> {
  const { planId, number, issuedOn, personId } = input;
  const before = await plans.take(db, planId);
  if (!before || before.state === 'closed')
    throw new PlanRefused(`plan ${planId} is closed: it cannot be issued`);
  await plans.update(db, planId, { state: 'issued', number, issuedOn });
  await planReminders(db, env, planId, now);
  await changeLog.append(db, {
    at: now,
    personId,
    action: 'plan.issue',
    subject: 'plan',
    subjectId: planId,
    before: { state: before.state, number: before.number, issuedOn: before.issuedOn },
    after: { state: 'issued', number, issuedOn },
  });
  return closeReplaced(db, env, before.jurisdictionId, now);
}

/** Plans what is still to be said of the plan: of all its reports, or of those named. */
async function planReminders(
  db: Db,
  env: Environment,
  planId: number,
  now: Date,
  only?: readonly number[],
): Promise<void> {
  const row = await plans.findById(db, planId);
  if (row?.state !== 'issued') return;
  const visitRows = (await plans.listVisits(db, planId)).map((visit) => ({ ...visit, policy: row.policy }));
  const named = new Set(only);
  const all = only?.length === 0 ? [] : await dueReports.listOfPlan(db, planId);
  // Nobody is reminded of what fell due before anybody followed it here.
  const isFollowed = ({ lastDay }: { lastDay: Day | null }): boolean =>
    lastDay === null || lastDay >= row.firstLoadedOn;
  const about = {
    reports: all.filter((report) => isFollowed(report) && (only === undefined || named.has(report.id))),
    visits: visitRows,
    tasks: (await tasks.listToRemind(db, { planId })).filter(isFollowed),
  };
  await planAll(db, env, about, now);
}

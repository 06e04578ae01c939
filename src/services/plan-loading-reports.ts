import type { OfficeCalendar } from '../domain/calendar.ts';
import { addDays, later, yearOf, type Day } from '../domain/day.ts';
import type { Deadline } from '../domain/deadline.ts';
import { expandDueReports, type DueReport } from '../domain/due-reports.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Obligation, Plan } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as planReports from '../store/plan-reports.ts';
import * as plans from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import type { Environment } from './environment.ts';
import { mustHave, type Loading } from './plan-change.ts';
import type { MovedDraft } from './plan-loading-drafts.ts';
import { openMerging, type StoredReport, type Wanted } from './plan-loading-merge.ts';
import { loadObligations } from './plan-loading-obligations.ts';

/** How far ahead a standing plan's recurring duties are laid out. */
const AHEAD_DAYS = 400;

/**
 * Every report the plan demands. A deadline moves only where the file has moved it since it was last loaded: an
 * extension or a visit set in chat stays. A report the file no longer demands is retired, unless something came in.
 * The ids of the reports that are new and of those that moved, and the drafts that are on a newer form.
 */
export async function loadReports(
  db: Db,
  { calendar }: Environment,
  loading: Loading,
  formIds: ReadonlyMap<string, number>,
): Promise<{ added: number[]; moved: number[]; drafts: MovedDraft[] }> {
  const { planId, plan, before, unitId, today, changes } = loading;
  const obligationIds = await loadObligations(db, loading);
  const visitsNow = await plans.listPlanVisits(db, planId);
  const visits = new Map(visitsNow.map((visit) => [visit.unitId, visit]));
  const deadlinesBefore = new Map(
    (before ? demanded(before, calendar, loading, loading.visitsBefore) : []).map((due) => [
      nameOf(due),
      deadlineColumns(due.deadline),
    ]),
  );
  const stored = new Map((await planReports.listOfPlan(db, planId)).map((row) => [rowName(row), row]));
  const added: Parameters<typeof planReports.insert>[1][number][] = [];
  const merging = await openMerging(db, loading);

  for (const due of demanded(plan, calendar, loading, visitsNow)) {
    const obligation = obligationNamed(plan, due.obligation);
    const unit = unitId(due.unit);
    const visit = due.visit === null ? undefined : visits.get(unit);
    const wanted: Wanted = {
      deadline: deadlineColumns(due.deadline),
      visitId: visit?.id ?? null,
      coordinatorUnitId: visit?.coordinatorUnitId ?? unitId(obligation.coordinator),
      formVersionId:
        obligation.form === null ? null : mustHave(formIds.get(obligation.form), obligation.form),
    };
    const row = stored.get(nameOf(due));
    // Of a visit called off in chat nothing is asked, though the file still names it.
    if (row && visit?.state === 'cancelled') {
      stored.delete(nameOf(due));
      continue;
    }
    if (row) {
      stored.delete(nameOf(due));
      const was = deadlinesBefore.get(nameOf(due));
      merging.merge(row, { wanted, was, visit });
      continue;
    }
    if (before && isPast(due, obligation, today)) continue;
    const { deadline, ...around } = wanted;
    added.push({
      ...deadline,
      ...around,
      planId,
      obligationId: mustHave(obligationIds.get(due.obligation), due.obligation),
      unitId: unit,
      period: due.period ?? '',
      version: 1,
      revision: 0,
    });
    changes.push({ what: 'due_report', name: `${due.title}: ${due.unit}`, change: 'added' });
  }

  const joined = await plans.listJoinedVisits(db, planId);
  const dropped: StoredReport[] = [];
  for (const gone of stored.values()) {
    // A visit that joined the plan during the year is in no file: what it asks for stays.
    if (gone.visitId !== null && joined.has(gone.visitId)) continue;
    if (gone.state !== 'retired') dropped.push(gone);
  }
  const retired = new Set(
    await planReports.retire(
      db,
      dropped.map(({ id }) => id),
    ),
  );
  await reminders.voidOfReports(db, [...retired], 'no longer in the plan file');
  for (const { title, unitName } of dropped.filter(({ id }) => retired.has(id)))
    changes.push({ what: 'due_report', name: `${title}: ${unitName}`, change: 'removed' });
  return { added: await planReports.insert(db, added), ...(await merging.write()) };
}

/** What a changed file adds after its day is nobody's duty; years a standing plan went on unwatched are. */
const isPast = ({ deadline }: DueReport, { rule }: Obligation, today: Day): boolean =>
  rule.kind !== 'yearly' && deadline.state === 'dated' && deadline.lastDay < today;

/** A deadline as the columns of a due report. */
export function deadlineColumns(deadline: Deadline) {
  const isDated = deadline.state === 'dated';
  return {
    state: deadline.state,
    bound: 'bound' in deadline ? deadline.bound : null,
    printedDay: isDated ? deadline.printed : null,
    lastDay: isDated ? deadline.lastDay : null,
  };
}

/**
 * Of a standing plan only what falls due after it was first loaded: nobody is late for years nobody followed here. Of a
 * unit that ended nothing after its last day.
 */
function demanded(
  plan: Plan,
  calendar: OfficeCalendar,
  { firstLoadedOn, today, unitId, unitEnd }: Loading,
  rows: readonly plans.VisitRow[],
): DueReport[] {
  const to = addDays(later(today, plan.effectiveFrom), AHEAD_DAYS);
  const visits = daysSet(plan, rows, unitId);
  return expandDueReports(plan, { calendar, from: plan.effectiveFrom, to, visits }).filter(
    ({ unit, obligation, deadline, period }) => {
      const end = unitEnd(unit);
      if (end !== null && (deadline.state === 'dated' ? deadline.lastDay : today) > end) return false;
      const { kind } = obligationNamed(plan, obligation).rule;
      if (kind === 'yearly_undated') return Number(period?.slice(0, 4)) >= yearOf(firstLoadedOn);
      return kind !== 'yearly' || deadline.state !== 'dated' || deadline.lastDay >= firstLoadedOn;
    },
  );
}

/** The days of the visits that have one: of the session where it is set. */
function daysSet(
  plan: Plan,
  rows: readonly plans.VisitRow[],
  unitId: Loading['unitId'],
): Map<string, { from: Day; to: Day }> {
  const byUnit = new Map(rows.map((row) => [row.unitId, row]));
  return new Map(
    plan.visits.flatMap(({ unit }) => {
      const row = byUnit.get(unitId(unit));
      if (row?.precision !== 'day') return [];
      const from = row.sessionAt ? dayOf(row.sessionAt) : row.startsOn;
      return [[unit, { from, to: later(from, row.endsOn) }] as const];
    }),
  );
}

const nameOf = ({ obligation, unit, period }: DueReport): string => `${obligation}/${unit}/${period ?? ''}`;

const rowName = ({ obligationKey, unitName, period }: StoredReport): string =>
  `${obligationKey}/${unitName}/${period}`;

const obligationNamed = (plan: Plan, key: string): Obligation =>
  mustHave(
    plan.obligations.find((obligation) => obligation.key === key),
    key,
  );

import type { OfficeCalendar } from '../domain/calendar.ts';
import { addDays, later, yearOf, type Day } from '../domain/day.ts';
import type { Deadline } from '../domain/deadline.ts';
import { expandDueReports, type DueReport } from '../domain/due-reports.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Obligation, Plan } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as extensions from '../store/extensions.ts';
import * as plans from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import type { Environment } from './environment.ts';
import { isSame, mustHave, type Loading, type PlanChange } from './plan-change.ts';
import { loadObligations } from './plan-loading-obligations.ts';

/** How far ahead a standing plan's recurring duties are laid out. */
const AHEAD_DAYS = 400;

/** The newest version of each form, by key; a changed form becomes a new version. */
export async function loadForms(db: Db, { planId, plan, changes }: Loading): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const form of plan.forms) {
    const latest = await plans.latestForm(db, planId, form.key);
    if (latest && isSame(latest.definition, form)) {
      ids.set(form.key, latest.id);
      continue;
    }
    ids.set(form.key, await plans.insertForm(db, planId, (latest?.version ?? 0) + 1, form));
    changes.push({ what: 'form', name: form.key, change: latest ? 'changed' : 'added' });
  }
  return ids;
}

/**
 * Every report the plan demands. A deadline moves only where the file has moved it since it was last loaded: an
 * extension or a visit set in chat stays. A report the file no longer demands is retired, unless something came in.
 * The ids of the reports that are new.
 */
export async function loadReports(
  db: Db,
  { calendar }: Environment,
  loading: Loading,
  formIds: ReadonlyMap<string, number>,
): Promise<number[]> {
  const { planId, plan, before, unitId, changes } = loading;
  const obligationIds = await loadObligations(db, loading);
  const visitsNow = await plans.listPlanVisits(db, planId);
  const visits = new Map(visitsNow.map((visit) => [visit.unitId, visit]));
  const deadlinesBefore = new Map(
    (before ? demanded(before, calendar, loading, loading.visitsBefore) : []).map((due) => [
      nameOf(due),
      deadlineColumns(due.deadline),
    ]),
  );
  const stored = new Map((await plans.listReports(db, planId)).map((row) => [rowName(row), row]));
  const added: Parameters<typeof plans.insertReports>[1][number][] = [];

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
    if (row) {
      stored.delete(nameOf(due));
      await mergeReport(db, row, wanted, deadlinesBefore.get(nameOf(due)), changes);
      continue;
    }
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

  for (const gone of stored.values()) {
    if (gone.state === 'retired' || !(await plans.retireReport(db, gone.id))) continue;
    await reminders.voidOf(db, { dueReportId: gone.id }, 'no longer in the plan file');
    changes.push({ what: 'due_report', name: `${gone.title}: ${gone.unitName}`, change: 'removed' });
  }
  return plans.insertReports(db, added);
}

type StoredReport = Awaited<ReturnType<typeof plans.listReports>>[number];
type DeadlineColumns = ReturnType<typeof deadlineColumns>;

interface Wanted {
  deadline: DeadlineColumns;
  visitId: number | null;
  coordinatorUnitId: number;
  formVersionId: number | null;
}

async function mergeReport(
  db: Db,
  row: StoredReport,
  { deadline, formVersionId, ...around }: Wanted,
  was: DeadlineColumns | undefined,
  changes: PlanChange[],
): Promise<void> {
  const isBack = row.state === 'retired';
  const fileMoved = isBack || (was !== undefined && !isSame(was, deadline));
  const held = fileMoved ? await withExtension(db, row.id, deadline) : deadline;
  const { state, bound, printedDay, lastDay, visitId, coordinatorUnitId } = row;
  const moved = fileMoved && !isSame({ state, bound, printedDay, lastDay }, held);
  if (moved || !isSame({ visitId, coordinatorUnitId }, around))
    await plans.updateReport(db, row.id, { ...around, ...(moved ? held : {}) }, { moved });
  if (row.formVersionId !== formVersionId && row.revision === 0 && !row.figuresAt)
    await plans.switchForm(db, row.id, formVersionId);
  if (!moved) return;
  await reminders.voidOf(db, { dueReportId: row.id }, 'deadline moved by plan file');
  const name = `${row.title}: ${row.unitName}`;
  if (isBack) changes.push({ what: 'due_report', name, change: 'added' });
  else
    changes.push({
      what: 'due_report',
      name,
      change: 'changed',
      before: lastDay ?? state,
      after: held.lastDay ?? held.state,
    });
}

/** A paper allowed the later date: a file that names an earlier one does not take it back. */
async function withExtension(db: Db, reportId: number, deadline: DeadlineColumns): Promise<DeadlineColumns> {
  if (deadline.lastDay === null) return deadline;
  const extension = await extensions.latestOf(db, reportId);
  if (!extension || extension.toDay <= deadline.lastDay) return deadline;
  return { state: 'dated', bound: 'by', printedDay: extension.toDay, lastDay: extension.toDay };
}

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

/** Of a standing plan only what falls due after it was first loaded: nobody is late for years nobody followed here. */
function demanded(
  plan: Plan,
  calendar: OfficeCalendar,
  { firstLoadedOn, today, unitId }: Loading,
  rows: readonly plans.VisitRow[],
): DueReport[] {
  const to = addDays(later(today, plan.effectiveFrom), AHEAD_DAYS);
  const visits = daysSet(plan, rows, unitId);
  return expandDueReports(plan, { calendar, from: plan.effectiveFrom, to, visits }).filter(
    ({ obligation, deadline, period }) => {
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

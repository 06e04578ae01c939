import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Day } from '../domain/day.ts';
import { lastWorkingDay } from '../domain/deadline.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import type { Precision } from '../domain/plan.ts';
import type { ReminderPolicy } from '../domain/reminder-policy.ts';
import { reportSteps, visitSteps } from '../domain/reminders.ts';
import { isSecret } from '../domain/visits.ts';
import type { Db } from '../store/connect.ts';
import * as reminders from '../store/reminders.ts';
import * as tasks from '../store/tasks.ts';
import type { Environment } from './environment.ts';

export interface ReportToRemind {
  id: number;
  planId: number;
  unitId: number;
  state: string;
  lastDay: Day | null;
  settledAt: Date | null;
  version: number;
  policy: ReminderPolicy;
}

const ROWS_A_STATEMENT = 500;

/** Plans what is still to be said about reports, visits and tasks; planning again adds nothing. */
export async function planAll(
  db: Db,
  { calendar }: Environment,
  about: {
    reports: readonly ReportToRemind[];
    visits: readonly VisitToRemind[];
    tasks?: readonly TaskToRemind[];
  },
  now: Date,
): Promise<void> {
  const mornings = createMornings(calendar);
  const rows = [
    ...about.visits.flatMap((visit) => visitReminders(visit, calendar)),
    ...about.reports.flatMap((report) => reportReminders(report, mornings)),
    ...(about.tasks ?? []).flatMap((task) => taskReminders(task, calendar)),
  ].filter(({ fireAt }) => fireAt > now);
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT)
    await reminders.insert(db, rows.slice(start, start + ROWS_A_STATEMENT));
}

/** Plans what is still to be said about a report. */
export const planReport = (db: Db, env: Environment, report: ReportToRemind, now: Date): Promise<void> =>
  planAll(db, env, { reports: [report], visits: [] }, now);

/** Plans the mornings before a visit. */
export const planVisit = (db: Db, env: Environment, visit: VisitToRemind, now: Date): Promise<void> =>
  planAll(db, env, { reports: [], visits: [visit] }, now);

/** Plans the mornings of a task or remedy, for every leading unit whose part is open. */
export async function planTask(db: Db, env: Environment, taskId: number, now: Date): Promise<void> {
  await planAll(db, env, { reports: [], visits: [], tasks: await tasks.listToRemind(db, { taskId }) }, now);
}

/** The mornings of a last day and its T0, reckoned once a plan and day: every commune of a province has the same. */
function createMornings(calendar: OfficeCalendar) {
  const known = new Map<string, { steps: ReturnType<typeof reportSteps>; t0: Day }>();
  return ({ planId, policy }: ReportToRemind, lastDay: Day) => {
    const key = `${planId}:${lastDay}`;
    const reckoned = known.get(key) ?? {
      steps: reportSteps(lastDay, policy, calendar),
      t0: lastWorkingDay(lastDay, calendar),
    };
    known.set(key, reckoned);
    return reckoned;
  };
}

function reportReminders(
  report: ReportToRemind,
  morningsOf: ReturnType<typeof createMornings>,
): reminders.NewReminder[] {
  if (report.state !== 'dated' || report.lastDay === null || report.settledAt) return [];
  const { policy } = report;
  const about = {
    planId: report.planId,
    unitId: report.unitId,
    dueReportId: report.id,
    state: 'planned' as const,
  };
  const key = `report:${report.id}:v${report.version}`;
  const { steps, t0 } = morningsOf(report, report.lastDay);
  const mornings = steps.map((step) => ({
    ...about,
    key: `${key}:${step.kind}:${step.on}`,
    kind: step.kind,
    fireAt: momentOf(step.on, policy.morningAt),
  }));
  const lastCall = {
    ...about,
    key: `${key}:last_call:${t0}`,
    kind: 'last_call' as const,
    fireAt: momentOf(t0, policy.lastCallAt),
  };
  return [...mornings, lastCall];
}

export interface VisitToRemind {
  id: number;
  planId: number;
  unitId: number;
  startsOn: Day;
  precision: Precision;
  sessionAt: Date | null;
  state: 'planned' | 'announced' | 'done' | 'cancelled';
  surprise: boolean;
  noticeDate: Day | null;
  version: number;
  policy: ReminderPolicy;
}

/** A surprise visit has no mornings before it until it is made known, nor has one known only by quarter. */
function visitReminders(visit: VisitToRemind, calendar: OfficeCalendar): reminders.NewReminder[] {
  if (isSecret(visit) || visit.precision !== 'day' || visit.state === 'done' || visit.state === 'cancelled')
    return [];
  const start = visit.sessionAt ? dayOf(visit.sessionAt) : visit.startsOn;
  return visitSteps(start, visit.policy, calendar).map((step) => ({
    key: `visit:${visit.id}:v${visit.version}:${step.on}`,
    kind: step.kind,
    planId: visit.planId,
    unitId: visit.unitId,
    visitId: visit.id,
    fireAt: momentOf(step.on, visit.policy.morningAt),
    state: 'planned' as const,
  }));
}

/** A dated task as one leading unit has it. */
export type TaskToRemind = Awaited<ReturnType<typeof tasks.listToRemind>>[number];

/** The same mornings as a report's; nothing lies unsent that a last call could be about. */
const taskReminders = (task: TaskToRemind, calendar: OfficeCalendar): reminders.NewReminder[] =>
  reportSteps(task.lastDay, task.policy, calendar).map((step) => ({
    key: `task:${task.id}:u${task.unitId}:v${task.version}:${step.kind}:${step.on}`,
    kind: step.kind,
    planId: task.planId,
    unitId: task.unitId,
    taskId: task.id,
    fireAt: momentOf(step.on, task.policy.morningAt),
    state: 'planned' as const,
  }));

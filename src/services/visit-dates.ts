import { yearOf, type Day } from '../domain/day.ts';
import { deadlineOf, type DueRule } from '../domain/deadline.ts';
import { dayOf } from '../domain/office-time.ts';
import { lastDayAfterMove } from '../domain/visits.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as extensions from '../store/extensions.ts';
import * as reminders from '../store/reminders.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import { nextOfficeMoment, type PassedDeadline } from './messages.ts';
import { deadlineColumns } from './plan-loading-reports.ts';
import { planReport, planVisit } from './reminder-planning.ts';

export interface Session {
  at: Date;
  /** Null: as before. */
  place: string | null;
}

/** A deadline that followed the visit to its new date. */
export interface MovedDeadline {
  report: dueReports.ReportView;
  was: Day | null;
  /** The day the rule gives, where it has gone by and the report is on time for longer; else null. */
  passed: Day | null;
}

export interface Rewritten {
  visit: visits.VisitView;
  /** Deadlines relative to the visit, recomputed. */
  moved: MovedDeadline[];
  /** Open reports of the visit whose date the document fixed. */
  fixed: dueReports.ReportView[];
}

type Values = Partial<Pick<visits.VisitView, 'state' | 'noticeNumber' | 'noticeDate' | 'fields'>>;

/** Law 4: voids what was planned from the old date, plans the new, and moves what is relative to the visit. */
export async function rewriteVisit(
  db: Db,
  env: Environment,
  before: visits.VisitView,
  { values, session }: { values: Values; session: Session | undefined },
  now: Date,
): Promise<Rewritten> {
  const day = session === undefined ? undefined : dayOf(session.at);
  // A visit known by month or quarter gets its day from the session, and so does one that no document fixed; a window
  // the plan prints to the day stays as printed.
  const setsDay = day !== undefined && (before.precision !== 'day' || before.origin === 'added');
  await visits.update(db, before.id, {
    ...values,
    ...(session === undefined
      ? {}
      : { sessionAt: session.at, sessionPlace: session.place ?? before.sessionPlace }),
    ...(setsDay ? { startsOn: day, endsOn: day, precision: 'day' as const } : {}),
    version: before.version + 1,
  });
  const visit = (await visits.findById(db, before.id)) ?? before;
  await reminders.voidOf(db, { visitId: visit.id }, 'visit announced or moved');
  await planVisit(db, env, visit, now);
  const moved = await moveFollowing(db, env, visit, now);
  const movedIds = new Set(moved.map(({ report }) => report.id));
  const all = await dueReports.listOfVisits(db, [visit.id]);
  const fixed = all.filter(
    (report) => !movedIds.has(report.id) && !report.settledAt && report.state === 'dated' && !follows(report),
  );
  return { visit, moved, fixed };
}

/** The deadlines that follow the visit's first day, where it has one. */
async function moveFollowing(
  db: Db,
  env: Environment,
  visit: visits.VisitView,
  now: Date,
): Promise<MovedDeadline[]> {
  const day = firstDay(visit);
  if (day === undefined) return [];
  const moved: MovedDeadline[] = [];
  for (const { report, columns, passed } of await deadlinesAt(db, env, visit, day, now)) {
    await dueReports.update(db, report.id, { ...columns, version: report.version + 1 });
    await reminders.voidOf(db, { dueReportId: report.id }, 'moved with the visit');
    const after = await dueReports.findById(db, report.id);
    if (!after) continue;
    await planReport(db, env, after, now);
    moved.push({ report: after, was: report.lastDay, passed });
  }
  return moved;
}

interface NewDeadline {
  report: dueReports.ReportView;
  columns: ReturnType<typeof deadlineColumns>;
  passed: Day | null;
}

/** What the open reports that follow the visit come to be due by if it begins on `day`; only those that change. */
export async function deadlinesAt(
  db: Db,
  env: Environment,
  visit: visits.VisitView,
  day: Day,
  now: Date,
): Promise<NewDeadline[]> {
  const changed: NewDeadline[] = [];
  for (const { rule, ...report } of await dueReports.listFollowingVisit(db, visit.id)) {
    if (report.settledAt) continue;
    const { columns, passed } = deadlineAt(env, { rule, visit, day, was: report.lastDay }, now);
    // A paper allowed the later date; a visit that comes sooner does not take it back.
    const extension = await extensions.latestOf(db, report.id);
    const isExtended =
      extension !== undefined && columns.lastDay !== null && extension.toDay > columns.lastDay;
    const lastDay = isExtended ? extension.toDay : columns.lastDay;
    if (lastDay === report.lastDay) continue;
    changed.push({ report, columns: { ...columns, lastDay }, passed: isExtended ? null : passed });
  }
  return changed;
}

/** A rule applied to the visit's first day, so that nobody becomes late by it; `passed`: the day it gives, where that has gone by. */
export function deadlineAt(
  env: Environment,
  { rule, visit, day, was }: DeadlineQuestion,
  now: Date,
): Pick<NewDeadline, 'columns' | 'passed'> {
  const deadline = deadlineOf(rule, {
    calendar: env.calendar,
    visitStart: day,
    nextWorkingDayCounts: visit.policy.nextWorkingDayCounts,
    year: yearOf(day ?? dayOf(now)),
  });
  const columns = deadlineColumns(deadline);
  const computed = columns.lastDay;
  if (computed === null || day === null) return { columns, passed: null };
  const lastDay = lastDayAfterMove({
    computed,
    was,
    visitDay: day,
    today: dayOf(now),
    toldOn: toldOn(visit, env, now),
  });
  return { columns: { ...columns, lastDay }, passed: lastDay > computed ? computed : null };
}

interface DeadlineQuestion {
  rule: DueRule;
  visit: Pick<visits.VisitView, 'state' | 'policy'>;
  /** Null: not known yet. */
  day: Day | null;
  was: Day | null;
}

/** The day on which the unit hears of a change made now; today where nobody is told. */
const toldOn = (
  { state, policy }: Pick<visits.VisitView, 'state' | 'policy'>,
  { calendar }: Environment,
  now: Date,
): Day => dayOf(state === 'announced' ? nextOfficeMoment(now, policy, calendar) : now);

/** The day reports count back from: the session's, or the first day of a visit known to the day. */
export const firstDay = ({
  sessionAt,
  startsOn,
  precision,
}: Pick<visits.VisitView, 'sessionAt' | 'startsOn' | 'precision'>): Day | undefined =>
  sessionAt ? dayOf(sessionAt) : precision === 'day' ? startsOn : undefined;

/** What the unit is told of deadlines the move left behind. */
export const passedOf = (moved: readonly MovedDeadline[]): PassedDeadline[] =>
  moved.flatMap(({ report, passed }) => (passed === null ? [] : [{ report: report.id, day: passed }]));

const follows = ({ bound }: dueReports.ReportView): boolean =>
  bound === 'days_before' || bound === 'working_days_before';

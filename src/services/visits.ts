import { addDays, later, type Day } from '../domain/day.ts';
import { deadlineOf } from '../domain/deadline.ts';
import type { Author, Scope } from '../domain/grants.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as extensions from '../store/extensions.ts';
import * as plans from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import { deadlineColumns } from './plan-loading-reports.ts';
import { planReport, planVisit } from './reminder-planning.ts';
import { createTelling, type Told } from './telling.ts';

export interface Notice {
  /** "123/TB-ĐKT". */
  number: string;
  date: Day;
}

export interface Session {
  at: Date;
  /** Null: as before. */
  place: string | null;
}

/** A deadline that followed the visit to its new date. */
export interface MovedDeadline {
  report: dueReports.ReportView;
  was: Day | null;
}

export type VisitChange =
  | {
      kind: 'done';
      visit: visits.VisitView;
      /** Deadlines relative to the visit, recomputed. */
      moved: MovedDeadline[];
      /** Open reports of the visit whose date the document fixed. */
      fixed: dueReports.ReportView[];
      /** Null where nobody is to be told yet: the visit has not been announced. */
      told: Told | null;
    }
  | { kind: 'not_found' }
  | { kind: 'changed_meanwhile'; visit: visits.VisitView }
  /** This very change stands already: a confirmation pressed twice. */
  | { kind: 'already_done'; visit: visits.VisitView; at: Date }
  | { kind: 'plan_not_issued'; visit: visits.VisitView }
  | { kind: 'date_in_the_past' };

interface ChangeInput {
  visit: number;
  /** As shown to the person who confirms. */
  version: number;
  by: Author;
  notice?: Notice;
  session?: Session;
}

export function createVisits(db: Db, env: Environment) {
  const tell = createTelling(db, env);

  /** The visit, held for this transaction, if `by` coordinates it and it is as it was shown. */
  async function take({
    visit: id,
    version,
    by,
    notice,
    session,
  }: ChangeInput): Promise<visits.VisitView | VisitChange> {
    await visits.lock(db, id);
    const visit = await visits.findById(db, id);
    if (!visit || visit.surprise || !by.scope.coordinates.includes(visit.coordinatorUnitId))
      return { kind: 'not_found' };
    if (visit.version !== version) {
      const at = holds(visit, notice, session)
        ? await changeLog.lastOf(db, {
            actions: ['visit.announce', 'visit.move'],
            subject: 'visit',
            subjectId: id,
          })
        : undefined;
      return at ? { kind: 'already_done', visit, at } : { kind: 'changed_meanwhile', visit };
    }
    const plan = await plans.findById(db, visit.planId);
    return plan?.state === 'issued' ? visit : { kind: 'plan_not_issued', visit };
  }

  /** Law 4: voids what was planned from the old date, plans the new, and moves what is relative to the visit. */
  async function write(
    before: visits.VisitView,
    values: Partial<Pick<visits.VisitView, 'state' | 'noticeNumber' | 'noticeDate'>>,
    session: Session | undefined,
    now: Date,
  ): Promise<{ visit: visits.VisitView; moved: MovedDeadline[]; fixed: dueReports.ReportView[] }> {
    const day = session === undefined ? undefined : dayOf(session.at);
    // A visit known by month or quarter gets its day from the session; a window printed to the day stays as printed.
    const setsDay = day !== undefined && before.precision !== 'day';
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
    const moved = day === undefined ? [] : await moveFollowing(visit, day, now);
    const movedIds = new Set(moved.map(({ report }) => report.id));
    const all = await dueReports.listOfVisits(db, [visit.id]);
    const fixed = all.filter(
      (report) => !movedIds.has(report.id) && !report.settledAt && report.state === 'dated',
    );
    return { visit, moved, fixed };
  }

  async function moveFollowing(visit: visits.VisitView, day: Day, now: Date): Promise<MovedDeadline[]> {
    const moved: MovedDeadline[] = [];
    for (const { rule, ...report } of await dueReports.listFollowingVisit(db, visit.id)) {
      if (report.settledAt) continue;
      const deadline = deadlineOf(rule, {
        calendar: env.calendar,
        visitStart: day,
        nextWorkingDayCounts: visit.policy.nextWorkingDayCounts,
        year: Number(day.slice(0, 4)),
      });
      const columns = deadlineColumns(deadline);
      // A paper allowed the later date; a visit that comes sooner does not take it back.
      const extension = await extensions.latestOf(db, report.id);
      const lastDay =
        extension && columns.lastDay !== null ? later(columns.lastDay, extension.toDay) : columns.lastDay;
      if (lastDay === report.lastDay) continue;
      await dueReports.update(db, report.id, { ...columns, lastDay, version: report.version + 1 });
      await reminders.voidOf(db, { dueReportId: report.id }, 'moved with the visit');
      const after = await dueReports.findById(db, report.id);
      if (!after) continue;
      await planReport(db, env, after, now);
      moved.push({ report: after, was: report.lastDay });
    }
    return moved;
  }

  async function logged(
    action: 'visit.announce' | 'visit.move',
    before: visits.VisitView,
    after: visits.VisitView,
    by: Author,
    now: Date,
  ): Promise<void> {
    const facts = (visit: visits.VisitView): object =>
      Object.fromEntries(LOGGED.map((fact) => [fact, visit[fact]]));
    await changeLog.append(db, {
      at: now,
      personId: by.id,
      action,
      subject: 'visit',
      subjectId: before.id,
      before: facts(before),
      after: facts(after),
    });
  }

  async function tellMoved(before: visits.VisitView, visit: visits.VisitView, now: Date): Promise<Told> {
    const team = await visits.team(db, visit.id);
    return tell(
      {
        unitId: visit.unitId,
        role: 'focal',
        key: `visit:${visit.id}:moved:v${visit.version}`,
        subject: {
          about: 'visit_moved',
          visit: visit.id,
          version: visit.version,
          was: {
            sessionAt: before.sessionAt?.toISOString() ?? null,
            from: before.startsOn,
            to: before.endsOn,
            notice: before.noticeNumber,
          },
        },
        also: team.filter(({ isLead }) => isLead).map(({ personId }) => personId),
        usefulUntil: endOfVisit(visit),
        policy: visit.policy,
      },
      now,
    );
  }

  return {
    find: (id: number) => visits.findById(db, id),
    team: (visitId: number) => visits.team(db, visitId),

    /** Visits a person may know of: announced in an issued plan, coordinated, led or sat on. */
    async inView(scope: Scope, jurisdictionId: number, filter: Partial<visits.VisitFilter> = {}) {
      const { visits: known, total } = await visits.listInView(db, scope, jurisdictionId, {
        limit: 20,
        ...filter,
      });
      return { visits: known.map((visit) => asKnownTo(scope, visit)), total };
    },

    /** One visit, where the person may know of it. */
    async findInView(
      scope: Scope,
      jurisdictionId: number,
      id: number,
    ): Promise<visits.VisitView | undefined> {
      const visit = await visits.findById(db, id);
      if (!visit) return undefined;
      const { visits: known } = await visits.listInView(db, scope, jurisdictionId, {
        unitIds: [visit.unitId],
        limit: 20,
      });
      const found = known.find((one) => one.id === id);
      return found && asKnownTo(scope, found);
    },

    /** The notice of a visit is signed: the unit's focal officers are told, with the session if one is set. */
    async announce(
      input: ChangeInput & { notice: Notice; session?: Session },
      now: Date,
    ): Promise<VisitChange> {
      const { notice, session, by } = input;
      const before = await take(input);
      if ('kind' in before) return before;
      if (session && session.at <= now) return { kind: 'date_in_the_past' };
      const { visit, ...reports } = await write(
        before,
        { state: 'announced', noticeNumber: notice.number, noticeDate: notice.date },
        session,
        now,
      );
      await logged('visit.announce', before, visit, by, now);
      const isMove =
        before.state === 'announced' && session !== undefined && !isSameMoment(before.sessionAt, session.at);
      const told = isMove
        ? await tellMoved(before, visit, now)
        : await tell(
            {
              unitId: visit.unitId,
              role: 'focal',
              key: `visit:${visit.id}:announced:v${visit.version}`,
              subject: { about: 'visit_announced', visit: visit.id, version: visit.version },
              usefulUntil: endOfVisit(visit),
              policy: visit.policy,
            },
            now,
          );
      return { kind: 'done', visit, ...reports, told };
    },

    /** Whether the unit's officer says the signed notice has come. */
    noteNotice: (visitId: number, notice: 'received' | 'missing', by: number, now: Date) =>
      changeLog.append(db, {
        at: now,
        personId: by,
        action: `notice.${notice}`,
        subject: 'notice',
        subjectId: visitId,
      }),

    /** Whether somebody has said already that the signed notice, as it is now, has not come. */
    isNoticeMissing: (visit: visits.VisitView): Promise<boolean> =>
      changeLog.happenedSince(
        db,
        { action: 'notice.missing', subject: 'notice', subjectId: visit.id },
        visit.noticeDate === null ? new Date(0) : momentOf(visit.noticeDate),
      ),

    /** Sets or moves the session; told only where the visit has been announced. */
    async setSession(
      input: ChangeInput & { session: Session; notice?: Notice },
      now: Date,
    ): Promise<VisitChange> {
      const { session, notice, by } = input;
      const before = await take(input);
      if ('kind' in before) return before;
      if (session.at <= now) return { kind: 'date_in_the_past' };
      const { visit, ...reports } = await write(
        before,
        notice ? { noticeNumber: notice.number, noticeDate: notice.date } : {},
        session,
        now,
      );
      await logged('visit.move', before, visit, by, now);
      const told = visit.state === 'announced' ? await tellMoved(before, visit, now) : null;
      return { kind: 'done', visit, ...reports, told };
    },
  };
}

/** Whether a visit is as a change would leave it. */
const holds = (visit: visits.VisitView, notice?: Notice, session?: Session): boolean =>
  (notice === undefined ||
    (visit.state === 'announced' &&
      visit.noticeNumber === notice.number &&
      visit.noticeDate === notice.date)) &&
  (session === undefined ||
    (isSameMoment(visit.sessionAt, session.at) &&
      (session.place === null || session.place === visit.sessionPlace)));

const isSameMoment = (a: Date | null, b: Date): boolean => a?.getTime() === b.getTime();

/** After the day of the visit its news is of no use. */
const endOfVisit = ({ sessionAt, endsOn }: visits.VisitView): Date =>
  momentOf(addDays(sessionAt ? dayOf(sessionAt) : endsOn, 1));

/** What the log keeps of a visit before and after a change. */
const LOGGED = [
  'state',
  'sessionAt',
  'sessionPlace',
  'startsOn',
  'endsOn',
  'noticeNumber',
  'noticeDate',
  'version',
] as const satisfies readonly (keyof visits.VisitView)[];

/** Until a visit is announced its hour and place are known to those who prepare it only; the plan's window is known to all. */
function asKnownTo(scope: Scope, visit: visits.VisitView): visits.VisitView {
  const prepares =
    scope.coordinates.includes(visit.coordinatorUnitId) ||
    scope.leads.includes(visit.id) ||
    scope.sitsOn.includes(visit.id);
  if (prepares || visit.state !== 'planned') return visit;
  return { ...visit, sessionAt: null, sessionPlace: null, sessionNote: null };
}

import type { Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import type { Field } from '../domain/plan.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import type { Told } from './telling.ts';
import { deadlinesAt, passedOf, rewriteVisit, type Rewritten, type Session } from './visit-dates.ts';
import { tellVisitAnnounced, tellVisitJoined, tellVisitMoved } from './visit-news.ts';
import { logVisit, mayChange, takeVisit, type NotTaken, type ToChange } from './visit-taking.ts';

export interface Notice {
  /** "123/TB-ĐKT"; null where a surprise visit is made known without a paper. */
  number: string | null;
  date: Day;
}

export type VisitChange =
  /** `told` is null where nobody is to be told yet: the visit has not been announced. */
  ({ kind: 'done'; told: Told | null } & Rewritten) | NotTaken | { kind: 'date_in_the_past' };

interface ChangeInput extends ToChange {
  notice?: Notice;
  session?: Session;
  /** What is inspected, where that is narrowed down; absent: as before. */
  fields?: readonly Field[];
  /** Why contents already inspected this year are inspected again; kept in the log. */
  reason?: string;
}

export function createVisits(db: Db, env: Environment) {
  const take = (input: ChangeInput) =>
    takeVisit(db, input, {
      holds: (visit) => holds(visit, input.notice, input.session),
      actions: ['visit.announce', 'visit.move'],
    });

  return {
    find: (id: number) => visits.findById(db, id),
    team: (visitId: number) => visits.team(db, visitId),
    mayChange,

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
      const { visits: known } = await visits.listInView(db, scope, jurisdictionId, { ids: [id], limit: 1 });
      const [found] = known;
      return found && asKnownTo(scope, found);
    },

    /** Visits of the unit this calendar year, announced or done, that looked into any of these contents; as far as the person may know. */
    overlapping: (
      scope: Scope,
      about: { jurisdictionId: number; unitId: number; on: Day; fields: readonly Field[]; except?: number },
    ) => visits.listOverlapping(db, scope, about),

    /** What the open reports that follow the visit would be due by if it began on `day`, told or not; only those that change. */
    deadlinesAt: (visit: visits.VisitView, day: Day, now: Date) => deadlinesAt(db, env, visit, day, now),

    /** The notice of a visit is signed: the unit's focal officers are told, with the session if one is set. */
    async announce(
      input: ChangeInput & { notice: Notice; session?: Session },
      now: Date,
    ): Promise<VisitChange> {
      const { notice, session, fields, reason, by } = input;
      const before = await take(input);
      if ('kind' in before) return before;
      if (session && session.at <= now) return { kind: 'date_in_the_past' };
      if (before.surprise && (session ? dayOf(session.at) : before.endsOn) < dayOf(now))
        return { kind: 'date_in_the_past' };
      const { visit, ...reports } = await rewriteVisit(
        db,
        env,
        before,
        {
          values: {
            state: 'announced',
            noticeNumber: notice.number,
            noticeDate: notice.date,
            ...(fields === undefined ? {} : { fields: [...fields] }),
          },
          session,
        },
        now,
      );
      await logVisit(
        db,
        { action: 'visit.announce', before, after: visit, by: by.id, ...(reason && { more: { reason } }) },
        now,
      );
      const passed = passedOf(reports.moved);
      const isMove =
        before.state === 'announced' && session !== undefined && !isSameMoment(before.sessionAt, session.at);
      const told = isMove
        ? await tellVisitMoved(db, env, { visit, was: before, passed }, now)
        : await tellVisitAnnounced(db, env, { visit, passed }, now);
      return { kind: 'done', visit, ...reports, told: told ?? null };
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

    /** Sets or moves the session; the unit is told only where the visit has been announced, the team of a surprise visit always. */
    async setSession(
      input: ChangeInput & { session: Session; notice?: Notice },
      now: Date,
    ): Promise<VisitChange> {
      const { session, notice, by } = input;
      const before = await take(input);
      if ('kind' in before) return before;
      if (session.at <= now) return { kind: 'date_in_the_past' };
      // A paper does not make a surprise visit known: announcing it does.
      const isKnown = !before.surprise || before.state === 'announced';
      const values = notice && isKnown ? { noticeNumber: notice.number, noticeDate: notice.date } : {};
      const { visit, ...reports } = await rewriteVisit(db, env, before, { values, session }, now);
      await logVisit(db, { action: 'visit.move', before, after: visit, by: by.id }, now);
      const passed = passedOf(reports.moved);
      const told = await tellVisitMoved(db, env, { visit, was: before, passed }, now);
      if (!isKnown) await tellVisitJoined(db, env, { visit, by: by.id }, now);
      return { kind: 'done', visit, ...reports, told: told ?? null };
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

/** Until a visit is announced its hour and place are known to those who prepare it only; the plan's window is known to all. */
function asKnownTo(scope: Scope, visit: visits.VisitView): visits.VisitView {
  const prepares =
    scope.coordinates.includes(visit.coordinatorUnitId) ||
    scope.leads.includes(visit.id) ||
    scope.sitsOn.includes(visit.id);
  if (prepares || visit.state !== 'planned') return visit;
  return { ...visit, sessionAt: null, sessionPlace: null, sessionNote: null };
}

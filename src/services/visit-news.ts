import { addDays, type Day } from '../domain/day.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import { isSecret } from '../domain/visits.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import { createMessages, type PassedDeadline } from './messages.ts';
import { createTelling, type Told } from './telling.ts';

/** What of a visit was said before it changed. */
export type VisitWas = Pick<visits.VisitView, 'sessionAt' | 'startsOn' | 'endsOn' | 'noticeNumber'>;

/** Tells the unit's focal officers of an announced visit, with its hour and place where they are set. */
export const tellVisitAnnounced = (
  db: Db,
  env: Environment,
  { visit, passed = [] }: { visit: visits.VisitView; passed?: PassedDeadline[] },
  now: Date,
): Promise<Told> =>
  createTelling(db, env)(
    {
      ...toUnit(visit),
      key: `visit:${visit.id}:announced:v${visit.version}`,
      subject: {
        about: 'visit_announced',
        visit: visit.id,
        version: visit.version,
        ...(passed.length > 0 ? { passed } : {}),
      },
    },
    now,
  );

/**
 * Tells the unit's focal officers and the lead that an announced visit has another day, hour or window. `visit` is as it
 * stands now, its version raised: told once a version, however often it is called. Undefined where the unit has not
 * been told of the visit, and so is told of nothing.
 */
export async function tellVisitMoved(
  db: Db,
  env: Environment,
  { visit, was, passed = [] }: { visit: visits.VisitView; was: VisitWas; passed?: PassedDeadline[] },
  now: Date,
): Promise<Told | undefined> {
  if (visit.state !== 'announced') return undefined;
  const team = await visits.team(db, visit.id);
  return createTelling(db, env)(
    {
      ...toUnit(visit),
      key: `visit:${visit.id}:moved:v${visit.version}`,
      subject: {
        about: 'visit_moved',
        visit: visit.id,
        version: visit.version,
        was: {
          sessionAt: was.sessionAt?.toISOString() ?? null,
          from: was.startsOn,
          to: was.endsOn,
          notice: was.noticeNumber,
        },
        ...(passed.length > 0 ? { passed } : {}),
      },
      also: team.filter(({ isLead }) => isLead).map(({ personId }) => personId),
    },
    now,
  );
}

/**
 * Tells the unit's focal officers and the team that a visit does not take place. `visit` is as it stands now, called off,
 * its version raised; `wasAnnounced`: whether the unit had been told of it (`isKnownToUnit`). Where it had not, only those named in a
 * surprise visit are told, and undefined comes back.
 */
export async function tellVisitCancelled(
  db: Db,
  env: Environment,
  { visit, wasAnnounced }: { visit: visits.VisitView; wasAnnounced: boolean },
  now: Date,
): Promise<Told | undefined> {
  const subject = { about: 'visit_cancelled', visit: visit.id, version: visit.version } as const;
  const key = `visit:${visit.id}:cancelled:v${visit.version}`;
  const team = await visits.team(db, visit.id);
  if (wasAnnounced) {
    return createTelling(db, env)(
      {
        ...toUnit(visit),
        key,
        subject,
        also: team.filter(({ isLead }) => isLead || visit.surprise).map(({ personId }) => personId),
      },
      now,
    );
  }
  if (visit.surprise) await tellTeam(db, env, { visit, key, subject }, now);
  return undefined;
}

/** Asks the unit's focal officers for the reports of a visit it was told of without any. */
export const tellReportsAsked = (
  db: Db,
  env: Environment,
  { visit, reports, passed }: { visit: visits.VisitView; reports: number[]; passed: PassedDeadline[] },
  now: Date,
): Promise<Told> =>
  createTelling(db, env)(
    {
      ...toUnit(visit),
      key: `visit:${visit.id}:reports:${reports.join(',')}`,
      subject: { about: 'visit_reports', visit: visit.id, reports, passed },
    },
    now,
  );

/** What the news of a visit's month, quarter or window goes by, without the person. */
export const windowKey = (visit: number, version: number): string => `visit:${visit}:window:v${version}`;

/** How the log keeps that a unit was told of a visit's window: whoever was told then may have left since. */
export const WINDOW_TOLD = 'visit.tell_window';

/** Whether the unit has been told of the visit: of its notice, or of its month, quarter or window. */
export const isKnownToUnit = (db: Db, visit: visits.VisitView): Promise<boolean> =>
  visit.state === 'announced'
    ? Promise.resolve(true)
    : changeLog.happenedSince(
        db,
        { action: WINDOW_TOLD, subject: 'visit_window', subjectId: visit.id },
        new Date(0),
      );

/** Tells everybody named in a surprise visit but its author where and when it is; nobody else learns of it (Law 7). */
export const tellVisitJoined = (
  db: Db,
  env: Environment,
  { visit, by }: { visit: visits.VisitView; by: number },
  now: Date,
): Promise<Told> =>
  tellTeam(
    db,
    env,
    {
      visit,
      key: `visit:${visit.id}:joined:v${visit.version}`,
      subject: { about: 'visit_joined', visit: visit.id, version: visit.version },
      except: by,
    },
    now,
  );

async function tellTeam(
  db: Db,
  env: Environment,
  { visit, key, subject, except }: TeamNews,
  now: Date,
): Promise<Told> {
  const team = (await visits.team(db, visit.id)).filter(
    ({ personId }) => personId !== null && personId !== except,
  );
  const names = new Map(team.map(({ personId, name, title }) => [personId ?? 0, name ?? title]));
  const { unreached } = await createMessages(db, env).tell(
    [...names.keys()].map((personId) => ({
      personId,
      key: `${key}:${personId}`,
      subject,
      usefulUntil: endOfVisit(visit),
      ...dayOfVisit(visit),
    })),
    now,
    visit.policy,
  );
  const called = (ids: readonly number[]): string[] => ids.map((id) => names.get(id) ?? '');
  return {
    reached: called([...names.keys()].filter((id) => !unreached.includes(id))),
    unreached: called(unreached),
  };
}

interface TeamNews {
  visit: visits.VisitView;
  key: string;
  subject: { about: 'visit_joined' | 'visit_cancelled'; visit: number; version: number };
  except?: number;
}

const toUnit = (visit: visits.VisitView) => {
  if (isSecret(visit)) throw new Error(`visit ${visit.id} has not been made known to its unit`);
  return {
    unitId: visit.unitId,
    role: 'focal' as const,
    usefulUntil: endOfVisit(visit),
    ...dayOfVisit(visit),
    policy: visit.policy,
  };
};

/** Where a day is known: the day off before it is not waited out. */
const dayOfVisit = ({ sessionAt, startsOn, precision }: visits.VisitView): { visitOn?: Day } =>
  sessionAt ? { visitOn: dayOf(sessionAt) } : precision === 'day' ? { visitOn: startsOn } : {};

/** After the day of the visit its news is of no use. */
const endOfVisit = ({ sessionAt, endsOn }: visits.VisitView): Date =>
  momentOf(addDays(sessionAt ? dayOf(sessionAt) : endsOn, 1));

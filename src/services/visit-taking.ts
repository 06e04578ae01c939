import type { Author } from '../domain/grants.ts';
import { isSecret } from '../domain/visits.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as plans from '../store/plans.ts';
import * as visits from '../store/visits.ts';

export interface ToChange {
  visit: number;
  /** As shown to the person who confirms. */
  version: number;
  by: Author;
}

export type NotTaken =
  | { kind: 'not_found' }
  | { kind: 'changed_meanwhile'; visit: visits.VisitView }
  /** This very change stands already: a confirmation pressed twice. */
  | { kind: 'already_done'; visit: visits.VisitView; at: Date }
  | { kind: 'plan_not_issued'; visit: visits.VisitView }
  /** Called off, or done: nothing of it changes any more. */
  | { kind: 'closed'; visit: visits.VisitView };

/** Leads a surprise visit, or made it: whoever only sits on it sees it and changes nothing. */
export const ownsSurprise = (
  { id: personId, scope }: Author,
  { id, surprise, createdBy }: Pick<visits.VisitView, 'id' | 'surprise' | 'createdBy'>,
): boolean => surprise && (scope.leads.includes(id) || (createdBy === personId && scope.sitsOn.includes(id)));

/** Who may change a visit: the body that coordinates it, once it is known; of a surprise visit those who own it. */
export const mayChange = (by: Author, visit: visits.VisitView): boolean =>
  ownsSurprise(by, visit) || (!isSecret(visit) && by.scope.coordinates.includes(visit.coordinatorUnitId));

interface Change {
  /** Whether a visit stands as the change would leave it. */
  holds: (visit: visits.VisitView) => boolean;
  /** What such a change is called in the log. */
  actions: readonly string[];
  /** Whether the head of the visit may do it as well. */
  byLead?: boolean;
}

/**
 * The visit, held for this transaction, if `by` may change it and it is as it was shown.
 */
export async function takeVisit(
  db: Db,
  { visit: id, version, by }: ToChange,
  { holds, actions, byLead = false }: Change,
): Promise<visits.VisitView | NotTaken> {
  await visits.lock(db, id);
  const visit = await visits.findById(db, id);
  const may = visit && (mayChange(by, visit) || (byLead && by.scope.leads.includes(id)));
  if (!may) return { kind: 'not_found' };
  if (visit.version !== version) {
    const at = holds(visit)
      ? await changeLog.lastOf(db, { actions, subject: 'visit', subjectId: id })
      : undefined;
    if (at) return { kind: 'already_done', visit, at };
    return { kind: isClosed(visit) ? 'closed' : 'changed_meanwhile', visit };
  }
  if (isClosed(visit)) return { kind: 'closed', visit };
  const plan = await plans.findById(db, visit.planId);
  return plan?.state === 'issued' ? visit : { kind: 'plan_not_issued', visit };
}

const isClosed = ({ state }: visits.VisitView): boolean => state === 'cancelled' || state === 'done';

/** What the log keeps of a visit before and after a change. */
const LOGGED = [
  'state',
  'fields',
  'sessionAt',
  'sessionPlace',
  'startsOn',
  'endsOn',
  'noticeNumber',
  'noticeDate',
  'cancelledWhy',
  'version',
] as const satisfies readonly (keyof visits.VisitView)[];

export interface VisitLogEntry {
  action: string;
  before: visits.VisitView | undefined;
  after: visits.VisitView;
  by: number | null;
  /** Words and papers that stand in no column of the visit. */
  more?: object;
}

export async function logVisit(
  db: Db,
  { action, before, after, by, more }: VisitLogEntry,
  now: Date,
): Promise<void> {
  const facts = (visit: visits.VisitView): object =>
    Object.fromEntries(LOGGED.map((fact) => [fact, visit[fact]]));
  await changeLog.append(db, {
    at: now,
    personId: by,
    action,
    subject: 'visit',
    subjectId: after.id,
    ...(before === undefined ? {} : { before: facts(before) }),
    after: { ...facts(after), ...more },
  });
}

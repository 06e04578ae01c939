import { dayOf } from '../domain/office-time.ts';
import type { Visit } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as plans from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import { difference, isSame, mustHave, type Loading } from './plan-change.ts';

/** Visits the file moved or called off, as they stood before: the units that know of them are to be told. */
export type ChangedVisits = { row: plans.VisitRow; change: 'moved' | 'cancelled' }[];

/** The file wins only where it has changed since it was last loaded: a visit moved in chat stays where it was moved. */
export async function loadVisits(
  db: Db,
  loading: Loading,
  seatIds: ReadonlyMap<string, number>,
): Promise<ChangedVisits> {
  const changed: ChangedVisits = [];
  const { planId, plan, unitId, visitsBefore, changes } = loading;
  const known = new Map(visitsBefore.map((row) => [row.unitId, row]));
  const members = await membersOf(db, planId);
  const seatId = (key: string): number => mustHave(seatIds.get(key), key);
  await plans.giveUpVisitNumbers(db, changingNumbers(loading));

  for (const visit of plan.visits) {
    const values: VisitValues = {
      no: visit.no,
      leadSeatId: visit.lead === null ? null : seatId(visit.lead),
      deputySeatId: visit.deputy === null ? null : seatId(visit.deputy),
      coordinatorUnitId: unitId(visit.coordinator),
    };
    const row = known.get(unitId(visit.unit));
    let visitId: number;
    if (row) {
      visitId = row.id;
      if (await mergeVisit(db, loading, visit, row, values)) changed.push({ row, change: 'moved' });
    } else {
      visitId = await plans.insertVisit(db, {
        ...values,
        ...datesOf(visit),
        planId,
        unitId: unitId(visit.unit),
        state: 'planned',
        surprise: false,
        version: 1,
      });
      changes.push({ what: 'visit', name: visit.unit, change: 'added', after: `${visit.from}/${visit.to}` });
    }
    const wanted = [...new Set(visit.members.map(seatId))];
    const seated = members.get(visitId) ?? new Set();
    if (wanted.length !== seated.size || wanted.some((id) => !seated.has(id)))
      await plans.setVisitMembers(db, visitId, wanted);
  }
  for (const row of await cancelGone(db, loading)) changed.push({ row, change: 'cancelled' });
  return changed;
}

type VisitValues = Pick<plans.VisitRow, 'no' | 'leadSeatId' | 'deputySeatId' | 'coordinatorUnitId'>;

/** True where the file moved the visit. */
async function mergeVisit(
  db: Db,
  { before, changes }: Loading,
  visit: Visit,
  row: plans.VisitRow,
  values: VisitValues,
): Promise<boolean> {
  const dates = datesOf(visit);
  const last = before?.visits.find(({ unit }) => unit === visit.unit);
  if (row.state === 'cancelled' && last === undefined) {
    await plans.updateVisit(db, row.id, { ...values, ...dates, ...ANEW }, { moved: true });
    changes.push({ what: 'visit', name: visit.unit, change: 'added', after: `${visit.from}/${visit.to}` });
    return false;
  }
  const isMoved =
    last !== undefined &&
    !isSame(datesOf(last), dates) &&
    !isSame({ startsOn: row.startsOn, endsOn: row.endsOn, precision: row.precision }, dates);
  const { no, leadSeatId, deputySeatId, coordinatorUnitId } = row;
  // A session outside the new days cannot take place as it was set.
  const session = isMoved && isOutside(row.sessionAt, visit) ? { sessionAt: null, sessionPlace: null } : {};
  if (isMoved || !isSame({ no, leadSeatId, deputySeatId, coordinatorUnitId }, values))
    await plans.updateVisit(
      db,
      row.id,
      { ...values, ...(isMoved ? dates : {}), ...session },
      { moved: isMoved },
    );
  if (isMoved) {
    await reminders.voidOf(db, { visitId: row.id }, 'visit moved by plan file');
    changes.push({
      what: 'visit',
      name: visit.unit,
      change: 'changed',
      before: `${row.startsOn}/${row.endsOn}`,
      after: `${visit.from}/${visit.to}`,
    });
  } else if (last) {
    const differs = difference(aroundOf(last), aroundOf(visit));
    if (differs) changes.push({ what: 'visit', name: visit.unit, change: 'changed', ...differs });
  }
  return isMoved;
}

/** What was agreed for a visit that was dropped does not hold when it comes back. */
const ANEW = {
  sessionAt: null,
  sessionPlace: null,
  noticeNumber: null,
  noticeDate: null,
  cancelledWhy: null,
  state: 'planned',
} as const;

const isOutside = (at: Date | null, { from, to }: Visit): boolean =>
  at !== null && (dayOf(at) < from || dayOf(at) > to);

/** A visit the file no longer names does not take place; one that has taken place, or that no file names, stays. */
async function cancelGone(
  db: Db,
  { plan, unitId, visitsBefore, unitName, changes }: Loading,
): Promise<plans.VisitRow[]> {
  const gone: plans.VisitRow[] = [];
  const named = new Set(plan.visits.map(({ unit }) => unitId(unit)));
  for (const row of visitsBefore) {
    if (named.has(row.unitId) || row.surprise || row.state === 'done' || row.state === 'cancelled') continue;
    const cancelledWhy = 'Kế hoạch được cập nhật không còn cuộc này';
    await plans.updateVisit(db, row.id, { state: 'cancelled', cancelledWhy }, { moved: true });
    await reminders.voidOf(db, { visitId: row.id }, 'visit no longer in the plan file');
    changes.push({
      what: 'visit',
      name: unitName(row.unitId),
      change: 'removed',
      before: `${row.startsOn}/${row.endsOn}`,
    });
    gone.push(row);
  }
  return gone;
}

/** The visits whose number is another's now. */
function changingNumbers({ plan, unitId, visitsBefore }: Loading): number[] {
  const wanted = new Map(plan.visits.map(({ unit, no }) => [unitId(unit), no]));
  const taken = new Set(wanted.values());
  return visitsBefore
    .filter(({ unitId: unit, no }) =>
      wanted.has(unit) ? wanted.get(unit) !== no : no !== null && taken.has(no),
    )
    .map(({ id }) => id);
}

async function membersOf(db: Db, planId: number): Promise<Map<number, Set<number>>> {
  const members = new Map<number, Set<number>>();
  for (const { visitId, seatId } of await plans.listVisitMembers(db, planId))
    members.set(visitId, (members.get(visitId) ?? new Set()).add(seatId));
  return members;
}

const datesOf = ({ from, to, precision }: Visit) => ({ startsOn: from, endsOn: to, precision });

const aroundOf = ({ no, lead, deputy, members, coordinator }: Visit) => ({
  no,
  lead,
  deputy,
  members,
  coordinator,
});

import type { Role } from '../domain/grants.ts';
import type { Seat, SeatRole, Visit } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as people from '../store/people.ts';
import * as plans from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import { difference, isSame, mustHave, type Loading } from './plan-change.ts';

const ROLE_OF_SEAT: Record<SeatRole, Role> = {
  head: 'team_lead',
  member: 'member',
  secretary: 'secretary',
  support: 'support',
};

/** The places in the team, by key; whoever the document names is known from the start, without an account. */
export async function loadSeats(db: Db, loading: Loading): Promise<Map<string, number>> {
  const { planId, plan, unitId } = loading;
  const ids = new Map<string, number>();
  for (const seat of plan.seats) {
    const row = await plans.upsertSeat(db, {
      planId,
      key: seat.key,
      role: seat.role,
      title: seat.title,
      unitId: seat.unit === null ? null : unitId(seat.unit),
      fields: [...seat.fields],
    });
    ids.set(seat.key, row.id);
    if (row.personId === null && seat.name !== null) await seatPerson(db, row.id, seat, loading);
  }
  return ids;
}

async function seatPerson(db: Db, seatId: number, seat: Seat, loading: Loading): Promise<void> {
  const { jurisdictionId, plan, unitId } = loading;
  const personId = await people.insert(db, {
    jurisdictionId,
    unitId: seat.unit === null ? null : unitId(seat.unit),
    name: seat.name ?? seat.title,
    honorific: seat.honorific,
    title: seat.title,
    preferences: {},
  });
  await plans.setSeatPerson(db, seatId, personId);
  await people.addGrant(db, {
    personId,
    role: ROLE_OF_SEAT[seat.role],
    seatId,
    validFrom: plan.effectiveFrom,
  });
}

/** The file wins only where it has changed since it was last loaded: a visit moved in chat stays where it was moved. */
export async function loadVisits(db: Db, loading: Loading, seatIds: Map<string, number>): Promise<void> {
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
      await mergeVisit(db, loading, visit, row, values);
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
  await cancelGone(db, loading);
}

type VisitValues = Pick<plans.VisitRow, 'no' | 'leadSeatId' | 'deputySeatId' | 'coordinatorUnitId'>;

async function mergeVisit(
  db: Db,
  { before, changes }: Loading,
  visit: Visit,
  row: plans.VisitRow,
  values: VisitValues,
): Promise<void> {
  const dates = datesOf(visit);
  const last = before?.visits.find(({ unit }) => unit === visit.unit);
  if (row.state === 'cancelled' && last === undefined) {
    // What was agreed for the visit that was dropped does not hold for this one.
    const anew = { sessionAt: null, noticeNumber: null, noticeDate: null, state: 'planned' as const };
    await plans.updateVisit(db, row.id, { ...values, ...dates, ...anew }, { moved: true });
    changes.push({ what: 'visit', name: visit.unit, change: 'added', after: `${visit.from}/${visit.to}` });
    return;
  }
  const isMoved =
    last !== undefined &&
    !isSame(datesOf(last), dates) &&
    !isSame({ startsOn: row.startsOn, endsOn: row.endsOn, precision: row.precision }, dates);
  const { no, leadSeatId, deputySeatId, coordinatorUnitId } = row;
  if (isMoved || !isSame({ no, leadSeatId, deputySeatId, coordinatorUnitId }, values))
    await plans.updateVisit(db, row.id, { ...values, ...(isMoved ? dates : {}) }, { moved: isMoved });
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
}

/** A visit the file no longer names does not take place; one that has taken place, or that no file names, stays. */
async function cancelGone(db: Db, { plan, unitId, visitsBefore, unitName, changes }: Loading): Promise<void> {
  const named = new Set(plan.visits.map(({ unit }) => unitId(unit)));
  for (const row of visitsBefore) {
    if (named.has(row.unitId) || row.surprise || row.state === 'done' || row.state === 'cancelled') continue;
    await plans.updateVisit(db, row.id, { state: 'cancelled' }, { moved: true });
    await reminders.voidOf(db, { visitId: row.id }, 'visit no longer in the plan file');
    changes.push({
      what: 'visit',
      name: unitName(row.unitId),
      change: 'removed',
      before: `${row.startsOn}/${row.endsOn}`,
    });
  }
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

import { addDays } from '../domain/day.ts';
import type { Role } from '../domain/grants.ts';
import type { Seat, SeatRole } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as seats from '../store/seats.ts';
import { difference, isSame, type Loading } from './plan-change.ts';

const ROLE_OF_SEAT: Record<SeatRole, Role> = {
  head: 'team_lead',
  member: 'member',
  secretary: 'secretary',
  support: 'support',
};

/**
 * The places in the team, by key; whoever the document names is known from the start, without an account. Where the
 * file names somebody else than last time, the place changes hands; who was seated in chat stays otherwise. A place gone
 * from the file is named in no visit any more and keeps its holder for what was done.
 */
export async function loadSeats(db: Db, loading: Loading): Promise<Map<string, number>> {
  const { planId, plan, before, unitId, changes } = loading;
  const rows = new Map((await seats.listOfPlan(db, planId)).map((row) => [row.key, row]));
  const last = new Map((before?.seats ?? []).map((seat) => [seat.key, seat]));
  const ids = new Map<string, number>();
  for (const seat of plan.seats) {
    const was = last.get(seat.key);
    last.delete(seat.key);
    let row = rows.get(seat.key);
    if (!row || !was || !isSame(placeOf(was), placeOf(seat)))
      row = await seats.upsert(db, {
        planId,
        key: seat.key,
        role: seat.role,
        title: seat.title,
        unitId: seat.unit === null ? null : unitId(seat.unit),
        fields: [...seat.fields],
      });
    ids.set(seat.key, row.id);
    const changesHands = was !== undefined && seat.name !== null && seat.name !== was.name;
    if (seat.name !== null && (row.personId === null || changesHands))
      await seatPerson(db, row.id, seat, loading, row.personId);
    const differs = was && difference(was, seat);
    if (differs)
      changes.push({ what: 'seat', name: seat.key, change: 'changed', ...differs, personal: true });
    else if (before && !was)
      changes.push({ what: 'seat', name: seat.key, change: 'added', after: seat.title });
  }
  for (const { key, title } of last.values())
    changes.push({ what: 'seat', name: key, change: 'removed', before: title });
  return ids;
}

const placeOf = ({ role, title, unit, fields }: Seat) => ({ role, title, unit, fields });

async function seatPerson(
  db: Db,
  seatId: number,
  seat: Seat,
  { jurisdictionId, plan, unitId, before, today }: Loading,
  held: number | null,
): Promise<void> {
  if (held !== null) await grants.endSeat(db, seatId, addDays(today, -1));
  const personId = await people.insert(db, {
    jurisdictionId,
    unitId: seat.unit === null ? null : unitId(seat.unit),
    name: seat.name ?? seat.title,
    honorific: seat.honorific,
    title: seat.title,
    preferences: {},
  });
  await seats.setPerson(db, seatId, personId);
  await grants.add(db, {
    personId,
    role: ROLE_OF_SEAT[seat.role],
    seatId,
    validFrom: before && today > plan.effectiveFrom ? today : plan.effectiveFrom,
  });
}

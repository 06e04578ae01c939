import { and, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { addDays, type Day } from '../domain/day.ts';
import type { Held, Role, Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import type { PersonRow } from './people.ts';
import { grants, person, seat, unit, visit, visitMember } from './schema.ts';
import * as seats from './seats.ts';
import * as sectionShares from './section-shares.ts';

export async function add(db: Db, values: typeof grants.$inferInsert): Promise<void> {
  await db.insert(grants).values(values).onConflictDoNothing();
}

/** Whoever holds a place of a team holds it through `day`. */
export async function endSeat(db: Db, seatId: number, day: Day): Promise<void> {
  await db
    .update(grants)
    .set({ validTo: day })
    .where(and(eq(grants.seatId, seatId), isNull(grants.validTo)));
}

/** Ends grants in force on `day` at once, of one role on one unit or all: the day before was their last. */
export async function end(
  db: Db,
  personId: number,
  day: Day,
  only?: { role: Role; unitId: number },
): Promise<number> {
  const rows = await db
    .update(grants)
    .set({ validTo: addDays(day, -1) })
    .where(
      and(
        eq(grants.personId, personId),
        inForce(day),
        only && and(eq(grants.role, only.role), eq(grants.unitId, only.unitId)),
      ),
    )
    .returning({ id: grants.id });
  return rows.length;
}

/** Grants in force on `day`. */
export const list = (db: Db, personId: number, day: Day): Promise<(typeof grants.$inferSelect)[]> =>
  db
    .select()
    .from(grants)
    .where(and(eq(grants.personId, personId), inForce(day)));

/** What these people hold on `day` or will hold later. */
export async function listHeld(
  db: Db,
  personIds: readonly number[],
  day: Day,
): Promise<(Held & { personId: number })[]> {
  if (personIds.length === 0) return [];
  const { personId, role, unitId, seatId } = grants;
  const held = await db
    .select({ personId, role, unitId, seatId })
    .from(grants)
    .where(and(inArray(personId, [...personIds]), or(isNull(grants.validTo), gte(grants.validTo, day))));
  const bodies = await seats.listBodies(
    db,
    held.flatMap((grant) => grant.seatId ?? []),
  );
  return held.map(({ seatId: place, ...grant }) => ({
    ...grant,
    body: place === null ? null : (bodies.get(place) ?? null),
  }));
}

export async function scopeOf(db: Db, personId: number, day: Day): Promise<Scope> {
  const held = await scopeBy(db, await list(db, personId, day));
  return { ...held, fills: await sectionShares.listOfPerson(db, personId) };
}

/** All the person ever had a part in, whenever it ended. */
export async function everScopeOf(db: Db, personId: number): Promise<Scope> {
  return scopeBy(db, await db.select().from(grants).where(eq(grants.personId, personId)));
}

async function scopeBy(db: Db, held: readonly (typeof grants.$inferSelect)[]): Promise<Scope> {
  const units = (roles: readonly Role[]): number[] =>
    held.flatMap((grant) => (roles.includes(grant.role) && grant.unitId !== null ? [grant.unitId] : []));
  const seatIds = held.flatMap((grant) => grant.seatId ?? []);
  const seats = seatIds.length === 0 ? [] : await db.select().from(seat).where(inArray(seat.id, seatIds));
  const led = await visitsWhere(db, seatIds, visit.leadSeatId);
  const deputized = await visitsWhere(db, seatIds, visit.deputySeatId);
  const joined =
    seatIds.length === 0
      ? []
      : await db
          .select({ id: visitMember.visitId })
          .from(visitMember)
          .where(inArray(visitMember.seatId, seatIds));
  return {
    ownUnits: units(['focal', 'unit_head']),
    coordinates: units(['coordinator']),
    leads: led,
    sitsOn: [...new Set([...deputized, ...joined.map((row) => row.id)])],
    fields: [...new Set(seats.flatMap((row) => row.fields))],
    fills: [],
    isAdmin: held.some((grant) => grant.role === 'admin'),
  };
}

export interface Holder {
  personId: number;
  name: string;
  honorific: string | null;
  title: string | null;
  phone: string | null;
  role: Role;
  unitId: number;
  preferences: PersonRow['preferences'];
}

/** Who holds a role on these units on `day`; nobody speaks for a unit after its last day. */
export const holders = (
  db: Db,
  unitIds: readonly number[],
  roles: readonly Role[],
  day: Day,
): Promise<Holder[]> =>
  unitIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          personId: person.id,
          name: person.name,
          honorific: person.honorific,
          title: person.title,
          phone: person.phone,
          role: grants.role,
          unitId: sql<number>`${grants.unitId}`,
          preferences: person.preferences,
        })
        .from(grants)
        .innerJoin(person, eq(person.id, grants.personId))
        .innerJoin(unit, eq(unit.id, grants.unitId))
        .where(
          and(
            inArray(grants.unitId, [...unitIds]),
            inArray(grants.role, [...roles]),
            inForce(day),
            or(isNull(unit.validTo), sql`${unit.validTo} >= ${day}`),
            isNull(person.erasedAt),
          ),
        )
        .orderBy(grants.unitId, person.id);

/** Units these people speak for. */
export async function focalUnits(db: Db, personIds: readonly number[]): Promise<number[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectDistinct({ unitId: grants.unitId })
    .from(grants)
    .where(and(inArray(grants.personId, [...personIds]), eq(grants.role, 'focal')));
  return rows.flatMap(({ unitId }) => unitId ?? []);
}

/** Holders of these roles who have no account a message could go to. */
export const unlinkedHolders = (
  db: Db,
  unitIds: readonly number[],
  roles: readonly Role[],
  day: Day,
): Promise<{ personId: number; name: string; unitName: string }[]> =>
  unitIds.length === 0
    ? Promise.resolve([])
    : db
        .select({ personId: person.id, name: person.name, unitName: unit.name })
        .from(grants)
        .innerJoin(person, eq(person.id, grants.personId))
        .innerJoin(unit, eq(unit.id, grants.unitId))
        .where(
          and(
            inArray(grants.unitId, [...unitIds]),
            inArray(grants.role, [...roles]),
            inForce(day),
            isNull(person.erasedAt),
            sql`not exists (select 1 from account a where a.person_id = ${person.id} and a.state = 'active')`,
          ),
        )
        .orderBy(unit.id, person.id);

function inForce(day: Day) {
  return and(lte(grants.validFrom, day), or(isNull(grants.validTo), sql`${grants.validTo} >= ${day}`));
}

async function visitsWhere(
  db: Db,
  seatIds: readonly number[],
  column: typeof visit.leadSeatId | typeof visit.deputySeatId,
): Promise<number[]> {
  if (seatIds.length === 0) return [];
  const rows = await db
    .select({ id: visit.id })
    .from(visit)
    .where(inArray(column, [...seatIds]));
  return rows.map((row) => row.id);
}

/** Of these people those without an active account, each with one role held on `day`. */
export const listUnlinked = (db: Db, personIds: readonly number[], day: Day) =>
  personIds.length === 0
    ? Promise.resolve([])
    : db
        .selectDistinctOn([unit.id, person.id], {
          personId: person.id,
          name: person.name,
          title: person.title,
          unitId: unit.id,
          role: grants.role,
        })
        .from(person)
        .innerJoin(grants, eq(grants.personId, person.id))
        .innerJoin(unit, eq(unit.id, grants.unitId))
        .where(
          and(
            inArray(person.id, [...personIds]),
            isNull(person.erasedAt),
            inForce(day),
            sql`not exists (select 1 from account a where a.person_id = ${person.id} and a.state = 'active')`,
          ),
        )
        .orderBy(unit.id, person.id, grants.id);

import { eq, inArray, or, sql } from 'drizzle-orm';
import { bodyOfSeat } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { person, plan, seat, unit, visit, visitMember } from './schema.ts';

export type SeatRow = typeof seat.$inferSelect;

export const listOfPlan = (db: Db, planId: number): Promise<SeatRow[]> =>
  db.select().from(seat).where(eq(seat.planId, planId)).orderBy(seat.id);

export const listWithNames = (db: Db) =>
  db
    .select({
      key: seat.key,
      planId: seat.planId,
      role: seat.role,
      personId: seat.personId,
      personName: person.name,
      unitName: unit.name,
    })
    .from(seat)
    .leftJoin(person, eq(person.id, seat.personId))
    .leftJoin(unit, eq(unit.id, seat.unitId))
    .orderBy(seat.id);

/** By seat, the body it belongs to. */
export async function listBodies(db: Db, seatIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (seatIds.length === 0) return new Map();
  const isLed = sql<boolean>`coalesce(${visit.leadSeatId} = ${seat.id}, false)`;
  const isOn = or(
    eq(visit.leadSeatId, seat.id),
    eq(visit.deputySeatId, seat.id),
    sql`exists (select 1 from ${visitMember} where ${visitMember.visitId} = ${visit.id} and ${visitMember.seatId} = ${seat.id})`,
  );
  const rows = await db
    .selectDistinct({
      seatId: seat.id,
      unitId: seat.unitId,
      planBody: plan.coordinatorUnitId,
      body: visit.coordinatorUnitId,
      isLed,
    })
    .from(seat)
    .innerJoin(plan, eq(plan.id, seat.planId))
    .leftJoin(visit, isOn)
    .where(inArray(seat.id, [...seatIds]));
  return new Map(
    rows.map(({ seatId, unitId, planBody }) => {
      const visits = rows.flatMap(({ seatId: of, body, isLed: led }) =>
        of === seatId && body !== null ? [{ body, isLed: led }] : [],
      );
      return [seatId, bodyOfSeat({ unitId, planBody, visits })] as const;
    }),
  );
}

export async function upsert(db: Db, values: typeof seat.$inferInsert): Promise<typeof seat.$inferSelect> {
  const { role, title, unitId, fields } = values;
  return only(
    await db
      .insert(seat)
      .values(values)
      .onConflictDoUpdate({
        target: [seat.planId, seat.key],
        set: { role, title, unitId: unitId ?? null, fields },
      })
      .returning(),
  );
}

export async function setPerson(db: Db, seatId: number, personId: number): Promise<void> {
  await db.update(seat).set({ personId }).where(eq(seat.id, seatId));
}

import { eq } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { person, seat, unit } from './schema.ts';

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

import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { jurisdiction, unit } from './schema.ts';

export type UnitRow = typeof unit.$inferSelect;

export async function upsertJurisdiction(db: Db, key: string, name: string): Promise<number> {
  const { id } = only(
    await db
      .insert(jurisdiction)
      .values({ key, name })
      .onConflictDoUpdate({ target: jurisdiction.key, set: { name } })
      .returning({ id: jurisdiction.id }),
  );
  return id;
}

const ROWS_A_STATEMENT = 500;

/** Writes units, new ones and those known by name; who took over is written apart, once all are there. */
export async function upsert(db: Db, rows: readonly (typeof unit.$inferInsert)[]): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT)
    await db
      .insert(unit)
      .values(rows.slice(start, start + ROWS_A_STATEMENT))
      .onConflictDoUpdate({
        target: [unit.jurisdictionId, unit.name],
        set: {
          level: sql`excluded.level`,
          aliases: sql`excluded.aliases`,
          parentName: sql`excluded.parent_name`,
          printed: sql`excluded.printed`,
          validTo: sql`excluded.valid_to`,
        },
      });
}

export async function setSuccessor(db: Db, id: number, successorId: number | null): Promise<void> {
  await db.update(unit).set({ successorId }).where(eq(unit.id, id));
}

/** Takes the jurisdiction's row for the rest of the transaction: one list of people at a time. */
export async function lockJurisdiction(db: Db, id: number): Promise<void> {
  await db
    .select({ id: jurisdiction.id })
    .from(jurisdiction)
    .where(eq(jurisdiction.id, id))
    .for('no key update');
}

/** Takes the unit's row for the rest of the transaction: one hand-over of it at a time. */
export async function lock(db: Db, id: number): Promise<void> {
  await db.select({ id: unit.id }).from(unit).where(eq(unit.id, id)).for('no key update');
}

/** Names of the communes below a unit that stand. */
export async function listCommunes(db: Db, jurisdictionId: number, parentName: string): Promise<string[]> {
  const rows = await db
    .select({ name: unit.name })
    .from(unit)
    .where(
      and(
        eq(unit.jurisdictionId, jurisdictionId),
        eq(unit.parentName, parentName),
        eq(unit.level, 'commune'),
        isNull(unit.validTo),
      ),
    )
    .orderBy(unit.name);
  return rows.map(({ name }) => name);
}

/** When a unit ended and who took over; undefined where it stands. */
export async function findEnd(
  db: Db,
  id: number,
): Promise<{ validTo: Day; successor: string | null } | undefined> {
  const successor = alias(unit, 'successor');
  const [row] = await db
    .select({ validTo: unit.validTo, successor: successor.name })
    .from(unit)
    .leftJoin(successor, eq(successor.id, unit.successorId))
    .where(eq(unit.id, id));
  return row?.validTo == null ? undefined : { validTo: row.validTo, successor: row.successor };
}

export const listOfJurisdiction = (db: Db, jurisdictionId: number): Promise<UnitRow[]> =>
  db.select().from(unit).where(eq(unit.jurisdictionId, jurisdictionId)).orderBy(unit.id);

export const listAll = (db: Db): Promise<UnitRow[]> => db.select().from(unit).orderBy(unit.id);

export const listByIds = (db: Db, ids: readonly number[]): Promise<UnitRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(unit)
        .where(inArray(unit.id, [...ids]))
        .orderBy(unit.id);

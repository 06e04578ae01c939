import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { difficulty, person, unit } from './schema.ts';

const coordinatorUnit = alias(unit, 'coordinator_unit');

const columns = {
  id: difficulty.id,
  unitId: difficulty.unitId,
  unitName: unit.name,
  coordinatorUnitId: difficulty.coordinatorUnitId,
  coordinatorName: coordinatorUnit.name,
  askedBy: difficulty.askedBy,
  askerName: person.name,
  text: difficulty.text,
  askedAt: difficulty.askedAt,
  answeredBy: difficulty.answeredBy,
  answer: difficulty.answer,
  answeredAt: difficulty.answeredAt,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(difficulty)
    .innerJoin(unit, eq(unit.id, difficulty.unitId))
    .innerJoin(coordinatorUnit, eq(coordinatorUnit.id, difficulty.coordinatorUnitId))
    .innerJoin(person, eq(person.id, difficulty.askedBy));

/** A unit's question to the coordinator, with the names around it. */
export type DifficultyView = Awaited<ReturnType<typeof select>>[number];

export async function insert(db: Db, values: typeof difficulty.$inferInsert): Promise<number> {
  return only(await db.insert(difficulty).values(values).returning({ id: difficulty.id })).id;
}

export async function lock(db: Db, id: number): Promise<void> {
  await db.select({ id: difficulty.id }).from(difficulty).where(eq(difficulty.id, id)).for('no key update');
}

export async function findById(db: Db, id: number): Promise<DifficultyView | undefined> {
  const [row] = await select(db).where(eq(difficulty.id, id));
  return row;
}

/** Not yet answered, oldest first. */
export const listOpen = (
  db: Db,
  coordinatorUnitIds: readonly number[],
  limit: number,
): Promise<DifficultyView[]> =>
  coordinatorUnitIds.length === 0
    ? Promise.resolve([])
    : select(db)
        .where(
          and(inArray(difficulty.coordinatorUnitId, [...coordinatorUnitIds]), isNull(difficulty.answeredAt)),
        )
        .orderBy(difficulty.askedAt, difficulty.id)
        .limit(limit);

export const countOpen = (db: Db, coordinatorUnitIds: readonly number[]): Promise<number> =>
  countWaiting(db, difficulty.coordinatorUnitId, coordinatorUnitIds);

/** What these units asked and have no answer to yet. */
export const countUnanswered = (db: Db, unitIds: readonly number[]): Promise<number> =>
  countWaiting(db, difficulty.unitId, unitIds);

async function countWaiting(
  db: Db,
  column: typeof difficulty.coordinatorUnitId | typeof difficulty.unitId,
  ids: readonly number[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(difficulty)
    .where(and(inArray(column, [...ids]), isNull(difficulty.answeredAt)));
  return row?.count ?? 0;
}

export async function answer(
  db: Db,
  id: number,
  values: { answer: string; answeredBy: number; answeredAt: Date },
): Promise<void> {
  await db.update(difficulty).set(values).where(eq(difficulty.id, id));
}

import { and, desc, eq, gt, lte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { conclusion, person, plan, task, taskExtension, unit } from './schema.ts';
import { isCoordinatedBy } from './tasks.ts';

const decider = alias(person, 'decider');

const columns = {
  id: taskExtension.id,
  taskId: taskExtension.taskId,
  unitId: taskExtension.unitId,
  unitName: unit.name,
  askedBy: taskExtension.askedBy,
  askerName: person.name,
  askedAt: taskExtension.askedAt,
  reason: taskExtension.reason,
  wantedDay: taskExtension.wantedDay,
  state: taskExtension.state,
  fromDay: taskExtension.fromDay,
  toDay: taskExtension.toDay,
  paperNumber: taskExtension.paperNumber,
  paperDate: taskExtension.paperDate,
  decidedBy: taskExtension.decidedBy,
  deciderName: decider.name,
  decidedAt: taskExtension.decidedAt,
  answer: taskExtension.answer,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(taskExtension)
    .leftJoin(unit, eq(unit.id, taskExtension.unitId))
    .leftJoin(person, eq(person.id, taskExtension.askedBy))
    .leftJoin(decider, eq(decider.id, taskExtension.decidedBy));

/** More time asked for or given, with the names around it: both dates, and the paper if there is one. */
export type TaskExtensionView = Awaited<ReturnType<typeof select>>[number];

export async function insert(db: Db, values: typeof taskExtension.$inferInsert): Promise<number> {
  return only(await db.insert(taskExtension).values(values).returning({ id: taskExtension.id })).id;
}

export async function findById(db: Db, id: number): Promise<TaskExtensionView | undefined> {
  const [row] = await select(db).where(eq(taskExtension.id, id));
  return row;
}

/** The request of a unit that still waits. */
export async function findPending(
  db: Db,
  { taskId, unitId }: { taskId: number; unitId: number },
): Promise<TaskExtensionView | undefined> {
  const [row] = await select(db).where(
    and(
      eq(taskExtension.taskId, taskId),
      eq(taskExtension.unitId, unitId),
      eq(taskExtension.state, 'pending'),
    ),
  );
  return row;
}

/** How a task's day came to be what it is: the last change that was granted or made. */
export async function latestGranted(db: Db, taskId: number): Promise<TaskExtensionView | undefined> {
  const [row] = await select(db)
    .where(and(eq(taskExtension.taskId, taskId), eq(taskExtension.state, 'granted')))
    .orderBy(desc(taskExtension.decidedAt), desc(taskExtension.id))
    .limit(1);
  return row;
}

export async function decide(
  db: Db,
  id: number,
  values: Partial<typeof taskExtension.$inferInsert>,
): Promise<void> {
  await db.update(taskExtension).set(values).where(eq(taskExtension.id, id));
}

/** A task that is done needs no more time: what was asked for it waits for nobody. */
const isWaiting = and(eq(taskExtension.state, 'pending'), sql`${task.doneOn} is null`);

/** Requests that wait for a word of these bodies, oldest first. */
export const listPending = (
  db: Db,
  bodies: readonly number[],
  limit: number,
): Promise<TaskExtensionView[]> =>
  bodies.length === 0
    ? Promise.resolve([])
    : select(db)
        .innerJoin(task, eq(task.id, taskExtension.taskId))
        .innerJoin(plan, eq(plan.id, task.planId))
        .leftJoin(conclusion, eq(conclusion.id, task.conclusionId))
        .where(and(isWaiting, isCoordinatedBy(bodies)))
        .orderBy(taskExtension.id)
        .limit(limit);

/** How many requests wait; narrowed to plans or conclusions, or to a stretch of time they were asked in. */
export async function countPending(
  db: Db,
  bodies: readonly number[],
  only: { origin?: 'plan' | 'conclusion'; after?: Date; until?: Date } = {},
): Promise<number> {
  if (bodies.length === 0) return 0;
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(taskExtension)
    .innerJoin(task, eq(task.id, taskExtension.taskId))
    .innerJoin(plan, eq(plan.id, task.planId))
    .leftJoin(conclusion, eq(conclusion.id, task.conclusionId))
    .where(
      and(
        isWaiting,
        isCoordinatedBy(bodies),
        only.origin && eq(task.origin, only.origin),
        only.after && gt(taskExtension.askedAt, only.after),
        only.until && lte(taskExtension.askedAt, only.until),
      ),
    );
  return row?.count ?? 0;
}

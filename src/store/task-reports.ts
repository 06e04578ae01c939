import { and, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { conclusion, evidence, person, plan, task, taskReport, unit } from './schema.ts';
import { isCoordinatedBy } from './tasks.ts';

const decider = alias(person, 'decider');

const columns = {
  id: taskReport.id,
  taskId: taskReport.taskId,
  unitId: taskReport.unitId,
  unitName: unit.name,
  kind: taskReport.kind,
  text: taskReport.text,
  doneOn: taskReport.doneOn,
  productNumber: taskReport.productNumber,
  productDate: taskReport.productDate,
  productLink: taskReport.productLink,
  reportedBy: taskReport.reportedBy,
  reporterName: person.name,
  reportedAt: taskReport.reportedAt,
  state: taskReport.state,
  decidedBy: taskReport.decidedBy,
  deciderName: decider.name,
  decidedAt: taskReport.decidedAt,
  reason: taskReport.reason,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(taskReport)
    .innerJoin(unit, eq(unit.id, taskReport.unitId))
    .innerJoin(person, eq(person.id, taskReport.reportedBy))
    .leftJoin(decider, eq(decider.id, taskReport.decidedBy));

/** What a leading unit said of a task, with the names around it. */
export type TaskReportView = Awaited<ReturnType<typeof select>>[number];
export type EvidenceRow = typeof evidence.$inferSelect;

export async function insert(db: Db, values: typeof taskReport.$inferInsert): Promise<number> {
  return only(await db.insert(taskReport).values(values).returning({ id: taskReport.id })).id;
}

export async function findById(db: Db, id: number): Promise<TaskReportView | undefined> {
  const [row] = await select(db).where(eq(taskReport.id, id));
  return row;
}

/** The last said of a task, latest first; of these units alone where they are named. */
export const listLatest = (
  db: Db,
  taskId: number,
  limit: number,
  unitIds?: readonly number[],
): Promise<TaskReportView[]> =>
  select(db)
    .where(
      and(
        eq(taskReport.taskId, taskId),
        unitIds === undefined ? undefined : inArray(taskReport.unitId, [...unitIds]),
      ),
    )
    .orderBy(desc(taskReport.id))
    .limit(limit);

/** The last completion a unit reported of a task. */
export async function latestDone(
  db: Db,
  { taskId, unitId }: { taskId: number; unitId: number },
): Promise<TaskReportView | undefined> {
  const [row] = await select(db)
    .where(and(eq(taskReport.taskId, taskId), eq(taskReport.unitId, unitId), eq(taskReport.kind, 'done')))
    .orderBy(desc(taskReport.id))
    .limit(1);
  return row;
}

export async function decide(
  db: Db,
  id: number,
  values: Pick<typeof taskReport.$inferInsert, 'state' | 'decidedBy' | 'decidedAt' | 'reason'>,
): Promise<void> {
  await db.update(taskReport).set(values).where(eq(taskReport.id, id));
}

/** Reported completions that wait for a word of these bodies, oldest first. */
export const listPending = (db: Db, bodies: readonly number[], limit: number): Promise<TaskReportView[]> =>
  bodies.length === 0
    ? Promise.resolve([])
    : select(db)
        .innerJoin(task, eq(task.id, taskReport.taskId))
        .innerJoin(plan, eq(plan.id, task.planId))
        .leftJoin(conclusion, eq(conclusion.id, task.conclusionId))
        .where(and(eq(taskReport.state, 'pending'), isCoordinatedBy(bodies)))
        .orderBy(taskReport.id)
        .limit(limit);

/** Reported completions of one task that wait, oldest first. */
export const listPendingOf = (db: Db, taskId: number, limit: number): Promise<TaskReportView[]> =>
  select(db)
    .where(and(eq(taskReport.taskId, taskId), eq(taskReport.state, 'pending')))
    .orderBy(taskReport.id)
    .limit(limit);

/** How many reported completions wait; narrowed to plans or conclusions, or to a stretch of time they came in. */
export async function countPending(
  db: Db,
  bodies: readonly number[],
  only: { origin?: 'plan' | 'conclusion'; after?: Date; until?: Date } = {},
): Promise<number> {
  if (bodies.length === 0) return 0;
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(taskReport)
    .innerJoin(task, eq(task.id, taskReport.taskId))
    .innerJoin(plan, eq(plan.id, task.planId))
    .leftJoin(conclusion, eq(conclusion.id, task.conclusionId))
    .where(
      and(
        eq(taskReport.state, 'pending'),
        isCoordinatedBy(bodies),
        only.origin && eq(task.origin, only.origin),
        only.after && gt(taskReport.reportedAt, only.after),
        only.until && lte(taskReport.reportedAt, only.until),
      ),
    );
  return row?.count ?? 0;
}

export async function insertEvidence(db: Db, rows: readonly (typeof evidence.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await db.insert(evidence).values([...rows]);
}

export const listEvidence = (db: Db, reportIds: readonly number[]): Promise<EvidenceRow[]> =>
  reportIds.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(evidence)
        .where(inArray(evidence.taskReportId, [...reportIds]))
        .orderBy(evidence.id);

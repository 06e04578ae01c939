import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import { knownTo } from './conclusions.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { conclusion, task, taskUnit, unit } from './schema.ts';

/** The latest day the unit says it was remedied, which waits for the coordinator. */
const claimedOn = sql<Day | null>`(select max(r.done_on) from task_report r where r.task_id = task.id and r.state = 'pending')`;

const findingColumns = {
  id: task.id,
  conclusionId: sql<number>`${task.conclusionId}`,
  no: task.no,
  field: task.field,
  finding: task.finding,
  remedy: task.text,
  rule: task.rule,
  lastDay: task.lastDay,
  doneOn: task.doneOn,
  arisen: task.arisen,
  version: task.version,
  claimedOn,
};

/** The findings of these notices, in their order. */
export const listFindings = (db: Db, conclusionIds: readonly number[]) =>
  db
    .select(findingColumns)
    .from(task)
    .where(conclusionIds.length === 0 ? sql`false` : inArray(task.conclusionId, [...conclusionIds]))
    .orderBy(task.conclusionId, sql`${task.no}::int`);

export type FindingRow = Awaited<ReturnType<typeof listFindings>>[number];

export async function insertFinding(db: Db, values: typeof task.$inferInsert): Promise<number> {
  return only(await db.insert(task).values(values).returning({ id: task.id })).id;
}

export async function updateFinding(
  db: Db,
  id: number,
  values: Partial<typeof task.$inferInsert>,
): Promise<void> {
  await db.update(task).set(values).where(eq(task.id, id));
}

/** Only of a notice not yet sent, whose findings nothing else refers to. */
export async function removeFinding(db: Db, id: number): Promise<void> {
  await db.delete(task).where(eq(task.id, id));
}

/** From now on the unit has these to remedy. */
export async function assign(db: Db, taskIds: readonly number[], unitId: number): Promise<void> {
  if (taskIds.length === 0) return;
  await db.insert(taskUnit).values(taskIds.map((taskId) => ({ taskId, unitId, part: 'lead' as const })));
}

/** Every finding in view of notices that were sent, as bare facts: as many as were found, however many units there are. */
export const listFacts = (db: Db, scope: Scope) =>
  db
    .select({
      conclusionId: conclusion.id,
      unitId: conclusion.unitId,
      unitName: unit.name,
      lastDay: task.lastDay,
      doneOn: task.doneOn,
      arisen: task.arisen,
      claimedOn,
    })
    .from(conclusion)
    .innerJoin(unit, eq(unit.id, conclusion.unitId))
    .innerJoin(task, eq(task.conclusionId, conclusion.id))
    .where(and(knownTo(db, scope), isNotNull(conclusion.sentAt)))
    .orderBy(conclusion.unitId, task.id);

/** Findings sent whose last day has passed with no remedy reported: what waits for the coordinator is not the unit's delay. */
export async function countOverdue(db: Db, scope: Scope, today: Day): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(conclusion)
    .innerJoin(task, eq(task.conclusionId, conclusion.id))
    .where(
      and(
        knownTo(db, scope),
        isNotNull(conclusion.sentAt),
        isNull(task.doneOn),
        task.arisen,
        sql`${task.lastDay} < ${today}`,
        sql`not exists (select 1 from task_report r where r.task_id = task.id and r.state = 'pending')`,
      ),
    );
  return row?.count ?? 0;
}

import { and, desc, eq, inArray, isNotNull, isNull, notInArray, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Contact } from '../domain/plan.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { plan, task, taskUnit, visit, visitMember } from './schema.ts';

export type PlanRow = typeof plan.$inferSelect;
export type VisitRow = typeof visit.$inferSelect;
export type TaskRow = typeof task.$inferSelect;

export async function findByKey(db: Db, jurisdictionId: number, key: string): Promise<PlanRow | undefined> {
  const [row] = await db
    .select()
    .from(plan)
    .where(and(eq(plan.jurisdictionId, jurisdictionId), eq(plan.key, key)))
    .for('no key update');
  return row;
}

export async function findById(db: Db, id: number): Promise<PlanRow | undefined> {
  const [row] = await db.select().from(plan).where(eq(plan.id, id));
  return row;
}

/** When each plan was loaded last, without the plans. */
export const listStamps = (db: Db): Promise<{ id: number; loadedAt: Date }[]> =>
  db.select({ id: plan.id, loadedAt: plan.loadedAt }).from(plan).orderBy(plan.id);

/** The plan, held for the rest of the transaction. */
export async function take(db: Db, id: number): Promise<PlanRow | undefined> {
  const [row] = await db.select().from(plan).where(eq(plan.id, id)).for('no key update');
  return row;
}

export const listOfJurisdiction = (db: Db, jurisdictionId: number): Promise<PlanRow[]> =>
  db.select().from(plan).where(eq(plan.jurisdictionId, jurisdictionId)).orderBy(plan.id);

/** Whom the documents of these plans name for difficulties. */
export async function listContacts(db: Db, ids: readonly number[]): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectDistinct({ contact: sql<Contact | null>`${plan.source}->'contact'` })
    .from(plan)
    .where(inArray(plan.id, [...ids]));
  return rows.flatMap(({ contact }) => contact ?? []);
}

/** The signed papers by which these bodies coordinate, newest first, and whom each names for difficulties. */
export const listActing = (
  db: Db,
  jurisdictionId: number,
  bodies: readonly number[],
  limit: number,
): Promise<{ number: string; date: Day | null; contact: Contact | null }[]> =>
  bodies.length === 0
    ? Promise.resolve([])
    : db
        .select({
          number: sql<string>`${plan.number}`,
          date: plan.issuedOn,
          contact: sql<Contact | null>`nullif(${plan.source}->'contact', 'null'::jsonb)`,
        })
        .from(plan)
        .where(
          and(
            eq(plan.jurisdictionId, jurisdictionId),
            eq(plan.state, 'issued'),
            isNotNull(plan.number),
            inArray(plan.coordinatorUnitId, [...bodies]),
          ),
        )
        .orderBy(desc(plan.id))
        .limit(limit);

export const listAll = (db: Db): Promise<PlanRow[]> => db.select().from(plan).orderBy(plan.id);

export async function insert(db: Db, values: typeof plan.$inferInsert): Promise<number> {
  const { id } = only(await db.insert(plan).values(values).returning({ id: plan.id }));
  return id;
}

export async function update(db: Db, id: number, values: Partial<typeof plan.$inferInsert>): Promise<void> {
  await db.update(plan).set(values).where(eq(plan.id, id));
}

/** Every visit under the plan, those that joined it during the year too. */
export const listVisits = (db: Db, planId: number): Promise<VisitRow[]> =>
  db.select().from(visit).where(eq(visit.planId, planId)).orderBy(visit.no, visit.id);

/** The visits the plan file names, or named. */
export const listPlanVisits = (db: Db, planId: number): Promise<VisitRow[]> =>
  db
    .select()
    .from(visit)
    .where(and(eq(visit.planId, planId), eq(visit.origin, 'plan')))
    .orderBy(visit.no);

/** The visits that joined the plan during the year, in no file. */
export async function listJoinedVisits(db: Db, planId: number): Promise<Set<number>> {
  const rows = await db
    .select({ id: visit.id })
    .from(visit)
    .where(and(eq(visit.planId, planId), eq(visit.origin, 'added')));
  return new Set(rows.map(({ id }) => id));
}

export async function insertVisit(db: Db, values: typeof visit.$inferInsert): Promise<number> {
  const { id } = only(await db.insert(visit).values(values).returning({ id: visit.id }));
  return id;
}

/** Writes a visit; `moved` raises its version, whatever it has come to meanwhile. */
export async function updateVisit(
  db: Db,
  id: number,
  values: Partial<typeof visit.$inferInsert>,
  { moved }: { moved: boolean },
): Promise<void> {
  await db
    .update(visit)
    .set({ ...values, ...(moved ? { version: sql`${visit.version} + 1` } : {}) })
    .where(eq(visit.id, id));
}

/** Numbers are unique within a plan: visits about to exchange theirs first give them up. */
export async function giveUpVisitNumbers(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length > 0)
    await db
      .update(visit)
      .set({ no: null })
      .where(inArray(visit.id, [...ids]));
}

export const listVisitMembers = (db: Db, planId: number): Promise<{ visitId: number; seatId: number }[]> =>
  db
    .select({ visitId: visitMember.visitId, seatId: visitMember.seatId })
    .from(visitMember)
    .innerJoin(visit, eq(visit.id, visitMember.visitId))
    .where(eq(visit.planId, planId));

export async function setVisitMembers(db: Db, visitId: number, seatIds: readonly number[]): Promise<void> {
  await db.delete(visitMember).where(eq(visitMember.visitId, visitId));
  if (seatIds.length > 0) await db.insert(visitMember).values(seatIds.map((seatId) => ({ visitId, seatId })));
}

export async function upsertTask(
  db: Db,
  values: typeof task.$inferInsert,
  units: readonly { unitId: number; part: 'lead' | 'coordinating' }[],
): Promise<void> {
  const { planId, no, arisen, doneOn, ...changing } = values;
  // What has arisen in chat stays arisen; what no longer waits for anything has.
  const set = values.conditional ? changing : { ...changing, arisen: true };
  const { id: taskId } = only(
    await db
      .insert(task)
      .values({ planId, no, arisen, doneOn, ...changing })
      .onConflictDoUpdate({ target: [task.planId, task.no], targetWhere: isNull(task.conclusionId), set })
      .returning({ id: task.id }),
  );
  const kept = units.map(({ unitId }) => unitId);
  await db.delete(taskUnit).where(and(eq(taskUnit.taskId, taskId), notInArray(taskUnit.unitId, kept)));
  // What a unit that stays has done stays done.
  if (units.length > 0)
    await db
      .insert(taskUnit)
      .values(units.map((one) => ({ ...one, taskId })))
      .onConflictDoUpdate({
        target: [taskUnit.taskId, taskUnit.unitId],
        set: { part: sql`excluded.part` },
      });
}

/** The tasks the plan itself gives; not the remedies of what its inspections found. */
export const listTasks = (db: Db, planId: number): Promise<TaskRow[]> =>
  db
    .select()
    .from(task)
    .where(and(eq(task.planId, planId), eq(task.origin, 'plan')))
    .orderBy(task.id);

export async function removeTask(db: Db, id: number): Promise<void> {
  await db.delete(taskUnit).where(eq(taskUnit.taskId, id));
  await db.delete(task).where(eq(task.id, id));
}

export const listIssued = (db: Db, jurisdictionId: number): Promise<PlanRow[]> =>
  db
    .select()
    .from(plan)
    .where(and(eq(plan.jurisdictionId, jurisdictionId), eq(plan.state, 'issued')))
    .orderBy(sql`${plan.id} desc`);

import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Form } from '../domain/form.ts';
import type { Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import {
  dueReport,
  formVersion,
  obligation,
  person,
  plan,
  seat,
  task,
  taskUnit,
  unit,
  visit,
  visitMember,
} from './schema.ts';

export type PlanRow = typeof plan.$inferSelect;
export type VisitRow = typeof visit.$inferSelect;
export type TaskRow = typeof task.$inferSelect;
export type FormVersionRow = typeof formVersion.$inferSelect;

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

export const listAll = (db: Db): Promise<PlanRow[]> => db.select().from(plan).orderBy(plan.id);

export async function insert(db: Db, values: typeof plan.$inferInsert): Promise<number> {
  const { id } = only(await db.insert(plan).values(values).returning({ id: plan.id }));
  return id;
}

export async function update(db: Db, id: number, values: Partial<typeof plan.$inferInsert>): Promise<void> {
  await db.update(plan).set(values).where(eq(plan.id, id));
}

export const listSeatsWithNames = (db: Db) =>
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

export async function upsertSeat(
  db: Db,
  values: typeof seat.$inferInsert,
): Promise<typeof seat.$inferSelect> {
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

export async function setSeatPerson(db: Db, seatId: number, personId: number): Promise<void> {
  await db.update(seat).set({ personId }).where(eq(seat.id, seatId));
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

export async function latestForm(db: Db, planId: number, key: string): Promise<FormVersionRow | undefined> {
  const [row] = await db
    .select()
    .from(formVersion)
    .where(and(eq(formVersion.planId, planId), eq(formVersion.key, key)))
    .orderBy(sql`${formVersion.version} desc`)
    .limit(1);
  return row;
}

export async function insertForm(db: Db, planId: number, version: number, definition: Form): Promise<number> {
  const { id } = only(
    await db
      .insert(formVersion)
      .values({ planId, key: definition.key, version, definition })
      .returning({ id: formVersion.id }),
  );
  return id;
}

export async function listObligationIds(db: Db, planId: number): Promise<Map<string, number>> {
  const rows = await db
    .select({ key: obligation.key, id: obligation.id })
    .from(obligation)
    .where(eq(obligation.planId, planId));
  return new Map(rows.map(({ key, id }) => [key, id]));
}

export async function upsertObligation(db: Db, values: typeof obligation.$inferInsert): Promise<number> {
  const { planId, key, ...changing } = values;
  const { id } = only(
    await db
      .insert(obligation)
      .values({ planId, key, ...changing })
      .onConflictDoUpdate({ target: [obligation.planId, obligation.key], set: changing })
      .returning({ id: obligation.id }),
  );
  return id;
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
  await db.delete(taskUnit).where(eq(taskUnit.taskId, taskId));
  if (units.length > 0) await db.insert(taskUnit).values(units.map((one) => ({ ...one, taskId })));
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

/** Every due report of the plan, retired ones too, as the loading compares them. */
export const listReports = (db: Db, planId: number) =>
  db
    .select({
      id: dueReport.id,
      obligationKey: obligation.key,
      title: obligation.title,
      unitName: unit.name,
      period: dueReport.period,
      visitId: dueReport.visitId,
      formVersionId: dueReport.formVersionId,
      coordinatorUnitId: dueReport.coordinatorUnitId,
      state: dueReport.state,
      bound: dueReport.bound,
      printedDay: dueReport.printedDay,
      lastDay: dueReport.lastDay,
      revision: dueReport.revision,
      figuresAt: dueReport.figuresAt,
      documentAt: dueReport.documentAt,
      settledAt: dueReport.settledAt,
    })
    .from(dueReport)
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .where(eq(dueReport.planId, planId))
    .orderBy(dueReport.id);

const ROWS_A_STATEMENT = 500;

/** The ids, in the order of the rows. */
export async function insertReports(
  db: Db,
  rows: readonly (typeof dueReport.$inferInsert)[],
): Promise<number[]> {
  const ids: number[] = [];
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const inserted = await db
      .insert(dueReport)
      .values(rows.slice(start, start + ROWS_A_STATEMENT))
      .returning({ id: dueReport.id });
    ids.push(...inserted.map(({ id }) => id));
  }
  return ids;
}

/** Writes a due report; `moved` raises its version, whatever it has come to meanwhile. */
export async function updateReport(
  db: Db,
  id: number,
  values: Partial<typeof dueReport.$inferInsert>,
  { moved }: { moved: boolean },
): Promise<void> {
  await db
    .update(dueReport)
    .set({ ...values, ...(moved ? { version: sql`${dueReport.version} + 1` } : {}) })
    .where(eq(dueReport.id, id));
}

const isUntouched = and(eq(dueReport.revision, 0), isNull(dueReport.figuresAt));

/** Gives a report the newest form, unless somebody has begun on the one it has. */
export async function switchForm(db: Db, reportId: number, formVersionId: number | null): Promise<void> {
  await db
    .update(dueReport)
    .set({ formVersionId })
    .where(and(eq(dueReport.id, reportId), isUntouched));
}

/** False where something has come in: such a report stays. */
export async function retireReport(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .update(dueReport)
    .set({ state: 'retired' })
    .where(and(eq(dueReport.id, id), isUntouched, isNull(dueReport.documentAt), isNull(dueReport.settledAt)))
    .returning({ id: dueReport.id });
  return rows.length > 0;
}

export const listIssued = (db: Db, jurisdictionId: number): Promise<PlanRow[]> =>
  db
    .select()
    .from(plan)
    .where(and(eq(plan.jurisdictionId, jurisdictionId), eq(plan.state, 'issued')))
    .orderBy(sql`${plan.id} desc`);

/** One row for each task and unit, of tasks the scope reaches: own units, units of visits followed, plans coordinated. */
export const listTasksInScope = (db: Db, scope: Scope, jurisdictionId: number) => {
  const ids = (values: readonly number[]) => sql`any(${sql.param([...values])}::int[])`;
  const visits = ids([...scope.leads, ...scope.sitsOn]);
  return db
    .select({
      id: task.id,
      planTitle: plan.title,
      no: task.no,
      field: task.field,
      text: task.text,
      rule: task.rule,
      lastDay: task.lastDay,
      arisen: task.arisen,
      doneOn: task.doneOn,
      unitId: unit.id,
      unitName: unit.name,
      part: taskUnit.part,
    })
    .from(task)
    .innerJoin(plan, eq(plan.id, task.planId))
    .leftJoin(taskUnit, eq(taskUnit.taskId, task.id))
    .leftJoin(unit, eq(unit.id, taskUnit.unitId))
    .where(
      and(
        eq(plan.jurisdictionId, jurisdictionId),
        eq(plan.state, 'issued'),
        sql`(${plan.coordinatorUnitId} = ${ids(scope.coordinates)}
          or exists (select 1 from task_unit mine where mine.task_id = ${task.id}
            and (mine.unit_id = ${ids(scope.ownUnits)}
              or mine.unit_id in (select v.unit_id from visit v where v.id = ${visits}))))`,
      ),
    )
    .orderBy(task.id, unit.id);
};

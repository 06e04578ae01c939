import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import type { Field } from '../domain/plan.ts';
import type { Db } from './connect.ts';
import { anyOf } from './rows.ts';
import { conclusion, plan, task, taskUnit, unit } from './schema.ts';

/** Names of leading units told with a task; the rest are counted. */
const LEADS_TOLD = 10;

const isLead = sql`tu.task_id = ${task.id} and tu.part = 'lead'`;

/** Who gives the task and follows it: the body of the plan, or of the conclusion it remedies. */
const coordinatorUnitId = sql<number>`coalesce(${conclusion.coordinatorUnitId}, ${plan.coordinatorUnitId})`;

/** A list of names, which the driver hands over as it came. */
const namesIn = (json: unknown): string[] => (typeof json === 'string' ? JSON.parse(json) : json) as string[];

const columns = {
  id: task.id,
  origin: task.origin,
  planId: task.planId,
  planTitle: plan.title,
  planState: plan.state,
  effectiveFrom: plan.effectiveFrom,
  policy: plan.policy,
  jurisdictionId: plan.jurisdictionId,
  coordinatorUnitId,
  coordinatorName: sql<string>`(select u.name from unit u where u.id = ${coordinatorUnitId})`,
  conclusionId: task.conclusionId,
  conclusionNumber: conclusion.number,
  conclusionIssuedOn: conclusion.issuedOn,
  no: task.no,
  field: task.field,
  text: task.text,
  finding: task.finding,
  products: task.products,
  target: task.target,
  goals: task.goals,
  rule: task.rule,
  conditional: task.conditional,
  arisen: task.arisen,
  lastDay: task.lastDay,
  doneOn: task.doneOn,
  version: task.version,
  /** The first of the units that lead, by name. */
  leads: sql`(select coalesce(jsonb_agg(told.name order by told.id), '[]') from
    (select u.id, u.name from task_unit tu join unit u on u.id = tu.unit_id
      where ${isLead} order by u.id limit ${sql.raw(String(LEADS_TOLD))}) told)`.mapWith(namesIn),
  leadCount: sql<number>`(select count(*)::int from task_unit tu where ${isLead})`,
  leadsDone: sql<number>`(select count(*)::int from task_unit tu where ${isLead} and tu.done_on is not null)`,
  /** How many units have reported completion and wait for the coordinator, and the latest day they state. */
  claims: sql<number>`(select count(*)::int from task_report r where r.task_id = ${task.id} and r.state = 'pending')`,
  claimedOn: sql<Day | null>`(select max(r.done_on) from task_report r where r.task_id = ${task.id} and r.state = 'pending')`,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(task)
    .innerJoin(plan, eq(plan.id, task.planId))
    .leftJoin(conclusion, eq(conclusion.id, task.conclusionId));

/** A task, or a remedy, with what every answer about it needs. */
export type TaskView = Awaited<ReturnType<typeof listByIds>>[number];

const inOrder = [task.planId, sql`${task.conclusionId} nulls first`, task.id];

export const listByIds = (db: Db, ids: readonly number[]) =>
  select(db)
    .where(ids.length === 0 ? sql`false` : inArray(task.id, [...ids]))
    .orderBy(...inOrder);

export async function findById(db: Db, id: number): Promise<TaskView | undefined> {
  return (await listByIds(db, [id]))[0];
}

/** Takes the task for the rest of the transaction: whatever changes it, its parts or its reports takes it first. */
export async function lock(db: Db, id: number): Promise<void> {
  await db.select({ id: task.id }).from(task).where(eq(task.id, id)).for('no key update');
}

export async function update(
  db: Db,
  id: number,
  values: Partial<Pick<typeof task.$inferInsert, 'arisen' | 'lastDay' | 'doneOn' | 'version'>>,
): Promise<void> {
  await db.update(task).set(values).where(eq(task.id, id));
}

export interface TaskQuestion {
  origin: 'plan' | 'conclusion';
  /** Tasks this unit leads or takes part in. */
  unit?: number | undefined;
  field?: Field | undefined;
  conclusion?: number | undefined;
}

/** Tasks of issued plans, and the remedies of a plan that another has replaced: they are still to be made good. */
const isFollowed: SQL = sql`(${plan.state} = 'issued' or (${plan.state} = 'closed' and ${task.origin} = 'conclusion'))`;

/**
 * Ids of the tasks the scope reaches: of own units, of units of visits followed, of plans and conclusions coordinated.
 * Each way has an index of its own; together in one condition they would read the whole table.
 */
function reached(scope: Scope): SQL {
  const visits = anyOf([...scope.leads, ...scope.sitsOn]);
  const ways = [
    ...(scope.ownUnits.length > 0
      ? [sql`select task_id from task_unit where unit_id = ${anyOf(scope.ownUnits)}`]
      : []),
    ...(scope.leads.length + scope.sitsOn.length > 0
      ? [
          sql`select tu.task_id from task_unit tu join visit v on v.unit_id = tu.unit_id where v.id = ${visits}`,
        ]
      : []),
    ...(scope.coordinates.length > 0
      ? [
          sql`select t.id from task t join plan p on p.id = t.plan_id
            where t.conclusion_id is null and p.coordinator_unit_id = ${anyOf(scope.coordinates)}`,
          sql`select t.id from task t join conclusion c on c.id = t.conclusion_id
            where c.coordinator_unit_id = ${anyOf(scope.coordinates)}`,
        ]
      : []),
  ];
  return ways.length === 0 ? sql`false` : sql`${task.id} in (${sql.join(ways, sql` union `)})`;
}

/** The tasks of issued plans the scope reaches, each once. */
export const listInScope = (
  db: Db,
  scope: Scope,
  jurisdictionId: number,
  { origin, unit: of, field, conclusion: ofConclusion }: TaskQuestion,
): Promise<TaskView[]> =>
  select(db)
    .where(
      and(
        eq(task.origin, origin),
        eq(plan.jurisdictionId, jurisdictionId),
        isFollowed,
        reached(scope),
        field === undefined ? undefined : eq(task.field, field),
        ofConclusion === undefined ? undefined : eq(task.conclusionId, ofConclusion),
        of === undefined
          ? undefined
          : sql`exists (select 1 from task_unit tu where tu.task_id = ${task.id} and tu.unit_id = ${of})`,
      ),
    )
    .orderBy(...inOrder);

/** One task, if the scope reaches it. */
export async function findInScope(db: Db, scope: Scope, id: number): Promise<TaskView | undefined> {
  const [row] = await select(db).where(and(eq(task.id, id), isFollowed, reached(scope)));
  return row;
}

/** Part and accepted day of these units in these tasks. */
export const listParts = (db: Db, taskIds: readonly number[], unitIds: readonly number[]) =>
  taskIds.length === 0 || unitIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          taskId: taskUnit.taskId,
          unitId: taskUnit.unitId,
          unitName: unit.name,
          part: taskUnit.part,
          doneOn: taskUnit.doneOn,
        })
        .from(taskUnit)
        .innerJoin(unit, eq(unit.id, taskUnit.unitId))
        .where(and(inArray(taskUnit.taskId, [...taskIds]), inArray(taskUnit.unitId, [...unitIds])))
        .orderBy(taskUnit.taskId, taskUnit.unitId);

export type TaskPart = Awaited<ReturnType<typeof listParts>>[number];

/** The units of one part of a task, at most so many. */
export const listUnits = (db: Db, taskId: number, part: TaskPart['part'], limit: number) =>
  db
    .select({ unitId: taskUnit.unitId, unitName: unit.name, doneOn: taskUnit.doneOn })
    .from(taskUnit)
    .innerJoin(unit, eq(unit.id, taskUnit.unitId))
    .where(and(eq(taskUnit.taskId, taskId), eq(taskUnit.part, part)))
    .orderBy(taskUnit.unitId)
    .limit(limit);

export async function countUnits(db: Db, taskId: number, part: TaskPart['part']): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(taskUnit)
    .where(and(eq(taskUnit.taskId, taskId), eq(taskUnit.part, part)));
  return row?.count ?? 0;
}

/** The leading units that have not done their part yet. */
export async function listOpenLeads(db: Db, taskId: number): Promise<number[]> {
  const rows = await db
    .select({ unitId: taskUnit.unitId })
    .from(taskUnit)
    .where(and(eq(taskUnit.taskId, taskId), eq(taskUnit.part, 'lead'), sql`${taskUnit.doneOn} is null`))
    .orderBy(taskUnit.unitId);
  return rows.map(({ unitId }) => unitId);
}

/** The day a leading unit's part was done, and whether all are: then the latest of them. */
export async function setPartDone(
  db: Db,
  { taskId, unitId }: Pick<TaskPart, 'taskId' | 'unitId'>,
  doneOn: Day,
): Promise<Day | null> {
  await db
    .update(taskUnit)
    .set({ doneOn })
    .where(and(eq(taskUnit.taskId, taskId), eq(taskUnit.unitId, unitId)));
  const [row] = await db
    .select({
      open: sql<number>`count(*) filter (where ${taskUnit.doneOn} is null)::int`,
      latest: sql<Day | null>`max(${taskUnit.doneOn})`,
    })
    .from(taskUnit)
    .where(and(eq(taskUnit.taskId, taskId), eq(taskUnit.part, 'lead')));
  return row?.open === 0 ? row.latest : null;
}

/** Whether anything was said of the task or asked for it, or its day moved, or somebody is to be reminded of it. */
export async function isTouched(db: Db, id: number): Promise<boolean> {
  const [row] = await db
    .select({
      touched: sql<boolean>`exists (select 1 from task_report r where r.task_id = ${task.id})
        or exists (select 1 from task_extension e where e.task_id = ${task.id})
        or exists (select 1 from reminder m where m.task_id = ${task.id})`,
    })
    .from(task)
    .where(eq(task.id, id));
  return row?.touched ?? false;
}

/** Dated tasks of a plan that wait for somebody: one row for each leading unit whose part is open. */
export const listToRemind = (db: Db, about: { planId: number } | { taskId: number }) =>
  db
    .select({
      id: task.id,
      planId: task.planId,
      unitId: taskUnit.unitId,
      lastDay: sql<Day>`${task.lastDay}`,
      version: task.version,
      policy: plan.policy,
    })
    .from(task)
    .innerJoin(plan, eq(plan.id, task.planId))
    .innerJoin(taskUnit, and(eq(taskUnit.taskId, task.id), eq(taskUnit.part, 'lead')))
    .where(
      and(
        'planId' in about ? eq(task.planId, about.planId) : eq(task.id, about.taskId),
        isFollowed,
        sql`${task.lastDay} is not null and ${task.arisen} and ${task.doneOn} is null and ${taskUnit.doneOn} is null`,
      ),
    )
    .orderBy(task.id, taskUnit.unitId);

/** Task facts of leading units added up: how many tasks of a plan stand alike, by unit. */
export const countByUnit = (db: Db, scope: Scope, jurisdictionId: number, unitIds?: readonly number[]) =>
  db
    .select({
      unitId: unit.id,
      unitName: unit.name,
      lastDay: task.lastDay,
      doneOn: sql<Day | null>`coalesce(${taskUnit.doneOn}, ${task.doneOn})`,
      arisen: task.arisen,
      count: sql<number>`count(*)::int`,
    })
    .from(task)
    .innerJoin(plan, eq(plan.id, task.planId))
    .innerJoin(taskUnit, and(eq(taskUnit.taskId, task.id), eq(taskUnit.part, 'lead')))
    .innerJoin(unit, eq(unit.id, taskUnit.unitId))
    .where(
      and(
        eq(task.origin, 'plan'),
        eq(plan.jurisdictionId, jurisdictionId),
        isFollowed,
        reached(scope),
        unitIds === undefined ? undefined : inArray(taskUnit.unitId, [...unitIds]),
      ),
    )
    .groupBy(unit.id, unit.name, task.lastDay, sql`coalesce(${taskUnit.doneOn}, ${task.doneOn})`, task.arisen)
    .orderBy(unit.id);

/** Units of visits the scope follows: what it may be told of by unit besides what it coordinates. */
export const listFollowedUnits = async (db: Db, scope: Scope): Promise<number[]> => {
  const visits = [...scope.leads, ...scope.sitsOn];
  if (visits.length === 0) return [];
  const rows = await db.execute<{ unit_id: number }>(
    sql`select distinct unit_id from visit where id = ${anyOf(visits)}`,
  );
  return rows.map((row) => row.unit_id);
};

/** Open tasks of the plans these bodies coordinate whose day has passed. */
export async function countOverdue(db: Db, bodies: readonly number[], today: Day): Promise<number> {
  if (bodies.length === 0) return 0;
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(task)
    .innerJoin(plan, eq(plan.id, task.planId))
    .where(
      and(
        eq(task.origin, 'plan'),
        isFollowed,
        inArray(plan.coordinatorUnitId, [...bodies]),
        sql`${task.lastDay} < ${today} and ${task.doneOn} is null and ${task.arisen}`,
      ),
    );
  return row?.count ?? 0;
}

/** Tasks and remedies these bodies coordinate. */
export const isCoordinatedBy = (bodies: readonly number[]): SQL | undefined =>
  or(
    and(sql`${task.conclusionId} is null`, inArray(plan.coordinatorUnitId, [...bodies])),
    inArray(conclusion.coordinatorUnitId, [...bodies]),
  );

import { and, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { anyOf } from './rows.ts';
import { dueReport, obligation, plan, unit, visit } from './schema.ts';
import { madeKnown } from './visit-secrecy.ts';

const coordinatorUnit = alias(unit, 'coordinator_unit');

const columns = {
  id: dueReport.id,
  planId: dueReport.planId,
  planTitle: plan.title,
  planKey: plan.key,
  planState: plan.state,
  /** The day the plan was first loaded: what fell due before is not followed here. */
  followedFrom: plan.firstLoadedOn,
  words: plan.words,
  policy: plan.policy,
  obligationId: dueReport.obligationId,
  obligationKey: obligation.key,
  title: obligation.title,
  recipient: obligation.recipient,
  proof: obligation.proof,
  unitId: dueReport.unitId,
  unitName: unit.name,
  unitLevel: unit.level,
  period: dueReport.period,
  visitId: dueReport.visitId,
  formVersionId: dueReport.formVersionId,
  coordinatorUnitId: dueReport.coordinatorUnitId,
  coordinatorName: coordinatorUnit.name,
  state: dueReport.state,
  bound: dueReport.bound,
  printedDay: dueReport.printedDay,
  lastDay: dueReport.lastDay,
  version: dueReport.version,
  revision: dueReport.revision,
  figuresAt: dueReport.figuresAt,
  documentAt: dueReport.documentAt,
  asOf: dueReport.asOf,
  settledAt: dueReport.settledAt,
  onTime: dueReport.onTime,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(dueReport)
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .innerJoin(coordinatorUnit, eq(coordinatorUnit.id, dueReport.coordinatorUnitId));

const notRetired = sql`${dueReport.state} <> 'retired'`;
const inOrder = [sql`${dueReport.lastDay} asc nulls last`, dueReport.id];

/** A due report with the names around it: what every answer about reports is made of. */
export type ReportView = Awaited<ReturnType<typeof listByIds>>[number];

export const listByIds = (db: Db, ids: readonly number[]) =>
  select(db)
    .where(ids.length === 0 ? sql`false` : inArray(dueReport.id, [...ids]))
    .orderBy(...inOrder);

export async function findById(db: Db, id: number): Promise<ReportView | undefined> {
  return (await listByIds(db, [id]))[0];
}

/** Takes the row for the rest of the transaction. */
export async function lock(db: Db, id: number): Promise<void> {
  await db.select({ id: dueReport.id }).from(dueReport).where(eq(dueReport.id, id)).for('no key update');
}

/** What came in under a plan that is closed stays readable. */
const isArchived = sql`(${plan.state} = 'closed' and (${dueReport.settledAt} is not null
  or exists (select 1 from submission s where s.due_report_id = ${dueReport.id})))`;

/** Reports these units owe under issued plans, what is still a draft being nobody's duty, and what they sent under closed ones. */
export const listOfUnits = (db: Db, unitIds: readonly number[]): Promise<ReportView[]> =>
  select(db)
    .where(
      unitIds.length === 0
        ? sql`false`
        : and(inArray(dueReport.unitId, [...unitIds]), notRetired, or(eq(plan.state, 'issued'), isArchived)),
    )
    .orderBy(...inOrder);

export const listOfVisits = (db: Db, visitIds: readonly number[]): Promise<ReportView[]> =>
  select(db)
    .where(visitIds.length === 0 ? sql`false` : and(inArray(dueReport.visitId, [...visitIds]), notRetired))
    .orderBy(...inOrder);

export async function update(
  db: Db,
  id: number,
  values: Partial<typeof dueReport.$inferInsert>,
): Promise<void> {
  await db.update(dueReport).set(values).where(eq(dueReport.id, id));
}

/** Due reports that follow the visit's date. */
export const listFollowingVisit = (
  db: Db,
  visitId: number,
): Promise<(ReportView & { rule: typeof obligation.$inferSelect.rule })[]> =>
  db
    .select({ ...columns, rule: obligation.rule })
    .from(dueReport)
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .innerJoin(coordinatorUnit, eq(coordinatorUnit.id, dueReport.coordinatorUnitId))
    .innerJoin(visit, eq(visit.id, dueReport.visitId))
    .where(
      and(
        eq(dueReport.visitId, visitId),
        notRetired,
        sql`${obligation.rule}->>'kind' in ('days_before_visit', 'working_days_before_visit')`,
      ),
    )
    .orderBy(dueReport.id);

export const listOfPlan = (db: Db, planId: number): Promise<ReportView[]> =>
  select(db)
    .where(and(eq(dueReport.planId, planId), notRetired))
    .orderBy(dueReport.id);

/** Reports of own units (issued plans only) and of those overseen; undefined where there are none. `plan` is joined. */
export function reportsInScope(scope: Scope): SQL | undefined {
  const visits = [...scope.leads, ...scope.sitsOn];
  return or(
    scope.ownUnits.length === 0
      ? undefined
      : and(inArray(dueReport.unitId, [...scope.ownUnits]), eq(plan.state, 'issued')),
    scope.coordinates.length === 0 ? undefined : inArray(dueReport.coordinatorUnitId, [...scope.coordinates]),
    visits.length === 0 ? undefined : inArray(dueReport.visitId, visits),
  );
}

/** The few columns a count of who has sent needs. */
export const listStates = (db: Db, scope: Scope) => {
  const inScope = reportsInScope(scope);
  return db
    .select({
      id: dueReport.id,
      unitId: dueReport.unitId,
      unitName: unit.name,
      title: obligation.title,
      obligationId: dueReport.obligationId,
      period: dueReport.period,
      visitId: dueReport.visitId,
      state: dueReport.state,
      bound: dueReport.bound,
      printedDay: dueReport.printedDay,
      lastDay: dueReport.lastDay,
      settledAt: dueReport.settledAt,
      onTime: dueReport.onTime,
      followedFrom: plan.firstLoadedOn,
    })
    .from(dueReport)
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .where(inScope === undefined ? sql`false` : and(inScope, notRetired, sql`${plan.state} <> 'closed'`))
    .orderBy(...inOrder);
};

/** Units of which these bodies coordinate a report, a visit, or the plan. */
export const listCoordinatedUnits = (
  db: Db,
  coordinatorUnitIds: readonly number[],
  unitIds?: readonly number[],
) => {
  const bodies = anyOf(coordinatorUnitIds);
  return db
    .selectDistinct({ id: unit.id, name: unit.name })
    .from(unit)
    .where(
      and(
        unitIds === undefined ? undefined : inArray(unit.id, [...unitIds]),
        sql`(${unit.id} = ${bodies}
          or exists (select 1 from due_report d where d.unit_id = ${unit.id} and d.coordinator_unit_id = ${bodies} and d.state <> 'retired')
          or exists (select 1 from ${visit} where ${visit.unitId} = ${unit.id} and ${visit.coordinatorUnitId} = ${bodies} and ${madeKnown})
          or exists (select 1 from plan p join due_report d on d.plan_id = p.id where d.unit_id = ${unit.id} and p.coordinator_unit_id = ${bodies}))`,
      ),
    )
    .orderBy(unit.id);
};

/** Reports these bodies coordinate that are not in yet, the nearest date first. */
export const listOpenOf = (db: Db, coordinatorUnitIds: readonly number[]): Promise<ReportView[]> =>
  select(db)
    .where(
      coordinatorUnitIds.length === 0
        ? sql`false`
        : and(
            inArray(dueReport.coordinatorUnitId, [...coordinatorUnitIds]),
            isNull(dueReport.settledAt),
            notRetired,
          ),
    )
    .orderBy(...inOrder);

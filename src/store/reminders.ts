import { and, asc, eq, gt, gte, inArray, isNull, lte, sql, type SQL } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { anyOf } from './rows.ts';
import { conclusion, dueReport, obligation, plan, reminder, task, unit, visit } from './schema.ts';

export type ReminderRow = typeof reminder.$inferSelect;
export type NewReminder = typeof reminder.$inferInsert;

/** Planning twice inserts once. */
export async function insert(db: Db, rows: readonly NewReminder[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insert(reminder)
      .values([...rows])
      .onConflictDoNothing();
}

/** Some of the units that reminders have come due for. */
export async function dueUnits(db: Db, now: Date, limit: number): Promise<number[]> {
  const rows = await db
    .selectDistinct({ unitId: reminder.unitId })
    .from(reminder)
    .where(and(eq(reminder.state, 'planned'), lte(reminder.fireAt, now)))
    .orderBy(reminder.unitId)
    .limit(limit);
  return rows.map(({ unitId }) => unitId);
}

/** Takes the planned reminders of these units that have come due. */
export const takeDue = (db: Db, unitIds: readonly number[], now: Date): Promise<ReminderRow[]> =>
  db
    .select()
    .from(reminder)
    .where(
      and(eq(reminder.state, 'planned'), lte(reminder.fireAt, now), inArray(reminder.unitId, [...unitIds])),
    )
    .orderBy(asc(reminder.fireAt), asc(reminder.id))
    .for('update', { skipLocked: true });

export const listPlanned = (db: Db, from: Date, to: Date): Promise<ReminderRow[]> =>
  db
    .select()
    .from(reminder)
    .where(and(eq(reminder.state, 'planned'), gt(reminder.fireAt, from), lte(reminder.fireAt, to)))
    .orderBy(asc(reminder.fireAt), asc(reminder.id));

export const listByIds = (db: Db, ids: readonly number[]): Promise<ReminderRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(reminder)
        .where(inArray(reminder.id, [...ids]))
        .orderBy(reminder.id);

/** The next planned reminder of these units after `after`. */
export async function nextOfUnits(
  db: Db,
  unitIds: readonly number[],
  after: Date,
): Promise<Date | undefined> {
  if (unitIds.length === 0) return undefined;
  const [row] = await db
    .select({ at: reminder.fireAt })
    .from(reminder)
    .where(
      and(eq(reminder.state, 'planned'), inArray(reminder.unitId, [...unitIds]), gt(reminder.fireAt, after)),
    )
    .orderBy(asc(reminder.fireAt))
    .limit(1);
  return row?.at;
}

export async function nextFire(db: Db): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: reminder.fireAt })
    .from(reminder)
    .where(eq(reminder.state, 'planned'))
    .orderBy(asc(reminder.fireAt))
    .limit(1);
  return row?.at;
}

export async function setState(
  db: Db,
  ids: readonly number[],
  state: ReminderRow['state'],
  why: string | null = null,
): Promise<void> {
  if (ids.length > 0)
    await db
      .update(reminder)
      .set({ state, why })
      .where(inArray(reminder.id, [...ids]));
}

/** Voids what is still planned about a report, a visit or a task; of a task only for one unit where it is named. */
export async function voidOf(
  db: Db,
  subject: { dueReportId: number } | { visitId: number } | { taskId: number; unitId?: number },
  why: string,
): Promise<number> {
  const about = isAbout(subject);
  const rows = await db
    .update(reminder)
    .set({ state: 'void', why })
    .where(and(about, eq(reminder.state, 'planned')))
    .returning({ id: sql`1` });
  return rows.length;
}

function isAbout(subject: Parameters<typeof voidOf>[1]): SQL | undefined {
  if ('visitId' in subject) return eq(reminder.visitId, subject.visitId);
  if ('dueReportId' in subject) return eq(reminder.dueReportId, subject.dueReportId);
  const { taskId, unitId } = subject;
  return and(eq(reminder.taskId, taskId), unitId === undefined ? undefined : eq(reminder.unitId, unitId));
}

/** A statement has at most 65,535 parameters. */
const IDS_A_STATEMENT = 10_000;

/** Voids what is still planned about these reports. */
export async function voidOfReports(db: Db, dueReportIds: readonly number[], why: string): Promise<void> {
  for (let start = 0; start < dueReportIds.length; start += IDS_A_STATEMENT)
    await db
      .update(reminder)
      .set({ state: 'void', why })
      .where(
        and(
          inArray(reminder.dueReportId, dueReportIds.slice(start, start + IDS_A_STATEMENT)),
          eq(reminder.state, 'planned'),
        ),
      );
}

/** Voids what a plan has still to say; the remedies of what its inspections found go on being followed. */
export async function voidOfPlan(db: Db, planId: number, why: string): Promise<void> {
  const isRemedy = sql`exists (select 1 from task t where t.id = ${reminder.taskId} and t.origin = 'conclusion')`;
  await db
    .update(reminder)
    .set({ state: 'void', why })
    .where(and(eq(reminder.planId, planId), eq(reminder.state, 'planned'), sql`not ${isRemedy}`));
}

/** Voids what is planned to be said to a unit from a moment on. */
export async function voidOfUnit(db: Db, unitId: number, from: Date, why: string): Promise<void> {
  await db
    .update(reminder)
    .set({ state: 'void', why })
    .where(and(eq(reminder.unitId, unitId), eq(reminder.state, 'planned'), gte(reminder.fireAt, from)));
}

/** What is planned between two moments about reports, visits and tasks these bodies coordinate. */
export const listPlannedOf = (db: Db, coordinatorUnitIds: readonly number[], from: Date, to: Date) => {
  const bodies = anyOf(coordinatorUnitIds);
  return db
    .select({
      id: reminder.id,
      kind: reminder.kind,
      fireAt: reminder.fireAt,
      unitId: reminder.unitId,
      unitName: unit.name,
      personId: reminder.personId,
      title: obligation.title,
      lastDay: sql<Day | null>`coalesce(${dueReport.lastDay}, ${task.lastDay})`,
      settledAt: dueReport.settledAt,
      taskNo: task.no,
      conclusionNumber: conclusion.number,
      visitStart: visit.startsOn,
      sessionAt: visit.sessionAt,
    })
    .from(reminder)
    .innerJoin(unit, eq(unit.id, reminder.unitId))
    .leftJoin(dueReport, eq(dueReport.id, reminder.dueReportId))
    .leftJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .leftJoin(visit, eq(visit.id, reminder.visitId))
    .leftJoin(task, eq(task.id, reminder.taskId))
    .leftJoin(conclusion, eq(conclusion.id, task.conclusionId))
    .leftJoin(plan, and(eq(plan.id, task.planId), isNull(task.conclusionId)))
    .where(
      and(
        eq(reminder.state, 'planned'),
        gt(reminder.fireAt, from),
        lte(reminder.fireAt, to),
        sql`(${dueReport.coordinatorUnitId} = ${bodies} or ${visit.coordinatorUnitId} = ${bodies}
          or ${plan.coordinatorUnitId} = ${bodies} or ${conclusion.coordinatorUnitId} = ${bodies})`,
      ),
    )
    .orderBy(asc(reminder.fireAt), asc(reminder.unitId), asc(reminder.id));
};

/** Takes back what is planned from a plan's policy after `from`; what was put off for one person stays. */
export async function removePlannedOf(db: Db, planId: number, from: Date): Promise<void> {
  await db
    .delete(reminder)
    .where(
      and(
        eq(reminder.planId, planId),
        eq(reminder.state, 'planned'),
        isNull(reminder.personId),
        gt(reminder.fireAt, from),
      ),
    );
}

/** What is planned to be said to one person of a unit is said to whoever takes over. */
export async function handOn(db: Db, unitId: number, from: number, to: number): Promise<void> {
  await db
    .update(reminder)
    .set({ personId: to })
    .where(and(eq(reminder.unitId, unitId), eq(reminder.personId, from), eq(reminder.state, 'planned')));
}

/** Voids what is planned to be said to one person of these units alone. */
export async function voidOfPerson(
  db: Db,
  unitIds: readonly number[],
  personId: number,
  why: string,
): Promise<void> {
  if (unitIds.length === 0) return;
  await db
    .update(reminder)
    .set({ state: 'void', why })
    .where(
      and(
        inArray(reminder.unitId, [...unitIds]),
        eq(reminder.personId, personId),
        eq(reminder.state, 'planned'),
      ),
    );
}

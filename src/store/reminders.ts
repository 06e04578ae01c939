import { and, asc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { dueReport, obligation, reminder, unit, visit } from './schema.ts';

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

/** Voids what is still planned about a report or a visit. */
export async function voidOf(
  db: Db,
  subject: { dueReportId: number } | { visitId: number },
  why: string,
): Promise<number> {
  const about =
    'visitId' in subject
      ? eq(reminder.visitId, subject.visitId)
      : eq(reminder.dueReportId, subject.dueReportId);
  const rows = await db
    .update(reminder)
    .set({ state: 'void', why })
    .where(and(about, eq(reminder.state, 'planned')))
    .returning({ id: sql`1` });
  return rows.length;
}

/** What is planned between two moments about reports and visits these bodies coordinate. */
export const listPlannedOf = (db: Db, coordinatorUnitIds: readonly number[], from: Date, to: Date) => {
  const bodies = sql`any(${sql.param([...coordinatorUnitIds])}::int[])`;
  return db
    .select({
      id: reminder.id,
      kind: reminder.kind,
      fireAt: reminder.fireAt,
      unitId: reminder.unitId,
      unitName: unit.name,
      personId: reminder.personId,
      title: obligation.title,
      lastDay: dueReport.lastDay,
      settledAt: dueReport.settledAt,
      visitStart: visit.startsOn,
      sessionAt: visit.sessionAt,
    })
    .from(reminder)
    .innerJoin(unit, eq(unit.id, reminder.unitId))
    .leftJoin(dueReport, eq(dueReport.id, reminder.dueReportId))
    .leftJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .leftJoin(visit, eq(visit.id, reminder.visitId))
    .where(
      and(
        eq(reminder.state, 'planned'),
        gt(reminder.fireAt, from),
        lte(reminder.fireAt, to),
        sql`(${dueReport.coordinatorUnitId} = ${bodies} or ${visit.coordinatorUnitId} = ${bodies})`,
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

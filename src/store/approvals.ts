import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { approval, dueReport, obligation, plan, unit } from './schema.ts';

const columns = {
  id: approval.id,
  dueReportId: approval.dueReportId,
  version: approval.version,
  coordinatorUnitId: approval.coordinatorUnitId,
  state: approval.state,
  createdAt: approval.createdAt,
  decidedBy: approval.decidedBy,
  decidedAt: approval.decidedAt,
  unitId: dueReport.unitId,
  unitName: unit.name,
  title: obligation.title,
  recipient: obligation.recipient,
  visitId: dueReport.visitId,
  reportVersion: dueReport.version,
  dueState: dueReport.state,
  bound: dueReport.bound,
  printedDay: dueReport.printedDay,
  lastDay: dueReport.lastDay,
  settledAt: dueReport.settledAt,
  policy: plan.policy,
  words: plan.words,
};

const select = (db: Db) =>
  db
    .select(columns)
    .from(approval)
    .innerJoin(dueReport, eq(dueReport.id, approval.dueReportId))
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId));

/** A message to a unit head that waits for a word, with what it is about. */
export type ApprovalView = Awaited<ReturnType<typeof select>>[number];

/** The row, taken for the rest of the transaction. */
export async function lock(db: Db, id: number): Promise<void> {
  await db.select({ id: approval.id }).from(approval).where(eq(approval.id, id)).for('no key update');
}

export async function findById(db: Db, id: number): Promise<ApprovalView | undefined> {
  const [row] = await select(db).where(eq(approval.id, id));
  return row;
}

export const listPending = (
  db: Db,
  coordinatorUnitIds: readonly number[],
  limit = 20,
): Promise<ApprovalView[]> =>
  coordinatorUnitIds.length === 0
    ? Promise.resolve([])
    : select(db)
        .where(
          and(inArray(approval.coordinatorUnitId, [...coordinatorUnitIds]), eq(approval.state, 'pending')),
        )
        .orderBy(dueReport.lastDay, approval.id)
        .limit(limit);

export async function countPending(db: Db, coordinatorUnitIds: readonly number[]): Promise<number> {
  if (coordinatorUnitIds.length === 0) return 0;
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(approval)
    .where(and(inArray(approval.coordinatorUnitId, [...coordinatorUnitIds]), eq(approval.state, 'pending')));
  return row?.count ?? 0;
}

/** One row for every report of an issued plan whose last day lies before `day` and that is not in; returns how many are new. */
export async function insertOverdue(db: Db, day: Day, createdAt: Date): Promise<number> {
  const overdue = db
    .select({
      dueReportId: dueReport.id,
      version: dueReport.version,
      coordinatorUnitId: dueReport.coordinatorUnitId,
      state: sql<'pending'>`'pending'`.as('state'),
      createdAt: sql<Date>`${createdAt.toISOString()}::timestamptz`.as('created_at'),
    })
    .from(dueReport)
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .where(
      and(
        eq(plan.state, 'issued'),
        eq(dueReport.state, 'dated'),
        sql`${dueReport.settledAt} is null and ${dueReport.lastDay} < ${day}`,
        // Of a plan loaded after its dates nobody has been told anything: no head is approached about those.
        sql`${dueReport.lastDay} >= ${plan.firstLoadedOn}`,
        sql`not exists (select 1 from approval known where known.due_report_id = ${dueReport.id} and known.version = ${dueReport.version})`,
      ),
    );
  const rows = await db.execute(sql`
    insert into approval (due_report_id, version, coordinator_unit_id, state, created_at)
    ${overdue} on conflict do nothing returning id`);
  return rows.length;
}

/** What came in, or whose date moved, needs no word any more; returns how many were waiting. */
export async function voidOutdated(db: Db): Promise<number> {
  const rows = await db
    .update(approval)
    .set({ state: 'void' })
    .where(
      and(
        eq(approval.state, 'pending'),
        sql`exists (select 1 from due_report d where d.id = ${approval.dueReportId}
          and (d.settled_at is not null or d.version <> ${approval.version} or d.state <> 'dated'))`,
      ),
    )
    .returning({ id: approval.id });
  return rows.length;
}

export async function decide(
  db: Db,
  id: number,
  values: { state: 'approved' | 'declined' | 'void'; decidedBy: number | null; decidedAt: Date },
): Promise<void> {
  await db.update(approval).set(values).where(eq(approval.id, id));
}

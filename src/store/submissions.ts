import { desc, eq, inArray } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { plan, submission } from './schema.ts';

export type SubmissionRow = typeof submission.$inferSelect;

export async function insert(db: Db, values: typeof submission.$inferInsert): Promise<SubmissionRow> {
  const [row] = await db.insert(submission).values(values).returning();
  if (!row) throw new Error('the submission was not stored');
  return row;
}

/** The last lần gửi of a report. */
export async function latest(db: Db, dueReportId: number): Promise<SubmissionRow | undefined> {
  const [row] = await db
    .select()
    .from(submission)
    .where(eq(submission.dueReportId, dueReportId))
    .orderBy(desc(submission.no))
    .limit(1);
  return row;
}

/** Every lần gửi of these reports without its content, latest first. */
export const listHeads = (db: Db, dueReportIds: readonly number[]) =>
  dueReportIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          dueReportId: submission.dueReportId,
          no: submission.no,
          complete: submission.complete,
          asOf: submission.asOf,
          personId: submission.personId,
          receivedAt: submission.receivedAt,
          receiptCode: submission.receiptCode,
        })
        .from(submission)
        .where(inArray(submission.dueReportId, [...dueReportIds]))
        .orderBy(submission.dueReportId, desc(submission.no));

export async function planYear(db: Db, planId: number): Promise<number> {
  const [row] = await db.select({ year: plan.year }).from(plan).where(eq(plan.id, planId));
  if (!row) throw new Error(`no plan ${planId}`);
  return row.year;
}

import { and, eq } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { dueReport, obligation } from './schema.ts';

/** The obligations of a plan whose reports serve a visit, in the document's order. */
export const listObligations = (db: Db, planId: number) =>
  db
    .select()
    .from(obligation)
    .where(and(eq(obligation.planId, planId), eq(obligation.forVisit, true)))
    .orderBy(obligation.id);

export type VisitObligation = Awaited<ReturnType<typeof listObligations>>[number];

/** What a unit owes by an obligation for a period, retired or not. */
export async function find(
  db: Db,
  { obligationId, unitId, period }: { obligationId: number; unitId: number; period: string },
): Promise<typeof dueReport.$inferSelect | undefined> {
  const [row] = await db
    .select()
    .from(dueReport)
    .where(
      and(
        eq(dueReport.obligationId, obligationId),
        eq(dueReport.unitId, unitId),
        eq(dueReport.period, period),
      ),
    )
    .for('no key update');
  return row;
}

import { eq, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { dueReport, extension, obligation, unit } from './schema.ts';

const select = (db: Db) =>
  db
    .select({
      id: extension.id,
      dueReportId: extension.dueReportId,
      unitId: dueReport.unitId,
      unitName: unit.name,
      title: obligation.title,
      fromDay: extension.fromDay,
      toDay: extension.toDay,
      paperNumber: extension.paperNumber,
      paperDate: extension.paperDate,
      recordedBy: extension.recordedBy,
      recordedAt: extension.recordedAt,
    })
    .from(extension)
    .innerJoin(dueReport, eq(dueReport.id, extension.dueReportId))
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId));

/** A date moved by a paper: both dates and the paper. */
export type ExtensionView = Awaited<ReturnType<typeof select>>[number];

export async function insert(db: Db, values: typeof extension.$inferInsert): Promise<number> {
  return only(await db.insert(extension).values(values).returning({ id: extension.id })).id;
}

export async function findById(db: Db, id: number): Promise<ExtensionView | undefined> {
  const [row] = await select(db).where(eq(extension.id, id));
  return row;
}

/** The extension of a report recorded last. */
export async function latestOf(db: Db, reportId: number): Promise<ExtensionView | undefined> {
  const [row] = await select(db)
    .where(eq(extension.dueReportId, reportId))
    .orderBy(sql`${extension.id} desc`)
    .limit(1);
  return row;
}

/** To which day the reports of a plan were extended last, by report. */
export async function latestOfPlan(db: Db, planId: number): Promise<Map<number, Day>> {
  const rows = await db
    .select({ id: extension.dueReportId, toDay: extension.toDay })
    .from(extension)
    .innerJoin(dueReport, eq(dueReport.id, extension.dueReportId))
    .where(eq(dueReport.planId, planId))
    .orderBy(extension.id);
  return new Map(rows.map(({ id, toDay }) => [id, toDay]));
}

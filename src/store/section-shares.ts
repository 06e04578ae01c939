import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { dueReport, person, plan, sectionShare } from './schema.ts';

const isLive = isNull(sectionShare.endedAt);

/** Parts somebody fills in of reports still followed, by report. */
export async function listOfPerson(db: Db, personId: number): Promise<Scope['fills']> {
  const rows = await db
    .select({ report: sectionShare.dueReportId, part: sectionShare.part })
    .from(sectionShare)
    .innerJoin(dueReport, eq(dueReport.id, sectionShare.dueReportId))
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .where(
      and(
        eq(sectionShare.personId, personId),
        isLive,
        ne(dueReport.state, 'retired'),
        eq(plan.state, 'issued'),
      ),
    )
    .orderBy(sectionShare.dueReportId, sectionShare.id);
  const reports = [...new Set(rows.map(({ report }) => report))];
  return reports.map((report) => ({
    report,
    parts: rows.filter((row) => row.report === report).map(({ part }) => part),
  }));
}

/** Who fills in what of a report, in the order it was given. */
export const listOfReport = (db: Db, dueReportId: number) =>
  db
    .select({
      part: sectionShare.part,
      personId: sectionShare.personId,
      name: person.name,
      title: person.title,
      givenAt: sectionShare.givenAt,
    })
    .from(sectionShare)
    .innerJoin(person, eq(person.id, sectionShare.personId))
    .where(and(eq(sectionShare.dueReportId, dueReportId), isLive))
    .orderBy(sectionShare.id);

/** Parts newly given; one the person has already is left as it is. */
export async function insert(
  db: Db,
  values: readonly (typeof sectionShare.$inferInsert)[],
): Promise<string[]> {
  const rows = await db
    .insert(sectionShare)
    .values([...values])
    .onConflictDoNothing()
    .returning({ part: sectionShare.part });
  return rows.map(({ part }) => part);
}

/** Ends what a person fills in of a report; the parts ended. */
export async function end(
  db: Db,
  { dueReportId, personId, parts }: { dueReportId: number; personId: number; parts: readonly string[] },
  endedAt: Date,
): Promise<string[]> {
  const rows = await db
    .update(sectionShare)
    .set({ endedAt })
    .where(
      and(
        eq(sectionShare.dueReportId, dueReportId),
        eq(sectionShare.personId, personId),
        inArray(sectionShare.part, [...parts]),
        isLive,
      ),
    )
    .returning({ part: sectionShare.part });
  return rows.map(({ part }) => part);
}

/** A person fills in nothing any more. */
export async function endOfPerson(db: Db, personId: number, endedAt: Date): Promise<void> {
  await db
    .update(sectionShare)
    .set({ endedAt })
    .where(and(eq(sectionShare.personId, personId), isLive));
}

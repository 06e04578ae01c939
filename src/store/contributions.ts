import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Contributions } from '../domain/gathering.ts';
import type { Db } from './connect.ts';
import { contribution } from './schema.ts';

/** What the communes gave to a report, in the order of their names. */
export async function listOfReport(db: Db, dueReportId: number): Promise<Contributions> {
  const rows = await db
    .select({ rowKey: contribution.rowKey, source: contribution.source, value: contribution.value })
    .from(contribution)
    .where(eq(contribution.dueReportId, dueReportId))
    .orderBy(asc(contribution.source), asc(contribution.rowKey));
  const given = new Map<string, Map<string, number | null>>();
  for (const { rowKey, source, value } of rows)
    given.set(
      rowKey,
      (given.get(rowKey) ?? new Map<string, number | null>()).set(
        source,
        value === null ? null : Number(value),
      ),
    );
  return given;
}

/** The newest word of one commune on these rows; what it says nothing of stays. */
export async function upsert(
  db: Db,
  { dueReportId, source, authorId }: { dueReportId: number; source: string; authorId: number },
  values: ReadonlyMap<string, number | null>,
  givenAt: Date,
): Promise<void> {
  if (values.size === 0) return;
  await db
    .insert(contribution)
    .values(
      [...values].map(([rowKey, value]) => ({
        dueReportId,
        rowKey,
        source,
        value: value === null ? null : String(value),
        authorId,
        givenAt,
      })),
    )
    .onConflictDoUpdate({
      target: [contribution.dueReportId, contribution.rowKey, contribution.source],
      set: {
        value: sql`excluded.value`,
        authorId: sql`excluded.author_id`,
        givenAt: sql`excluded.given_at`,
      },
    });
}

/** Takes out what all communes gave to these rows. */
export async function removeRows(db: Db, dueReportId: number, rowKeys: readonly string[]): Promise<void> {
  if (rowKeys.length === 0) return;
  await db
    .delete(contribution)
    .where(and(eq(contribution.dueReportId, dueReportId), inArray(contribution.rowKey, [...rowKeys])));
}

/** Takes out all one commune gave, or what it gave to these rows. */
export async function remove(
  db: Db,
  { dueReportId, source }: { dueReportId: number; source: string },
  rowKeys?: readonly string[],
): Promise<void> {
  await db
    .delete(contribution)
    .where(
      and(
        eq(contribution.dueReportId, dueReportId),
        eq(contribution.source, source),
        rowKeys && inArray(contribution.rowKey, [...rowKeys]),
      ),
    );
}

/** A commune is called otherwise from now on. */
export async function rename(db: Db, dueReportId: number, from: string, to: string): Promise<void> {
  await db
    .update(contribution)
    .set({ source: to })
    .where(and(eq(contribution.dueReportId, dueReportId), eq(contribution.source, from)));
}

/** Communes that have given something, to how many rows, and when last. */
export const listSources = (
  db: Db,
  dueReportId: number,
): Promise<{ source: string; rows: number; givenAt: Date }[]> =>
  db
    .select({
      source: contribution.source,
      rows: sql<number>`count(*)::int`,
      givenAt: sql<Date>`max(${contribution.givenAt})`.mapWith(contribution.givenAt),
    })
    .from(contribution)
    .where(eq(contribution.dueReportId, dueReportId))
    .groupBy(contribution.source);

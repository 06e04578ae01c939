import { and, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { dueReport, obligation, unit } from './schema.ts';

/** Every due report of the plan, retired ones too, as the loading compares them. */
export const listOfPlan = (db: Db, planId: number) =>
  db
    .select({
      id: dueReport.id,
      obligationKey: obligation.key,
      title: obligation.title,
      unitName: unit.name,
      period: dueReport.period,
      visitId: dueReport.visitId,
      formVersionId: dueReport.formVersionId,
      coordinatorUnitId: dueReport.coordinatorUnitId,
      state: dueReport.state,
      bound: dueReport.bound,
      printedDay: dueReport.printedDay,
      lastDay: dueReport.lastDay,
      revision: dueReport.revision,
      figuresAt: dueReport.figuresAt,
      documentAt: dueReport.documentAt,
      settledAt: dueReport.settledAt,
    })
    .from(dueReport)
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .where(eq(dueReport.planId, planId))
    .orderBy(dueReport.id);

const ROWS_A_STATEMENT = 500;
/** Ids in one condition; a statement has at most 65,535 parameters. */
const IDS_A_STATEMENT = 10_000;

function* inParts(ids: readonly number[]): Generator<number[]> {
  for (let start = 0; start < ids.length; start += IDS_A_STATEMENT)
    yield ids.slice(start, start + IDS_A_STATEMENT);
}

/** The ids, in the order of the rows. */
export async function insert(db: Db, rows: readonly (typeof dueReport.$inferInsert)[]): Promise<number[]> {
  const ids: number[] = [];
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
    const inserted = await db
      .insert(dueReport)
      .values(rows.slice(start, start + ROWS_A_STATEMENT))
      .returning({ id: dueReport.id });
    ids.push(...inserted.map(({ id }) => id));
  }
  return ids;
}

/** Writes due reports; `moved` raises their version, whatever it has come to meanwhile. */
export async function update(
  db: Db,
  ids: readonly number[],
  values: Partial<typeof dueReport.$inferInsert>,
  { moved }: { moved: boolean },
): Promise<void> {
  const version = moved ? { version: sql`${dueReport.version} + 1` } : {};
  for (const some of inParts(ids))
    await db
      .update(dueReport)
      .set({ ...values, ...version })
      .where(inArray(dueReport.id, some));
}

/** Nobody has begun on it. */
const isUntouched = and(eq(dueReport.revision, 0), isNull(dueReport.figuresAt));

/** Nothing has been sent or registered, though somebody may have begun. */
const hasNothingIn = sql`(${dueReport.figuresAt} is null and ${dueReport.documentAt} is null and ${dueReport.settledAt} is null
  and not exists (select 1 from submission s where s.due_report_id = ${dueReport.id})
  and not exists (select 1 from registered_document r where r.due_report_id = ${dueReport.id}))`;

/** Gives reports the newest form, unless somebody has begun on the one they have. */
export async function switchForm(
  db: Db,
  ids: readonly number[],
  formVersionId: number | null,
): Promise<void> {
  for (const some of inParts(ids))
    await db
      .update(dueReport)
      .set({ formVersionId })
      .where(and(inArray(dueReport.id, some), isUntouched));
}

/** Retires those nobody has begun on and nothing has come in for; their ids. */
export async function retire(db: Db, ids: readonly number[]): Promise<number[]> {
  const retired: number[] = [];
  for (const some of inParts(ids))
    retired.push(...(await retireWhere(db, and(inArray(dueReport.id, some), isUntouched))));
  return retired;
}

const retireWhere = async (db: Db, where: SQL | undefined): Promise<number[]> => {
  const rows = await db
    .update(dueReport)
    .set({ state: 'retired' })
    .where(and(sql`${dueReport.state} <> 'retired'`, hasNothingIn, where))
    .returning({ id: dueReport.id });
  return rows.map(({ id }) => id);
};

/** Retires what a plan has to fall due from `day` on and nothing has come in for; `undated` too, if wanted. */
export const retireFrom = (
  db: Db,
  planId: number,
  day: Day,
  { undated }: { undated: boolean },
): Promise<number[]> =>
  retireWhere(db, and(eq(dueReport.planId, planId), isAfter(sql`${dueReport.lastDay} >= ${day}`, undated)));

/** Retires what a unit that ended has to fall due after its last day, under any plan; `undated` too, once it has gone by. */
export const retireAfterEnd = (
  db: Db,
  unitId: number,
  end: Day,
  { undated }: { undated: boolean },
): Promise<number[]> =>
  retireWhere(db, and(eq(dueReport.unitId, unitId), isAfter(sql`${dueReport.lastDay} > ${end}`, undated)));

const isAfter = (dated: SQL, undated: boolean): SQL =>
  undated ? sql`(${dueReport.lastDay} is null or ${dated})` : dated;

/** What has come in from units under a plan. */
export interface CameIn {
  unitName: string;
  submissions: number;
  documents: number;
  /** Drafts with answers or lines that were not sent. */
  drafts: number;
}

/** Of these units those something has come in from, or who have begun on a report. */
export async function cameIn(db: Db, planId: number, unitNames: readonly string[]): Promise<CameIn[]> {
  if (unitNames.length === 0) return [];
  const sent = sql`exists (select 1 from submission s where s.due_report_id = ${dueReport.id})`;
  const rows = await db
    .select({
      unitName: unit.name,
      submissions: sql<number>`sum((select count(*) from submission s where s.due_report_id = ${dueReport.id}))::int`,
      documents: sql<number>`sum((select count(*) from registered_document r where r.due_report_id = ${dueReport.id}))::int`,
      drafts: sql<number>`(count(*) filter (where not ${sent} and (
        exists (select 1 from answer a where a.due_report_id = ${dueReport.id})
        or exists (select 1 from table_line l where l.due_report_id = ${dueReport.id}))))::int`,
    })
    .from(dueReport)
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .where(and(eq(dueReport.planId, planId), inArray(unit.name, [...unitNames])))
    .groupBy(unit.id)
    .orderBy(unit.id);
  return rows.filter(({ submissions, documents, drafts }) => submissions + documents + drafts > 0);
}

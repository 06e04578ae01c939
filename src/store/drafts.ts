import { and, desc, eq, inArray, isNull, lt, ne, notInArray, or, sql } from 'drizzle-orm';
import type { Answer, Answers } from '../domain/answers.ts';
import type { Form } from '../domain/form.ts';
import type { Level } from '../domain/plan.ts';
import type { Db } from './connect.ts';
import {
  answer,
  dueReport,
  formVersion,
  plan,
  passedCheck,
  person,
  submission,
  unit,
  type SubmittedContent,
} from './schema.ts';

export interface Author {
  authorId: number;
  revision: number;
  answeredAt: Date;
}

/** The answers of a draft, all of them or those under `keys`; one to be confirmed again is none. */
export const listAnswers = (db: Db, dueReportId: number, keys?: readonly string[]): Promise<Answers> =>
  readAnswers(db, dueReportId, keys, false);

/** Answers given before the form changed what their rows mean, to be confirmed again or replaced. */
export const listToConfirm = (db: Db, dueReportId: number, keys?: readonly string[]): Promise<Answers> =>
  readAnswers(db, dueReportId, keys, true);

async function readAnswers(
  db: Db,
  dueReportId: number,
  keys: readonly string[] | undefined,
  recheck: boolean,
): Promise<Answers> {
  if (keys?.length === 0) return new Map();
  const rows = await db
    .select({ key: answer.rowKey, kind: answer.kind, value: answer.value, text: answer.text })
    .from(answer)
    .where(
      and(
        eq(answer.dueReportId, dueReportId),
        eq(answer.recheck, recheck),
        keys ? inArray(answer.rowKey, [...keys]) : undefined,
      ),
    );
  return new Map(rows.map((row) => [row.key, toAnswer(row.kind, row.value, row.text)]));
}

/** Who wrote these answers last, and when. */
export async function listAuthors(
  db: Db,
  dueReportId: number,
  keys: readonly string[],
): Promise<Map<string, { name: string; at: Date }>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .select({ key: answer.rowKey, name: person.name, at: answer.answeredAt })
    .from(answer)
    .innerJoin(person, eq(person.id, answer.authorId))
    .where(and(eq(answer.dueReportId, dueReportId), inArray(answer.rowKey, [...keys])));
  return new Map(rows.map(({ key, name, at }) => [key, { name, at }]));
}

/** Marks answers as to be confirmed again. */
export async function markRecheck(db: Db, dueReportId: number, keys: readonly string[]): Promise<void> {
  if (keys.length > 0)
    await db
      .update(answer)
      .set({ recheck: true })
      .where(and(eq(answer.dueReportId, dueReportId), inArray(answer.rowKey, [...keys])));
}

export async function upsertAnswers(
  db: Db,
  dueReportId: number,
  answers: ReadonlyMap<string, Answer>,
  author: Author,
): Promise<void> {
  const rows = [...answers].map(([rowKey, given]) => ({
    dueReportId,
    rowKey,
    kind: given.kind,
    value: given.kind === 'value' ? String(given.value) : null,
    text: given.kind === 'text' ? given.text : null,
    ...author,
  }));
  if (rows.length === 0) return;
  await db
    .insert(answer)
    .values(rows)
    .onConflictDoUpdate({
      target: [answer.dueReportId, answer.rowKey],
      set: {
        kind: sql`excluded.kind`,
        value: sql`excluded.value`,
        text: sql`excluded.text`,
        authorId: sql`excluded.author_id`,
        revision: sql`excluded.revision`,
        answeredAt: sql`excluded.answered_at`,
        recheck: false,
      },
    });
}

export async function deleteAnswers(db: Db, dueReportId: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await db.delete(answer).where(and(eq(answer.dueReportId, dueReportId), inArray(answer.rowKey, [...keys])));
}

/** Reasons given for findings, by the key of the finding. */
export async function listPassed(db: Db, dueReportId: number): Promise<Map<string, string>> {
  const rows = await db
    .select({ key: passedCheck.checkKey, reason: passedCheck.reason })
    .from(passedCheck)
    .where(eq(passedCheck.dueReportId, dueReportId));
  return new Map(rows.map(({ key, reason }) => [key, reason]));
}

export async function upsertPassed(db: Db, values: typeof passedCheck.$inferInsert): Promise<void> {
  const { reason, authorId, at } = values;
  await db
    .insert(passedCheck)
    .values(values)
    .onConflictDoUpdate({
      target: [passedCheck.dueReportId, passedCheck.checkKey],
      set: { reason, authorId, at },
    });
}

/** Answers given in each draft, those under `except` (tables, narratives) not counted; drafts without any are left out. */
export async function countAnswers(
  db: Db,
  dueReportIds: readonly number[],
  except: readonly string[],
): Promise<Map<number, number>> {
  if (dueReportIds.length === 0) return new Map();
  const rows = await db
    .select({ id: answer.dueReportId, answered: sql<number>`count(*)::int` })
    .from(answer)
    .where(
      and(
        inArray(answer.dueReportId, [...dueReportIds]),
        eq(answer.recheck, false),
        except.length === 0 ? undefined : notInArray(answer.rowKey, [...except]),
      ),
    )
    .groupBy(answer.dueReportId);
  return new Map(rows.map(({ id, answered }) => [id, answered]));
}

/** Which form each report uses, and whose it is: what its number of rows depends on. */
export const listForms = (
  db: Db,
  dueReportIds: readonly number[],
): Promise<{ id: number; formVersionId: number | null; name: string; level: Level }[]> =>
  dueReportIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          id: dueReport.id,
          formVersionId: dueReport.formVersionId,
          name: unit.name,
          level: unit.level,
        })
        .from(dueReport)
        .innerJoin(unit, eq(unit.id, dueReport.unitId))
        .where(inArray(dueReport.id, [...dueReportIds]));

export async function findForms(db: Db, ids: readonly number[]): Promise<Map<number, Form>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: formVersion.id, definition: formVersion.definition })
    .from(formVersion)
    .where(inArray(formVersion.id, [...ids]));
  return new Map(rows.map(({ id, definition }) => [id, definition]));
}

/** The draft these units last worked on among reports not yet received, and the row that was answered last. */
export async function findLastOpen(
  db: Db,
  unitIds: readonly number[],
  reportIds: readonly number[],
): Promise<{ dueReportId: number; rowKey: string } | undefined> {
  if (unitIds.length === 0 && reportIds.length === 0) return undefined;
  const [row] = await db
    .select({ dueReportId: answer.dueReportId, rowKey: answer.rowKey })
    .from(answer)
    .innerJoin(dueReport, eq(dueReport.id, answer.dueReportId))
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .where(
      and(
        or(inArray(dueReport.unitId, [...unitIds]), inArray(dueReport.id, [...reportIds])),
        isNull(dueReport.figuresAt),
        ne(dueReport.state, 'retired'),
        eq(plan.state, 'issued'),
      ),
    )
    .orderBy(desc(answer.answeredAt), desc(answer.revision))
    .limit(1);
  return row;
}

/** What the unit sent with the same form for the period before. */
export async function findPrevious(
  db: Db,
  report: { id: number; unitId: number; formVersionId: number; lastDay: string | null },
): Promise<SubmittedContent | undefined> {
  if (report.lastDay === null) return undefined;
  const sameForm = sql`${formVersion.key} = (select key from form_version where id = ${report.formVersionId})`;
  const [row] = await db
    .select({ content: submission.content })
    .from(submission)
    .innerJoin(dueReport, eq(dueReport.id, submission.dueReportId))
    .innerJoin(formVersion, eq(formVersion.id, dueReport.formVersionId))
    .where(and(eq(dueReport.unitId, report.unitId), lt(dueReport.lastDay, sql`${report.lastDay}`), sameForm))
    .orderBy(desc(dueReport.lastDay), desc(submission.no))
    .limit(1);
  return row?.content;
}

export function toAnswer(kind: Answer['kind'], value: string | number | null, text: string | null): Answer {
  if (kind === 'value') return { kind, value: Number(value) };
  if (kind === 'text') return { kind, text: text ?? '' };
  return { kind };
}

import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../domain/grants.ts';
import type { Db } from './connect.ts';
import { reportsInScope } from './due-reports.ts';
import { dueReport, obligation, plan, submission, unit } from './schema.ts';

/** What is asked about: one report of a plan for one period, from every unit that owes it, in whichever round. */
export interface TableKey {
  obligationIds: readonly number[];
  period: string;
}

/** Null: everything, for the administrator of the database. */
export type Reader = Scope | null;

const within = (reader: Reader): SQL | undefined =>
  reader === null ? sql`true` : (reportsInScope(reader) ?? sql`false`);

const notRetired = sql`${dueReport.state} <> 'retired'`;

/** A list of ids, which the driver hands over as it came. */
const idsIn = (json: unknown): number[] => (typeof json === 'string' ? JSON.parse(json) : json) as number[];

/**
 * The reports in view, one line a report and period, with how many units owe it and how many have sent something. Rounds
 * of one report ("đợt 1", "đợt 3") are obligations of their own and one table.
 */
export const listTables = (db: Db, reader: Reader, jurisdictionId?: number) =>
  db
    .select({
      planId: plan.id,
      planKey: plan.key,
      planTitle: plan.title,
      planState: plan.state,
      obligationIds: sql`jsonb_agg(distinct ${obligation.id})`.mapWith(idsIn),
      title: obligation.title,
      formKey: obligation.formKey,
      period: dueReport.period,
      firstDay: sql<Day | null>`min(${dueReport.lastDay})`,
      lastDay: sql<Day | null>`max(${dueReport.lastDay})`,
      units: sql<number>`count(*)::int`,
      sent: sql<number>`count(${dueReport.figuresAt})::int`,
      settled: sql<number>`count(${dueReport.settledAt})::int`,
    })
    .from(dueReport)
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .innerJoin(obligation, eq(obligation.id, dueReport.obligationId))
    .where(
      and(
        within(reader),
        notRetired,
        jurisdictionId === undefined ? undefined : eq(plan.jurisdictionId, jurisdictionId),
      ),
    )
    .groupBy(plan.id, obligation.title, obligation.formKey, dueReport.period)
    .orderBy(plan.id, sql`min(${obligation.id})`, dueReport.period);

export type TableChoice = Awaited<ReturnType<typeof listTables>>[number];

const last = alias(submission, 'last');

const formVersionId = sql<number | null>`coalesce(${last.formVersionId}, ${dueReport.formVersionId})`;

const isLast = and(
  eq(last.dueReportId, dueReport.id),
  eq(last.no, sql`(select max(s.no) from submission s where s.due_report_id = ${dueReport.id})`),
);

/** The reports of one table in view, with the version of the form each stands in. */
export const listReports = (
  db: Db,
  reader: Reader,
  { obligationIds, period }: TableKey,
  unitIds?: readonly number[],
) =>
  db
    .select({ id: dueReport.id, formVersionId })
    .from(dueReport)
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .leftJoin(last, isLast)
    .where(
      and(
        inArray(dueReport.obligationId, [...obligationIds]),
        eq(dueReport.period, period),
        within(reader),
        notRetired,
        unitIds === undefined ? undefined : inArray(dueReport.unitId, [...unitIds]),
      ),
    )
    .orderBy(dueReport.id);

/** These reports with the last lần gửi of each, figures and all. */
export const readReports = (db: Db, ids: readonly number[]) =>
  db
    .select({
      id: dueReport.id,
      unitId: unit.id,
      unitName: unit.name,
      unitLevel: unit.level,
      visitId: dueReport.visitId,
      coordinatorUnitId: dueReport.coordinatorUnitId,
      state: dueReport.state,
      bound: dueReport.bound,
      printedDay: dueReport.printedDay,
      lastDay: dueReport.lastDay,
      figuresAt: dueReport.figuresAt,
      documentAt: dueReport.documentAt,
      settledAt: dueReport.settledAt,
      onTime: dueReport.onTime,
      followedFrom: plan.firstLoadedOn,
      formVersionId,
      no: last.no,
      complete: last.complete,
      asOf: last.asOf,
      receivedAt: last.receivedAt,
      receiptCode: last.receiptCode,
      personId: last.personId,
      sender: sql<
        string | null
      >`(select p.name from person p where p.id = ${last.personId} and p.erased_at is null)`,
      content: last.content,
      /** "123/BC-SCT", the latest registered. */
      documentNumber: sql<string | null>`(select r.number from registered_document r
        where r.due_report_id = ${dueReport.id} order by r.id desc limit 1)`,
      documentDay: sql<Day | null>`(select r.issued_on from registered_document r
        where r.due_report_id = ${dueReport.id} order by r.id desc limit 1)`,
    })
    .from(dueReport)
    .innerJoin(plan, eq(plan.id, dueReport.planId))
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .leftJoin(last, isLast)
    .where(inArray(dueReport.id, [...ids]))
    .orderBy(dueReport.id);

export type SentReport = Omit<Awaited<ReturnType<typeof readReports>>[number], 'content'>;

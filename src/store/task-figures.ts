import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { dueReport, formVersion, submission } from './schema.ts';

/** What these units sent in a form of a plan, each report's last lần gửi, latest first: where a goal finds its figure. */
export const listOfForms = (
  db: Db,
  { planId, unitIds, formKeys }: { planId: number; unitIds: readonly number[]; formKeys: readonly string[] },
) =>
  unitIds.length === 0 || formKeys.length === 0
    ? Promise.resolve([])
    : db
        .select({
          unitId: dueReport.unitId,
          visitId: dueReport.visitId,
          coordinatorUnitId: dueReport.coordinatorUnitId,
          period: dueReport.period,
          form: formVersion.definition,
          content: submission.content,
          receivedAt: submission.receivedAt,
        })
        .from(submission)
        .innerJoin(dueReport, eq(dueReport.id, submission.dueReportId))
        .innerJoin(formVersion, eq(formVersion.id, submission.formVersionId))
        .where(
          and(
            eq(dueReport.planId, planId),
            inArray(dueReport.unitId, [...unitIds]),
            inArray(formVersion.key, [...formKeys]),
            sql`not exists (select 1 from submission later where later.due_report_id = ${submission.dueReportId} and later.no > ${submission.no})`,
          ),
        )
        .orderBy(dueReport.unitId, desc(submission.receivedAt), desc(submission.id));

import { eq } from 'drizzle-orm';
import type { Answer } from '../../src/domain/answers.ts';
import type { Day } from '../../src/domain/day.ts';
import { inputRows } from '../../src/domain/form.ts';
import { createServices } from '../../src/services/services.ts';
import { account, changeLog, dueReport, reminder, unit } from '../../src/store/schema.ts';
import { planNamed, testEnvironment } from './plans.ts';
import { issuedPlan } from './season.ts';

const plan = planNamed('binh-phuoc-2023');

/** Bình Phước, issued, with its rehearsal cast, from 10/7/2023: what tests of drafts and submissions stand on. */
export async function reportSeason() {
  const { db, connectAgain } = await issuedPlan(plan);
  const services = createServices(db, testEnvironment());

  const draftOf = async (unitName: string) => {
    const [found] = await db
      .select({ id: dueReport.id })
      .from(dueReport)
      .innerJoin(unit, eq(unit.id, dueReport.unitId))
      .where(eq(unit.name, unitName));
    return (await services.drafts.open(found!.id))!;
  };
  const personAt = async (chatId: string) =>
    (await db.select().from(account).where(eq(account.chatId, chatId)))[0]!.personId;
  const [draft, by] = [await draftOf('Sở Công Thương'), await personAt('focal@Sở Công Thương')];
  const reportId = draft.report.id;
  const rows = inputRows(draft.form, draft.unit);
  const answer = (entries: Record<string, number | Answer>, now: Date, author = by) =>
    services.drafts.setAnswers(
      {
        reportId,
        by: author,
        answers: new Map(
          Object.entries(entries).map(([key, given]) => [
            key,
            typeof given === 'number' ? { kind: 'value', value: given } : given,
          ]),
        ),
      },
      now,
    );
  return {
    db,
    connectAgain,
    services,
    draft,
    by,
    reportId,
    rows,
    answer,
    draftOf,
    personAt,
    /** Every row of Sở Công Thương at zero, which is a value. */
    fill: (now: Date) => answer(Object.fromEntries(rows.map(({ key }) => [key, 0])), now),
    report: async () => (await services.drafts.open(reportId))!.report,
    send: async (now: Date, extra: { revision?: number; sentAt?: Date; rest?: boolean; asOf?: Day } = {}) => {
      const { revision } = (await services.drafts.open(reportId))!.report;
      return services.submissions.send(
        { reportId, revision, asOf: '2023-07-24', by, sentAt: now, ...extra },
        now,
      );
    },
    plannedReminders: async () =>
      (await db.select().from(reminder).where(eq(reminder.dueReportId, reportId))).filter(
        ({ state }) => state === 'planned',
      ).length,
    log: async () =>
      (
        await db.select().from(changeLog).where(eq(changeLog.subjectId, reportId)).orderBy(changeLog.id)
      ).filter(({ subject }) => subject === 'due_report'),
  };
}

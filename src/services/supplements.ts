import type { Day } from '../domain/day.ts';
import { mayAskOf, type Author, type Scope } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as supplements from '../store/supplements.ts';
import type { Environment } from './environment.ts';
import { createTelling, type Told } from './telling.ts';

export type SupplementAsked =
  | { kind: 'done'; id: number; report: dueReports.ReportView; told: Told }
  /** Nothing has come yet that could be completed. */
  | { kind: 'nothing_received'; report: dueReports.ReportView }
  /** This very request was made already: a confirmation pressed twice. */
  | { kind: 'already_done'; at: Date }
  | { kind: 'changed_meanwhile'; report: dueReports.ReportView }
  | { kind: 'date_in_the_past' }
  | { kind: 'not_found' };

/** Requests to complete a report; the report stays as received as it is (Law 14), the request has a date of its own. */
export function createSupplements(db: Db, env: Environment) {
  const tell = createTelling(db, env);
  return {
    find: (id: number) => supplements.findById(db, id),
    /** Requests past their date with nothing come, of what the scope coordinates or visits. */
    overdue: (scope: Scope, now: Date) => supplements.listOverdue(db, scope, dayOf(now)),
    ofReports: (reportIds: readonly number[]) => supplements.listOfReports(db, reportIds),

    /** `asked` is how many requests the report had when the confirmation was shown: a second press asks nothing twice. */
    async ask(
      input: { report: number; text: string; dueOn: Day; asked: number; by: Author },
      now: Date,
    ): Promise<SupplementAsked> {
      const { text, dueOn, by } = input;
      await dueReports.lock(db, input.report);
      const report = await dueReports.findById(db, input.report);
      if (!report || !mayAskOf(by.scope, report)) return { kind: 'not_found' };
      if (!report.figuresAt && !report.documentAt) return { kind: 'nothing_received', report };
      const before = await supplements.listOfReports(db, [report.id]);
      if (before.length !== input.asked) {
        const same = before.find((one) => one.text === text && one.dueOn === dueOn && one.askedBy === by.id);
        return same ? { kind: 'already_done', at: same.askedAt } : { kind: 'changed_meanwhile', report };
      }
      if (dueOn < dayOf(now)) return { kind: 'date_in_the_past' };
      const id = await supplements.insert(db, {
        dueReportId: report.id,
        askedBy: by.id,
        text,
        dueOn,
        askedAt: now,
      });
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'supplement.ask',
        subject: 'due_report',
        subjectId: report.id,
        after: { supplement: id, dueOn },
      });
      const told = await tell(
        {
          unitId: report.unitId,
          role: 'focal',
          key: `supplement:${id}`,
          subject: { about: 'supplement_asked', request: id },
          policy: report.policy,
        },
        now,
      );
      return { kind: 'done', id, report, told };
    },

    /** A new version or a document has come: what was asked of the report counts as answered. */
    answered: (reportId: number, now: Date) => supplements.markAnswered(db, reportId, now),
  };
}

import type { Day } from '../domain/day.ts';
import type { Author } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as extensions from '../store/extensions.ts';
import * as reminders from '../store/reminders.ts';
import type { Environment } from './environment.ts';
import { planReport } from './reminder-planning.ts';
import { createTelling, type Told } from './telling.ts';

export type ExtensionRecorded =
  | { kind: 'done'; report: dueReports.ReportView; fromDay: Day; told: Told }
  | { kind: 'not_found' }
  | { kind: 'no_deadline'; report: dueReports.ReportView }
  | { kind: 'already_received'; report: dueReports.ReportView }
  /** This very extension stands already: a confirmation pressed twice. */
  | { kind: 'already_done'; at: Date }
  | { kind: 'changed_meanwhile'; report: dueReports.ReportView }
  /** Not after the date that holds now. */
  | { kind: 'not_later'; report: dueReports.ReportView }
  | { kind: 'date_in_the_past' };

/** Law 16: a date fixed by a decision moves only by the number of the paper that allows it; both dates are kept. */
export function createExtensions(db: Db, env: Environment) {
  const tell = createTelling(db, env);
  return {
    find: (id: number) => extensions.findById(db, id),
    latestOf: (reportId: number) => extensions.latestOf(db, reportId),

    async record(
      input: {
        report: number;
        version: number;
        toDay: Day;
        paperNumber: string;
        paperDate: Day | null;
        by: Author;
      },
      now: Date,
    ): Promise<ExtensionRecorded> {
      const { toDay, paperNumber, paperDate, by } = input;
      await dueReports.lock(db, input.report);
      const report = await dueReports.findById(db, input.report);
      if (!report || !by.scope.coordinates.includes(report.coordinatorUnitId)) return { kind: 'not_found' };
      if (report.state !== 'dated' || report.lastDay === null) return { kind: 'no_deadline', report };
      if (report.settledAt) return { kind: 'already_received', report };
      if (report.version !== input.version) {
        const latest = await extensions.latestOf(db, report.id);
        return latest?.toDay === toDay && latest.paperNumber === paperNumber
          ? { kind: 'already_done', at: latest.recordedAt }
          : { kind: 'changed_meanwhile', report };
      }
      if (toDay <= report.lastDay) return { kind: 'not_later', report };
      if (toDay < dayOf(now)) return { kind: 'date_in_the_past' };
      const id = await extensions.insert(db, {
        dueReportId: report.id,
        fromDay: report.lastDay,
        toDay,
        paperNumber,
        paperDate,
        recordedBy: by.id,
        recordedAt: now,
      });
      await dueReports.update(db, report.id, {
        bound: 'by',
        printedDay: toDay,
        lastDay: toDay,
        version: report.version + 1,
      });
      await reminders.voidOf(db, { dueReportId: report.id }, 'deadline extended');
      const after = (await dueReports.findById(db, report.id)) ?? report;
      await planReport(db, env, after, now);
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'due_report.extend',
        subject: 'due_report',
        subjectId: report.id,
        before: { bound: report.bound, printedDay: report.printedDay, lastDay: report.lastDay },
        after: { lastDay: toDay, paperNumber, paperDate },
      });
      const told = await tell(
        {
          unitId: report.unitId,
          role: 'focal',
          key: `extension:${id}`,
          subject: { about: 'extension_recorded', extension: id },
          policy: report.policy,
        },
        now,
      );
      return { kind: 'done', report: after, fromDay: report.lastDay, told };
    },
  };
}

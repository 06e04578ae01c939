import type { Author } from '../domain/grants.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import type { Environment } from './environment.ts';
import { createTelling, type Told } from './telling.ts';

export type Urged =
  | { kind: 'done'; report: dueReports.ReportView; told: Told }
  | { kind: 'received'; report: dueReports.ReportView }
  /** Urged today already. */
  | { kind: 'already_done'; report: dueReports.ReportView }
  | { kind: 'not_found' };

/** The coordinator urges one unit: about its own report only, and once a day. */
export function createUrging(db: Db, env: Environment) {
  const tell = createTelling(db, env);
  return {
    async urge(input: { report: number; by: Author }, now: Date): Promise<Urged> {
      const { by } = input;
      await dueReports.lock(db, input.report);
      const report = await dueReports.findById(db, input.report);
      if (!report || !by.scope.coordinates.includes(report.coordinatorUnitId)) return { kind: 'not_found' };
      if (report.settledAt) return { kind: 'received', report };
      const urging = { action: 'due_report.urge', subject: 'due_report', subjectId: report.id };
      if (await changeLog.happenedSince(db, urging, momentOf(dayOf(now))))
        return { kind: 'already_done', report };
      await changeLog.append(db, { at: now, personId: by.id, ...urging });
      const told = await tell(
        {
          unitId: report.unitId,
          role: 'focal',
          key: `urged:${report.id}:${dayOf(now)}`,
          subject: { about: 'urged', report: report.id, by: by.id },
          policy: report.policy,
        },
        now,
      );
      return { kind: 'done', report, told };
    },
  };
}

import type { Day } from '../domain/day.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as documents from '../store/documents.ts';
import * as dueReports from '../store/due-reports.ts';
import { Refusal } from './refusal.ts';
import { recordArrival } from './submissions.ts';

export type Registration =
  | { kind: 'registered'; document: documents.DocumentRow; report: dueReports.ReportView }
  /** The same number and day are there already: nothing new is stored. */
  | { kind: 'already_registered'; document: documents.DocumentRow; report: dueReports.ReportView }
  /** A paper cannot bear a day that has not come. */
  | { kind: 'in_the_future'; day: Day };

interface Paper {
  report: number;
  number: string | null;
  issuedOn: Day | null;
  by: number;
}

export function createDocuments(db: Db) {
  async function register(
    paper: Paper & { receivedOn: Day | null; arrivedAt: Date; byReceiver: boolean },
    now: Date,
  ): Promise<Registration> {
    const { number, issuedOn, receivedOn, arrivedAt, byReceiver, by } = paper;
    const future = [issuedOn, receivedOn].find((day) => day !== null && day > dayOf(now));
    if (future) return { kind: 'in_the_future', day: future };
    await dueReports.lock(db, paper.report);
    const report = await dueReports.findById(db, paper.report);
    if (!report || report.state === 'retired') throw new Refusal('not_found');
    const known = await documents.listOf(db, report.id);
    const same = known.find(
      (one) =>
        one.byReceiver === byReceiver &&
        one.number === number &&
        one.issuedOn === issuedOn &&
        one.receivedOn === receivedOn,
    );
    if (same) return { kind: 'already_registered', document: same, report };
    const document = await documents.insert(db, {
      dueReportId: report.id,
      number,
      issuedOn,
      registeredBy: by,
      registeredAt: arrivedAt,
      receivedOn,
      byReceiver,
    });
    await recordArrival(db, report, { documentAt: arrivedAt });
    await changeLog.append(db, {
      at: now,
      personId: by,
      action: byReceiver ? 'document.receive' : 'document.register',
      subject: 'due_report',
      subjectId: report.id,
      after: { number, issuedOn, receivedOn },
    });
    return { kind: 'registered', document, report: (await dueReports.findById(db, report.id)) ?? report };
  }

  return {
    /** The unit gives number and day of its signed report; it still has to be compared with the paper. */
    register: (paper: Paper & { sentAt: Date }, now: Date): Promise<Registration> => {
      const { sentAt, ...rest } = paper;
      const arrivedAt = sentAt < now ? sentAt : now;
      return register({ ...rest, receivedOn: null, arrivedAt, byReceiver: false }, now);
    },

    /** "Đã nhận bằng văn bản": the coordinator or secretary says on which day the paper came. */
    registerOnPaper: (paper: Paper & { receivedOn: Day }, now: Date): Promise<Registration> => {
      const dayEnd = momentOf(paper.receivedOn, '23:59');
      return register({ ...paper, arrivedAt: dayEnd < now ? dayEnd : now, byReceiver: true }, now);
    },

    listOf: (reportId: number): Promise<documents.DocumentRow[]> => documents.listOf(db, reportId),
  };
}

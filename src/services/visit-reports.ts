import { yearOf, type Day } from '../domain/day.ts';
import type { DueRule } from '../domain/deadline.ts';
import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as forms from '../store/forms.ts';
import * as planReports from '../store/plan-reports.ts';
import * as reminders from '../store/reminders.ts';
import * as submissions from '../store/submissions.ts';
import * as visitReports from '../store/visit-reports.ts';
import type { VisitView } from '../store/visits.ts';
import type { Environment } from './environment.ts';
import type { deadlineColumns } from './plan-loading-reports.ts';
import { planReport } from './reminder-planning.ts';
import { deadlineAt } from './visit-dates.ts';

/** A visit, or one about to be written. */
export type VisitToServe = Pick<VisitView, 'planId' | 'unitId' | 'state' | 'policy'> & {
  /** Null where the visit has no day yet. */
  day: Day | null;
};

/** A report a visit that joined the plan asks for. */
export interface WantedReport {
  title: string;
  recipient: string;
  columns: ReturnType<typeof deadlineColumns>;
  /** The day the rule gives, where it has gone by. */
  passed: Day | null;
  /** The unit owes it for another visit already, or has sent it: nothing more is asked for. */
  isOwedAlready: boolean;
}

type Wanted = WantedReport & {
  obligation: visitReports.VisitObligation;
  period: string;
  existing: number | null;
};

/**
 * What the plan asks of a visited unit, applied to a visit that joined during the year: every rule that counts back from
 * the visit; of reports with printed dates the one that comes last before it. None where no date fits: none is invented.
 */
export async function wantedReports(
  db: Db,
  env: Environment,
  visit: VisitToServe,
  now: Date,
): Promise<Wanted[]> {
  const today = dayOf(now);
  const obligations = await visitReports.listObligations(db, visit.planId);
  const dated = obligations
    .map((obligation) => ({ obligation, ...deadlineAt(env, question(obligation.rule, visit), now) }))
    .filter(
      ({ obligation: { rule }, columns: { lastDay } }) =>
        isRelative(rule) ||
        (lastDay !== null && lastDay >= today && (visit.day === null || lastDay < visit.day)),
    );
  const relative = dated.filter(({ obligation }) => isRelative(obligation.rule));
  const printed = dated
    .filter(({ obligation }) => !isRelative(obligation.rule))
    .sort((a, b) => ((a.columns.lastDay ?? '') < (b.columns.lastDay ?? '') ? -1 : 1));
  const chosen = relative.length > 0 ? relative : visit.day === null ? [] : printed.slice(-1);
  const wanted: Wanted[] = [];
  for (const { obligation, columns, passed } of chosen) {
    const period = obligation.period ?? String(yearOf(visit.day ?? today));
    const row = await visitReports.find(db, { obligationId: obligation.id, unitId: visit.unitId, period });
    const { title, recipient } = obligation;
    const isOwedAlready = row !== undefined && row.state !== 'retired';
    wanted.push({
      title,
      recipient,
      columns,
      passed,
      isOwedAlready,
      obligation,
      period,
      existing: row?.id ?? null,
    });
  }
  return wanted;
}

/** Writes what a visit that joined the plan asks for, with its reminders; the reports that are new. */
export async function oweForVisit(
  db: Db,
  env: Environment,
  visit: VisitView & { day: Day | null },
  by: number,
  now: Date,
): Promise<{ report: dueReports.ReportView; passed: Day | null }[]> {
  const owed: { report: dueReports.ReportView; passed: Day | null }[] = [];
  for (const { obligation, period, columns, existing, isOwedAlready, passed } of await wantedReports(
    db,
    env,
    visit,
    now,
  )) {
    if (isOwedAlready) continue;
    const around = { visitId: visit.id, coordinatorUnitId: visit.coordinatorUnitId };
    const form =
      obligation.formKey === null ? undefined : await forms.latest(db, visit.planId, obligation.formKey);
    let id = existing;
    if (id === null) {
      [id = null] = await planReports.insert(db, [
        {
          ...columns,
          ...around,
          planId: visit.planId,
          obligationId: obligation.id,
          unitId: visit.unitId,
          formVersionId: form?.id ?? null,
          period,
          version: 1,
          revision: 0,
        },
      ]);
    } else {
      await planReports.update(db, [id], { ...columns, ...around }, { moved: true });
      await planReports.switchForm(db, [id], form?.id ?? null);
    }
    const report = id === null ? undefined : await dueReports.findById(db, id);
    if (!report) continue;
    await planReport(db, env, report, now);
    await changeLog.append(db, {
      at: now,
      personId: by,
      action: 'due_report.add',
      subject: 'due_report',
      subjectId: report.id,
      after: { visitId: visit.id, lastDay: report.lastDay },
    });
    owed.push({ report, passed });
  }
  return owed;
}

/** What becomes of a visit's reports if it does not take place: asked for no more, or kept because something has come in. */
export async function sortReports(db: Db, visitId: number): Promise<Sorted> {
  const sorted: Sorted = { released: [], kept: [] };
  for (const report of await dueReports.listOfVisits(db, [visitId])) {
    const hasCome =
      (report.settledAt ?? report.figuresAt ?? report.documentAt) !== null ||
      (await submissions.latest(db, report.id)) !== undefined;
    (hasCome ? sorted.kept : sorted.released).push(report);
  }
  return sorted;
}

interface Sorted {
  released: dueReports.ReportView[];
  kept: dueReports.ReportView[];
}

/**
 * A visit that does not take place asks for nothing: what has not come in is retired; what has come in stays, received on
 * time or not, and a part that came in stays without a date, so that nobody becomes late with the rest.
 */
export async function releaseReports(db: Db, visitId: number): Promise<Sorted> {
  // What is on its way in at this moment is waited for, then counted among what has come.
  for (const { id } of await dueReports.listOfVisits(db, [visitId])) await dueReports.lock(db, id);
  const { released, kept } = await sortReports(db, visitId);
  const release = async (
    { id, version }: dueReports.ReportView,
    values: Parameters<typeof dueReports.update>[2],
  ): Promise<void> => {
    await dueReports.update(db, id, { ...values, version: version + 1 });
    await reminders.voidOf(db, { dueReportId: id }, 'the visit does not take place');
  };
  for (const report of released) await release(report, { state: 'retired' });
  for (const report of kept)
    if (!report.settledAt)
      await release(report, { state: 'no_deadline', bound: null, printedDay: null, lastDay: null });
  return { released, kept };
}

const question = (rule: DueRule, { state, policy, day }: VisitToServe) => ({
  rule,
  visit: { state, policy },
  day,
  was: null,
});

const isRelative = ({ kind }: DueRule): boolean =>
  kind === 'days_before_visit' || kind === 'working_days_before_visit';

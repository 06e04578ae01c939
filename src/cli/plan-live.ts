import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Deadline } from '../domain/deadline.ts';
import type { DueReport } from '../domain/due-reports.ts';
import type { Plan, Visit } from '../domain/plan.ts';
import { loadCalendars } from '../files/calendars.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as plans from '../store/plans.ts';
import * as units from '../store/units.ts';
import { openConfigured } from './database.ts';
import type { Terminal } from './terminal.ts';

/** A plan as it stands in the database. */
export interface LivePlan {
  plan: Plan;
  calendar: OfficeCalendar;
  due: readonly DueReport[];
  /** Those not yet received: what is still reminded of. */
  outstanding: readonly DueReport[];
}

/** Reads a plan from the database, with its number, visits and deadlines as they are now; undefined, and said so, where there is none. */
export async function readLivePlan(
  name: string,
  terminal: Pick<Terminal, 'error'>,
): Promise<LivePlan | undefined> {
  const database = await openConfigured(terminal);
  try {
    const row = (await plans.listAll(database.db)).find(({ key }) => key === name);
    if (row) return await read(database.db, row);
    terminal.error(`no plan "${name}" is loaded: dondoc plan load plans/${name}`);
    return undefined;
  } finally {
    await database.close();
  }
}

async function read(db: Db, row: plans.PlanRow): Promise<LivePlan> {
  const names = new Map(
    (await units.listOfJurisdiction(db, row.jurisdictionId)).map((unit) => [unit.id, unit.name]),
  );
  const stored = new Map(
    (await plans.listPlanVisits(db, row.id)).map((visit) => [names.get(visit.unitId), visit]),
  );
  const visits = row.source.visits.flatMap((visit): Visit[] => {
    const now = stored.get(visit.unit);
    if (!now || now.state === 'cancelled') return [];
    return [{ ...visit, from: now.startsOn, to: now.endsOn, precision: now.precision }];
  });
  const rows = await dueReports.listOfPlan(db, row.id);
  const due = rows.map((report) => ({ report, due: dueReportOf(report, visits) }));
  return {
    plan: {
      ...row.source,
      document: { ...row.source.document, number: row.number, date: row.issuedOn },
      visits,
    },
    calendar: loadCalendars(),
    due: due.map((one) => one.due),
    outstanding: due.flatMap((one) => (one.report.settledAt ? [] : [one.due])),
  };
}

function dueReportOf(report: dueReports.ReportView, visits: readonly Visit[]): DueReport {
  const visit = visits.find(({ unit }) => report.visitId !== null && unit === report.unitName) ?? null;
  const { unitName, obligationKey, title, period } = report;
  return {
    unit: unitName,
    obligation: obligationKey,
    title,
    period: period || null,
    visit,
    deadline: deadlineOf(report),
  };
}

function deadlineOf({ state, bound, printedDay, lastDay }: dueReports.ReportView): Deadline {
  if (state === 'dated' && bound !== null && lastDay !== null)
    return { state, bound, printed: printedDay, lastDay };
  const isRelative = bound === 'days_before' || bound === 'working_days_before';
  if (state === 'waiting_for_visit' && isRelative) return { state, bound };
  return { state: state === 'by_period' || state === 'on_request' ? state : 'no_deadline' };
}

import type { Bound } from '../domain/deadline.ts';
import type { Day } from '../domain/day.ts';
import { maySee, type Scope } from '../domain/grants.ts';
import { reportState } from '../domain/receipt.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as plans from '../store/plans.ts';

/** Units that owe one report by one date, by what has come of it: names in the order of the plan. */
export interface DueGroup {
  title: string;
  obligationId: number;
  /** "2021-03"; empty where the obligation names none. */
  period: string;
  state: dueReports.ReportView['state'];
  bound: Bound | null;
  printedDay: Day | null;
  lastDay: Day | null;
  onTime: string[];
  late: string[];
  /** Received, no date having been set. */
  received: string[];
  /** Not received, last day passed. */
  overdue: string[];
  /** Not received, last day not passed. */
  open: string[];
  /** Not received here, due before the plan was followed here. */
  unfollowed: string[];
}

/** Read-only views of due reports; where a scope is given, limited to what the asker may see. */
export function createReports(db: Db) {
  return {
    find: (id: number) => dueReports.findById(db, id),
    ofVisit: (visitId: number) => dueReports.listOfVisits(db, [visitId]),

    /** The report, where the asker may see it. */
    async findInScope(scope: Scope, id: number): Promise<dueReports.ReportView | undefined> {
      const report = await dueReports.findById(db, id);
      return report && isVisible(scope, report) ? report : undefined;
    },

    /** Reports of these units in view, nearest first. */
    ofUnits: async (scope: Scope, unitIds: readonly number[]): Promise<dueReports.ReportView[]> =>
      (await dueReports.listOfUnits(db, unitIds)).filter((report) => isVisible(scope, report)),

    /** What is owed by when and what has come of it, by date; the nearest date first. */
    async overview(scope: Scope, now: Date, only: { unitId?: number } = {}): Promise<DueGroup[]> {
      const rows = await dueReports.listStates(db, scope);
      return groupByDate(
        rows.filter((row) => only.unitId === undefined || row.unitId === only.unitId),
        now,
      );
    },

    /** Units a coordinator follows; a body's own officers included. */
    coordinatedUnits: (scope: Scope) =>
      scope.coordinates.length === 0
        ? Promise.resolve([])
        : dueReports.listCoordinatedUnits(db, scope.coordinates),

    /** Reports not in yet that the scope coordinates, the nearest date first. */
    coordinatedOpen: (scope: Scope) => dueReports.listOpenOf(db, scope.coordinates),

    /** The standing bodies of the plans in force. */
    async planCoordinators(jurisdictionId: number): Promise<number[]> {
      const issued = await plans.listIssued(db, jurisdictionId);
      return [...new Set(issued.map(({ coordinatorUnitId }) => coordinatorUnitId))];
    },

    async coordinatesUnit(scope: Scope, unitId: number): Promise<boolean> {
      if (scope.coordinates.length === 0) return false;
      return (await dueReports.listCoordinatedUnits(db, scope.coordinates, [unitId])).length > 0;
    },
  };
}

/** Officers of a unit see no report of a draft: it has not been sent to them. */
const isVisible = (scope: Scope, report: dueReports.ReportView): boolean =>
  maySee(report.planState !== 'draft' ? scope : { ...scope, ownUnits: [] }, report);

type StateRow = Awaited<ReturnType<typeof dueReports.listStates>>[number];

function groupByDate(rows: readonly StateRow[], now: Date): DueGroup[] {
  const groups = new Map<string, DueGroup>();
  for (const row of rows) {
    const { title, obligationId, period, state, bound, printedDay, lastDay } = row;
    const key = [title, state, bound, printedDay, lastDay].join('|');
    const group = groups.get(key) ?? {
      title,
      obligationId,
      period,
      state,
      bound,
      printedDay,
      lastDay,
      onTime: [],
      late: [],
      received: [],
      overdue: [],
      open: [],
      unfollowed: [],
    };
    groups.set(key, group);
    group[LIST_OF_STATE[reportState(row, now)]].push(row.unitName);
  }
  return [...groups.values()];
}

const LIST_OF_STATE = {
  received_on_time: 'onTime',
  received_late: 'late',
  received: 'received',
  overdue: 'overdue',
  open: 'open',
  unfollowed: 'unfollowed',
} as const;

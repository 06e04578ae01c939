import { dayOf } from '../domain/office-time.ts';
import type { Day } from '../domain/day.ts';
import type { Author } from '../domain/grants.ts';
import type { Field, Precision } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import type { ReportView } from '../store/due-reports.ts';
import * as plans from '../store/plans.ts';
import * as teams from '../store/visit-teams.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import { planVisit } from './reminder-planning.ts';
import { firstDay } from './visit-dates.ts';
import { oweForVisit, wantedReports, type WantedReport } from './visit-reports.ts';
import { logVisit } from './visit-taking.ts';

export interface VisitToAdd {
  plan: number;
  unit: number;
  startsOn: Day;
  endsOn: Day;
  precision: Precision;
  /** Null: to be set later. */
  session: { at: Date; place: string | null } | null;
  /** Empty: everything the plan names. */
  fields: readonly Field[];
}

export type VisitAdded =
  | {
      kind: 'done';
      visit: visits.VisitView;
      owed: { report: ReportView; passed: Day | null }[];
    }
  | { kind: 'not_found' }
  | { kind: 'already_done'; at: Date }
  | { kind: 'date_in_the_past' };

/** Visits that join a plan during the year, by a paper that adds them. */
export function createVisitAdding(db: Db, env: Environment) {
  const isCoordinated = async (by: Author, planId: number): Promise<plans.PlanRow | undefined> => {
    const plan = await plans.take(db, planId);
    return plan?.state === 'issued' && by.scope.coordinates.includes(plan.coordinatorUnitId)
      ? plan
      : undefined;
  };

  return {
    /** The reports such a visit would ask for. */
    async preview(input: VisitToAdd, now: Date): Promise<WantedReport[]> {
      const plan = await plans.findById(db, input.plan);
      if (!plan) return [];
      const day = input.session ? dayOf(input.session.at) : (firstDay({ ...input, sessionAt: null }) ?? null);
      const { id: planId, policy } = plan;
      return wantedReports(db, env, { planId, unitId: input.unit, state: 'planned', policy, day }, now);
    },

    /** Adds a visit to a plan `by` coordinates; what the plan asks of a visited unit is asked of this one too. */
    async add(
      input: VisitToAdd & { paper: { number: string; date: Day }; reason?: string; by: Author },
      now: Date,
    ): Promise<VisitAdded> {
      const { unit: unitId, startsOn, endsOn, precision, session, fields, paper, reason, by } = input;
      const plan = await isCoordinated(by, input.plan);
      if (!plan) return { kind: 'not_found' };
      const twice = await visits.findAdded(db, {
        planId: plan.id,
        unitId,
        startsOn,
        endsOn,
        paper: paper.number,
      });
      if (twice) return { kind: 'already_done', at: twice };
      if (endsOn < dayOf(now) || (session && session.at <= now)) return { kind: 'date_in_the_past' };
      const team = await teams.commonTeam(db, plan.id);
      const id = await visits.insert(db, {
        planId: plan.id,
        origin: 'added',
        unitId,
        fields: [...fields],
        startsOn,
        endsOn,
        precision,
        leadSeatId: team.lead,
        deputySeatId: team.deputy,
        coordinatorUnitId: plan.coordinatorUnitId,
        state: 'planned',
        surprise: false,
        createdBy: by.id,
        sessionAt: session?.at ?? null,
        sessionPlace: session?.place ?? null,
        version: 1,
      });
      await teams.addMembers(db, id, team.members);
      const visit = await visits.findById(db, id);
      if (!visit) throw new Error(`visit ${id} was not stored`);
      await logVisit(
        db,
        {
          action: 'visit.add',
          before: undefined,
          after: visit,
          by: by.id,
          more: { paper, ...(reason && { reason }) },
        },
        now,
      );
      await planVisit(db, env, visit, now);
      const owed = await oweForVisit(db, env, { ...visit, day: firstDay(visit) ?? null }, by.id, now);
      return { kind: 'done', visit, owed };
    },
  };
}

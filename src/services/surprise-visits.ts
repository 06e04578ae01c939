import type { Day } from '../domain/day.ts';
import type { Author } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Field } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import type { ReportView } from '../store/due-reports.ts';
import * as plans from '../store/plans.ts';
import * as teams from '../store/visit-teams.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import type { Told } from './telling.ts';
import { firstDay } from './visit-dates.ts';
import { tellReportsAsked, tellVisitJoined } from './visit-news.ts';
import { oweForVisit, wantedReports, type WantedReport } from './visit-reports.ts';
import { logVisit, mayChange, ownsSurprise } from './visit-taking.ts';

export interface SurpriseToMake {
  plan: number;
  unit: number;
  on: Day;
  session: { at: Date; place: string | null } | null;
  place: string | null;
  /** Seats of the plan's team besides the author's own. */
  seats: readonly number[];
  /** Empty: everything the plan names. */
  fields: readonly Field[];
}

export type SurpriseMade =
  | { kind: 'done'; visit: visits.VisitView; told: Told }
  | { kind: 'not_found' }
  | { kind: 'already_done'; at: Date }
  | { kind: 'date_in_the_past' };

export interface ReportsAsked {
  visit: visits.VisitView;
  /** Empty where the unit has been asked before. */
  owed: { report: ReportView; passed: Day | null }[];
  told: Told | null;
}

/**
 * Law 7: kiểm tra đột xuất. It exists for the persons named in it alone until the team makes it known: nothing is asked
 * of the unit, no reminder planned, no number taken. A unit that inspects itself because nobody visits it keeps that duty
 * when a surprise visit is made known, unless the coordinator retires it: no document that prints one prints the other,
 * and a duty that vanished would show what was still secret.
 */
export function createSurpriseVisits(db: Db, env: Environment) {
  return {
    /** The seats a person holds in teams of issued plans: from one of them a surprise visit is made. */
    seatsHeld: (personId: number, now: Date) => teams.listHeldBy(db, personId, dayOf(now)),
    seatsOf: (planId: number) => teams.listOfPlan(db, planId),
    owns: ownsSurprise,

    async create(input: SurpriseToMake & { reason?: string; by: Author }, now: Date): Promise<SurpriseMade> {
      const { unit: unitId, on, session, fields, reason, by } = input;
      const held = (await teams.listHeldBy(db, by.id, dayOf(now))).filter(
        ({ planId }) => planId === input.plan,
      );
      const [own] = held;
      const plan = await plans.findById(db, input.plan);
      if (!own || !plan) return { kind: 'not_found' };
      if (on < dayOf(now) || (session && session.at <= now)) return { kind: 'date_in_the_past' };
      const team = await teams.listOfPlan(db, plan.id);
      const wanted = new Set([own.seatId, ...input.seats]);
      const seats = team.filter(({ id }) => wanted.has(id));
      const lead = own.role === 'head' ? own.seatId : (seats.find(({ role }) => role === 'head')?.id ?? null);
      const twice = await visits.findMadeBy(db, { planId: plan.id, unitId, on, createdBy: by.id });
      if (twice) return { kind: 'already_done', at: twice };
      const id = await visits.insert(db, {
        planId: plan.id,
        origin: 'added',
        unitId,
        fields: [...fields],
        startsOn: on,
        endsOn: on,
        precision: 'day',
        leadSeatId: lead,
        coordinatorUnitId: plan.coordinatorUnitId,
        state: 'planned',
        surprise: true,
        createdBy: by.id,
        sessionAt: session?.at ?? null,
        sessionPlace: input.place,
        version: 1,
      });
      await teams.addMembers(
        db,
        id,
        seats.flatMap((seat) => (seat.id === lead ? [] : [seat.id])),
      );
      const visit = await visits.findById(db, id);
      if (!visit) throw new Error(`visit ${id} was not stored`);
      await logVisit(
        db,
        {
          action: 'visit.create',
          before: undefined,
          after: visit,
          by: by.id,
          ...(reason && { more: { reason } }),
        },
        now,
      );
      const told = await tellVisitJoined(db, env, { visit, by: by.id }, now);
      return { kind: 'done', visit, told };
    },

    /** The reports the unit would be asked for; none before the visit has been made known. */
    async wanted(visitId: number, by: Author, now: Date): Promise<WantedReport[]> {
      const visit = await visits.findById(db, visitId);
      if (visit?.state !== 'announced' || !mayChange(by, visit)) return [];
      return wantedReports(db, env, { ...visit, day: firstDay(visit) ?? null }, now);
    },

    /** Asks the unit for what the plan asks of a visited unit; it owes nothing for a surprise visit otherwise. */
    async askForReports(visitId: number, by: Author, now: Date): Promise<ReportsAsked | undefined> {
      await visits.lock(db, visitId);
      const visit = await visits.findById(db, visitId);
      if (visit?.state !== 'announced' || !mayChange(by, visit)) return undefined;
      const owed = await oweForVisit(db, env, { ...visit, day: firstDay(visit) ?? null }, by.id, now);
      if (owed.length === 0) return { visit, owed, told: null };
      const reports = owed.map(({ report }) => report.id);
      const passed = owed.flatMap((one) =>
        one.passed === null ? [] : [{ report: one.report.id, day: one.passed }],
      );
      return { visit, owed, told: await tellReportsAsked(db, env, { visit, reports, passed }, now) };
    },
  };
}

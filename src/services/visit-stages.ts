import type { Day } from '../domain/day.ts';
import type { Author, Scope } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Stage } from '../domain/plan.ts';
import { isSecret } from '../domain/visits.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as plans from '../store/plans.ts';
import * as stages from '../store/visit-stages.ts';
import * as teams from '../store/visit-teams.ts';
import * as visits from '../store/visits.ts';

/** A step of a visit the plan names, with what is known of it. */
export interface VisitStage extends Stage {
  plannedOn: Day | null;
  doneOn: Day | null;
}

export type StageRecorded =
  | { kind: 'done'; visit: visits.VisitView; stage: VisitStage }
  | { kind: 'not_found' }
  /** Called off: no step of it is recorded any more. */
  | { kind: 'closed'; visit: visits.VisitView }
  /** A step cannot have been done on a day to come. */
  | { kind: 'too_early' };

/** The steps of a visit: the support group reads the papers before the team works. */
export function createVisitStages(db: Db) {
  /** In the document's order; none where the plan names none. They are of visits told beforehand, not of surprise ones. */
  async function ofVisit({
    id,
    planId,
    surprise,
  }: Pick<visits.VisitView, 'id' | 'planId' | 'surprise'>): Promise<VisitStage[]> {
    if (surprise) return [];
    const plan = await plans.findById(db, planId);
    const named = plan?.source.stages ?? [];
    if (named.length === 0) return [];
    const known = new Map((await stages.listOfVisit(db, id)).map((row) => [row.stageKey, row]));
    return named.map((stage) => {
      const row = known.get(stage.key);
      return { ...stage, plannedOn: row?.plannedOn ?? null, doneOn: row?.doneOn ?? null };
    });
  }

  /** The body that coordinates, the team of the visit, and whoever supports the plan's team. */
  async function mayRecord(
    by: { id: number; scope: Scope },
    visit: visits.VisitView,
    now: Date,
  ): Promise<boolean> {
    const { scope } = by;
    if (scope.leads.includes(visit.id) || scope.sitsOn.includes(visit.id)) return true;
    if (isSecret(visit)) return false;
    if (scope.coordinates.includes(visit.coordinatorUnitId)) return true;
    const held = await teams.listHeldBy(db, by.id, dayOf(now));
    return held.some(
      ({ planId, role }) => planId === visit.planId && (role === 'support' || role === 'secretary'),
    );
  }

  return {
    ofVisit,
    mayRecord,

    /** Records the day a step is planned for, or the day it was done. */
    async record(
      input: { visit: number; stage: string; day: Day; what: 'planned' | 'done'; by: Author },
      now: Date,
    ): Promise<StageRecorded> {
      const { day, what, by } = input;
      await visits.lock(db, input.visit);
      const visit = await visits.findById(db, input.visit);
      if (!visit || !(await mayRecord(by, visit, now))) return { kind: 'not_found' };
      const before = (await ofVisit(visit)).find(({ key }) => key === input.stage);
      if (!before) return { kind: 'not_found' };
      if (visit.state === 'cancelled') return { kind: 'closed', visit };
      if (what === 'done' && day > dayOf(now)) return { kind: 'too_early' };
      const change = what === 'done' ? { doneOn: day } : { plannedOn: day };
      await stages.record(db, {
        visitId: visit.id,
        stageKey: before.key,
        ...change,
        recordedBy: by.id,
        recordedAt: now,
      });
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: `visit_stage.${what}`,
        subject: 'visit_stage',
        subjectId: visit.id,
        before: { stage: before.key, plannedOn: before.plannedOn, doneOn: before.doneOn },
        after: { stage: before.key, ...change },
      });
      return { kind: 'done', visit, stage: { ...before, ...change } };
    },
  };
}

import type { Day } from '../domain/day.ts';
import type { DueRule } from '../domain/deadline.ts';
import type { Author, Scope } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import * as findings from '../store/conclusion-findings.ts';
import * as conclusions from '../store/conclusions.ts';
import type { Db } from '../store/connect.ts';
import * as plans from '../store/plans.ts';
import * as units from '../store/units.ts';
import * as visits from '../store/visits.ts';
import {
  createConclusionAccess,
  type Conclusion,
  type ConclusionRefusal,
  type SignedNotice,
} from './conclusion-access.ts';
import { createFindings, facts, newsOfChange } from './conclusion-findings.ts';
import type { Environment } from './environment.ts';
import { createTelling, type Told } from './telling.ts';
import { planTask } from './reminder-planning.ts';

export type Recording =
  | { kind: 'done'; conclusion: Conclusion }
  /** This very notice stands already: two people had the same paper. */
  | { kind: 'already_done'; conclusion: Conclusion }
  /** The visit has got another notice since this was shown. */
  | { kind: 'changed_meanwhile'; conclusion: Conclusion }
  /** The notice of an inspection cannot be older than the inspection. */
  | { kind: 'before_visit'; firstDay: Day }
  | { kind: 'date_in_the_future' }
  | { kind: 'not_found' };

export type Correcting =
  | { kind: 'done'; conclusion: Conclusion; before: SignedNotice; told: Told | null }
  /** It is so already. */
  | { kind: 'unchanged'; conclusion: Conclusion }
  /** Another notice of this unit has that number and day. */
  | { kind: 'taken'; conclusion: Conclusion }
  | { kind: 'before_visit'; firstDay: Day }
  | { kind: 'date_in_the_future' }
  | ConclusionRefusal;

export type SendingConclusion =
  | { kind: 'done'; conclusion: Conclusion; told: Told }
  | { kind: 'already_done'; conclusion: Conclusion; at: Date }
  | { kind: 'plan_not_issued'; conclusion: Conclusion }
  | ConclusionRefusal;

/** Where a notice belongs: to a visit, or to a unit of a plan whose earlier inspection is followed to its end. */
export type About = { visit: number } | { plan: number; unit: number };

/** Thông báo kết luận: entered by those who keep it, sent to the unit by a person's word only (Law 16). */
export function createConclusions(db: Db, env: Environment) {
  const tell = createTelling(db, env);
  const access = createConclusionAccess(db, env);

  async function place(about: About, by: Author) {
    if ('visit' in about) {
      await visits.lock(db, about.visit);
      const visit = await visits.findById(db, about.visit);
      if (!visit || !(await conclusions.keepsVisit(db, by, visit.id))) return undefined;
      if (visit.state !== 'announced' && visit.state !== 'done') return undefined;
      const { planId, unitId, coordinatorUnitId } = visit;
      return { planId, unitId, coordinatorUnitId, visitId: visit.id, firstDay: firstDayOf(visit) };
    }
    const plan = await plans.findById(db, about.plan);
    const [unit] = await units.listByIds(db, [about.unit]);
    if (!plan || plan.jurisdictionId !== unit?.jurisdictionId) return undefined;
    const coordinatorUnitId = await conclusions.bodyFor(db, by.scope, { planId: plan.id, unitId: unit.id });
    if (coordinatorUnitId === undefined) return undefined;
    return { planId: plan.id, unitId: unit.id, coordinatorUnitId, visitId: null, firstDay: null };
  }

  return {
    ...createFindings(db, env),

    /** A notice as those who keep it see it; undefined for everybody else. */
    async findKept(by: Author, id: number): Promise<Conclusion | undefined> {
      const view = await conclusions.findById(db, id);
      return view && (await access.keeps(by, view)) ? access.complete(view) : undefined;
    },

    /** A notice within the scope. */
    async findInView(scope: Scope, id: number): Promise<Conclusion | undefined> {
      const [view] = await conclusions.listInView(db, scope, { id, limit: 1 });
      return view && access.complete(view);
    },

    /** What a message says of a notice is read without anybody's scope: it went to the unit. */
    async find(id: number): Promise<Conclusion | undefined> {
      const view = await conclusions.findById(db, id);
      return view && access.complete(view);
    },

    /** The notices of these units within the scope, the latest first. */
    async ofUnits(scope: Scope, unitIds: readonly number[], limit = 20): Promise<Conclusion[]> {
      const views = await conclusions.listInView(db, scope, { unitIds, limit });
      return Promise.all(views.map((view) => access.complete(view)));
    },

    async ofVisit(visitId: number): Promise<Conclusion[]> {
      const views = await conclusions.listOfVisit(db, visitId);
      return Promise.all(views.map((view) => access.complete(view)));
    },

    /** Notices still being entered, which no unit has seen. */
    unsent: (by: Author, limit: number) => conclusions.listUnsent(db, by, limit),
    /** Issued plans in which the scope may follow what an earlier inspection found in a unit. */
    plansOf: (scope: Scope, unitId: number) => conclusions.listPlansOf(db, scope, unitId),
    /** The last day on time a remedy has under the notice's plan; null where none is set, or reckoned. */
    lastDayOf: (rule: DueRule, view: conclusions.ConclusionView): Day | null => access.lastDayOf(rule, view),
    keepsVisit: (by: Author, visitId: number): Promise<boolean> => conclusions.keepsVisit(db, by, visitId),

    /** Begun visits whose notice the author may register. */
    visitsToConclude: (by: Author, now: Date, filter: { unitId?: number | undefined; limit: number }) =>
      conclusions.listVisitsToConclude(db, by, { today: dayOf(now), ...filter }),

    /** Every finding sent within the scope, to be counted. */
    facts: (scope: Scope) => findings.listFacts(db, scope),
    countOverdue: (scope: Scope, now: Date): Promise<number> => findings.countOverdue(db, scope, dayOf(now)),

    /** `known` is how many notices the visit had when the confirmation was shown. The unit is told nothing yet. */
    async record(
      input: { about: About; notice: SignedNotice; known: number; by: Author },
      now: Date,
    ): Promise<Recording> {
      const { about, notice, known, by } = input;
      const found = await place(about, by);
      if (!found) return { kind: 'not_found' };
      const { firstDay, ...where } = found;
      const refused = refuseDay(notice, firstDay, now);
      if (refused) return refused;
      const key = { planId: where.planId, unitId: where.unitId, ...notice };
      const same = await conclusions.findNotice(db, key);
      if (same) return already(same, by);
      const before = where.visitId === null ? [] : await conclusions.listOfVisit(db, where.visitId);
      const last = before.at(-1);
      if (last && before.length !== known)
        return { kind: 'changed_meanwhile', conclusion: await access.complete(last) };
      const values = { ...where, ...notice, recordedBy: by.id, recordedAt: now };
      const id = await conclusions.insert(db, values);
      if (id === undefined) {
        // Somebody else's transaction brought it between the look and the write.
        const theirs = await conclusions.findNotice(db, key);
        return theirs ? already(theirs, by) : { kind: 'not_found' };
      }
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'conclusion.record',
        subject: 'conclusion',
        subjectId: id,
        after: { visitId: where.visitId, ...notice },
      });
      return { kind: 'done', conclusion: await access.reload(id) };
    },

    /** A number, day or signer entered wrong; the unit is told where it has the wrong one. */
    async correct(
      input: { conclusion: number; notice: SignedNotice; stamp: string; by: Author },
      now: Date,
    ): Promise<Correcting> {
      const { notice, by } = input;
      const taken = await access.take({ conclusion: input.conclusion, by });
      if (taken.kind !== 'taken') return taken;
      const { conclusion } = taken;
      const { id, planId, unitId, visitId } = conclusion;
      const before = noticeOf(conclusion);
      if (isSame(before, notice)) return { kind: 'unchanged', conclusion };
      if (conclusion.stamp !== input.stamp) return { kind: 'changed_meanwhile', conclusion };
      const visit = visitId === null ? undefined : await visits.findById(db, visitId);
      const refused = refuseDay(notice, visit ? firstDayOf(visit) : null, now);
      if (refused) return refused;
      const other = await conclusions.findNotice(db, { planId, unitId, ...notice });
      if (other && other.id !== id) return { kind: 'taken', conclusion: await access.complete(other) };
      await conclusions.update(db, id, notice);
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'conclusion.correct',
        subject: 'conclusion',
        subjectId: id,
        before,
        after: notice,
      });
      const after = await access.reload(id);
      const told = conclusion.sentAt === null ? null : await tell(newsOfChange(after, null, now), now);
      return { kind: 'done', conclusion: after, before, told };
    },

    /** Law 16: from this word on the unit sees the notice, has its findings to remedy and is reminded of their dates. */
    async send(
      input: { conclusion: number; stamp: string; by: Author },
      now: Date,
    ): Promise<SendingConclusion> {
      const { by } = input;
      const taken = await access.take({ conclusion: input.conclusion, by });
      if (taken.kind !== 'taken') return taken;
      const { conclusion } = taken;
      const { id, unitId, policy } = conclusion;
      if (conclusion.sentAt) return { kind: 'already_done', conclusion, at: conclusion.sentAt };
      if (conclusion.stamp !== input.stamp) return { kind: 'changed_meanwhile', conclusion };
      const plan = await plans.findById(db, conclusion.planId);
      if (plan?.state !== 'issued') return { kind: 'plan_not_issued', conclusion };
      const tasks = conclusion.findings.map((finding) => finding.id);
      await conclusions.update(db, id, { sentAt: now });
      await findings.assign(db, tasks, unitId);
      for (const task of tasks) await planTask(db, env, task, now);
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'conclusion.send',
        subject: 'conclusion',
        subjectId: id,
        after: { ...noticeOf(conclusion), findings: conclusion.findings.map(facts) },
      });
      const subject = { about: 'conclusion_sent', conclusion: id } as const;
      const told = await tell({ unitId, role: 'focal', key: `conclusion:${id}:sent`, subject, policy }, now);
      return { kind: 'done', conclusion: await access.reload(id), told };
    },
  };

  /** The same paper registered twice; somebody who may not see the first registration learns nothing of it. */
  async function already(same: conclusions.ConclusionView, by: Author): Promise<Recording> {
    if (!(await access.keeps(by, same))) return { kind: 'not_found' };
    return { kind: 'already_done', conclusion: await access.complete(same) };
  }
}

const noticeOf = ({ number, issuedOn, signer }: SignedNotice): SignedNotice => ({
  number,
  issuedOn,
  signer,
});

const isSame = (a: SignedNotice, b: SignedNotice): boolean =>
  a.number === b.number && a.issuedOn === b.issuedOn && a.signer === b.signer;

const firstDayOf = ({ sessionAt, startsOn }: visits.VisitView): Day =>
  sessionAt ? dayOf(sessionAt) : startsOn;

function refuseDay({ issuedOn }: SignedNotice, firstDay: Day | null, now: Date) {
  if (issuedOn > dayOf(now)) return { kind: 'date_in_the_future' } as const;
  if (firstDay !== null && issuedOn < firstDay) return { kind: 'before_visit', firstDay } as const;
  return undefined;
}

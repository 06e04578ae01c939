import { deadlineOf, type DueRule } from '../domain/deadline.ts';
import type { Day } from '../domain/day.ts';
import type { Author } from '../domain/grants.ts';
import type { Field } from '../domain/plan.ts';
import * as rows from '../store/conclusion-findings.ts';
import * as conclusions from '../store/conclusions.ts';
import type { Db } from '../store/connect.ts';
import type { Environment } from './environment.ts';

export interface SignedNotice {
  /** "15/TB-ĐKT". */
  number: string;
  issuedOn: Day;
  signer: string | null;
}

/** What was found, what is asked and by when; the rule `no_deadline` where the notice sets no date. */
export interface FindingInput {
  field: Field | null;
  finding: string | null;
  remedy: string;
  rule: DueRule;
}

/** A notice with its findings, as the author may see and change it. */
export interface Conclusion extends conclusions.ConclusionView {
  findings: rows.FindingRow[];
  /** Changes with the notice and its findings: what is confirmed must be as it was shown. */
  stamp: string;
}

export type ConclusionRefusal = { kind: 'not_found' } | { kind: 'changed_meanwhile'; conclusion: Conclusion };

/** Loading and judging common to all that changes a notice. */
export function createConclusionAccess(db: Db, env: Environment) {
  async function complete(view: conclusions.ConclusionView): Promise<Conclusion> {
    const findings = await rows.listFindings(db, [view.id]);
    const shown = findings.map(({ no, field, finding, remedy, rule, version }) => [
      no,
      field,
      finding,
      remedy,
      rule,
      version,
    ]);
    const facts = [view.number, view.issuedOn, view.signer, view.sentAt?.getTime() ?? null, shown];
    return { ...view, findings, stamp: env.hash(JSON.stringify(facts)).slice(0, 16) };
  }

  /** Whether the author keeps the notice: the body that coordinates; the lead and the secretary of its visit. */
  async function keeps(by: Author, { coordinatorUnitId, visitId }: KeptNotice): Promise<boolean> {
    if (by.scope.coordinates.includes(coordinatorUnitId)) return true;
    return visitId !== null && (await conclusions.keepsVisit(db, by, visitId));
  }

  async function reload(id: number): Promise<Conclusion> {
    const view = await conclusions.findById(db, id);
    if (!view) throw new Error(`no conclusion ${id}`);
    return complete(view);
  }

  return {
    complete,
    keeps,
    reload,

    /** The notice, held for this transaction, if the author keeps it and, where a stamp is given, it is as it was shown. */
    async take(input: {
      conclusion: number;
      by: Author;
      stamp?: string;
    }): Promise<{ kind: 'taken'; conclusion: Conclusion } | ConclusionRefusal> {
      await conclusions.lock(db, input.conclusion);
      const view = await conclusions.findById(db, input.conclusion);
      if (!view || !(await keeps(input.by, view))) return { kind: 'not_found' };
      const conclusion = await complete(view);
      return input.stamp === undefined || input.stamp === conclusion.stamp
        ? { kind: 'taken', conclusion }
        : { kind: 'changed_meanwhile', conclusion };
    },

    /**
     * The last day on time a remedy has under the plan. What an earlier notice set before the plan took effect is kept
     * in its rule and makes nothing late (Law 9).
     */
    lastDayOf(rule: DueRule, { effectiveFrom, policy }: conclusions.ConclusionView): Day | null {
      const deadline = deadlineOf(rule, {
        calendar: env.calendar,
        visitStart: null,
        nextWorkingDayCounts: policy.nextWorkingDayCounts,
        year: Number(effectiveFrom.slice(0, 4)),
      });
      return deadline.state === 'dated' && deadline.lastDay >= effectiveFrom ? deadline.lastDay : null;
    },
  };
}

type KeptNotice = Pick<conclusions.ConclusionView, 'coordinatorUnitId' | 'visitId'>;

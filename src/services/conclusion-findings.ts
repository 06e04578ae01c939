import type { Day } from '../domain/day.ts';
import type { DueRule } from '../domain/deadline.ts';
import type { Author } from '../domain/grants.ts';
import * as changeLog from '../store/change-log.ts';
import * as rows from '../store/conclusion-findings.ts';
import type { Db } from '../store/connect.ts';
import * as reminders from '../store/reminders.ts';
import {
  createConclusionAccess,
  type Conclusion,
  type ConclusionRefusal,
  type FindingInput,
} from './conclusion-access.ts';
import type { Environment } from './environment.ts';
import { planTask } from './reminder-planning.ts';
import { createTelling, type Told, type ToTell } from './telling.ts';

export type FindingsAdded =
  | { kind: 'done'; conclusion: Conclusion; numbers: string[]; told: Told | null }
  /** More than a notice can hold. */
  | { kind: 'too_many'; limit: number }
  | DateBeforeNotice
  | ConclusionRefusal;

export type FindingChanged =
  | { kind: 'done'; conclusion: Conclusion; told: Told | null }
  | { kind: 'unchanged'; conclusion: Conclusion }
  | { kind: 'no_such_finding'; conclusion: Conclusion }
  | DateBeforeNotice
  | ConclusionRefusal;

export type FindingRemoved =
  | { kind: 'done'; conclusion: Conclusion }
  /** The unit has it: it is corrected or remedied, never gone. */
  | { kind: 'sent'; conclusion: Conclusion }
  | { kind: 'no_such_finding'; conclusion: Conclusion }
  | ConclusionRefusal;

/** A remedy cannot be due before the paper that asks for it. */
interface DateBeforeNotice {
  kind: 'date_before_notice';
  lastDay: Day;
}

/** A signed notice has a dozen findings; this only keeps a slip of the hand out. */
const MOST_FINDINGS = 100;

/** The findings of a notice: free to change until it is sent, afterwards with the unit being told. */
export function createFindings(db: Db, env: Environment) {
  const tell = createTelling(db, env);
  const access = createConclusionAccess(db, env);

  function refuseDate(
    { rule }: FindingInput,
    { issuedOn, ...view }: Conclusion,
  ): DateBeforeNotice | undefined {
    const lastDay = access.lastDayOf(rule, { ...view, issuedOn, effectiveFrom: '0001-01-01' });
    return lastDay !== null && lastDay < issuedOn ? { kind: 'date_before_notice', lastDay } : undefined;
  }

  const columnsOf = ({ field, finding, remedy, rule }: FindingInput, conclusion: Conclusion) => ({
    field,
    finding,
    text: remedy,
    rule,
    lastDay: access.lastDayOf(rule, conclusion),
  });

  return {
    /** Adds findings below the ones there are; where the unit has the notice already, `stamp` is needed and it is told. */
    async addFindings(
      input: { conclusion: number; findings: readonly FindingInput[]; stamp?: string; by: Author },
      now: Date,
    ): Promise<FindingsAdded> {
      const { findings, by } = input;
      const taken = await access.take(input);
      if (taken.kind !== 'taken') return taken;
      const { conclusion } = taken;
      if (conclusion.sentAt && input.stamp === undefined) return { kind: 'changed_meanwhile', conclusion };
      if (conclusion.findings.length + findings.length > MOST_FINDINGS)
        return { kind: 'too_many', limit: MOST_FINDINGS };
      for (const finding of findings) {
        const refused = refuseDate(finding, conclusion);
        if (refused) return refused;
      }
      const { id, planId, unitId, sentAt } = conclusion;
      const last = Math.max(0, ...conclusion.findings.map(({ no }) => Number(no)));
      const numbers = findings.map((_, index) => String(last + index + 1));
      for (const [index, finding] of findings.entries()) {
        const task = await rows.insertFinding(db, {
          planId,
          origin: 'conclusion',
          conclusionId: id,
          no: numbers[index] ?? '',
          ...columnsOf(finding, conclusion),
          products: [],
          conditional: false,
          arisen: true,
        });
        if (sentAt === null) continue;
        await rows.assign(db, [task], unitId);
        await planTask(db, env, task, now);
      }
      const after = await access.reload(id);
      const added = after.findings.filter(({ no }) => numbers.includes(no));
      await logged('conclusion.add_findings', id, by, now, { after: added.map(facts) });
      const told = sentAt === null ? null : await tell(newsOfChange(after, numbers, now), now);
      return { kind: 'done', conclusion: after, numbers, told };
    },

    /** One finding as the paper really has it. More time is another matter: it needs a paper of its own (Law 16). */
    async changeFinding(
      input: { conclusion: number; no: string; to: FindingInput; stamp?: string; by: Author },
      now: Date,
    ): Promise<FindingChanged> {
      const { no, to, by } = input;
      const taken = await access.take({ conclusion: input.conclusion, by });
      if (taken.kind !== 'taken') return taken;
      const { conclusion } = taken;
      const row = conclusion.findings.find((one) => one.no === no);
      if (!row) return { kind: 'no_such_finding', conclusion };
      if (isSame(row, to)) return { kind: 'unchanged', conclusion };
      if (conclusion.sentAt && conclusion.stamp !== input.stamp)
        return { kind: 'changed_meanwhile', conclusion };
      const refused = refuseDate(to, conclusion);
      if (refused) return refused;
      const columns = columnsOf(to, conclusion);
      // A date that paper or extension moved since stays, unless the date itself is what is corrected.
      const movesDate = !isSameRule(row.rule, to.rule);
      const { lastDay, ...words } = columns;
      await rows.updateFinding(
        db,
        row.id,
        movesDate ? { ...words, lastDay, version: row.version + 1 } : words,
      );
      if (conclusion.sentAt && movesDate) {
        await reminders.voidOf(db, { taskId: row.id }, 'date corrected');
        await planTask(db, env, row.id, now);
      }
      await logged('conclusion.change_finding', conclusion.id, by, now, {
        before: facts(row),
        after: facts({ ...row, ...to }),
      });
      const after = await access.reload(conclusion.id);
      const told = conclusion.sentAt === null ? null : await tell(newsOfChange(after, [no], now), now);
      return { kind: 'done', conclusion: after, told };
    },

    /** Takes a finding out of a notice nobody has been sent; those behind it move up. */
    async removeFinding(
      input: { conclusion: number; no: string; by: Author },
      now: Date,
    ): Promise<FindingRemoved> {
      const { no, by } = input;
      const taken = await access.take({ conclusion: input.conclusion, by });
      if (taken.kind !== 'taken') return taken;
      const { conclusion } = taken;
      if (conclusion.sentAt) return { kind: 'sent', conclusion };
      const at = conclusion.findings.findIndex((one) => one.no === no);
      const row = conclusion.findings[at];
      if (!row) return { kind: 'no_such_finding', conclusion };
      await rows.removeFinding(db, row.id);
      for (const [index, behind] of conclusion.findings.slice(at + 1).entries())
        await rows.updateFinding(db, behind.id, { no: String(at + 1 + index) });
      await logged('conclusion.remove_finding', conclusion.id, by, now, { before: facts(row) });
      return { kind: 'done', conclusion: await access.reload(conclusion.id) };
    },
  };

  function logged(
    action: string,
    id: number,
    by: Author,
    now: Date,
    change: { before?: unknown; after?: unknown },
  ): Promise<void> {
    return changeLog.append(db, {
      at: now,
      personId: by.id,
      action,
      subject: 'conclusion',
      subjectId: id,
      ...change,
    });
  }
}

/** What the log keeps of a finding. */
export const facts = ({ no, field, finding, remedy, rule }: FindingInput & { no: string }) => ({
  no,
  field,
  finding,
  remedy,
  rule,
});

/** A rule comes back from the database with its parts in another order. */
const isSameRule = (a: DueRule, b: DueRule): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

const isSame = (a: FindingInput, b: FindingInput): boolean =>
  a.field === b.field && a.finding === b.finding && a.remedy === b.remedy && isSameRule(a.rule, b.rule);

/** What the unit is told of a notice it has; no findings named: the number or day of the notice itself. */
export const newsOfChange = (
  { id, unitId, policy }: Conclusion,
  findings: readonly string[] | null,
  now: Date,
): ToTell => ({
  unitId,
  role: 'focal',
  key: `conclusion:${id}:changed:${now.getTime()}:${findings?.join() ?? 'notice'}`,
  subject: { about: 'conclusion_changed', conclusion: id, findings: findings && [...findings] },
  policy,
});

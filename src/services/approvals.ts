import type { Author } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import * as approvals from '../store/approvals.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import type { Environment } from './environment.ts';
import { createTelling, type Told } from './telling.ts';

/** The working day after the last on-time day on which the head of the unit may be approached. */
const PROPOSED_ON_WORKING_DAY = 2;

export type Decision =
  | { kind: 'approved'; approval: approvals.ApprovalView; told: Told }
  | { kind: 'declined'; approval: approvals.ApprovalView }
  /** Received, or its date moved, before the word was given: nothing is sent. */
  | { kind: 'outdated'; approval: approvals.ApprovalView }
  | { kind: 'already_done'; approval: approvals.ApprovalView }
  | { kind: 'not_found' };

/** Law 16: the head of a unit is approached only after a person's word. */
export function createApprovals(db: Db, env: Environment) {
  const tell = createTelling(db, env);
  return {
    find: (id: number) => approvals.findById(db, id),
    pending: (coordinatorUnitIds: readonly number[], limit = 20) =>
      approvals.listPending(db, coordinatorUnitIds, limit),
    countPending: (coordinatorUnitIds: readonly number[]) => approvals.countPending(db, coordinatorUnitIds),

    /** Proposes a message for every report overdue for so many working days, once a version; what came in since is dropped. */
    async proposeOverdue(now: Date): Promise<number> {
      const today = env.calendar.onOrBefore(dayOf(now));
      // Last days before this one lie that many working days back.
      const before = env.calendar.shift(today, 1 - PROPOSED_ON_WORKING_DAY);
      await approvals.voidOutdated(db);
      return approvals.insertOverdue(db, before, now);
    },

    async decide(input: { approval: number; approve: boolean; by: Author }, now: Date): Promise<Decision> {
      const { approve, by } = input;
      await approvals.lock(db, input.approval);
      const approval = await approvals.findById(db, input.approval);
      if (!approval || !by.scope.coordinates.includes(approval.coordinatorUnitId))
        return { kind: 'not_found' };
      if (approval.state !== 'pending') return { kind: 'already_done', approval };
      const isOutdated = approval.settledAt !== null || approval.version !== approval.reportVersion;
      const state = isOutdated ? 'void' : approve ? 'approved' : 'declined';
      await approvals.decide(db, approval.id, { state, decidedBy: by.id, decidedAt: now });
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: `approval.${state}`,
        subject: 'approval',
        subjectId: approval.id,
        after: { dueReportId: approval.dueReportId },
      });
      if (isOutdated) return { kind: 'outdated', approval };
      if (!approve) return { kind: 'declined', approval };
      const told = await tell(
        {
          unitId: approval.unitId,
          role: 'unit_head',
          key: `head_notice:${approval.id}`,
          subject: { about: 'head_notice', approval: approval.id },
          policy: approval.policy,
        },
        now,
      );
      return { kind: 'approved', approval, told };
    },
  };
}

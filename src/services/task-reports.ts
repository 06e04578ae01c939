import type { Day } from '../domain/day.ts';
import type { Author } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { faultOfClaim, givenOn, type ClaimFault } from '../domain/task-state.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as files from '../store/files.ts';
import * as reminders from '../store/reminders.ts';
import * as taskReports from '../store/task-reports.ts';
import * as tasks from '../store/tasks.ts';
import type { Environment } from './environment.ts';
import { planTask } from './reminder-planning.ts';
import { createTelling } from './telling.ts';

/** A file as its network knows it. */
export interface EvidenceFile {
  ref: string;
  name: string;
  mime: string | null;
  size: number;
  sentAt: string;
  /** Under which the program keeps it; null where only its name is known. */
  kept: number | null;
}

/** What an officer says of a finished task. */
export interface Claim {
  doneOn: Day;
  text: string;
  number: string | null;
  date: Day | null;
  link: string | null;
  files: readonly EvidenceFile[];
}

/** Who speaks, for which of the own units, of which task. */
interface Of {
  task: number;
  unit: number;
  by: Author;
}

type TaskView = tasks.TaskView;
type ReportView = taskReports.TaskReportView;

export type NotReported =
  /** Not in scope, or not a unit that leads. */
  | { kind: 'not_found' }
  /** The unit's part was accepted before. */
  | { kind: 'already_done'; task: TaskView; doneOn: Day };

export type ProgressNoted = { kind: 'done'; task: TaskView } | NotReported;

export type DoneReported =
  | { kind: 'done'; task: TaskView; report: ReportView }
  /** A completion of this unit waits for the coordinator already. */
  | { kind: 'already_pending'; task: TaskView; report: ReportView }
  | { kind: ClaimFault; task: TaskView; day: Day; from: Day }
  | NotReported;

export type CompletionDecided =
  | { kind: 'accepted'; task: TaskView; report: ReportView; reached: boolean }
  | { kind: 'returned'; task: TaskView; report: ReportView; reached: boolean }
  | { kind: 'already_decided'; task: TaskView; report: ReportView }
  | { kind: 'not_found' };

/** Law 11: a leading unit says how far it is or that it is done; what is done is the coordinator's word. */
export function createTaskReports(db: Db, env: Environment) {
  const tell = createTelling(db, env);

  /** The task, held for this transaction, if one of the author's own units leads it and has not done its part. */
  async function take({ task: id, unit, by }: Of): Promise<{ kind: 'taken'; task: TaskView } | NotReported> {
    await tasks.lock(db, id);
    const task = await tasks.findInScope(db, by.scope, id);
    const [part] = await tasks.listParts(db, [id], by.scope.ownUnits.includes(unit) ? [unit] : []);
    if (!task || part?.part !== 'lead') return { kind: 'not_found' };
    const doneOn = part.doneOn ?? task.doneOn;
    return doneOn === null ? { kind: 'taken', task } : { kind: 'already_done', task, doneOn };
  }

  async function reload(id: number): Promise<TaskView> {
    const task = await tasks.findById(db, id);
    if (!task) throw new Error(`no task ${id}`);
    return task;
  }

  return {
    find: (id: number) => taskReports.findById(db, id),
    latest: (taskId: number, limit: number, unitIds?: readonly number[]) =>
      taskReports.listLatest(db, taskId, limit, unitIds),
    latestDone: (of: { taskId: number; unitId: number }) => taskReports.latestDone(db, of),
    evidence: (reportIds: readonly number[]) => taskReports.listEvidence(db, reportIds),
    pending: (bodies: readonly number[], limit: number) => taskReports.listPending(db, bodies, limit),
    pendingOf: (taskId: number, limit: number) => taskReports.listPendingOf(db, taskId, limit),
    countPending: (bodies: readonly number[]) => taskReports.countPending(db, bodies),

    /** Notes how far a task is; no state follows from it. */
    async noteProgress(of: Of & { text: string; sentAt: Date }, now: Date): Promise<ProgressNoted> {
      const taken = await take(of);
      if (taken.kind !== 'taken') return taken;
      const { task } = taken;
      const id = await taskReports.insert(db, {
        taskId: task.id,
        unitId: of.unit,
        kind: 'progress',
        text: of.text,
        reportedBy: of.by.id,
        reportedAt: of.sentAt,
        state: 'noted',
      });
      await changeLog.append(db, {
        at: now,
        personId: of.by.id,
        action: 'task.note_progress',
        subject: 'task',
        subjectId: task.id,
        after: { report: id },
      });
      return { kind: 'done', task };
    },

    /** A completion waits for the coordinator; until then the unit is asked for nothing. */
    async reportDone(of: Of & { claim: Claim; bot: string; sentAt: Date }, now: Date): Promise<DoneReported> {
      const taken = await take(of);
      if (taken.kind !== 'taken') return taken;
      const { task } = taken;
      const { claim, unit, by, bot, sentAt } = of;
      const last = await taskReports.latestDone(db, { taskId: task.id, unitId: unit });
      if (last?.state === 'pending') return { kind: 'already_pending', task, report: last };
      const from = givenOn(task);
      const today = dayOf(now);
      const fault = faultOfClaim(claim.doneOn, { today, givenOn: from });
      if (fault) return { kind: fault, task, day: claim.doneOn, from };
      if (claim.date !== null && claim.date > today)
        return { kind: 'in_the_future', task, day: claim.date, from };
      const id = await taskReports.insert(db, {
        taskId: task.id,
        unitId: unit,
        kind: 'done',
        text: claim.text,
        doneOn: claim.doneOn,
        productNumber: claim.number,
        productDate: claim.date,
        productLink: claim.link,
        reportedBy: by.id,
        reportedAt: sentAt,
        state: 'pending',
      });
      const archived = await files.archive(
        db,
        claim.files.flatMap(({ kept }) => kept ?? []),
      );
      await taskReports.insertEvidence(
        db,
        claim.files.map(({ sentAt: at, kept, ...file }) => ({
          ...file,
          taskReportId: id,
          bot,
          sentAt: new Date(at),
          fileId: kept !== null && archived.includes(kept) ? kept : null,
        })),
      );
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'task.report_done',
        subject: 'task',
        subjectId: task.id,
        after: { report: id, unitId: unit, doneOn: claim.doneOn, number: claim.number, date: claim.date },
      });
      if (!task.arisen) await raise(task, by, now);
      const report = await taskReports.findById(db, id);
      if (!report) throw new Error(`no task report ${id}`);
      return { kind: 'done', task: await reload(task.id), report };
    },

    /** Accepts a completion with the day its unit stated, or hands it back with what is missing. Decided once. */
    async decide(
      input: { report: number; accept: boolean; reason: string | null; by: Author },
      now: Date,
    ): Promise<CompletionDecided> {
      const { accept, reason, by } = input;
      const shown = await taskReports.findById(db, input.report);
      if (!shown) return { kind: 'not_found' };
      await tasks.lock(db, shown.taskId);
      const task = await tasks.findById(db, shown.taskId);
      const before = await taskReports.findById(db, input.report);
      if (!task || !before || before.kind !== 'done') return { kind: 'not_found' };
      if (!by.scope.coordinates.includes(task.coordinatorUnitId)) return { kind: 'not_found' };
      if (before.state !== 'pending') return { kind: 'already_decided', task, report: before };
      await taskReports.decide(db, before.id, {
        state: accept ? 'accepted' : 'returned',
        decidedBy: by.id,
        decidedAt: now,
        reason,
      });
      if (accept) await closePart(task, before);
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: accept ? 'task.accept' : 'task.return',
        subject: 'task',
        subjectId: task.id,
        after: { report: before.id, unitId: before.unitId, doneOn: before.doneOn },
      });
      const told = await tell(
        {
          unitId: before.unitId,
          role: 'focal',
          key: `task_report:${before.id}:decided`,
          subject: { about: 'task_completion_decided', report: before.id },
          policy: task.policy,
        },
        now,
      );
      const report = (await taskReports.findById(db, before.id)) ?? before;
      return {
        kind: accept ? 'accepted' : 'returned',
        task: await reload(task.id),
        report,
        reached: told.reached.length > 0,
      };
    },
  };

  /** The task is done on the latest day of its parts, once every leading unit's is accepted. */
  async function closePart(task: TaskView, { unitId, doneOn }: ReportView): Promise<void> {
    if (doneOn === null) throw new Error('a completion states its day');
    const whole = await tasks.setPartDone(db, { taskId: task.id, unitId }, doneOn);
    if (whole !== null) await tasks.update(db, task.id, { doneOn: whole });
    await reminders.voidOf(db, { taskId: task.id, unitId }, 'completion accepted');
  }

  /** "Nếu có", "khi có yêu cầu": the unit's own words show that it has come up. */
  async function raise(task: TaskView, by: Author, now: Date): Promise<void> {
    await tasks.update(db, task.id, { arisen: true });
    await planTask(db, env, task.id, now);
    await changeLog.append(db, {
      at: now,
      personId: by.id,
      action: 'task.arise',
      subject: 'task',
      subjectId: task.id,
    });
  }
}

import type { Day } from '../domain/day.ts';
import type { Author } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { faultOfClaim, givenOn, type ClaimFault } from '../domain/task-state.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as reminders from '../store/reminders.ts';
import * as taskReports from '../store/task-reports.ts';
import * as tasks from '../store/tasks.ts';
import type { Claim } from './task-reports.ts';

/** What a coordinator records of a task that is done: files come from units only. */
export type Closing = Omit<Claim, 'files'>;

export type TaskClosed =
  | { kind: 'done'; task: tasks.TaskView; units: string[] }
  | { kind: ClaimFault; task: tasks.TaskView; day: Day; from: Day }
  /** A unit's own completion waits to be decided: it speaks first. */
  | { kind: 'claims_waiting'; task: tasks.TaskView }
  | { kind: 'already_done'; task: tasks.TaskView; doneOn: Day }
  | { kind: 'not_found' };

/** More units than any document gives one task. */
const MOST_LEADS = 1000;

/**
 * The coordinator records that a task is done, on a paper that came to him: for units that cannot report it themselves,
 * and for tasks given to nobody that is a unit.
 */
export const createTaskClosing = (db: Db) => ({
  async close(
    { task: id, claim, by }: { task: number; claim: Closing; by: Author },
    now: Date,
  ): Promise<TaskClosed> {
    await tasks.lock(db, id);
    const task = await tasks.findInScope(db, by.scope, id);
    if (!task || !by.scope.coordinates.includes(task.coordinatorUnitId)) return { kind: 'not_found' };
    if (task.doneOn !== null) return { kind: 'already_done', task, doneOn: task.doneOn };
    if ((await taskReports.listPendingOf(db, id, 1)).length > 0) return { kind: 'claims_waiting', task };
    const from = givenOn(task);
    const today = dayOf(now);
    const fault = faultOfClaim(claim.doneOn, { today, givenOn: from });
    if (fault) return { kind: fault, task, day: claim.doneOn, from };
    if (claim.date !== null && claim.date > today)
      return { kind: 'in_the_future', task, day: claim.date, from };

    const open = (await tasks.listUnits(db, id, 'lead', MOST_LEADS)).filter(({ doneOn }) => doneOn === null);
    let whole: Day = claim.doneOn;
    for (const unitId of open.length > 0 ? open.map((one) => one.unitId) : [task.coordinatorUnitId]) {
      await taskReports.insert(db, {
        taskId: id,
        unitId,
        kind: 'done',
        text: claim.text,
        doneOn: claim.doneOn,
        productNumber: claim.number,
        productDate: claim.date,
        productLink: claim.link,
        reportedBy: by.id,
        reportedAt: now,
        state: 'accepted',
        decidedBy: by.id,
        decidedAt: now,
      });
      whole = (await tasks.setPartDone(db, { taskId: id, unitId }, claim.doneOn)) ?? whole;
    }
    await tasks.update(db, id, { arisen: true, doneOn: whole });
    await reminders.voidOf(db, { taskId: id }, 'recorded as done by the coordinator');
    const { doneOn, number, date } = claim;
    await changeLog.append(db, {
      at: now,
      personId: by.id,
      action: 'task.close',
      subject: 'task',
      subjectId: id,
      before: { doneOn: null },
      after: { doneOn, number, date, units: open.map(({ unitId }) => unitId) },
    });
    const after = await tasks.findInScope(db, by.scope, id);
    return { kind: 'done', task: after ?? task, units: open.map(({ unitName }) => unitName) };
  },
});

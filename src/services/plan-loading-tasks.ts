import type { OfficeCalendar } from '../domain/calendar.ts';
import { deadlineOf } from '../domain/deadline.ts';
import { unitsMeant, type Plan, type Task } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as plans from '../store/plans.ts';
import * as reminders from '../store/reminders.ts';
import * as tasks from '../store/tasks.ts';
import type { Environment } from './environment.ts';
import { difference, type Loading } from './plan-change.ts';

/** The tasks of the plan. One gone from the file goes, unless it was done or something was said of it. */
export async function loadTasks(db: Db, { calendar }: Environment, loading: Loading): Promise<void> {
  const { planId, plan, before, unitId, changes } = loading;
  const rows = new Map((await plans.listTasks(db, planId)).map((row) => [row.no, row]));
  const last = new Map((before?.tasks ?? []).map((task) => [task.no, task]));
  for (const task of plan.tasks) {
    const row = rows.get(task.no);
    rows.delete(task.no);
    const values = valuesOf(plan, task, calendar);
    const was = last.get(task.no);
    const differs = before && was ? difference(valuesOf(before, was, calendar), values) : undefined;
    if (row && was && !differs) continue;
    const { leading, joining, ...columns } = values;
    const isMovedByFile = !was || valuesOf(before ?? plan, was, calendar).lastDay !== values.lastDay;
    const lastDay = row && !isMovedByFile ? row.lastDay : values.lastDay;
    const isMoved = row !== undefined && row.lastDay !== lastDay;
    const day = { lastDay, ...(isMoved ? { version: row.version + 1 } : {}) };
    if (isMoved) await reminders.voidOf(db, { taskId: row.id }, 'deadline changed in the plan');
    await plans.upsertTask(db, { planId, no: task.no, arisen: !task.conditional, ...columns, ...day }, [
      ...leading.map((name) => ({ unitId: unitId(name), part: 'lead' as const })),
      ...joining.map((name) => ({ unitId: unitId(name), part: 'coordinating' as const })),
    ]);
    changes.push({ what: 'task', name: task.no, change: row ? 'changed' : 'added', ...differs });
  }
  for (const gone of rows.values()) {
    if (gone.doneOn !== null) continue;
    if (await tasks.isTouched(db, gone.id)) {
      if (!last.has(gone.no)) continue;
      await reminders.voidOf(db, { taskId: gone.id }, 'no longer in the plan file');
      changes.push({
        what: 'task',
        name: gone.no,
        change: 'kept',
        after: 'no longer in the file; what was said of it stays',
      });
      continue;
    }
    await plans.removeTask(db, gone.id);
    changes.push({ what: 'task', name: gone.no, change: 'removed', before: gone.text });
  }
}

/** A task as its columns and units; whoever leads one does not take part in it a second time. */
function valuesOf(plan: Plan, task: Task, calendar: OfficeCalendar) {
  const { field, text, products, target, goals, due, conditional, lead, coordinating } = task;
  const { nextWorkingDayCounts } = plan.policy;
  const deadline = deadlineOf(due, { calendar, visitStart: null, nextWorkingDayCounts, year: plan.year });
  const leading = unitsMeant(plan, lead);
  return {
    field,
    text,
    products: [...products],
    target,
    goals: [...goals],
    rule: due,
    conditional,
    lastDay: deadline.state === 'dated' ? deadline.lastDay : null,
    leading,
    joining: unitsMeant(plan, coordinating).filter((name) => !leading.includes(name)),
  };
}

import { and, eq } from 'drizzle-orm';
import type { Plan, Task } from '../../src/domain/plan.ts';
import type { Claim } from '../../src/services/task-reports.ts';
import { reminder, task, taskUnit } from '../../src/store/schema.ts';
import { openSeason } from './season.ts';
import { speaking } from './speaking.ts';

/** A task of the plan as its file has it: led by Sở Y tế, by 20/7/2023. */
export const duty = (no: string, values: Partial<Task> = {}): Task => ({
  no,
  field: null,
  text: `Nhiệm vụ ${no}`,
  products: [],
  lead: ['Sở Y tế'],
  coordinating: [],
  target: null,
  goals: [],
  due: { kind: 'by', day: '2023-07-20' },
  conditional: false,
  ...values,
});

export const claimOf = (values: Partial<Claim> = {}): Claim => ({
  doneOn: '2023-07-18',
  text: '',
  number: '45/QĐ-SYT',
  date: '2023-07-18',
  link: null,
  files: [],
  ...values,
});

/** Bình Phước with tasks of its own, coordinated by Sở Nội vụ. */
export async function openTaskSeason(tasks: readonly Task[], change: (plan: Plan) => Plan = (plan) => plan) {
  const season = await openSeason((plan) => change({ ...plan, tasks }));
  const { db, unitId } = season;
  return {
    ...season,
    taskOf: async (no: string) =>
      (
        await db
          .select()
          .from(task)
          .where(and(eq(task.no, no), eq(task.origin, 'plan')))
      )[0]!,
    partOf: async (no: string, unit: string) => {
      const rows = await db
        .select({ doneOn: taskUnit.doneOn })
        .from(taskUnit)
        .innerJoin(task, eq(task.id, taskUnit.taskId))
        .where(and(eq(task.no, no), eq(taskUnit.unitId, await unitId(unit))));
      return rows[0]!;
    },
    remindersOfTask: (id: number) =>
      db.select().from(reminder).where(eq(reminder.taskId, id)).orderBy(reminder.fireAt, reminder.id),
    as: (who: string, now: Date) => speaking(season, who, now),
  };
}

import type { Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import type { Field } from '../domain/plan.ts';
import { byNeed, summarizeTasks, taskState, type TaskState, type TaskSummary } from '../domain/task-state.ts';
import type { Db } from '../store/connect.ts';
import * as tasks from '../store/tasks.ts';
import { readGoals, type GoalsReported } from './task-goals.ts';

export type TaskView = tasks.TaskView;
export type Remedy = TaskView & { state: TaskState };

/** How far the tasks of one unit, or of one field, are. */
export interface UnitProgress {
  unitName: string;
  summary: TaskSummary;
}
export interface FieldProgress {
  field: Field | null;
  summary: TaskSummary;
}

/** Units named where a task is shown whole; the rest are counted. */
const UNITS_TOLD = 10;

export function createTasks(db: Db) {
  const inScope = (
    scope: Scope,
    jurisdictionId: number,
    question: Omit<tasks.TaskQuestion, 'origin' | 'conclusion'> = {},
  ): Promise<TaskView[]> => tasks.listInScope(db, scope, jurisdictionId, { ...question, origin: 'plan' });

  return {
    /** Tasks of own units, of units whose visits are followed, and of plans coordinated; remedies are none of them. */
    inScope,

    /** What is to be remedied after inspections, each with its state on `today`; counted apart from the tasks of plans. */
    async remediesInScope(
      scope: Scope,
      jurisdictionId: number,
      today: Day,
      question: Omit<tasks.TaskQuestion, 'origin' | 'field'> = {},
    ): Promise<Remedy[]> {
      const rows = await tasks.listInScope(db, scope, jurisdictionId, { ...question, origin: 'conclusion' });
      return rows.map((row) => ({ ...row, state: taskState(row, today) }));
    },

    list: (ids: readonly number[]): Promise<TaskView[]> => tasks.listByIds(db, ids),
    find: (id: number): Promise<TaskView | undefined> => tasks.findById(db, id),
    /** A task or remedy, where the scope reaches it. */
    findInScope: (scope: Scope, id: number): Promise<TaskView | undefined> =>
      tasks.findInScope(db, scope, id),

    /** Part and accepted day of these units in these tasks. */
    parts: (taskIds: readonly number[], unitIds: readonly number[]): Promise<tasks.TaskPart[]> =>
      tasks.listParts(db, taskIds, unitIds),

    /** The units of a task: of each part the first by name, and how many there are. */
    async units(taskId: number) {
      const of = async (part: tasks.TaskPart['part']) => ({
        told: await tasks.listUnits(db, taskId, part, UNITS_TOLD),
        count: await tasks.countUnits(db, taskId, part),
      });
      return { lead: await of('lead'), coordinating: await of('coordinating') };
    },

    goals: (scope: Scope, task: TaskView): Promise<GoalsReported> => readGoals(db, scope, task),

    /** Progress of the units that lead tasks, the worst first; of own and followed units alone where nothing is coordinated. */
    async byUnit(scope: Scope, jurisdictionId: number, today: Day): Promise<UnitProgress[]> {
      const isCoordinator = scope.coordinates.length > 0;
      const units = isCoordinator
        ? undefined
        : [...scope.ownUnits, ...(await tasks.listFollowedUnits(db, scope))];
      const within = isCoordinator ? { ...scope, ownUnits: [], leads: [], sitsOn: [] } : scope;
      const rows = await tasks.countByUnit(db, within, jurisdictionId, units);
      return [...groupBy(rows, ({ unitId }) => unitId).values()]
        .map((own) => ({ unitName: own[0]?.unitName ?? '', summary: summarizeTasks(own, today) }))
        .sort((a, b) => byNeed(a.summary, b.summary));
    },

    /** Progress by field of work, the worst first. */
    async byField(scope: Scope, jurisdictionId: number, today: Day): Promise<FieldProgress[]> {
      return [...groupBy(await inScope(scope, jurisdictionId), ({ field }) => field)]
        .map(([field, own]) => ({ field, summary: summarizeTasks(own, today) }))
        .sort((a, b) => byNeed(a.summary, b.summary));
    },
  };
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [];
    groups.set(keyOf(item), group);
    group.push(item);
  }
  return groups;
}

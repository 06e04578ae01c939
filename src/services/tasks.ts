import type { Day } from '../domain/day.ts';
import type { DueRule } from '../domain/deadline.ts';
import type { Scope } from '../domain/grants.ts';
import type { Field } from '../domain/plan.ts';
import type { Db } from '../store/connect.ts';
import * as plans from '../store/plans.ts';

/** A task once, with every unit that leads it or takes part. */
export interface TaskInScope {
  id: number;
  planTitle: string;
  no: string;
  field: Field | null;
  text: string;
  rule: DueRule;
  lastDay: Day | null;
  arisen: boolean;
  doneOn: Day | null;
  unitIds: number[];
  /** Names of the units that lead. */
  leads: string[];
}

export function createTasks(db: Db) {
  return {
    /** Tasks of own units, of units whose visits are followed, and of plans coordinated. */
    async inScope(scope: Scope, jurisdictionId: number): Promise<TaskInScope[]> {
      const tasks = new Map<number, TaskInScope>();
      for (const row of await plans.listTasksInScope(db, scope, jurisdictionId)) {
        const { unitId, unitName, part, ...facts } = row;
        const task = tasks.get(row.id) ?? { ...facts, unitIds: [], leads: [] };
        // A task given to "các bộ phận, cá nhân được phân công" has no unit of its own.
        if (unitId !== null) task.unitIds.push(unitId);
        if (part === 'lead' && unitName !== null) task.leads.push(unitName);
        tasks.set(row.id, task);
      }
      return [...tasks.values()];
    },
  };
}

import type { Day } from './day.ts';

const TASK_STATES = [
  'done_on_time',
  'done_late',
  'in_progress',
  'overdue',
  'no_deadline',
  'not_arisen',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

export interface TaskFacts {
  /** The last day on time; null for "chưa có thời hạn". */
  lastDay: Day | null;
  doneOn: Day | null;
  /** False for "nếu có", "khi có yêu cầu" that has not come up. */
  arisen: boolean;
}

/** Law 11: derived from dates and events, never typed. */
export function taskState({ lastDay, doneOn, arisen }: TaskFacts, today: Day): TaskState {
  if (doneOn !== null) return lastDay === null || doneOn <= lastDay ? 'done_on_time' : 'done_late';
  if (!arisen) return 'not_arisen';
  if (lastDay === null) return 'no_deadline';
  return today > lastDay ? 'overdue' : 'in_progress';
}

export interface TaskSummary {
  total: number;
  byState: Readonly<Record<TaskState, number>>;
  /** Done out of all that have arisen. */
  ofArisen: { done: number; of: number };
  /** Done out of those due by now; those done before a date still to come are left out of both numbers. */
  ofDue: { done: number; of: number; doneEarly: number };
}

export function summarizeTasks(tasks: readonly TaskFacts[], today: Day): TaskSummary {
  const states = tasks.map((facts) => ({ facts, state: taskState(facts, today) }));
  const count = (state: TaskState): number => states.filter((one) => one.state === state).length;
  const byState = Object.fromEntries(TASK_STATES.map((state) => [state, count(state)])) as Record<
    TaskState,
    number
  >;
  const done = states.filter(({ facts }) => facts.doneOn !== null);
  const doneDated = done.filter(({ facts }) => facts.lastDay !== null);
  const doneDue = doneDated.filter(({ facts }) => facts.lastDay !== null && facts.lastDay <= today);
  return {
    total: tasks.length,
    byState,
    ofArisen: { done: done.length, of: tasks.length - byState.not_arisen },
    ofDue: {
      done: doneDue.length,
      of: doneDue.length + byState.overdue,
      doneEarly: done.filter(({ facts }) => facts.lastDay !== null && facts.lastDay > today).length,
    },
  };
}

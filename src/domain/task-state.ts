import type { Day } from './day.ts';
import type { DueRule } from './deadline.ts';

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

/** Tasks that stand alike, counted together; one where nothing is said. */
type Counted = TaskFacts & { count?: number };

export interface TaskSummary {
  total: number;
  byState: Readonly<Record<TaskState, number>>;
  /** Done out of all that have arisen. */
  ofArisen: { done: number; of: number };
  /** Done out of those due by now; those done before a date still to come are left out of both numbers. */
  ofDue: { done: number; of: number; doneEarly: number };
}

export function summarizeTasks(tasks: readonly Counted[], today: Day): TaskSummary {
  const states = tasks.map((facts) => ({ facts, state: taskState(facts, today) }));
  const sum = (wanted: (one: (typeof states)[number]) => boolean): number =>
    states.filter(wanted).reduce((total, { facts }) => total + (facts.count ?? 1), 0);
  const byState = Object.fromEntries(
    TASK_STATES.map((state) => [state, sum((one) => one.state === state)]),
  ) as Record<TaskState, number>;
  const total = sum(() => true);
  const done = byState.done_on_time + byState.done_late;
  const doneDue = sum(
    ({ facts }) => facts.doneOn !== null && facts.lastDay !== null && facts.lastDay <= today,
  );
  return {
    total,
    byState,
    ofArisen: { done, of: total - byState.not_arisen },
    ofDue: {
      done: doneDue,
      of: doneDue + byState.overdue,
      doneEarly: sum(({ facts }) => facts.doneOn !== null && facts.lastDay !== null && facts.lastDay > today),
    },
  };
}

/** Worst first: most overdue, then the smaller share done. */
export function byNeed(a: TaskSummary, b: TaskSummary): number {
  const share = ({ ofArisen }: TaskSummary): number => (ofArisen.of === 0 ? 1 : ofArisen.done / ofArisen.of);
  return b.byState.overdue - a.byState.overdue || share(a) - share(b) || b.ofArisen.of - a.ofArisen.of;
}

/** Whether a document fixed the day: then it moves only by the number of the paper that allows it (Law 16). */
export function isFixedByDocument({ kind }: DueRule): boolean {
  return FIXED.has(kind);
}

const FIXED = new Set<DueRule['kind']>(['before', 'by', 'in_month', 'in_quarter', 'yearly']);

export type ClaimFault = 'in_the_future' | 'too_early';

/** Why a task cannot have been done on the day stated: it has not come, or lies before the task was given. */
export function faultOfClaim(
  doneOn: Day,
  { today, givenOn }: { today: Day; givenOn: Day },
): ClaimFault | undefined {
  if (doneOn > today) return 'in_the_future';
  return doneOn < givenOn ? 'too_early' : undefined;
}

/** The first day on which a task can have been done: its plan's effect, or the conclusion where that came earlier. */
export function givenOn({
  effectiveFrom,
  conclusionIssuedOn,
}: {
  effectiveFrom: Day;
  conclusionIssuedOn: Day | null;
}): Day {
  return conclusionIssuedOn !== null && conclusionIssuedOn < effectiveFrom
    ? conclusionIssuedOn
    : effectiveFrom;
}

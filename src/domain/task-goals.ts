import { asNumber, type Answer, type Answers } from './answers.ts';
import type { Row } from './form.ts';
import type { Goal } from './plan.ts';

/** What was reported for a goal, and whether it is met; figures are compared as they are, never as they are shown. */
export type GoalOutcome =
  | { kind: 'met' | 'not_met'; value: number }
  /** Nothing to measure: the denominator is zero, or the row does not concern the unit. */
  | { kind: 'nothing' | 'out_of_scope' }
  | { kind: 'missing' };

/** Compares what a form says in the goal's row; percentages computed from other rows included in `answers`. */
export function goalOutcome(goal: Goal, row: Row, answers: Answers): GoalOutcome {
  const answer: Answer | undefined = answers.get(row.key);
  if (answer?.kind === 'out_of_scope') return { kind: 'out_of_scope' };
  // "Không phát sinh" is a count of zero; of a percentage it says there was nothing to count from.
  if (answer?.kind === 'nothing' && row.kind === 'percent') return { kind: 'nothing' };
  const value = asNumber(answer);
  if (value === undefined) return { kind: 'missing' };
  return { kind: meets(goal, value) ? 'met' : 'not_met', value };
}

/** Both limits hold where both are given. */
export function meets({ atLeast, atMost }: Goal, value: number): boolean {
  return (atLeast === null || value >= atLeast) && (atMost === null || value <= atMost);
}

/** Decimals a figure is shown with: enough that it is never read as a limit it has not reached. */
const DECIMALS = [2, 4, 6, 8] as const;

/** How many decimals keep the figure apart from the goal's limits. */
export function decimalsApart({ atLeast, atMost }: Goal, value: number): number {
  const limits = [atLeast, atMost].filter((limit) => limit !== null && limit !== value);
  const keepsApart = (decimals: number): boolean =>
    limits.every((limit) => Number(value.toFixed(decimals)) !== limit);
  return DECIMALS.find(keepsApart) ?? 10;
}

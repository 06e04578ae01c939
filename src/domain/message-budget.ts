/** How many messages a network lets a bot send in a calendar month. */
export interface Budget {
  perMonth: number;
  used: number;
}

/** From this share of the month's messages on, unasked ones are gathered into fewer. */
const SPARING_FROM = 0.8;

/** `sparing`: fewer, fuller messages; `spent`: only answers and receipts leave, the rest waits. */
export type BudgetState = 'plenty' | 'sparing' | 'spent';

export function budgetState({ perMonth, used }: Budget): BudgetState {
  if (used >= perMonth) return 'spent';
  return used >= perMonth * SPARING_FROM ? 'sparing' : 'plenty';
}

export interface MonthSoFar extends Budget {
  /** Answers and receipts among those used: what people's questions cost. */
  answers: number;
  /** Whole or begun days of the month, and how many it has. */
  daysGone: number;
  daysOfMonth: number;
  /** Unasked messages planned until the end of the month. */
  planned: number;
}

/** What the month will have used at its end: what was used, what is planned, and answers at the rate so far. */
export const forecast = ({ used, answers, planned, daysGone, daysOfMonth }: MonthSoFar): number =>
  used + planned + Math.ceil((answers / Math.max(1, daysGone)) * (daysOfMonth - daysGone));

import type { BudgetState } from './message-budget.ts';

/** More than a person sends in a minute, pasting included; another bot that answers our answers does. */
export const MOST_A_MINUTE = 30;

/** Each time it happens again within a day the chat is left alone for longer. */
const SILENCES_MINUTES = [15, 60, 240, 1440] as const;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

export interface Flood {
  floods: number;
  silentUntil: Date | null;
}

/** Whether an update is one of more than a person sends, or came into the silence after them. */
export const isFlood = ({ silentUntil }: Flood, lastMinute: number, now: Date): boolean =>
  lastMinute > MOST_A_MINUTE || (silentUntil !== null && now < silentUntil);

/**
 * What is done with an update of a chat that has sent `lastMinute` of them within a minute: answered, answered for the
 * last time with a word that silence follows, or stored only.
 */
export function judgeFlood(
  before: Flood,
  lastMinute: number,
  now: Date,
): { answer: 'yes' } | { answer: 'last'; after: Flood } | { answer: 'no' } {
  if (before.silentUntil !== null && now < before.silentUntil) return { answer: 'no' };
  if (lastMinute <= MOST_A_MINUTE) return { answer: 'yes' };
  const isForgotten =
    before.silentUntil === null || now.getTime() - before.silentUntil.getTime() > FORGOTTEN_AFTER_MS;
  const floods = isForgotten ? 1 : before.floods + 1;
  const minutes = SILENCES_MINUTES[Math.min(floods, SILENCES_MINUTES.length) - 1] ?? 15;
  return { answer: 'last', after: { floods, silentUntil: new Date(now.getTime() + minutes * 60_000) } };
}

/**
 * Answers a day that a chat gets which is nobody's account: a stranger enough to go wrong a few times, whoever has shown
 * a right code enough to think it over, a group enough for everybody in it to ask.
 */
export const ANSWERS_A_DAY = { stranger: 10, proved: 30, group: 60 } as const;
export type Nobody = keyof typeof ANSWERS_A_DAY;

/** How many of them are left after `used` today; of a month that runs out strangers get none. */
export const answersLeft = (who: Nobody, used: number, month: BudgetState): number =>
  who === 'stranger' && month !== 'plenty' ? 0 : Math.max(0, ANSWERS_A_DAY[who] - used);

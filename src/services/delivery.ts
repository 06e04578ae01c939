import {
  addDays,
  dayOfMonth,
  firstOfMonth,
  lastDayOfMonth,
  monthOf,
  yearOf,
  type Day,
} from '../domain/day.ts';
import { budgetState, forecast, type BudgetState } from '../domain/message-budget.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import { DEFAULT_POLICY } from '../domain/reminder-policy.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as delivery from '../store/delivery.ts';
import * as digests from '../store/digests.ts';
import * as messages from '../store/messages.ts';
import * as accounts from '../store/accounts.ts';
import type { Environment } from './environment.ts';
import { budgetOf } from './message-budgets.ts';
import { createMessages, nextOfficeMoment } from './messages.ts';

/** Older failures are history, not work. */
const KEPT_DAYS = 30;

/** How a bot's month stands. */
export interface MonthOfBot {
  bot: string;
  month: Day;
  perMonth: number;
  used: number;
  /** What the month is expected to have used at its end. */
  expected: number;
  waiting: number;
  state: BudgetState;
}

export type Resent =
  | { kind: 'done' }
  /** Somebody else has resent or dropped it, or it is none this person may see. */
  | { kind: 'gone' }
  /** The person it is for has no account a message could go to. */
  | { kind: 'nobody' };

/** What did not get through, who can be reached how, and how much of the month is used. */
export function createDelivery(db: Db, env: Environment) {
  const { calendar, messagesAMonth = {} } = env;

  const laidAside = (jurisdictionId: number, now: Date, limit = 50) =>
    delivery.listLaidAside(db, jurisdictionId, momentOf(addDays(dayOf(now), -KEPT_DAYS)), limit);

  async function monthOfBot(bot: string, perMonth: number, now: Date): Promise<MonthOfBot> {
    const today = dayOf(now);
    const from = momentOf(firstOfMonth(today));
    const lastDay = lastDayOfMonth(yearOf(today), monthOf(today));
    const used = await messages.countCost(db, bot, from);
    const readers = await digests.listReaders(db, today);
    const summaries = await delivery.countSummaryReaders(
      db,
      bot,
      readers.map(({ personId }) => personId),
    );
    const mornings = await delivery.countPlannedMornings(db, bot, now, momentOf(addDays(lastDay, 1)));
    const waiting = await delivery.countWaiting(db, bot);
    const expected = forecast({
      perMonth,
      used,
      answers: await delivery.countAnswers(db, bot, from),
      planned: mornings + waiting + summaries * calendar.between(today, lastDay),
      daysGone: dayOfMonth(today),
      daysOfMonth: dayOfMonth(lastDay),
    });
    const state = budgetState({ perMonth, used });
    return { bot, month: firstOfMonth(today), perMonth, used, expected, waiting, state };
  }

  return {
    /** Messages that could not be delivered in the last weeks, newest first. */
    laidAside,

    /** Tries a message again, through an account that can be reached. */
    async resend(id: number, jurisdictionId: number, by: number, now: Date): Promise<Resent> {
      const one = (await laidAside(jurisdictionId, now, 500)).find((each) => each.id === id);
      if (!one || one.personId === null) return { kind: 'gone' };
      const account = await accounts.findReachable(db, one.personId);
      if (!account) return { kind: 'nobody' };
      const isAnswer = messages.REPLY_KINDS.some((kind) => kind === one.kind);
      const isChanged = await delivery.changeLaidAside(db, id, {
        state: 'ready',
        bot: account.bot,
        chatId: account.chatId,
        attempts: 0,
        retryAt: null,
        why: null,
        notBefore: isAnswer ? now : nextOfficeMoment(now, DEFAULT_POLICY, calendar),
      });
      if (!isChanged) return { kind: 'gone' };
      await messages.notifyWork(db);
      await logged('message.resend', id, by, now);
      return { kind: 'done' };
    },

    /** Lets a message be: it is not said any more. False where it is not laid aside. */
    async drop(id: number, jurisdictionId: number, by: number, now: Date): Promise<boolean> {
      const one = (await laidAside(jurisdictionId, now, 500)).find((each) => each.id === id);
      if (!one) return false;
      const isChanged = await delivery.changeLaidAside(db, id, {
        state: 'void',
        why: 'dropped by the coordinator',
      });
      if (isChanged) await logged('message.drop', id, by, now);
      return isChanged;
    },

    /** The bots through which the officers of these units can be reached. */
    reach: (unitIds: readonly number[], now: Date) => delivery.listReach(db, unitIds, ['focal'], dayOf(now)),

    /** The month of every bot that has a limit. */
    months: (now: Date): Promise<MonthOfBot[]> =>
      Promise.all(Object.entries(messagesAMonth).map(([bot, perMonth]) => monthOfBot(bot, perMonth, now))),

    /** Tells coordinators once a month each that a bot has become sparing, or that its month is spent; how many messages. */
    async warnOfBudgets(now: Date): Promise<number> {
      let warned = 0;
      const month = firstOfMonth(dayOf(now));
      for (const bot of Object.keys(messagesAMonth)) {
        const state = await budgetOf(db, env, bot, now);
        if (state === 'plenty') continue;
        const coordinators = await delivery.listCoordinators(db, dayOf(now));
        const { queued } = await createMessages(db, env).tell(
          coordinators.map(({ personId }) => ({
            personId,
            key: `budget:${bot}:${month}:${state}:${personId}`,
            subject: { about: 'budget', bot } as const,
            usefulUntil: momentOf(addDays(lastDayOfMonth(yearOf(month), monthOf(month)), 1)),
          })),
          now,
        );
        warned += queued;
      }
      return warned;
    },
  };

  async function logged(
    action: 'message.resend' | 'message.drop',
    id: number,
    by: number,
    now: Date,
  ): Promise<void> {
    await changeLog.append(db, { at: now, personId: by, action, subject: 'message', subjectId: id });
  }
}

import { answersLeft, isFlood, judgeFlood, type Nobody } from '../domain/flood.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Db } from '../store/connect.ts';
import * as dialogues from '../store/dialogue.ts';
import * as incoming from '../store/incoming.ts';
import { storable } from '../store/json.ts';
import * as linkCodes from '../store/link-codes.ts';
import * as forgetting from '../store/forgetting.ts';
import type { Environment } from './environment.ts';
import { budgetOf } from './message-budgets.ts';

/** Tries before an update is set aside for a person to look at. */
const TRIES = 3;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** As long as a month's messages are counted, and a while. */
const COUNTED_DAYS = 62;
/** Rows forgotten in one transaction. */
const FORGOTTEN_AT_ONCE = 1_000;
/** Longer than any network is waited for. */
const FETCH_LEASE_MS = 120_000;
const FETCH_PAUSE_MS = 5_000;
/** In place of words that are not to be kept. */
export const BLANK = { kind: 'other' } as const;

export type IncomingUpdate = incoming.IncomingRow;

export function createInbox(db: Db, env: Environment) {
  return {
    /** Counts that what an update needs is begun; false where the update is handled already. */
    countErrand: async (id: number): Promise<boolean> =>
      (await incoming.countFailure(db, id, 'its errand was being run')) !== undefined,

    /** Whether its errands were begun often enough: what takes the process down with it is not begun for ever. */
    isSpent: ({ attempts }: IncomingUpdate): boolean => attempts >= TRIES,

    /** Stores an update as it came; false where the network has sent it before. */
    store: (
      {
        isToFetch = false,
        ...update
      }: {
        bot: string;
        externalId: string;
        chatId: string;
        payload: unknown;
        sentAt: Date;
        /** Its file is to be had from the network first. */
        isToFetch?: boolean;
      },
      now: Date,
    ) =>
      incoming.insert(db, {
        ...update,
        payload: storable(update.payload),
        receivedAt: now,
        state: isToFetch ? 'to_fetch' : 'stored',
        attempts: 0,
      }),

    /** The next update whose file is to be had, held until its lease ends; `isSpent`: every try died with its process. */
    async claimFile(bot: string, realNow: Date) {
      const until = new Date(realNow.getTime() + FETCH_LEASE_MS);
      const claimed = await incoming.claimFile(db, bot, { realNow, until });
      return claimed && { ...claimed, isSpent: claimed.attempts > TRIES };
    },

    /** Lets an update be handled, with what became of its file; false where another process has it now. */
    release: (claimed: incoming.IncomingRow, payload: unknown): Promise<boolean> =>
      incoming.updateClaimed(db, claimed, { state: 'stored', payload, attempts: 0, fetchAt: null }),

    /** Tries for the file again in a while; after the last try `payload` goes on without it. */
    postponeFile(claimed: incoming.IncomingRow, payload: unknown, realNow: Date): Promise<boolean> {
      if (claimed.attempts >= TRIES) return this.release(claimed, payload);
      const fetchAt = new Date(realNow.getTime() + claimed.attempts * FETCH_PAUSE_MS);
      return incoming.updateClaimed(db, claimed, { fetchAt });
    },

    /** The next update to handle, held for this transaction. */
    take: (bots: readonly string[], which: Parameters<typeof incoming.take>[2] = {}) =>
      incoming.take(db, bots, which),

    /** Whether an update came among more than a person sends, or into the silence after them. */
    async isOfFlood({ bot, chatId, receivedAt }: incoming.IncomingRow): Promise<boolean> {
      const before = new Date(receivedAt.getTime() - MINUTE_MS);
      const count = await incoming.countOfChat(db, bot, chatId, before, receivedAt);
      const guard = await linkCodes.readGuard(db, bot, chatId);
      return isFlood({ floods: 0, silentUntil: guard?.silentUntil ?? null }, count, receivedAt);
    },

    /** Whether an update is answered: a chat that sends more than a person can is left alone for a while. */
    async heed({ bot, chatId }: { bot: string; chatId: string }, now: Date): Promise<'yes' | 'last' | 'no'> {
      const guard = await linkCodes.readGuard(db, bot, chatId);
      const lastMinute = await incoming.countOfChat(db, bot, chatId, new Date(now.getTime() - MINUTE_MS));
      const before = { floods: guard?.floods ?? 0, silentUntil: guard?.silentUntil ?? null };
      const judged = judgeFlood(before, lastMinute, now);
      if (judged.answer === 'last') {
        const answers = answersOn(guard, now);
        await linkCodes.writeGuard(db, { bot, chatId, ...judged.after, answers, touchedAt: now });
      }
      return judged.answer;
    },

    /** Answers given on this day of the office to a chat that is nobody's account. */
    async answersToday({ bot, chatId }: { bot: string; chatId: string }, now: Date): Promise<number> {
      return answersOn(await linkCodes.readGuard(db, bot, chatId), now);
    },

    /** Whether such a chat is given one more, after `used` of them today; counted where it is. */
    async admit(
      { bot, chatId }: { bot: string; chatId: string },
      who: Nobody,
      used: number,
      now: Date,
    ): Promise<'yes' | 'last' | 'no'> {
      const left = answersLeft(who, used, await budgetOf(db, env, bot, now));
      if (left === 0) return 'no';
      await linkCodes.writeGuard(db, { bot, chatId, answers: used + 1, touchedAt: now });
      return left === 1 ? 'last' : 'yes';
    },

    markHandled: (id: number) => incoming.update(db, id, { state: 'handled' }),

    /** Counts a failed try; true where the update is now set aside. Another process may have handled it meanwhile. */
    async markFailed(id: number, error: string): Promise<boolean> {
      const attempts = await incoming.countFailure(db, id, error.slice(0, 2000));
      if (attempts === undefined || attempts < TRIES) return false;
      return incoming.setAside(db, id);
    },

    /** Whose words an update holds: the chat may be another's one day. */
    markSpoken: (id: number, personId: number) => incoming.update(db, id, { personId }),

    /** The update is of a chat nobody is linked to. */
    markStranger: (id: number) => incoming.update(db, id, { ofStranger: true }),

    /** What an update said is not kept: a code, a telephone number. */
    blank: (id: number) => incoming.update(db, id, { payload: BLANK }),

    /** Nothing is kept of what a stranger's chat said until now. */
    blankStranger: ({ bot, chatId }: { bot: string; chatId: string }) =>
      incoming.blankStranger(db, bot, chatId, BLANK),

    /** Forgets some of what was said to and by chats nobody was linked to a day ago, and what guarded them; how much. */
    async forgetStrangers(now: Date): Promise<number> {
      const before = new Date(now.getTime() - DAY_MS);
      const heard = await incoming.removeOfStrangers(db, before, FORGOTTEN_AT_ONCE);
      const counted = new Date(now.getTime() - COUNTED_DAYS * DAY_MS);
      const said = await forgetting.forgetOfNobody(db, before, counted, FORGOTTEN_AT_ONCE);
      await linkCodes.endAwaited(db, now, before);
      return heard + said + (await linkCodes.removeIdleGuards(db, now, before, FORGOTTEN_AT_ONCE));
    },

    readCursor: (personId: number) => dialogues.read(db, personId),
    writeCursor: (personId: number, cursor: unknown, now: Date) => dialogues.write(db, personId, cursor, now),
  };
}

const answersOn = (guard: linkCodes.GuardRow | undefined, now: Date): number =>
  guard?.touchedAt && dayOf(guard.touchedAt) === dayOf(now) ? guard.answers : 0;

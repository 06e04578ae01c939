import { dayOf, hourOf } from '../domain/office-time.ts';
import { DEFAULT_POLICY } from '../domain/reminder-policy.ts';
import type { Db } from '../store/connect.ts';
import * as messages from '../store/messages.ts';
import * as people from '../store/people.ts';
import * as settings from '../store/settings.ts';
import type { Environment } from './environment.ts';
import { nextOfficeMoment } from './messages.ts';

/** How long a claim lasts on the real clock before another process may take the message over. */
const LEASE_MS = 60_000;
const BACK_OFF_CEILING_S = 900;
/** Tries to word a message before it is laid aside for the coordinator to see. */
const TRIES = 8;

/** A message this process has claimed; its count of attempts is the fence against one who claimed it before. */
type Claimed = Pick<messages.MessageRow, 'id' | 'attempts' | 'bot' | 'chatId'>;

const REPLIES = ['reply', 'receipt'] as const;
const UNASKED = ['news', 'morning', 'last_call', 'digest'] as const;

export function createOutbox(db: Db, { calendar }: Environment) {
  const isPaused = async (): Promise<boolean> => (await settings.read(db, 'sending_paused')) === true;

  /** Replies always; what nobody asked for only in office hours, a summary also before they begin. */
  async function kindsAllowed(now: Date): Promise<messages.MessageKind[]> {
    if (await isPaused()) return [...REPLIES];
    if (nextOfficeMoment(now, DEFAULT_POLICY, calendar) <= now) return [...REPLIES, ...UNASKED];
    const isMorning =
      calendar.isWorkingDay(dayOf(now)) && hourOf(now) >= DEFAULT_POLICY.digestAt && hourOf(now) < '12:00';
    return isMorning ? [...REPLIES, 'digest'] : [...REPLIES];
  }

  /** Records the outcome, unless another process has taken the message over meanwhile. */
  const settle = (claimed: Claimed, values: Partial<messages.NewMessage>): Promise<boolean> =>
    messages.settle(db, claimed, values);

  return {
    /** The message to send next, claimed; undefined where none is due. */
    async claim(bots: readonly string[], clocks: { now: Date; realNow?: Date }) {
      // Processes disagree about the time: leases are judged by the database's clock.
      const realNow = clocks.realNow ?? (await settings.databaseTime(db));
      return messages.claim(db, {
        bots,
        now: clocks.now,
        realNow,
        claimedUntil: new Date(realNow.getTime() + LEASE_MS),
        kinds: await kindsAllowed(clocks.now),
      });
    },

    markSent: (claimed: Claimed, externalId: string, now: Date) =>
      settle(claimed, { state: 'sent', externalId, sentAt: now, claimedUntil: null }),

    /** Keeps what was composed, so that a second try says the same. */
    keepBody: (claimed: Claimed, body: unknown) => settle(claimed, { body }),

    /** Not said, and why: received meanwhile, no longer useful, nothing left to say. */
    markVoid: (claimed: Claimed, why: string) => settle(claimed, { state: 'void', why, claimedUntil: null }),

    /** The network is in trouble: the message waits as long as it takes, backing off, until it is no longer useful. */
    markLater: (claimed: Claimed, afterSeconds: number | null, why: string, now: Date) => {
      const seconds = afterSeconds ?? Math.min(BACK_OFF_CEILING_S, 2 ** claimed.attempts);
      const notBefore = new Date(now.getTime() + seconds * 1000);
      return settle(claimed, { state: 'ready', why, notBefore, claimedUntil: null });
    },

    /** We could not word it: tried again a few times, then laid aside where the coordinator sees it. */
    markFailed: (claimed: Claimed, why: string, now: Date) => {
      const isDead = claimed.attempts >= TRIES;
      const notBefore = new Date(now.getTime() + Math.min(BACK_OFF_CEILING_S, 2 ** claimed.attempts) * 1000);
      return settle(claimed, { state: isDead ? 'dead' : 'ready', why, notBefore, claimedUntil: null });
    },

    /** The account cannot be reached; all that waits for it is laid aside where the coordinator sees it. */
    async markUnreachable(claimed: Claimed, why: string) {
      await settle(claimed, { state: 'dead', why, claimedUntil: null });
      await messages.layAside(db, claimed, why);
      await people.setAccountState(db, claimed.bot, claimed.chatId, 'unreachable');
    },

    markRefused: (claimed: Claimed, why: string) =>
      settle(claimed, { state: 'dead', why, claimedUntil: null }),

    /** Gives back what a process of this world claimed before it died; only for a world with one owner. */
    releaseClaims: (bots: readonly string[]) => messages.releaseClaims(db, bots),

    /** When the next message may leave, of those that may leave at all. */
    async nextDue(bots: readonly string[], now: Date): Promise<Date | undefined> {
      const paused = await isPaused();
      const replies = await messages.nextNotBefore(db, bots, REPLIES);
      const unasked = paused ? undefined : await messages.nextNotBefore(db, bots, UNASKED);
      const allowedAt = unasked && nextOfficeMoment(unasked > now ? unasked : now, DEFAULT_POLICY, calendar);
      return [replies, allowedAt]
        .filter((at) => at !== undefined)
        .sort((a, b) => a.getTime() - b.getTime())[0];
    },
  };
}

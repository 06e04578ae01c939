import type { Day } from '../domain/day.ts';
import { dayOf, hourOf } from '../domain/office-time.ts';
import { DEFAULT_POLICY } from '../domain/reminder-policy.ts';
import type { Db } from '../store/connect.ts';
import * as groupChats from '../store/group-chats.ts';
import * as messages from '../store/messages.ts';
import * as accounts from '../store/accounts.ts';
import * as senders from '../store/senders.ts';
import * as settings from '../store/settings.ts';
import type { Environment } from './environment.ts';
import { createGroups } from './groups.ts';
import { budgetOf } from './message-budgets.ts';
import { nextOfficeMoment } from './messages.ts';

/**
 * How long a claim lasts on the real clock before another process may take the message over: longer than any channel
 * waits for its network, so that what a slow network still holds is not sent a second time.
 */
const CLAIM_MS = 30_000;
const BACK_OFF_CEILING_S = 900;
/** Tries to word a message before it is laid aside for the coordinator to see. */
const TRIES = 8;

/** A message this process has claimed; attempts and fence tell it from one who claimed it before. */
type Claimed = Pick<
  messages.MessageRow,
  'id' | 'attempts' | 'fence' | 'bot' | 'chatId' | 'kind' | 'personId' | 'why' | 'body'
>;

export interface ClaimTurn {
  /** Office clock. */
  now: Date;
  /** Real clock; the database's where none is given, since processes disagree. */
  realNow?: Date;
  /** The sender's fencing number; absent in a world with one owner. */
  fence?: number;
  /** Chats that have had their share for the moment. */
  resting?: readonly string[];
  /** Only answers: what is left of the pace is kept for them. */
  onlyReplies?: boolean;
}

export function createOutbox(db: Db, env: Environment) {
  const { calendar } = env;
  const groups = createGroups(db, env);
  const isPaused = async (): Promise<boolean> => (await settings.read(db, 'sending_paused')) === true;

  /** Replies always; what nobody asked for only in office hours, a summary also before they begin. */
  async function kindsAllowed(bot: string, now: Date): Promise<readonly messages.MessageKind[]> {
    const kinds = kindsAt(now);
    // Only what may leave at this hour is worth asking about.
    if (kinds === messages.REPLY_KINDS) return kinds;
    return (await isPaused()) || (await isSpent(bot, now)) ? messages.REPLY_KINDS : kinds;
  }

  function kindsAt(now: Date): readonly messages.MessageKind[] {
    if (nextOfficeMoment(now, DEFAULT_POLICY, calendar) <= now)
      return [...messages.REPLY_KINDS, ...messages.UNASKED_KINDS];
    const isMorning =
      calendar.isWorkingDay(dayOf(now)) && hourOf(now) >= DEFAULT_POLICY.digestAt && hourOf(now) < '12:00';
    return isMorning ? [...messages.REPLY_KINDS, 'digest'] : messages.REPLY_KINDS;
  }

  /** Today, where it is a day off and the hours are those of an office: for what leaves all the same. */
  async function dayOffOpen(bot: string, now: Date): Promise<Day | null> {
    const today = dayOf(now);
    if (calendar.isWorkingDay(today) || !isOfficeHour(now)) return null;
    return (await isPaused()) || (await isSpent(bot, now)) ? null : today;
  }

  const isSpent = async (bot: string, now: Date): Promise<boolean> =>
    (await budgetOf(db, env, bot, now)) === 'spent';

  /** Records the outcome, unless another process has taken the message over meanwhile. */
  const settle = (claimed: Claimed, values: Partial<messages.NewMessage>): Promise<boolean> =>
    messages.settle(db, claimed, isSecret(claimed) ? withoutWords(values) : values);

  return {
    /**
     * Takes or keeps the sending of a bot for `ms`, with how long the network wants silence yet; undefined while another
     * process has it.
     */
    async hold(
      bot: string,
      holder: string,
      ms: number,
    ): Promise<{ fence: number; silentMs: number } | undefined> {
      const realNow = await settings.databaseTime(db);
      const row = await senders.hold(db, { bot, holder, ms, realNow });
      if (!row) return undefined;
      const { fence, silentUntil } = row;
      return { fence, silentMs: Math.max(0, (silentUntil?.getTime() ?? 0) - realNow.getTime()) };
    },
    async release(bot: string, holder: string): Promise<void> {
      await senders.release(db, bot, holder, await settings.databaseTime(db));
    },
    /** The network asked for silence: whoever sends for the bot keeps it. */
    async silence(bot: string, seconds: number): Promise<void> {
      const realNow = await settings.databaseTime(db);
      await senders.silence(db, bot, new Date(realNow.getTime() + seconds * 1000));
    },

    /** The message to send next, claimed; undefined where none is due. */
    async claim(bot: string, turn: ClaimTurn): Promise<messages.MessageRow | undefined> {
      const { now, fence, resting = [], onlyReplies = false } = turn;
      const realNow = turn.realNow ?? (await settings.databaseTime(db));
      const kinds = onlyReplies ? messages.REPLY_KINDS : await kindsAllowed(bot, now);
      return messages.claim(db, {
        bot,
        now,
        realNow,
        claimedUntil: new Date(realNow.getTime() + CLAIM_MS),
        fence: fence ?? null,
        kinds,
        dayOff: onlyReplies ? null : await dayOffOpen(bot, now),
        resting,
      });
    },

    markSent: (claimed: Claimed, sent: { externalId: string; messages?: number }, now: Date) =>
      settle(claimed, {
        state: 'sent',
        externalId: sent.externalId,
        cost: sent.messages ?? 1,
        sentAt: now,
        claimedUntil: null,
        retryAt: null,
        why: null,
      }),

    /** Takes its time: nobody else may take the message over for so much longer. @throws where somebody has */
    async extend(claimed: Claimed, seconds: number, realNow?: Date): Promise<void> {
      const from = realNow ?? (await settings.databaseTime(db));
      const claimedUntil = new Date(from.getTime() + CLAIM_MS + 1000 * seconds);
      if (!(await settle(claimed, { claimedUntil }))) throw new Error('another process has the message now');
    },

    /** Not tried after all: whoever sends next may take it. */
    giveBack: (claimed: Claimed) => settle(claimed, { state: 'ready', claimedUntil: null }),

    /** Keeps what was composed, so that a second try says the same. */
    keepBody: (claimed: Claimed, body: unknown) => settle(claimed, { body }),

    /** Not said, and why: received meanwhile, no longer useful, nothing left to say. */
    markVoid: (claimed: Claimed, why: string) => settle(claimed, { state: 'void', why, claimedUntil: null }),

    /**
     * The network is in trouble: the message waits as long as it takes, backing off on the real clock, until it is no
     * longer useful.
     */
    async markLater(
      claimed: Claimed,
      afterSeconds: number | null,
      why: string,
      realNow?: Date,
    ): Promise<boolean> {
      return settle(claimed, {
        state: 'ready',
        why,
        retryAt: await again(claimed, afterSeconds, realNow),
        claimedUntil: null,
      });
    },

    /** We could not word it: tried again a few times, then laid aside where the coordinator sees it. */
    async markFailed(claimed: Claimed, why: string, realNow?: Date): Promise<boolean> {
      const isDead = claimed.attempts >= TRIES;
      const retryAt = await again(claimed, null, realNow);
      return settle(claimed, { state: isDead ? 'dead' : 'ready', why, retryAt, claimedUntil: null });
    },

    /**
     * The account cannot be reached: what the person is told unasked goes to another account of theirs; where there is
     * none, and with replies, it is laid aside where the coordinator sees it. A group that put the bot out is left, and
     * what was for nobody by name goes unsaid: nobody could look after it.
     */
    async markUnreachable(claimed: Claimed, why: string, now: Date): Promise<void> {
      const { bot, chatId, personId } = claimed;
      if ((await groupChats.find(db, { bot, chatId })) !== undefined) {
        await settle(claimed, { state: 'void', why, claimedUntil: null });
        await groups.leave({ bot, chatId }, null, now);
        return;
      }
      await accounts.setState(db, bot, chatId, 'unreachable');
      const other = personId === null ? undefined : await accounts.findReachable(db, personId);
      const isReply = messages.REPLY_KINDS.some((kind) => kind === claimed.kind);
      const state = personId === null ? 'void' : other && !isReply ? 'ready' : 'dead';
      await settle(claimed, { state, why, claimedUntil: null });
      if (other) await messages.redirect(db, { bot, chatId }, { bot: other.bot, chatId: other.chatId });
      await messages.layAside(db, claimed, why);
    },

    /**
     * The group goes on as another chat: this message leaves for it at once, and what waits goes there too. Where the
     * new chat says the same nobody knows where the group is, and the message is laid aside.
     */
    async markMoved(claimed: Claimed, chatId: string, why: string, now: Date): Promise<void> {
      const goesOn = `the group goes on as chat ${chatId}`;
      const hasMoved = claimed.why === `the group goes on as chat ${claimed.chatId}`;
      if (hasMoved || chatId === claimed.chatId) {
        await settle(claimed, { state: 'dead', why, claimedUntil: null });
        return;
      }
      await settle(claimed, { state: 'ready', why: goesOn, claimedUntil: null, retryAt: null });
      await groups.move(claimed, chatId, now);
    },

    markRefused: (claimed: Claimed, why: string) =>
      settle(claimed, { state: 'dead', why, claimedUntil: null }),

    /** Gives back what a process of this world claimed before it died; only for a world with one owner. */
    releaseClaims: (bots: readonly string[]) => messages.releaseClaims(db, bots),

    /** When the next message may leave, of those that may leave at all. */
    async nextDue(bots: readonly string[], now: Date): Promise<Date | undefined> {
      const paused = await isPaused();
      const replies = await messages.nextNotBefore(db, bots, messages.REPLY_KINDS);
      const unasked = paused ? undefined : await messages.nextNotBefore(db, bots, messages.UNASKED_KINDS);
      const allowedAt = unasked && nextOfficeMoment(unasked > now ? unasked : now, DEFAULT_POLICY, calendar);
      const onDayOff = paused ? undefined : await messages.nextOnDayOff(db, bots, dayOf(now));
      return [replies, allowedAt, onDayOff]
        .filter((at) => at !== undefined)
        .sort((a, b) => a.getTime() - b.getTime())[0];
    },
  };

  async function again(claimed: Claimed, seconds: number | null, realNow?: Date): Promise<Date> {
    const from = realNow ?? (await settings.databaseTime(db));
    return new Date(from.getTime() + 1000 * (seconds ?? Math.min(BACK_OFF_CEILING_S, 2 ** claimed.attempts)));
  }
}

const isSecret = ({ body }: Claimed): boolean => (body as { secret?: true } | null)?.secret === true;

/** A code is not kept once it was said; what could not be said is not laid aside with it: another is issued. */
function withoutWords(values: Partial<messages.NewMessage>): Partial<messages.NewMessage> {
  const { state } = values;
  if (state === undefined || state === 'ready') return values;
  return { ...values, state: state === 'dead' ? 'void' : state, body: null };
}

const isOfficeHour = (now: Date): boolean =>
  DEFAULT_POLICY.officeHours.some(({ from, to }) => hourOf(now) >= from && hourOf(now) < to);

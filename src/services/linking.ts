import { hasPart } from '../domain/grants.ts';
import { normalizeCode } from '../domain/link-code.ts';
import { dayOf } from '../domain/office-time.ts';
import { normalizePhone, phoneSpellings } from '../domain/phone.ts';
import { DEFAULT_POLICY } from '../domain/reminder-policy.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as linkCodes from '../store/link-codes.ts';
import * as messages from '../store/messages.ts';
import * as accounts from '../store/accounts.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as plans from '../store/plans.ts';
import * as waiting from '../store/waiting-messages.ts';
import type { Environment } from './environment.ts';
import { nextOfficeMoment } from './messages.ts';
import { overseersOf } from './overseers.ts';

/** Wrong codes in one chat before it must wait. */
const WRONG_CODES = 5;
const LOCK_MINUTES = 15;
/** Papers named to somebody who is asked for consent. */
const MOST_PAPERS = 3;
/** Codes looked for in one message. */
const MOST_CODES = 10;

export interface Chat {
  bot: string;
  chatId: string;
}

/** A chat has become a person's account. */
export interface Linked {
  kind: 'linked';
  personId: number;
  /** Chats of the same bot the person had until now: this one takes their place. */
  replaced: Chat[];
  /** Other bots on which the person has an account. */
  others: string[];
}

interface Locked {
  kind: 'locked';
  until: Date;
}

/** What a code or a telephone number comes to: who has agreed before is linked at once, anybody else is asked. */
export type Proved =
  | Linked
  | Locked
  | { kind: 'asks_consent'; personId: number }
  | { kind: 'wrong_code' | 'unknown_phone'; triesLeft: number }
  | { kind: 'expired' }
  | { kind: 'used' };

export type Agreed = Linked | Locked | { kind: 'expired' } | { kind: 'used' } | { kind: 'not_asked' };

/** How a chat becomes the account of a person: by a one-time code or a known telephone number, and their consent. */
export function createLinking(db: Db, env: Environment) {
  const findCode = (typed: string) => linkCodes.findByHash(db, env.hash(normalizeCode(typed)));

  async function lockOf({ bot, chatId }: Chat, now: Date): Promise<Locked | undefined> {
    const guard = await linkCodes.readGuard(db, bot, chatId);
    return guard?.lockedUntil && guard.lockedUntil > now
      ? { kind: 'locked', until: guard.lockedUntil }
      : undefined;
  }

  async function countWrong<K extends 'wrong_code' | 'unknown_phone'>(
    { bot, chatId }: Chat,
    kind: K,
    now: Date,
  ): Promise<Locked | { kind: K; triesLeft: number }> {
    const guard = await linkCodes.readGuard(db, bot, chatId);
    const wrongCodes = (guard?.lockedUntil ? 0 : (guard?.wrongCodes ?? 0)) + 1;
    const until = wrongCodes >= WRONG_CODES ? new Date(now.getTime() + LOCK_MINUTES * 60_000) : null;
    await linkCodes.writeGuard(db, { bot, chatId, wrongCodes, lockedUntil: until, touchedAt: now });
    return until ? { kind: 'locked', until } : { kind, triesLeft: WRONG_CODES - wrongCodes };
  }

  /** The person has proved who they are; linked only if they have agreed to what is stored. */
  async function consider(chat: Chat, personId: number, codeId: number | null, now: Date): Promise<Proved> {
    const person = await people.findById(db, personId);
    if (!person || person.erasedAt) return { kind: 'expired' };
    if (person.consentedAt) return link(chat, personId, codeId, now);
    // Wrong codes stay counted until the chat is linked: one good code must not buy more guesses.
    await linkCodes.writeGuard(db, {
      ...chat,
      awaitsPersonId: personId,
      awaitsCodeId: codeId,
      touchedAt: now,
    });
    return { kind: 'asks_consent', personId };
  }

  async function link(chat: Chat, personId: number, codeId: number | null, now: Date): Promise<Linked> {
    const { bot, chatId } = chat;
    if (codeId !== null) await linkCodes.markUsed(db, codeId, now);
    await people.noteConsent(db, personId, now);
    // One account of a person on one bot: a telephone that was lost must not go on answering.
    const replaced = (await accounts.cut(db, personId, { bot })).filter((one) => one.chatId !== chatId);
    const others = (await accounts.listOfPerson(db, personId)).filter(({ state }) => state === 'active');
    await accounts.link(db, {
      bot,
      chatId,
      personId,
      state: 'active',
      preferred: true,
      linkedAt: now,
    });
    for (const before of replaced) await messages.redirect(db, before, { bot, chatId });
    const opening = nextOfficeMoment(now, DEFAULT_POLICY, env.calendar);
    await waiting.release(db, personId, { bot, chatId }, opening);
    await linkCodes.writeGuard(db, {
      bot,
      chatId,
      wrongCodes: 0,
      lockedUntil: null,
      awaitsPersonId: null,
      awaitsCodeId: null,
      touchedAt: now,
    });
    await changeLog.append(db, {
      at: now,
      personId,
      action: 'account.link',
      subject: 'person',
      subjectId: personId,
      after: { bot },
    });
    return { kind: 'linked', personId, replaced, others: [...new Set(others.map((one) => one.bot))] };
  }

  return {
    /** Whose consent is awaited in a chat; undefined: nobody's. */
    async awaited({ bot, chatId }: Chat): Promise<number | undefined> {
      return (await linkCodes.readGuard(db, bot, chatId))?.awaitsPersonId ?? undefined;
    },

    /**
     * Whose chat this was until they were cut off everywhere; undefined where they are erased, are still connected, or
     * had gone on to another chat of the bot: a telephone that was lost must not go on answering.
     */
    async formerOf({ bot, chatId }: Chat): Promise<number | undefined> {
      const account = await accounts.find(db, bot, chatId);
      if (account?.state !== 'cut') return undefined;
      const theirs = await accounts.listOfPerson(db, account.personId);
      const isLast = theirs.every(
        (one) => one.state === 'cut' && (one.bot !== bot || one.linkedAt <= account.linkedAt),
      );
      const person = await people.findById(db, account.personId);
      return isLast && person?.erasedAt === null ? account.personId : undefined;
    },

    /** Whether one of these could still link somebody. */
    async isLive(typed: readonly string[], now: Date): Promise<boolean> {
      for (const one of typed.slice(0, MOST_CODES)) {
        const code = await findCode(one);
        if (code && !code.usedAt && code.expiresAt > now) return true;
      }
      return false;
    },

    /** A code was typed in a chat nobody is linked to. It stays good until somebody is linked by it. */
    async byCode(chat: Chat, typed: string, now: Date): Promise<Proved> {
      const locked = await lockOf(chat, now);
      if (locked) return locked;
      const found = await findCode(typed);
      if (!found) return countWrong(chat, 'wrong_code', now);
      // The person first, then the code: of two chats with one code the second finds it used.
      await people.lock(db, found.personId);
      const code = await linkCodes.findById(db, found.id);
      if (!code) return { kind: 'expired' };
      if (code.usedAt) return { kind: 'used' };
      if (code.expiresAt <= now) return { kind: 'expired' };
      return consider(chat, code.personId, code.id, now);
    },

    /**
     * A telephone number its network vouches for. It serves who carries it alone, holds a role and has no account yet:
     * numbers are given to other people, and a code is the surer way.
     */
    async byPhone(chat: Chat, typed: string, now: Date): Promise<Proved> {
      const locked = await lockOf(chat, now);
      if (locked) return locked;
      const phone = normalizePhone(typed);
      const [only, another] = phone === undefined ? [] : await people.listByPhone(db, phoneSpellings(phone));
      if (!only || another || !(await mayComeByPhone(only.id, now)))
        return countWrong(chat, 'unknown_phone', now);
      return consider(chat, only.id, null, now);
    },

    /** The person a chat waits for agrees: the chat is linked, unless the code has gone another way meanwhile. */
    async agree(chat: Chat, personId: number, now: Date): Promise<Agreed> {
      const locked = await lockOf(chat, now);
      if (locked) return locked;
      await people.lock(db, personId);
      const guard = await linkCodes.readGuard(db, chat.bot, chat.chatId);
      if (guard?.awaitsPersonId !== personId) return { kind: 'not_asked' };
      const refusal = await refusalOf(personId, guard.awaitsCodeId, now);
      if (!refusal) {
        const linked = await link(chat, personId, guard.awaitsCodeId, now);
        await changeLog.append(db, {
          at: now,
          personId,
          action: 'consent.give',
          subject: 'person',
          subjectId: personId,
        });
        return linked;
      }
      await notAsked(chat, now);
      return { kind: refusal };
    },

    /** Nothing is kept of who does not agree; their code stays good, they may think again. */
    async decline(chat: Chat, now: Date): Promise<{ cameBy: 'code' | 'phone' }> {
      const guard = await linkCodes.readGuard(db, chat.bot, chat.chatId);
      await notAsked(chat, now);
      await linkCodes.dropIdleGuard(db, chat.bot, chat.chatId, now);
      return { cameBy: guard?.awaitsCodeId == null ? 'phone' : 'code' };
    },

    /** The bodies a person's reports go to and the papers they act by: all a stranger is told of who speaks here. */
    async offices(
      personId: number,
      now: Date,
    ): Promise<{ unitIds: number[]; papers: Awaited<ReturnType<typeof plans.listActing>> }> {
      const person = await people.findById(db, personId);
      if (!person) return { unitIds: [], papers: [] };
      const unitIds = await overseersOf(db, await grants.scopeOf(db, personId, dayOf(now)), person);
      return { unitIds, papers: await plans.listActing(db, person.jurisdictionId, unitIds, MOST_PAPERS) };
    },
  };

  /** Nobody's consent is awaited in the chat any more. */
  function notAsked(chat: Chat, now: Date): Promise<void> {
    return linkCodes.writeGuard(db, { ...chat, awaitsPersonId: null, awaitsCodeId: null, touchedAt: now });
  }

  async function mayComeByPhone(personId: number, now: Date): Promise<boolean> {
    await people.lock(db, personId);
    const held = await accounts.listOfPerson(db, personId);
    if (held.some(({ state }) => state !== 'cut')) return false;
    return hasPart(await grants.scopeOf(db, personId, dayOf(now)));
  }

  async function refusalOf(
    personId: number,
    codeId: number | null,
    now: Date,
  ): Promise<'expired' | 'used' | undefined> {
    const person = await people.findById(db, personId);
    if (!person || person.erasedAt) return 'expired';
    if (codeId === null) return (await mayComeByPhone(personId, now)) ? undefined : 'expired';
    const code = await linkCodes.findById(db, codeId);
    if (code?.usedAt) return 'used';
    return !code || code.expiresAt <= now ? 'expired' : undefined;
  }
}

import { addDays, type Day } from '../domain/day.ts';
import type { Author } from '../domain/grants.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import { normalizePhone, phoneSpellings } from '../domain/phone.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as erasure from '../store/erasure.ts';
import * as requests from '../store/erasure-requests.ts';
import * as linkCodes from '../store/link-codes.ts';
import * as accounts from '../store/accounts.ts';
import * as forgetting from '../store/forgetting.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as reminders from '../store/reminders.ts';
import * as sectionShares from '../store/section-shares.ts';
import type { Environment } from './environment.ts';
import { BLANK } from './inbox.ts';
import { createMessages } from './messages.ts';
import { coordinatorsOver, overseersOf } from './overseers.ts';
import { endShares } from './shares-ending.ts';

/** Stands where a name stood. */
export const ERASED_NAME = '(đã xóa dữ liệu cá nhân)';
const ERASED_WORDS = { blank: BLANK, mask: ERASED_NAME };
/** Working days within which a person's wish is answered (Nghị định 356/2025/NĐ-CP). */
const ANSWERED_WITHIN = 2;
/** How long what says who somebody was is kept after their last role. */
const KEPT_DAYS = 365;
/** People forgotten in one go. */
const FORGOTTEN_AT_ONCE = 50;
/** How long words are kept, though not what they brought about: thirteen months. */
const WORDS_DAYS = 396;
const WORDS_AT_ONCE = 1_000;
/** What is shorter stands in too many words that name nobody. */
const SHORTEST_NAME = 4;

export interface PendingErasure {
  id: number;
  personId: number;
  askedAt: Date;
  /** The last day for an answer. */
  answerBy: Day;
}

interface Chat {
  bot: string;
  chatId: string;
}

/** Whether somebody who decides hears of a wish: is told, has no account, or there is nobody but the person. */
export type Decider = 'told' | 'unlinked' | 'nobody';

export type Decision =
  | {
      kind: 'granted';
      personId: number;
      /** Where a last word may be said. */
      chats: Chat[];
      /** Whose present dialogue names the person. */
      dialogues: number[];
    }
  | {
      kind: 'declined';
      personId: number;
      /** The person has an account the reason goes to. */
      isReached: boolean;
    }
  | { kind: 'already_done' }
  /** Nobody decides on their own wish. */
  | { kind: 'own' }
  | { kind: 'not_found' };

/** The right to be forgotten: account and personal data go, figures received and who changed what by number stay. */
export function createErasure(db: Db, env: Environment) {
  const messages = createMessages(db, env);
  const answerBy = (askedAt: Date): Day => env.calendar.shift(dayOf(askedAt), ANSWERED_WITHIN);
  const withDay = (row: { id: number; personId: number; askedAt: Date }): PendingErasure => ({
    id: row.id,
    personId: row.personId,
    askedAt: row.askedAt,
    answerBy: answerBy(row.askedAt),
  });
  const logged = (action: string, personId: number, by: number | null, now: Date): Promise<void> =>
    changeLog.append(db, { at: now, personId: by, action, subject: 'person', subjectId: personId });

  async function mayDecide({ scope }: Pick<Author, 'scope'>, personId: number, now: Date): Promise<boolean> {
    if (scope.coordinates.length === 0) return false;
    return (await bodiesOf(personId, now)).some((body) => scope.coordinates.includes(body));
  }

  async function bodiesOf(personId: number, now: Date): Promise<number[]> {
    const person = await people.findById(db, personId);
    if (!person) return [];
    return overseersOf(db, await grants.scopeOf(db, personId, dayOf(now)), person);
  }

  /** Chats in which a last word may be said and how the person was named, read before they are erased. */
  async function erase(
    personId: number,
    by: number | null,
    now: Date,
  ): Promise<{ chats: Chat[]; jurisdictionId: number; spellings: string[] }> {
    const person = await people.findById(db, personId);
    if (!person) throw new Error(`no person ${personId} to erase`);
    const theirs = await accounts.listOfPerson(db, personId);
    const held = await grants.list(db, personId, dayOf(now));
    const unitIds = held.flatMap(({ unitId }) => unitId ?? []);
    await reminders.voidOfPerson(db, unitIds, personId, 'the person is erased');
    await grants.end(db, personId, dayOf(now));
    await endShares(db, env, { personId, by }, now);
    // Also those of reports nobody follows any more.
    await sectionShares.endOfPerson(db, personId, now);
    await linkCodes.forgetAwaited(db, personId);
    await linkCodes.removeOf(db, personId);
    await erasure.eraseChats(db, personId, BLANK);
    await erasure.eraseCorrections(db, personId, ERASED_NAME);
    await erasure.erasePerson(db, personId, ERASED_NAME, now);
    return {
      chats: theirs.filter(({ state }) => state === 'active').map(({ bot, chatId }) => ({ bot, chatId })),
      jurisdictionId: person.jurisdictionId,
      spellings: spellingsOf(person),
    };
  }

  /** Each is told once when it is asked, once on its last day; how many. */
  async function tell(
    readers: readonly number[],
    request: number,
    why: 'asked' | 'last_day',
    now: Date,
  ): Promise<number> {
    const subject = { about: 'erasure_asked', request } as const;
    const { queued } = await messages.tell(
      readers.map((id) => ({ personId: id, key: `erasure:${request}:${why}:${id}`, subject })),
      now,
    );
    return queued;
  }

  return {
    mayDecide,
    find: async (
      id: number,
    ): Promise<(PendingErasure & { state: string; reason: string | null }) | undefined> => {
      const row = await requests.findById(db, id);
      return row && { ...withDay(row), state: row.state, reason: row.reason };
    },
    ofPerson: async (personId: number): Promise<PendingErasure | undefined> => {
      const row = await requests.findPending(db, personId);
      return row && withDay(row);
    },

    /** The last word on a wish of the person, where it was no. */
    async lastDeclined(personId: number): Promise<{ decidedAt: Date; reason: string } | undefined> {
      const row = await requests.findLast(db, personId);
      if (row?.state !== 'declined' || row.decidedAt === null || row.reason === null) return undefined;
      return { decidedAt: row.decidedAt, reason: row.reason };
    },

    /** Wishes of people whose work the scope coordinates, oldest first. */
    async pending(author: Author, jurisdictionId: number, now: Date): Promise<PendingErasure[]> {
      const all = await requests.listPending(db, jurisdictionId);
      const mine: PendingErasure[] = [];
      for (const row of all) if (await mayDecide(author, row.personId, now)) mine.push(withDay(row));
      return mine;
    },

    /** A person wishes to be erased: the bodies that coordinate their work decide. */
    async ask(personId: number, now: Date): Promise<PendingErasure & { decider: Decider }> {
      const row = await requests.insert(db, personId, now);
      if (!row) {
        const waiting = await requests.findPending(db, personId);
        if (!waiting) throw new Error(`no wish of person ${personId} to be erased`);
        return { ...withDay(waiting), decider: 'told' };
      }
      await logged('erasure.ask', personId, personId, now);
      const person = await people.findById(db, personId);
      const readers = person ? await coordinatorsOver(db, person, dayOf(now)) : [];
      const queued = await tell(readers, row.id, 'asked', now);
      return { ...withDay(row), decider: queued > 0 ? 'told' : readers.length > 0 ? 'unlinked' : 'nobody' };
    },

    /** Wishes whose last day has come without a word are recalled, once, to those who decide; to how many. */
    async recall(now: Date): Promise<number> {
      let recalled = 0;
      for (const row of await requests.listAllPending(db)) {
        if (answerBy(row.askedAt) > dayOf(now)) continue;
        const person = await people.findById(db, row.personId);
        const readers = person ? await coordinatorsOver(db, person, dayOf(now)) : [];
        recalled += await tell(readers, row.id, 'last_day', now);
      }
      return recalled;
    },

    /** The person thinks better of it; false where nothing waits any more. */
    async withdraw(personId: number, now: Date): Promise<boolean> {
      const row = await requests.findPending(db, personId);
      const held = row && (await requests.lock(db, row.id));
      if (held?.state !== 'pending') return false;
      await requests.update(db, held.id, { state: 'withdrawn', decidedAt: now });
      await logged('erasure.withdraw', personId, personId, now);
      return true;
    },

    /** The word of a coordinator; `reason` declines. */
    async decide(
      input: { request: number; reason: string | null; by: Author },
      now: Date,
    ): Promise<Decision> {
      const { request, reason, by } = input;
      const row = await requests.findById(db, request);
      if (!row) return { kind: 'not_found' };
      if (row.personId === by.id) return { kind: 'own' };
      await people.lock(db, row.personId);
      const held = await requests.lock(db, request);
      // Once granted nothing tells any more whose work it was.
      if (held?.state === 'granted')
        return by.scope.coordinates.length > 0 ? { kind: 'already_done' } : { kind: 'not_found' };
      if (!(await mayDecide(by, row.personId, now))) return { kind: 'not_found' };
      if (held?.state !== 'pending') return { kind: 'already_done' };
      const { personId } = held;
      const state = reason === null ? 'granted' : 'declined';
      await requests.update(db, request, { state, reason, decidedBy: by.id, decidedAt: now });
      await logged(reason === null ? 'erasure.grant' : 'erasure.decline', personId, by.id, now);
      if (reason === null) {
        const { chats, jurisdictionId, spellings } = await erase(personId, by.id, now);
        const dialogues = await erasure.eraseMentions(db, jurisdictionId, spellings, ERASED_WORDS);
        return { kind: 'granted', personId, chats, dialogues };
      }
      const subject = { about: 'erasure_declined', request } as const;
      const news = { personId, key: `erasure:${request}:declined`, subject };
      const { queued } = await messages.tell([news], now);
      return { kind: 'declined', personId, isReached: queued > 0 };
    },

    /** Forgets some of those whose last role ended a year ago, and what was on its way to people just erased; how many. */
    async forgetPassed(now: Date): Promise<number> {
      const passed = await forgetting.listPassed(db, addDays(dayOf(now), -KEPT_DAYS), FORGOTTEN_AT_ONCE);
      const named = new Map<number, string[]>();
      for (const id of passed) {
        await people.lock(db, id);
        const { jurisdictionId, spellings } = await erase(id, null, now);
        named.set(jurisdictionId, [...(named.get(jurisdictionId) ?? []), ...spellings]);
        await logged('erasure.time_over', id, null, now);
      }
      // Every row is looked through: once for all of them.
      for (const [jurisdictionId, spellings] of named)
        await erasure.eraseMentions(db, jurisdictionId, spellings, ERASED_WORDS);
      await erasure.eraseLeftOver(db, new Date(now.getTime() - 3 * 86_400_000));
      return passed.length;
    },

    /** Forgets some of what was said on either side longer ago than anybody needs it; how many rows. */
    forgetOld: (now: Date): Promise<number> =>
      forgetting.eraseOld(db, momentOf(addDays(dayOf(now), -WORDS_DAYS)), WORDS_AT_ONCE, BLANK),
  };
}

/** How somebody's name and telephone number may stand in what others typed: capitals, small letters, without accents. */
function spellingsOf({ name, phone }: people.PersonRow): string[] {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  const names = [name, name.toLowerCase(), name.toUpperCase(), plain.toLowerCase()];
  const normal = phone === null ? undefined : normalizePhone(phone);
  const phones = phone === null ? [] : [phone, ...(normal === undefined ? [] : phoneSpellings(normal))];
  return [...new Set([...names, ...phones])].filter((one) => one.length >= SHORTEST_NAME);
}

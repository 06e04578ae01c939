import { addDays, type Day } from '../domain/day.ts';
import type { Role, Scope } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as people from '../store/people.ts';
import * as units from '../store/units.ts';
import type { Environment } from './environment.ts';

/** Days a linking code may wait to be typed. */
const CODE_DAYS = 7;
/** Wrong codes in one chat before it must wait. */
const WRONG_CODES = 5;
const LOCK_MINUTES = 15;
/** No letters or digits that are read as one another. */
const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;

export type Linking =
  | { kind: 'linked'; personId: number }
  | { kind: 'wrong_code'; triesLeft: number }
  | { kind: 'expired' }
  | { kind: 'used' }
  | { kind: 'locked'; until: Date };

export function createPeople(db: Db, env: Environment) {
  return {
    find: (id: number) => people.findById(db, id),
    lock: (id: number) => people.lock(db, id),
    scope: (id: number, now: Date): Promise<Scope> => people.scopeOf(db, id, dayOf(now)),
    findByName: (jurisdictionId: number, name: string) => people.findByName(db, jurisdictionId, name),
    search: (jurisdictionId: number, text: string, limit: number) =>
      people.searchByName(db, jurisdictionId, text, limit),
    holders: (unitIds: readonly number[], roles: readonly Role[], now: Date) =>
      people.holders(db, unitIds, roles, dayOf(now)),
    unlinkedHolders: (unitIds: readonly number[], roles: readonly Role[], now: Date) =>
      people.unlinkedHolders(db, unitIds, roles, dayOf(now)),
    units: (ids: readonly number[]) => units.listByIds(db, ids),
    findAccount: (bot: string, chatId: string) => people.findAccount(db, bot, chatId),
    accountsOfBot: (bot: string) => people.listAccountsOfBot(db, bot),
    accounts: (personId: number) => people.listAccounts(db, personId),

    setAccountState: (bot: string, chatId: string, state: people.AccountRow['state']) =>
      people.setAccountState(db, bot, chatId, state),

    async setPreferences(id: number, change: people.PersonRow['preferences']): Promise<void> {
      const row = await people.findById(db, id);
      await people.setPreferences(db, id, { ...row?.preferences, ...change });
    },

    /** A new person with one role on one unit. */
    async add(
      input: {
        jurisdictionId: number;
        name: string;
        title?: string | null;
        honorific?: string | null;
        phone?: string | null;
        unitId: number;
        roles: readonly Role[];
        by: number | null;
        validFrom?: Day;
      },
      now: Date,
    ): Promise<number> {
      const { jurisdictionId, name, unitId, roles, by } = input;
      const personId = await people.insert(db, {
        jurisdictionId,
        unitId,
        name,
        title: input.title ?? null,
        honorific: input.honorific ?? null,
        phone: input.phone ?? null,
        preferences: {},
      });
      const validFrom = input.validFrom ?? dayOf(now);
      for (const role of roles) await people.addGrant(db, { personId, role, unitId, validFrom });
      await changeLog.append(db, {
        at: now,
        personId: by,
        action: 'person.add',
        subject: 'person',
        subjectId: personId,
        after: { unitId, roles },
      });
      return personId;
    },

    async grant(personId: number, role: Role, unitId: number, by: number | null, now: Date): Promise<void> {
      await people.addGrant(db, { personId, role, unitId, validFrom: dayOf(now) });
      await changeLog.append(db, {
        at: now,
        personId: by,
        action: 'person.grant',
        subject: 'person',
        subjectId: personId,
        after: { role, unitId },
      });
    },

    /** A fresh one-time code; earlier ones of the person stop working. Only its hash is kept. */
    async issueCode(personId: number, by: number | null, now: Date): Promise<{ code: string; lastDay: Day }> {
      const code = randomCode(env);
      const lastDay = addDays(dayOf(now), CODE_DAYS);
      await people.retireCodes(db, personId, now);
      await people.insertCode(db, {
        personId,
        codeHash: env.hash(code),
        createdAt: now,
        expiresAt: new Date(now.getTime() + CODE_DAYS * 86_400_000),
      });
      await changeLog.append(db, {
        at: now,
        personId: by,
        action: 'code.issue',
        subject: 'person',
        subjectId: personId,
      });
      return { code, lastDay };
    },

    /** Links a chat to the person whose code was typed in it. */
    async link(input: { bot: string; chatId: string; code: string }, now: Date): Promise<Linking> {
      const { bot, chatId } = input;
      const guard = await people.readGuard(db, bot, chatId);
      if (guard?.lockedUntil && guard.lockedUntil > now) return { kind: 'locked', until: guard.lockedUntil };
      const found = await people.findCode(db, env.hash(normalizeCode(input.code)));
      if (!found) {
        const wrongCodes = (guard?.lockedUntil ? 0 : (guard?.wrongCodes ?? 0)) + 1;
        const lockedUntil =
          wrongCodes >= WRONG_CODES ? new Date(now.getTime() + LOCK_MINUTES * 60_000) : null;
        await people.writeGuard(db, { bot, chatId, wrongCodes, lockedUntil });
        return lockedUntil
          ? { kind: 'locked', until: lockedUntil }
          : { kind: 'wrong_code', triesLeft: WRONG_CODES - wrongCodes };
      }
      if (found.usedAt) return { kind: 'used' };
      if (found.expiresAt <= now) return { kind: 'expired' };
      await people.markCodeUsed(db, found.id, now);
      await people.linkAccount(db, {
        bot,
        chatId,
        personId: found.personId,
        state: 'active',
        preferred: true,
        linkedAt: now,
      });
      await people.writeGuard(db, { bot, chatId, wrongCodes: 0, lockedUntil: null });
      await changeLog.append(db, {
        at: now,
        personId: found.personId,
        action: 'account.link',
        subject: 'person',
        subjectId: found.personId,
        after: { bot },
      });
      return { kind: 'linked', personId: found.personId };
    },

    linkAccount: (bot: string, chatId: string, personId: number, now: Date) =>
      people.linkAccount(db, { bot, chatId, personId, state: 'active', preferred: true, linkedAt: now }),
  };
}

/** Codes are typed by people: spaces, dashes and lower case do not matter. */
const normalizeCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

function randomCode(env: Environment): string {
  // Bytes beyond the last whole multiple of the alphabet would favour its first letters.
  const limit = 256 - (256 % CODE_ALPHABET.length);
  for (;;) {
    let code = '';
    while (code.length < CODE_LENGTH) {
      const byte = Number.parseInt(env.randomHex(1), 16);
      if (byte < limit) code += CODE_ALPHABET[byte % CODE_ALPHABET.length] ?? '';
    }
    // A code holds a digit, so that eight letters of a greeting are never taken for one.
    if (/\d/.test(code)) return code;
  }
}

import { addDays, type Day } from '../domain/day.ts';
import { mayIssueCode, type Role, type Scope } from '../domain/grants.ts';
import { CODE_ALPHABET, CODE_LENGTH } from '../domain/link-code.ts';
import { dayOf } from '../domain/office-time.ts';
import { normalizePhone } from '../domain/phone.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as linkCodes from '../store/link-codes.ts';
import * as accounts from '../store/accounts.ts';
import * as dueReports from '../store/due-reports.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as units from '../store/units.ts';
import type { Environment } from './environment.ts';

/** Days a linking code may wait to be typed. */
const CODE_DAYS = 7;
export function createPeople(db: Db, env: Environment) {
  return {
    find: (id: number) => people.findById(db, id),
    lock: (id: number) => people.lock(db, id),
    scope: (id: number, now: Date): Promise<Scope> => grants.scopeOf(db, id, dayOf(now)),
    findByName: (jurisdictionId: number, name: string) => people.findByName(db, jurisdictionId, name),
    search: (jurisdictionId: number, text: string, limit: number) =>
      people.searchByName(db, jurisdictionId, text, limit),
    holders: (unitIds: readonly number[], roles: readonly Role[], now: Date) =>
      grants.holders(db, unitIds, roles, dayOf(now)),
    unlinkedHolders: (unitIds: readonly number[], roles: readonly Role[], now: Date) =>
      grants.unlinkedHolders(db, unitIds, roles, dayOf(now)),
    units: (ids: readonly number[]) => units.listByIds(db, ids),
    findAccount: (bot: string, chatId: string) => accounts.find(db, bot, chatId),
    accountsOfBot: (bot: string) => accounts.listOfBot(db, bot),
    accounts: (personId: number) => accounts.listOfPerson(db, personId),

    setAccountState: (bot: string, chatId: string, state: accounts.AccountRow['state']) =>
      accounts.setState(db, bot, chatId, state),

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
        phone: input.phone == null ? null : (normalizePhone(input.phone) ?? input.phone),
        preferences: {},
      });
      const validFrom = input.validFrom ?? dayOf(now);
      for (const role of roles) await grants.add(db, { personId, role, unitId, validFrom });
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
      await grants.add(db, { personId, role, unitId, validFrom: dayOf(now) });
      await changeLog.append(db, {
        at: now,
        personId: by,
        action: 'person.grant',
        subject: 'person',
        subjectId: personId,
        after: { role, unitId },
      });
    },

    /** Of these people those a coordinator may issue a code to: nothing they hold or will hold is another body's to give. */
    async issuable(scope: Scope, personIds: readonly number[], now: Date): Promise<ReadonlySet<number>> {
      const held = await grants.listHeld(db, personIds, dayOf(now));
      const unitIds = [...new Set(held.flatMap(({ unitId }) => unitId ?? []))];
      const followed =
        scope.coordinates.length === 0 || unitIds.length === 0
          ? []
          : await dueReports.listCoordinatedUnits(db, scope.coordinates, unitIds);
      const follows = (unitId: number): boolean => followed.some(({ id }) => id === unitId);
      const closed = new Set(
        held.flatMap((one) => (mayIssueCode(scope, [one], follows) ? [] : [one.personId])),
      );
      return new Set(personIds.filter((id) => !closed.has(id)));
    },

    /** A fresh one-time code; earlier ones of the person stop working. Only its hash is kept. */
    async issueCode(personId: number, by: number | null, now: Date): Promise<{ code: string; lastDay: Day }> {
      await people.lock(db, personId);
      const code = randomCode(env);
      const lastDay = addDays(dayOf(now), CODE_DAYS);
      await linkCodes.retire(db, personId, now);
      await linkCodes.insert(db, {
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

    /** Makes a chat somebody's account without a code: where the people are invented, and have agreed to everything. */
    async linkAccount(bot: string, chatId: string, personId: number, now: Date): Promise<void> {
      await accounts.link(db, {
        bot,
        chatId,
        personId,
        state: 'active',
        preferred: true,
        linkedAt: now,
      });
      await people.noteConsent(db, personId, now);
    },
  };
}

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

import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as linkCodes from '../store/link-codes.ts';
import * as accounts from '../store/accounts.ts';
import * as people from '../store/people.ts';
import * as waiting from '../store/waiting-messages.ts';
import type { Environment } from './environment.ts';
import { createMessages } from './messages.ts';
import { coordinatorsOver } from './overseers.ts';
import { endShares } from './shares-ending.ts';

export interface WithdrawnConsent {
  /** Where a last word may be said. */
  chats: { bot: string; chatId: string }[];
  /** Coordinators who are told. */
  told: number;
}

/** Consent taken back: the person's own word, which nobody else decides on. */
export function createConsent(db: Db, env: Environment) {
  const messages = createMessages(db, env);
  return {
    /** Whether somebody who coordinates the person's work can be told of what they decide. */
    async isHeard(personId: number, now: Date): Promise<boolean> {
      const person = await people.findById(db, personId);
      const readers = person ? await coordinatorsOver(db, person, dayOf(now)) : [];
      for (const id of readers) if (await accounts.findReachable(db, id)) return true;
      return false;
    },

    /**
     * From this moment nothing is said to the person any more, on any network, until they come back with a new code and
     * agree anew. Their roles, drafts and what they handed in stay; parts of a report a colleague had given them are that
     * colleague's again, since nobody could ask them for these any more. Undefined where there is nothing to take back.
     */
    async withdraw(personId: number, now: Date): Promise<WithdrawnConsent | undefined> {
      await people.lock(db, personId);
      const person = await people.findById(db, personId);
      if (!person || person.erasedAt) return undefined;
      const held = await accounts.listOfPerson(db, personId);
      if (person.consentedAt === null && held.every(({ state }) => state === 'cut')) return undefined;
      const chats = await accounts.cut(db, personId);
      await linkCodes.retire(db, personId, now);
      await linkCodes.forgetAwaited(db, personId);
      await waiting.voidOfPerson(db, personId, 'consent was taken back');
      await people.takeConsent(db, personId);
      await endShares(db, env, { personId, by: personId }, now);
      const change = await changeLog.appendOne(db, {
        at: now,
        personId,
        action: 'consent.withdraw',
        subject: 'person',
        subjectId: personId,
        before: { consentedAt: person.consentedAt },
      });
      const readers = await coordinatorsOver(db, person, dayOf(now));
      const { queued } = await messages.tell(
        readers.map((id) => ({
          personId: id,
          key: `consent_withdrawn:${change}:${id}`,
          subject: { about: 'consent_withdrawn', person: personId },
        })),
        now,
      );
      return { chats, told: queued };
    },
  };
}

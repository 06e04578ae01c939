import { dayOf } from '../domain/office-time.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as grants from '../store/grants.ts';
import * as people from '../store/people.ts';
import * as personalData from '../store/personal-data.ts';
import * as waiting from '../store/waiting-messages.ts';
import type { Environment } from './environment.ts';
import { createMessages } from './messages.ts';
import { coordinatorsOver } from './overseers.ts';

/** Lines of each kind in an export. */
const EXPORTED = 5_000;

/** What is kept about a person, for that person; and what they want to be told. */
export function createPersonalData(db: Db, env: Environment) {
  const messages = createMessages(db, env);
  return {
    count: (personId: number) => personalData.count(db, personId),

    /** What a person wrote, when they were told something, and what they handed in for units they speak for now. */
    async export(personId: number, now: Date) {
      const scope = await grants.scopeOf(db, personId, dayOf(now));
      return {
        written: await personalData.listWritten(db, personId, EXPORTED),
        told: await personalData.listTold(db, personId, EXPORTED),
        submissions: await personalData.listSubmissions(db, personId, scope.ownUnits),
      };
    },

    /**
     * Stops or resumes what is said before deadlines; those who coordinate the units hear of it, unless they have not
     * heard yet of the change it undoes. Whether somebody is told.
     */
    async setReminders(personId: number, reminders: 'on' | 'off', now: Date): Promise<boolean> {
      const person = await people.findById(db, personId);
      if (!person || (person.preferences.reminders ?? 'on') === reminders) return false;
      await people.setPreferences(db, personId, { ...person.preferences, reminders });
      const change = await changeLog.appendOne(db, {
        at: now,
        personId,
        action: `reminders.${reminders}`,
        subject: 'person',
        subjectId: personId,
      });
      const scope = await grants.scopeOf(db, personId, dayOf(now));
      if (scope.ownUnits.length === 0) return false;
      const readers = await coordinatorsOver(db, person, dayOf(now));
      const about = { about: 'reminders_set', person: personId } as const;
      const unheard = await waiting.takeBack(db, readers, about, 'changed again');
      const { queued } = await messages.tell(
        readers
          .filter((id) => !unheard.includes(id))
          .map((id) => ({
            personId: id,
            key: `reminders:${change}:${id}`,
            subject: { ...about, reminders },
          })),
        now,
      );
      return queued > 0;
    },
  };
}

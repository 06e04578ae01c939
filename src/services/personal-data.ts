import { dayOf } from '../domain/office-time.ts';
import { DEFAULT_POLICY } from '../domain/reminder-policy.ts';
import type { Db } from '../store/connect.ts';
import * as people from '../store/people.ts';
import * as personalData from '../store/personal-data.ts';
import type { Environment } from './environment.ts';
import { overseersOf } from './overseers.ts';
import { createTelling } from './telling.ts';

/** Lines of each kind in an export. */
const EXPORTED = 5_000;

/** What is kept about a person, for that person; and what they want to be told. */
export function createPersonalData(db: Db, env: Environment) {
  const tell = createTelling(db, env);
  return {
    count: (personId: number) => personalData.count(db, personId),

    /** What a person wrote, when they were told something, and what they handed in for units they speak for now. */
    async export(personId: number, now: Date) {
      const scope = await people.scopeOf(db, personId, dayOf(now));
      return {
        written: await personalData.listWritten(db, personId, EXPORTED),
        told: await personalData.listTold(db, personId, EXPORTED),
        submissions: await personalData.listSubmissions(db, personId, scope.ownUnits),
      };
    },

    /** Stops or resumes what is said before deadlines; those who coordinate the units hear of it, once a day each way. */
    async setReminders(personId: number, reminders: 'on' | 'off', now: Date): Promise<void> {
      const person = await people.findById(db, personId);
      if (!person) return;
      await people.setPreferences(db, personId, { ...person.preferences, reminders });
      const scope = await people.scopeOf(db, personId, dayOf(now));
      if (scope.ownUnits.length === 0) return;
      for (const unitId of await overseersOf(db, scope, person.jurisdictionId))
        await tell(
          {
            unitId,
            role: 'coordinator',
            key: `reminders:${reminders}:${personId}:${dayOf(now)}:${unitId}`,
            subject: { about: 'reminders_set', person: personId, reminders },
            policy: DEFAULT_POLICY,
          },
          now,
        );
    },
  };
}

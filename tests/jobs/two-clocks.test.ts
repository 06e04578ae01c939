import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { tick } from '../../src/jobs/tick.ts';
import { createTransact } from '../../src/services/services.ts';
import { clockwork, message, reminder } from '../../src/store/schema.ts';

import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const MINUTE = 60_000;
const APART = 90_000;

test('two processes whose clocks are 90 seconds apart handle every minute of a morning once', async () => {
  const season = await openSeason();
  const log = pino({ level: 'silent' });
  const processes = [0, APART].map((ahead) => ({
    ahead,
    transact: createTransact(season.connectAgain(2).db, season.env),
  }));
  const start = at('2023-07-25', '07:45').getTime();
  const handled: Date[] = [];
  for (let minute = 0; minute < 45; minute += 1) {
    await Promise.all(
      processes.map(({ transact, ahead }) =>
        tick({ transact, log }, new Date(start + minute * MINUTE + ahead)),
      ),
    );
    const [row] = await season.db.select().from(clockwork).where(eq(clockwork.name, 'tick'));
    handled.push(row!.handledUntil);
  }
  // Time is handled forwards only, by whichever clock is ahead.
  expect(handled.map(Number)).toEqual(handled.map((_, minute) => start + minute * MINUTE + APART));
  const mornings = await season.db.select().from(message).where(eq(message.kind, 'morning'));
  const people = mornings.map(({ personId }) => personId);
  expect(people.length).toBeGreaterThan(2);
  expect(new Set(people).size).toBe(people.length);
  // One summary a reader, one message a person, and no reminder of that hour left over or taken twice.
  const digests = await season.db.select().from(message).where(eq(message.kind, 'digest'));
  expect(new Set(digests.map(({ personId }) => personId)).size).toBe(digests.length);
  const due = await season.db
    .select()
    .from(reminder)
    .where(eq(reminder.fireAt, at('2023-07-25')));
  expect(new Set(due.map(({ state }) => state))).toEqual(new Set(['bundled']));
});

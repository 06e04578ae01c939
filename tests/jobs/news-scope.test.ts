import { and, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { dispatchNext } from '../../src/jobs/dispatch.ts';
import type { Subject } from '../../src/services/messages.ts';
import { createTransact } from '../../src/services/services.ts';
import { grants, message, visit } from '../../src/store/schema.ts';
import { at, calendar } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const UNIT = 'Sở Công Thương';
const OTHER = 'Sở Y tế';
const NOW = at('2023-07-20', '09:00');

/** An officer who speaks for one unit, and another one, when something is written to them. */
async function written(about: (season: Awaited<ReturnType<typeof openSeason>>) => Promise<Subject>) {
  const season = await openSeason();
  const { db, services } = season;
  const officer = await season.author(`focal@${UNIT}`);
  await db.insert(grants).values({
    personId: officer.id,
    role: 'focal',
    unitId: await season.unitId(OTHER),
    validFrom: '2023-07-01',
  });
  const subject = await about(season);
  await db.delete(message);
  await services.messages.tell([{ personId: officer.id, key: 'the one', subject }], NOW);
  const said: string[] = [];
  const channel: Channel = {
    bot: 'terminal',
    network: 'terminal',
    hasButtons: true,
    receive: () => Promise.resolve(),
    send: (_chat, outgoing) => {
      said.push(outgoing.text);
      return Promise.resolve({ kind: 'sent', externalId: '1' });
    },
  };
  return {
    ...season,
    /** What the officer hears when the message leaves. */
    leaves: async () => {
      const transact = createTransact(db, season.env);
      await dispatchNext({
        transact,
        calendar,
        channel,
        log: pino({ level: 'silent' }),
        now: () => NOW,
        realNow: () => NOW,
      });
      return said.join('\n');
    },
    /** Somebody else speaks for the unit from now on. */
    moveOn: async () => {
      await db
        .update(grants)
        .set({ validTo: '2023-07-19' })
        .where(and(eq(grants.personId, officer.id), eq(grants.unitId, await season.unitId(UNIT))));
    },
    state: async () => (await db.select().from(message).where(eq(message.key, 'the one')))[0],
  };
}

const SUBJECTS: Record<string, (season: Awaited<ReturnType<typeof openSeason>>) => Promise<Subject>> = {
  'a report urged': async ({ reportOf }) => ({
    about: 'urged',
    report: (await reportOf(UNIT)).id,
    by: 1,
  }),
  'a visit without a day': async ({ visitOf, db }) => {
    const { id, version } = await visitOf(UNIT);
    await db.update(visit).set({ precision: 'month' }).where(eq(visit.id, id));
    return { about: 'visit_planned', visit: id, version };
  },
  'a difficulty answered': async ({ services, unitId, author }) => {
    const [unit, body] = [await unitId(UNIT), await unitId('Sở Nội vụ')];
    const { id: askedBy } = await author(`focal@${UNIT}`);
    const asked = await services.difficulties.ask(
      { unitId: unit, coordinatorUnitId: body, text: 'Chưa rõ mục I.4', askedBy },
      NOW,
    );
    const by = await author('coordinator@Sở Nội vụ');
    await services.difficulties.answer({ difficulty: asked.id, text: 'Lấy số lũy kế', by }, NOW);
    return { about: 'difficulty_answered', difficulty: asked.id };
  },
  'the reminders of a morning': async ({ reportOf, remindersOf }) => {
    const reminders = await remindersOf({ report: (await reportOf(UNIT)).id });
    return { about: 'morning', reminders: reminders.map(({ id }) => id) };
  },
};

describe.each(Object.entries(SUBJECTS))('%s', (_name, about) => {
  test('is said to who speaks for the unit', async () => {
    const { leaves, state } = await written(about);
    expect(await leaves()).not.toBe('');
    expect(await state()).toMatchObject({ state: 'sent' });
  });

  test('is not said any more to who speaks only for another unit when it leaves', async () => {
    const { leaves, moveOn, state } = await written(about);
    await moveOn();
    expect(await leaves()).toBe('');
    expect(await state()).toMatchObject({ state: 'void' });
  });
});

test.each(['morning', 'last_call'] as const)(
  'a %s already written does not leave once its reader has stopped reminders; what is no reminder does',
  async (kind) => {
    const { db, services, author, reportOf, leaves, state } = await written(
      SUBJECTS['the reminders of a morning']!,
    );
    const { id } = await author(`focal@${UNIT}`);
    await db.update(message).set({ kind });
    await services.personalData.setReminders(id, 'off', NOW);
    const urged = { about: 'urged' as const, report: (await reportOf(UNIT)).id, by: 1 };
    await services.messages.tell([{ personId: id, key: 'urged', subject: urged }], NOW);
    // The coordinators hear of it as well.
    for (let left = 0; left < 4; left += 1) await leaves();
    expect(await state()).toMatchObject({ state: 'void', why: 'reminders are off' });
    const rows = await db.select().from(message).where(eq(message.key, 'urged'));
    expect(rows).toMatchObject([{ state: 'sent' }]);
  },
);

test('of a morning about two units only the one still spoken for is left', async () => {
  const { leaves, moveOn } = await written(async ({ reportOf, remindersOf }) => {
    const [lost, kept] = [await reportOf(UNIT), await reportOf(OTHER)];
    const reminders = [
      ...(await remindersOf({ report: lost.id })).slice(0, 1),
      ...(await remindersOf({ report: kept.id })).slice(0, 1),
    ];
    return { about: 'morning', reminders: reminders.map(({ id }) => id) };
  });
  await moveOn();
  const text = await leaves();
  expect(text).toContain(`của ${OTHER}`);
  expect(text).not.toContain(`của ${UNIT}`);
});

import { and, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from '../support/languages.ts';
import { createWorld } from '../../src/jobs/world.ts';
import { createTransact } from '../../src/services/services.ts';
import { message } from '../../src/store/schema.ts';
import { at, calendar } from '../support/plans.ts';
import { testDesk } from '../support/desk.ts';
import { openSeason } from '../support/season.ts';

const SCT = 'focal@Sở Công Thương';

/** The season under a moved clock, on a network that can be taken away. */
async function world() {
  const season = await openSeason();
  const network = { isAway: false };
  const came: { chatId: string; text: string; at: Date }[] = [];
  let ids = 0;
  const channel: Channel = {
    bot: 'terminal',
    network: 'terminal',
    hasButtons: false,
    send: (chatId, { text }) => {
      if (network.isAway)
        return Promise.resolve({ kind: 'later', afterSeconds: null, why: 'no route to host' });
      came.push({ chatId, text, at: moved.now() });
      return Promise.resolve({ kind: 'sent', externalId: String(came.length) });
    },
    receive: () => Promise.resolve(),
  };
  const moved = createWorld(
    {
      ...testDesk,
      transact: createTransact(season.db, season.env),
      calendar,
      understanding: createUnderstanding(languages),
      channels: [channel],
      log: pino({ level: 'silent' }),
      randomId: () => String((ids += 1)),
      describeError: String,
    },
    at('2023-07-24', '09:00'),
  );
  const to = (who: string, from: Date) =>
    came.filter(({ chatId, at: moment }) => chatId === who && moment >= from);
  return { season, network, moved, came, to };
}

test(
  'the network away for the hour of the morning messages: afterwards each leaves once, answers in their order, and what came in meanwhile is not asked for',
  { timeout: 120_000 },
  async () => {
    const { season, network, moved, came, to } = await world();
    const eight = at('2023-07-25');
    await moved.moveTo(at('2023-07-25', '07:55'));
    network.isAway = true;
    await moved.moveTo(at('2023-07-25', '08:30'));
    await moved.say({ bot: 'terminal', chatId: SCT }, { kind: 'text', text: 'TROGIUP' });
    await moved.say({ bot: 'terminal', chatId: SCT }, { kind: 'text', text: 'HAN' });
    const waiting = await season.db
      .select({ chatId: message.chatId })
      .from(message)
      .where(and(eq(message.kind, 'morning'), eq(message.state, 'ready')));
    expect(waiting.length).toBeGreaterThan(2);
    const [received] = waiting.filter(({ chatId }) => chatId !== SCT && chatId.startsWith('focal@'));
    const report = await season.reportOf(received!.chatId.slice('focal@'.length));
    const { id: registeredBy } = await season.author(received!.chatId);
    await season.services.documents.register(
      { report: report.id, number: '45/BC', issuedOn: '2023-07-25', by: registeredBy, sentAt: moved.now() },
      moved.now(),
    );
    expect(came.filter(({ at: moment }) => moment >= eight)).toEqual([]);

    network.isAway = false;
    await moved.moveTo(at('2023-07-25', '12:00'));
    const mornings = (who: string) =>
      to(who, eight).filter(({ text }) => text.startsWith('Các việc sắp đến hạn'));
    for (const { chatId } of waiting.filter((one) => one.chatId !== received!.chatId))
      expect({ chatId, mornings: mornings(chatId).length }).toEqual({ chatId, mornings: 1 });
    expect(mornings(received!.chatId)).toEqual([]);
    const told = to(SCT, eight).map(({ text }) => text);
    expect(told.findIndex((text) => text.includes('TROGIUP'))).toBeLessThan(
      told.findIndex((text) => text.includes('chậm nhất hết ngày 29/7/2023')),
    );
  },
);

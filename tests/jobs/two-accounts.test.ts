import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { dispatchNext } from '../../src/jobs/dispatch.ts';
import { createTransact } from '../../src/services/services.ts';
import { account, answer, message } from '../../src/store/schema.ts';
import { at, calendar } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

const now = at('2023-07-25', '09:00');

/** The officer of Sở Công Thương on both networks; Telegram was linked first. */
async function onBoth() {
  const season = await openSeason();
  const [held] = await season.db.select().from(account).where(eq(account.chatId, 'focal@Sở Công Thương'));
  await season.services.people.linkAccount('telegram', '42', held!.personId, now);
  await season.services.people.linkAccount('zalo-2', 'z42', held!.personId, now);
  const channelOf = (bot: string, sent: string[]): Channel => ({
    bot,
    network: 'zalo',
    hasButtons: false,
    send: (_chatId, { text }) => {
      sent.push(text);
      return Promise.resolve({ kind: 'sent', externalId: String(sent.length) });
    },
    receive: () => Promise.resolve(),
  });
  const deliverOn = async (bot: string, moment: Date): Promise<string[]> => {
    const sent: string[] = [];
    const transact = createTransact(season.db, season.env);
    const log = pino({ level: 'silent' });
    const parts = { transact, calendar, channel: channelOf(bot, sent), log, now: () => moment };
    while (await dispatchNext({ ...parts, realNow: () => moment }));
    return sent;
  };
  return {
    ...season,
    personId: held!.personId,
    telegram: chatOf(season, '42', 'telegram'),
    zalo: chatOf(season, 'z42', 'zalo-2'),
    deliverOn,
  };
}

test('a form begun on Zalo goes on in Telegram where it stood, and the draft is one', async () => {
  const { db, telegram, zalo } = await onBoth();
  await zalo.says('GUI', now);
  await zalo.says('II.1: 12', now);
  const seen = await telegram.says('TIEP', at('2023-07-26', '08:30'));
  expect(seen.text).toMatch(/Mục II\b/);
  await telegram.says('II.1: 14', at('2023-07-26', '08:31'));
  expect(await db.select({ row: answer.rowKey, value: answer.value }).from(answer)).toEqual([
    { row: 'ii_1', value: '14' },
  ]);
  expect((await zalo.says('TIEP', at('2023-07-26', '08:32'))).text).toContain('(1/7 đã có)');
});

test('a number typed on one network answers the question last asked on the other', async () => {
  const { telegram, zalo } = await onBoth();
  const asked = await zalo.says('HAN', now);
  expect(asked.choices.length).toBeGreaterThan(1);
  const answered = await telegram.says('1', now);
  expect(answered.text).not.toContain('Hiện không có câu nào đang chờ');
});

test('a reminder whose use is over when the network comes back is not sent', async () => {
  const { db, deliverOn, personId } = await onBoth();
  const row = (text: string, usefulUntil: Date) => ({
    bot: 'zalo-2',
    chatId: 'z42',
    personId,
    kind: 'news' as const,
    priority: 2,
    body: { text, offers: [], revision: null, files: [] },
    createdAt: now,
    notBefore: now,
    usefulUntil,
    state: 'ready' as const,
    attempts: 0,
  });
  await db
    .insert(message)
    .values([row('qua rồi', at('2023-07-25', '17:00')), row('còn kịp', at('2023-07-27'))]);
  expect(await deliverOn('zalo-2', at('2023-07-26', '08:00'))).toEqual(['còn kịp']);
  const [passed] = await db
    .select()
    .from(message)
    .where(eq(message.usefulUntil, at('2023-07-25', '17:00')));
  expect(passed).toMatchObject({ state: 'void', why: 'no longer useful' });
});

test('each of several bots of a network sends what waits for its own chats alone', async () => {
  const { telegram, zalo, deliverOn } = await onBoth();
  await zalo.says('HAN', now);
  await telegram.says('LICH', now);
  expect(await deliverOn('zalo', now)).toEqual([]);
  expect(await deliverOn('zalo-2', now)).toHaveLength(1);
  expect(await deliverOn('telegram', now)).toHaveLength(1);
});

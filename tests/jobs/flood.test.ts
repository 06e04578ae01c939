import { asc, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { linkingTexts } from '../../src/conversations/texts-linking.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { ANSWERS_A_DAY, MOST_A_MINUTE } from '../../src/domain/flood.ts';
import { languages } from '../support/languages.ts';
import { handleNext } from '../../src/jobs/handle.ts';
import { createServices, createTransact } from '../../src/services/services.ts';
import { incoming, message, storedFile } from '../../src/store/schema.ts';
import { testDesk } from '../support/desk.ts';
import { at, calendar } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const NINE = at('2023-07-25', '09:00');
const FOCAL = 'focal@Sở Công Thương';
const BOT = 'terminal';
const after = (minutes: number): Date => new Date(NINE.getTime() + minutes * 60_000);

/** A season whose bot has so many messages a month, in which chats send what they like. */
async function chats(perMonth = 3000) {
  const season = await openSeason();
  const { db } = season;
  const env = { ...season.env, messagesAMonth: { [BOT]: perMonth } };
  const services = createServices(db, env);
  const parts = {
    ...testDesk,
    transact: createTransact(db, env),
    calendar,
    understanding: createUnderstanding(languages),
    heedsFloods: true,
    hasButtons: () => false,
    log: pino({ level: 'silent' }),
    describeError: String,
  };
  let updates = 0;
  const store = (chatId: string, payload: unknown, now: Date) =>
    services.inbox.store(
      { bot: BOT, externalId: `flood ${(updates += 1)}`, chatId, payload, sentAt: now },
      now,
    );
  const handle = async (now: Date): Promise<void> => {
    while (await handleNext(parts, [BOT], now));
  };
  const heard = async (chatId: string): Promise<string[]> => {
    const rows = await db.select().from(message).where(eq(message.chatId, chatId)).orderBy(asc(message.id));
    return rows.map(({ body }) => (body as { text: string }).text);
  };
  return {
    ...season,
    services,
    store,
    handle,
    heard,
    says: async (chatId: string, text: string, now: Date): Promise<string[]> => {
      const before = (await heard(chatId)).length;
      await store(chatId, { kind: 'text', text }, now);
      await handle(now);
      return (await heard(chatId)).slice(before);
    },
  };
}

test('another bot that answers our answers is told once and left alone; its words are kept, and nobody else is held up', async () => {
  const { db, store, handle, heard } = await chats();
  const arrive = async (count: number, chatId: string, now: Date): Promise<void> => {
    for (let i = 0; i < count; i += 1) await store(chatId, { kind: 'text', text: 'đã nhận' }, now);
    await handle(now);
  };
  await arrive(MOST_A_MINUTE, FOCAL, NINE);
  await arrive(10, FOCAL, new Date(NINE.getTime() + 1000));
  await arrive(1, 'somebody', NINE);
  const said = await heard(FOCAL);
  expect(said.at(-1)).toContain('tạm dừng trả lời');
  expect(said.filter((text) => text.includes('tạm dừng trả lời'))).toHaveLength(1);
  expect(await heard('somebody')).toHaveLength(1);
  const kept = await db.select().from(incoming);
  expect(kept).toHaveLength(MOST_A_MINUTE + 11);
  expect(new Set(kept.map(({ state }) => state))).toEqual(new Set(['handled']));
});

test('a stranger gets so many answers a day, however slowly they ask; the last one says so, the next day it begins anew', async () => {
  const { says, heard } = await chats();
  for (let minute = 0; minute < 3 * ANSWERS_A_DAY.stranger; minute += 1)
    await says('stranger', 'a', after(minute));
  const said = await heard('stranger');
  expect(said).toHaveLength(ANSWERS_A_DAY.stranger);
  expect(said.filter((text) => text.includes(linkingTexts.enoughToday))).toEqual([said.at(-1)]);
  expect(await says('stranger', 'a', at('2023-07-26', '07:00'))).toHaveLength(1);
});

test('a right code is answered however much its chat has asked before, and links it', async () => {
  const { says, services, author } = await chats();
  for (let minute = 0; minute <= ANSWERS_A_DAY.stranger; minute += 1) await says('late', 'a', after(minute));
  expect(await says('late', 'b', after(60))).toEqual([]);
  const { code } = await services.people.issueCode((await author(FOCAL)).id, null, after(60));
  const [asked] = await says('late', code, after(61));
  expect(asked).toBeDefined();
  const linked = asked?.includes('Đã xác nhận') === true ? [asked] : await says('late', 'đồng ý', after(62));
  expect(linked[0]).toContain('Đã xác nhận');
});

test('once most of the month is used strangers are answered only where they show a right code', async () => {
  const { db, says, services, author } = await chats(100);
  await db.insert(message).values({
    bot: BOT,
    chatId: 'anybody',
    kind: 'reply',
    priority: 0,
    createdAt: NINE,
    notBefore: NINE,
    state: 'sent',
    attempts: 1,
    cost: 80,
    sentAt: at('2023-07-10', '09:00'),
  });
  expect(await says('stranger', 'xin chào', NINE)).toEqual([]);
  expect(await says('stranger', 'ABCD-2345', NINE)).toEqual([]);
  const { code } = await services.people.issueCode((await author(FOCAL)).id, null, NINE);
  expect(await says('stranger', code, after(1))).toHaveLength(1);
  expect(await says('coordinator@Sở Nội vụ', 'HAN', NINE)).toHaveLength(1);
});

test('a file of a flood, or of who is nobody any more, is not kept', async () => {
  const { db, services, store, handle } = await chats();
  const sends = async (chatId: string, now: Date): Promise<void> => {
    const bytes = Buffer.from('%PDF-1.7');
    const { id: kept } = await services.files.keepUnclaimed(
      { name: 'a.pdf', mime: 'application/pdf', bytes },
      now,
    );
    const sent = { kind: 'file', name: 'a.pdf', mime: null, size: 8, ref: 'r', caption: null, kept };
    await store(chatId, sent, now);
  };
  await sends('stranger', NINE);
  for (let i = 0; i <= MOST_A_MINUTE; i += 1) await store(FOCAL, { kind: 'text', text: 'a' }, NINE);
  await sends(FOCAL, NINE);
  await handle(NINE);
  expect(await db.select().from(storedFile)).toEqual([]);
});

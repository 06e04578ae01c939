import { desc, eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { message } from '../../src/store/schema.ts';
import { openGroupSeason } from '../support/group-season.ts';
import { apiError } from '../support/telegram-misbehaviour.ts';

const season = await openGroupSeason();
const { db, server, hear } = season;
const { coordinator, officer } = season.people;
afterAll(async () => {
  await season.close();
  expect(server.faults).toEqual([]);
});

const rows = () => db.select().from(message).orderBy(desc(message.id));
const openSettings = async (): Promise<void> => {
  await hear(officer.says('DULIEU'));
  const data = server.messages.at(-1);
  const buttons = data?.reply_markup?.inline_keyboard.flat() ?? [];
  const label = buttons.find(({ text }) => /cách trao đổi/i.test(text))?.text;
  await hear(officer.presses(data, label ?? ''));
};
const PAUSED = /^Đã tạm dừng|tạm dừng/i;

test('a question answered gives way to its answer, and the log of messages keeps both', async () => {
  const [question] = await hear(coordinator.says('TAMDUNG'));
  const asked = server.messages.at(-1);
  expect(await hear(coordinator.presses(asked, 'Xác nhận'))).toEqual([]);
  expect(server.messages.at(-1)).toMatchObject({ message_id: asked?.message_id });
  expect(server.messages.at(-1)?.text).toMatch(PAUSED);
  expect(server.replaced.at(-1)).toBe(question);
  const [answered, before] = await rows();
  expect(answered).toMatchObject({ edits: before?.id, state: 'sent', externalId: before?.externalId });
});

test('a question given up gives way to the word that nothing has changed', async () => {
  await hear(coordinator.says('GUITIEP'));
  const asked = server.messages.at(-1);
  expect(await hear(coordinator.presses(asked, 'Không thực hiện'))).toEqual([]);
  expect(server.messages.at(-1)?.text).toBe('Đã dừng, chưa có thay đổi nào được thực hiện.');
  expect(server.messages.at(-1)?.reply_markup).toBeUndefined();
});

test('a setting is told in the place of the choices; pressed a second time on a phone that lags, it is told no second time', async () => {
  await openSettings();
  const settings = server.messages.at(-1);
  const press = officer.presses(settings, 'Xưng hô "ông"');
  expect(await hear(press)).toEqual([]);
  expect(server.messages.at(-1)).toMatchObject({ message_id: settings?.message_id });
  expect(server.messages.at(-1)?.text).toContain('ông');
  expect(await hear(officer.pressesData(press.callback_query.data))).toEqual([]);
  const [again] = await rows();
  expect(again).toMatchObject({ state: 'sent', externalId: String(settings?.message_id) });
});

test('words typed are answered by a new message, whatever the choice', async () => {
  await openSettings();
  const before = server.messages.length;
  expect(await hear(officer.says('Xưng hô "bà"'))).toHaveLength(1);
  expect(server.messages).toHaveLength(before + 1);
});

test('where Telegram can change the message no more, the answer comes as a new one', async () => {
  await openSettings();
  const settings = server.messages.at(-1);
  server.misbehave('editMessageText', apiError(400, "Bad Request: message can't be edited"));
  const [answer] = await hear(officer.presses(settings, 'Xưng hô "anh"'));
  expect(answer).toContain('anh');
  expect(server.messages.at(-1)?.message_id).not.toBe(settings?.message_id);
});

test('news keeps its words: a button under it is answered by a new message', async () => {
  const { id } = await season.author('focal@Sở Công Thương');
  const body = {
    text: 'Thông báo',
    offers: [{ label: 'Ngừng nhắc', action: { do: 'stop_reminders' } }],
    revision: null,
    files: [],
  };
  const [sent] = await db
    .insert(message)
    .values({
      bot: 'telegram',
      chatId: '72',
      personId: id,
      kind: 'news',
      priority: 2,
      body,
      createdAt: season.clock.now,
      notBefore: season.clock.now,
      state: 'ready',
      attempts: 0,
    })
    .returning({ id: message.id });
  await db
    .update(message)
    .set({ state: 'sent', externalId: '1', sentAt: season.clock.now })
    .where(eq(message.id, sent!.id));
  const before = server.replaced.length;
  await hear(officer.pressesData(`m${sent!.id}.0`));
  expect(server.replaced).toHaveLength(before);
  const [answered] = await db
    .select()
    .from(message)
    .where(eq(message.chatId, '72'))
    .orderBy(desc(message.id));
  expect(answered).toMatchObject({ kind: 'reply', state: 'sent' });
});

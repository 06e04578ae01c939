import { afterEach, beforeEach, expect, it } from 'vitest';
import { telegramPerson } from '../support/telegram-person.ts';
import { TelegramServer } from '../support/telegram-server.ts';

// The stand-in for the Bot API must catch what Telegram would refuse, or the other tests prove little.
let server: TelegramServer;
beforeEach(async () => {
  server = await TelegramServer.open();
});
afterEach(() => server.close());

async function ask(
  method: string,
  body: unknown,
): Promise<{ ok: boolean; result?: unknown; error_code?: number }> {
  const response = await fetch(`${server.root}/bot${server.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as { ok: boolean };
}
const button = (callback_data: string, text = 'Gửi') => ({ inline_keyboard: [[{ text, callback_data }]] });
const hook = (more: object) => ({
  url: 'https://cchc.example.vn/webhook',
  secret_token: 'a',
  allowed_updates: ['message'],
  ...more,
});

it.each([
  ['an empty text', 'sendMessage', { chat_id: 1, text: ' \n' }],
  ['a text of 4,097 characters', 'sendMessage', { chat_id: 1, text: 'đ'.repeat(4097) }],
  ['a message to nobody', 'sendMessage', { text: 'x' }],
  ['a field it does not know', 'sendMessage', { chat_id: 1, text: 'x', markup: 'HTML' }],
  ['half a character', 'sendMessage', { chat_id: 1, text: 'x\uD83D' }],
  [
    'a button with 65 bytes of data',
    'sendMessage',
    { chat_id: 1, text: 'x', reply_markup: button('đ'.repeat(33)) },
  ],
  ['a button without data', 'sendMessage', { chat_id: 1, text: 'x', reply_markup: button('') }],
  ['a button without a label', 'sendMessage', { chat_id: 1, text: 'x', reply_markup: button('m1.0', '') }],
  ['a poll that does not say what it wants', 'getUpdates', { timeout: 0 }],
  ['a poll for a kind that does not exist', 'getUpdates', { allowed_updates: ['messages'] }],
  ['a command with capitals', 'setMyCommands', { commands: [{ command: 'HAN', description: 'Thời hạn' }] }],
  [
    'an acknowledgement of 201 characters',
    'answerCallbackQuery',
    { callback_query_id: '1', text: 'x'.repeat(201) },
  ],
  [
    'a phone asked for in a group',
    'sendMessage',
    { chat_id: -5, text: 'x', reply_markup: { keyboard: [[{ text: 'x', request_contact: true }]] } },
  ],
  ['a keyboard without buttons', 'sendMessage', { chat_id: 1, text: 'x', reply_markup: { keyboard: [] } }],
  ['a change to 4,097 characters', 'editMessageText', { chat_id: 1, message_id: 1, text: 'đ'.repeat(4097) }],
  [
    'a change of the person’s own keyboard',
    'editMessageText',
    { chat_id: 1, message_id: 1, text: 'x', reply_markup: { remove_keyboard: true } },
  ],
  ['a webhook without encryption', 'setWebhook', hook({ url: 'http://cchc.example.vn/webhook' })],
  ['a webhook on a port of one’s own', 'setWebhook', hook({ url: 'https://cchc.example.vn:3000/webhook' })],
  ['a webhook without a secret', 'setWebhook', hook({ secret_token: undefined })],
  ['a secret with a space', 'setWebhook', hook({ secret_token: 'a b' })],
  ['a secret of 257 characters', 'setWebhook', hook({ secret_token: 'a'.repeat(257) })],
  ['a webhook that does not say what it wants', 'setWebhook', hook({ allowed_updates: undefined })],
  ['dropping what waits', 'setWebhook', hook({ drop_pending_updates: true })],
  ['dropping what waits, with the webhook', 'deleteWebhook', { drop_pending_updates: true }],
])('%s is refused and remembered', async (_what, method, body) => {
  expect(await ask(method, body)).toMatchObject({ ok: false, error_code: 400 });
  expect(server.faults).toHaveLength(1);
  expect(server.messages).toEqual([]);
});

it.each([
  ['4,096 characters', 'sendMessage', { chat_id: '1', text: 'đ'.repeat(4096) }],
  ['64 bytes of data', 'sendMessage', { chat_id: 1, text: 'x', reply_markup: button('đ'.repeat(32)) }],
])('%s are taken', async (_what, method, body) => {
  expect(await ask(method, body)).toMatchObject({ ok: true });
  expect(server.faults).toEqual([]);
});

it('a message is changed in its chat only, and only into something else', async () => {
  await ask('sendMessage', { chat_id: 1, text: 'một' });
  const change = (body: object) => ask('editMessageText', { chat_id: 1, message_id: 1, ...body });
  expect(await change({ text: 'hai' })).toMatchObject({ ok: true });
  expect(await change({ text: 'hai' })).toMatchObject({ ok: false, error_code: 400 });
  expect(await change({ text: 'ba', chat_id: 2 })).toMatchObject({ ok: false, error_code: 400 });
  expect(server.messages.map(({ text }) => text)).toEqual(['hai']);
  expect(server.replaced).toEqual(['một']);
});

it('a group takes 20 messages a minute, none once it has moved or put the bot out', async () => {
  const send = (chat_id: number) => ask('sendMessage', { chat_id, text: 'x' });
  for (let sent = 0; sent < 20; sent += 1) expect(await send(-5)).toMatchObject({ ok: true });
  expect(await send(-5)).toMatchObject({ error_code: 429, parameters: { retry_after: 60 } });
  expect(await send(5)).toMatchObject({ ok: true });
  server.groups.move(-6, -1_000_000_000_006);
  expect(await send(-6)).toMatchObject({
    error_code: 400,
    parameters: { migrate_to_chat_id: -1_000_000_000_006 },
  });
  server.groups.putOut(-7);
  expect(await send(-7)).toMatchObject({ error_code: 403 });
});

it('a method that does not exist is not found, a token of another bot is not let in', async () => {
  expect(await ask('sendMesage', {})).toMatchObject({ ok: false, error_code: 404 });
  const response = await fetch(`${server.root}/bot1:other/getMe`, { method: 'POST', body: '{}' });
  expect(response.status).toBe(401);
});

it('updates wait until an offset beyond them is asked for; what was not asked for is not told', async () => {
  const poll = (more: object) => ask('getUpdates', { timeout: 0, allowed_updates: ['message'], ...more });
  const person = telegramPerson(1);
  const first = server.arrive(person.says('một'));
  const second = server.arrive(person.says('hai'));
  server.arrive(person.blocks());
  const ids = ({ result }: { result?: unknown }) =>
    (result as { update_id: number }[]).map(({ update_id }) => update_id);
  expect(ids(await poll({}))).toEqual([first, second]);
  expect(ids(await poll({}))).toEqual([first, second]);
  expect(ids(await poll({ offset: first + 1 }))).toEqual([second]);
  expect(ids(await poll({}))).toEqual([second]);
});

it('a second poll ends the first with a conflict', async () => {
  const poll = () => ask('getUpdates', { timeout: 5, allowed_updates: ['message'] });
  const first = poll();
  while (server.countOf('getUpdates') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const second = poll();
  expect(await first).toMatchObject({ ok: false, error_code: 409 });
  server.arrive(telegramPerson(1).says('một'));
  expect(await second).toMatchObject({ ok: true });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/conversations/message.ts';
import {
  apiError,
  badGateway,
  blocked,
  cut,
  fine,
  reset,
  silence,
  tooMany,
} from '../support/telegram-misbehaviour.ts';
import { openTelegram, type TelegramRig } from './telegram-rig.ts';

const reminder: Outgoing = {
  id: 5,
  text: 'Báo cáo của Sở Công Thương: chậm nhất 29/7/2023 (thứ Bảy).',
  choices: [],
  files: [],
};
/** Three pieces on Telegram. */
const long: Outgoing = {
  ...reminder,
  text: 'Một dòng của bản tổng hợp.\n'.repeat(400),
  choices: ['Xem', 'Gửi'],
};

let rig: TelegramRig;
beforeEach(async () => {
  rig = await openTelegram({ seconds: { poll: 1, answer: 0.3 } });
});
afterEach(() => rig.close());

const send = (outgoing: Outgoing) => rig.channel.send('42', outgoing);

describe('what is asked of Telegram', () => {
  it('is plain text without a preview of its links', async () => {
    await send({ ...reminder, text: 'Xem <b>https://example.vn</b>' });
    expect(rig.server.requests).toEqual([
      {
        method: 'sendMessage',
        body: {
          chat_id: '42',
          text: 'Xem <b>https://example.vn</b>',
          link_preview_options: { is_disabled: true },
        },
      },
    ]);
  });

  it('puts two short choices side by side and gives a long one a row of its own', async () => {
    await send({
      ...reminder,
      choices: ['Lùi', 'Bỏ qua', 'Sở Thông tin và Truyền thông', 'Xem', 'Dừng', 'Gửi'],
    });
    const rows = rig.server.messages[0]?.reply_markup?.inline_keyboard;
    expect(rows?.map((row) => row.map(({ text }) => text))).toEqual([
      ['Lùi', 'Bỏ qua'],
      ['Sở Thông tin và Truyền thông'],
      ['Xem', 'Dừng'],
      ['Gửi'],
    ]);
    expect(rows?.flat().map(({ callback_data }) => callback_data)).toEqual([
      'm5.0',
      'm5.1',
      'm5.2',
      'm5.3',
      'm5.4',
      'm5.5',
    ]);
  });

  it('shortens a label no phone could show', async () => {
    await send({ ...reminder, choices: ['Ban Quản lý Khu kinh tế '.repeat(10)] });
    const [label = ''] =
      rig.server.messages[0]?.reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];
    expect(label.length).toBeLessThanOrEqual(64);
    expect(label).toMatch(/^Ban Quản lý Khu kinh tế .*…$/);
  });

  it('takes the root of another server with or without a slash at its end', async () => {
    const other = await openTelegram({ apiRoot: `${rig.server.root}/` });
    expect(await other.channel.send('42', reminder)).toMatchObject({ kind: 'sent', externalId: '1' });
    await other.close();
  });
});

describe('what Telegram’s answer means', () => {
  it.each([
    ['a blocked officer is unreachable, not retried', blocked],
    ['a deactivated account is unreachable', apiError(403, 'Forbidden: user is deactivated')],
    [
      'somebody who never wrote first is unreachable',
      apiError(403, "Forbidden: bot can't initiate conversation with a user"),
    ],
    ['a chat that does not exist is unreachable', apiError(400, 'Bad Request: chat not found')],
  ])('%s', async (_rule, misbehaviour) => {
    rig.server.misbehave('sendMessage', misbehaviour);
    expect(await send(reminder)).toMatchObject({ kind: 'unreachable' });
    expect(rig.server.countOf('sendMessage')).toBe(1);
  });

  it.each([1, 7, 3600])('429 waits exactly what Telegram says: %d seconds', async (seconds) => {
    rig.server.misbehave('sendMessage', tooMany(seconds));
    expect(await send(reminder)).toMatchObject({ kind: 'later', afterSeconds: seconds });
    expect(rig.server.countOf('sendMessage')).toBe(1);
  });

  it.each([
    ['an error of the server', apiError(500, 'Internal Server Error')],
    ['a page of a gateway in HTML', badGateway],
    ['a connection that breaks', reset],
    ['an answer that breaks off', cut],
    ['no answer in time', silence],
    ['JSON that is no answer', { kind: 'answer', status: 200, contentType: 'application/json', body: '{}' }],
    ['a bare null', { kind: 'answer', status: 200, contentType: 'application/json', body: 'null' }],
  ] as const)('after %s it is tried later, at our own pace', async (_what, misbehaviour) => {
    rig.server.misbehave('sendMessage', misbehaviour);
    expect(await send(reminder)).toMatchObject({ kind: 'later', afterSeconds: null });
    expect(await send(reminder)).toMatchObject({ kind: 'sent' });
  });

  it('a server that is not there is tried later', async () => {
    const other = await openTelegram();
    await other.close();
    expect(await other.channel.send('42', reminder)).toEqual({
      kind: 'later',
      afterSeconds: null,
      why: 'the connection failed (ECONNREFUSED)',
    });
  });

  it('what Telegram will never take is refused', async () => {
    rig.server.misbehave('sendMessage', apiError(400, 'Bad Request: message is too long'));
    expect(await send(reminder)).toEqual({ kind: 'refused', why: '400: Bad Request: message is too long' });
  });

  it('a group that moved tells where it went', async () => {
    const moved = apiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: -100987,
    });
    rig.server.misbehave('sendMessage', moved);
    expect(await send(reminder)).toMatchObject({ kind: 'moved', chatId: '-100987' });
  });

  it('a wrong token keeps the message waiting and names the setting', async () => {
    const token = `1:${'x'.repeat(35)}`;
    const other = await openTelegram({ token });
    const outcome = await other.channel.send('42', reminder);
    await other.close();
    expect(outcome).toMatchObject({ kind: 'later' });
    expect(JSON.stringify(outcome)).toContain('TELEGRAM_TOKEN');
    expect(JSON.stringify(outcome)).not.toContain(token);
  });

  it.each([reset, cut, silence, badGateway])(
    'no reason given contains the token (%j)',
    async (misbehaviour) => {
      rig.server.misbehave('sendMessage', misbehaviour);
      expect(JSON.stringify(await send(reminder))).not.toContain(rig.server.token);
    },
  );

  it('an empty message is refused without asking', async () => {
    expect(await send({ ...reminder, text: ' \n ' })).toMatchObject({ kind: 'refused' });
    expect(rig.server.requests).toEqual([]);
  });
});

describe('a message longer than Telegram takes', () => {
  const texts = () => rig.server.messages.map(({ text }) => text);

  it('goes in pieces cut at line ends, the buttons under the last', async () => {
    expect(await send(long)).toEqual({ kind: 'sent', externalId: '3', messages: 3 });
    expect(texts().join('\n')).toBe(long.text.trimEnd());
    expect(rig.server.messages.map(({ reply_markup }) => reply_markup !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('goes on where it stopped: what Telegram has confirmed is not said twice', async () => {
    rig.server.misbehave('sendMessage', fine, tooMany(3), fine, reset);
    expect(await send(long)).toMatchObject({
      kind: 'later',
      afterSeconds: 3,
      why: expect.stringMatching('2 of 3') as string,
    });
    expect(await send(long)).toMatchObject({ kind: 'later', afterSeconds: null });
    expect(await send(long)).toEqual({ kind: 'sent', externalId: '3', messages: 3 });
    expect(texts().join('\n')).toBe(long.text.trimEnd());
  });

  it('begins anew where its text has changed meanwhile', async () => {
    rig.server.misbehave('sendMessage', fine, tooMany(3));
    await send(long);
    const other = { ...long, text: 'Bản tổng hợp mới.\n'.repeat(400) };
    await send(other);
    expect(texts().slice(1).join('\n')).toBe(other.text.trimEnd());
  });

  it('is forgotten once it went: another of the same words goes whole', async () => {
    await send(long);
    await send(long);
    expect(texts()).toHaveLength(6);
  });

  it('says so when a piece is refused after others went', async () => {
    rig.server.misbehave('sendMessage', fine, blocked);
    expect(await send(long)).toMatchObject({
      kind: 'unreachable',
      why: expect.stringMatching('piece 2 of 3') as string,
    });
  });
});

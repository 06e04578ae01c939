import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/conversations/message.ts';
import { apiError, badGateway, cut, tooMany } from '../support/telegram-misbehaviour.ts';
import { openTelegram, type TelegramRig } from './telegram-rig.ts';

const question: Outgoing = { id: 5, text: 'Tạm dừng gửi tin?', choices: ['Đồng ý', 'Thôi'], files: [] };
const answer: Outgoing = { id: 6, text: 'Đã tạm dừng gửi tin.', choices: ['Gửi tiếp'], files: [] };

let rig: TelegramRig;
beforeEach(async () => {
  rig = await openTelegram({ seconds: { poll: 1, answer: 0.3 } });
});
afterEach(() => rig.close());

const edit = (outgoing: Outgoing, externalId = '1') => rig.channel.edit!('42', externalId, outgoing);
const shown = () => rig.server.messages.map(({ text }) => text);

describe('a message put in the place of another', () => {
  beforeEach(async () => {
    await rig.channel.send('42', question);
  });

  it('is shown there, and its buttons carry its own number', async () => {
    expect(await edit(answer)).toEqual({ kind: 'sent', externalId: '1' });
    expect(shown()).toEqual([answer.text]);
    const buttons = rig.server.messages[0]?.reply_markup?.inline_keyboard.flat();
    expect(buttons).toEqual([{ text: 'Gửi tiếp', callback_data: 'm6.0' }]);
  });

  it('takes the buttons with it where it offers nothing', async () => {
    await edit({ ...answer, choices: [] });
    expect(rig.server.messages[0]?.reply_markup).toBeUndefined();
  });

  it('that is there already counts as sent: the answer to the first try was lost', async () => {
    rig.server.misbehave('editMessageText', cut);
    expect(await edit(answer)).toMatchObject({ kind: 'later' });
    expect(await edit(answer)).toEqual({ kind: 'sent', externalId: '1' });
  });

  it.each(["message can't be edited", 'message to edit not found', 'MESSAGE_ID_INVALID'])(
    'goes as a new one where Telegram says: %s',
    async (why) => {
      rig.server.misbehave('editMessageText', apiError(400, `Bad Request: ${why}`));
      expect(await edit(answer)).toBeUndefined();
    },
  );

  it('goes as a new one where that message is none of this chat', async () => {
    expect(await edit(answer, '99')).toBeUndefined();
    expect(await edit(answer, 'không phải số')).toBeUndefined();
  });

  it('goes as a new one where it takes several messages or a file', async () => {
    expect(await edit({ ...answer, text: 'Một dòng.\n'.repeat(600) })).toBeUndefined();
    const file = { id: 1, name: 'biểu.xlsx', read: () => Promise.resolve(undefined) };
    expect(await edit({ ...answer, files: [file] })).toBeUndefined();
    expect(rig.server.countOf('editMessageText')).toBe(0);
  });

  it('waits as any other where Telegram is in trouble', async () => {
    rig.server.misbehave('editMessageText', tooMany(7), badGateway);
    expect(await edit(answer)).toMatchObject({ kind: 'later', afterSeconds: 7 });
    expect(await edit(answer)).toMatchObject({ kind: 'later', afterSeconds: null });
  });
});

describe('the button that shares a phone', () => {
  const plain: Outgoing = { id: 7, text: 'Đề nghị nhập mã kết nối.', choices: [], files: [] };

  it('comes with the message that asks, and goes with the one that needs it no more', async () => {
    await rig.channel.send('42', { ...plain, asksContact: true });
    await rig.channel.send('42', plain);
    await rig.channel.send('42', { ...plain, asksContact: false });
    expect(rig.server.messages.map(({ sharesContact }) => sharesContact)).toEqual([
      'Chia sẻ số điện thoại',
      undefined,
      null,
    ]);
    expect(rig.server.requests[0]?.body).toMatchObject({
      reply_markup: {
        keyboard: [[{ text: 'Chia sẻ số điện thoại', request_contact: true }]],
        one_time_keyboard: true,
        resize_keyboard: true,
      },
    });
  });

  it('is never asked for in a group', async () => {
    await rig.channel.send('-100', { ...plain, asksContact: true });
    expect(rig.server.messages[0]?.sharesContact).toBeUndefined();
  });

  it('gives way to choices: a message has one keyboard', async () => {
    await rig.channel.send('42', { ...question, asksContact: true });
    expect(rig.server.messages[0]?.reply_markup?.inline_keyboard.flat()).toHaveLength(2);
  });

  it('stands under the last piece of a long text', async () => {
    await rig.channel.send('42', { ...plain, text: 'Một dòng.\n'.repeat(600), asksContact: true });
    const contacts = rig.server.messages.map(({ sharesContact }) => sharesContact !== undefined);
    expect(contacts).toEqual([false, true]);
  });

  it('cannot be changed into place, so the message is a new one', async () => {
    await rig.channel.send('42', question);
    expect(await edit({ ...plain, asksContact: true })).toBeUndefined();
  });
});

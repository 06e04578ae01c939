import fc from 'fast-check';
import type { InlineKeyboardMarkup, Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { parseUpdate } from '../../src/channels/telegram/parse.ts';
import { readButton, renderMessage } from '../../src/channels/telegram/render.ts';
import { NINE_O_CLOCK, telegramPerson } from '../support/telegram-person.ts';

const received = new Date('2023-07-29T09:30:00+07:00');
const officer = telegramPerson(42);
const parse = (update: Omit<Update, 'update_id'>) => parseUpdate({ update_id: 700_001, ...update }, received);
const contentOf = (update: Omit<Update, 'update_id'>) => parse(update)?.content;

describe('a message', () => {
  it('keeps its words, the chat, Telegram’s own time of sending and the update’s id', () => {
    expect(parse(officer.says('3.1.1: 1245; 3.1.2: 1230'))).toEqual({
      externalId: '700001',
      chatId: '42',
      sentAt: new Date(NINE_O_CLOCK * 1000),
      content: { kind: 'text', text: '3.1.1: 1245; 3.1.2: 1230' },
    });
  });

  it.each([
    ['/start K7QM-22_x', { kind: 'start', code: 'K7QM-22_x' }],
    ['/start@tro_ly_cchc_bot K7QM', { kind: 'start', code: 'K7QM' }],
    [`/start ${'a'.repeat(64)}`, { kind: 'start', code: 'a'.repeat(64) }],
    ['/start', { kind: 'text', text: '/start' }],
    [`/start ${'a'.repeat(65)}`, { kind: 'text', text: `/start ${'a'.repeat(65)}` }],
    ['/start mã của tôi', { kind: 'text', text: '/start mã của tôi' }],
    ['/han@tro_ly_cchc_bot', { kind: 'text', text: '/han@tro_ly_cchc_bot' }],
  ])('%s', (text, content) => {
    expect(contentOf(officer.says(text))).toEqual(content);
  });

  it('with a document is a file to be fetched by its reference', () => {
    const document = {
      file_id: 'BQACAgUAAx',
      file_unique_id: 'AgADx',
      file_name: 'Phụ lục 1.xlsx',
      mime_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      file_size: 31_337,
    };
    expect(contentOf(officer.sends({ document }))).toEqual({
      kind: 'file',
      name: 'Phụ lục 1.xlsx',
      mime: document.mime_type,
      size: 31_337,
      ref: 'BQACAgUAAx',
      caption: null,
    });
    expect(contentOf(officer.sends({ document: { file_id: 'a', file_unique_id: 'b' } }))).toEqual({
      kind: 'file',
      name: 'b',
      mime: null,
      size: 0,
      ref: 'a',
      caption: null,
    });
  });

  it('with words under it keeps them', () => {
    const document = { file_id: 'a', file_unique_id: 'b' };
    expect(contentOf(officer.sends({ document, caption: '123/BC-SCT ngày 28/7' }))).toMatchObject({
      caption: '123/BC-SCT ngày 28/7',
    });
  });

  it('with a photo is the largest of its sizes', () => {
    const photo = [90, 320, 1280].map((width) => ({
      file_id: `id-${width}`,
      file_unique_id: `unique-${width}`,
      width,
      height: width,
      file_size: width * 10,
    }));
    expect(contentOf(officer.sends({ photo }))).toMatchObject({ kind: 'file', ref: 'id-1280', size: 12_800 });
  });

  it('with a contact tells a phone only where it is the sender’s own', () => {
    const contact = { phone_number: '+84900000000', first_name: 'Người dùng' };
    expect(contentOf(officer.sends({ contact: { ...contact, user_id: 42 } }))).toEqual({
      kind: 'contact',
      phone: '+84900000000',
    });
    expect(contentOf(officer.sends({ contact: { ...contact, user_id: 43 } }))).toEqual({ kind: 'other' });
    expect(contentOf(officer.sends({ contact }))).toEqual({ kind: 'other' });
  });

  it('without words is something else, and still heard', () => {
    const sticker = { file_id: 'a', file_unique_id: 'b' } as never;
    const document = { file_id: 'a', file_unique_id: 'b' };
    expect(contentOf(officer.sends({ sticker }))).toEqual({ kind: 'other' });
    expect(contentOf(officer.sends({ document, animation: { ...document } as never }))).toEqual({
      kind: 'other',
    });
    expect(contentOf(officer.sends({}))).toEqual({ kind: 'other' });
  });

  it('is nobody’s word to us if a bot wrote it, if it is an edit, or if it was said in a group', () => {
    const group = { id: -100, type: 'supergroup', title: 'Đoàn kiểm tra' } as never;
    const { message } = officer.says('HAN');
    expect(parse(officer.sends({ text: 'HAN', from: { ...officer.from, is_bot: true } }))).toBeUndefined();
    expect(parse({ edited_message: message } as never)).toBeUndefined();
    expect(parse(officer.sends({ text: 'HAN', chat: group }))).toBeUndefined();
  });
});

describe('blocking and unblocking the bot', () => {
  it('is leaving and returning, at the moment Telegram tells', () => {
    expect(parse(officer.blocks())).toMatchObject({
      sentAt: new Date(NINE_O_CLOCK * 1000),
      content: { kind: 'left' },
    });
    expect(contentOf(officer.unblocks())).toEqual({ kind: 'returned' });
  });

  it('in a group a restricted member is there only if Telegram says so', () => {
    const restricted = (is_member: boolean) => {
      const { my_chat_member } = officer.blocks();
      const new_chat_member = { status: 'restricted', user: officer.from, is_member };
      return {
        my_chat_member: { ...my_chat_member, new_chat_member } as NonNullable<Update['my_chat_member']>,
      };
    };
    expect(contentOf(restricted(false))).toEqual({ kind: 'left' });
    expect(contentOf(restricted(true))).toEqual({ kind: 'returned' });
  });
});

describe('a button', () => {
  it('pressed means its message and choice at the moment of receiving, since Telegram tells no other', () => {
    expect(parse(officer.pressesData('m77.3'))).toMatchObject({
      chatId: '42',
      sentAt: received,
      content: { kind: 'press', message: 77, choice: 3 },
    });
  });

  it.each([
    '',
    'm',
    'm1',
    'm1.',
    'm.1',
    'x1.1',
    'm1.1 ',
    'm-1.1',
    'm1.1.1',
    `m${'9'.repeat(16)}.1`,
    'm1.1000',
  ])('with the data “%s” is none of ours', (data) => {
    expect(contentOf(officer.pressesData(data))).toEqual({ kind: 'other' });
  });

  it('without data or without a message is heard or passed over, never a failure', () => {
    expect(contentOf(officer.pressesData(undefined))).toEqual({ kind: 'other' });
    const { id, from, chat_instance, data } = officer.pressesData('m1.1').callback_query;
    expect(parse({ callback_query: { id, from, chat_instance, data } as never })).toBeUndefined();
  });

  it('carries back exactly the choice it stands for, in at most 64 bytes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999_999_999 }),
        fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 100 }),
        (id, choices) => {
          const [piece] = renderMessage({ id, text: 'Chọn:', choices, files: [] });
          const keyboard = piece?.keyboard as InlineKeyboardMarkup | undefined;
          const data = keyboard?.inline_keyboard
            .flat()
            .map((button) => ('callback_data' in button ? button.callback_data : ''));
          expect(data?.map((each) => readButton(each))).toEqual(
            choices.map((_, choice) => ({ message: id, choice })),
          );
          expect(data?.every((each) => Buffer.byteLength(each) <= 64)).toBe(true);
        },
      ),
    );
  });
});

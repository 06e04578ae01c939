import { describe, expect, it } from 'vitest';
import type { Update } from 'grammy/types';
import { selfOf, type Ear } from '../../src/channels/telegram/addressed.ts';
import { parseUpdate } from '../../src/channels/telegram/parse.ts';
import { GROUP_MENU } from '../../src/conversations/groups.ts';
import { BOT } from '../support/telegram-groups.ts';
import { telegramGroup } from '../support/telegram-group.ts';
import { telegramPerson } from '../support/telegram-person.ts';
import { TOKEN } from '../support/telegram-server.ts';
import { openTelegram } from './telegram-rig.ts';

const received = new Date('2023-07-29T09:30:00+07:00');
const officer = telegramPerson(42);
const group = telegramGroup(-100, 'Nhóm <script> & *CCHC*');
const ear: Ear = {
  self: { ...selfOf(TOKEN), username: BOT.username },
  commands: new Set(GROUP_MENU.map(({ command }) => command)),
};
const parse = (update: Partial<Update>, heard: Ear | undefined = ear) =>
  parseUpdate({ update_id: 700_001, ...update }, received, heard);
const said = (text: string) => parse(group.says(officer, text))?.content;

describe('what is said to the bot in a group', () => {
  it('tells who spoke and where', () => {
    expect(parse(group.says(officer, '/tiendo'))).toMatchObject({
      chatId: '-100',
      group: { fromId: '42' },
      content: { kind: 'text', text: '/tiendo' },
    });
  });

  it.each([
    ['/tiendo@tro_ly_cchc_bot', '/tiendo'],
    ['/tiendo@Tro_Ly_CCHC_bot', '/tiendo'],
    ['/han@tro_ly_cchc_bot', '/han'],
    ['/nhom 2', '/nhom 2'],
    ['@tro_ly_cchc_bot: tiến độ', 'tiến độ'],
    ['Tiến độ thế nào, @tro_ly_cchc_bot?', 'Tiến độ thế nào'],
  ])('%s', (typed, text) => {
    expect(said(typed)).toEqual({ kind: 'text', text });
  });

  it('is an answer to a message of the bot', () => {
    expect(parse(group.answers(officer, 'còn ai?'))?.content).toEqual({ kind: 'text', text: 'còn ai?' });
    const toOther = { from: { ...BOT, id: 5 }, message_id: 1, date: 1, chat: group.chat };
    expect(parse(group.sends(officer, { text: 'còn ai?', reply_to_message: toOther }))).toBeUndefined();
  });

  it('is kept short: nothing there needs more', () => {
    const content = parse(group.answers(officer, '3.1: 5\n'.repeat(500)))?.content;
    expect(content?.kind === 'text' && content.text.length).toBe(200);
  });

  it('is a code where a link starts the bot in a group', () => {
    expect(said('/start@tro_ly_cchc_bot K7QM2222')).toEqual({ kind: 'start', code: 'K7QM2222' });
  });

  it('is no file, whatever is sent', () => {
    const document = { file_id: 'a', file_unique_id: 'b' };
    const caption = '@tro_ly_cchc_bot báo cáo';
    expect(parse(group.sends(officer, { document, caption }))?.content).toEqual({
      kind: 'text',
      text: 'báo cáo',
    });
    expect(parse(group.sends(officer, { document }))).toBeUndefined();
  });

  it('is a button pressed, by whom', () => {
    const press = {
      callback_query: {
        ...officer.pressesData('m7.1').callback_query,
        message: { message_id: 1, date: 0, chat: group.chat },
      },
    };
    expect(parse(press as never)).toMatchObject({
      chatId: '-100',
      group: { fromId: '42' },
      content: { kind: 'press', message: 7, choice: 1 },
    });
  });
});

describe('nobody’s word to us', () => {
  const command = '/nhom@tro_ly_cchc_bot';
  it.each([
    ['talk among people', group.says(officer, 'HAN')],
    ['talk about the bot', group.says(officer, `Các đồng chí hỏi @tro_ly_cchc_bot ${'nhé, '.repeat(80)}`)],
    ['a command of another bot', group.says(officer, '/tiendo@other_bot')],
    ['a command nobody here knows', group.says(officer, '/weather')],
    ['/start without a name', group.says(officer, '/start')],
    ['the name of another bot that begins like ours', group.says(officer, '@tro_ly_cchc_bot2 tiến độ')],
    ['an administrator without a name', group.saysAnonymously(command)],
    [
      'somebody who speaks for a channel',
      group.sends(officer, { text: command, sender_chat: { id: -9, type: 'channel', title: 'Kênh' } }),
    ],
    ['another bot', group.sends(officer, { text: command, from: { ...officer.from, is_bot: true } })],
    [
      'a command passed on',
      group.sends(officer, {
        text: command,
        forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'A' },
      }),
    ],
    [
      'a post of a channel',
      {
        channel_post: {
          message_id: 1,
          date: 1,
          chat: { id: -9, type: 'channel', title: 'Kênh' },
          text: command,
        },
      } as never,
    ],
    ['the bot’s rights in a group', group.promotes(officer)],
    ['a title that changes', group.sends(officer, { new_chat_title: 'Tên mới' })],
  ])('%s', (_what, update: Partial<Update>) => {
    expect(parse(update)).toBeUndefined();
  });

  it('anything in a group while the bot does not know its own name, but for its own commands and answers to it', () => {
    const unnamed = { ...ear, self: selfOf(TOKEN) };
    expect(parse(group.says(officer, command), unnamed)).toBeUndefined();
    expect(parse(group.says(officer, '@undefined tiến độ'), unnamed)).toBeUndefined();
    expect(parse(group.says(officer, '/tiendo'), unnamed)).toBeDefined();
    expect(parse(group.answers(officer, 'HAN'), unnamed)).toBeDefined();
  });
});

describe('the bot in a group', () => {
  it('is taken in and put out', () => {
    expect(parse(group.takesIn(officer))).toMatchObject({
      chatId: '-100',
      content: { kind: 'returned' },
      group: { fromId: '42' },
    });
    expect(parse(group.putsOut(officer))).toMatchObject({ chatId: '-100', content: { kind: 'left' } });
  });

  it('hears from both sides, even from nobody, that the group goes on as another', () => {
    const told = group.becomes(officer, -1_000_000_000_777).map((update) => parse(update));
    for (const one of told)
      expect(one).toMatchObject({ chatId: '-100', content: { kind: 'moved', to: '-1000000000777' } });
  });

  it('offers there what it answers there, and learns its name when receiving begins', async () => {
    const rig = await openTelegram({ groupMenu: GROUP_MENU });
    const { stored } = rig.listen();
    rig.server.arrive(group.says(officer, 'xin chào'));
    rig.server.arrive(group.says(officer, '/lich@tro_ly_cchc_bot'));
    while (stored.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(stored).toMatchObject([{ content: { kind: 'text', text: '/lich' }, group: { fromId: '42' } }]);
    const inGroups = rig.server.menus.filter(({ scope }) => scope !== undefined);
    expect(inGroups.map(({ language_code }) => language_code)).toEqual([undefined, 'vi']);
    expect(inGroups[0]?.commands.map(({ command }) => command)).toEqual([
      'tiendo',
      'lich',
      'nhom',
      'roinhom',
    ]);
    await rig.close();
  });
});

import { expect, test } from 'vitest';
import type { CodeSlip, MadeFile } from '../src/conversations/paper.ts';
import { peopleListTexts } from '../src/conversations/texts-people-list.ts';
import { createDeskMaker, telegramNameFor } from '../src/desk.ts';
import { at } from './support/plans.ts';

const slip: CodeSlip = {
  unitName: 'Sở Công Thương',
  name: 'Nguyễn Văn An',
  title: null,
  role: 'focal',
  code: 'AB3D5FGH',
  lastDay: '2023-08-01',
};

const telegram = (bot: string, name?: string) => ({ bot, network: 'telegram' as const, name: () => name });
const zalo = { bot: 'zalo', network: 'zalo' as const };

test('a linking code opens the Telegram bot it was asked of, from another network the first one', () => {
  const channels = [zalo, telegram('telegram-a', 'so_noi_vu_bot'), telegram('telegram-b', 'xa_phuong_bot')];
  expect(telegramNameFor(channels, 'telegram-b')).toBe('xa_phuong_bot');
  expect(telegramNameFor(channels, 'zalo')).toBe('so_noi_vu_bot');
});

test('where Telegram has not told the name, or there is no such bot, the code is to be typed', () => {
  expect(telegramNameFor([zalo, telegram('telegram')], 'telegram')).toBeUndefined();
  expect(telegramNameFor([zalo], 'zalo')).toBeUndefined();
});

test('slips made in chat carry a code that opens the bot; without one the bare code', async () => {
  const made: MadeFile[] = [];
  const keep = (file: MadeFile) => Promise.resolve({ id: made.push(file), name: file.name });
  const now = at('2023-07-25', '09:00');
  const telegramName = (bot: string) => (bot === 'telegram' ? 'so_noi_vu_bot' : undefined);
  await createDeskMaker({ telegramName })(keep, 'telegram').papers.codes([slip], now);
  await createDeskMaker({ telegramName })(keep, 'zalo').papers.codes([slip], now);
  const [linked, typed] = made.map(({ bytes }) => new TextDecoder().decode(bytes));
  const { codes } = peopleListTexts;
  expect([linked, typed].map((page) => page!.includes(codes.telegram))).toEqual([true, false]);
  expect(typed).toContain(codes.typed);
});

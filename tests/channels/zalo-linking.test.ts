import { afterEach, beforeEach, expect, test } from 'vitest';
import { greetStranger } from '../../src/conversations/linking.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { zaloPerson, type ZaloUpdate } from '../support/zalo-person.ts';
import { openZalo, type ZaloRig } from './zalo-rig.ts';

const officer = zaloPerson('6ede9afa66b88fe6d6a9');
let rig: ZaloRig;
beforeEach(async () => {
  rig = await openZalo();
});
afterEach(() => rig.close());

test('a stranger on Zalo is asked for the code of the letter, types it, and is linked; no button is spoken of', async () => {
  const { services, author } = await openSeason();
  const { id } = await author('focal@Sở Công Thương');
  const { code } = await services.people.issueCode(id, null, at('2023-07-11'));
  const hear = async (update: ZaloUpdate): Promise<string> => {
    for (const { chatId, content } of rig.channel.webhook!.parse(update)) {
      const { text } = await greetStranger(services, { bot: 'zalo', chatId }, content, at('2023-07-12'));
      await rig.channel.send(chatId, { id: 1, text, choices: [], files: [] });
    }
    return rig.server.messages.at(-1)?.text ?? '';
  };

  expect(await hear(officer.says('xin chào'))).toContain('Đề nghị nhập mã kết nối');
  expect(await hear(officer.sendsSticker())).toContain('Đề nghị nhập mã kết nối');
  expect(await hear(officer.says('ABCD-1234'))).toContain('Mã kết nối chưa đúng');
  expect(await hear(officer.says(` ${code.toLowerCase()} `))).toContain('Đã xác nhận: đồng chí');
  expect(await services.people.findAccount('zalo', officer.id)).toMatchObject({ personId: id });
  const told = rig.server.messages.map(({ text }) => text).join('\n');
  expect(told).not.toMatch(/(?<!\p{L})(nút|bấm|nhấn|ấn)(?!\p{L})/iu);
});

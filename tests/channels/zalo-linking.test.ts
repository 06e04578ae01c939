import { afterEach, beforeEach, expect, test } from 'vitest';
import { greetStranger } from '../../src/conversations/linking.ts';
import { person } from '../../src/store/schema.ts';
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

test('a stranger on Zalo is asked for the code of the letter, types it, agrees, and is linked; no button is spoken of', async () => {
  const { db, services, author } = await openSeason();
  const { id } = await author('focal@Sở Công Thương');
  await db.update(person).set({ consentedAt: null });
  const { code } = await services.people.issueCode(id, null, at('2023-07-11'));
  const hear = async (update: ZaloUpdate): Promise<string> => {
    for (const { chatId, content } of rig.channel.webhook!.parse(update)) {
      if (content.kind === 'press') throw new Error('Zalo has no buttons');
      const stranger = { services, bot: 'zalo', chatId, hasButtons: false, now: at('2023-07-12') };
      const { text, offers = [] } = await greetStranger(stranger, content);
      await rig.channel.send(chatId, { id: 1, text, choices: offers.map(({ label }) => label), files: [] });
    }
    return rig.server.messages.at(-1)?.text ?? '';
  };

  expect(await hear(officer.says('xin chào'))).toContain('Đề nghị nhập mã kết nối');
  expect(await hear(officer.sendsSticker())).toContain('Đề nghị nhập mã kết nối');
  expect(await hear(officer.says('ABCD-1234'))).toContain('Mã kết nối chưa đúng');
  expect(await hear(officer.says(` ${code.toLowerCase()} `))).toContain('1. Đồng ý\n2. Không đồng ý');
  expect(await hear(officer.says('dong y'))).toContain('Đã xác nhận: đồng chí');
  expect(await services.people.findAccount('zalo', officer.id)).toMatchObject({ personId: id });
  const told = rig.server.messages.map(({ text }) => text).join('\n');
  expect(told).not.toMatch(/(?<!\p{L})(nút|bấm|nhấn|ấn)(?!\p{L})/iu);
});

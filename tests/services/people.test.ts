import { expect, test } from 'vitest';
import * as accounts from '../../src/store/accounts.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const FIRST = 'focal@Sở Công Thương';
const BOT = 'telegram:1';

test('the chat linked last is the only one a person is written to unasked', async () => {
  const { db, services, author } = await openSeason();
  const { id } = await author(FIRST);
  const { code } = await services.people.issueCode(id, null, at('2023-07-11'));
  const linked = await services.linking.byCode({ bot: BOT, chatId: '42' }, code, at('2023-07-11', '09:00'));
  expect(linked).toMatchObject({ kind: 'linked', personId: id });
  const theirs = await services.people.accounts(id);
  expect(theirs.map(({ chatId, preferred }) => ({ chatId, preferred }))).toEqual([
    { chatId: FIRST, preferred: false },
    { chatId: '42', preferred: true },
  ]);
  expect(await accounts.findReachable(db, id)).toMatchObject({ bot: BOT, chatId: '42' });
});

test('linking the first chat again makes it the preferred one again, and touches nobody else', async () => {
  const { services, author } = await openSeason();
  const { id } = await author(FIRST);
  const { id: other } = await author('focal@Sở Tài nguyên và Môi trường');
  await services.people.linkAccount(BOT, '42', id, at('2023-07-11'));
  const [{ bot } = { bot: '' }] = await services.people.accounts(id);
  await services.people.linkAccount(bot, FIRST, id, at('2023-07-12'));
  const preferred = (await services.people.accounts(id)).filter((account) => account.preferred);
  expect(preferred.map(({ chatId }) => chatId)).toEqual([FIRST]);
  expect(await services.people.accounts(other)).toMatchObject([{ preferred: true }]);
});

test('of two chats linked at the same moment one is preferred', async () => {
  const { db, author, connectAgain, services } = await openSeason();
  const { id } = await author(FIRST);
  const linking = (chatId: string) =>
    connectAgain(1).db.transaction((tx) =>
      accounts.link(tx, {
        bot: BOT,
        chatId,
        personId: id,
        state: 'active',
        preferred: true,
        linkedAt: at('2023-07-11'),
      }),
    );
  await Promise.all([linking('1'), linking('2'), linking('3')]);
  expect((await services.people.accounts(id)).filter(({ preferred }) => preferred)).toHaveLength(1);
  expect(await accounts.findReachable(db, id)).toMatchObject({ bot: BOT });
});

import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createServices } from '../../src/services/services.ts';
import { account, message, sender } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const NOW = at('2023-07-25', '09:00');

test('a sender that was frozen records nothing of a message turned to another account since', async () => {
  const { db, env, author } = await openSeason();
  const { outbox, messages } = createServices(db, env);
  const { id: personId } = await author('focal@Sở Công Thương');
  await db.delete(message);
  await messages.tell([{ personId, key: 'the one', subject: { about: 'digest', since: '' } }], NOW);
  const [told] = await db.select().from(message);
  await db.insert(account).values({
    bot: told!.bot,
    chatId: 'another account',
    personId,
    state: 'active',
    preferred: false,
    linkedAt: NOW,
  });

  const claim = async (holder: string, seconds: number) => {
    await db.update(sender).set({ heldUntil: new Date(0) });
    const held = await outbox.hold(told!.bot, holder, 600_000);
    const realNow = new Date(Date.now() + seconds * 1000);
    return outbox.claim(told!.bot, { now: NOW, realNow, fence: held!.fence });
  };
  const frozen = await claim('frozen', 0);
  await outbox.markUnreachable((await claim('other', 120))!, 'blocked', NOW);
  const again = await claim('other', 240);
  expect(again).toMatchObject({ chatId: 'another account', attempts: frozen!.attempts });

  expect(await outbox.markSent(frozen!, { externalId: 'late' }, NOW)).toBe(false);
  expect(await outbox.markSent(again!, { externalId: 'right' }, NOW)).toBe(true);
  const [row] = await db.select().from(message).where(eq(message.key, 'the one'));
  expect(row).toMatchObject({ state: 'sent', externalId: 'right' });
});

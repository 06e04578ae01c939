import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { dispatchNext } from '../../src/jobs/dispatch.ts';
import { createServices, createTransact } from '../../src/services/services.ts';
import { account, message, sender } from '../../src/store/schema.ts';
import { at, calendar } from '../support/plans.ts';
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

test('a message whose file is on its way is nobody else’s to send, for as long as its size may take', async () => {
  const { db, env, author, services } = await openSeason();
  const transact = createTransact(db, env);
  const { id: personId } = await author('focal@Sở Công Thương');
  await db.delete(message);
  const bytes = Buffer.alloc(4 * 1024 * 1024);
  const kept = await services.files.keepUnclaimed({ name: 'a.pdf', mime: 'application/pdf', bytes }, NOW);
  const body = { text: 'Tệp', offers: [], revision: null, files: [kept] };
  await services.messages.reply(
    { bot: 'terminal', chatId: 'focal@Sở Công Thương', personId },
    [{ kind: 'reply', body }],
    NOW,
  );
  const began = new Date('2026-01-01T00:00:00Z');
  let real = began;
  const claimElsewhere = (seconds: number) =>
    transact(({ outbox }) =>
      outbox.claim('terminal', { now: NOW, realNow: new Date(began.getTime() + seconds * 1000) }),
    );
  const taken: unknown[] = [];
  const channel: Channel = {
    bot: 'terminal',
    network: 'terminal',
    hasButtons: false,
    receive: () => Promise.resolve(),
    send: async (_chat, { files }) => {
      taken.push(await claimElsewhere(60));
      real = new Date(began.getTime() + 40_000);
      await files[0]!.read();
      taken.push(await claimElsewhere(40 + 60));
      expect(await claimElsewhere(40 + 63)).toMatchObject({ attempts: 2 });
      await expect(files[0]!.read()).rejects.toThrow('another process');
      return { kind: 'later', afterSeconds: null, why: 'taken over' };
    },
  };
  const log = pino({ level: 'silent' });
  await dispatchNext({ transact, calendar, channel, log, now: () => NOW, realNow: () => real });
  expect(taken).toEqual([undefined, undefined]);
  const [row] = await db.select().from(message);
  expect(row).toMatchObject({ state: 'sending', attempts: 2 });
});

import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { createServices, createTransact, type Services } from '../../src/services/services.ts';
import type { Db } from '../../src/store/connect.ts';
import * as units from '../../src/store/units.ts';
import { account, message } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, testEnvironment } from '../support/plans.ts';

const { db, connectAgain } = await freshDatabase();
const env = testEnvironment();
const services = createServices(db, env);
const transact = createTransact(db, env);
const now = at('2023-07-25');
const bot = 'terminal';
const realNow = new Date('2026-01-01T00:00:00Z');

const after = (seconds: number): Date => new Date(realNow.getTime() + seconds * 1000);

const queue = async (chatId: string, text: string, priority = 0, notBefore = now): Promise<number> => {
  const [row] = await db
    .insert(message)
    .values({
      bot: 'terminal',
      chatId,
      kind: priority === 0 ? 'reply' : 'news',
      priority,
      body: { text },
      createdAt: now,
      notBefore,
      state: 'ready',
      attempts: 0,
    })
    .returning({ id: message.id });
  return row!.id;
};
const claim = (on: Services = services, real = realNow) => on.outbox.claim(bot, { now, realNow: real });
const textOf = (claimed: Awaited<ReturnType<typeof claim>>): unknown =>
  (claimed?.body as { text: string } | undefined)?.text;

beforeEach(async () => {
  await db.delete(message);
});

test('a reply goes ahead of bulk that was queued before it', async () => {
  await queue('a', 'bulk', 3);
  await queue('b', 'reply');
  expect(textOf(await claim())).toBe('reply');
  expect(textOf(await claim())).toBe('bulk');
});

test('within a chat messages leave in the order they were written', async () => {
  await queue('a', 'first');
  await queue('a', 'second');
  const first = await claim();
  expect(textOf(first)).toBe('first');
  expect(await claim()).toBeUndefined();
  await services.outbox.markSent(first!, { externalId: '1' }, now);
  expect(textOf(await claim())).toBe('second');
});

test('two senders never take the same message', async () => {
  for (let i = 0; i < 20; i += 1) await queue(`chat ${i}`, String(i));
  const others = [connectAgain(), connectAgain()].map((connection) =>
    createTransact(connection.db as Db, env),
  );
  const taken = await Promise.all(
    others.map(async (each) => {
      const texts: unknown[] = [];
      for (;;) {
        const claimed = await each((inside) => claim(inside));
        if (!claimed) return texts;
        texts.push(textOf(claimed));
      }
    }),
  );
  expect(taken.flat().sort()).toEqual(Array.from({ length: 20 }, (_, i) => String(i)).sort());
});

test('a message a dead process had claimed is taken over after its lease, not before', async () => {
  await queue('a', 'text');
  expect(textOf(await claim())).toBe('text');
  expect(await claim(services, new Date(realNow.getTime() + 29_000))).toBeUndefined();
  expect(textOf(await claim(services, new Date(realNow.getTime() + 31_000)))).toBe('text');
});

test('nothing leaves before its hour', async () => {
  await queue('a', 'tomorrow', 2, at('2023-07-26'));
  expect(await claim()).toBeUndefined();
});

test('while sending is paused only replies leave', async () => {
  const personId = await services.people.add(
    {
      jurisdictionId: await jurisdiction(),
      name: 'x',
      unitId: await unit(),
      roles: ['coordinator'],
      by: null,
    },
    now,
  );
  await queue('a', 'news', 2);
  await services.messages.setPaused(true, personId, now);
  expect(await claim()).toBeUndefined();
  await queue('b', 'reply');
  expect(textOf(await claim())).toBe('reply');
  await services.messages.setPaused(false, personId, now);
  expect(textOf(await claim())).toBe('news');
});

test('a network that names a wait is obeyed to the second', async () => {
  const id = await queue('a', 'text');
  const claimed = await claim();
  await services.outbox.markLater(claimed!, 37, 'too many requests', realNow);
  const [row] = await db.select().from(message).where(eq(message.id, id));
  expect(row).toMatchObject({ state: 'ready', retryAt: after(37) });
  expect(await claim(services, after(36))).toBeUndefined();
  expect(textOf(await claim(services, after(37)))).toBe('text');
});

test('a message of ours that cannot be worded is laid aside after a few tries, where it can be seen', async () => {
  const id = await queue('a', 'text');
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const claimed = await claim(services, after(attempt * 900));
    await services.outbox.markFailed(claimed!, 'could not be composed', after(attempt * 900));
  }
  const [row] = await db.select().from(message).where(eq(message.id, id));
  expect(row).toMatchObject({ state: 'dead', why: 'could not be composed' });
});

test('trouble of the network lays nothing aside, however long it lasts', async () => {
  const id = await queue('a', 'text');
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const claimed = await claim(services, after(attempt * 900));
    await services.outbox.markLater(claimed!, null, 'network down', after(attempt * 900));
  }
  const [row] = await db.select().from(message).where(eq(message.id, id));
  expect(row?.state).toBe('ready');
});

test('what is being tried again keeps its place: nothing of its chat overtakes it', async () => {
  await queue('a', 'first');
  await queue('a', 'second');
  await services.outbox.markLater((await claim())!, 60, 'too many requests', realNow);
  expect(await claim()).toBeUndefined();
});

test('a sender that was taken over records nothing: what another has sent stays sent', async () => {
  const id = await queue('a', 'text');
  const late = await claim();
  const taken = await claim(services, new Date(realNow.getTime() + 31_000));
  expect(await services.outbox.markSent(taken!, { externalId: '1' }, now)).toBe(true);
  expect(await services.outbox.markLater(late!, null, 'no answer in time', realNow)).toBe(false);
  const [row] = await db.select().from(message).where(eq(message.id, id));
  expect(row?.state).toBe('sent');
});

test('news that waited into the night leaves with the next opening, replies at once', async () => {
  await queue('a', 'news', 2);
  await queue('b', 'reply');
  const night = { now: at('2023-07-25', '22:30'), realNow };
  expect(textOf(await services.outbox.claim(bot, night))).toBe('reply');
  expect(await services.outbox.claim(bot, night)).toBeUndefined();
  expect(await services.outbox.nextDue([bot], night.now)).toEqual(at('2023-07-26', '07:30'));
  expect(textOf(await services.outbox.claim(bot, { now: at('2023-07-26', '07:30'), realNow }))).toBe('news');
});

test('news of a visit on Monday leaves on Saturday within office hours; other news waits for Monday', async () => {
  const saturday = at('2023-07-29', '09:00');
  const { jurisdictionId, id: unitId } = await seed();
  const personId = await services.people.add(
    { jurisdictionId, name: 'Lê Thị Mẫu', unitId, roles: ['focal'], by: null },
    saturday,
  );
  const linked = { personId, state: 'active' as const, preferred: true, linkedAt: saturday };
  await db.insert(account).values({ ...linked, bot, chatId: 'officer' });
  const news = (key: string, visitOn: Day) => ({
    personId,
    key,
    subject: { about: 'visit_announced', visit: 1, version: 1 } as const,
    visitOn,
  });
  await services.messages.tell([news('on Monday', '2023-07-31'), news('on Tuesday', '2023-08-01')], saturday);
  const open = { now: saturday, realNow };
  expect(
    (await services.outbox.claim(bot, { ...open, now: at('2023-07-29', '19:00') }))?.key,
  ).toBeUndefined();
  expect((await services.outbox.claim(bot, open))?.key).toBe('on Monday');
  expect(await services.outbox.claim(bot, open)).toBeUndefined();
  expect(await services.outbox.nextDue([bot], saturday)).toEqual(at('2023-07-31', '07:30'));
});

test('what is written in a transaction that fails is never sent', async () => {
  await expect(
    transact(async (inside) => {
      await inside.messages.reply(
        { bot: 'terminal', chatId: 'a', personId: null },
        [{ kind: 'reply', body: { text: 'x' } }],
        now,
      );
      throw new Error('afterwards');
    }),
  ).rejects.toThrow('afterwards');
  expect(await claim()).toBeUndefined();
});

const jurisdiction = async (): Promise<number> => (await seed()).jurisdictionId;
const unit = async (): Promise<number> => (await seed()).id;
async function seed() {
  const jurisdictionId = await units.upsertJurisdiction(db, 'tinh-x', 'Tỉnh X');
  await units.upsert(db, [{ jurisdictionId, name: 'Sở A', level: 'department', aliases: [], printed: true }]);
  const { id } = (await units.listOfJurisdiction(db, jurisdictionId))[0]!;
  return { jurisdictionId, id };
}

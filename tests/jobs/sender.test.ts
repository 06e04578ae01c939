import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Channel, SendOutcome } from '../../src/channels/channel.ts';
import { runSender, type SenderParts } from '../../src/jobs/sender.ts';
import { createWake } from '../../src/jobs/wake.ts';
import { createTransact, type Transact } from '../../src/services/services.ts';
import { account, message, person, sender } from '../../src/store/schema.ts';
import * as units from '../../src/store/units.ts';
import { freshDatabase } from '../support/database.ts';
import { at, calendar, testEnvironment } from '../support/plans.ts';

const { db, connectAgain } = await freshDatabase();
const now = at('2023-07-25');
const env = testEnvironment();
/** A hold of a second, so that tests need not wait for the eight of production. */
const timing = { hold: 1000, heartbeat: 250, standBy: 100, idle: 50 };

beforeEach(async () => {
  await db.delete(message);
  await db.delete(sender);
});

const row = (chatId: string, text: string, more: Partial<typeof message.$inferInsert> = {}) => ({
  bot: 'bot',
  chatId,
  kind: 'reply' as const,
  priority: 0,
  body: { text, offers: [], files: [], revision: null },
  createdAt: now,
  notBefore: now,
  state: 'ready' as const,
  attempts: 0,
  ...more,
});

type Answer = (chatId: string, text: string) => SendOutcome | Promise<SendOutcome>;

/** A network that takes everything, unless told otherwise, and remembers what came. */
function network(answer: Answer = () => ({ kind: 'sent', externalId: '1' }), more: Partial<Channel> = {}) {
  const came: { chatId: string; text: string; at: number }[] = [];
  const channel: Channel = {
    bot: 'bot',
    network: 'terminal',
    hasButtons: false,
    send: async (chatId, { text }) => {
      came.push({ chatId, text, at: performance.now() });
      return answer(chatId, text);
    },
    receive: () => Promise.resolve(),
    ...more,
  };
  return { channel, came, texts: () => came.map(({ text }) => text) };
}

/** One process that sends; `transact` may be slowed down or stopped from outside. */
function process(holder: string, channel: Channel, more: Partial<SenderParts> = {}) {
  const stopping = new AbortController();
  const ended = runSender(
    {
      transact: createTransact(connectAgain().db, env),
      calendar,
      log: pino({ level: 'silent' }),
      now: () => now,
      uptime: () => performance.now(),
      holder,
      timing,
      ...more,
    },
    channel,
    createWake(),
    stopping.signal,
  );
  const stop = async (): Promise<void> => {
    stopping.abort();
    await ended;
  };
  onTestFinished(stop);
  return { stop };
}

const allSent = (count: number) =>
  vi.waitUntil(
    async () => (await db.select().from(message)).filter(({ state }) => state === 'sent').length === count,
    { timeout: 30_000 },
  );

test('of two processes one sends, in order within a chat; when it stops the other goes on at once', async () => {
  const { channel, came, texts } = network();
  await db.insert(message).values([row('a', 'a1'), row('b', 'b1'), row('a', 'a2')]);
  const first = process('first', channel);
  await allSent(3);
  const second = process('second', channel);
  await db.insert(message).values([row('a', 'a3')]);
  await allSent(4);
  const stoppedAt = performance.now();
  await first.stop();
  await db.insert(message).values([row('a', 'a4')]);
  await allSent(5);
  expect(texts().filter((text) => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3', 'a4']);
  expect(came.at(-1)!.at - stoppedAt).toBeLessThan(timing.hold);
  await second.stop();
  expect(texts()).toHaveLength(5);
});

test('a frozen holder is taken over, and when it thaws it sends nothing of what it had claimed', async () => {
  const { channel, texts } = network();
  const door: { shut: boolean; thaw: () => void } = { shut: false, thaw: () => undefined };
  let opened = Promise.resolve();
  const plain = createTransact(connectAgain().db, env);
  let wasShut = false;
  const freezing: Transact = async (work) => {
    const result = await plain(work);
    // Frozen between claiming the message and everything after it.
    if (!wasShut && result !== null && typeof result === 'object' && 'attempts' in result) {
      wasShut = true;
      opened = new Promise((resolve) => (door.thaw = resolve));
      door.shut = true;
    }
    if (door.shut) await opened;
    return result;
  };
  await db.insert(message).values([row('a', 'held by the frozen one')]);
  process('frozen', channel, { transact: freezing });
  await vi.waitUntil(() => door.shut, { timeout: 10_000 });
  const second = process('second', channel);
  await db.insert(message).values([row('b', 'meanwhile')]);
  await allSent(1);
  door.shut = false;
  door.thaw();
  // Given back by the one that thawed, not waited for until its claim ends.
  await allSent(2);
  expect(texts()).toEqual(['meanwhile', 'held by the frozen one']);
  await second.stop();
});

test('when the network names a wait everybody keeps it, and so does whoever takes over', async () => {
  let refusals = 0;
  const { channel, came } = network(() => {
    refusals += 1;
    return refusals === 1
      ? { kind: 'later', afterSeconds: 2, why: 'too many requests' }
      : { kind: 'sent', externalId: '1' };
  });
  await db.insert(message).values([row('a', 'refused first')]);
  const first = process('first', channel);
  await vi.waitUntil(() => came.length === 1, { timeout: 10_000 });
  const refusedAt = came[0]!.at;
  await pause(100);
  await first.stop();
  await db.insert(message).values([row('b', 'of another chat')]);
  process('second', channel);
  await allSent(2);
  expect(came.slice(1).every(({ at: moment }) => moment - refusedAt >= 1950)).toBe(true);
});

test('while the network is away it is asked rarely, and everything leaves when it is back', async () => {
  let isAway = true;
  const { channel, came } = network(() =>
    isAway ? { kind: 'later', afterSeconds: null, why: 'no answer' } : { kind: 'sent', externalId: '1' },
  );
  await db.insert(message).values(Array.from({ length: 20 }, (_, i) => row(`chat ${i}`, String(i))));
  process('only', channel);
  await pause(1500);
  expect(came.length).toBeLessThan(AT_ONCE + 3);
  isAway = false;
  await allSent(20);
});
const AT_ONCE = 12;

test('a file that does not get through, and one that takes its time, hold up nobody else', async () => {
  let arrive: () => void = () => undefined;
  const slow = new Promise<SendOutcome>((resolve) => {
    arrive = () => resolve({ kind: 'sent', externalId: '1' });
  });
  let failures = 0;
  const { channel, came } = network((chatId) => {
    if (chatId === 'slow') return slow;
    if (chatId === 'fails' || (chatId === 'words' && (failures += 1) === 1))
      return { kind: 'later', afterSeconds: null, why: 'no answer in time' };
    return { kind: 'sent', externalId: '1' };
  });
  const files = [{ id: 1, name: 'a.pdf' }];
  const carrying = (text: string) => ({ body: { text, offers: [], files, revision: null } });
  await db
    .insert(message)
    .values([row('slow', 'file', carrying('file')), row('fails', 'file', carrying('file'))]);
  process('only', channel);
  await vi.waitUntil(() => came.length === 2, { timeout: 10_000 });
  const began = performance.now();
  await db.insert(message).values([row('a', 'a')]);
  await allSent(1);
  // No second of silence for all.
  expect(performance.now() - began).toBeLessThan(900);
  // While the network fails one message at a time is tried; an upload is not that one.
  await db.insert(message).values([row('words', 'b')]);
  await allSent(2);
  arrive();
  await allSent(3);
});

test('a reply does not wait behind a thousand reminders, and the pace is kept', async () => {
  const pace = { perSecond: 40, burst: 10, keptForReplies: 4, chatPerSecond: 1, chatBurst: 3 };
  const { channel, came } = network(undefined, { pace });
  const bulk = { kind: 'news' as const, priority: 3 };
  await db
    .insert(message)
    .values(Array.from({ length: 1000 }, (_, i) => row(`chat ${i}`, `bulk ${i}`, bulk)));
  process('only', channel);
  await vi.waitUntil(() => came.length > 20, { timeout: 20_000 });
  const waits: number[] = [];
  for (let question = 0; question < 5; question += 1) {
    const askedAt = performance.now();
    await db.insert(message).values([row(`officer ${question}`, `reply ${question}`)]);
    const answer = await vi.waitUntil(() => came.find(({ text }) => text === `reply ${question}`), {
      timeout: 20_000,
      interval: 5,
    });
    waits.push(answer.at - askedAt);
  }
  // The reminders take 25 seconds.
  expect(Math.max(...waits)).toBeLessThan(3000);
  const [first, last] = [came[0]!.at, came.at(-1)!.at];
  expect(came.length).toBeLessThanOrEqual(pace.burst + ((last - first) / 1000) * pace.perSecond + 1);
});

test('what a person is told unasked goes to the other account when one cannot be reached; a reply does not', async () => {
  const jurisdictionId = await units.upsertJurisdiction(db, 'tinh-x', 'Tỉnh X');
  const [{ id: personId }] = (await db
    .insert(person)
    .values({ jurisdictionId, name: 'Lê Thị Mẫu', preferences: {} })
    .returning({ id: person.id })) as [{ id: number }];
  const linked = { personId, state: 'active' as const, linkedAt: now };
  await db.insert(account).values([
    { ...linked, bot: 'bot', chatId: 'blocked', preferred: true },
    { ...linked, bot: 'bot', chatId: 'other', preferred: false },
  ]);
  const { channel } = network((chatId) =>
    chatId === 'blocked' ? { kind: 'unreachable', why: 'blocked' } : { kind: 'sent', externalId: '1' },
  );
  const news = { kind: 'news' as const, priority: 2, personId };
  await db
    .insert(message)
    .values([
      row('blocked', 'news 1', news),
      row('blocked', 'reply', { personId }),
      row('blocked', 'news 2', news),
    ]);
  process('only', channel);
  await allSent(2);
  const rows = await db.select().from(message).orderBy(message.id);
  expect(rows.map(({ chatId, state }) => [chatId, state])).toEqual([
    ['other', 'sent'],
    ['blocked', 'dead'],
    ['other', 'sent'],
  ]);
});

test('once the month is spent only answers leave; the rest waits for the next month', async () => {
  const { channel, texts } = network();
  const spent = createTransact(db, { ...env, messagesAMonth: { bot: 3 } });
  await db
    .insert(message)
    .values([
      row('a', 'long', { state: 'sent', sentAt: now, cost: 3 }),
      row('b', 'news', { kind: 'news', priority: 2 }),
      row('c', 'reply'),
    ]);
  const july = process('only', channel, { transact: spent });
  await allSent(2);
  await pause(200);
  expect(texts()).toEqual(['reply']);
  await july.stop();
  process('only', channel, { transact: spent, now: () => at('2023-08-01') });
  await allSent(3);
  expect(texts()).toEqual(['reply', 'news']);
});

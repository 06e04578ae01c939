import { eq } from 'drizzle-orm';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Db } from '../../src/store/connect.ts';
import { sender } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { isFull } from '../support/faults.ts';
import { at } from '../support/plans.ts';
import { countOfState, doubled, queueNews, textsOnTheWay } from '../support/queue.ts';
import { startService } from '../support/service-process.ts';
import { TelegramServer } from '../support/telegram-server.ts';

const MESSAGES = isFull ? 1000 : 200;
/** Tuesday 25/7/2023, nine in the morning. */
const NINE = at('2023-07-25', '09:00');

async function twoProcesses() {
  const { db, url } = await freshDatabase();
  const telegram = await TelegramServer.open();
  onTestFinished(() => telegram.close());
  const start = (holder: string) =>
    startService({
      url,
      apiRoot: telegram.root,
      token: telegram.token,
      holder,
      officeTime: NINE.toISOString(),
    });
  const processes = { first: await start('first'), second: await start('second') };
  const holder = () => vi.waitUntil(() => holderOf(db), { timeout: 15_000 });
  const texts = (): string[] => telegram.messages.map(({ text }) => text);
  const allSent = () =>
    vi.waitUntil(async () => (await countOfState(db, 'sent')) === MESSAGES, {
      timeout: 90_000,
      interval: 100,
    });
  return { db, telegram, processes, holder, texts, allSent };
}

async function holderOf(db: Db): Promise<'first' | 'second' | undefined> {
  const [row] = await db.select().from(sender).where(eq(sender.bot, 'telegram'));
  return row?.holder as 'first' | 'second' | undefined;
}

const expected = Array.from({ length: MESSAGES }, (_, i) => `news ${i}`).sort();

test(
  `of two processes one is killed with −9 in the middle of ${MESSAGES} messages: the other goes on within ten seconds, nothing is lost, and only what was on its way may come twice`,
  { timeout: 180_000 },
  async () => {
    const { db, telegram, processes, holder, texts, allSent } = await twoProcesses();
    const victim = await holder();
    await queueNews(db, MESSAGES, NINE);
    await vi.waitUntil(() => texts().length >= MESSAGES / 3, { timeout: 60_000, interval: 5 });
    await processes[victim].kill();
    const killedAt = performance.now();
    const onTheWay = await textsOnTheWay(db);
    const before = texts().length;
    await vi.waitUntil(() => texts().length > before, { timeout: 20_000, interval: 20 });
    expect(performance.now() - killedAt).toBeLessThan(10_000);
    await allSent();
    expect([...new Set(texts())].sort()).toEqual(expected);
    expect(doubled(texts()).filter((text) => !onTheWay.includes(text))).toEqual([]);
    expect(telegram.faults).toEqual([]);
  },
);

test(
  'a process that freezes loses the bot, and when it thaws it sends nothing twice',
  { timeout: 180_000 },
  async () => {
    const { db, processes, holder, texts, allSent } = await twoProcesses();
    const victim = await holder();
    await queueNews(db, MESSAGES, NINE);
    await vi.waitUntil(() => texts().length >= MESSAGES / 3, { timeout: 60_000, interval: 5 });
    processes[victim].freeze();
    await pause(50);
    const onTheWay = await textsOnTheWay(db);
    const before = texts().length;
    await vi.waitUntil(() => texts().length > before + 5, { timeout: 20_000, interval: 20 });
    processes[victim].thaw();
    await allSent();
    expect(await holderOf(db)).not.toBe(victim);
    expect([...new Set(texts())].sort()).toEqual(expected);
    expect(doubled(texts()).filter((text) => !onTheWay.includes(text))).toEqual([]);
  },
);

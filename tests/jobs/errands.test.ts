import { eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import type { OpenedFile } from '../../src/conversations/context.ts';
import type { Content } from '../../src/conversations/message.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { MOST_A_MINUTE } from '../../src/domain/flood.ts';
import { runService } from '../../src/jobs/run.ts';
import { createTransact } from '../../src/services/services.ts';
import { WORK_CHANNEL } from '../../src/store/messages.ts';
import { incoming, message } from '../../src/store/schema.ts';
import { testDesk } from '../support/desk.ts';
import { languages } from '../support/languages.ts';
import { at, calendar } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const BOT = 'terminal';
const NOW = at('2023-07-25', '09:00');
const SLOW = ['focal@Sở Công Thương', 'focal@Sở Y tế', 'focal@Sở Nội vụ'];
/** Who asks for a table without being asked which. */
const READERS = ['focal@Sở Công Thương', 'coordinator@Sở Nội vụ', 'team_lead@Sở Thông tin và Truyền thông'];
const QUICK = 'focal@Sở Kế hoạch và Đầu tư';
/** What is still held back where a test fails. */
const gates: (() => void)[] = [];
const DAMAGED: OpenedFile = { kind: 'fault', fault: 'damaged' };

/** The service over a season, on a network that delivers at once; what is heard is stored as webhooks do it. */
async function service(desk: Partial<typeof testDesk> = {}) {
  const season = await openSeason();
  const connection = season.connectAgain(10);
  const transact = createTransact(connection.db, season.env);
  const told: { chatId: string; text: string }[] = [];
  const stopping = new AbortController();
  const channel: Channel = {
    bot: BOT,
    network: 'terminal',
    hasButtons: false,
    send: (chatId, { text }) => {
      told.push({ chatId, text });
      return Promise.resolve({ kind: 'sent', externalId: String(told.length) });
    },
    receive: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  };
  let store: ((update: { chatId: string; content: Content }) => Promise<void>) | undefined;
  let updates = 0;
  const ended = runService(
    {
      ...testDesk,
      ...desk,
      transact,
      calendar,
      understanding: createUnderstanding(languages),
      channels: [channel],
      log: pino({ level: 'silent' }),
      now: () => NOW,
      uptime: () => performance.now(),
      holder: 'this process',
      describeError: String,
      listenToWork: (heard) => connection.listen(WORK_CHANNEL, heard),
      serve: (storeOf) => {
        const storing = storeOf(channel);
        store = (update) => storing({ ...update, externalId: `${(updates += 1)}`, sentAt: NOW });
        return Promise.resolve({ close: () => Promise.resolve() });
      },
    },
    stopping.signal,
  );
  const says = async (chatId: string, content: Content): Promise<void> =>
    (await vi.waitUntil(() => store))({ chatId, content });
  onTestFinished(async () => {
    for (const open of gates.splice(0)) open();
    stopping.abort();
    await ended;
  });
  return {
    ...season,
    told,
    says,
    types: (chatId: string, text: string) => says(chatId, { kind: 'text', text }),
    sendsBook: async (chatId: string): Promise<void> => {
      const bytes = Buffer.from('PK');
      const book = { name: 'bieu.xlsx', mime: 'application/zip', bytes };
      const { id: kept } = await season.services.files.keepUnclaimed(book, NOW);
      await says(chatId, {
        kind: 'file',
        name: 'bieu.xlsx',
        mime: null,
        size: 2,
        ref: 'r',
        caption: null,
        kept,
      });
    },
    answer: (chatId: string, within = 10_000) =>
      vi.waitUntil(() => told.find((one) => one.chatId === chatId)?.text, { timeout: within, interval: 10 }),
  };
}

/** Something every caller waits for until it is let go. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  let waiting = 0;
  gates.push(() => open());
  return {
    open: () => open(),
    pass: async (): Promise<void> => {
      waiting += 1;
      await opened;
    },
    waiting: () => waiting,
  };
}

test('while three big workbooks are looked into, two at once, a fourth chat is answered within a second', async () => {
  const slow = gate();
  const { sendsBook, types, answer } = await service({
    openFile: async () => {
      await slow.pass();
      return DAMAGED;
    },
  });
  for (const chat of SLOW) await sendsBook(chat);
  await vi.waitUntil(() => slow.waiting() === 2, { timeout: 10_000 });
  await types(QUICK, 'HAN');
  expect(await answer(QUICK, 1000)).toContain('trước ngày 30/8/2023');
  expect(slow.waiting()).toBe(2);
  slow.open();
  for (const chat of SLOW) expect(await answer(chat)).toContain('Tệp bị hỏng');
});

test('while three tables are written, two at once and in no transaction, a fourth chat and another account of the same person are answered within a second', async () => {
  const slow = gate();
  const { db, author, types, answer } = await service({
    makeDesk: (keep, bot) => {
      const desk = testDesk.makeDesk(keep, bot);
      const table: typeof desk.make.table = async (...given) => {
        await slow.pass();
        return desk.make.table(...given);
      };
      return { ...desk, make: { ...desk.make, table } };
    },
  });
  for (const chat of READERS) await types(chat, 'xuất bảng tổng hợp');
  await vi.waitUntil(() => slow.waiting() === 2, { timeout: 10_000 });
  await types(QUICK, 'HAN');
  expect(await answer(QUICK, 1000)).toContain('trước ngày 30/8/2023');
  const { id } = await author(READERS[0]!);
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local lock_timeout = '1s'`);
    await tx.execute(sql`select 1 from person where id = ${id} for update`);
  });
  slow.open();
  for (const chat of READERS) expect(await answer(chat)).toContain('ở tệp kèm theo');
});

test('what a chat says while its table is written is answered after it, once each', async () => {
  const slow = gate();
  const { told, types, answer } = await service({
    makeDesk: (keep, bot) => {
      const desk = testDesk.makeDesk(keep, bot);
      const list: typeof desk.make.list = async (...given) => {
        await slow.pass();
        return desk.make.list(...given);
      };
      return { ...desk, make: { ...desk.make, list } };
    },
  });
  const [chat] = SLOW;
  await types(chat!, 'tải ds đơn vị chậm nộp');
  await types(chat!, 'HAN');
  await vi.waitUntil(() => slow.waiting() === 1, { timeout: 10_000 });
  slow.open();
  await answer(chat!);
  await vi.waitUntil(() => told.length === 2, { timeout: 10_000 });
  expect(told[0]!.text).toContain('ở tệp kèm theo');
  expect(told[1]!.text).toContain('trước ngày 30/7/2023');
});

test('a workbook among more than a person sends is neither read nor looked into', async () => {
  let opened = 0;
  const { db, sendsBook, types } = await service({
    openFile: () => {
      opened += 1;
      return Promise.resolve(DAMAGED);
    },
  });
  const [chat] = SLOW;
  for (let n = 0; n <= MOST_A_MINUTE; n += 1) await types(chat!, 'a');
  await sendsBook(chat!);
  const unhandled = () => db.select().from(incoming).where(eq(incoming.state, 'stored'));
  await vi.waitUntil(async () => (await unhandled()).length === 0, { timeout: 15_000 });
  expect(opened).toBe(0);
}, 30_000);

test('a table that cannot be written is tried again, then set aside with an apology; nothing of it is kept', async () => {
  let tries = 0;
  const { db, types, answer } = await service({
    makeDesk: (keep, bot) => {
      const desk = testDesk.makeDesk(keep, bot);
      const table = (): Promise<never> => {
        tries += 1;
        return Promise.reject(new Error('no room'));
      };
      return { ...desk, make: { ...desk.make, table } };
    },
  });
  const [chat] = SLOW;
  await types(chat!, 'xuất bảng tổng hợp');
  expect(await answer(chat!)).toContain('chưa xử lý được');
  expect(tries).toBeGreaterThan(1);
  expect(tries).toBeLessThanOrEqual(3);
  expect(await db.select().from(message)).toHaveLength(1);
});

test('while tables being read hold their connections, updates are stored within a second', async () => {
  const { db, connectAgain, types } = await service();
  const holding = gate();
  const locked = connectAgain(1).db.transaction(async (tx) => {
    await tx.execute(sql`lock table submission in access exclusive mode`);
    await holding.pass();
  });
  await vi.waitUntil(() => holding.waiting() === 1, { timeout: 5000 });
  for (const chat of READERS) await types(chat, 'xuất bảng tổng hợp');
  const waiting = async (): Promise<number> => {
    const [row] = await db.execute<{ count: number }>(
      sql`select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return row!.count;
  };
  await vi.waitUntil(async () => (await waiting()) >= 2, { timeout: 10_000 });
  const begun = performance.now();
  for (let n = 0; n < 10; n += 1) await types(`stranger ${n}`, 'xin chào');
  const each = (performance.now() - begun) / 10;
  holding.open();
  await locked;
  expect(each).toBeLessThan(1000);
});

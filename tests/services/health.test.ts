import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createServices } from '../../src/services/services.ts';
import { incoming, message, type MESSAGE_KINDS } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, testEnvironment } from '../support/plans.ts';

const now = at('2023-07-31', '09:00');
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

type Kind = (typeof MESSAGE_KINDS)[number];
const queued = (
  kind: Kind,
  priority: number,
  notBefore: Date,
  more: Partial<typeof message.$inferInsert> = {},
) => ({
  bot: 'telegram',
  chatId: '42',
  kind,
  priority,
  createdAt: notBefore,
  notBefore,
  state: 'ready' as const,
  attempts: 0,
  ...more,
});
const update = (externalId: string, receivedAt: Date, more: Partial<typeof incoming.$inferInsert> = {}) => ({
  bot: 'telegram',
  externalId,
  chatId: '42',
  payload: {},
  sentAt: receivedAt,
  receivedAt,
  state: 'stored' as const,
  attempts: 0,
  ...more,
});

test('a new program has nothing to tell', async () => {
  const { db } = await freshDatabase();
  expect(await createServices(db, testEnvironment()).health.look(['telegram'], now)).toEqual({
    now,
    lastTick: undefined,
    messages: [],
    laidAside: [],
    lastSends: [{ bot: 'telegram', at: null }],
    sentLastDay: [],
    unhandled: [],
    setAside: [],
  });
});

test('what waits, left, was laid aside or set aside is told by bot, and nothing of other bots', async () => {
  const { db } = await freshDatabase();
  const services = createServices(db, testEnvironment());
  await services.time.claim('tick', minutesAgo(1));
  await db
    .insert(message)
    .values([
      queued('reply', 0, minutesAgo(3)),
      queued('reply', 0, minutesAgo(7)),
      queued('receipt', 1, minutesAgo(2), { state: 'sending' }),
      queued('morning', 3, minutesAgo(-60)),
      queued('news', 2, minutesAgo(90), { state: 'dead' }),
      queued('reply', 0, minutesAgo(50), { state: 'sent', sentAt: minutesAgo(50) }),
      queued('morning', 3, minutesAgo(2000), { state: 'sent', sentAt: minutesAgo(2000) }),
      queued('reply', 0, minutesAgo(1), { bot: 'another' }),
    ]);
  await db
    .insert(incoming)
    .values([
      update('1', minutesAgo(4)),
      update('2', minutesAgo(2)),
      update('3', minutesAgo(9), { state: 'handled' }),
      update('4', minutesAgo(9), { state: 'set_aside' }),
      update('5', minutesAgo(9), { bot: 'another' }),
      update('6', minutesAgo(6), { state: 'to_fetch' }),
    ]);
  const vitals = await services.health.look(['telegram', 'zalo'], now);
  expect(vitals.lastTick).toEqual(minutesAgo(1));
  expect(vitals.messages).toHaveLength(3);
  const bot = 'telegram';
  expect(vitals.messages).toEqual(
    expect.arrayContaining([
      { bot, kind: 'reply', priority: 0, state: 'ready', count: 2, due: 2, oldestDue: minutesAgo(7) },
      { bot, kind: 'receipt', priority: 1, state: 'sending', count: 1, due: 1, oldestDue: minutesAgo(2) },
      { bot, kind: 'morning', priority: 3, state: 'ready', count: 1, due: 0, oldestDue: null },
    ]),
  );
  expect(vitals.laidAside).toEqual([{ bot, kind: 'news', count: 1 }]);
  expect(vitals.lastSends).toEqual([
    { bot, at: minutesAgo(50) },
    { bot: 'zalo', at: null },
  ]);
  expect(vitals.sentLastDay).toEqual([{ bot, kind: 'reply', count: 1 }]);
  expect(vitals.unhandled).toEqual([{ bot, count: 3, oldest: minutesAgo(6) }]);
  expect(vitals.setAside).toEqual([{ bot, count: 1 }]);
});

test('a year of messages and updates is not read through to tell', async () => {
  const { db } = await freshDatabase();
  await db.execute(sql`
    insert into message (bot, chat_id, kind, priority, created_at, not_before, state, attempts, sent_at)
    select 'telegram', n % 500, 'morning', 3, at, at, 'sent', 1, at
    from (select n, timestamptz '2022-08-01' + n * interval '5 minutes' as at from generate_series(1, 100000) n) year`);
  await db.execute(sql`
    insert into incoming (bot, external_id, chat_id, payload, sent_at, received_at, state, attempts)
    select 'telegram', n, n % 500, '{}', at, at, 'handled', 1
    from (select n, timestamptz '2022-08-01' + n * interval '5 minutes' as at from generate_series(1, 100000) n) year`);
  await db.insert(message).values(queued('reply', 0, minutesAgo(3)));
  await db.execute(sql`analyze message, incoming`);
  const rowsRead = await db.transaction(async (tx) => {
    await createServices(tx, testEnvironment()).health.look(['telegram', 'zalo'], now);
    const [row] = await tx.execute<{ rows: number }>(sql`
      select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
      from pg_stat_xact_user_tables where relname in ('message', 'incoming')`);
    return row?.rows;
  });
  // A day has 288 of them.
  expect(rowsRead).toBeLessThan(1000);
});

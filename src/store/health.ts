import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { clockwork, incoming, message } from './schema.ts';

// Asked several times a minute, for ever: each query runs on a partial index and touches what is open or recent only.

const count = sql<number>`count(*)::int`;

/** Messages that wait or are on their way, those laid aside, and how long the oldest that may leave has waited. */
export async function countOpenMessages(db: Db, bots: readonly string[], now: Date) {
  const isDue = sql`${message.notBefore} <= ${now.toISOString()}::timestamptz`;
  const rows = await db
    .select({
      bot: message.bot,
      kind: message.kind,
      priority: message.priority,
      state: message.state,
      count,
      due: sql<number>`(count(*) filter (where ${isDue}))::int`,
      oldestDue: sql<string | null>`min(${message.notBefore}) filter (where ${isDue})`,
    })
    .from(message)
    .where(and(inArray(message.bot, [...bots]), sql`${message.state} in ('ready', 'sending')`))
    .groupBy(message.bot, message.kind, message.priority, message.state);
  return rows.map((row) => ({ ...row, oldestDue: row.oldestDue === null ? null : new Date(row.oldestDue) }));
}

export const countLaidAside = (db: Db, bots: readonly string[]) =>
  db
    .select({ bot: message.bot, kind: message.kind, count })
    .from(message)
    .where(and(inArray(message.bot, [...bots]), sql`${message.state} = 'dead'`))
    .groupBy(message.bot, message.kind);

/** When a bot last sent anything; null where it never did. */
export async function lastSend(db: Db, bot: string): Promise<Date | null> {
  const [row] = await db
    .select({ at: sql<string | null>`max(${message.sentAt})` })
    .from(message)
    .where(and(eq(message.bot, bot), sql`${message.state} = 'sent'`));
  return row?.at == null ? null : new Date(row.at);
}

export const countSentSince = (db: Db, bots: readonly string[], since: Date) =>
  db
    .select({ bot: message.bot, kind: message.kind, count })
    .from(message)
    .where(and(inArray(message.bot, [...bots]), sql`${message.state} = 'sent'`, gt(message.sentAt, since)))
    .groupBy(message.bot, message.kind);

/** Updates nobody has handled yet, those whose file is still to be had among them, and when the oldest of them came. */
export async function countUnhandled(db: Db, bots: readonly string[]) {
  const rows = await db
    .select({ bot: incoming.bot, count, oldest: sql<string>`min(${incoming.receivedAt})` })
    .from(incoming)
    .where(
      and(
        inArray(incoming.bot, [...bots]),
        // Two conditions, since each has an index of its own.
        sql`(${incoming.state} = 'stored' or ${incoming.state} = 'to_fetch')`,
      ),
    )
    .groupBy(incoming.bot);
  return rows.map((row) => ({ ...row, oldest: new Date(row.oldest) }));
}

export const countSetAside = (db: Db, bots: readonly string[]) =>
  db
    .select({ bot: incoming.bot, count })
    .from(incoming)
    .where(and(inArray(incoming.bot, [...bots]), sql`${incoming.state} = 'set_aside'`))
    .groupBy(incoming.bot);

/** How far time has been handled under a name; undefined where it never was. */
export async function handledUntil(db: Db, name: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: clockwork.handledUntil })
    .from(clockwork)
    .where(eq(clockwork.name, name));
  return row?.at;
}

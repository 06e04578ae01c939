import { and, asc, eq, gte, inArray, lte, or, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { storable } from './json.ts';
import { message } from './schema.ts';

export type MessageRow = typeof message.$inferSelect;
export type NewMessage = typeof message.$inferInsert;
export type MessageKind = MessageRow['kind'];

/** What senders LISTEN to. */
export const WORK_CHANNEL = 'dondoc_work';

/** Queues messages; one whose key is already there is left alone. Returns the ids of those inserted. */
export async function insert(db: Db, rows: readonly NewMessage[]): Promise<number[]> {
  if (rows.length === 0) return [];
  const inserted = await db
    .insert(message)
    .values(rows.map((row) => ({ ...row, body: storable(row.body) })))
    .onConflictDoNothing()
    .returning({ id: message.id });
  // Heard by every sender when the transaction commits.
  if (inserted.length > 0) await db.execute(sql`select pg_notify(${WORK_CHANNEL}, 'message')`);
  return inserted.map((row) => row.id);
}

export async function findById(db: Db, id: number): Promise<MessageRow | undefined> {
  const [row] = await db.select().from(message).where(eq(message.id, id));
  return row;
}

export interface ClaimTerms {
  bots: readonly string[];
  /** Office clock of this world: what has become due. */
  now: Date;
  /** Real clock: claims before it are of processes that died. */
  realNow: Date;
  claimedUntil: Date;
  /** Kinds that may leave at this hour. */
  kinds: readonly MessageKind[];
}

/**
 * Claims the one message that should leave next: lowest priority number first, then oldest; never past an earlier
 * message of the same chat that is on its way.
 */
export async function claim(db: Db, terms: ClaimTerms): Promise<MessageRow | undefined> {
  const realNow = terms.realNow.toISOString();
  const [next] = await db
    .select({ id: message.id })
    .from(message)
    .where(
      and(
        inArray(message.bot, [...terms.bots]),
        or(
          eq(message.state, 'ready'),
          and(eq(message.state, 'sending'), lte(message.claimedUntil, terms.realNow)),
        ),
        lte(message.notBefore, terms.now),
        inArray(message.kind, [...terms.kinds]),
        sql`not exists (select 1 from message earlier where earlier.bot = ${message.bot}
          and earlier.chat_id = ${message.chatId} and earlier.id <> ${message.id}
          and ((earlier.state = 'sending' and earlier.claimed_until > ${realNow}::timestamptz)
            or (earlier.state in ('ready', 'sending') and earlier.priority = ${message.priority}
              and earlier.id < ${message.id}
              and (earlier.attempts > 0 or earlier.not_before <= ${terms.now.toISOString()}::timestamptz))))`,
      ),
    )
    .orderBy(asc(message.priority), asc(message.id))
    .limit(1)
    .for('update', { skipLocked: true });
  if (!next) return undefined;
  const [row] = await db
    .update(message)
    .set({ state: 'sending', claimedUntil: terms.claimedUntil, attempts: sql`${message.attempts} + 1` })
    .where(eq(message.id, next.id))
    .returning();
  return row;
}

/** Writes to a claimed message; false where it has been claimed again since, and then nothing is written. */
export async function settle(
  db: Db,
  claimed: { id: number; attempts: number },
  values: Partial<NewMessage>,
): Promise<boolean> {
  const rows = await db
    .update(message)
    .set('body' in values ? { ...values, body: storable(values.body) } : values)
    .where(
      and(eq(message.id, claimed.id), eq(message.state, 'sending'), eq(message.attempts, claimed.attempts)),
    )
    .returning({ id: message.id });
  return rows.length > 0;
}

/** What still waits for a chat that cannot be reached. */
export async function layAside(
  db: Db,
  { bot, chatId }: { bot: string; chatId: string },
  why: string,
): Promise<void> {
  await db
    .update(message)
    .set({ state: 'dead', why })
    .where(and(eq(message.bot, bot), eq(message.chatId, chatId), eq(message.state, 'ready')));
}

export async function releaseClaims(db: Db, bots: readonly string[]): Promise<void> {
  await db
    .update(message)
    .set({ state: 'ready', claimedUntil: null })
    .where(and(inArray(message.bot, [...bots]), eq(message.state, 'sending')));
}

/** Mornings since `from` on which the person was or is being written to. */
export async function countMornings(db: Db, personId: number, from: Date): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(message)
    .where(
      and(
        eq(message.personId, personId),
        eq(message.kind, 'morning'),
        gte(message.createdAt, from),
        inArray(message.state, ['ready', 'sending', 'sent']),
      ),
    );
  return row?.count ?? 0;
}

/** When the next waiting message may leave. */
export async function nextNotBefore(
  db: Db,
  bots: readonly string[],
  kinds: readonly MessageKind[],
): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: sql<string | null>`min(${message.notBefore})` })
    .from(message)
    .where(
      and(inArray(message.bot, [...bots]), eq(message.state, 'ready'), inArray(message.kind, [...kinds])),
    );
  return row?.at ? new Date(row.at) : undefined;
}

/** Unasked messages that wait to leave, for a look beforehand. */
export const listWaiting = (db: Db): Promise<MessageRow[]> =>
  db
    .select()
    .from(message)
    .where(and(eq(message.state, 'ready'), sql`${message.priority} >= 2`))
    .orderBy(message.notBefore, message.id);

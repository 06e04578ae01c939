import {
  and,
  asc,
  eq,
  gte,
  inArray,
  isNull,
  lte,
  ne,
  notInArray,
  or,
  sql,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Db } from './connect.ts';
import { storable } from './json.ts';
import { message, sender } from './schema.ts';
import { isOpenNews } from './visit-secrecy.ts';

export type MessageRow = typeof message.$inferSelect;
export type NewMessage = typeof message.$inferInsert;
export type MessageKind = MessageRow['kind'];

/** Answers to what a person said. */
export const REPLY_KINDS = ['reply', 'receipt'] as const satisfies readonly MessageKind[];
/** What nobody asked for. */
export const UNASKED_KINDS = [
  'news',
  'morning',
  'last_call',
  'digest',
] as const satisfies readonly MessageKind[];

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
  if (inserted.length > 0) await notifyWork(db);
  return inserted.map((row) => row.id);
}

/** Heard by every sender when the transaction commits. */
export async function notifyWork(db: Db): Promise<void> {
  await db.execute(sql`select pg_notify(${WORK_CHANNEL}, 'message')`);
}

export async function findById(db: Db, id: number): Promise<MessageRow | undefined> {
  const [row] = await db.select().from(message).where(eq(message.id, id));
  return row;
}

export interface ClaimTerms {
  bot: string;
  /** Office clock of this world: what has become due. */
  now: Date;
  /** Real clock: claims before it are of processes that died, tries before it are to come. */
  realNow: Date;
  claimedUntil: Date;
  /** The sender's fencing number; null in a world with one owner. A number that has been taken over claims nothing. */
  fence: number | null;
  /** Kinds that may leave at this hour. */
  kinds: readonly MessageKind[];
  /** The day off whose office hours these are, for what leaves on it all the same. */
  dayOff: Day | null;
  /** Chats that have had their share for the moment. */
  resting: readonly string[];
}

/**
 * Claims the one message that should leave next: lowest priority number first, then oldest; never past an earlier
 * message of the same chat that is on its way, or may leave at this hour too.
 */
export async function claim(db: Db, terms: ClaimTerms): Promise<MessageRow | undefined> {
  const { bot, now, kinds, dayOff, resting, claimedUntil } = terms;
  const realNow = sql`${terms.realNow.toISOString()}::timestamptz`;
  const fence = terms.fence ?? 0;
  const mayLeave = (kind: SQLWrapper, leavesOn: SQLWrapper): SQL | undefined =>
    dayOff === null
      ? inArray(kind, [...kinds])
      : or(inArray(kind, [...kinds]), sql`coalesce(${leavesOn} = ${dayOff}, false)`);
  const [next] = await db
    .select({ id: message.id })
    .from(message)
    .where(
      and(
        eq(message.bot, bot),
        or(
          and(eq(message.state, 'ready'), sql`coalesce(${message.retryAt} <= ${realNow}, true)`),
          and(eq(message.state, 'sending'), lte(message.claimedUntil, terms.realNow)),
        ),
        lte(message.notBefore, now),
        mayLeave(message.kind, message.leavesOn),
        resting.length === 0 ? undefined : notInArray(message.chatId, [...resting]),
        terms.fence === null
          ? undefined
          : sql`exists (select 1 from ${sender} where ${sender.bot} = ${bot} and ${sender.fence} = ${fence}
              and ${sender.heldUntil} > ${realNow})`,
        sql`not exists (select 1 from message earlier where earlier.bot = ${message.bot}
          and earlier.chat_id = ${message.chatId} and earlier.id <> ${message.id}
          and ((earlier.state = 'sending' and earlier.claimed_until > ${realNow})
            or (earlier.state in ('ready', 'sending') and earlier.priority = ${message.priority}
              and earlier.id < ${message.id} and ${mayLeave(sql`earlier.kind`, sql`earlier.leaves_on`)}
              and (earlier.attempts > 0 or earlier.not_before <= ${now.toISOString()}::timestamptz))))`,
      ),
    )
    .orderBy(asc(message.priority), asc(message.id))
    .limit(1)
    .for('update', { skipLocked: true });
  if (!next) return undefined;
  const [row] = await db
    .update(message)
    .set({ state: 'sending', claimedUntil, fence, attempts: sql`${message.attempts} + 1` })
    .where(eq(message.id, next.id))
    .returning();
  return row;
}

/** Writes to a claimed message; false where it has been claimed again since, and then nothing is written. */
export async function settle(
  db: Db,
  claimed: { id: number; attempts: number; fence: number },
  values: Partial<NewMessage>,
): Promise<boolean> {
  const rows = await db
    .update(message)
    .set('body' in values ? { ...values, body: storable(values.body) } : values)
    .where(
      and(
        eq(message.id, claimed.id),
        eq(message.state, 'sending'),
        eq(message.attempts, claimed.attempts),
        // Turned to another account it is counted anew: whoever was taken over before must not be mistaken for us.
        eq(message.fence, claimed.fence),
      ),
    )
    .returning({ id: message.id });
  return rows.length > 0;
}

/** Lays aside what still waits for a chat that cannot be reached. */
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

/** Turns what a person is told unasked to another of their chats; replies belong to the chat they answer. */
export async function redirect(
  db: Db,
  from: { bot: string; chatId: string },
  to: { bot: string; chatId: string },
): Promise<void> {
  await db
    .update(message)
    .set({ ...to, attempts: 0, retryAt: null })
    .where(
      and(
        eq(message.bot, from.bot),
        eq(message.chatId, from.chatId),
        eq(message.state, 'ready'),
        inArray(message.kind, [...UNASKED_KINDS]),
      ),
    );
}

/** Lets what waits for a chat go unsaid. */
export async function voidWaiting(
  db: Db,
  { bot, chatId }: { bot: string; chatId: string },
  why: string,
): Promise<void> {
  await db
    .update(message)
    .set({ state: 'void', why })
    .where(and(eq(message.bot, bot), eq(message.chatId, chatId), eq(message.state, 'ready')));
}

/** What waits for a chat goes to the one that it became, and at once. */
export async function readdress(
  db: Db,
  { bot, chatId }: { bot: string; chatId: string },
  to: string,
): Promise<void> {
  const rows = await db
    .update(message)
    .set({ chatId: to, retryAt: null })
    .where(and(eq(message.bot, bot), eq(message.chatId, chatId), eq(message.state, 'ready')))
    .returning({ id: message.id });
  if (rows.length > 0) await notifyWork(db);
}

/** Whether a chat that is nobody's account has been written to since a moment. */
export async function isSpokenToSince(
  db: Db,
  { bot, chatId }: { bot: string; chatId: string },
  since: Date,
): Promise<boolean> {
  const rows = await db
    .select({ id: message.id })
    .from(message)
    .where(
      and(
        isNull(message.personId),
        gte(message.createdAt, since),
        eq(message.bot, bot),
        eq(message.chatId, chatId),
      ),
    )
    .limit(1);
  return rows.length > 0;
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
    .select({ at: sql<string | null>`min(greatest(${message.notBefore}, ${message.retryAt}))` })
    .from(message)
    .where(
      and(inArray(message.bot, [...bots]), eq(message.state, 'ready'), inArray(message.kind, [...kinds])),
    );
  return row?.at ? new Date(row.at) : undefined;
}

/** When the next of what leaves on this day off may leave. */
export async function nextOnDayOff(db: Db, bots: readonly string[], day: Day): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: sql<string | null>`min(greatest(${message.notBefore}, ${message.retryAt}))` })
    .from(message)
    .where(and(inArray(message.bot, [...bots]), eq(message.state, 'ready'), eq(message.leavesOn, day)));
  return row?.at ? new Date(row.at) : undefined;
}

/** Unasked messages that wait to leave, for a look beforehand. */
export const listWaiting = (db: Db): Promise<MessageRow[]> =>
  db
    .select()
    .from(message)
    .where(and(eq(message.state, 'ready'), sql`${message.priority} >= 2`, isOpenNews))
    .orderBy(message.notBefore, message.id);

/** Messages of the network that a bot has used since `from`. */
export async function countCost(db: Db, bot: string, from: Date): Promise<number> {
  const [row] = await db
    .select({ cost: sql<number>`coalesce(sum(${message.cost}), 0)::int` })
    .from(message)
    .where(and(eq(message.bot, bot), eq(message.state, 'sent'), gte(message.sentAt, from)));
  return row?.cost ?? 0;
}

/** Takes back what waits to be said to a person unasked, and answers not yet given; receipts are theirs to have. */
export async function voidOfPerson(db: Db, personId: number, why: string): Promise<void> {
  await db
    .update(message)
    .set({ state: 'void', why })
    .where(and(isWaitingFor(personId), ne(message.kind, 'receipt')));
}

/** Turns what waits to be said to one person unasked to another, in whose words it is composed when it leaves. */
export async function handOn(
  db: Db,
  from: number,
  to: { personId: number; bot: string; chatId: string },
): Promise<void> {
  await db
    .update(message)
    .set({ ...to, body: null, attempts: 0, retryAt: null })
    .where(and(isWaitingFor(from), inArray(message.kind, [...UNASKED_KINDS])));
}

const isWaitingFor = (personId: number): SQL | undefined =>
  and(eq(message.personId, personId), eq(message.state, 'ready'));

import {
  and,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  notInArray,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { Db } from './connect.ts';
import { incoming } from './schema.ts';

export type IncomingRow = typeof incoming.$inferSelect;

/** Stores an update once; false where it was already there. */
export async function insert(db: Db, values: typeof incoming.$inferInsert): Promise<boolean> {
  const rows = await db.insert(incoming).values(values).onConflictDoNothing().returning({ id: incoming.id });
  return rows.length > 0;
}

/**
 * Takes the oldest unhandled update no other process works on; chats keep their order: an update waits while an
 * earlier one of its chat is unhandled. `only` names one, `except` those left alone.
 */
export async function take(
  db: Db,
  bots: readonly string[],
  { only, except = [] }: { only?: number | undefined; except?: readonly number[] } = {},
): Promise<IncomingRow | undefined> {
  const [row] = await db
    .select()
    .from(incoming)
    .where(
      and(
        eq(incoming.state, 'stored'),
        inArray(incoming.bot, [...bots]),
        only === undefined ? isFree : eq(incoming.id, only),
        except.length === 0 ? undefined : notInArray(incoming.id, [...except]),
        sql`not exists (select 1 from incoming earlier where earlier.bot = ${incoming.bot}
          and earlier.chat_id = ${incoming.chatId} and earlier.state = 'stored' and earlier.id < ${incoming.id})`,
        sql`not exists (select 1 from incoming earlier where earlier.bot = ${incoming.bot}
          and earlier.chat_id = ${incoming.chatId} and earlier.state = 'to_fetch' and earlier.id < ${incoming.id})`,
      ),
    )
    .orderBy(incoming.id)
    .limit(1)
    .for('update', { skipLocked: true });
  return row;
}

/**
 * Claims the oldest update whose file is to be had from its network, until `until`; both moments are of the real
 * clock. `isStranger`: nobody is linked to the chat.
 */
export async function claimFile(
  db: Db,
  bot: string,
  { realNow, until }: { realNow: Date; until: Date },
): Promise<(IncomingRow & { isStranger: boolean }) | undefined> {
  const [next] = await db
    .select({ id: incoming.id })
    .from(incoming)
    .where(
      and(
        eq(incoming.bot, bot),
        eq(incoming.state, 'to_fetch'),
        or(isNull(incoming.fetchAt), lte(incoming.fetchAt, realNow)),
      ),
    )
    .orderBy(incoming.id)
    .limit(1)
    .for('update', { skipLocked: true });
  if (!next) return undefined;
  const [row] = await db
    .update(incoming)
    .set({ fetchAt: until, attempts: sql`${incoming.attempts} + 1` })
    .where(eq(incoming.id, next.id))
    .returning({
      ...getTableColumns(incoming),
      isStranger: sql<boolean>`not exists (select 1 from account where account.bot = incoming.bot
        and account.chat_id = incoming.chat_id and account.state <> 'cut')`,
    });
  return row;
}

/** Until so many seconds from now, by the database's own clock: it is the same for all processes. */
const inSeconds = (seconds: number): SQL => sql`clock_timestamp() + make_interval(secs => ${seconds})`;

/** Nobody runs an errand for it now. */
const isFree = or(isNull(incoming.fetchAt), lte(incoming.fetchAt, sql`clock_timestamp()`));

/**
 * Claims a stored update for whoever runs an errand it needs; false where another does, or it is handled already. A
 * claim that ran out was of a process that died, and counts as a try.
 */
export async function claimErrand(db: Db, id: number, seconds: number): Promise<boolean> {
  const rows = await db
    .update(incoming)
    .set({
      fetchAt: inSeconds(seconds),
      attempts: sql`${incoming.attempts} + case when ${incoming.fetchAt} is null then 0 else 1 end`,
    })
    .where(and(eq(incoming.id, id), eq(incoming.state, 'stored'), isFree))
    .returning({ id: incoming.id });
  return rows.length > 0;
}

/** The claim holds for so much longer. */
export async function keepErrand(db: Db, id: number, seconds: number): Promise<void> {
  await db
    .update(incoming)
    .set({ fetchAt: inSeconds(seconds) })
    .where(and(eq(incoming.id, id), eq(incoming.state, 'stored'), isNotNull(incoming.fetchAt)));
}

/** Changes an update that still waits for its file under this claim; another process may have taken it over. */
export async function updateClaimed(
  db: Db,
  { id, fetchAt }: IncomingRow,
  values: Partial<typeof incoming.$inferInsert>,
): Promise<boolean> {
  const rows = await db
    .update(incoming)
    .set(values)
    .where(
      and(
        eq(incoming.id, id),
        eq(incoming.state, 'to_fetch'),
        fetchAt === null ? undefined : eq(incoming.fetchAt, fetchAt),
      ),
    )
    .returning({ id: incoming.id });
  return rows.length > 0;
}

/** How many updates a chat has sent since `from`, or from then until `until`. */
export async function countOfChat(
  db: Db,
  bot: string,
  chatId: string,
  from: Date,
  until?: Date,
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(incoming)
    .where(
      and(
        eq(incoming.bot, bot),
        eq(incoming.chatId, chatId),
        gt(incoming.receivedAt, from),
        until && lte(incoming.receivedAt, until),
      ),
    );
  return row?.count ?? 0;
}

export async function update(
  db: Db,
  id: number,
  values: Partial<typeof incoming.$inferInsert>,
): Promise<void> {
  await db.update(incoming).set(values).where(eq(incoming.id, id));
}

/** Counts a failed try of an update still unhandled; its tries so far. */
export async function countFailure(db: Db, id: number, error: string): Promise<number | undefined> {
  const [row] = await db
    .update(incoming)
    .set({ attempts: sql`${incoming.attempts} + 1`, error, fetchAt: null })
    .where(and(eq(incoming.id, id), eq(incoming.state, 'stored')))
    .returning({ attempts: incoming.attempts });
  return row?.attempts;
}

export async function setAside(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .update(incoming)
    .set({ state: 'set_aside' })
    .where(and(eq(incoming.id, id), eq(incoming.state, 'stored')))
    .returning({ id: incoming.id });
  return rows.length > 0;
}

/** Replaces what a chat said while nobody was linked to it. */
export async function blankStranger(db: Db, bot: string, chatId: string, payload: unknown): Promise<void> {
  await db
    .update(incoming)
    .set({ payload })
    .where(and(eq(incoming.bot, bot), eq(incoming.chatId, chatId), incoming.ofStranger));
}

/** Forgets what strangers said before `before`, at most so many at once; how many. */
export async function removeOfStrangers(db: Db, before: Date, limit: number): Promise<number> {
  const oldest = db
    .select({ id: incoming.id })
    .from(incoming)
    .where(and(incoming.ofStranger, lt(incoming.receivedAt, before)))
    .orderBy(incoming.receivedAt)
    .limit(limit);
  const rows = await db.delete(incoming).where(inArray(incoming.id, oldest)).returning({ id: incoming.id });
  return rows.length;
}

import { and, eq, gt, inArray, sql } from 'drizzle-orm';
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
 * earlier one of its chat is unhandled.
 */
export async function take(db: Db, bots: readonly string[]): Promise<IncomingRow | undefined> {
  const [row] = await db
    .select()
    .from(incoming)
    .where(
      and(
        eq(incoming.state, 'stored'),
        inArray(incoming.bot, [...bots]),
        sql`not exists (select 1 from incoming earlier where earlier.bot = ${incoming.bot}
          and earlier.chat_id = ${incoming.chatId} and earlier.state = 'stored' and earlier.id < ${incoming.id})`,
      ),
    )
    .orderBy(incoming.id)
    .limit(1)
    .for('update', { skipLocked: true });
  return row;
}

/** How many updates a chat has sent since `from`. */
export async function countOfChat(db: Db, bot: string, chatId: string, from: Date): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(incoming)
    .where(and(eq(incoming.bot, bot), eq(incoming.chatId, chatId), gt(incoming.receivedAt, from)));
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
    .set({ attempts: sql`${incoming.attempts} + 1`, error })
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

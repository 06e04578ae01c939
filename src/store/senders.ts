import { and, eq, gt, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { sender } from './schema.ts';

export type SenderRow = typeof sender.$inferSelect;

/**
 * Takes or keeps the sending of a bot for `ms` from `realNow` on. The holder that renews in time keeps its fencing
 * number; whoever takes over gets the next one. Undefined while another process holds it.
 */
export async function hold(
  db: Db,
  { bot, holder, ms, realNow }: { bot: string; holder: string; ms: number; realNow: Date },
): Promise<SenderRow | undefined> {
  const heldUntil = new Date(realNow.getTime() + ms);
  const isMine = sql`${sender.holder} = ${holder} and ${sender.heldUntil} > ${realNow.toISOString()}::timestamptz`;
  const [row] = await db
    .insert(sender)
    .values({ bot, holder, fence: 1, heldUntil })
    .onConflictDoUpdate({
      target: sender.bot,
      set: {
        holder,
        heldUntil,
        fence: sql`case when ${isMine} then ${sender.fence} else ${sender.fence} + 1 end`,
      },
      setWhere: sql`${sender.holder} = ${holder} or ${sender.heldUntil} <= ${realNow.toISOString()}::timestamptz`,
    })
    .returning();
  return row;
}

/** Gives the bot up at once, so that another process need not wait for the end of the lease. */
export async function release(db: Db, bot: string, holder: string, realNow: Date): Promise<void> {
  await db
    .update(sender)
    .set({ heldUntil: realNow })
    .where(and(eq(sender.bot, bot), eq(sender.holder, holder), gt(sender.heldUntil, realNow)));
}

/** Keeps the bot silent until then, for whoever sends for it. */
export async function silence(db: Db, bot: string, until: Date): Promise<void> {
  await db.update(sender).set({ silentUntil: until }).where(eq(sender.bot, bot));
}

import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { chatGuard, linkCode } from './schema.ts';

export type LinkCodeRow = typeof linkCode.$inferSelect;
export type GuardRow = typeof chatGuard.$inferSelect;

export async function insert(db: Db, values: typeof linkCode.$inferInsert): Promise<void> {
  await db.insert(linkCode).values(values);
}

/** Earlier codes of the person stop working. */
export async function retire(db: Db, personId: number, at: Date): Promise<void> {
  await db
    .update(linkCode)
    .set({ expiresAt: at })
    .where(and(eq(linkCode.personId, personId), isNull(linkCode.usedAt), gt(linkCode.expiresAt, at)));
}

export async function findByHash(db: Db, codeHash: string): Promise<LinkCodeRow | undefined> {
  const [row] = await db.select().from(linkCode).where(eq(linkCode.codeHash, codeHash));
  return row;
}

export async function findById(db: Db, id: number): Promise<LinkCodeRow | undefined> {
  const [row] = await db.select().from(linkCode).where(eq(linkCode.id, id));
  return row;
}

export async function markUsed(db: Db, id: number, usedAt: Date): Promise<void> {
  await db.update(linkCode).set({ usedAt }).where(eq(linkCode.id, id));
}

export async function removeOf(db: Db, personId: number): Promise<void> {
  await db.delete(linkCode).where(eq(linkCode.personId, personId));
}

export async function readGuard(db: Db, bot: string, chatId: string): Promise<GuardRow | undefined> {
  const [row] = await db.select().from(chatGuard).where(isChat(bot, chatId));
  return row;
}

/** Writes what is given of a chat's guard; the rest stays. */
export async function writeGuard(
  db: Db,
  { bot, chatId, ...changes }: Omit<typeof chatGuard.$inferInsert, 'wrongCodes'> & { wrongCodes?: number },
): Promise<void> {
  await db
    .insert(chatGuard)
    .values({ bot, chatId, wrongCodes: 0, ...changes })
    .onConflictDoUpdate({ target: [chatGuard.bot, chatGuard.chatId], set: changes });
}

/** A guard that guards against nothing says only that the chat was here. */
export async function dropIdleGuard(db: Db, bot: string, chatId: string, now: Date): Promise<void> {
  await db
    .delete(chatGuard)
    .where(
      and(
        isChat(bot, chatId),
        eq(chatGuard.wrongCodes, 0),
        eq(chatGuard.floods, 0),
        isNull(chatGuard.awaitsPersonId),
        sql`coalesce(${chatGuard.lockedUntil} <= ${now.toISOString()}::timestamptz, true)`,
      ),
    );
}

/** No chat waits for this person's consent any more. */
export async function forgetAwaited(db: Db, personId: number): Promise<void> {
  await db
    .update(chatGuard)
    .set({ awaitsPersonId: null, awaitsCodeId: null })
    .where(eq(chatGuard.awaitsPersonId, personId));
}

const isChat = (bot: string, chatId: string) => and(eq(chatGuard.bot, bot), eq(chatGuard.chatId, chatId));

import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { account, chatGuard, linkCode } from './schema.ts';

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

/** Those of these codes that were ever issued, by person: locked in this order none waits for another in a circle. */
export const listByHash = (db: Db, codeHashes: readonly string[]): Promise<LinkCodeRow[]> =>
  codeHashes.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(linkCode)
        .where(inArray(linkCode.codeHash, [...codeHashes]))
        .orderBy(linkCode.personId, linkCode.id);

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

type GuardChange = Omit<typeof chatGuard.$inferInsert, 'wrongCodes' | 'touchedAt'> & {
  wrongCodes?: number;
  touchedAt: Date;
};

/** Writes what is given of a chat's guard; the rest stays. */
export async function writeGuard(db: Db, { bot, chatId, ...changes }: GuardChange): Promise<void> {
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

/** A question of consent waits no longer than its code is good; after a telephone number, not since `before`. */
export async function endAwaited(db: Db, now: Date, before: Date): Promise<void> {
  const isPast = sql`case when ${chatGuard.awaitsCodeId} is null then ${isUntouched(before)}
    else exists (select 1 from ${linkCode} where ${linkCode.id} = ${chatGuard.awaitsCodeId}
      and (${linkCode.usedAt} is not null or ${linkCode.expiresAt} <= ${now.toISOString()}::timestamptz)) end`;
  await db
    .update(chatGuard)
    .set({ awaitsPersonId: null, awaitsCodeId: null })
    .where(and(isNotNull(chatGuard.awaitsPersonId), isPast));
}

/** Forgets guards of chats nobody is linked to, untouched since `before` and guarding nothing any more; how many. */
export async function removeIdleGuards(db: Db, now: Date, before: Date, limit: number): Promise<number> {
  const idle = db
    .select({ bot: chatGuard.bot, chatId: chatGuard.chatId })
    .from(chatGuard)
    .where(
      and(
        isUntouched(before),
        isNull(chatGuard.awaitsPersonId),
        sql`coalesce(${chatGuard.lockedUntil} <= ${now.toISOString()}::timestamptz, true)`,
        // How often it was silenced is remembered for a day after the silence.
        sql`coalesce(${chatGuard.silentUntil} <= ${before.toISOString()}::timestamptz, true)`,
        sql`not exists (select 1 from ${account} where ${account.bot} = ${chatGuard.bot}
          and ${account.chatId} = ${chatGuard.chatId} and ${account.state} <> 'cut')`,
      ),
    )
    .limit(limit);
  const rows = await db
    .delete(chatGuard)
    .where(sql`(${chatGuard.bot}, ${chatGuard.chatId}) in ${idle}`)
    .returning({ bot: chatGuard.bot });
  return rows.length;
}

const isUntouched = (before: Date) =>
  sql`coalesce(${chatGuard.touchedAt} < ${before.toISOString()}::timestamptz, true)`;

/** No chat waits for this person's consent any more. */
export async function forgetAwaited(db: Db, personId: number): Promise<void> {
  await db
    .update(chatGuard)
    .set({ awaitsPersonId: null, awaitsCodeId: null })
    .where(eq(chatGuard.awaitsPersonId, personId));
}

const isChat = (bot: string, chatId: string) => and(eq(chatGuard.bot, bot), eq(chatGuard.chatId, chatId));

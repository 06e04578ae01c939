import { and, eq, inArray, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { notifyWork, UNASKED_KINDS } from './messages.ts';
import { message } from './schema.ts';

/** Takes back news of this subject that still waits to be said to these people; whose it was. */
export async function takeBack(
  db: Db,
  personIds: readonly number[],
  subject: unknown,
  why: string,
): Promise<number[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .update(message)
    .set({ state: 'void', why })
    .where(
      and(
        eq(message.state, 'ready'),
        inArray(message.personId, [...personIds]),
        sql`${message.subject} @> ${JSON.stringify(subject)}::jsonb`,
      ),
    )
    .returning({ personId: message.personId });
  return rows.flatMap(({ personId }) => personId ?? []);
}

/** Takes back what waits to be said to a person unasked, and answers not yet given; receipts are theirs to have. */
export async function voidOfPerson(db: Db, personId: number, why: string): Promise<void> {
  await db
    .update(message)
    .set({ state: 'void', why })
    .where(and(isWaitingFor(personId), ne(message.kind, 'receipt')));
}

/** What waits to be said to a person unasked, and what it is about. */
export const listUnasked = (
  db: Db,
  personId: number,
): Promise<Pick<typeof message.$inferSelect, 'id' | 'subject'>[]> =>
  db
    .select({ id: message.id, subject: message.subject })
    .from(message)
    .where(and(isWaitingFor(personId), inArray(message.kind, [...UNASKED_KINDS])))
    .orderBy(message.id);

/**
 * Turns some of what waits to be said to one person unasked to another, in whose words it is composed when it leaves. Without an
 * account it is laid aside until they have one. How many messages.
 */
export async function handOn(
  db: Db,
  messageIds: readonly number[],
  to: { personId: number; account: { bot: string; chatId: string } | undefined },
): Promise<number> {
  if (messageIds.length === 0) return 0;
  const { personId, account } = to;
  const rows = await db
    .update(message)
    .set({
      personId,
      ...(account
        ? { bot: account.bot, chatId: account.chatId, state: 'ready' as const, why: null }
        : { ...NO_ACCOUNT, state: 'dead' as const, why: 'no account yet' }),
      body: null,
      attempts: 0,
      retryAt: null,
    })
    .where(inArray(message.id, [...messageIds]))
    .returning({ id: message.id });
  return rows.length;
}

/** What was laid aside because the person had no account leaves through this one, not before `notBefore`; how many. */
export async function release(
  db: Db,
  personId: number,
  { bot, chatId }: { bot: string; chatId: string },
  notBefore: Date,
): Promise<number> {
  const rows = await db
    .update(message)
    .set({ bot, chatId, state: 'ready', why: null, notBefore })
    .where(and(eq(message.personId, personId), lacksAccount))
    .returning({ id: message.id });
  if (rows.length > 0) await notifyWork(db);
  return rows.length;
}

/** Where a message stands that has no chat to go to yet. */
export const NO_ACCOUNT = { bot: 'none', chatId: '' };
const lacksAccount = and(eq(message.state, 'dead'), eq(message.bot, NO_ACCOUNT.bot));

const isWaitingFor = (personId: number): SQL | undefined =>
  and(eq(message.personId, personId), or(eq(message.state, 'ready'), lacksAccount));

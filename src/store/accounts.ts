import { and, eq, ne, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { lock } from './people.ts';
import { account, person } from './schema.ts';

export type AccountRow = typeof account.$inferSelect;

/** The account unasked messages go to: the preferred active one, else any active one. */
export async function findReachable(db: Db, personId: number): Promise<AccountRow | undefined> {
  const [row] = await db
    .select()
    .from(account)
    .where(and(eq(account.personId, personId), eq(account.state, 'active')))
    .orderBy(sql`${account.preferred} desc`, account.id)
    .limit(1);
  return row;
}

export const listOfPerson = (db: Db, personId: number): Promise<AccountRow[]> =>
  db.select().from(account).where(eq(account.personId, personId)).orderBy(account.id);

export const listOfBot = (db: Db, bot: string) =>
  db
    .select({ chatId: account.chatId, personId: person.id, name: person.name })
    .from(account)
    .innerJoin(person, eq(person.id, account.personId))
    .where(eq(account.bot, bot))
    .orderBy(account.id);

export async function find(db: Db, bot: string, chatId: string): Promise<AccountRow | undefined> {
  const [row] = await db
    .select()
    .from(account)
    .where(and(eq(account.bot, bot), eq(account.chatId, chatId)));
  return row;
}

/** Links a chat; a preferred one is from now on the only preferred one of its person. */
export async function link(db: Db, values: typeof account.$inferInsert): Promise<void> {
  const { personId, state, preferred, linkedAt } = values;
  if (preferred) {
    // Two chats linked at once would each not see the other.
    await lock(db, personId);
    await db.update(account).set({ preferred: false }).where(eq(account.personId, personId));
  }
  await db
    .insert(account)
    .values(values)
    .onConflictDoUpdate({
      target: [account.bot, account.chatId],
      set: { personId, state, preferred, linkedAt },
    });
}

/** What has been cut stays cut, until the chat is linked anew. */
export async function setState(
  db: Db,
  bot: string,
  chatId: string,
  state: AccountRow['state'],
): Promise<void> {
  await db
    .update(account)
    .set({ state })
    .where(and(eq(account.bot, bot), eq(account.chatId, chatId), ne(account.state, 'cut')));
}

/** Cuts accounts of a person, all or those of one bot; the chats that could be written to until now. */
export async function cut(
  db: Db,
  personId: number,
  only: { bot?: string } = {},
): Promise<{ bot: string; chatId: string }[]> {
  const held = and(
    eq(account.personId, personId),
    ne(account.state, 'cut'),
    only.bot === undefined ? undefined : eq(account.bot, only.bot),
  );
  const before = await db.select().from(account).where(held).orderBy(account.id).for('no key update');
  await db.update(account).set({ state: 'cut', preferred: false }).where(held);
  return before.filter(({ state }) => state === 'active').map(({ bot, chatId }) => ({ bot, chatId }));
}

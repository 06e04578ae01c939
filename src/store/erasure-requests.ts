import { and, asc, desc, eq } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { erasureRequest, person } from './schema.ts';

export type ErasureRequestRow = typeof erasureRequest.$inferSelect;

/** One that waits for a word already is left as it is. */
export async function insert(
  db: Db,
  personId: number,
  askedAt: Date,
): Promise<ErasureRequestRow | undefined> {
  const [row] = await db
    .insert(erasureRequest)
    .values({ personId, askedAt, state: 'pending' })
    .onConflictDoNothing()
    .returning();
  return row;
}

export async function findById(db: Db, id: number): Promise<ErasureRequestRow | undefined> {
  const [row] = await db.select().from(erasureRequest).where(eq(erasureRequest.id, id));
  return row;
}

/** Takes the row for the rest of the transaction. */
export async function lock(db: Db, id: number): Promise<ErasureRequestRow | undefined> {
  const [row] = await db.select().from(erasureRequest).where(eq(erasureRequest.id, id)).for('no key update');
  return row;
}

export async function findPending(db: Db, personId: number): Promise<ErasureRequestRow | undefined> {
  const [row] = await db
    .select()
    .from(erasureRequest)
    .where(and(eq(erasureRequest.personId, personId), eq(erasureRequest.state, 'pending')));
  return row;
}

export async function findLast(db: Db, personId: number): Promise<ErasureRequestRow | undefined> {
  const [row] = await db
    .select()
    .from(erasureRequest)
    .where(eq(erasureRequest.personId, personId))
    .orderBy(desc(erasureRequest.id))
    .limit(1);
  return row;
}

/** What waits for a word anywhere, oldest first. */
export const listAllPending = (db: Db): Promise<ErasureRequestRow[]> =>
  db.select().from(erasureRequest).where(eq(erasureRequest.state, 'pending')).orderBy(asc(erasureRequest.id));

/** What waits for a word in a jurisdiction, oldest first. */
export const listPending = (db: Db, jurisdictionId: number) =>
  db
    .select({ id: erasureRequest.id, personId: erasureRequest.personId, askedAt: erasureRequest.askedAt })
    .from(erasureRequest)
    .innerJoin(person, eq(person.id, erasureRequest.personId))
    .where(and(eq(erasureRequest.state, 'pending'), eq(person.jurisdictionId, jurisdictionId)))
    .orderBy(asc(erasureRequest.id));

export async function update(
  db: Db,
  id: number,
  values: Partial<typeof erasureRequest.$inferInsert>,
): Promise<void> {
  await db.update(erasureRequest).set(values).where(eq(erasureRequest.id, id));
}

import { and, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { storedFile } from './schema.ts';

export type StoredFile = typeof storedFile.$inferSelect;

export async function insert(db: Db, values: typeof storedFile.$inferInsert): Promise<number> {
  return only(await db.insert(storedFile).values(values).returning({ id: storedFile.id })).id;
}

export async function findById(db: Db, id: number): Promise<StoredFile | undefined> {
  const [row] = await db.select().from(storedFile).where(eq(storedFile.id, id));
  return row;
}

/** The first bytes of a file: what tells its kind. */
export async function readHead(db: Db, id: number, length: number): Promise<Uint8Array | undefined> {
  const [row] = await db
    .select({ head: sql<string>`encode(substring(${storedFile.bytes} from 1 for ${length}), 'hex')` })
    .from(storedFile)
    .where(eq(storedFile.id, id));
  return row && Buffer.from(row.head, 'hex');
}

/** Keeps files for ever; those still there. */
export async function archive(db: Db, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .update(storedFile)
    .set({ keptUntil: null })
    .where(inArray(storedFile.id, [...ids]))
    .returning({ id: storedFile.id });
  return rows.map(({ id }) => id);
}

/** Keeps a file longer that is not archive yet. */
export async function hold(db: Db, id: number, until: Date): Promise<void> {
  await db
    .update(storedFile)
    .set({ keptUntil: until })
    .where(and(eq(storedFile.id, id), isNotNull(storedFile.keptUntil)));
}

/** Deletes a file that is not archive yet. */
export async function remove(db: Db, id: number): Promise<void> {
  await db.delete(storedFile).where(and(eq(storedFile.id, id), isNotNull(storedFile.keptUntil)));
}

/** Deletes at most `limit` files whose time is over; how many. */
export async function removePassed(db: Db, now: Date, limit: number): Promise<number> {
  const passed = db
    .select({ id: storedFile.id })
    .from(storedFile)
    .where(lte(storedFile.keptUntil, now))
    .orderBy(storedFile.keptUntil)
    .limit(limit)
    .for('update', { skipLocked: true });
  const rows = await db
    .delete(storedFile)
    .where(inArray(storedFile.id, passed))
    .returning({ id: storedFile.id });
  return rows.length;
}

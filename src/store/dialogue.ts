import { eq } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { storable } from './json.ts';
import { dialogue } from './schema.ts';

export async function read(db: Db, personId: number): Promise<unknown> {
  const [row] = await db
    .select({ cursor: dialogue.cursor })
    .from(dialogue)
    .where(eq(dialogue.personId, personId));
  return row?.cursor;
}

export async function write(db: Db, personId: number, value: unknown, updatedAt: Date): Promise<void> {
  const cursor = storable(value);
  await db
    .insert(dialogue)
    .values({ personId, cursor, updatedAt })
    .onConflictDoUpdate({ target: dialogue.personId, set: { cursor, updatedAt } });
}

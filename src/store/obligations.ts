import { eq } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { obligation } from './schema.ts';

export async function listIds(db: Db, planId: number): Promise<Map<string, number>> {
  const rows = await db
    .select({ key: obligation.key, id: obligation.id })
    .from(obligation)
    .where(eq(obligation.planId, planId));
  return new Map(rows.map(({ key, id }) => [key, id]));
}

export async function upsert(db: Db, values: typeof obligation.$inferInsert): Promise<number> {
  const { planId, key, ...changing } = values;
  const { id } = only(
    await db
      .insert(obligation)
      .values({ planId, key, ...changing })
      .onConflictDoUpdate({ target: [obligation.planId, obligation.key], set: changing })
      .returning({ id: obligation.id }),
  );
  return id;
}

import { eq, inArray } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { jurisdiction, unit } from './schema.ts';

export type UnitRow = typeof unit.$inferSelect;

export async function upsertJurisdiction(db: Db, key: string, name: string): Promise<number> {
  const { id } = only(
    await db
      .insert(jurisdiction)
      .values({ key, name })
      .onConflictDoUpdate({ target: jurisdiction.key, set: { name } })
      .returning({ id: jurisdiction.id }),
  );
  return id;
}

export async function upsert(db: Db, values: typeof unit.$inferInsert): Promise<number> {
  const { level, aliases, parentName, printed } = values;
  const { id } = only(
    await db
      .insert(unit)
      .values(values)
      .onConflictDoUpdate({
        target: [unit.jurisdictionId, unit.name],
        set: { level, aliases, parentName: parentName ?? null, printed },
      })
      .returning({ id: unit.id }),
  );
  return id;
}

export const listOfJurisdiction = (db: Db, jurisdictionId: number): Promise<UnitRow[]> =>
  db.select().from(unit).where(eq(unit.jurisdictionId, jurisdictionId)).orderBy(unit.id);

export const listAll = (db: Db): Promise<UnitRow[]> => db.select().from(unit).orderBy(unit.id);

export const listByIds = (db: Db, ids: readonly number[]): Promise<UnitRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(unit)
        .where(inArray(unit.id, [...ids]))
        .orderBy(unit.id);

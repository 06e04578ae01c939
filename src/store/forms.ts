import { and, eq, sql } from 'drizzle-orm';
import type { Form } from '../domain/form.ts';
import type { Db } from './connect.ts';
import { only } from './rows.ts';
import { formVersion } from './schema.ts';

export type FormVersionRow = typeof formVersion.$inferSelect;

export async function latest(db: Db, planId: number, key: string): Promise<FormVersionRow | undefined> {
  const [row] = await db
    .select()
    .from(formVersion)
    .where(and(eq(formVersion.planId, planId), eq(formVersion.key, key)))
    .orderBy(sql`${formVersion.version} desc`)
    .limit(1);
  return row;
}

/** Whose plan a version is of; undefined where there is no such version. */
export async function planOf(db: Db, id: number): Promise<number | undefined> {
  const [row] = await db
    .select({ planId: formVersion.planId })
    .from(formVersion)
    .where(eq(formVersion.id, id));
  return row?.planId;
}

export async function insert(db: Db, planId: number, version: number, definition: Form): Promise<number> {
  const { id } = only(
    await db
      .insert(formVersion)
      .values({ planId, key: definition.key, version, definition })
      .returning({ id: formVersion.id }),
  );
  return id;
}

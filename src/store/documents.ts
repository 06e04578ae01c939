import { eq } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { registeredDocument } from './schema.ts';

export type DocumentRow = typeof registeredDocument.$inferSelect;

export async function insert(db: Db, values: typeof registeredDocument.$inferInsert): Promise<DocumentRow> {
  const [row] = await db.insert(registeredDocument).values(values).returning();
  if (!row) throw new Error('the document was not stored');
  return row;
}

export const listOf = (db: Db, dueReportId: number): Promise<DocumentRow[]> =>
  db
    .select()
    .from(registeredDocument)
    .where(eq(registeredDocument.dueReportId, dueReportId))
    .orderBy(registeredDocument.id);

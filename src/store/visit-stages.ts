import { eq } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { visitStage } from './schema.ts';

export type StageRow = typeof visitStage.$inferSelect;

export const listOfVisit = (db: Db, visitId: number): Promise<StageRow[]> =>
  db.select().from(visitStage).where(eq(visitStage.visitId, visitId));

/** Writes what is given of a stage; what is not given stays as it was. */
export async function record(
  db: Db,
  values: Pick<StageRow, 'visitId' | 'stageKey' | 'recordedBy' | 'recordedAt'> &
    Partial<Pick<StageRow, 'plannedOn' | 'doneOn' | 'note'>>,
): Promise<void> {
  const { visitId, stageKey, ...set } = values;
  await db
    .insert(visitStage)
    .values({ visitId, stageKey, ...set })
    .onConflictDoUpdate({ target: [visitStage.visitId, visitStage.stageKey], set });
}

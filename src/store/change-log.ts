import { and, desc, eq, gte, inArray } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { storable } from './json.ts';
import { only } from './rows.ts';
import { changeLog } from './schema.ts';

export interface Change {
  at: Date;
  personId: number | null;
  /** Verb of the service: `visit.announce`, `answer.set`. */
  action: string;
  /** Kind of thing changed: `visit`, `due_report`. */
  subject: string;
  subjectId: number | null;
  before?: unknown;
  after?: unknown;
}

const asStored = (change: Change): Change => ({
  ...change,
  before: storable(change.before),
  after: storable(change.after),
});

export async function append(db: Db, changes: Change | readonly Change[]): Promise<void> {
  const rows = Array.isArray(changes) ? (changes as readonly Change[]) : [changes as Change];
  if (rows.length > 0) await db.insert(changeLog).values(rows.map(asStored));
}

/** Appends one change; its number, by which news of it goes. */
export async function appendOne(db: Db, change: Change): Promise<number> {
  return only(await db.insert(changeLog).values(asStored(change)).returning({ id: changeLog.id })).id;
}

/** When one of these was last done to this subject. */
export async function lastOf(
  db: Db,
  { actions, subject, subjectId }: { actions: readonly string[]; subject: string; subjectId: number },
): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: changeLog.at })
    .from(changeLog)
    .where(
      and(
        eq(changeLog.subject, subject),
        eq(changeLog.subjectId, subjectId),
        inArray(changeLog.action, [...actions]),
      ),
    )
    .orderBy(desc(changeLog.id))
    .limit(1);
  return row?.at;
}

/** Whether something was done to this subject since a moment. */
export async function happenedSince(
  db: Db,
  { action, subject, subjectId }: Pick<Change, 'action' | 'subject'> & { subjectId: number },
  since: Date,
): Promise<boolean> {
  const about = and(
    eq(changeLog.subject, subject),
    eq(changeLog.subjectId, subjectId),
    eq(changeLog.action, action),
  );
  const rows = await db
    .select({ id: changeLog.id })
    .from(changeLog)
    .where(and(about, gte(changeLog.at, since)))
    .limit(1);
  return rows.length > 0;
}

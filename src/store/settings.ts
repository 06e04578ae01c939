import { eq, sql } from 'drizzle-orm';
import type { Db } from './connect.ts';
import { clockwork, setting } from './schema.ts';

export async function read(db: Db, key: string): Promise<unknown> {
  const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, key));
  return row?.value;
}

export async function write(db: Db, key: string, value: unknown, changedAt: Date): Promise<void> {
  await db
    .insert(setting)
    .values({ key, value, changedAt })
    .onConflictDoUpdate({ target: setting.key, set: { value, changedAt } });
}

/** Writes a setting only where there is none; what then stands there, whoever wrote it first. */
export async function keep(db: Db, key: string, value: unknown, changedAt: Date): Promise<unknown> {
  await db.insert(setting).values({ key, value, changedAt }).onConflictDoNothing();
  return read(db, key);
}

/**
 * Claims the stretch of time from the last handled moment to `now` for the caller's transaction; undefined where
 * another process has handled it. The first call of a name claims from `now` on.
 */
export async function claimTime(
  db: Db,
  name: string,
  now: Date,
): Promise<{ after: Date; until: Date } | undefined> {
  await db.insert(clockwork).values({ name, handledUntil: now }).onConflictDoNothing();
  const [row] = await db.select().from(clockwork).where(eq(clockwork.name, name)).for('no key update');
  if (!row || row.handledUntil >= now) return undefined;
  await db.update(clockwork).set({ handledUntil: now }).where(eq(clockwork.name, name));
  return { after: row.handledUntil, until: now };
}

/** The database's own clock: the one all processes share. */
export async function databaseTime(db: Db): Promise<Date> {
  const [row] = await db.execute<{ now: string }>(sql`select clock_timestamp() as now`);
  if (!row) throw new Error('the database told no time');
  return new Date(row.now);
}

/** Holds a name for the rest of the transaction: whoever else asks for it waits. */
export async function holdName(db: Db, name: string, now: Date): Promise<void> {
  await db.insert(clockwork).values({ name, handledUntil: now }).onConflictDoNothing();
  await db
    .select({ name: clockwork.name })
    .from(clockwork)
    .where(eq(clockwork.name, name))
    .for('no key update');
}

/** Sets where a name's time starts, where none is set yet. */
export async function startTime(db: Db, name: string, from: Date): Promise<void> {
  await db.insert(clockwork).values({ name, handledUntil: from }).onConflictDoNothing();
}

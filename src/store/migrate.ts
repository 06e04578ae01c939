import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { connect, DatabaseSetupError, type Db } from './connect.ts';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));
/** One key for every version of the program: whoever migrates, the others wait. */
const MIGRATING = 0x444f4e45;

/**
 * Brings the database at `url` up to this program and returns how many migrations that took (0: it was).
 * Processes that start together take turns. Refuses a database that a newer program has migrated.
 */
export async function migrate(url: string, folder: string = MIGRATIONS_FOLDER): Promise<number> {
  const known = readMigrationFiles({ migrationsFolder: folder }).map((it) => it.folderMillis);
  // The lock belongs to a session, so the pool has exactly one.
  const { db, close } = connect({ url, max: 1, applicationName: 'dondoc migrate' });
  try {
    await db.execute(sql`select pg_advisory_lock(${sql.raw(String(MIGRATING))})`);
    const before = await listApplied(db);
    refuseNewer(before, known);
    await applyMigrations(db, { migrationsFolder: folder });
    const after = new Set(await listApplied(db));
    refuseSkipped(known.filter((when) => !after.has(when)));
    return after.size - before.length;
  } finally {
    await close();
  }
}

/** The moments (ms, as in the journal) of the migrations the database has had. */
async function listApplied(db: Db): Promise<number[]> {
  const [table] = await db.execute<{ exists: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  );
  if (!table?.exists) return [];
  const rows = await db.execute<{ created_at: string }>(
    sql`select created_at from drizzle.__drizzle_migrations`,
  );
  return rows.map((row) => Number(row.created_at));
}

function refuseNewer(applied: number[], known: number[]): void {
  const foreign = applied.filter((when) => !known.includes(when));
  if (foreign.length === 0) return;
  throw new DatabaseSetupError(
    `The database is newer than this program: it has had ${foreign.length} migration(s) that this program does not know. ` +
      'Update the program, or use another database.',
  );
}

/** Drizzle passes over a migration that is older than the newest applied one, and says nothing. */
function refuseSkipped(skipped: number[]): void {
  if (skipped.length === 0) return;
  throw new DatabaseSetupError(
    `${skipped.length} migration(s) were not applied, because newer ones had been applied before: ` +
      `${skipped.map((when) => new Date(when).toISOString()).join(', ')}. Generate them anew.`,
  );
}

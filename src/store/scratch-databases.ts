import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { connect, withDatabase } from './connect.ts';
import { migrate } from './migrate.ts';
import { serverVersion } from './open-database.ts';

/** Whoever owns scratch databases holds this lock with the number in their names; who gets it may drop them. */
const OWNING = 0x444f4c42;
const PREFIX = 'dondoc_lab';
/** Copying files is several times faster than logging every page; older servers know no other way. */
const FILE_COPY_SINCE = 15;

/** Databases on one server that live as long as this process, copied from each other. */
export interface ScratchDatabases {
  /** A migrated, empty database. Its URL. */
  create(): Promise<string>;
  /** A copy of one that nobody is connected to. Its URL. */
  copy(url: string): Promise<string>;
  drop(url: string): Promise<void>;
  /** Drops all that are left. */
  close(): Promise<void>;
}

/**
 * Opens the server at `url`, whose user may create databases, and drops what processes that died left there: their
 * names carry a number that the owner holds an advisory lock on.
 */
export async function openScratchDatabases(url: string): Promise<ScratchDatabases> {
  // The lock belongs to a session, so the pool has exactly one; statements that create databases take turns on it.
  const admin = connect({ url, max: 1, applicationName: 'dondoc lab' });
  const run = (statement: string) => admin.db.execute(sql.raw(statement));
  const number = randomInt(1, 2 ** 31);
  const major = Number.parseInt(await serverVersion(admin), 10);
  const strategy = major >= FILE_COPY_SINCE ? 'strategy file_copy' : '';
  const open = new Set<string>();
  let made = 0;

  async function dropOrphans(): Promise<void> {
    const names = await admin.db.execute<{ name: string }>(
      sql`select datname as name from pg_database where datname ~ ${`^${PREFIX}_[0-9]+_[0-9]+$`}`,
    );
    for (const owner of new Set(names.map(({ name }) => Number(name.split('_')[2])))) {
      const [lock] = await admin.db.execute<{ free: boolean }>(
        sql`select pg_try_advisory_lock(${OWNING}, ${owner}) as free`,
      );
      if (!lock?.free) continue;
      if (await isHeldElsewhere(owner)) {
        await admin.db.execute(sql`select pg_advisory_unlock(${OWNING}, ${owner})`);
        continue;
      }
      for (const { name } of names.filter((one) => Number(one.name.split('_')[2]) === owner))
        await run(`drop database if exists ${name} with (force)`);
      await admin.db.execute(sql`select pg_advisory_unlock(${OWNING}, ${owner})`);
    }
  }

  /** A lock holds within one database; an owner that was given another of the server holds it there. */
  async function isHeldElsewhere(owner: number): Promise<boolean> {
    const held = await admin.db.execute(
      sql`select from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
        and classid = ${OWNING}::oid and objid = ${owner}::oid`,
    );
    return held.length > 0;
  }

  async function make(from: string): Promise<string> {
    made += 1;
    const name = `${PREFIX}_${number}_${made}`;
    await run(`create database ${name} ${from}`);
    open.add(name);
    return withDatabase(url, name);
  }

  async function dropNamed(name: string): Promise<void> {
    await run(`drop database if exists ${name} with (force)`);
    open.delete(name);
  }

  await admin.db.execute(sql`select pg_advisory_lock(${OWNING}, ${number})`);
  await dropOrphans();
  return {
    async create() {
      const created = await make('');
      await migrate(created);
      return created;
    },
    copy: (from) => make(`template ${nameOf(from)} ${strategy}`),
    drop: (one) => dropNamed(nameOf(one)),
    async close() {
      for (const name of [...open]) await dropNamed(name);
      await admin.close();
    },
  };
}

/** The name of one of ours; what is no such name never reaches a statement. */
function nameOf(url: string): string {
  const name = new URL(url).pathname.slice(1);
  if (!/^dondoc_lab_\d+_\d+$/.test(name)) throw new Error('not a scratch database');
  return name;
}

import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { DatabaseSetupError, openClient } from './connect.ts';
import {
  binaryFolders,
  hasCode,
  isOpenToAll,
  prepareBinaries,
  sharedTemp,
  type Binaries,
  type RunAs,
} from './postgres-binaries.ts';
import {
  createCluster,
  killAndRemove,
  lastLogLines,
  readPostmaster,
  startServer,
  stopServer,
  type Cluster,
} from './postgres-cluster.ts';

export interface EmbeddedOptions {
  /** Where the data lives; it is created. Of no meaning to an ephemeral database. */
  dataDir?: string | undefined;
  /** In a temporary folder, gone when it is released. */
  ephemeral?: boolean | undefined;
  /** The folder of the Postgres programs, where it shall not be found by itself. */
  binDir?: string | undefined;
  /** Hears what a person should know, such as that the data is kept elsewhere. */
  notice?: ((text: string) => void) | undefined;
}

export interface EmbeddedServer {
  url: string;
  /** As the server prints it: `18.4`. */
  version: string;
  /** Whether this process started the server, or found it running. */
  how: 'started' | 'joined';
  dataDir: string;
  /** Stops the server unless somebody else is still connected: then the last one to leave does. */
  release: () => Promise<void>;
}

const NOBODY = { uid: 65534, gid: 65534 };
const EPHEMERAL_PREFIX = 'dondoc-ephemeral-';
/** Everybody in the house holds this advisory lock shared; who gets it alone may turn off the light. */
const PRESENCE = 0x444f4e44;
const START_MS = 120_000;

/**
 * Joins the server of a data directory, or starts it: a real Postgres from npm, else one installed on the system.
 * Any number of processes may do so at once.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const ephemeral = options.ephemeral ?? false;
  const dataDir = ephemeral ? await makeEphemeralHome() : await chooseHome(options);
  const folder = join(dataDir, 'postgres');
  const runAs = await serverUser(folder);
  const binaries = await findBinaries(options.binDir, folder, runAs);
  const cluster: Cluster = { folder, binaries, runAs, ephemeral };
  const cleanUp = (): void => killAndRemove(folder);
  if (ephemeral) process.once('exit', cleanUp);

  await createCluster(cluster);
  const { presence, how, url } = await enter(cluster);
  return {
    url,
    version: binaries.version,
    how,
    dataDir,
    release: async () => {
      await leave(presence, cluster);
      if (!ephemeral) return;
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
      process.removeListener('exit', cleanUp);
    },
  };
}

type Entered = Pick<EmbeddedServer, 'url' | 'how'> & { presence: Sql };

async function enter(cluster: Cluster): Promise<Entered> {
  const giveUpAt = Date.now() + START_MS;
  let how: EmbeddedServer['how'] = 'joined';
  for (;;) {
    const entered = await tryEnter(cluster.folder);
    if (entered) return { ...entered, how };
    if (Date.now() > giveUpAt) {
      const log = await lastLogLines(cluster.folder);
      throw new DatabaseSetupError(`The database in ${cluster.folder} does not start:\n${log}`);
    }
    if (await startServer(cluster)) how = 'started';
    else await sleep(150);
  }
}

/** Connects and takes the lock: only then can no leaver stop the server under us. The process number tells nothing (it may be a zombie's). */
async function tryEnter(folder: string): Promise<Omit<Entered, 'how'> | undefined> {
  const url = readPostmaster(folder)?.url;
  if (url === undefined) return undefined;
  const presence = openClient(
    url,
    { max: 1, applicationName: 'dondoc presence' },
    { max_lifetime: null, fetch_types: false },
  );
  try {
    await presence`select pg_advisory_lock_shared(${PRESENCE})`;
    return { presence, url };
  } catch {
    await presence.end({ timeout: 0 });
    return undefined;
  }
}

async function leave(presence: Sql, cluster: Cluster): Promise<void> {
  try {
    if (cluster.ephemeral || (await isLastOne(presence))) await stopServer(cluster);
  } finally {
    await presence.end({ timeout: 1 });
  }
}

async function isLastOne(presence: Sql): Promise<boolean> {
  try {
    await presence`select pg_advisory_unlock_shared(${PRESENCE})`;
    const [lock] = await presence`select pg_try_advisory_lock(${PRESENCE}) as alone`;
    if (lock?.['alone'] !== true) return false;
    // Those who left a moment ago take a moment to vanish; psql and the like hold no lock.
    for (let tries = 0; tries < 10; tries++) {
      const [others] = await presence`
        select count(*)::int as count from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()`;
      if (others?.['count'] === 0) return true;
      await sleep(50);
    }
    return false;
  } catch {
    // The server is gone already.
    return false;
  }
}

async function findBinaries(binDir: string | undefined, folder: string, runAs: RunAs): Promise<Binaries> {
  const madeBy = await readFile(join(folder, 'PG_VERSION'), 'utf8').then(
    (text) => Number.parseInt(text, 10),
    () => undefined,
  );
  const found: Binaries[] = [];
  for (const candidate of binaryFolders(binDir)) {
    const binaries = await prepareBinaries(candidate, runAs);
    if (binaries && (madeBy === undefined || binaries.major === madeBy)) return binaries;
    if (binaries) found.push(binaries);
  }
  throw new DatabaseSetupError(
    found.length === 0
      ? 'No Postgres programs run on this machine. Set DATABASE_URL to a PostgreSQL server (15 or newer).'
      : `${folder} was made by PostgreSQL ${madeBy ?? ''}, but here is only ${found.map((it) => it.version).join(', ')}. ` +
          'Install that version, or set DATABASE_URL.',
  );
}

/** Postgres refuses to run as root: then it runs as the owner of the data, or as nobody. */
async function serverUser(folder: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {};
  if (!existsSync(folder)) return NOBODY;
  const { uid, gid } = await stat(folder);
  return uid === 0 ? NOBODY : { uid, gid };
}

async function chooseHome({ dataDir = 'data', notice }: EmbeddedOptions): Promise<string> {
  const asked = resolve(dataDir);
  const unreachable = process.getuid?.() === 0 && !existsSync(join(asked, 'postgres')) && !isOpenToAll(asked);
  if (!unreachable) {
    await mkdir(asked, { recursive: true, mode: 0o755 });
    return asked;
  }
  const label = createHash('sha256').update(asked).digest('hex').slice(0, 8);
  const elsewhere = join('/var/lib/dondoc', label);
  await mkdir(elsewhere, { recursive: true, mode: 0o755 });
  notice?.(
    `The database is kept in ${elsewhere}: as root it runs as an unprivileged user, who cannot reach ${asked}.`,
  );
  return elsewhere;
}

/** The folder's name holds the number of the process that will remove it. */
async function makeEphemeralHome(): Promise<string> {
  await removeOrphans();
  const home = await mkdtemp(join(sharedTemp(), `${EPHEMERAL_PREFIX}${process.pid}-`));
  await chmod(home, 0o755);
  return home;
}

/** Removes the ephemeral databases of processes that were killed. */
async function removeOrphans(): Promise<void> {
  const temp = sharedTemp();
  for (const name of await readdir(temp)) {
    const pid = new RegExp(`^${EPHEMERAL_PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const home = join(temp, name);
    const owner = (await lstat(home).catch(() => undefined))?.uid;
    if (owner !== process.getuid?.()) continue;
    // In a container the process may be alive where it cannot be seen: then its lock is.
    const entered = await tryEnter(join(home, 'postgres'));
    const used = entered !== undefined && !(await isLastOne(entered.presence));
    await entered?.presence.end({ timeout: 1 });
    if (!used) killAndRemove(join(home, 'postgres'));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

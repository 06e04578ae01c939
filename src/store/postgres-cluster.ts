import { execFileSync } from 'node:child_process';
import { chown, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { DatabaseSetupError } from './connect.ts';
import { hasCode, run, sharedTemp, type Binaries, type RunAs } from './postgres-binaries.ts';

/** One data directory of Postgres, with the programs and the user that serve it. */
export interface Cluster {
  folder: string;
  binaries: Binaries;
  runAs: RunAs;
  /** Thrown away at the end, so nothing is forced to disk. */
  ephemeral: boolean;
}

const SUPERUSER = 'dondoc';
const SOCKET_PREFIX = 'dondoc-socket-';
const MINUTE = 60_000;

/** What a server writes of itself into its data directory; it may be gone since. */
export interface Postmaster {
  pid: number;
  url: string;
  socketFolder: string;
}

export function readPostmaster(folder: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const [pid, , , port, socketFolder = '', address] = lines.map((line) => line.trim());
  const host = socketFolder === '' ? address : encodeURIComponent(socketFolder);
  if (!pid || !port || !host) return undefined;
  return { pid: Number(pid), url: `postgres://${SUPERUSER}@${host}:${port}/postgres`, socketFolder };
}

/** Creates the data directory where there is none. It gets its name when it is complete, so two processes may both try. */
export async function createCluster({ folder, binaries, runAs, ephemeral }: Cluster): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  const home = dirname(folder);
  await removeOldDrafts(home);
  const draft = await mkdtemp(join(home, '.initdb-'));
  await give(draft, runAs);
  try {
    const args = ['-D', draft, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--no-instructions'];
    if (ephemeral) args.push('--no-sync');
    await run(join(binaries.folder, 'initdb'), [...args, ...localeOf(binaries)], { runAs, cwd: home });
    await rename(draft, folder);
  } catch (error) {
    if (existsSync(join(folder, 'PG_VERSION'))) return;
    const inTheWay = hasCode(error, 'ENOTEMPTY') || hasCode(error, 'EEXIST');
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseSetupError(
      inTheWay
        ? `${folder} is in the way: it is not a data directory of Postgres.`
        : `No database can be made in ${home}, another data directory or DATABASE_URL is needed: ${reason}`,
      { cause: error },
    );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Texts compare by code point and fold all of Vietnamese, on every version and system alike. */
function localeOf({ major }: Binaries): string[] {
  return major >= 17
    ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    : ['--locale=C.UTF-8', '--lc-messages=C'];
}

async function removeOldDrafts(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith('.initdb-')) continue;
    const draft = join(home, name);
    const made = await stat(draft).catch(() => undefined);
    if (made && Date.now() - made.mtimeMs > 10 * MINUTE) await rm(draft, { recursive: true, force: true });
  }
}

/** Starts the server and waits until it answers. False where it did not start: another process may just be starting or stopping it. */
export async function startServer(cluster: Cluster): Promise<boolean> {
  const { folder, binaries, runAs } = cluster;
  await removeStalePostmaster(folder);
  const windows = process.platform === 'win32';
  const socketFolder = windows ? undefined : await mkdtemp(join(sharedTemp(), SOCKET_PREFIX));
  if (socketFolder) await give(socketFolder, runAs);
  const options = socketFolder
    ? `-k '${socketFolder}' -c listen_addresses= -c unix_socket_permissions=0700`
    : `-p ${await freePort()} -c listen_addresses=127.0.0.1`;
  const durability = cluster.ephemeral
    ? '-c fsync=off -c synchronous_commit=off -c full_page_writes=off'
    : '';
  try {
    // pg_ctl gives the server a session of its own, so that Ctrl-C in a terminal does not reach it before us.
    const args = ['-D', folder, '-w', '-t', '120', '-s', '-l', logFile(folder)];
    await run(join(binaries.folder, 'pg_ctl'), [...args, '-o', `${options} ${durability}`, 'start'], {
      runAs,
      cwd: folder,
      silent: true,
    });
    return true;
  } catch {
    if (socketFolder) await rm(socketFolder, { recursive: true, force: true });
    return false;
  }
}

/** Stops the server if it runs: in good order, or at once where nothing of it is kept. */
export async function stopServer({ folder, binaries, runAs, ephemeral }: Cluster): Promise<void> {
  const running = readPostmaster(folder);
  if (!running) return;
  const args = ['-D', folder, '-m', ephemeral ? 'immediate' : 'fast', '-w', '-t', '60', '-s', 'stop'];
  await run(join(binaries.folder, 'pg_ctl'), args, { runAs, cwd: folder });
  removeSocketFolder(running);
}

/**
 * Kills the server of an ephemeral directory and removes the directory, for where nothing can be awaited.
 * What cannot be removed (another process may be at it) is left to the next start.
 */
export function killAndRemove(folder: string): void {
  try {
    const running = readPostmaster(folder);
    if (running && isServing(running.pid, folder)) process.kill(running.pid, 'SIGQUIT');
    if (running) removeSocketFolder(running);
    rmSync(dirname(folder), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch {
    return;
  }
}

/** The last lines the server wrote, for an error message. */
export async function lastLogLines(folder: string): Promise<string> {
  const text = await readFile(logFile(folder), 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-5).join('\n');
}

const logFile = (folder: string): string => join(folder, 'server.log');

/** After a crash the number in postmaster.pid may be a zombie's or by now another program's; Postgres itself then refuses to start. */
async function removeStalePostmaster(folder: string): Promise<void> {
  const left = readPostmaster(folder);
  if (!left || isServing(left.pid, folder)) return;
  await rm(join(folder, 'postmaster.pid'), { force: true });
  removeSocketFolder(left);
}

/** Whether `pid` is a live server of `folder`. */
function isServing(pid: number, folder: string): boolean {
  // There Postgres tells its own processes from others.
  if (process.platform === 'win32') return true;
  if (!/^[^ZX].*postgres/.test(describeProcess(pid))) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return true;
  }
}

/** State and program of a process, `S postgres` (`Z` is a zombie); empty where there is none. Slim containers have no ps. */
export function describeProcess(pid: number): string {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'state=,comm=', '-p', `${pid}`]).toString();
    const [, program = '', state = ''] =
      /\((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return `${state} ${program}`;
  } catch {
    return '';
  }
}

function removeSocketFolder({ socketFolder }: Postmaster): void {
  if (basename(socketFolder).startsWith(SOCKET_PREFIX)) {
    rmSync(socketFolder, { recursive: true, force: true });
  }
}

async function give(folder: string, { uid, gid }: RunAs): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 5432));
    });
  });
}

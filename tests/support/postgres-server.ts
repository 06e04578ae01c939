import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { TestProject } from 'vitest/node';
import { connect, withDatabase, type Connection } from '../../src/store/connect.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { migrate } from '../../src/store/migrate.ts';
import { serverVersion } from '../../src/store/open-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

/** What a test file needs to make a database of its own. */
export interface TestServer {
  /** A database on the server from which others may be created. */
  url: string;
  /** A migrated, empty database, copied for each test file. */
  template: string;
  major: number;
}

const HOUR_S = 3600;

/**
 * One server for the whole suite: the one at TEST_DATABASE_URL, else an embedded one of which nothing is kept
 * (PG_BIN names the folder of its programs).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TEST_DATABASE_URL, PG_BIN } = process.env;
  const embedded = TEST_DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({ ephemeral: true, binDir: PG_BIN });
  const url = embedded?.url ?? TEST_DATABASE_URL ?? '';
  const admin = connect({ url, max: 1, applicationName: 'dondoc tests' });

  const version = await serverVersion(admin);
  const origin = embedded ? (PG_BIN ?? 'embedded') : 'TEST_DATABASE_URL';
  console.log(`Tests run on PostgreSQL ${version} (${origin}).`);

  await dropAll(admin, isLeftOver);
  const template = testDatabaseName('template');
  await admin.db.execute(sql.raw(`create database ${template}`));
  await migrate(withDatabase(url, template));
  project.provide('postgres', { url, template, major: Number.parseInt(version, 10) });

  return async () => {
    await dropAll(admin, (name) => name.startsWith(template));
    await admin.close();
    await embedded?.release();
  };
}

/** The name tells when it was made, so that what a killed run left can be told from what another run is using. */
export function testDatabaseName(kind: 'template' | 'test'): string {
  const seconds = Math.floor(Date.now() / 1000);
  return `dondoc_${kind}_${seconds}_${randomBytes(4).toString('hex')}`;
}

const isLeftOver = (name: string): boolean => Date.now() / 1000 - Number(name.split('_')[2]) > 6 * HOUR_S;

async function dropAll({ db }: Connection, isToGo: (name: string) => boolean): Promise<void> {
  const names = await db.execute<{ name: string }>(
    sql`select datname as name from pg_database where datname ~ '^dondoc_(template|test)_[0-9]+_'`,
  );
  for (const { name } of names)
    if (isToGo(name)) await db.execute(sql.raw(`drop database if exists ${name} with (force)`));
}

import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, inject, onTestFinished, TestRunner } from 'vitest';
import { connect, withDatabase, type Connection } from '../../src/store/connect.ts';
import { testDatabaseName } from './postgres-server.ts';

export interface TestDatabase extends Connection {
  /** Another connection to the same database, as a second process would have it; closed at the end with the rest. */
  connectAgain: (max?: number) => Connection;
}

/**
 * A migrated, empty database. Called at the top of a file (`const { db } = await freshDatabase();`) it is dropped when
 * the file is done, called in a test when that test is.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  return createDatabase(copyOf(inject('postgres').template));
}

const prepared = new Map<string, Promise<string>>();

/** A database as `prepare` leaves it, dropped as a fresh one is; what is made under one key is made once and copied. */
export async function preparedDatabase(
  key: string,
  prepare: (connection: Connection) => Promise<void>,
): Promise<TestDatabase> {
  const making = prepared.get(key) ?? makeTemplate(prepare);
  prepared.set(key, making);
  return createDatabase(copyOf(await making));
}

async function makeTemplate(prepare: (connection: Connection) => Promise<void>): Promise<string> {
  const { url: server, template } = inject('postgres');
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await onServer(server, `create database ${name} ${copyOf(template)}`);
  const connection = connect({ url: withDatabase(server, name), max: 1, applicationName: 'dondoc test' });
  try {
    await prepare(connection);
  } finally {
    // A database somebody is connected to cannot be copied.
    await connection.close();
  }
  return name;
}

/** Copying files is several times faster than logging every page; older servers know no other way. */
const copyOf = (template: string): string =>
  `template ${template} ${inject('postgres').major >= 15 ? 'strategy file_copy' : ''}`;

/** A database without any table, dropped as a fresh one is. */
export async function bareDatabase(): Promise<TestDatabase> {
  return createDatabase('');
}

async function createDatabase(from: string): Promise<TestDatabase> {
  const { url: server } = inject('postgres');
  const name = testDatabaseName('test');
  await onServer(server, `create database ${name} ${from}`);
  const url = withDatabase(server, name);
  const opened: Connection[] = [];
  const connectAgain = (max = 4): Connection => {
    const connection = connect({ url, max, applicationName: 'dondoc test' });
    opened.push(connection);
    return connection;
  };
  const first = connectAgain();
  const inOneTest = TestRunner.getCurrentTest() !== undefined;
  (inOneTest ? onTestFinished : afterAll)(async () => {
    await Promise.all(opened.map((connection) => connection.close()));
    await onServer(server, `drop database if exists ${name} with (force)`);
  });
  return { ...first, connectAgain };
}

async function onServer(url: string, statement: string): Promise<void> {
  const admin = connect({ url, max: 1, applicationName: 'dondoc tests' });
  try {
    await admin.db.execute(sql.raw(statement));
  } finally {
    await admin.close();
  }
}

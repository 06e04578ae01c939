import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** What every query function takes first: a pool, or the transaction that runs on one. */
export type Db = PgDatabase<PostgresJsQueryResultHKT>;

export interface ConnectOptions {
  /** `postgres://user:password@host:port/database`; a unix socket's folder is written as a percent-encoded host. */
  url: string;
  /** The most connections at once. */
  max?: number;
  /** Who is connected, as `pg_stat_activity` shows it. */
  applicationName?: string;
}

export interface Connection {
  db: PostgresJsDatabase;
  url: string;
  /** Hears `NOTIFY channel` on a connection of its own, which reconnects by itself; returns how to stop. */
  listen: (channel: string, heard: (payload: string) => void) => Promise<() => Promise<void>>;
  /** Waits up to five seconds for running queries. */
  close: () => Promise<void>;
}

/** The database cannot be used as things are; the message says what to do about it. */
export class DatabaseSetupError extends Error {
  override name = 'DatabaseSetupError';
}

/** Opens a pool; connects when the first query is sent. */
export function connect(options: string | ConnectOptions): Connection {
  const { url, ...rest } = typeof options === 'string' ? { url: options } : options;
  const client = openClient(url, rest);
  return {
    db: drizzle(client, { casing: 'snake_case' }),
    url,
    listen: async (channel, heard) => {
      const listening = await client.listen(channel, heard);
      return () => listening.unlisten();
    },
    close: () => client.end({ timeout: 5 }),
  };
}

/** The bare client under a pool. Drizzle replaces the parsers of a client it is given, so one client serves one of the two. */
export function openClient(
  url: string,
  { max = 4, applicationName = 'dondoc' }: Omit<ConnectOptions, 'url'> = {},
  extra: postgres.Options<Record<string, postgres.PostgresType>> = {},
): postgres.Sql {
  const socket = socketPath(url);
  return postgres(url, {
    ...(socket === undefined ? {} : { path: socket }),
    max,
    prepare: true,
    // Drizzle reads arrays itself; the question for their types, cut off by a restart of the server, fails unheard.
    fetch_types: false,
    connect_timeout: 10,
    onnotice: () => undefined,
    // The same texts from every server, whatever its own settings are.
    connection: { application_name: applicationName, TimeZone: 'UTC', DateStyle: 'ISO' },
    ...extra,
  });
}

/** The URL of `database` on the server that `url` names. */
export function withDatabase(url: string, database: string): string {
  const other = parseUrl(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.toString();
}

/** `host:port/database`, fit to be shown: without user and password. */
export function describeUrl(url: string): string {
  const { host, pathname } = parseUrl(url);
  return decodeURIComponent(`${host}${pathname}`);
}

function socketPath(url: string): string | undefined {
  const { hostname, port } = parseUrl(url);
  const folder = decodeURIComponent(hostname);
  return folder.startsWith('/') ? `${folder}/.s.PGSQL.${port || '5432'}` : undefined;
}

function parseUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    // The text itself may hold a password, so it is not quoted.
    throw new DatabaseSetupError(
      'The database URL is not of the form postgres://user:password@host:port/database.',
    );
  }
  return parsed;
}

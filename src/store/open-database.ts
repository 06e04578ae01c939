import { sql } from 'drizzle-orm';
import { connect, DatabaseSetupError, describeUrl, type Connection } from './connect.ts';
import { startEmbeddedPostgres, type EmbeddedOptions, type EmbeddedServer } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

export interface OpenDatabaseOptions extends EmbeddedOptions {
  /** The database to use; without it an embedded server is joined or started. */
  url?: string | undefined;
  /** In production an embedded server must be asked for, by `dataDir` or `ephemeral`. */
  production?: boolean | undefined;
  /** The most connections at once, 4 by default. */
  max?: number | undefined;
  applicationName?: string | undefined;
}

export interface OpenDatabase extends Connection {
  /** One line for a log: which server, which version, where. */
  server: string;
  /** How many migrations this opening applied. */
  migrated: number;
}

const OLDEST_MAJOR = 15;

/** The one door to the database: finds or starts it, migrates it, connects. `close` gives back everything. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { url, production, dataDir, ephemeral } = options;
  if (url !== undefined) return openUrl(url, options);
  if (production && dataDir === undefined && !ephemeral) {
    throw new DatabaseSetupError(
      'DATABASE_URL is not set. In production name a PostgreSQL server (15 or newer), or ask for the embedded one by naming its data directory.',
    );
  }
  const embedded = await startEmbeddedPostgres(options);
  try {
    const opened = await openUrl(embedded.url, options);
    const close = async (): Promise<void> => {
      await opened.close();
      await embedded.release();
    };
    return { ...opened, server: describeEmbedded(embedded), close };
  } catch (error) {
    await embedded.release();
    throw error;
  }
}

async function openUrl(url: string, options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { max = 4, applicationName = 'dondoc' } = options;
  const connection = connect({ url, max, applicationName });
  try {
    const version = await serverVersion(connection);
    if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
      throw new DatabaseSetupError(
        `The server at ${describeUrl(url)} is PostgreSQL ${version}; ${OLDEST_MAJOR} or newer is needed.`,
      );
    }
    const migrated = await migrate(url);
    return { ...connection, server: `PostgreSQL ${version} at ${describeUrl(url)}`, migrated };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** As the server prints it: `18.4`. Its failure says that the server cannot be reached. */
export async function serverVersion({ db, url }: Connection): Promise<string> {
  try {
    const [row] = await db.execute<{ version: string }>(
      sql`select current_setting('server_version') as version`,
    );
    return row?.version ?? '';
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseSetupError(`The database at ${describeUrl(url)} cannot be used: ${reason}`, { cause });
  }
}

function describeEmbedded({ version, how, dataDir }: EmbeddedServer): string {
  return `PostgreSQL ${version} (embedded, ${how}) in ${dataDir}`;
}

import { readConfig, type Config } from '../config.ts';
import { openDatabase, type OpenDatabase } from '../store/open-database.ts';
import type { Terminal } from './terminal.ts';

/** Opens the database the settings name, a server or the embedded one, with at most `max` connections. */
export function openConfigured(
  terminal: Pick<Terminal, 'error'>,
  config: Config = readConfig(),
  max?: number,
): Promise<OpenDatabase> {
  const { databaseUrl, dataDir, dataDirChosen, pgBin, production } = config;
  return openDatabase({
    url: databaseUrl,
    max,
    dataDir: databaseUrl !== undefined || (production && !dataDirChosen) ? undefined : dataDir,
    binDir: pgBin,
    production,
    notice: (text) => terminal.error(text),
  });
}

import { readConfig, type Config } from '../config.ts';
import { openDatabase, type OpenDatabase } from '../store/open-database.ts';
import type { Terminal } from './terminal.ts';

/** Opens the database the settings name: a server, or the embedded one. */
export function openConfigured(
  terminal: Pick<Terminal, 'error'>,
  config: Config = readConfig(),
): Promise<OpenDatabase> {
  const { databaseUrl, dataDir, dataDirChosen, pgBin, production } = config;
  return openDatabase({
    url: databaseUrl,
    dataDir: databaseUrl !== undefined || (production && !dataDirChosen) ? undefined : dataDir,
    binDir: pgBin,
    production,
    notice: (text) => terminal.error(text),
  });
}

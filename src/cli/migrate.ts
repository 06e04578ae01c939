import { openConfigured } from './database.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** Brings the database up to date and says what was done. */
export async function migrateCommand(terminal: Terminal): Promise<ExitCode> {
  const database = await openConfigured(terminal);
  try {
    terminal.out(`${database.server}: ${database.migrated} migrations applied, up to date`);
    return 0;
  } finally {
    await database.close();
  }
}

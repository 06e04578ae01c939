import { readConfig } from '../config.ts';
import { createLogger } from '../logger.ts';
import { startService } from '../main.ts';
import { openConfigured } from './database.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** Runs the service until SIGINT or SIGTERM. */
export async function serve(terminal: Terminal): Promise<ExitCode> {
  const config = readConfig();
  if (!config.telegram && !config.zalo) {
    terminal.error(
      'no bot is configured: set TELEGRAM_TOKEN or ZALO_TOKEN (see .env.example), or try `npm run demo` and `npm run chat`',
    );
    return 2;
  }
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const database = await openConfigured(terminal, config);
  try {
    await startService(config, database, createLogger(config.logLevel), stopping.signal);
    return 0;
  } finally {
    await database.close();
  }
}

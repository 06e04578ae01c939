import { once } from 'node:events';
import { readConfig, type Config } from '../config.ts';
import { startLab } from '../lab/lab.ts';
import { createLogger } from '../logger.ts';
import { startService } from '../main.ts';
import { openConfigured } from './database.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** For what is handled, fetched, stored and sent at once. */
const CONNECTIONS = 10;

/** Runs the service until SIGINT or SIGTERM; the trial page, where nothing is configured. */
export async function serve(terminal: Terminal): Promise<ExitCode> {
  const config = readConfig();
  if (!config.lab && !config.telegram && !config.zalo) {
    terminal.error(
      'no bot is configured: set TELEGRAM_TOKEN or ZALO_TOKEN (see .env.example), or LAB=on for the trial page',
    );
    return 2;
  }
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  if (config.lab) return serveLab(config, terminal, stopping.signal);
  const database = await openConfigured(terminal, config, CONNECTIONS);
  try {
    await startService(config, database, createLogger(config.logLevel), stopping.signal);
    return 0;
  } finally {
    await database.close();
  }
}

async function serveLab(config: Config, terminal: Terminal, stopping: AbortSignal): Promise<ExitCode> {
  if (config.telegram || config.zalo)
    terminal.error('LAB=on: this is the trial page; the bots whose tokens are set are left alone');
  const log = createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const lab = await startLab(config, log);
  terminal.out(`Trang dùng thử: ${config.publicUrl ?? lab.url}`);
  if (!stopping.aborted) await once(stopping, 'abort');
  await lab.close();
  return 0;
}

import type { Logger } from './logger.ts';

/**
 * Outlives a fault of the database driver: postgres 3.4.9 writes to a socket that has closed meanwhile, in a callback
 * nobody can catch (porsager/postgres#1154). The query has been rejected by then, and whoever asked tries again.
 * Anything else nobody caught ends the process as ever. Returns how to take the guard away.
 */
export function outliveDriverFault(log: Logger): () => void {
  const judge = (error: unknown): void => {
    if (isDriverFault(error)) {
      log.warn('a connection to the database closed while a query was being written');
      return;
    }
    log.fatal({ err: error }, 'nobody caught this');
    process.exit(1);
  };
  process.on('uncaughtException', judge);
  return () => void process.off('uncaughtException', judge);
}

export const isDriverFault = (error: unknown): boolean =>
  error instanceof TypeError &&
  /reading 'write'/.test(error.message) &&
  /nextWrite .*[\\/]postgres[\\/]/.test(error.stack ?? '');

import type { Logger } from 'pino';
import type { Sleep } from './sleep.ts';

const MAX_PAUSE_S = 60;

export interface Insistence {
  /** As the log calls it. */
  network: string;
  sleep: Sleep;
  log: Logger;
  /** Seconds to wait after so many failures in a row, the last of them this one; throws where waiting is of no use. */
  pauseAfter: (error: unknown, failed: number) => number;
}

/** Repeats a request until the network answers it; undefined where the signal came first. */
export async function insist<T>(
  { network, sleep, log, pauseAfter }: Insistence,
  request: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  const isStopped = (): boolean => signal.aborted;
  for (let failed = 0; !isStopped();) {
    try {
      const answer = await request();
      if (failed > 0) log.info({ failed }, `${network} answers again`);
      return answer;
    } catch (error) {
      if (isStopped()) return undefined;
      failed += 1;
      await sleep(pauseAfter(error, failed) * 1000, signal);
    }
  }
  return undefined;
}

/** Seconds to wait after so many failures in a row. */
export const pauseOf = (failed: number): number => Math.min(MAX_PAUSE_S, 2 ** (failed - 1));

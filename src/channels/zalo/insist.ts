import type { Logger } from 'pino';
import type { Sleep } from '../sleep.ts';
import { readFailure } from './outcomes.ts';

const MAX_PAUSE_S = 60;

/** The token was not accepted: nothing can be received until the setting is put right. */
export class ZaloTokenError extends Error {
  override name = 'ZaloTokenError';
}

/**
 * Repeats a request until Zalo answers it; undefined where the signal came first.
 * @throws ZaloTokenError
 */
export async function insist<T>(
  { sleep, log }: { sleep: Sleep; log: Logger },
  request: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  const isStopped = (): boolean => signal.aborted;
  for (let failed = 0; !isStopped();) {
    try {
      const answer = await request();
      if (failed > 0) log.info({ failed }, 'Zalo answers again');
      return answer;
    } catch (error) {
      if (isStopped()) return undefined;
      failed += 1;
      const failure = readFailure(error);
      const { kind, why } = failure;
      if (kind === 'wrong_token') throw new ZaloTokenError(why);
      const seconds = (kind === 'later' ? failure.afterSeconds : null) ?? pauseOf(failed);
      log.warn({ why, seconds }, 'Zalo does not do what it is asked');
      await sleep(seconds * 1000, signal);
    }
  }
  return undefined;
}

/** Seconds to wait after so many failures in a row. */
export function pauseOf(failed: number): number {
  return Math.min(MAX_PAUSE_S, 2 ** (failed - 1));
}

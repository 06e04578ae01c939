import type { Logger } from 'pino';
import type { Sleep } from '../sleep.ts';
import { readFailure, type Failure } from './outcomes.ts';

const CONFLICT_PAUSE_S = 30;
const MAX_PAUSE_S = 60;

/** The token was not accepted: nothing can be received until the setting is put right. */
export class TelegramTokenError extends Error {
  override name = 'TelegramTokenError';
}

/**
 * Repeats a request until Telegram answers it; undefined where the signal came first.
 * @throws TelegramTokenError
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
      if (failed > 0) log.info({ failed }, 'Telegram answers again');
      return answer;
    } catch (error) {
      if (isStopped()) return undefined;
      failed += 1;
      const failure = readFailure(error);
      if (failure.kind === 'wrong_token') throw new TelegramTokenError(failure.why);
      await sleep(pauseAfter(failure, failed, log) * 1000, signal);
    }
  }
  return undefined;
}

/** Seconds to wait after so many failures in a row. */
export function pauseOf(failed: number): number {
  return Math.min(MAX_PAUSE_S, 2 ** (failed - 1));
}

function pauseAfter(failure: Failure, failed: number, log: Logger): number {
  const { why } = failure;
  if (failure.kind === 'conflict') {
    log.error({ why }, 'another program reads the updates of this Telegram bot; only one may');
    return CONFLICT_PAUSE_S;
  }
  const seconds = failure.kind === 'later' ? (failure.afterSeconds ?? pauseOf(failed)) : pauseOf(failed);
  log.warn({ why, seconds }, 'Telegram does not do what it is asked');
  return seconds;
}

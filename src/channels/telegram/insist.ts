import type { Logger } from 'pino';
import * as channels from '../insist.ts';
import type { Sleep } from '../sleep.ts';
import { readFailure } from './outcomes.ts';

const CONFLICT_PAUSE_S = 30;

/** The token was not accepted: nothing can be received until the setting is put right. */
export class TelegramTokenError extends Error {
  override name = 'TelegramTokenError';
}

/**
 * Repeats a request until Telegram answers it; undefined where the signal came first.
 * @throws TelegramTokenError
 */
export const insist = <T>(
  { sleep, log }: { sleep: Sleep; log: Logger },
  request: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> =>
  channels.insist(
    { network: 'Telegram', sleep, log, pauseAfter: (error, failed) => pauseAfter(error, failed, log) },
    request,
    signal,
  );

function pauseAfter(error: unknown, failed: number, log: Logger): number {
  const failure = readFailure(error);
  const { why } = failure;
  if (failure.kind === 'wrong_token') throw new TelegramTokenError(why);
  if (failure.kind === 'conflict') {
    log.error({ why }, 'another program reads the updates of this Telegram bot; only one may');
    return CONFLICT_PAUSE_S;
  }
  const seconds = (failure.kind === 'later' ? failure.afterSeconds : null) ?? channels.pauseOf(failed);
  log.warn({ why, seconds }, 'Telegram does not do what it is asked');
  return seconds;
}

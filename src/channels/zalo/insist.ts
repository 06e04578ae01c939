import type { Logger } from 'pino';
import * as channels from '../insist.ts';
import type { Sleep } from '../sleep.ts';
import { readFailure } from './outcomes.ts';

/** The token was not accepted: nothing can be received until the setting is put right. */
export class ZaloTokenError extends Error {
  override name = 'ZaloTokenError';
}

/**
 * Repeats a request until Zalo answers it; undefined where the signal came first.
 * @throws ZaloTokenError
 */
export const insist = <T>(
  { sleep, log }: { sleep: Sleep; log: Logger },
  request: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> =>
  channels.insist(
    { network: 'Zalo', sleep, log, pauseAfter: (error, failed) => pauseAfter(error, failed, log) },
    request,
    signal,
  );

function pauseAfter(error: unknown, failed: number, log: Logger): number {
  const failure = readFailure(error);
  const { kind, why } = failure;
  if (kind === 'wrong_token') throw new ZaloTokenError(why);
  const seconds = (kind === 'later' ? failure.afterSeconds : null) ?? channels.pauseOf(failed);
  log.warn({ why, seconds }, 'Zalo does not do what it is asked');
  return seconds;
}

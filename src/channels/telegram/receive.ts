import type { Api } from 'grammy/web';
import type { BotCommand, Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { Channel } from '../channel.ts';
import { readFailure, type Failure } from './outcomes.ts';
import { parseUpdate } from './parse.ts';
import { grammySignal } from './signal.ts';

/** Left out, Telegram would go on with what an earlier program asked for. */
const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;
const CONFLICT_PAUSE_S = 30;
const MAX_PAUSE_S = 60;

/** Returns after the time, or as soon as the signal says so. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export interface ReceiverParts {
  api: Api;
  pollSeconds: number;
  menu: readonly BotCommand[];
  clock: () => Date;
  sleep: Sleep;
  log: Logger;
}

/** The token was not accepted: nothing can be received until the setting is put right. */
export class TelegramTokenError extends Error {
  override name = 'TelegramTokenError';
}

/**
 * Long polling, one update after the other, at least once: an update is confirmed to Telegram by asking for the next
 * after `store` has returned; what was stored but not yet confirmed when the process ended comes again.
 * @throws TelegramTokenError
 */
export function createReceiver(parts: ReceiverParts): Channel['receive'] {
  const { api, pollSeconds, clock, sleep, log } = parts;

  return async (store, signal) => {
    const stop = grammySignal(signal);
    const isStopped = (): boolean => signal.aborted;
    // A webhook left behind would keep polling out.
    await insist(parts, () => api.deleteWebhook({}, stop), signal);
    if (!isStopped()) await showMenu(parts, signal);

    let storingFailed = 0;
    /** Sent only to confirm: after a quiet week Telegram numbers anew, perhaps below what was last seen. */
    let offset: number | undefined;
    while (!isStopped()) {
      const request = {
        timeout: pollSeconds,
        allowed_updates: ALLOWED_UPDATES,
        ...(offset !== undefined && { offset }),
      };
      const updates = await insist(parts, () => api.getUpdates(request, stop), signal);
      offset = undefined;
      for (const update of updates ?? []) {
        try {
          await take(update);
          storingFailed = 0;
        } catch (error) {
          storingFailed += 1;
          log.error(
            { err: error, update: update.update_id },
            'an update was not stored and is asked for again',
          );
          await sleep(pauseOf(storingFailed) * 1000, signal);
          break;
        }
        offset = update.update_id + 1;
        if (isStopped()) break;
      }
    }

    async function take(update: Update): Promise<void> {
      const incoming = parseUpdate(update, clock());
      if (incoming) await store(incoming);
      // Stops the waiting sign on the button. Nothing hangs on it, so nothing waits for it.
      if (update.callback_query) void acknowledge(update.callback_query.id);
    }

    async function acknowledge(press: string): Promise<void> {
      try {
        await api.answerCallbackQuery(press, {}, stop);
      } catch (error) {
        log.debug({ why: readFailure(error).why }, 'a press was not acknowledged');
      }
    }
  };
}

/** Repeats a request until Telegram answers it; undefined where the signal came first. */
async function insist<T>(
  { sleep, log }: ReceiverParts,
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

/** Seconds to wait after a failed request of the poller. */
function pauseAfter(failure: Failure, failed: number, log: Logger): number {
  const { why } = failure;
  if (failure.kind === 'conflict') {
    log.error({ why }, 'another program reads the updates of this Telegram bot; only one may');
    return CONFLICT_PAUSE_S;
  }
  const seconds = failure.kind === 'later' ? (failure.afterSeconds ?? pauseOf(failed)) : pauseOf(failed);
  log.warn({ why, seconds }, 'Telegram cannot be polled');
  return seconds;
}

function pauseOf(failed: number): number {
  return Math.min(MAX_PAUSE_S, 2 ** (failed - 1));
}

/** The menu is a convenience: without it the bot works, so one try each is enough. */
async function showMenu({ api, menu, log }: ReceiverParts, signal: AbortSignal): Promise<void> {
  try {
    await api.setMyCommands(menu, {}, grammySignal(signal));
    await api.setMyCommands(menu, { language_code: 'vi' }, grammySignal(signal));
  } catch (error) {
    if (!signal.aborted) log.warn({ why: readFailure(error).why }, 'the command menu was not set');
  }
}

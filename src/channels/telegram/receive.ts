import type { Api } from 'grammy/web';
import type { BotCommand, Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { Channel } from '../channel.ts';
import type { Sleep } from '../sleep.ts';
import type { Ear } from './addressed.ts';
import { pauseOf } from '../insist.ts';
import { insist } from './insist.ts';
import { readFailure } from './outcomes.ts';
import { parseUpdate } from './parse.ts';
import { grammySignal } from './signal.ts';

/** Left out, Telegram would go on with what an earlier program asked for. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;

export interface ReceiverParts {
  api: Api;
  pollSeconds: number;
  menu: readonly BotCommand[];
  /** Offered in groups in its place; none: the same as everywhere. */
  groupMenu: readonly BotCommand[];
  ear: Ear;
  clock: () => Date;
  sleep: Sleep;
  log: Logger;
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
    await learnName(parts, signal);
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
      const incoming = parseUpdate(update, clock(), parts.ear);
      if (incoming) await store(incoming);
      if (update.callback_query) void acknowledge(parts, update.callback_query.id, signal);
    }
  };
}

/** In groups the bot is called by a name that only Telegram knows. */
export async function learnName(parts: ReceiverParts, signal: AbortSignal): Promise<void> {
  const me = await insist(parts, () => parts.api.getMe(grammySignal(signal)), signal);
  if (me) parts.ear.self.username = me.username;
}

/** The menu is a convenience: without it the bot works, so one try each is enough. */
export async function showMenu(
  { api, menu, groupMenu, log }: ReceiverParts,
  signal: AbortSignal,
): Promise<void> {
  const scope = { type: 'all_group_chats' } as const;
  try {
    for (const language of [{}, { language_code: 'vi' }] as const) {
      await api.setMyCommands(menu, language, grammySignal(signal));
      if (groupMenu.length > 0)
        await api.setMyCommands(groupMenu, { ...language, scope }, grammySignal(signal));
    }
  } catch (error) {
    if (!signal.aborted) log.warn({ why: readFailure(error).why }, 'the command menu was not set');
  }
}

/** Stops the waiting sign on a pressed button. Nothing hangs on it, so nothing need wait for it. */
export async function acknowledge(
  { api, log }: ReceiverParts,
  press: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await api.answerCallbackQuery(press, {}, signal && grammySignal(signal));
  } catch (error) {
    log.debug({ why: readFailure(error).why }, 'a press was not acknowledged');
  }
}

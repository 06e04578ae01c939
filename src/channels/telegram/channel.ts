import { setTimeout } from 'node:timers/promises';
// The build on Node's own fetch: the default one brings an old fetch that does not notice an answer breaking off.
import { Api } from 'grammy/web';
import type { BotCommand } from 'grammy/types';
import type { Logger } from 'pino';
import type { Channel } from '../channel.ts';
import { createReceiver, type Sleep } from './receive.ts';
import { createSender } from './send.ts';

export interface TelegramOptions {
  /** Key of the bot in the database. */
  bot: string;
  token: string;
  /** Another server of the Bot API. */
  apiRoot?: string | undefined;
  /** Commands offered beside the input field. */
  menu: readonly BotCommand[];
  /** The office clock: presses carry no moment of their own. */
  clock: () => Date;
  log: Logger;
  sleep?: Sleep | undefined;
  /** How long Telegram may hold a poll open, and how long any answer may take beyond that. */
  seconds?: { poll: number; answer: number };
}

/** Well within the dispatcher's lease of a message, so that no other process takes it over meanwhile. */
const SECONDS = { poll: 30, answer: 20 };

/** A bot on Telegram, by long polling. */
export function createTelegramChannel(options: TelegramOptions): Channel {
  const { bot, token, apiRoot, menu, clock, sleep = sleepUntil, seconds = SECONDS } = options;
  const log = options.log.child({ bot });
  const api = new Api(token, {
    timeoutSeconds: seconds.poll + seconds.answer,
    ...(apiRoot !== undefined && { apiRoot: apiRoot.replace(/\/+$/, '') }),
  });
  return {
    bot,
    network: 'telegram',
    hasButtons: true,
    send: createSender(api, seconds.answer),
    receive: createReceiver({ api, pollSeconds: seconds.poll, menu, clock, sleep, log }),
  };
}

async function sleepUntil(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch {
    // Woken early.
  }
}

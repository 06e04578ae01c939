// The build on Node's own fetch: the default one brings an old fetch that does not notice an answer breaking off.
import { Api } from 'grammy/web';
import type { BotCommand } from 'grammy/types';
import type { Logger } from 'pino';
import { secondsFor } from '../../conversations/message.ts';
import type { Channel, PaceLimits } from '../channel.ts';
import { sleepUntil, type Sleep } from '../sleep.ts';
import { selfOf } from './addressed.ts';
import { createEditor } from './edit.ts';
import { createFetcher } from './files.ts';
import { createReceiver, type ReceiverParts } from './receive.ts';
import { isGroup } from './render.ts';
import { createSender } from './send.ts';
import { createWebhook } from './webhook.ts';

export interface TelegramOptions {
  /** Key of the bot in the database. */
  bot: string;
  token: string;
  /** Another server of the Bot API. */
  apiRoot?: string | undefined;
  /** 1 to 256 of A-Z, a-z, 0-9, _ and -; without it updates can only be polled. */
  webhookSecret?: string | undefined;
  /** Commands offered beside the input field. */
  menu: readonly BotCommand[];
  /** Commands offered in groups, which are the bot's own there even without its name. */
  groupMenu?: readonly BotCommand[] | undefined;
  /** In the place of Node's own: through a proxy. */
  fetch?: typeof fetch | undefined;
  /** The office clock: presses carry no moment of their own. */
  clock: () => Date;
  log: Logger;
  sleep?: Sleep | undefined;
  /** How long Telegram may hold a poll open, and how long any answer may take beyond that. */
  seconds?: { poll: number; answer: number };
}

/** About 30 messages a second in all, one a second in a chat, where short bursts pass, and 20 a minute in a group. */
const PACE: PaceLimits = {
  perSecond: 28,
  burst: 28,
  keptForReplies: 8,
  chatPerSecond: 1,
  chatBurst: 3,
  groups: { includes: isGroup, perSecond: 17 / 60, burst: 3 },
};

/** Well within the dispatcher's lease of a message, so that no other process takes it over meanwhile. */
const SECONDS = { poll: 30, answer: 20 };

/** Telegram takes no more from a bot. */
const MAX_UPLOAD_BYTES = 50 * 1024 * 1024;
/** Twenty megabytes over a slow line. */
const FETCH_SECONDS = 60;

/** A bot on Telegram: by long polling, or pushed to where there is a webhook. */
export function createTelegramChannel(options: TelegramOptions): Channel {
  const { bot, token, apiRoot, webhookSecret, menu, groupMenu = [], clock, seconds = SECONDS } = options;
  const log = options.log.child({ bot });
  const apiWithin = (timeoutSeconds: number): Api =>
    new Api(token, {
      timeoutSeconds,
      ...(options.fetch && { fetch: options.fetch as never }),
      ...(apiRoot !== undefined && { apiRoot: apiRoot.replace(/\/+$/, '') }),
    });
  const api = apiWithin(seconds.poll + seconds.answer);
  // Every upload has a time of its own, by its size.
  const uploads = apiWithin(seconds.answer + secondsFor(MAX_UPLOAD_BYTES));
  const parts: ReceiverParts = {
    api,
    pollSeconds: seconds.poll,
    menu,
    groupMenu,
    ear: { self: selfOf(token), commands: new Set(groupMenu.map(({ command }) => command)) },
    clock,
    sleep: options.sleep ?? sleepUntil,
    log,
  };
  return {
    bot,
    network: 'telegram',
    name: () => parts.ear.self.username,
    hasButtons: true,
    pace: PACE,
    send: createSender({ api, uploads }, seconds.answer),
    edit: createEditor(api, seconds.answer),
    receive: createReceiver(parts),
    fetchFile: createFetcher({ api, token, apiRoot, seconds: FETCH_SECONDS, fetch: options.fetch }),
    ...(webhookSecret !== undefined && { webhook: createWebhook(parts, webhookSecret) }),
  };
}

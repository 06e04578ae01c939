import type { Logger } from 'pino';
import type { Channel, PaceLimits } from '../channel.ts';
import { createPieceSender } from '../piecewise.ts';
import { sleepUntil, type Sleep } from '../sleep.ts';
import { createZaloApi } from './api.ts';
import { outcomeOf, readFailure } from './outcomes.ts';
import { createReceiver, type ReceiverParts } from './receive.ts';
import { renderMessage, type LinkTo } from './render.ts';
import { createWebhook } from './webhook.ts';

export interface ZaloOptions {
  /** Key of the bot in the database. */
  bot: string;
  token: string;
  /** Another server of the Bot API. */
  apiRoot?: string | undefined;
  /** 8 to 256 characters; without it updates can only be polled. */
  webhookSecret?: string | undefined;
  /** Where a file can be had; without it people are told that Zalo carries none. */
  linkTo?: LinkTo | undefined;
  /** The office clock: for updates that carry no moment of their own. */
  clock: () => Date;
  log: Logger;
  pace?: PaceLimits | undefined;
  fetch?: typeof fetch | undefined;
  sleep?: Sleep | undefined;
  /** How long Zalo may hold a poll open, and how long any answer may take beyond that. */
  seconds?: ReceiverParts['seconds'];
}

/** Well within the dispatcher's lease of a message, so that no other process takes it over meanwhile. */
const SECONDS = { poll: 30, answer: 20 };

/** Zalo publishes no rates: slow enough to be no nuisance, and a matter of settings. */
const PACE: PaceLimits = { perSecond: 5, burst: 5, keptForReplies: 2, chatPerSecond: 1, chatBurst: 3 };

/** A bot on the Zalo Bot Platform: pushed to where there is a webhook, by long polling to try it out. */
export function createZaloChannel(options: ZaloOptions): Channel {
  const { bot, token, apiRoot, webhookSecret, linkTo, clock, seconds = SECONDS } = options;
  const log = options.log.child({ bot });
  const api = createZaloApi({ token, root: apiRoot, fetch: options.fetch });
  const parts: ReceiverParts = { api, seconds, clock, sleep: options.sleep ?? sleepUntil, log };
  const sendPieces = createPieceSender<string>({
    sendPiece: async (chatId, text, signal) =>
      (await api.sendMessage({ chat_id: chatId, text }, signal)).message_id,
    readOutcome: (error) => outcomeOf(readFailure(error)),
    patienceSeconds: seconds.answer,
  });
  const safeLinkTo: LinkTo = (file) => {
    try {
      return linkTo?.(file);
    } catch (error) {
      // The words of the message are worth sending without it.
      log.error({ err: error }, 'no link could be made to a file');
      return undefined;
    }
  };
  return {
    bot,
    network: 'zalo',
    hasButtons: false,
    pace: options.pace ?? PACE,
    send: (chatId, outgoing) => sendPieces(chatId, outgoing, renderMessage(outgoing, safeLinkTo)),
    receive: createReceiver(parts),
    ...(webhookSecret !== undefined && { webhook: createWebhook(parts, webhookSecret) }),
  };
}

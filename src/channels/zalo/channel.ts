import type { Logger } from 'pino';
import type { Channel, PaceLimits } from '../channel.ts';
import { createPieceSender } from '../piecewise.ts';
import { sleepUntil, type Sleep } from '../sleep.ts';
import { createZaloApi, DEFAULT_ROOT } from './api.ts';
import { outcomeOf, readFailure } from './outcomes.ts';
import { createPictureFetcher } from './pictures.ts';
import { createReceiver, type ReceiverParts } from './receive.ts';
import { renderMessage, type LinkTo, type Piece } from './render.ts';
import { texts } from './texts.ts';
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
  /** Commands it answers in groups. */
  groupMenu?: readonly { command: string }[] | undefined;
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

/** Twenty megabytes over a slow line. */
const FETCH_SECONDS = 60;

/** A bot on the Zalo Bot Platform: pushed to where there is a webhook, by long polling to try it out. */
export function createZaloChannel(options: ZaloOptions): Channel {
  const { bot, token, apiRoot, webhookSecret, linkTo, groupMenu = [], clock, seconds = SECONDS } = options;
  const log = options.log.child({ bot });
  const api = createZaloApi({ token, root: apiRoot, fetch: options.fetch });
  const parts: ReceiverParts = {
    api,
    seconds,
    clock,
    groupCommands: new Set(groupMenu.map(({ command }) => command)),
    sleep: options.sleep ?? sleepUntil,
    log,
  };
  const sendPieces = createPieceSender<Piece>({
    sendPiece: async (chatId, piece, signal) => {
      const sendText = async (text: string) =>
        (await api.sendMessage({ chat_id: chatId, text }, signal)).message_id;
      if (typeof piece === 'string') return sendText(piece);
      try {
        return (await api.sendPhoto({ chat_id: chatId, photo: piece.link }, signal)).message_id;
      } catch (error) {
        // Where Zalo does not take the picture, the person can still open it.
        if (readFailure(error).kind !== 'refused') throw error;
        return sendText(texts.file(piece.name, piece.link));
      }
    },
    readOutcome: (error) => outcomeOf(readFailure(error)),
    patienceSeconds: seconds.answer,
  });
  return {
    bot,
    network: 'zalo',
    hasButtons: false,
    pace: options.pace ?? PACE,
    send: (chatId, outgoing) => sendPieces(chatId, outgoing, renderMessage(outgoing, linkTo)),
    receive: createReceiver(parts),
    fetchFile: createPictureFetcher({ apiRoot: apiRoot ?? DEFAULT_ROOT, seconds: FETCH_SECONDS }),
    ...(webhookSecret !== undefined && { webhook: createWebhook(parts, webhookSecret) }),
  };
}

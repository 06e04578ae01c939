import type { Update } from 'grammy/types';
import type { Incoming } from '../../conversations/message.ts';
import type { Webhook } from '../channel.ts';
import type { Ear } from './addressed.ts';
import { insist } from './insist.ts';
import { parseUpdate } from './parse.ts';
import { acknowledge, ALLOWED_UPDATES, learnName, showMenu, type ReceiverParts } from './receive.ts';
import { grammySignal } from './signal.ts';

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
/** Telegram's default of 40 is more than a database pool serves at once; what waits, waits at Telegram. */
const MAX_CONNECTIONS = 16;

/** Updates pushed by Telegram, one a request; a request not answered with 2xx comes again. */
export function createWebhook(parts: ReceiverParts, secret: string): Webhook {
  const { api, clock, log } = parts;
  return {
    header: SECRET_HEADER,
    secret,
    parse: (body) => {
      const incoming = readUpdate(body, clock(), parts.ear);
      return incoming ? [incoming] : [];
    },
    stored(body) {
      const press = (body as Update).callback_query?.id;
      if (press !== undefined) void acknowledge(parts, press);
    },
    /**
     * What waits at Telegram is pushed from then on; nothing is dropped.
     * @throws TelegramTokenError
     */
    async register(url, signal) {
      const request = {
        secret_token: secret,
        max_connections: MAX_CONNECTIONS,
        allowed_updates: ALLOWED_UPDATES,
      };
      await learnName(parts, signal);
      const isSet = await insist(parts, () => api.setWebhook(url, request, grammySignal(signal)), signal);
      if (!isSet) return;
      log.info({ url }, 'Telegram pushes its updates here');
      await showMenu(parts, signal);
    },
  };
}

/** A shape nobody documented is nobody's word: stored half understood, it could be repeated for ever. */
function readUpdate(body: unknown, receivedAt: Date, ear: Ear): Incoming | undefined {
  try {
    const incoming = parseUpdate(body as Update, receivedAt, ear);
    if (!incoming) return undefined;
    const { externalId, chatId, sentAt, group } = incoming;
    const isWhole =
      /^\d+$/.test(externalId) &&
      [chatId, group?.fromId ?? chatId].every((id) => /^-?\d+$/.test(id)) &&
      !Number.isNaN(sentAt.getTime());
    return isWhole ? incoming : undefined;
  } catch {
    return undefined;
  }
}

import type { IncomingMessage } from 'node:http';
import type { Channel, Webhook } from './channels/channel.ts';
import type { Incoming } from './conversations/message.ts';
import { readBody } from './http-body.ts';
import type { Metrics, PushResult } from './http-metrics.ts';
import type { Logger } from './logger.ts';
import { isSameSecret } from './same-secret.ts';

/** An update is a few kilobytes. */
const MAX_BYTES = 1024 * 1024;
/** A network sends its update at once. */
const BODY_MS = 10_000;

export interface WebhookParts {
  /** Stores an update of a channel; it is handled elsewhere. */
  store: (channel: Channel) => (incoming: Incoming) => Promise<void>;
  metrics: Pick<Metrics, 'countPush'>;
  log: Logger;
  bodyMs?: number | undefined;
}

/**
 * What the network is answered. What it could not put right by repeating is answered 200 all the same: it would be
 * pushed for ever, and hold up what comes after it.
 */
const STATUS = {
  stored: 200,
  empty: 200,
  unreadable: 200,
  wrong_secret: 401,
  too_slow: 408,
  too_large: 413,
  not_stored: 503,
} as const satisfies Record<PushResult, number>;

/** Answers pushes to one bot with a status: 2xx as soon as the update is stored, and not before. */
export function createPushReceiver(channel: Channel, webhook: Webhook, parts: WebhookParts) {
  const { metrics, bodyMs = BODY_MS } = parts;
  const log = parts.log.child({ bot: channel.bot });
  const store = parts.store(channel);
  let isStranger = false;

  async function take(request: IncomingMessage): Promise<PushResult> {
    const secret = request.headers[webhook.header];
    if (typeof secret !== 'string' || !isSameSecret(secret, webhook.secret)) {
      // Once, until the network itself is heard again: whoever knocks shall not fill the log.
      if (!isStranger) log.warn('a request to the webhook came without the right secret');
      isStranger = true;
      return 'wrong_secret';
    }
    isStranger = false;
    const body = await readBody(request, { bytes: MAX_BYTES, ms: bodyMs });
    if (typeof body === 'string') return body;
    if (body.length === 0) return 'empty';
    const update = parseJson(body);
    if (update === undefined) {
      log.warn({ bytes: body.length }, 'the body of a push is not JSON');
      return 'unreadable';
    }
    const incoming = parseUpdates(update);
    if (incoming === undefined) return 'unreadable';
    try {
      for (const one of incoming) await store(one);
    } catch (error) {
      log.error({ err: error }, 'an update was not stored; the network is asked to repeat it');
      return 'not_stored';
    }
    webhook.stored?.(update);
    return 'stored';
  }

  function parseUpdates(update: unknown): Incoming[] | undefined {
    try {
      return webhook.parse(update);
    } catch (error) {
      log.error({ err: error }, 'an update could not be read');
      return undefined;
    }
  }

  return async (request: IncomingMessage): Promise<number> => {
    const result = await take(request);
    metrics.countPush(channel.bot, result);
    return STATUS[result];
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

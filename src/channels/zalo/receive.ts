import type { Logger } from 'pino';
import type { Incoming } from '../../conversations/message.ts';
import type { Channel } from '../channel.ts';
import type { Sleep } from '../sleep.ts';
import { ZaloError, type ZaloApi } from './api.ts';
import { pauseOf } from '../insist.ts';
import { insist } from './insist.ts';
import { parseZaloUpdate } from './parse.ts';

/** A poll that brought nothing sooner was not held open: asked at once again and again, Zalo refuses to answer. */
const SHORTEST_POLL_MS = 500;

export interface ReceiverParts {
  api: ZaloApi;
  /** How long Zalo may hold a poll open, and how long any answer may take beyond that. */
  seconds: { poll: number; answer: number };
  /** The office clock: for an update that carries no moment of its own. */
  clock: () => Date;
  /** Commands that are the bot's own in a group. */
  groupCommands: ReadonlySet<string>;
  sleep: Sleep;
  log: Logger;
}

/**
 * Long polling, to try the bot out. Zalo hands an update over once and wants no confirmation: what comes while nobody
 * polls is lost, so one in hand is stored before the next is asked for, however long that takes.
 * @throws ZaloTokenError
 */
export function createReceiver(parts: ReceiverParts): Channel['receive'] {
  const { api, seconds, clock, sleep, log } = parts;

  return async (store, signal) => {
    const isStopped = (): boolean => signal.aborted;
    const within = (time: number): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(time * 1000)]);

    // Polling and pushing exclude each other.
    const elsewhere = await insist(parts, () => api.getWebhookUrl(within(seconds.answer)), signal);
    if (elsewhere !== undefined) {
      log.warn({ url: elsewhere }, 'Zalo pushed updates here; it stops, since this program polls');
      await insist(parts, () => api.deleteWebhook(within(seconds.answer)), signal);
    }
    const me = await insist(parts, () => api.getMe(within(seconds.answer)), signal);
    if (me) log.info({ account: me.account_name }, 'polling Zalo; in production use a webhook');

    while (!isStopped()) {
      const began = performance.now();
      const update = await insist(parts, poll, signal);
      const incoming = parseZaloUpdate(update, clock(), parts.groupCommands);
      if (incoming) await take(incoming);
      else if (performance.now() - began < SHORTEST_POLL_MS) await sleep(1000, signal);
    }

    async function poll(): Promise<unknown> {
      try {
        return await api.getUpdates({ timeout: seconds.poll }, within(seconds.poll + seconds.answer));
      } catch (error) {
        if (error instanceof ZaloError && error.code === 408) return undefined;
        throw error;
      }
    }

    async function take(incoming: Incoming): Promise<void> {
      for (let failed = 0; ;) {
        try {
          await store(incoming);
          return;
        } catch (error) {
          failed += 1;
          const update = incoming.externalId;
          if (isStopped()) {
            log.error({ err: error, update }, 'an update was not stored and is lost');
            return;
          }
          log.error({ err: error, update }, 'an update was not stored; it is tried again');
          await sleep(pauseOf(failed) * 1000, signal);
        }
      }
    }
  };
}

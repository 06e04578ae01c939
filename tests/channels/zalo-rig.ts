import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { expect } from 'vitest';
import { createZaloChannel, type ZaloOptions } from '../../src/channels/zalo/channel.ts';
import type { Incoming } from '../../src/conversations/message.ts';
import { ZaloServer } from '../support/zalo-server.ts';

/** The moment the bot's own clock shows. */
const NOW = new Date('2023-07-29T09:30:00+07:00');
export const SECRET = 'bi-mat-cua-webhook-0123456789';

export type ZaloRig = Awaited<ReturnType<typeof openZalo>>;

/** The real channel against the strict server; pauses are noted, not slept. */
export async function openZalo(given: Partial<ZaloOptions> = {}) {
  const server = await ZaloServer.open();
  const lines: string[] = [];
  const pauses: number[] = [];
  const channel = createZaloChannel({
    bot: 'zalo',
    token: server.token,
    apiRoot: server.root,
    webhookSecret: SECRET,
    clock: () => NOW,
    log: pino({ level: 'debug' }, { write: (line) => lines.push(line) }),
    sleep: async (ms) => {
      pauses.push(ms / 1000);
      await setImmediate();
    },
    ...given,
  });
  const stops: (() => Promise<void>)[] = [];
  return {
    server,
    channel,
    /** Seconds of every pause the poller made. */
    pauses,
    /** The log, a line each. */
    lines,
    /** Receives until stopped; `store` may fail. */
    listen(store: (incoming: Incoming) => void = () => undefined) {
      const stored: Incoming[] = [];
      const controller = new AbortController();
      const ended = channel.receive(async (incoming) => {
        // A database takes its time.
        await setImmediate();
        store(incoming);
        stored.push(incoming);
      }, controller.signal);
      const stop = async (): Promise<void> => {
        controller.abort();
        await ended;
      };
      stops.push(stop);
      return { stored, ended, stop };
    },
    /** Ends everything, and holds the bot to the limits and to silence about its token and secret. */
    async close() {
      await Promise.allSettled(stops.map((stop) => stop()));
      await server.close();
      expect(server.faults).toEqual([]);
      expect(lines.filter((line) => line.includes(server.token) || line.includes(SECRET))).toEqual([]);
    },
  };
}

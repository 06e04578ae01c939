import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { expect } from 'vitest';
import { createTelegramChannel, type TelegramOptions } from '../../src/channels/telegram/channel.ts';
import type { Incoming } from '../../src/conversations/message.ts';
import { MENU } from '../../src/conversations/commands.ts';
import { TelegramServer } from '../support/telegram-server.ts';

/** The moment the bot's own clock shows: a press has no other. */
const NOW = new Date('2023-07-29T09:30:00+07:00');

export type TelegramRig = Awaited<ReturnType<typeof openTelegram>>;

/** The real channel against the strict server; pauses are noted, not slept. */
export async function openTelegram(given: Partial<TelegramOptions> = {}) {
  const server = await TelegramServer.open();
  const lines: string[] = [];
  const pauses: number[] = [];
  const channel = createTelegramChannel({
    bot: 'telegram',
    token: server.token,
    apiRoot: server.root,
    menu: MENU,
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
    /** Ends everything, and holds the bot to the documented limits and to silence about its token. */
    async close() {
      await Promise.allSettled(stops.map((stop) => stop()));
      await server.close();
      expect(server.faults).toEqual([]);
      expect(lines.filter((line) => line.includes(server.token))).toEqual([]);
    },
  };
}

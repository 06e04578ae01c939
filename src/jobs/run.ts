import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import type { Channel } from '../channels/channel.ts';
import type { Incoming } from '../conversations/message.ts';
import type { Understanding } from '../conversations/understanding.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Transact } from '../services/services.ts';
import { dispatchNext } from './dispatch.ts';
import { handleNext } from './handle.ts';
import { tick } from './tick.ts';
import { createWake, type Wake } from './wake.ts';

/** How long the loops sleep when nobody pokes them: another process may have stored an update. */
const IDLE_MS = 1000;
/** After a failure of the loop itself, most likely the database. */
const PAUSE_MS = 3000;

export interface ServiceParts {
  transact: Transact;
  calendar: OfficeCalendar;
  understanding: Understanding;
  channels: readonly Channel[];
  log: Logger;
  now: () => Date;
  describeError: (error: unknown) => string;
}

/** Runs the inbox, the sender, the clock and every channel until the signal; resolves when all have stopped. */
export async function runService(parts: ServiceParts, wake: Wake, signal: AbortSignal): Promise<void> {
  const { transact, calendar, channels, log, now } = parts;
  const byBot = new Map(channels.map((channel) => [channel.bot, channel]));
  const bots = [...byBot.keys()];
  const inbox = createWake();
  const handlerParts = { ...parts, hasButtons: (bot: string) => byBot.get(bot)?.hasButtons ?? false };

  const stopping = new AbortController();
  signal.addEventListener('abort', () => stopping.abort(), { once: true });
  if (signal.aborted) stopping.abort();

  const store = (channel: Channel) => async (incoming: Incoming) => {
    const { externalId, chatId, content, sentAt } = incoming;
    await transact((services) =>
      services.inbox.store({ bot: channel.bot, externalId, chatId, payload: content, sentAt }, now()),
    );
    inbox.poke();
  };
  let ticking = Promise.resolve();
  const minute = schedule('* * * * *', () => (ticking = runTick()), { noOverlap: true });
  const runTick = async (): Promise<void> => {
    try {
      await tick({ transact, log }, now());
    } catch (error) {
      log.error({ err: error }, 'the tick failed; the next one makes up for it');
    }
  };
  await runTick();
  const working = [
    loop(() => handleNext(handlerParts, bots, now()), inbox, stopping.signal, log),
    loop(
      async () => (await dispatchNext({ transact, calendar, channels: byBot, log }, now)) !== undefined,
      wake,
      stopping.signal,
      log,
    ),
    ...channels.map((channel) => channel.receive(store(channel), stopping.signal)),
  ];
  // A part that fails for good stops the others: half a service looks like a whole one.
  for (const part of working) part.catch(() => stopping.abort());
  const ended = await Promise.allSettled(working);
  await minute.stop();
  await ticking;
  for (const part of ended) if (part.status === 'rejected') throw part.reason;
}

async function loop(
  work: () => Promise<boolean>,
  wake: Wake,
  signal: AbortSignal,
  log: Logger,
): Promise<void> {
  while (!signal.aborted) {
    try {
      if (!(await work())) await wake.wait(IDLE_MS, signal);
    } catch (error) {
      log.error({ err: error }, 'a loop failed and goes on');
      await wake.wait(PAUSE_MS, signal);
    }
  }
}

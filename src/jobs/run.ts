import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import type { Channel, Webhook } from '../channels/channel.ts';
import { payloadOf, type Incoming } from '../conversations/message.ts';
import { createErrands } from './errands.ts';
import { fetchNext, isToFetch } from './fetch.ts';
import { handleNext, runNextErrand, type HandlerParts } from './handle.ts';
import { createReceiver } from './receiver.ts';
import { runSender, type SenderParts } from './sender.ts';
import { tick } from './tick.ts';
import { createWake, type Wake } from './wake.ts';

/** How long the loops sleep when nobody pokes them: another process may have stored an update. */
const IDLE_MS = 1000;
/** After a failure of the loop itself, most likely the database. */
const PAUSE_MS = 3000;
/** Updates handled at once, of different chats; none of them takes seconds. */
const HANDLED_AT_ONCE = 3;
/** What takes seconds, at once: files looked into, tables written. Only their own kind waits for them. */
const ERRANDS_AT_ONCE = 2;
/** Files of one bot on their way at once. */
const FETCHED_AT_ONCE = 3;
/** A webhook taken away by somebody else is back within the hour. */
const REGISTER_AGAIN_MS = 3_600_000;

type Store = (channel: Channel) => (incoming: Incoming) => Promise<void>;

export interface ServiceParts
  extends
    Pick<SenderParts, 'holder' | 'uptime' | 'observe' | 'timing'>,
    Omit<HandlerParts, 'hasButtons' | 'heedsFloods' | 'errands' | 'countUpdate'> {
  channels: readonly Channel[];
  now: () => Date;
  /** Hears what became of every update. */
  countUpdate?: (bot: string, result: 'stored' | 'repeated' | 'handled' | 'set_aside') => void;
  /** Calls back whenever something waits to be sent; returns how to stop. */
  listenToWork: (heard: () => void) => Promise<() => Promise<void>>;
  /** Serves what networks push, and whatever else is asked over HTTP; resolves once it listens. */
  serve?: (store: Store) => Promise<{ close: () => Promise<void> }>;
  /** Where a network pushes the updates of a bot. */
  webhookUrl?: ((bot: string) => string) | undefined;
}

/** Runs the inbox, the sender, the clock and every channel until the signal; resolves when all have stopped. */
export async function runService(parts: ServiceParts, signal: AbortSignal): Promise<void> {
  const { transact, channels, log, now } = parts;
  const byBot = new Map(channels.map((channel) => [channel.bot, channel]));
  const bots = [...byBot.keys()];
  const inbox = createWake();
  const files = createWake();
  const errands = createErrands();
  const senders = channels.map((channel) => ({ channel, wake: createWake() }));
  const unlisten = await parts.listenToWork(() => {
    for (const { wake } of senders) wake.poke();
  });
  const handlerParts = {
    ...parts,
    heedsFloods: true,
    errands,
    hasButtons: (bot: string) => byBot.get(bot)?.hasButtons ?? false,
    canEdit: (bot: string) => byBot.get(bot)?.edit !== undefined,
  };

  const stopping = new AbortController();
  signal.addEventListener('abort', () => stopping.abort(), { once: true });
  if (signal.aborted) stopping.abort();

  const store: Store = (channel) => async (incoming) => {
    const { bot } = channel;
    const { externalId, chatId, content, sentAt } = incoming;
    const update = { bot, externalId, chatId, payload: payloadOf(incoming), sentAt };
    const isNew = await transact((services) =>
      services.inbox.store({ ...update, isToFetch: isToFetch(channel, content) }, now()),
    );
    parts.countUpdate?.(bot, isNew ? 'stored' : 'repeated');
    if (isToFetch(channel, content)) files.poke();
    else inbox.poke();
  };
  const runTick = async (): Promise<void> => {
    try {
      await tick({ transact, log }, now());
    } catch (error) {
      log.error({ err: error }, 'the tick failed; the next one makes up for it');
    }
  };
  const server = await parts.serve?.(store).catch(async (error: unknown) => {
    await unlisten();
    throw error;
  });
  await runTick();
  await transact((services) => parts.understanding.prepare(services)).catch((error: unknown) => {
    log.error({ err: error }, 'the units could not be read; the first message to come reads them');
  });
  let ticking = Promise.resolve();
  const minute = schedule('* * * * *', () => (ticking = runTick()), { noOverlap: true });
  const working = [
    ...Array.from({ length: HANDLED_AT_ONCE }, () =>
      loop(() => handleNext(handlerParts, bots, now()), inbox, stopping.signal, log),
    ),
    ...Array.from({ length: ERRANDS_AT_ONCE }, () => loop(runOne, errands.wake, stopping.signal, log)),
    ...channels.flatMap((channel) => Array.from({ length: FETCHED_AT_ONCE }, () => runFetcher(channel))),
    ...senders.flatMap(({ channel, wake }) => runBot(channel, wake)),
  ];
  // A part that fails for good stops the others: half a service looks like a whole one.
  for (const part of working) part.catch(() => stopping.abort());
  const ended = await Promise.allSettled(working);
  await minute.stop();
  await ticking;
  await unlisten();
  await server?.close();
  for (const part of ended) if (part.status === 'rejected') throw part.reason;

  async function runOne(): Promise<boolean> {
    const isRun = await runNextErrand(handlerParts, bots, now);
    // What its chat has said meanwhile waited for it.
    if (isRun) inbox.poke();
    return isRun;
  }

  /** Files are had beside everything else: one of twenty megabytes over a slow line holds up its own chat alone. */
  function runFetcher(channel: Channel): Promise<void> {
    if (!channel.fetchFile) return Promise.resolve();
    const fetchOne = async (): Promise<boolean> => {
      const realNow = (): Date => new Date();
      const isFetched = await fetchNext({ transact, channel, log, now, realNow, heedsFloods: true });
      if (isFetched) inbox.poke();
      return isFetched;
    };
    return loop(fetchOne, files, stopping.signal, log);
  }

  /** What goes on for one bot: it is sent for by one process, which is the one that polls; pushes reach any. */
  function runBot(channel: Channel, wake: Wake): Promise<void>[] {
    const { webhook, bot } = channel;
    const url = parts.webhookUrl?.(bot);
    if (webhook && url !== undefined)
      return [
        runSender(parts, channel, wake, stopping.signal),
        keepRegistered(webhook, url, stopping.signal),
      ];
    const receiver = createReceiver(channel, store(channel), stopping.signal);
    const onHold = (isHeld: boolean): void => receiver.hold(isHeld);
    return [runSender({ ...parts, onHold }, channel, wake, stopping.signal), receiver.ended];
  }
}

async function keepRegistered(webhook: Webhook, url: string, signal: AbortSignal): Promise<void> {
  const sleep = createWake();
  while (!signal.aborted) {
    await webhook.register(url, signal);
    await sleep.wait(REGISTER_AGAIN_MS, signal);
  }
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

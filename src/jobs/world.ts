import type { Logger } from 'pino';
import type { Channel } from '../channels/channel.ts';
import type { MakeDesk, OpenedFile } from '../conversations/context.ts';
import type { Content } from '../conversations/message.ts';
import type { Understanding } from '../conversations/understanding.ts';
import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Transact } from '../services/services.ts';
import { dispatchNext } from './dispatch.ts';
import { fetchNext, isToFetch } from './fetch.ts';
import { handleNext } from './handle.ts';
import { tick } from './tick.ts';

export interface WorldParts {
  transact: Transact;
  calendar: OfficeCalendar;
  understanding: Understanding;
  /** The networks of this world, each with a bot of its own. */
  channels: readonly Channel[];
  makeDesk: MakeDesk;
  openFile: (bytes: Uint8Array) => Promise<OpenedFile>;
  log: Logger;
  randomId: () => string;
  describeError: (error: unknown) => string;
}

/** The whole program with the office clock in somebody's hand: the same code as the service, stepped by hand. */
export interface World {
  /** Finishes what a process that died left undone: updates stored, messages claimed. */
  resume(): Promise<void>;
  now(): Date;
  /** A person says something now; returns when every answer has been delivered. */
  say(chat: { bot: string; chatId: string }, content: Content): Promise<void>;
  /** Moves the clock on, stopping at everything that falls due on the way. */
  moveTo(moment: Date): Promise<void>;
  /** The next moment at which something may happen by itself. */
  nextEvent(): Promise<Date>;
}

export function createWorld(parts: WorldParts, start: Date): World {
  const { transact, calendar, channels, log } = parts;
  let clock = start;
  const bots = channels.map(({ bot }) => bot);
  const hasButtons = (bot: string): boolean =>
    channels.find((channel) => channel.bot === bot)?.hasButtons ?? false;
  const handlerParts = { ...parts, hasButtons };
  const now = (): Date => clock;
  // Whoever holds the office clock holds that of back-off too: nothing else passes here.
  const senders = channels.map((channel) => ({ transact, calendar, channel, log, now, realNow: now }));

  async function settle(): Promise<void> {
    let busy = true;
    while (busy) {
      busy = false;
      for (const sender of senders) busy = (await fetchNext(sender)) || busy;
      busy = (await handleNext(handlerParts, bots, clock)) || busy;
      while (await dispatchRound()) busy = true;
    }
  }

  /** One message of every network; nobody answers while a world is settled. */
  async function dispatchRound(): Promise<boolean> {
    let isSent = false;
    for (const sender of senders) isSent = (await dispatchNext(sender)) || isSent;
    return isSent;
  }

  async function stepTo(moment: Date): Promise<void> {
    clock = moment;
    await transact(({ time }) => time.writeWorldClock(clock));
    await tick({ transact, log }, clock);
    await settle();
  }

  const nextEvent = (): Promise<Date> =>
    transact(async ({ digests, reminders, outbox }) => {
      const moments = [
        await digests.nextAt(clock),
        await reminders.nextFire(clock),
        await outbox.nextDue(bots, clock),
      ];
      return moments.filter((at) => at !== undefined).reduce((a, b) => (a < b ? a : b));
    });

  return {
    async resume() {
      await transact(({ outbox }) => outbox.releaseClaims(bots));
      await settle();
    },

    now,
    nextEvent,

    async say({ bot, chatId }, content) {
      const update = {
        bot,
        externalId: parts.randomId(),
        chatId,
        payload: content,
        sentAt: clock,
        isToFetch: channels.some((channel) => channel.bot === bot && isToFetch(channel, content)),
      };
      await transact(({ inbox }) => inbox.store(update, clock));
      await settle();
    },

    async moveTo(moment) {
      await settle();
      for (;;) {
        const next = await nextEvent();
        if (next > moment) break;
        await stepTo(next > clock ? next : new Date(clock.getTime() + 1));
      }
      if (moment > clock) await stepTo(moment);
    },
  };
}

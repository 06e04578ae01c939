import type { Channel } from '../channels/channel.ts';
import type { Incoming } from '../conversations/message.ts';

/** Reads the updates of a bot for as long as this process holds it: two readers of one bot take each other's updates. */
export interface Receiver {
  /** Tells whether this process holds the bot. */
  hold(isHeld: boolean): void;
  /** Rejects where reading fails for good; resolves once the signal has ended it. */
  ended: Promise<void>;
}

export function createReceiver(
  channel: Channel,
  store: (incoming: Incoming) => Promise<void>,
  signal: AbortSignal,
): Receiver {
  let stopping: AbortController | undefined;
  let reading = Promise.resolve();
  let finish!: () => void;
  let fail!: (error: unknown) => void;
  const ended = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  const stop = (): void => {
    stopping?.abort();
    stopping = undefined;
  };
  const end = (): void => {
    stop();
    reading.then(finish, fail);
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });

  return {
    hold(isHeld) {
      if (!isHeld) stop();
      else if (stopping === undefined && !signal.aborted) {
        const mine = (stopping = new AbortController());
        reading = reading.then(() => channel.receive(store, mine.signal));
        reading.catch(fail);
      }
    },
    ended,
  };
}

import type { Outgoing } from '../conversations/message.ts';
import type { Channel, FetchedFile } from './channel.ts';

/** The networks a network of one process behaves like: numbered choices, or buttons. */
export const NETWORKS = ['zalo', 'telegram'] as const;
export type NetworkLike = (typeof NETWORKS)[number];

export const TERMINAL_BOT = 'terminal';
/** Each has a bot of its own, so that one person may have a chat on both. */
export const botOf = (network: NetworkLike): string =>
  network === 'zalo' ? TERMINAL_BOT : `${TERMINAL_BOT}-${network}`;

/** A network of one process: what is sent is handed over, and updates are stored by whoever runs the world. */
export function createTerminalChannel(options: {
  bot?: string;
  hasButtons: boolean;
  deliver: (chatId: string, outgoing: Outgoing) => unknown;
  /** Reads a file a person named; without it only its name is known. */
  readFile?: (path: string) => Promise<FetchedFile>;
}): Channel {
  let delivered = 0;
  return {
    bot: options.bot ?? TERMINAL_BOT,
    network: 'terminal',
    hasButtons: options.hasButtons,
    send: async (chatId, outgoing) => {
      await options.deliver(chatId, outgoing);
      delivered += 1;
      return { kind: 'sent', externalId: String(delivered) };
    },
    ...(options.readFile && { fetchFile: options.readFile }),
    receive: (_store, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
}

import type { Incoming, Outgoing } from '../conversations/message.ts';

type Network = 'terminal' | 'telegram' | 'zalo';

/** What became of one attempt, and so what to do next. A closed list, decided once, next to the network. */
export type SendOutcome =
  | { kind: 'sent'; externalId: string }
  /** Not now, and not this message's fault: the network or the bot is in trouble. It said how long, or (null) back off. */
  | { kind: 'later'; afterSeconds: number | null; why: string }
  /** This account cannot be reached any more: blocked, deleted, never started. */
  | { kind: 'unreachable'; why: string }
  /** The network will never take this message. */
  | { kind: 'refused'; why: string };

/** One bot on one network. */
export interface Channel {
  /** Key of the bot: `telegram`, `zalo`, `terminal`; a province may run several of a network. */
  readonly bot: string;
  readonly network: Network;
  /** Whether choices are buttons; otherwise they are numbered lines, and several questions go in one message. */
  readonly hasButtons: boolean;
  send(chatId: string, outgoing: Outgoing): Promise<SendOutcome>;
  /** Reads updates until the signal; `store` has returned before an update counts as taken. */
  receive(store: (incoming: Incoming) => Promise<void>, signal: AbortSignal): Promise<void>;
}

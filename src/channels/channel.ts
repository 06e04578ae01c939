import type { Incoming, Outgoing, Unfetched } from '../conversations/message.ts';

type Network = 'terminal' | 'telegram' | 'zalo';

/** What became of one attempt, and so what to do next. A closed list, decided once, next to the network. */
export type SendOutcome =
  /** `messages`: how many of the network's messages it took, where a long text was split; 1 unless told. */
  | { kind: 'sent'; externalId: string; messages?: number }
  /** Not now, and not this message's fault: the network or the bot is in trouble. It said how long, or (null) back off. */
  | { kind: 'later'; afterSeconds: number | null; why: string }
  /** This account cannot be reached any more: blocked, deleted, never started. */
  | { kind: 'unreachable'; why: string }
  /** The group goes on as another chat: everything for it belongs there. */
  | { kind: 'moved'; chatId: string; why: string }
  /** The network will never take this message. */
  | { kind: 'refused'; why: string };

/** A file asked of the network. */
export type FetchedFile =
  | { kind: 'file'; bytes: Uint8Array }
  /** Not now: asked again. */
  | { kind: 'later'; why: string }
  | { kind: 'unfetched'; why: Exclude<Unfetched, 'no_answer'> };

/** How fast a network lets one bot send, in messages. */
export interface PaceLimits {
  perSecond: number;
  /** How many may leave at once after a rest. */
  burst: number;
  /** Of these, how many are kept for answers while reminders go out. */
  keptForReplies: number;
  chatPerSecond: number;
  chatBurst: number;
  /** Chats of many people, which take less. */
  groups?: { includes: (chatId: string) => boolean; perSecond: number; burst: number };
}

/** How a network pushes updates to us. The secret is compared before a body is read. */
export interface Webhook {
  /** The header in which the network sends the secret back. */
  readonly header: string;
  readonly secret: string;
  /** The updates of one request; none where it carries nothing we know. Throws nothing, whatever the body is. */
  parse(body: unknown): Incoming[];
  /** Hears of a body once all its updates are stored; throws nothing, and nobody waits for it. */
  stored?(body: unknown): void;
  /** Tells the network where to push. */
  register(url: string, signal: AbortSignal): Promise<void>;
}

/** One bot on one network. */
export interface Channel {
  /** Key of the bot: `telegram`, `zalo`, `terminal`; a province may run several of a network. */
  readonly bot: string;
  readonly network: Network;
  /** What the network calls the bot, once it has said so. */
  name?(): string | undefined;
  /** Whether choices are buttons; otherwise they are numbered lines, and several questions go in one message. */
  readonly hasButtons: boolean;
  /** Absent where nothing limits it. */
  readonly pace?: PaceLimits;
  send(chatId: string, outgoing: Outgoing): Promise<SendOutcome>;
  /** Puts a message in the place of an earlier one; undefined where that cannot be changed and a new one is due. */
  edit?(chatId: string, externalId: string, outgoing: Outgoing): Promise<SendOutcome | undefined>;
  /** Reads updates until the signal; `store` has returned before an update counts as taken. */
  receive(store: (incoming: Incoming) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** A file that came in, by the network's own name of it; absent where a network carries none. Throws nothing. */
  fetchFile?(ref: string): Promise<FetchedFile>;
  /** Where updates may be pushed instead of read. */
  readonly webhook?: Webhook;
}

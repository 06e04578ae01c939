/** What a person sent, whatever the network. */
export type Content =
  | { kind: 'text'; text: string }
  /** A button: the message it hangs under, and which of its choices. */
  | { kind: 'press'; message: number; choice: number }
  | { kind: 'file'; name: string; mime: string | null; size: number; ref: string; caption: string | null }
  | { kind: 'contact'; phone: string }
  /** A deep link with a one-time code. */
  | { kind: 'start'; code: string }
  | { kind: 'left' }
  | { kind: 'returned' }
  /** Stickers, voice, whatever carries no words. */
  | { kind: 'other' };

/** One update of a network, parsed. */
export interface Incoming {
  /** The network's own id of the update: handled once. */
  externalId: string;
  chatId: string;
  /** The network's own time of sending. */
  sentAt: Date;
  content: Content;
}

/** One message as a network is to show it: plain text, no markup. */
export interface Outgoing {
  /** Row of this message; the choices' buttons carry it back. */
  id: number;
  text: string;
  /** Labels. A network without buttons writes them as numbered lines. */
  choices: readonly string[];
  files: readonly { name: string; path: string }[];
}

export { MAX_FILE_BYTES } from '../domain/evidence.ts';

/** Why a network did not give a file: more than is taken, not there any more, or no answer after several tries. */
export type Unfetched = 'too_large' | 'gone' | 'no_answer';

/** A file that goes with a message; its bytes are read only where a network carries them. */
export interface OutgoingFile {
  id: number;
  name: string;
  /** Undefined: its time is over. */
  read: () => Promise<{ mime: string; bytes: Uint8Array } | undefined>;
}

/** A file a person sent. */
export interface SentFile {
  kind: 'file';
  name: string;
  mime: string | null;
  /** Bytes; 0 where the network does not say. */
  size: number;
  /** The network's own name of it. */
  ref: string;
  caption: string | null;
  /** Under which the program keeps it, once it was had from the network. */
  kept?: number;
  /** Why it could not be had. */
  unfetched?: Unfetched;
}

/** What a person sent, whatever the network. */
export type Content =
  | { kind: 'text'; text: string }
  /** A button: the message it hangs under, and which of its choices. */
  | { kind: 'press'; message: number; choice: number }
  | SentFile
  | { kind: 'contact'; phone: string }
  /** A deep link with a one-time code. */
  | { kind: 'start'; code: string }
  | { kind: 'left' }
  | { kind: 'returned' }
  /** A group goes on as another chat. */
  | { kind: 'moved'; to: string }
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
  /** Said in a group, to the bot: who spoke; the chat is the group's. Talk among people is no update at all. */
  group?: { fromId: string };
}

/** What is stored of an update. */
export type Payload = Content & Pick<Incoming, 'group'>;

export const payloadOf = ({ content, group }: Incoming): Payload => ({ ...content, ...(group && { group }) });

/** One message as a network is to show it: plain text, no markup. */
export interface Outgoing {
  /** Row of this message; the choices' buttons carry it back. */
  id: number;
  text: string;
  /** Labels. A network without buttons writes them as numbered lines. */
  choices: readonly string[];
  files: readonly OutgoingFile[];
  /** Offers a button that shares the person's own phone, where the network has one; false: takes it away again. */
  asksContact?: boolean;
}

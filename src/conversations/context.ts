import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Scope } from '../domain/grants.ts';
import type { Services } from '../services/services.ts';
import type { Action, Place, Step } from './cursor.ts';
import type { SentFile } from './message.ts';

/** The person in the conversation. */
export interface Speaker {
  id: number;
  name: string;
  /** How to address: "đồng chí", "ông", "bà", "anh", "chị". */
  address: string;
  scope: Scope;
  jurisdictionId: number;
  /** Rows one at a time, or several in one message; null: as suits the network. */
  style: 'one_by_one' | 'batch' | null;
}

/** What a turn may use. Everything is inside one transaction at one moment. */
export interface Context {
  services: Services;
  calendar: OfficeCalendar;
  speaker: Speaker;
  now: Date;
  /** The network's own time of sending: what an acknowledgement counts from. */
  sentAt: Date;
  hasButtons: boolean;
  /** The bot spoken to: a file sent is known to its network alone. */
  bot: string;
  /** Units of the speaker's jurisdiction that `text` names: none, one, or several that fit equally well. */
  findUnits: (text: string) => readonly { id: number; name: string }[];
  /** The name of a unit of the speaker's jurisdiction. */
  unitName: (id: number) => string | undefined;
}

/** How a part of the conversation answers: its actions by name, and what it does with words and files at its places. */
export interface Part<A extends { do: string }, P extends { name: string }> {
  actions: { [K in A['do']]: (context: Context, action: Extract<A, { do: K }>) => Promise<Step> };
  /** Places where a bare number is a figure, not the number of a choice. */
  takesNumbers?: readonly P['name'][];
  /** Undefined: these words mean nothing here; the rest of the conversation may understand them. */
  places: {
    [K in P['name']]: (
      context: Context,
      place: Extract<P, { name: K }>,
      text: string,
    ) => Promise<Step | undefined>;
  };
  /** Places that take files; undefined: not this one. Elsewhere files are not taken. */
  files?: {
    [K in P['name']]?: (
      context: Context,
      place: Extract<P, { name: K }>,
      file: SentFile,
    ) => Promise<Step | undefined>;
  };
}

export type { Action, Place, SentFile, Step };

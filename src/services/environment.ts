import type { OfficeCalendar } from '../domain/calendar.ts';

/** What the services of one world share besides the database. */
export interface Environment {
  calendar: OfficeCalendar;
  /** Random bytes, as lower-case hex of twice the length. */
  randomHex: (bytes: number) => string;
  /** SHA-256, as lower-case hex. */
  hash: (content: string | Uint8Array) => string;
  /** How many messages a network lets a bot send a month, by the bot's key; a bot not named may send any number. */
  messagesAMonth?: Readonly<Record<string, number>>;
}

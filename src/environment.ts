import { createHash, randomBytes } from 'node:crypto';
import type { OfficeCalendar } from './domain/calendar.ts';
import type { Environment } from './services/environment.ts';

/** What the services of a real process share. */
export const environmentWith = (calendar: OfficeCalendar): Environment => ({
  calendar,
  randomHex: (bytes) => randomBytes(bytes).toString('hex'),
  hash: (content) => createHash('sha256').update(content).digest('hex'),
});

import type { Db } from '../store/connect.ts';
import * as settings from '../store/settings.ts';

const WORLD_CLOCK = 'world_clock';

export function createTime(db: Db) {
  return {
    /** The stretch of time nobody has handled yet, claimed for this transaction; undefined where another process has it. */
    claim: (name: string, now: Date) => settings.claimTime(db, name, now),
    /** Where time starts in a new world. */
    start: (name: string, from: Date) => settings.startTime(db, name, from),

    /** The office clock of a world run by hand; undefined in a database that is none. */
    async readWorldClock(): Promise<Date | undefined> {
      const stored = await settings.read(db, WORLD_CLOCK);
      return typeof stored === 'string' ? new Date(stored) : undefined;
    },
    writeWorldClock: (now: Date) => settings.write(db, WORLD_CLOCK, now.toISOString(), now),
  };
}

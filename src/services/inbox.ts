import { judgeFlood } from '../domain/flood.ts';
import type { Db } from '../store/connect.ts';
import * as dialogues from '../store/dialogue.ts';
import * as incoming from '../store/incoming.ts';
import { storable } from '../store/json.ts';
import * as people from '../store/people.ts';

/** Tries before an update is set aside for a person to look at. */
const TRIES = 3;
const MINUTE_MS = 60_000;

export function createInbox(db: Db) {
  return {
    /** Stores an update as it came; false where the network has sent it before. */
    store: (
      update: { bot: string; externalId: string; chatId: string; payload: unknown; sentAt: Date },
      now: Date,
    ) =>
      incoming.insert(db, {
        ...update,
        payload: storable(update.payload),
        receivedAt: now,
        state: 'stored',
        attempts: 0,
      }),

    /** The next update to handle, held for this transaction. */
    take: (bots: readonly string[]) => incoming.take(db, bots),

    /** Whether an update is answered: a chat that sends more than a person can is left alone for a while. */
    async heed({ bot, chatId }: { bot: string; chatId: string }, now: Date): Promise<'yes' | 'last' | 'no'> {
      const guard = await people.readGuard(db, bot, chatId);
      const lastMinute = await incoming.countOfChat(db, bot, chatId, new Date(now.getTime() - MINUTE_MS));
      const before = { floods: guard?.floods ?? 0, silentUntil: guard?.silentUntil ?? null };
      const judged = judgeFlood(before, lastMinute, now);
      if (judged.answer === 'last') await people.writeGuard(db, { bot, chatId, ...judged.after });
      return judged.answer;
    },

    markHandled: (id: number) => incoming.update(db, id, { state: 'handled' }),

    /** Counts a failed try; true where the update is now set aside. Another process may have handled it meanwhile. */
    async markFailed(id: number, error: string): Promise<boolean> {
      const attempts = await incoming.countFailure(db, id, error.slice(0, 2000));
      if (attempts === undefined || attempts < TRIES) return false;
      return incoming.setAside(db, id);
    },

    readCursor: (personId: number) => dialogues.read(db, personId),
    writeCursor: (personId: number, cursor: unknown, now: Date) => dialogues.write(db, personId, cursor, now),
  };
}

import type { Db } from '../store/connect.ts';
import * as health from '../store/health.ts';

const DAY_MS = 86_400_000;

export function createHealth(db: Db) {
  return {
    /** How the program stands, in counts and moments: nothing that names a person. */
    async look(bots: readonly string[], now: Date) {
      const messages = await health.countOpenMessages(db, bots, now);
      const lastSends: { bot: string; at: Date | null }[] = [];
      for (const bot of bots) lastSends.push({ bot, at: await health.lastSend(db, bot) });
      return {
        now,
        lastTick: await health.handledUntil(db, 'tick'),
        messages,
        laidAside: await health.countLaidAside(db, bots),
        lastSends,
        sentLastDay: await health.countSentSince(db, bots, new Date(now.getTime() - DAY_MS)),
        unhandled: await health.countUnhandled(db, bots),
        setAside: await health.countSetAside(db, bots),
      };
    },
  };
}

export type Vitals = Awaited<ReturnType<ReturnType<typeof createHealth>['look']>>;

import type { Logger } from 'pino';
import { dayOf } from '../domain/office-time.ts';
import type { MorningCounts } from '../services/reminders.ts';
import type { Transact } from '../services/services.ts';

export interface TickParts {
  transact: Transact;
  log: Logger;
}

/**
 * Handles the time that has passed since the last tick anywhere: claimed once in the database, however many
 * processes run, and caught up as a range after downtime. Mornings are bundled in transactions of their own, so that
 * a morning of a whole province holds nobody up, and what a crash leaves is taken up by the next tick.
 */
export async function tick({ transact, log }: TickParts, now: Date): Promise<void> {
  const counts = await transact(async (services) => {
    const span = await services.time.claim('tick', now);
    if (!span) return undefined;
    const isNewDay = dayOf(span.after) < dayOf(span.until);
    const extended = isNewDay ? await services.registry.extend(now) : 0;
    const windows = isNewDay ? await services.visitWindows.announceWindows(now) : 0;
    const overdue = await services.approvals.proposeOverdue(now);
    const digests = await services.digests.queue(span);
    await services.delivery.warnOfBudgets(now);
    return { extended, windows, overdue, digests };
  });
  if (!counts) return;
  const mornings: MorningCounts[] = [];
  for (;;) {
    const bundled = await transact(({ reminders }) => reminders.bundleDue(now));
    if (!bundled) break;
    mornings.push(bundled);
  }
  const total = (key: keyof MorningCounts): number => mornings.reduce((sum, one) => sum + one[key], 0);
  const all = {
    ...counts,
    written: total('written'),
    postponed: total('postponed'),
    dropped: total('dropped'),
    nobody: total('nobody'),
  };
  if (Object.values(all).some((count) => count > 0)) log.info(all, 'tick');
}

import type { Logger } from 'pino';
import { dayOf } from '../domain/office-time.ts';
import type { MorningCounts } from '../services/reminders.ts';
import type { Services, Transact } from '../services/services.ts';

export interface TickParts {
  transact: Transact;
  log: Logger;
}

/**
 * Handles the time that has passed since the last tick anywhere: claimed once in the database, however many
 * processes run, and caught up as a range after downtime. Every step is a transaction of its own, so that a morning of
 * a whole province holds nobody up, what fails holds up nothing else, and what a crash leaves is taken up by the next
 * tick.
 */
export async function tick({ transact, log }: TickParts, now: Date): Promise<void> {
  const span = await transact(async (services) => {
    const claimed = await services.time.claim('tick', now);
    return claimed && { ...claimed, digests: await services.digests.queue(claimed) };
  });
  if (!span) return;
  const step = async (name: string, work: (services: Services) => Promise<number>): Promise<number> => {
    try {
      return await transact(work);
    } catch (error) {
      log.error({ err: error, step: name }, 'a step of the tick failed');
      return 0;
    }
  };
  // Once a day, by a clock of its own: what fails is tried again with the next tick.
  const daily = (name: string, work: (services: Services) => Promise<number>): Promise<number> =>
    step(name, async (services) => {
      await services.time.start(`tick.${name}`, span.after);
      const days = await services.time.claim(`tick.${name}`, now);
      return days && dayOf(days.after) < dayOf(days.until) ? work(services) : 0;
    });
  // In rounds that hold nobody up, however much came in.
  const passed = async (): Promise<number> => {
    let removed = 0;
    for (let last = -1; last !== 0; removed += last)
      last = await step('files', ({ files }) => files.removePassed(now));
    return removed;
  };
  // Once a day, in rounds that hold nobody up: what strangers said, who has had no role for a year, and old words.
  const forget = async (): Promise<number> => {
    const round = async ({ inbox, erasure }: Services): Promise<number> =>
      (await inbox.forgetStrangers(now)) + (await erasure.forgetPassed(now)) + (await erasure.forgetOld(now));
    let forgotten = await daily('forget', round);
    for (let last = forgotten; last > 0; forgotten += last) last = await step('forget', round);
    return forgotten;
  };
  const counts = {
    digests: span.digests,
    extended: await daily('extend', ({ registry }) => registry.extend(now)),
    windows: await daily('windows', ({ visitWindows }) => visitWindows.announceWindows(now)),
    passedFiles: await passed(),
    overdue: await step('overdue', ({ approvals }) => approvals.proposeOverdue(now)),
    warned: await step('budgets', ({ delivery }) => delivery.warnOfBudgets(now)),
    recalled: await daily('recall', ({ erasure }) => erasure.recall(now)),
    forgotten: await forget(),
  };
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

import { createInterface } from 'node:readline/promises';
import { PlanRefused, type PlanChange } from '../services/plan-change.ts';
import { createTransact } from '../services/services.ts';
import { openConfigured } from './database.ts';
import { changesInWords } from './plan-load-words.ts';
import { openPlan } from './plan-open.ts';
import { environmentWith } from '../environment.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** Thrown inside the transaction to take back everything it wrote. */
class NotWanted extends Error {}

/**
 * Says what loading the plan changes, asks, and writes it; a plan with faults, or one that may not be loaded,
 * changes nothing and exits 2.
 */
export async function planLoad(
  path: string,
  options: { dryRun: boolean; yes: boolean; json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const opened = openPlan(path, terminal);
  if (!opened) return 2;
  const { plan, calendar } = opened;
  const database = await openConfigured(terminal);
  try {
    const transact = createTransact(database.db, environmentWith(calendar));
    const load = (write: boolean): Promise<PlanChange[]> => {
      let changes: PlanChange[] = [];
      return transact(async ({ registry }) => {
        changes = await registry.load(plan, new Date());
        if (!write) throw new NotWanted();
        return changes;
      }).catch((error: unknown) => {
        if (error instanceof NotWanted) return changes;
        throw error;
      });
    };
    const outcome = (written: boolean, changes: readonly PlanChange[]): void => {
      if (options.json) terminal.out(JSON.stringify({ plan: plan.key, written, changes }));
    };
    const proposed = await load(false);
    const mustAsk = !options.dryRun && !options.yes && proposed.length > 0;
    // With --json standard output holds one object only: what is asked about is shown beside it.
    const say = (line: string): void => {
      if (!options.json) terminal.out(line);
      else if (mustAsk) terminal.error(line);
    };
    for (const line of changesInWords(plan.key, proposed)) say(line);
    if (options.dryRun || (mustAsk && !(await isConfirmed(terminal)))) {
      outcome(false, proposed);
      return options.dryRun ? 0 : 1;
    }
    outcome(true, await load(true));
    if (plan.document.number === null) {
      terminal.error(
        'the plan has no number or date yet: its coordinator issues it in chat (BANHANH) before anything is sent',
      );
    }
    return 0;
  } catch (error: unknown) {
    if (!(error instanceof PlanRefused)) throw error;
    terminal.error(error.message);
    return 2;
  } finally {
    await database.close();
  }
}

async function isConfirmed(terminal: Terminal): Promise<boolean> {
  if (!terminal.interactive) {
    terminal.error('nothing written: add --yes to write without being asked');
    return false;
  }
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asked.question('Write these changes? [y/N] ');
  asked.close();
  return /^y(es)?$/i.test(answer.trim());
}

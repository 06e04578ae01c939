import { firstOfMonth } from '../domain/day.ts';
import { budgetState, type BudgetState } from '../domain/message-budget.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import type { Db } from '../store/connect.ts';
import * as messages from '../store/messages.ts';
import type { Environment } from './environment.ts';

/** How the month of a bot stands; a bot without a limit has plenty. */
export async function budgetOf(
  db: Db,
  { messagesAMonth }: Pick<Environment, 'messagesAMonth'>,
  bot: string,
  now: Date,
): Promise<BudgetState> {
  const perMonth = messagesAMonth?.[bot];
  if (perMonth === undefined) return 'plenty';
  const used = await messages.countCost(db, bot, momentOf(firstOfMonth(dayOf(now))));
  return budgetState({ perMonth, used });
}

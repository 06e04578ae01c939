import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { createServices } from '../../src/services/services.ts';
import { message } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, testEnvironment } from '../support/plans.ts';

const { db } = await freshDatabase();
const services = createServices(db, testEnvironment());
const bot = 'terminal';
const realNow = new Date('2026-01-01T00:00:00Z');
const FRIDAY = '2023-07-28' as Day;
const SATURDAY = '2023-07-29' as Day;

/** News for one chat; `leavesOn`: a day off on which it leaves all the same. */
async function queue(text: string, notBefore: Date, values: Partial<typeof message.$inferInsert> = {}) {
  await db.insert(message).values({
    bot,
    chatId: 'a',
    kind: 'news',
    priority: 2,
    body: { text },
    createdAt: notBefore,
    notBefore,
    state: 'ready',
    attempts: 0,
    ...values,
  });
}

const claimedAt = async (now: Date): Promise<unknown> => {
  const claimed = await services.outbox.claim(bot, { now, realNow });
  return (claimed?.body as { text: string } | undefined)?.text;
};

beforeEach(async () => {
  await db.delete(message);
});

describe('on a day off', () => {
  test('news of the next working day is not held up by news of the same chat that waits for that day', async () => {
    await queue('an earlier one, which the network did not take on Friday', at(FRIDAY, '17:00'), {
      attempts: 3,
    });
    await queue('the visit of Monday has moved', at(SATURDAY, '08:00'), { leavesOn: SATURDAY });
    expect(await claimedAt(at(SATURDAY, '08:00'))).toBe('the visit of Monday has moved');
    expect(await claimedAt(at(SATURDAY, '09:00'))).toBeUndefined();
  });

  test('two pieces of news that leave on it keep their order', async () => {
    await queue('first', at(SATURDAY, '08:00'), { leavesOn: SATURDAY });
    await queue('second', at(SATURDAY, '08:00'), { leavesOn: SATURDAY });
    expect(await claimedAt(at(SATURDAY, '08:00'))).toBe('first');
    await db.update(message).set({ state: 'sent' }).where(eq(message.state, 'sending'));
    expect(await claimedAt(at(SATURDAY, '08:00'))).toBe('second');
  });
});

import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { MOST_A_MINUTE } from '../../src/domain/flood.ts';
import { loadLexicon } from '../../src/files/lexicon.ts';
import { handleNext } from '../../src/jobs/handle.ts';
import { createServices, createTransact } from '../../src/services/services.ts';
import { incoming, message } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';
import { at, calendar, testEnvironment } from '../support/plans.ts';

const { db } = await freshDatabase();
const env = testEnvironment();
const services = createServices(db, env);
const NINE = at('2023-07-25', '09:00');

const parts = {
  ...testDesk,
  transact: createTransact(db, env),
  calendar,
  understanding: createUnderstanding(loadLexicon(), calendar),
  heedsFloods: true,
  hasButtons: () => false,
  log: pino({ level: 'silent' }),
  describeError: String,
};

async function arrive(count: number, chatId: string, now: Date): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const update = { bot: 'zalo', externalId: `${chatId}/${now.getTime()}/${i}`, chatId, sentAt: now };
    await services.inbox.store({ ...update, payload: { kind: 'text', text: 'đã nhận' } }, now);
  }
  while (await handleNext(parts, ['zalo'], now));
}

test('another bot that answers our answers is told once and left alone; its words are kept, and nobody else is held up', async () => {
  await arrive(MOST_A_MINUTE, 'talker', NINE);
  await arrive(10, 'talker', new Date(NINE.getTime() + 1000));
  await arrive(1, 'somebody', NINE);
  const replies = await db.select().from(message).orderBy(message.id);
  const to = (chatId: string) => replies.filter((reply) => reply.chatId === chatId);
  expect(to('talker').at(-1)!.body).toMatchObject({
    text: expect.stringContaining('tạm dừng trả lời') as string,
  });
  expect(
    to('talker').filter(({ body }) => (body as { text: string }).text.includes('tạm dừng trả lời')),
  ).toHaveLength(1);
  expect(to('somebody')).toHaveLength(1);
  const kept = await db.select().from(incoming);
  expect(kept).toHaveLength(MOST_A_MINUTE + 11);
  expect(new Set(kept.map(({ state }) => state))).toEqual(new Set(['handled']));
});

import { expect, test } from 'vitest';
import { createServices, createTransact } from '../../src/services/services.ts';
import { freshDatabase } from '../support/database.ts';
import { at, testEnvironment } from '../support/plans.ts';

const { db, connectAgain } = await freshDatabase();
const env = testEnvironment();
const services = createServices(db, env);
const now = at('2023-07-25');
const update = (externalId: string, chatId = 'a') => ({
  bot: 'terminal',
  externalId,
  chatId,
  payload: { kind: 'text', text: externalId },
  sentAt: now,
});

test('the same update delivered five times at once is stored once', async () => {
  const connections = Array.from({ length: 5 }, () => createServices(connectAgain(1).db, env));
  const stored = await Promise.all(connections.map(({ inbox }) => inbox.store(update('once'), now)));
  expect(stored.filter(Boolean)).toHaveLength(1);
  const taken = await services.inbox.take(['terminal']);
  await services.inbox.markHandled(taken!.id);
});

test('while one update of a chat is being handled, its next one waits and other chats go on', async () => {
  await services.inbox.store(update('1', 'x'), now);
  await services.inbox.store(update('2', 'x'), now);
  await services.inbox.store(update('3', 'y'), now);
  const another = createTransact(connectAgain(1).db, env);
  await createTransact(
    db,
    env,
  )(async (inside) => {
    const first = await inside.inbox.take(['terminal']);
    expect(first?.externalId).toBe('1');
    const elsewhere = await another(async (other) => (await other.inbox.take(['terminal']))?.externalId);
    expect(elsewhere).toBe('3');
  });
});

test('an update that fails three times is set aside', async () => {
  await services.inbox.store({ ...update('bad', 'z'), bot: 'failing' }, now);
  const { id } = (await services.inbox.take(['failing']))!;
  const results: boolean[] = [];
  for (let tries = 0; tries < 3; tries += 1) results.push(await services.inbox.markFailed(id, 'x'));
  expect(results).toEqual([false, false, true]);
});

test('an update whose errand was begun three times without an end is spent; one handled meanwhile needs none', async () => {
  await services.inbox.store({ ...update('bomb', 'b'), bot: 'opening' }, now);
  const spent: boolean[] = [];
  for (let tries = 0; tries < 4; tries += 1) {
    const taken = (await services.inbox.take(['opening']))!;
    spent.push(services.inbox.isSpent(taken));
    expect(await services.inbox.countErrand(taken.id)).toBe(true);
  }
  expect(spent).toEqual([false, false, false, true]);
  const { id } = (await services.inbox.take(['opening']))!;
  await services.inbox.markHandled(id);
  expect(await services.inbox.countErrand(id)).toBe(false);
});

test('an update another process has handled meanwhile is not set aside', async () => {
  await services.inbox.store({ ...update('handled', 'h'), bot: 'handling' }, now);
  const { id } = (await services.inbox.take(['handling']))!;
  await services.inbox.markHandled(id);
  for (let tries = 0; tries < 3; tries += 1) expect(await services.inbox.markFailed(id, 'x')).toBe(false);
});

test('a text with NUL and half a surrogate pair is stored without them', async () => {
  const odd = { ...update('odd', 'odd'), bot: 'another', payload: { kind: 'text', text: 'a\u0000b\ud800c' } };
  expect(await services.inbox.store(odd, now)).toBe(true);
  const taken = await services.inbox.take(['another']);
  expect(taken?.payload).toMatchObject({ text: expect.stringMatching(/^ab.c$/u) as unknown });
});

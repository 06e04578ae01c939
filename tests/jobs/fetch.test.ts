import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Channel, FetchedFile } from '../../src/channels/channel.ts';
import { MAX_FILE_BYTES } from '../../src/domain/evidence.ts';
import { MOST_A_MINUTE } from '../../src/domain/flood.ts';
import type { SentFile } from '../../src/conversations/message.ts';
import { fetchNext, isToFetch } from '../../src/jobs/fetch.ts';
import { tick } from '../../src/jobs/tick.ts';
import { createTransact } from '../../src/services/services.ts';
import { incoming, storedFile } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

const OFFICER = 'focal@Sở Công Thương';
const PDF = Buffer.from('%PDF-1.7');
const file: SentFile = { kind: 'file', name: 'a.pdf', mime: null, size: 8, ref: 'ref', caption: null };

/** A chat in which a file was sent and words after it; what the network answers when it is asked. */
async function sent(answer: () => Promise<FetchedFile>, chatId = OFFICER, heedsFloods = false) {
  const season = await openSeason();
  const { db, env, services, connectAgain } = season;
  const clock = { real: at('2023-07-25', '09:00') };
  const asked: string[] = [];
  const channel: Channel = {
    bot: 'terminal',
    network: 'terminal',
    hasButtons: false,
    send: () => Promise.resolve({ kind: 'sent', externalId: '1' }),
    receive: () => Promise.resolve(),
    fetchFile: (ref) => {
      asked.push(ref);
      return answer();
    },
  };
  const partsOn = (connection: typeof db) => ({
    transact: createTransact(connection, env),
    channel,
    log: pino({ level: 'silent' }),
    now: () => clock.real,
    realNow: () => clock.real,
    heedsFloods,
  });
  const update = (externalId: string, payload: unknown, chat = chatId) =>
    services.inbox.store(
      {
        bot: 'terminal',
        externalId,
        chatId: chat,
        payload,
        sentAt: clock.real,
        isToFetch: payload === file,
      },
      clock.real,
    );
  await update('1', file);
  await update('2', { kind: 'text', text: 'xong' });
  return {
    ...season,
    clock,
    asked,
    update,
    fetchOne: () => fetchNext(partsOn(db)),
    fetchElsewhere: () => fetchNext(partsOn(connectAgain(1).db)),
    take: async () => {
      const taken = await services.inbox.take(['terminal']);
      if (taken) await services.inbox.markHandled(taken.id);
      return taken;
    },
  };
}

test('a file is kept before its update is handled; what the chat says after it waits, other chats do not', async () => {
  const { db, fetchOne, take, update } = await sent(() => Promise.resolve({ kind: 'file', bytes: PDF }));
  await update('3', { kind: 'text', text: 'HAN' }, 'focal@Sở Y tế');
  expect(await take()).toMatchObject({ externalId: '3' });
  expect(await take()).toBeUndefined();
  expect(await fetchOne()).toBe(true);
  const [kept] = await db.select().from(storedFile);
  expect(kept).toMatchObject({ name: 'a.pdf', mime: 'application/pdf', size: 8 });
  expect(Buffer.from(kept!.bytes)).toEqual(PDF);
  expect(await take()).toMatchObject({ externalId: '1', payload: { kept: kept!.id, size: 8 }, attempts: 0 });
  expect(await take()).toMatchObject({ externalId: '2' });
  expect(await fetchOne()).toBe(false);
});

test('a network in trouble is asked three times, with pauses; then the person is answered without the file', async () => {
  const { clock, asked, fetchOne, take } = await sent(() => Promise.resolve({ kind: 'later', why: 'away' }));
  for (let minute = 0; minute < 5; minute += 1) {
    await fetchOne();
    expect(await fetchOne()).toBe(false);
    clock.real = new Date(clock.real.getTime() + 60_000);
  }
  expect(asked).toHaveLength(3);
  expect(await take()).toMatchObject({ payload: { unfetched: 'no_answer' } });
});

test.each(['gone', 'too_large'] as const)('a file that is %s is asked for once', async (why) => {
  const { asked, fetchOne, take } = await sent(() => Promise.resolve({ kind: 'unfetched', why }));
  await fetchOne();
  expect(await fetchOne()).toBe(false);
  expect(asked).toHaveLength(1);
  expect(await take()).toMatchObject({ payload: { unfetched: why } });
});

test('a file of a chat nobody is linked to is not asked for', async () => {
  const { asked, db, fetchOne, take } = await sent(
    () => Promise.resolve({ kind: 'file', bytes: PDF }),
    'a stranger',
  );
  await fetchOne();
  expect(asked).toEqual([]);
  expect(await db.select().from(storedFile)).toEqual([]);
  expect(await take()).toMatchObject({ payload: { kind: 'file', name: 'a.pdf' } });
});

test('two processes do not fetch one file; what one that died had begun the other takes up after the lease', async () => {
  const never = new Promise<FetchedFile>(() => undefined);
  let calls = 0;
  const answer = (): Promise<FetchedFile> =>
    (calls += 1) === 1 ? never : Promise.resolve({ kind: 'file', bytes: PDF });
  const { clock, asked, fetchOne, fetchElsewhere, take } = await sent(answer);
  void fetchOne();
  await expect.poll(() => asked.length).toBe(1);
  expect(await fetchElsewhere()).toBe(false);
  clock.real = new Date(clock.real.getTime() + 121_000);
  expect(await fetchElsewhere()).toBe(true);
  expect(await take()).toMatchObject({ externalId: '1', payload: { kept: expect.any(Number) as number } });
});

test('a file at which every process dies is not tried for ever: its update goes on without it', async () => {
  const never = new Promise<FetchedFile>(() => undefined);
  const { clock, asked, fetchOne, take } = await sent(() => never);
  for (let tries = 1; tries <= 3; tries += 1) {
    void fetchOne();
    await expect.poll(() => asked.length).toBe(tries);
    clock.real = new Date(clock.real.getTime() + 121_000);
  }
  expect(await fetchOne()).toBe(true);
  expect(asked).toHaveLength(3);
  expect(await take()).toMatchObject({ externalId: '1', payload: { unfetched: 'no_answer' } });
});

test.each([
  { name: 'CCCD Nguyen Van A.jpg', caption: null },
  { name: 'anh.jpg', caption: 'căn cước công dân của tôi' },
  { name: 'BaoCao_MAT.pdf', caption: null },
])('nothing is left of $name, refused for what it is', async (barred) => {
  const season = await openSeason();
  const chat = chatOf(season, OFFICER, 'terminal');
  const { text, id } = await chat.sends({ ...file, ref: 'the-ref', ...barred }, at('2023-07-25', '09:00'));
  expect(text).toContain('không gửi qua đây');
  const [row] = await season.db.select().from(incoming);
  expect(row?.payload).toEqual({ kind: 'other' });
  const reply = (await season.services.messages.find(id))!;
  expect(reply.body).toMatchObject({ secret: true });
});

test('what came in and was never used is deleted after a day; archive stays', async () => {
  const { db, clock, fetchOne, services } = await sent(() => Promise.resolve({ kind: 'file', bytes: PDF }));
  await fetchOne();
  const made = { name: 'b.xlsx', mime: 'application/zip', bytes: PDF };
  await services.files.keep({ ...made, keptUntil: null }, clock.real);
  await services.files.removePassed(new Date(clock.real.getTime() + 23 * 3_600_000));
  expect(await db.select().from(storedFile)).toHaveLength(2);
  await services.files.removePassed(new Date(clock.real.getTime() + 24 * 3_600_000));
  expect((await db.select().from(storedFile)).map(({ name }) => name)).toEqual(['b.xlsx']);
});

test('files of a chat that sends more than a person can are not asked for, however late their turn comes', async () => {
  const answer = (): Promise<FetchedFile> => Promise.resolve({ kind: 'file', bytes: PDF });
  const { asked, clock, fetchOne, take, update } = await sent(answer, OFFICER, true);
  for (let count = 2; count < MOST_A_MINUTE + 5; count += 1) await update(`more ${count}`, file);
  for (let fetched = 0; fetched < MOST_A_MINUTE + 5; fetched += 1) {
    await fetchOne();
    clock.real = new Date(clock.real.getTime() + 30_000);
  }
  // All came at one moment: each is among too many.
  expect(asked).toEqual([]);
  expect(await take()).toMatchObject({ externalId: '1', payload: { unfetched: 'no_answer' } });
  await update('calm', file);
  await fetchOne();
  expect(asked).toHaveLength(1);
});

test('however many files came in, those whose time is over are deleted with the next tick', async () => {
  const { db, env, services, clock } = await sent(() => Promise.resolve({ kind: 'later', why: 'away' }));
  const one = { name: 'a.pdf', mime: 'application/pdf', bytes: PDF };
  for (let count = 0; count < 250; count += 1) await services.files.keepUnclaimed(one, clock.real);
  const ticks = { transact: createTransact(db, env), log: pino({ level: 'silent' }) };
  await tick(ticks, new Date(clock.real.getTime() + 3_600_000));
  expect(await db.$count(storedFile)).toBe(250);
  await tick(ticks, new Date(clock.real.getTime() + 24 * 3_600_000));
  expect(await db.$count(storedFile)).toBe(0);
});

test('more than 20 MB by the network’s own word is not waited for, nor anything where files cannot be had', () => {
  const able = { fetchFile: () => Promise.reject(new Error('not asked')) } as unknown as Channel;
  expect(isToFetch(able, file)).toBe(true);
  expect(isToFetch(able, { ...file, size: MAX_FILE_BYTES + 1 })).toBe(false);
  expect(isToFetch(able, { kind: 'text', text: 'a.pdf' })).toBe(false);
  expect(isToFetch({} as Channel, file)).toBe(false);
});

import { pino } from 'pino';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createTelegramChannel } from '../../src/channels/telegram/channel.ts';
import { MENU } from '../../src/conversations/commands.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from '../support/languages.ts';
import { runService } from '../../src/jobs/run.ts';
import { createTransact } from '../../src/services/services.ts';
import { WORK_CHANNEL } from '../../src/store/messages.ts';
import { account, grants, person } from '../../src/store/schema.ts';
import { isFull } from '../support/faults.ts';
import { testDesk } from '../support/desk.ts';
import { at, calendar } from '../support/plans.ts';
import { doubled, queueNews } from '../support/queue.ts';
import { openSeason } from '../support/season.ts';
import { telegramPerson } from '../support/telegram-person.ts';
import { TelegramServer } from '../support/telegram-server.ts';

const QUEUED = isFull ? 10_000 : 1_000;
const PEOPLE = 50;
const ROUNDS = isFull ? 12 : 2;
/** Each person asks again after this long. */
const EVERY_MS = 4_000;
const NINE = at('2023-07-25', '09:00');

test(
  `while ${QUEUED} reminders go out at 28 a second, ${PEOPLE} people who chat are answered within a second (99 of 100)`,
  { timeout: 300_000 },
  async () => {
    const season = await openSeason();
    const { db } = season;
    const unitId = await season.unitId('Sở Công Thương');
    const { jurisdictionId } = (await season.services.registry.units())[0]!;
    for (let chat = 1; chat <= PEOPLE; chat += 1) {
      const [row] = await db
        .insert(person)
        .values({ jurisdictionId, unitId, name: `Cán bộ ${chat}`, preferences: {} })
        .returning({ id: person.id });
      const personId = row!.id;
      await db.insert(grants).values({ personId, role: 'focal', unitId, validFrom: '2023-01-01' });
      await db.insert(account).values({
        bot: 'telegram',
        chatId: String(chat),
        personId,
        state: 'active',
        preferred: true,
        linkedAt: NINE,
      });
    }
    const telegram = await TelegramServer.open();
    const connection = season.connectAgain(8);
    const log = pino({ level: 'silent' });
    const stopping = new AbortController();
    const startedAt = performance.now();
    const now = (): Date => new Date(NINE.getTime() + performance.now() - startedAt);
    await queueNews(db, QUEUED, NINE);
    const ended = runService(
      {
        ...testDesk,
        transact: createTransact(connection.db, season.env),
        calendar,
        understanding: createUnderstanding(languages),
        channels: [
          createTelegramChannel({
            bot: 'telegram',
            token: telegram.token,
            apiRoot: telegram.root,
            menu: MENU,
            clock: now,
            log,
          }),
        ],
        log,
        now,
        uptime: () => performance.now(),
        holder: 'only',
        describeError: String,
        listenToWork: (heard) => connection.listen(WORK_CHANNEL, heard),
      },
      stopping.signal,
    );
    onTestFinished(async () => {
      stopping.abort();
      await ended;
      await telegram.close();
    });
    const isNews = ({ text }: { text: string }): boolean => text.startsWith('news ');
    await vi.waitUntil(() => telegram.messages.filter(isNews).length > 20, { timeout: 20_000 });

    const waits: number[] = [];
    const chat = async (id: number): Promise<void> => {
      await pause((id * EVERY_MS) / PEOPLE);
      for (let round = 0; round < ROUNDS; round += 1) {
        const before = answersTo(telegram, id).length;
        const askedAt = performance.now();
        telegram.arrive(telegramPerson(id).says('HAN'));
        const answer = await vi.waitUntil(() => answersTo(telegram, id).at(before), {
          timeout: 60_000,
          interval: 20,
        });
        waits.push(answer.takenAt - askedAt);
        await pause(Math.max(0, EVERY_MS - (performance.now() - askedAt)));
      }
    };
    await Promise.all(Array.from({ length: PEOPLE }, (_, i) => chat(i + 1)));

    const sorted = waits.sort((a, b) => a - b);
    const at99 = sorted[Math.ceil(sorted.length * 0.99) - 1]!;
    const median = sorted[Math.floor(sorted.length / 2)]!;
    const [first, last] = [telegram.messages[0]!, telegram.messages.at(-1)!];
    const perSecond = telegram.messages.length / ((last.takenAt - first.takenAt) / 1000);
    const bulk = telegram.messages.filter(isNews).map(({ text }) => text);
    console.log(
      `${waits.length} replies: median ${median.toFixed(0)} ms, 99 % ${at99.toFixed(0)} ms; ${bulk.length} reminders meanwhile; ${perSecond.toFixed(1)} messages a second`,
    );
    expect(at99).toBeLessThan(1000);
    expect(bulk.length).toBeGreaterThan(50);
    expect(doubled(bulk)).toEqual([]);
    // The pace and one burst.
    expect(telegram.messages.length).toBeLessThanOrEqual(
      28 + ((last.takenAt - first.takenAt) / 1000) * 28 + 1,
    );
    expect(telegram.faults).toEqual([]);
  },
);

const answersTo = (telegram: TelegramServer, id: number) =>
  telegram.messages.filter(({ chat_id }) => String(chat_id) === String(id));

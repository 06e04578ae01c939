import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connect, type Db } from '../../src/store/connect.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { migrate } from '../../src/store/migrate.ts';
import { isFull } from '../support/faults.ts';
import { at } from '../support/plans.ts';
import { countOfState, doubled, queueNews } from '../support/queue.ts';
import { startService } from '../support/service-process.ts';
import { telegramPerson } from '../support/telegram-person.ts';
import { TelegramServer } from '../support/telegram-server.ts';

const MESSAGES = isFull ? 1000 : 200;
const STRANGERS = 20;
/** Messages of one bot on their way at a time. */
const AT_ONCE = 12;
const NINE = at('2023-07-25', '09:00');
const run = promisify(execFile);

test(
  'the database restarts in the middle: nothing is lost, every update is answered once, only what was on its way may come twice',
  { timeout: 180_000 },
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'dondoc-restart-'));
    await chmod(dataDir, 0o777);
    const server = await startEmbeddedPostgres({ dataDir });
    await migrate(server.url);
    const telegram = await TelegramServer.open();
    const service = await startService({
      url: server.url,
      apiRoot: telegram.root,
      token: telegram.token,
      holder: 'only',
      officeTime: NINE.toISOString(),
    });
    onTestFinished(async () => {
      await service.stop();
      await server.release();
      await telegram.close();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    });
    const ask = async <T>(question: (db: Db) => Promise<T>): Promise<T> => {
      const { db, close } = connect({ url: server.url, max: 1 });
      try {
        return await question(db);
      } finally {
        await close();
      }
    };

    const texts = (): string[] =>
      telegram.messages.map(({ text, chat_id }) =>
        text.startsWith('news ') ? text : `answer to ${chat_id}`,
      );
    const stranger = (id: number): void => void telegram.arrive(telegramPerson(id).says('xin chào'));
    await ask((db) => queueNews(db, MESSAGES, NINE));
    await vi.waitUntil(() => texts().length > MESSAGES / 3, { timeout: 60_000, interval: 5 });
    for (let id = 1; id <= STRANGERS / 2; id += 1) stranger(id);
    await restart(await ask(binariesOf), join(dataDir, 'postgres'));
    for (let id = STRANGERS / 2 + 1; id <= STRANGERS; id += 1) stranger(id);
    const sent = () => ask((db) => countOfState(db, 'sent'));
    await vi.waitUntil(async () => (await sent()) === MESSAGES + STRANGERS, {
      timeout: 120_000,
      interval: 300,
    });
    const expected = [
      ...Array.from({ length: MESSAGES }, (_, i) => `news ${i}`),
      ...Array.from({ length: STRANGERS }, (_, i) => `answer to ${i + 1}`),
    ];
    expect([...new Set(texts())].sort()).toEqual(expected.sort());
    // What the network had taken, and the database did not live to hear of.
    expect(doubled(texts()).length).toBeLessThanOrEqual(AT_ONCE);
    expect(await ask((db) => countOfState(db, 'dead'))).toBe(0);
  },
);

async function binariesOf(db: Db): Promise<string> {
  const [config] = await db.execute<{ setting: string }>(
    sql`select setting from pg_config where name = 'BINDIR'`,
  );
  return config!.setting;
}

/** At once, as after a loss of power; returns when the server takes connections again. */
async function restart(binaries: string, folder: string): Promise<void> {
  const { uid, gid } = await stat(folder);
  const asOwner = process.getuid?.() === 0 ? { uid, gid } : {};
  const log = join(folder, 'restart.log');
  const how = ['restart', '-D', folder, '-m', 'immediate', '-w', '-l', log];
  await run(join(binaries, 'pg_ctl'), how, asOwner);
}

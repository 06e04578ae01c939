import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { pino } from 'pino';
import { webhookSecretOf } from '../../src/channels/webhook-secret.ts';
import type { Incoming } from '../../src/conversations/message.ts';
import { createHealth } from '../../src/http-health.ts';
import { createMetrics } from '../../src/http-metrics.ts';
import { startHttp, webhookUrl } from '../../src/http.ts';
import { QUIET } from '../support/http-rig.ts';
import { apiError, reset, tooMany } from '../support/telegram-misbehaviour.ts';
import { telegramPerson } from '../support/telegram-person.ts';
import { TOKEN } from '../support/telegram-server.ts';
import { openTelegram, type TelegramRig } from './telegram-rig.ts';

const officer = telegramPerson(42);
const colleague = telegramPerson(43);
const webhookSecret = webhookSecretOf(TOKEN);

let rig: TelegramRig;
beforeEach(async () => {
  rig = await openTelegram({ webhookSecret });
});
afterEach(() => rig.close());

const until = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 });
const webhook = () => rig.channel.webhook!;
const register = (url: string) => webhook().register(url, new AbortController().signal);

/** The program's own server in front of the channel, registered with Telegram; `store` may fail. */
async function serve(store: (incoming: Incoming) => void = () => undefined) {
  const stored: Incoming[] = [];
  const look = () => Promise.resolve(QUIET);
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    channels: [rig.channel],
    store: () => async (incoming) => {
      await Promise.resolve();
      store(incoming);
      stored.push(incoming);
    },
    health: createHealth(look),
    metrics: createMetrics({ look }),
    log: pino({ level: 'debug' }, { write: (line) => rig.lines.push(line) }),
  });
  onTestFinished(() => server.close());
  await register(webhookUrl(server.url, rig.channel.bot));
  return { stored, ...server };
}

describe('the secret', () => {
  it('is of the characters and the length both networks take, and tells nothing of the token', () => {
    expect(webhookSecret).toMatch(/^[0-9a-f]{64}$/);
    expect(webhookSecret).not.toContain(TOKEN.slice(0, 6));
  });

  it('stays with its token and goes with it', () => {
    expect(webhookSecretOf(TOKEN)).toBe(webhookSecret);
    expect(webhookSecretOf(`${TOKEN}x`)).not.toBe(webhookSecret);
  });
});

describe('registering', () => {
  it('always says which updates are wanted, blocking and unblocking among them, and drops nothing', async () => {
    await register('https://cchc.example.vn/webhook/telegram');
    const request = rig.server.requests.find(({ method }) => method === 'setWebhook');
    expect(request?.body).toEqual({
      url: 'https://cchc.example.vn/webhook/telegram',
      secret_token: webhookSecret,
      max_connections: 16,
      allowed_updates: ['message', 'callback_query', 'my_chat_member'],
    });
    expect(rig.server.menus).toHaveLength(2);
    expect(rig.lines.join('')).not.toContain(webhookSecret);
  });

  it('is repeated until Telegram answers, as long as Telegram asks to wait', async () => {
    rig.server.misbehave('setWebhook', reset, tooMany(7), apiError(500, 'Internal Server Error'));
    await register('https://cchc.example.vn/webhook/telegram');
    expect(rig.pauses).toEqual([1, 7, 4]);
    expect(rig.server.webhook).toBe('https://cchc.example.vn/webhook/telegram');
  });

  it('ends where the program ends', async () => {
    const stop = new AbortController();
    stop.abort();
    await webhook().register('https://cchc.example.vn/webhook/telegram', stop.signal);
    expect(rig.server.webhook).toBeUndefined();
  });

  it('with a wrong token names the setting', async () => {
    const other = await openTelegram({ webhookSecret, token: '123456:another-token-that-is-not-the-one' });
    await expect(
      other.channel.webhook!.register('https://a.example', new AbortController().signal),
    ).rejects.toThrow('TELEGRAM_TOKEN');
    await other.close();
  });
});

describe('pushed', () => {
  it('updates of every kind are stored, and confirmed by that alone', async () => {
    const { stored } = await serve();
    rig.server.arrive(officer.says('HAN'));
    rig.server.arrive(officer.pressesData('m7.1', 'press-a'));
    rig.server.arrive(officer.blocks());
    rig.server.arrive(officer.unblocks());
    await until(() => expect(rig.server.unconfirmed).toEqual([]));
    expect(stored.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'HAN' },
      { kind: 'press', message: 7, choice: 1 },
      { kind: 'left' },
      { kind: 'returned' },
    ]);
    await until(() => expect(rig.server.acknowledged).toEqual(['press-a']));
  });

  it('what waited before the webhook was set comes too', async () => {
    rig.server.arrive(officer.says('HAN'));
    const { stored } = await serve();
    await until(() => expect(stored).toHaveLength(1));
  });

  it('an update that could not be stored comes again; others are not held up by it, its press not acknowledged', async () => {
    let isAway = true;
    const { stored } = await serve(({ chatId }) => {
      if (isAway && chatId === '42') throw new Error('the database is away');
    });
    rig.server.arrive(officer.pressesData('m1.0', 'press-b'));
    rig.server.arrive(colleague.says('LICH'));
    await until(() => expect(rig.server.pushes.filter((status) => status === 503).length).toBeGreaterThan(1));
    expect(rig.server.acknowledged).toEqual([]);
    expect(stored.map(({ chatId }) => chatId)).toEqual(['43']);
    isAway = false;
    await until(() => expect(stored.map(({ chatId }) => chatId)).toEqual(['43', '42']));
    await until(() => expect(rig.server.acknowledged).toEqual(['press-b']));
  });

  it('five times at once an update keeps its id, so that it is handled once', async () => {
    const { stored } = await serve();
    expect(await rig.server.pushAtOnce(officer.says('HAN'), 5)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(stored.map(({ externalId }) => externalId)).size).toBe(1);
  });

  it('a press that can no longer be acknowledged counts all the same', async () => {
    rig.server.misbehave('answerCallbackQuery', apiError(400, 'Bad Request: query is too old'));
    const { stored } = await serve();
    rig.server.arrive(officer.pressesData('m1.0'));
    await until(() => expect(stored).toHaveLength(1));
    await until(() => expect(rig.lines.join('')).toContain('query is too old'));
  });

  it('talk of a group, another bot and an edit are taken from Telegram and stored nowhere', async () => {
    const { stored, url } = await serve();
    const push = (update: object) =>
      fetch(webhookUrl(url, 'telegram'), {
        method: 'POST',
        headers: { [webhook().header]: webhookSecret },
        body: JSON.stringify({ update_id: 1, ...update }),
      });
    const message = officer.says('HAN').message!;
    const group = { ...message, chat: { id: -5, type: 'group', title: 'CCHC' } };
    const bot = { ...message, from: { ...message.from, is_bot: true } };
    for (const update of [{ message: group }, { message: bot }, { edited_message: message }, {}])
      expect((await push(update)).status).toBe(200);
    expect(stored).toEqual([]);
  });

  it('polling afterwards takes the webhook away first and loses nothing', async () => {
    await register('https://cchc.example.vn/webhook/telegram');
    const update = rig.server.arrive(officer.says('HAN'));
    const { stored } = rig.listen();
    await until(() => expect(stored.map(({ externalId }) => externalId)).toEqual([String(update)]));
    expect(rig.server.webhook).toBeUndefined();
  });
});

it('without a secret nothing can be pushed', async () => {
  const polled = await openTelegram();
  expect(polled.channel.webhook).toBeUndefined();
  await polled.close();
});

it('whatever stands in a body, reading it throws nothing and gives nothing half understood', () => {
  const whole = officer.sends({ text: 'HAN' }).message!;
  const nonsense = fc.oneof(fc.jsonValue(), fc.constant(whole), fc.constant(whole.chat));
  const update = fc.record(
    {
      update_id: fc.oneof(fc.nat(), nonsense),
      message: fc.oneof(
        nonsense,
        fc.record({ chat: nonsense, from: nonsense, date: nonsense, text: nonsense }),
      ),
      callback_query: fc.oneof(nonsense, fc.record({ id: nonsense, message: nonsense, from: nonsense })),
      my_chat_member: fc.oneof(
        nonsense,
        fc.record({ chat: nonsense, date: nonsense, new_chat_member: nonsense }),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(update, fc.jsonValue()), (body) => {
      for (const { externalId, chatId, sentAt } of webhook().parse(body)) {
        expect(externalId).toMatch(/^\d+$/);
        expect(chatId).toMatch(/^-?\d+$/);
        expect(() => sentAt.toISOString()).not.toThrow();
      }
    }),
    { numRuns: 1000 },
  );
});

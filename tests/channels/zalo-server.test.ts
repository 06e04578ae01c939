import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { badGateway, cut, reset } from '../support/zalo-misbehaviour.ts';
import { zaloPerson } from '../support/zalo-person.ts';
import { ZaloServer } from '../support/zalo-server.ts';

// The stand-in for Zalo must catch what Zalo would refuse, or the other tests prove little.
let server: ZaloServer;
beforeEach(async () => {
  server = await ZaloServer.open();
});
afterEach(() => server.close());

const person = zaloPerson('6ede9afa66b88fe6d6a9');
const secret_token = 'bi-mat-cua-webhook';

interface Answer {
  ok: boolean;
  result?: { message?: { text?: string }; message_id?: string; verification?: string };
  error_code?: number;
}

async function ask(method: string, body: unknown = {}): Promise<Answer & { status: number }> {
  const response = await fetch(`${server.root}/bot${server.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { ...((await response.json()) as Answer), status: response.status };
}

describe('a request', () => {
  it.each([
    ['a blank text', 'sendMessage', { chat_id: 'a', text: ' \n' }],
    ['a text of 2,001 characters', 'sendMessage', { chat_id: 'a', text: 'đ'.repeat(2001) }],
    ['1,001 characters of two units each', 'sendMessage', { chat_id: 'a', text: '🇻'.repeat(1001) }],
    ['a message to nobody', 'sendMessage', { text: 'x' }],
    ['a chat id that is a number', 'sendMessage', { chat_id: 42, text: 'x' }],
    ['buttons', 'sendMessage', { chat_id: 'a', text: 'x', reply_markup: {} }],
    ['half a character', 'sendMessage', { chat_id: 'a', text: 'x\uD83D' }],
    ['an offset', 'getUpdates', { timeout: 0, offset: 1 }],
    ['a timeout that is a text', 'getUpdates', { timeout: '30' }],
    ['a webhook without a secret', 'setWebhook', { url: 'https://example.vn/zalo' }],
    ['a secret of 7 characters', 'setWebhook', { url: 'https://example.vn/zalo', secret_token: '1234567' }],
    [
      'a secret of 257 characters',
      'setWebhook',
      { url: 'https://example.vn', secret_token: 'x'.repeat(257) },
    ],
    ['a webhook without https', 'setWebhook', { url: 'http://example.vn/zalo', secret_token }],
  ])('with %s is refused under HTTP 200, and remembered', async (_what, method, body) => {
    expect(await ask(method, body)).toMatchObject({ status: 200, ok: false, error_code: 400 });
    expect(server.faults).toHaveLength(1);
    expect(server.messages).toEqual([]);
    expect(server.webhook).toBeUndefined();
  });

  it('of 2,000 characters is taken', async () => {
    expect(await ask('sendMessage', { chat_id: 'a', text: 'đ'.repeat(2000) })).toMatchObject({ ok: true });
    expect(server.faults).toEqual([]);
  });

  it.each([
    ['GET', undefined, 'application/json'],
    ['POST', '{"chat_id":"a","text":"x"}', 'text/plain'],
    ['POST', '{"chat_id":"a",', 'application/json'],
  ])('by %s with %s as %s is none', async (method, body, type) => {
    await fetch(`${server.root}/bot${server.token}/sendMessage`, {
      method,
      headers: { 'content-type': type },
      ...(body !== undefined && { body }),
    });
    expect(server.faults).toHaveLength(1);
    expect(server.messages).toEqual([]);
  });

  it('for a method in other letters is not found, with the token of another bot it is not let in', async () => {
    expect(await ask('SendMessage', { chat_id: 'a', text: 'x' })).toMatchObject({
      ok: false,
      error_code: 404,
    });
    expect(await ask('constructor')).toMatchObject({ ok: false, error_code: 404 });
    const response = await fetch(`${server.root}/bot1:other/getMe`, { method: 'POST', body: '{}' });
    expect(await response.json()).toMatchObject({ ok: false, error_code: 401 });
  });

  it('to one who shut the bot out, or beyond the month’s quota, is refused', async () => {
    const send = (chat_id: string) => ask('sendMessage', { chat_id, text: 'x' });
    server.block('a');
    server.quota = 1;
    expect(await send('a')).toMatchObject({ ok: false, error_code: 400 });
    expect(await send('b')).toMatchObject({ ok: true });
    expect(await send('b')).toMatchObject({ ok: false, error_code: 429 });
    expect(server.messages).toHaveLength(1);
  });

  it('goes wrong as told, one after the other, done or not', async () => {
    server.misbehave('sendMessage', badGateway, reset, cut);
    const send = () => ask('sendMessage', { chat_id: 'a', text: 'x' });
    for (let n = 0; n < 3; n += 1) await expect(send()).rejects.toThrow();
    // Of the three only the last was done, although nobody learned of it.
    expect(server.messages).toHaveLength(1);
    expect(await send()).toMatchObject({ ok: true });
  });

  it('takes as long as the network is slow', async () => {
    server.slowMs = 60;
    const before = performance.now();
    await ask('getMe');
    expect(performance.now() - before).toBeGreaterThanOrEqual(55);
  });
});

describe('polling', () => {
  it('hands over one update at a time, and never again', async () => {
    server.arrive(person.says('một'));
    server.arrive(person.says('hai'));
    expect((await ask('getUpdates', { timeout: 0 })).result?.message?.text).toBe('một');
    expect((await ask('getUpdates', { timeout: 0 })).result?.message?.text).toBe('hai');
    expect(await ask('getUpdates', { timeout: 0 })).toMatchObject({ ok: false, error_code: 408 });
  });

  it('in vain ends with 408, now under HTTP 200, now under 408', async () => {
    const statuses = [await ask('getUpdates', { timeout: 0 }), await ask('getUpdates', { timeout: 0 })];
    expect(statuses.map(({ status, error_code }) => [status, error_code])).toEqual([
      [200, 408],
      [408, 408],
    ]);
  });

  it('twice at a time is a fault, answered with a page', async () => {
    const first = ask('getUpdates', { timeout: 1 });
    while (server.countOf('getUpdates') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(ask('getUpdates', { timeout: 1 })).rejects.toThrow();
    server.arrive(person.says('một'));
    expect(await first).toMatchObject({ ok: true });
    expect(server.faults).toEqual(['getUpdates: two polls at a time']);
  });

  it('is refused while a webhook is set', async () => {
    await ask('setWebhook', { url: 'https://zalo.invalid/hook', secret_token });
    expect(await ask('getUpdates', { timeout: 0 })).toMatchObject({ ok: false, error_code: 400 });
    await ask('deleteWebhook');
    expect(await ask('getUpdates', { timeout: 0 })).toMatchObject({ ok: false, error_code: 408 });
  });
});

describe('pushing', () => {
  let receiver: Server;
  let url: string;
  let received: { secret: unknown; agent: unknown; body: string }[];
  let statuses: number[];
  beforeEach(async () => {
    received = [];
    statuses = [];
    receiver = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        const { 'x-bot-api-secret-token': secret, 'user-agent': agent } = request.headers;
        received.push({ secret, agent, body });
        response.writeHead(statuses.shift() ?? 200).end();
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/zalo`;
  });
  afterEach(() => receiver.close());

  const told = () =>
    received
      .filter(({ body }) => body !== '')
      .map(({ body }) => {
        const whole = JSON.parse(body) as { result?: unknown };
        return (whole.result ?? whole) as { message: { text: string } };
      })
      .map(({ message }) => message.text);

  it('begins with an empty request; an address where nobody answers is kept all the same', async () => {
    const there = await ask('setWebhook', { url, secret_token });
    expect(there.result?.verification).toBe('ok');
    expect(received).toEqual([{ secret: secret_token, agent: 'Java/17.0.9', body: '' }]);
    const nowhere = 'http://127.0.0.1:9/zalo';
    expect((await ask('setWebhook', { url: nowhere, secret_token })).result?.verification).toBe('failed');
    expect(server.webhook?.url).toBe(nowhere);
  });

  it('sends each update with the secret, bare or under "result"', async () => {
    await ask('setWebhook', { url, secret_token });
    server.arrive(person.says('một'));
    server.arrive(person.says('hai'));
    await server.pushed();
    expect(told().sort()).toEqual(['hai', 'một']);
    const forms = received.slice(1).map(({ body }) => 'result' in (JSON.parse(body) as object));
    expect(forms.sort()).toEqual([false, true]);
    expect(received.every(({ secret }) => secret === secret_token)).toBe(true);
  });

  it('repeats what was not answered well, and gives up', async () => {
    await ask('setWebhook', { url, secret_token });
    statuses = [500, 200];
    server.arrive(person.says('một'));
    await server.pushed();
    statuses = [503, 503, 503];
    server.arrive(person.says('hai'));
    await server.pushed();
    expect(told()).toEqual(['một', 'một', 'hai', 'hai', 'hai']);
    expect(server.pushes.map(({ status }) => status)).toEqual([200, 500, 200, 503, 503, 503]);
  });

  it('doubles, loses, holds back and turns round as told', async () => {
    await ask('setWebhook', { url, secret_token });
    server.arrive(person.says('hai lần'), 'twice');
    server.arrive(person.says('mất'), 'lost');
    server.arrive(person.says('trước'), 'held');
    server.arrive(person.says('sau'));
    await server.pushed();
    server.release();
    await server.pushed();
    expect(told().slice(0, 3).sort()).toEqual(['hai lần', 'hai lần', 'sau']);
    expect(told().slice(3)).toEqual(['trước']);
  });
});

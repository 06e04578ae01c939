import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createServices } from '../src/services/services.ts';
import { freshDatabase } from './support/database.ts';
import { head, NOW, openHttp, pushedChannel, SECRET } from './support/http-rig.ts';
import { testEnvironment } from './support/plans.ts';

const pushes = async (rig: { metrics: { text: () => Promise<string> } }) =>
  [
    ...(await rig.metrics.text()).matchAll(/webhook_requests_total\{bot="office",result="(\w+)"\} (\d+)/g),
  ].map(([, result, count]) => `${result} ${count}`);

describe('a push', () => {
  it('is answered 200 with an empty body once its update is stored', async () => {
    const acknowledged: unknown[] = [];
    const rig = await openHttp({ channels: [pushedChannel((body) => acknowledged.push(body))] });
    const response = await rig.update('1');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect(rig.stored.map(({ externalId }) => externalId)).toEqual(['1']);
    expect(acknowledged).toEqual([{ id: '1', text: 'HAN' }]);
    expect(await pushes(rig)).toEqual(['stored 1']);
  });

  it.each([
    ['another', 'another-secret-of-it'],
    ['a shorter one', SECRET.slice(0, -1)],
    ['a longer one', `${SECRET}x`],
    ['none', ''],
  ])('with %s in place of the secret is answered 401 and stored nowhere', async (_what, secret) => {
    const rig = await openHttp();
    const response = await rig.push('{"id":"1"}', { 'x-test-secret': secret });
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('');
    expect(rig.stored).toEqual([]);
    expect(await pushes(rig)).toEqual(['wrong_secret 1']);
  });

  it('without the right secret is answered before its body came, and the connection ends', async () => {
    const rig = await openHttp();
    const { socket, answer } = rig.open();
    socket.write(head(['Content-Length: 1000'], 'wrong'));
    socket.write('the first of a thousand bytes');
    expect(await answer).toMatch(/^HTTP\/1.1 401 [^]*connection: close/i);
    // One line however often a stranger knocks.
    await rig.push('{}', { 'x-test-secret': 'wrong' });
    expect(rig.lines.filter((line) => line.includes('right secret'))).toHaveLength(1);
    expect(rig.lines.join('')).not.toContain('"wrong"');
  });

  it('without the right secret cannot go on for ever: nobody reads it', async () => {
    const rig = await openHttp();
    const { socket, answer } = rig.open();
    socket.write(head(['Transfer-Encoding: chunked'], 'wrong'));
    const feeding = setInterval(() => socket.write(`10000\r\n${'x'.repeat(0x10000)}\r\n`), 1);
    await answer;
    clearInterval(feeding);
    expect(await pushes(rig)).toEqual(['wrong_secret 1']);
  });

  it('to a bot that is not there is answered 404', async () => {
    const rig = await openHttp();
    expect((await rig.push('{"id":"1"}', {}, 'other')).status).toBe(404);
  });

  it('with an empty body, as a network may send to try the address, is answered 200', async () => {
    const rig = await openHttp();
    expect((await rig.push('')).status).toBe(200);
    expect(await rig.raw(head(['Content-Length: 0', 'Connection: close']))).toMatch(/^HTTP\/1.1 200 /);
    expect(rig.stored).toEqual([]);
    expect(await pushes(rig)).toEqual(['empty 2']);
  });

  it.each([
    ['a page of a gateway', '<html><body>502 Bad Gateway</body></html>'],
    ['half an update', '{"id":"1","te'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ])('of %s is logged and answered 200, for it would be repeated for ever', async (_what, body) => {
    const rig = await openHttp();
    expect((await rig.push(body)).status).toBe(200);
    expect(rig.stored).toEqual([]);
    expect(await pushes(rig)).toEqual(['unreadable 1']);
    expect(rig.lines.join('')).toContain('is not JSON');
  });

  it('that the program trips over is logged and answered 200 too', async () => {
    const channel = pushedChannel();
    const parse = (): never => {
      throw new TypeError('a shape nobody thought of');
    };
    const rig = await openHttp({ channels: [{ ...channel, webhook: { ...channel.webhook!, parse } }] });
    expect((await rig.update('1')).status).toBe(200);
    expect(await pushes(rig)).toEqual(['unreadable 1']);
    expect(rig.lines.join('')).toContain('could not be read');
  });

  it('of more than 1 MB is refused, whether it says so beforehand or not', async () => {
    const rig = await openHttp();
    expect(await rig.raw(head(['Content-Length: 1048577']))).toMatch(/^HTTP\/1.1 413 /);
    const { socket, answer } = rig.open();
    socket.write(head(['Transfer-Encoding: chunked']));
    for (let sent = 0; sent <= 17; sent += 1) socket.write(`10000\r\n${'x'.repeat(0x10000)}\r\n`);
    expect(await answer).toMatch(/^HTTP\/1.1 413 /);
    expect(rig.stored).toEqual([]);
    expect(await pushes(rig)).toEqual(['too_large 2']);
  });

  it('of just under 1 MB is taken', async () => {
    const rig = await openHttp();
    expect((await rig.update('1', 'đ'.repeat(500_000))).status).toBe(200);
    expect(rig.stored).toHaveLength(1);
  });

  it('whose body dawdles is not waited for', async () => {
    const rig = await openHttp({ bodyMs: 100 });
    const { socket, answer } = rig.open();
    socket.write(head(['Content-Length: 20']));
    socket.write('{"id":');
    expect(await answer).toMatch(/^HTTP\/1.1 408 /);
    expect(await pushes(rig)).toEqual(['too_slow 1']);
  });

  it('that breaks off leaves nothing behind', async () => {
    const rig = await openHttp();
    const { socket, answer } = rig.open();
    socket.write(head(['Content-Length: 20']));
    socket.write('{"id":"1"');
    await sleep(50);
    socket.destroy();
    await answer;
    expect((await rig.update('2')).status).toBe(200);
    expect(rig.stored.map(({ externalId }) => externalId)).toEqual(['2']);
  });
});

describe('a client that does not hurry', () => {
  it('with its headers is shown out', async () => {
    const limits = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 };
    const rig = await openHttp({ limits });
    expect(await rig.raw('POST /webhook/office HTTP/1.1\r\nHost: bot\r\n')).toMatch(/^HTTP\/1.1 408 /);
  });

  it('and sends headers without end is refused', async () => {
    const rig = await openHttp();
    expect(await rig.raw(head([`X-More: ${'x'.repeat(17_000)}`]))).toMatch(/^HTTP\/1.1 431 /);
  });
});

describe('with the database', () => {
  const stored = async (db: Awaited<ReturnType<typeof freshDatabase>>['db']) => {
    const services = createServices(db, testEnvironment());
    const seen: string[] = [];
    for (let row = await services.inbox.take(['office']); row; row = await services.inbox.take(['office'])) {
      seen.push(row.externalId);
      await services.inbox.markHandled(row.id);
    }
    return seen;
  };

  it('the same update pushed five times at once is stored once, and each push is answered 200', async () => {
    const { db } = await freshDatabase();
    const { inbox } = createServices(db, testEnvironment());
    const rig = await openHttp({
      store:
        ({ bot }) =>
        async ({ externalId, chatId, content, sentAt }) => {
          await inbox.store({ bot, externalId, chatId, payload: content, sentAt }, NOW);
        },
    });
    const answers = await Promise.all(Array.from({ length: 5 }, () => rig.update('7')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await rig.update('8');
    expect(await stored(db)).toEqual(['7', '8']);
  });

  it('away, a push is answered 503 and logged without the words in it; its repetition is stored', async () => {
    const { db } = await freshDatabase();
    const { inbox } = createServices(db, testEnvironment());
    let isAway = true;
    const acknowledged: unknown[] = [];
    const rig = await openHttp({
      channels: [pushedChannel((body) => acknowledged.push(body))],
      store:
        ({ bot }) =>
        async ({ externalId, chatId, content, sentAt }) => {
          if (isAway) throw new Error('the database is away');
          await inbox.store({ bot, externalId, chatId, payload: content, sentAt }, NOW);
        },
    });
    const refused = await rig.update('9', 'số liệu mật');
    expect([refused.status, await refused.text()]).toEqual([503, '']);
    expect(acknowledged).toEqual([]);
    expect(rig.lines.join('')).toContain('was not stored');
    expect(rig.lines.join('')).not.toContain('số liệu mật');
    isAway = false;
    expect((await rig.update('9', 'số liệu mật')).status).toBe(200);
    expect(await stored(db)).toEqual(['9']);
    expect(await pushes(rig)).toEqual(['not_stored 1', 'stored 1']);
  });
});

describe('whatever is not served', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/webhook/office'],
    ['PUT', '/webhook/office'],
    ['POST', '/webhook/office/more'],
    ['POST', '/webhook/'],
    ['POST', '/health'],
    ['DELETE', '/metrics'],
    ['OPTIONS', '/health'],
    ['GET', '/files/anything'],
    ['GET', '/../../etc/passwd'],
    ['GET', '/health/..%2f..%2fetc/passwd'],
  ])('%s %s is not found, without a word', async (method, path) => {
    const rig = await openHttp();
    const answer = await rig.raw(`${method} ${path} HTTP/1.1\r\nHost: bot\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    expect(answer.split('\r\n\r\n')[1]).toBe('');
  });

  it('no answer tells what the server is made of', async () => {
    const rig = await openHttp();
    for (const path of ['/health', '/metrics', '/nothing']) {
      const { headers } = await rig.get(path);
      expect([...headers.keys()].filter((name) => /server|powered|version/.test(name))).toEqual([]);
    }
  });

  it('nonsense on the wire ends that connection only', async () => {
    const rig = await openHttp();
    expect(await rig.raw('\u0016\u0003\u0001 not HTTP at all\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
    expect((await rig.update('1')).status).toBe(200);
  });
});

it('a connection serves several requests', async () => {
  const rig = await openHttp();
  const { socket, answer } = rig.open();
  const request = (close: string) => `GET /health HTTP/1.1\r\nHost: bot\r\n${close}\r\n`;
  socket.write(request('') + request('') + request('Connection: close\r\n'));
  expect((await answer).match(/HTTP\/1.1 200/g)).toHaveLength(3);
});

describe('closing', () => {
  it('finishes the push in hand and takes no more', async () => {
    let release: () => void = () => undefined;
    const isStored = new Promise<void>((resolve) => (release = resolve));
    const rig = await openHttp({ store: () => () => isStored });
    const inHand = rig.update('1');
    await sleep(50);
    const closed = rig.close();
    await sleep(20);
    await expect(rig.update('2')).rejects.toThrow();
    release();
    const response = await inHand;
    expect(response.status).toBe(200);
    expect(response.headers.get('connection')).toBe('close');
    await closed;
  });

  it('waits for nobody who has asked nothing', async () => {
    const rig = await openHttp();
    const { socket } = rig.open();
    await new Promise((resolve) => socket.once('connect', resolve));
    const began = performance.now();
    await rig.close();
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('cuts off after five seconds what does not come to an end', { timeout: 15_000 }, async () => {
    const rig = await openHttp({ store: () => () => new Promise(() => undefined) });
    const inHand = rig.update('1').catch(() => 'cut');
    await sleep(50);
    const began = performance.now();
    await rig.close();
    expect(performance.now() - began).toBeLessThan(6000);
    expect(await inHand).toBe('cut');
  });
});

it('a port that is taken is said so, with the names of the settings', async () => {
  const rig = await openHttp();
  await expect(openHttp({ port: Number(new URL(rig.url).port) })).rejects.toThrow('HOST, PORT: ');
  await expect(openHttp({ port: Number(new URL(rig.url).port) })).rejects.toThrow('EADDRINUSE');
});

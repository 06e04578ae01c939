import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createProxiedFetch } from '../../src/channels/telegram/proxy.ts';
import { telegramPerson } from '../support/telegram-person.ts';
import { openTelegram } from './telegram-rig.ts';

type Answer = 'tunnel' | 'refuse' | 'silence';

/** A proxy that grants tunnels to its one user, and nothing else. */
async function openProxy(answer: Answer = 'tunnel') {
  const asked: { path: string; who: string | undefined }[] = [];
  const open = new Set<Socket>();
  const proxy = createServer((_request, response) => response.writeHead(405).end());
  proxy.on('connect', ({ url = '', headers }: IncomingMessage, socket: Socket) => {
    asked.push({ path: url, who: headers['proxy-authorization'] });
    open.add(socket);
    socket.on('error', () => socket.destroy());
    if (answer === 'silence') return;
    if (answer === 'refuse') {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(url) ?? [];
    const server = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.pipe(socket).pipe(server);
    });
    open.add(server);
    server.on('error', () => socket.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    proxy.close();
  });
  const { port } = proxy.address() as AddressInfo;
  return { asked, url: `http://tro%20ly:m%40t@127.0.0.1:${port}` };
}

const message = { id: 1, text: 'Đã nhận báo cáo.', choices: [], files: [] };

test('everything goes through the proxy, which learns the server’s name and who asks', async () => {
  const proxy = await openProxy();
  const rig = await openTelegram({ fetch: createProxiedFetch(proxy.url) });
  onTestFinished(() => rig.close());
  expect(await rig.channel.send('42', message)).toEqual({ kind: 'sent', externalId: '1', messages: 1 });
  expect(rig.server.messages.map(({ text }) => text)).toEqual([message.text]);
  const [first] = proxy.asked;
  expect(first?.path).toBe(new URL(rig.server.root).host);
  expect(Buffer.from(first?.who?.replace('Basic ', '') ?? '', 'base64').toString()).toBe('tro ly:m@t');
  expect(JSON.stringify(proxy.asked)).not.toContain(rig.server.token);
});

test('one tunnel serves many requests', async () => {
  const proxy = await openProxy();
  const rig = await openTelegram({ fetch: createProxiedFetch(proxy.url) });
  onTestFinished(() => rig.close());
  for (let id = 1; id <= 10; id += 1) await rig.channel.send('42', { ...message, id });
  expect(rig.server.messages).toHaveLength(10);
  expect(proxy.asked.length).toBeLessThan(3);
});

test('updates come through it, and receiving stops when told to', async () => {
  const proxy = await openProxy();
  const rig = await openTelegram({ fetch: createProxiedFetch(proxy.url) });
  onTestFinished(() => rig.close());
  const { stored, stop } = rig.listen();
  rig.server.arrive(telegramPerson(42).says('HAN'));
  while (stored.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await stop();
  expect(stored[0]?.content).toEqual({ kind: 'text', text: 'HAN' });
});

test.each(['refuse', 'silence'] as const)(
  'a proxy that answers with %s keeps the message waiting, and no reason tells the token or the password',
  async (answer) => {
    const proxy = await openProxy(answer);
    const seconds = { poll: 1, answer: 0.3 };
    const rig = await openTelegram({ fetch: createProxiedFetch(proxy.url), seconds });
    onTestFinished(() => rig.close());
    const outcome = await rig.channel.send('42', message);
    expect(outcome).toMatchObject({ kind: 'later', afterSeconds: null });
    expect(JSON.stringify(outcome)).not.toMatch(/m@t|m%40t|test-only/);
  },
);

test('a proxy that is not there keeps the message waiting and is named by the failure alone', async () => {
  const rig = await openTelegram({ fetch: createProxiedFetch('http://127.0.0.1:1') });
  onTestFinished(() => rig.close());
  expect(await rig.channel.send('42', message)).toEqual({
    kind: 'later',
    afterSeconds: null,
    why: 'the connection failed (ECONNREFUSED)',
  });
});

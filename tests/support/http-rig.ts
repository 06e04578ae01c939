import { connect, type Socket } from 'node:net';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import type { Incoming } from '../../src/conversations/message.ts';
import { startHttp, type HttpParts } from '../../src/http.ts';
import { createHealth } from '../../src/http-health.ts';
import { createMetrics } from '../../src/http-metrics.ts';
import type { Vitals } from '../../src/services/health.ts';

export const SECRET = 'secret-of-the-webhook';
const HEADER = 'x-test-secret';
export const NOW = new Date('2023-07-31T08:00:00+07:00');

/** A program that does its work and has nothing to say. */
export const QUIET: Vitals = {
  now: NOW,
  lastTick: NOW,
  messages: [],
  laidAside: [],
  lastSends: [{ bot: 'office', at: null }],
  sentLastDay: [],
  unhandled: [],
  setAside: [],
};

/** A bot to which updates of the form `{ id, text }` are pushed. */
export function pushedChannel(stored?: (body: unknown) => void): Channel {
  return {
    bot: 'office',
    network: 'telegram',
    hasButtons: true,
    send: () => Promise.resolve({ kind: 'sent', externalId: '1' }),
    receive: () => Promise.resolve(),
    webhook: {
      header: HEADER,
      secret: SECRET,
      parse: (body) => {
        const { id, text } = body as { id?: string; text?: string };
        if (id === undefined) return [];
        return [{ externalId: id, chatId: '42', sentAt: NOW, content: { kind: 'text', text: text ?? '' } }];
      },
      ...(stored && { stored }),
      register: () => Promise.resolve(),
    },
  };
}

/** The real server on a port of its own, closed with the test. */
export async function openHttp(given: Partial<HttpParts> & { look?: () => Promise<Vitals> } = {}) {
  const { look = () => Promise.resolve(QUIET), ...parts } = given;
  const stored: Incoming[] = [];
  const lines: string[] = [];
  const metrics = createMetrics({ look });
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    channels: [pushedChannel()],
    store: () => (incoming) => {
      stored.push(incoming);
      return Promise.resolve();
    },
    health: createHealth(look),
    metrics,
    log: pino({ level: 'debug' }, { write: (line) => lines.push(line) }),
    ...parts,
  });
  onTestFinished(() => server.close());
  const push = (body: string | Buffer, headers: Record<string, string> = {}, bot = 'office') =>
    fetch(`${server.url}/webhook/${bot}`, {
      method: 'POST',
      headers: { [HEADER]: SECRET, 'content-type': 'application/json', ...headers },
      body,
    });
  return {
    ...server,
    metrics,
    stored,
    lines,
    push,
    update: (id: string, text = 'HAN') => push(JSON.stringify({ id, text })),
    get: (path: string, init: RequestInit = {}) => fetch(server.url + path, init),
    /** What a client of one's own writes on the wire, and all it is answered until the other side hangs up. */
    async raw(head: string, ...more: string[]): Promise<string> {
      const dialogue = openRaw(server.url);
      dialogue.socket.write(head);
      for (const part of more) dialogue.socket.write(part);
      return dialogue.answer;
    },
    open: () => openRaw(server.url),
  };
}

export function openRaw(url: string): { socket: Socket; answer: Promise<string> } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  const answer = new Promise<string>((resolve) => {
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
  });
  onTestFinished(() => void socket.destroy());
  return { socket, answer };
}

/** The head of a push, as it stands on the wire. */
export const head = (more: readonly string[], secret = SECRET): string =>
  ['POST /webhook/office HTTP/1.1', 'Host: bot', `${HEADER}: ${secret}`, ...more, '', ''].join('\r\n');

import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as tls from 'node:tls';

/** A tunnel that a proxy does not grant in this time is none. */
const TUNNEL_MS = 10_000;

/**
 * `fetch` for an API behind an HTTP proxy: every connection is a tunnel (CONNECT) with TLS from end to end, so that the
 * proxy learns the server's name and nothing else. Connections are kept for the next request.
 */
export function createProxiedFetch(proxy: string): typeof fetch {
  const address = new URL(proxy);
  const agents = {
    'https:': tunnelled(new https.Agent({ keepAlive: true }), address, (socket, options, host) =>
      tls.connect({ ...options, socket, servername: host }),
    ),
    'http:': tunnelled(new http.Agent({ keepAlive: true }), address, (socket) => socket),
  };
  return async (input, init) => {
    const asked = new Request(input, { ...init, ...(init?.body && { duplex: 'half' }) });
    const { method, signal, url } = asked;
    const isSecure = url.startsWith('https:');
    const options = { method, signal, headers: Object.fromEntries(asked.headers) };
    const sent = isSecure
      ? https.request(url, { ...options, agent: agents['https:'] })
      : http.request(url, { ...options, agent: agents['http:'] });
    const answered = new Promise<Response>((resolve, reject) => {
      sent.once('error', (error) => reject(signal.aborted ? error : failure(error)));
      sent.once('response', (answer) => resolve(responseOf(answer)));
    });
    const body = asked.body ? Readable.fromWeb(asked.body as never) : Readable.from([]);
    // What goes wrong with the body goes wrong with the request, which tells.
    pipeline(body, sent).catch(() => undefined);
    return answered;
  };
}

/** As Node's own fetch says it: the cause carries the code, the address stands nowhere. */
const failure = (cause: Error): TypeError => new TypeError('fetch failed', { cause });

function responseOf(answer: http.IncomingMessage): Response {
  const status = answer.statusCode ?? 502;
  const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  if (status === 204 || status === 304) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(answer) as ConstructorParameters<typeof Response>[0], {
    status,
    headers,
  });
}

type Secure = (socket: Socket, options: tls.ConnectionOptions, host: string) => Socket;

/** The same agent, whose connections go through the proxy. */
function tunnelled<A extends http.Agent>(agent: A, proxy: URL, secure: Secure): A {
  agent.createConnection = (options, connected = () => undefined) => {
    const failed = (error: Error): void => connected(error, undefined as never);
    const host = options.host ?? '';
    const server = `${host.includes(':') ? `[${host}]` : host}:${options.port ?? ''}`;
    const asked = http.request({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port === '' ? 80 : Number(proxy.port),
      method: 'CONNECT',
      path: server,
      headers: { host: server, ...authorization(proxy) },
      timeout: TUNNEL_MS,
    });
    asked.once('timeout', () => asked.destroy(new Error('the proxy does not answer')));
    asked.once('error', failed);
    // A proxy that knows no tunnels answers as a server would.
    const refused = ({ statusCode = 0 }: http.IncomingMessage): void => {
      asked.destroy();
      failed(new Error(`the proxy refuses: HTTP ${statusCode}`));
    };
    asked.once('response', refused);
    asked.once('connect', (answer, socket) => {
      socket.setTimeout(0);
      if (answer.statusCode === 200) connected(null, secure(socket, options as tls.ConnectionOptions, host));
      else {
        socket.destroy();
        refused(answer);
      }
    });
    asked.end();
    return undefined;
  };
  return agent;
}

function authorization({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const who = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(who).toString('base64')}` };
}

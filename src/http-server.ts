import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { ConfigError } from './config.ts';
import type { Logger } from './logger.ts';

/** What is in hand when the server closes may still be finished within this. */
const CLOSE_MS = 5000;
/** Against those who open connections and dawdle; whoever reads a body bounds it more closely: `http-body.ts`. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 90_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 10_000,
  maxHeaderSize: 16 * 1024,
};
const MAX_CONNECTIONS = 1000;
/** A connection on which nothing moves, such as that of one who stopped reading a file. */
const IDLE_MS = 75_000;

export type HttpLimits = typeof LIMITS;

export interface ListenParts {
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'];
  host: string;
  /** 0: any that is free. */
  port: number;
  /** Shorter in tests. */
  limits?: Partial<HttpLimits> | undefined;
  log: Logger;
}

/** Listens, and resolves once it does. @throws ConfigError where it cannot */
export async function listen(parts: ListenParts): Promise<{ url: string; close: () => Promise<void> }> {
  const { fetch, host, port, log } = parts;
  const server = createAdaptorServer({
    fetch,
    createServer,
    serverOptions: { ...LIMITS, ...parts.limits },
    // The networks' clients use the same globals and need Node's own.
    overrideGlobalObjects: false,
    autoCleanupIncoming: false,
  }) as Server;
  server.maxConnections = MAX_CONNECTIONS;
  // Node takes a connection for idle only once it has served a request.
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  server.timeout = IDLE_MS;
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? 'no reason given';
    throw new ConfigError(`HOST, PORT: cannot listen on ${host}:${port} (${code})`);
  });
  const address = server.address() as AddressInfo;
  const url = `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
  log.info({ url }, 'listening');
  return {
    url,
    /** Takes no more requests and finishes those in hand. */
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of silent) socket.destroy();
      const impatience = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
      await closed;
      clearTimeout(impatience);
    },
  };
}

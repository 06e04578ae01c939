import type { MiddlewareHandler } from 'hono';
import type { HttpBindings } from '@hono/node-server';

type Env = { Bindings: HttpBindings };

/** Only what lies on this server; nothing inline. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Names by which a browser on this machine reaches it. A name that only resolves to this machine is none of them. */
const LOOPBACK_HOST = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;

export interface GuardParts {
  /** Where a proxy in front is reached; absent where there is none. */
  publicUrl: string | undefined;
  refuse: (why: 'host' | 'foreign') => Response | Promise<Response>;
}

/**
 * Answers only under its own names, and does nothing that another site asks for: a page elsewhere may neither read
 * this one through a name it owns nor send forms to it.
 */
export function createGuard({ publicUrl, refuse }: GuardParts): MiddlewareHandler<Env> {
  const beyond = publicUrl === undefined ? undefined : new URL(publicUrl);
  return async (context, next) => {
    const { req, env } = context;
    const port = env.incoming.socket.localPort ?? 0;
    const host = (req.header('host') ?? '').toLowerCase();
    const [name = '', asked = '80'] = host.split(/:(?=\d+$)/);
    const isHere = LOOPBACK_HOST.test(name) && asked === String(port);
    if (!isHere && host !== beyond?.host) return refuse('host');
    const origin = isHere ? `http://${host}` : beyond?.origin;
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      const from = req.header('origin');
      const site = req.header('sec-fetch-site');
      // A form sent without JavaScript may say "null"; the browser then tells the site instead.
      const isForeign =
        (from !== undefined && from !== 'null' && from !== origin) ||
        (from === 'null' && site !== 'same-origin') ||
        (site !== undefined && site !== 'same-origin' && site !== 'none');
      if (isForeign) return refuse('foreign');
    }
    await next();
    for (const [name, value] of Object.entries(HEADERS))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
    return undefined;
  };
}

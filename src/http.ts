import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import type { Channel } from './channels/channel.ts';
import { fileTexts } from './conversations/texts-files.ts';
import type { FileLinks } from './http-files.ts';
import type { GuidePages } from './http-guides.ts';
import type { Uploads } from './http-upload.ts';
import type { HealthReport } from './http-health.ts';
import type { Metrics } from './http-metrics.ts';
import { listen, type HttpLimits } from './http-server.ts';
import { createPushReceiver, type WebhookParts } from './http-webhook.ts';
import { isSameSecret } from './same-secret.ts';

/** Headers a proxy adds: what carries one was not asked on this machine, wherever the connection comes from. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'];

export interface HttpParts extends WebhookParts {
  host: string;
  /** 0: any that is free. */
  port: number;
  channels: readonly Channel[];
  health: () => Promise<HealthReport>;
  metrics: Metrics;
  /** Without it only callers on this machine may read the metrics. */
  metricsToken?: string | undefined;
  /** Absent where nobody can reach this program by a link. */
  files?: FileLinks | undefined;
  /** Absent with them: where workbooks come in from networks that carry no files. */
  uploads?: Uploads | undefined;
  guides?: GuidePages | undefined;
  /** Shorter in tests. */
  limits?: Partial<HttpLimits> | undefined;
}

type Env = { Bindings: HttpBindings };

/** Where a network pushes the updates of a bot. */
export const webhookUrl = (publicUrl: string, bot: string): string => `${publicUrl}/webhook/${bot}`;

/** Serves webhooks, health, metrics, file links and guides; resolves once it listens. @throws ConfigError where it cannot */
export async function startHttp(parts: HttpParts): Promise<{ url: string; close: () => Promise<void> }> {
  let isClosing = false;
  const app = createApp(parts, () => isClosing);
  const { url, close } = await listen({ ...parts, fetch: app.fetch });
  return {
    url,
    close() {
      isClosing = true;
      return close();
    },
  };
}

function createApp(parts: HttpParts, isClosing: () => boolean): Hono<Env> {
  const { channels, health, metrics, files, log } = parts;
  const app = new Hono<Env>();
  app.use(async (context, next) => {
    await next();
    // An unread body would be taken for the next request.
    if (isClosing() || !context.env.incoming.complete) context.env.outgoing.setHeader('connection', 'close');
  });
  app.notFound(() => answerOnly(404));
  app.onError((error, context) => {
    log.error({ err: error, path: context.req.path.split('/', 2).join('/') }, 'a request failed');
    return answerOnly(500);
  });

  for (const channel of channels) {
    if (!channel.webhook) continue;
    const receive = createPushReceiver(channel, channel.webhook, parts);
    app.post(`/webhook/${channel.bot}`, async (context) => answerOnly(await receive(context.env.incoming)));
  }
  app.get('/health', async (context) => {
    const report = await health();
    return context.json(report, report.ok ? 200 : 503, { 'cache-control': 'no-store' });
  });
  app.get('/metrics', async (context) => {
    const refusal = refuseMetrics(context.env.incoming, parts.metricsToken);
    if (refusal !== undefined) return answerOnly(refusal);
    return context.body(await metrics.text(), 200, { 'content-type': metrics.contentType });
  });
  const { uploads } = parts;
  if (uploads) {
    app.get('/upload/:part', (context) => uploads.show(context.req.param('part')));
    app.post('/upload/:part', (context) => uploads.receive(context.req.param('part'), context.env.incoming));
  }
  const { guides } = parts;
  if (guides) {
    app.get('/huong-dan', () => guides.list());
    app.get('/huong-dan/:key', (context) => guides.show(context.req.param('key')));
  }
  if (files) app.get('/files/:part', (context) => serveFile(context, files, context.req.param('part')));
  return app;
}

/** A status and nothing else: who has no business here learns nothing. */
const answerOnly = (status: number): Response =>
  new Response(null, { status, headers: { 'content-length': '0' } });

function refuseMetrics(
  { headers, socket }: IncomingMessage,
  token: string | undefined,
): 401 | 404 | undefined {
  if (token !== undefined) {
    const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    return isSameSecret(given, token) ? undefined : 401;
  }
  const isHere = /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  return isHere && !FORWARDED.some((name) => name in headers) ? undefined : 404;
}

async function serveFile(context: Context<Env>, files: FileLinks, part: string): Promise<Response> {
  const found = await files.open(part);
  switch (found.kind) {
    case 'none':
      return answerOnly(404);
    case 'expired':
      return context.html(EXPIRED_PAGE, 410, { 'cache-control': 'no-store' });
    case 'file':
      return context.body(Uint8Array.from(found.bytes), 200, found.headers);
  }
}

const EXPIRED_PAGE = `<!doctype html>
<html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${fileTexts.expiredTitle}</title>
<p>${fileTexts.expired}</p></html>
`;

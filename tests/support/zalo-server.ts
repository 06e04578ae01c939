import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { answer, answerHalf, type Misbehaviour } from './telegram-misbehaviour.ts';
import { isMethod, REQUESTS, type Method, type Request } from './zalo-limits.ts';
import { tooOften, type ZaloApiError } from './zalo-misbehaviour.ts';
import type { ZaloUpdate } from './zalo-person.ts';
import { pushUpdate, type Push } from './zalo-push.ts';

export const TOKEN = '1234567890123456789:test_only-not_a_token_of_anybody_at_all';

/** A message the server took, as the person sees it. */
export interface SentMessage extends Request<'sendMessage'> {
  message_id: string;
}

/** How an update reaches the bot; of those held back the bot hears when they are released. */
type Delivery = 'once' | 'twice' | 'lost' | 'held';

interface Poll {
  respond: (result: ZaloUpdate | ZaloApiError) => void;
}

/**
 * The Zalo Bot API on a port of its own, as strict as what is known of it: what breaks a limit is answered 400 and
 * kept in `faults`. Updates go to the webhook where one is set, else to whoever polls, one by one, without confirmation.
 */
export class ZaloServer {
  readonly token = TOKEN;
  /** Everything asked, in order, whether granted or not. */
  readonly requests: { method: string; body: Record<string, unknown> }[] = [];
  readonly messages: SentMessage[] = [];
  /** Pictures the server took, as it had them from their address. */
  readonly photos: (Request<'sendPhoto'> & { bytes: Uint8Array })[] = [];
  /** What lies under `/pictures/…`: a body, or a status. */
  readonly pictures = new Map<string, Uint8Array | number>();
  /** Every push to the webhook, in order, with what came of it. */
  readonly pushes: Push[] = [];
  readonly faults: string[] = [];
  webhook: Request<'setWebhook'> | undefined;
  /** Messages the bot may still send this month. */
  quota = 3000;
  /** How long every answer takes. */
  slowMs = 0;

  #waiting: ZaloUpdate[] = [];
  #held: ZaloUpdate[] = [];
  #poll: Poll | undefined;
  #emptyPolls = 0;
  readonly #blockedBy = new Set<string>();
  readonly #misbehaviours = new Map<string, Misbehaviour[]>();
  readonly #pushing = new Set<Promise<void>>();
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  static async open(): Promise<ZaloServer> {
    const server = new ZaloServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get root(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Something happens in a chat. */
  arrive(update: ZaloUpdate, delivery: Delivery = 'once'): void {
    if (delivery === 'held') this.#held.push(update);
    if (delivery === 'once' || delivery === 'twice') this.#deliver(update);
    if (delivery === 'twice') this.#deliver(structuredClone(update));
  }

  /** What was held back comes now, the last first. */
  release(): void {
    for (const update of this.#held.splice(0).reverse()) this.#deliver(update);
  }

  /** Updates no poll has fetched. */
  get unfetched(): number {
    return this.#waiting.length;
  }

  /** A person shuts the bot out. */
  block(chat: string): void {
    this.#blockedBy.add(chat);
  }

  /** Makes the next requests of this method go wrong, one after the other. */
  misbehave(method: Method, ...misbehaviours: Misbehaviour[]): void {
    this.#misbehaviours.set(method, [...(this.#misbehaviours.get(method) ?? []), ...misbehaviours]);
  }

  countOf(method: Method): number {
    return this.requests.filter((request) => request.method === method).length;
  }

  /** Resolves when nothing is being pushed. */
  async pushed(): Promise<void> {
    while (this.#pushing.size > 0) await Promise.all(this.#pushing);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
    await this.pushed();
  }

  #deliver(update: ZaloUpdate): void {
    if (this.webhook) {
      const pushing = pushUpdate(this.webhook, update, this.pushes).then(() => {
        this.#pushing.delete(pushing);
      });
      this.#pushing.add(pushing);
      return;
    }
    this.#waiting.push(update);
    this.#answerPoll();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const picture = /^\/pictures\/(.+)$/.exec(request.url ?? '')?.[1];
    if (picture !== undefined) {
      const kept = this.pictures.get(picture) ?? 404;
      if (typeof kept === 'number') response.writeHead(kept, { location: 'http://127.0.0.1:1/' }).end();
      else response.writeHead(200, { 'content-type': 'image/jpeg' }).end(kept);
      return;
    }
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    await setTimeout(this.slowMs);
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (token !== this.token) refuse(response, { error_code: 401, description: 'Unauthorized' });
    else if (!isMethod(method)) refuse(response, { error_code: 404, description: 'Not found' });
    else await this.#serve(method, jsonBody(request, body), response);
  }

  async #serve(
    method: Method,
    given: Record<string, unknown> | undefined,
    response: ServerResponse,
  ): Promise<void> {
    this.requests.push({ method, body: given ?? {} });
    const misbehaviour = this.#misbehaviours.get(method)?.shift();
    if (misbehaviour?.kind === 'reset') {
      response.socket?.resetAndDestroy();
      return;
    }
    if (misbehaviour?.kind === 'answer') {
      answer(response, misbehaviour.status, misbehaviour.body, misbehaviour.contentType);
      return;
    }
    const checked = REQUESTS[method].safeParse(given);
    if (!checked.success) {
      const why = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      this.faults.push(`${method}: ${why}`);
      refuse(response, { error_code: 400, description: `Bad request: ${why}` });
      return;
    }
    const result = await this.#perform(method, checked.data, response);
    if (result === TOO_OFTEN) {
      answer(response, tooOften.status, tooOften.body, tooOften.contentType);
      return;
    }
    const body = JSON.stringify(isApiError(result) ? { ok: false, ...result } : { ok: true, result });
    if (misbehaviour?.kind === 'cut') {
      answerHalf(response, body);
      return;
    }
    if (misbehaviour?.kind === 'silence') await once(response, 'close');
    // An empty poll is seen under either status.
    const isOdd = isApiError(result) && result.error_code === 408 && this.#emptyPolls++ % 2 === 1;
    answer(response, isOdd ? 408 : 200, body);
  }

  async #perform(method: Method, request: unknown, response: ServerResponse): Promise<unknown> {
    switch (method) {
      case 'getMe':
        return {
          id: '1234567890123456789',
          account_name: 'bot.VDKyGxQvc',
          account_type: 'BASIC',
          can_join_groups: false,
        };
      case 'setWebhook': {
        this.webhook = request as Request<'setWebhook'>;
        // Kept even where nobody answers there.
        const isThere = await pushUpdate(this.webhook, undefined, this.pushes);
        return { url: this.webhook.url, updated_at: 1749538250568, verification: isThere ? 'ok' : 'failed' };
      }
      case 'deleteWebhook':
        this.webhook = undefined;
        return { url: '', updated_at: 1749538250568 };
      case 'getWebhookInfo':
        return this.webhook
          ? { url: this.webhook.url, updated_at: 1749538250568 }
          : { error_code: 404, description: 'Not found' };
      case 'sendMessage':
        return this.#take(request as Request<'sendMessage'>);
      case 'sendPhoto':
        return this.#takePhoto(request as Request<'sendPhoto'>);
      case 'getUpdates':
        return this.#nextUpdate(request as Request<'getUpdates'>, response);
    }
  }

  #take(message: Request<'sendMessage'>): { message_id: string; date: number } | ZaloApiError {
    if (this.#blockedBy.has(message.chat_id))
      return { error_code: 400, description: 'Bot was blocked by the user' };
    if (this.quota <= 0) return { error_code: 429, description: 'Quota exceeded' };
    this.quota -= 1;
    const message_id = `f414c8f76fa586fbdf${String(this.messages.length + 1).padStart(2, '0')}`;
    this.messages.push({ ...message, message_id });
    return { message_id, date: 1749632637199 };
  }

  async #takePhoto(message: Request<'sendPhoto'>): Promise<{ message_id: string } | ZaloApiError> {
    const picture = await fetch(message.photo).catch(() => undefined);
    if (!picture?.headers.get('content-type')?.startsWith('image/'))
      return { error_code: 400, description: 'Photo cannot be downloaded' };
    this.photos.push({ ...message, bytes: new Uint8Array(await picture.arrayBuffer()) });
    return { message_id: `photo-${this.photos.length}` };
  }

  #nextUpdate(
    { timeout = 30 }: Request<'getUpdates'>,
    response: ServerResponse,
  ): Promise<ZaloUpdate | ZaloApiError> | ZaloApiError | typeof TOO_OFTEN {
    if (this.webhook) return { error_code: 400, description: 'A webhook is set' };
    if (this.#poll) {
      this.faults.push('getUpdates: two polls at a time');
      return TOO_OFTEN;
    }
    return new Promise((resolve) => {
      const poll: Poll = {
        respond: (result) => {
          clear();
          if (this.#poll === poll) this.#poll = undefined;
          resolve(result);
        },
      };
      const giveUp = (): void => poll.respond({ error_code: 408, description: 'Request timeout' });
      const timer = globalThis.setTimeout(giveUp, timeout * 1000);
      const clear = (): void => clearTimeout(timer);
      response.once('close', giveUp);
      this.#poll = poll;
      this.#answerPoll();
    });
  }

  /** Handed over is gone: nothing is confirmed. */
  #answerPoll(): void {
    const [next] = this.#waiting;
    if (!this.#poll || !next) return;
    this.#waiting.shift();
    this.#poll.respond(next);
  }
}

const TOO_OFTEN = Symbol('polled too often');

function jsonBody(request: IncomingMessage, body: string): Record<string, unknown> | undefined {
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json') return undefined;
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, error: ZaloApiError): void {
  answer(response, 200, JSON.stringify({ ok: false, ...error }));
}

function isApiError(result: unknown): result is ZaloApiError {
  return typeof result === 'object' && result !== null && 'error_code' in result;
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import { readForm, TelegramFiles, type SentFile } from './telegram-files.ts';
import { BOT, TelegramGroups } from './telegram-groups.ts';
import { isMethod, REQUESTS, type Buttons, type Method, type Request } from './telegram-limits.ts';
import { pushOnce, TelegramPush } from './telegram-push.ts';
import { answer, answerHalf, refuse, type ApiError, type Misbehaviour } from './telegram-misbehaviour.ts';

export const TOKEN = '123456:test-only_not-a-token-of-anybody-at-all';

/** A message the server took, as the person sees it. */
export interface SentMessage extends Omit<Request<'sendMessage'>, 'reply_markup'> {
  message_id: number;
  reply_markup?: Buttons | undefined;
  /** The label of the button that shares a phone, in the place of the person's own keyboard; null: taken away. */
  sharesContact?: string | null;
  /** When it was taken, in milliseconds of `performance.now()`. */
  takenAt: number;
}

type NewUpdate = Update extends infer U ? Omit<U, 'update_id'> : never;
interface Poll {
  request: Request<'getUpdates'>;
  respond: (result: Update[] | ApiError) => void;
}

/**
 * The Bot API on a port of its own, as strict as its documentation: what breaks a limit is answered 400 and kept in
 * `faults`. Updates wait until an offset beyond them confirms them; one poll waits at a time.
 */
export class TelegramServer {
  readonly token = TOKEN;
  /** Everything asked, in order, whether granted or not. */
  readonly requests: { method: string; body: Record<string, unknown> }[] = [];
  readonly messages: SentMessage[] = [];
  /** Files the server took, beside the messages. */
  readonly uploads: SentFile[] = [];
  /** What people sent. */
  readonly files = new TelegramFiles();
  readonly acknowledged: string[] = [];
  /** Texts that messages had before they were changed. */
  readonly replaced: string[] = [];
  readonly groups = new TelegramGroups();
  readonly menus: Request<'setMyCommands'>[] = [];
  readonly faults: string[] = [];
  /** Set, it keeps polling out until it is deleted; set by a request, updates are pushed there. */
  webhook: string | undefined;
  /** How every push was answered; 0 where it was not. */
  readonly pushes: number[] = [];

  #pending: Update[] = [];
  #confirmed: Update[] = [];
  #poll: Poll | undefined;
  #target: Request<'setWebhook'> | undefined;
  #push: TelegramPush | undefined;
  #nextUpdate = 700_001;
  readonly #misbehaviours = new Map<string, Misbehaviour[]>();
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  static async open(): Promise<TelegramServer> {
    const server = new TelegramServer();
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get root(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Something happens in a chat; returns the update's id. */
  arrive(update: NewUpdate): number {
    const update_id = this.#nextUpdate++;
    this.#pending.push({ ...update, update_id });
    this.#deliver();
    return update_id;
  }

  /** After a quiet week Telegram numbers anew, from anywhere. */
  renumberFrom(update: number): void {
    this.#nextUpdate = update;
  }

  /** Brings back what was confirmed already, as Telegram does after trouble of its own. */
  repeatConfirmed(): void {
    this.#pending.unshift(...this.#confirmed.splice(0));
    this.#deliver();
  }

  /** Pushes one update several times at once, as Telegram does when answers are lost; how each was answered. */
  pushAtOnce(update: NewUpdate, times: number): Promise<number[]> {
    const target = this.#target;
    if (!target) throw new Error('no webhook is set');
    const numbered = { ...update, update_id: this.#nextUpdate++ };
    return Promise.all(Array.from({ length: times }, () => pushOnce(target, numbered)));
  }

  /** Ids of the updates nobody has confirmed. */
  get unconfirmed(): number[] {
    return this.#pending.map(({ update_id }) => update_id);
  }

  /** Makes the next requests of this method go wrong, one after the other. */
  misbehave(method: Method, ...misbehaviours: Misbehaviour[]): void {
    this.#misbehaviours.set(method, [...(this.#misbehaviours.get(method) ?? []), ...misbehaviours]);
  }

  /** Labels under the last message of a chat. */
  buttons(chatId: string): string[] {
    const last = this.messages.findLast(({ chat_id }) => String(chat_id) === chatId);
    return last?.reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? [];
  }

  countOf(method: Method): number {
    return this.requests.filter((request) => request.method === method).length;
  }

  async close(): Promise<void> {
    this.#push?.stop();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, fileToken, path = ''] = /^\/file\/bot([^/]+)\/(.+)$/.exec(request.url ?? '') ?? [];
    if (fileToken === this.token) {
      this.files.serve(path, response);
      return;
    }
    const body = await readForm(request).catch(() => undefined);
    if (body === undefined) return;
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    if (token !== this.token) refuse(response, { error_code: 401, description: 'Unauthorized' });
    else if (!isMethod(method)) refuse(response, { error_code: 404, description: 'Not Found' });
    else await this.#serve(method, body, response);
  }

  async #serve(method: Method, body: Record<string, unknown>, response: ServerResponse): Promise<void> {
    this.requests.push({ method, body });
    const misbehaviour = this.#misbehaviours.get(method)?.shift();
    if (misbehaviour?.kind === 'reset') {
      response.socket?.resetAndDestroy();
      return;
    }
    if (misbehaviour?.kind === 'answer') {
      answer(response, misbehaviour.status, misbehaviour.body, misbehaviour.contentType);
      return;
    }
    const checked = REQUESTS[method].safeParse(body);
    if (!checked.success) {
      const why = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      this.faults.push(`${method}: ${why}`);
      refuse(response, { error_code: 400, description: `Bad Request: ${why}` });
      return;
    }
    const result = await this.#perform(method, checked.data, response);
    const granted = JSON.stringify({ ok: true, result });
    if (isApiError(result)) refuse(response, result);
    else if (misbehaviour?.kind === 'cut') answerHalf(response, granted);
    else {
      if (misbehaviour?.kind === 'silence') await once(response, 'close');
      answer(response, 200, granted);
    }
  }

  async #perform(method: Method, request: unknown, response: ServerResponse): Promise<unknown> {
    switch (method) {
      case 'getMe':
        return BOT;
      case 'deleteWebhook':
        this.#pushTo(undefined);
        return true;
      case 'setWebhook':
        this.#pushTo(request as Request<'setWebhook'>);
        return true;
      case 'setMyCommands':
        this.menus.push(request as Request<'setMyCommands'>);
        return true;
      case 'answerCallbackQuery':
        this.acknowledged.push((request as Request<'answerCallbackQuery'>).callback_query_id);
        return true;
      case 'sendMessage': {
        const { reply_markup: markup, ...message } = request as Request<'sendMessage'>;
        const refusal = this.groups.refusal(message.chat_id);
        if (refusal) return refusal;
        this.messages.push({
          ...message,
          ...(markup && 'inline_keyboard' in markup && { reply_markup: markup }),
          ...(markup && 'keyboard' in markup && { sharesContact: markup.keyboard[0]?.[0]?.text ?? null }),
          ...(markup && 'remove_keyboard' in markup && { sharesContact: null }),
          text: message.text.trim(),
          message_id: this.messages.length + 1,
          takenAt: performance.now(),
        });
        return {
          message_id: this.messages.length,
          date: 1,
          chat: { id: message.chat_id },
          text: message.text,
        };
      }
      case 'editMessageText':
        return this.#edit(request as Request<'editMessageText'>);
      case 'sendDocument':
      case 'sendPhoto': {
        const { chat_id, ...rest } = request as { chat_id: string; document?: File; photo?: File };
        const file = rest.document ?? rest.photo;
        if (!file) return undefined;
        const bytes = new Uint8Array(await file.arrayBuffer());
        this.uploads.push({ method, chat_id, name: file.name, bytes });
        return { message_id: 90_000 + this.uploads.length, date: 1, chat: { id: chat_id } };
      }
      case 'getFile':
        return this.files.find((request as Request<'getFile'>).file_id);
      case 'getUpdates':
        return this.#updates(request as Request<'getUpdates'>, response);
    }
  }

  #edit({ chat_id, message_id, text, reply_markup }: Request<'editMessageText'>): unknown {
    const message = this.messages.find(
      (sent) => sent.message_id === message_id && String(sent.chat_id) === String(chat_id),
    );
    const refused = (why: string): ApiError => ({ error_code: 400, description: `Bad Request: ${why}` });
    if (!message) return refused('message to edit not found');
    if (message.sharesContact !== undefined) return refused("message can't be edited");
    const refusal = this.groups.refusal(chat_id);
    if (refusal) return refusal;
    const isSame =
      message.text === text.trim() && JSON.stringify(message.reply_markup) === JSON.stringify(reply_markup);
    if (isSame) return refused('message is not modified: specified new message content is the same');
    this.replaced.push(message.text);
    Object.assign(message, { text: text.trim(), reply_markup });
    return { message_id, date: 1, chat: { id: chat_id }, text };
  }

  #pushTo(target: Request<'setWebhook'> | undefined): void {
    this.#push?.stop();
    this.#target = target;
    this.webhook = target?.url;
    this.#push =
      target &&
      new TelegramPush({
        target,
        pending: () =>
          this.#pending.filter((update) => target.allowed_updates.some((kind) => kind in update)),
        confirm: (update) => {
          this.#pending = this.#pending.filter((other) => other !== update);
          this.#confirmed.push(update);
        },
        answered: (status) => this.pushes.push(status),
      });
    this.#push?.go();
  }

  #deliver(): void {
    this.#answerPoll();
    this.#push?.go();
  }

  #updates(request: Request<'getUpdates'>, response: ServerResponse): Promise<Update[] | ApiError> {
    if (this.webhook !== undefined)
      return Promise.resolve(conflict('can’t use getUpdates while webhook is active'));
    this.#poll?.respond(conflict('terminated by other getUpdates request'));
    const { offset } = request;
    if (offset !== undefined) {
      this.#confirmed.push(...this.#pending.filter(({ update_id }) => update_id < offset));
      this.#pending = this.#pending.filter(({ update_id }) => update_id >= offset);
    }
    return new Promise((resolve) => {
      const poll: Poll = {
        request,
        respond: (result) => {
          clearTimeout(timer);
          if (this.#poll === poll) this.#poll = undefined;
          resolve(result);
        },
      };
      const timer = setTimeout(() => poll.respond([]), (request.timeout ?? 0) * 1000);
      response.once('close', () => poll.respond([]));
      this.#poll = poll;
      this.#answerPoll();
    });
  }

  #answerPoll(): void {
    if (!this.#poll) return;
    const { allowed_updates, limit = 100, offset = 0 } = this.#poll.request;
    const wanted = this.#pending.filter(
      (update) => update.update_id >= offset && allowed_updates.some((kind) => kind in update),
    );
    if (wanted.length > 0) this.#poll.respond(wanted.slice(0, limit));
  }
}

function conflict(why: string): ApiError {
  return { error_code: 409, description: `Conflict: ${why}` };
}

function isApiError(result: unknown): result is ApiError {
  return typeof result === 'object' && result !== null && 'error_code' in result;
}

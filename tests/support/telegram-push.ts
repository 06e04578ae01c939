import { setTimeout as sleep } from 'node:timers/promises';
import type { Update } from 'grammy/types';
import type { Request } from './telegram-limits.ts';

/** Telegram waits longer before it repeats; it repeats what was not answered 2xx all the same. */
const REPEAT_MS = 20;

export interface PushOptions {
  target: Request<'setWebhook'>;
  /** What waits, oldest first. */
  pending: () => readonly Update[];
  confirm: (update: Update) => void;
  /** Hears of every answer; 0 where there was none. */
  answered: (status: number) => void;
}

/** Delivery by webhook: one update of a chat after the other, chats at once, each until it is answered 2xx. */
export class TelegramPush {
  readonly #options: PushOptions;
  readonly #busy = new Set<number>();
  readonly #stopping = new AbortController();

  constructor(options: PushOptions) {
    this.#options = options;
  }

  /** Pushes what waits and is wanted. */
  go(): void {
    for (const update of this.#options.pending()) {
      const chat = chatOf(update);
      if (this.#busy.has(chat)) continue;
      this.#busy.add(chat);
      void this.#serve(chat);
    }
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #serve(chat: number): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const next = this.#options.pending().find((update) => chatOf(update) === chat);
      if (!next) break;
      const status = await pushOnce(this.#options.target, next, signal);
      this.#options.answered(status);
      if (status >= 200 && status < 300) this.#options.confirm(next);
      else await sleep(REPEAT_MS);
    }
    this.#busy.delete(chat);
  }
}

/** One delivery; the status it was answered with, 0 where there was no answer. */
export async function pushOnce(
  { url, secret_token }: Request<'setWebhook'>,
  update: Update,
  signal?: AbortSignal,
): Promise<number> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret_token },
      body: JSON.stringify(update),
      ...(signal && { signal }),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

const chatOf = ({ message, callback_query: press, my_chat_member: member }: Update): number =>
  (message ?? press?.message ?? member)?.chat.id ?? 0;

import type { ApiError } from './telegram-misbehaviour.ts';

/** The bot as Telegram knows it. */
export const BOT = {
  id: 123456,
  is_bot: true,
  first_name: 'Trợ lý CCHC',
  username: 'tro_ly_cchc_bot',
} as const;

const MOST_A_MINUTE = 20;
const MINUTE_MS = 60_000;

/** What the server knows of groups: which have moved, which put the bot out, how much each was sent lately. */
export class TelegramGroups {
  readonly #movedTo = new Map<string, number>();
  readonly #closed = new Set<string>();
  readonly #sentAt = new Map<string, number[]>();

  /** The group goes on as a supergroup; the old chat takes nothing more. */
  move(from: number, to: number): void {
    this.#movedTo.set(String(from), to);
  }

  putOut(group: number): void {
    this.#closed.add(String(group));
  }

  /** Why a message is not taken; undefined where it is, which is counted. */
  refusal(chatId: string | number): ApiError | undefined {
    const chat = String(chatId);
    if (!chat.startsWith('-')) return undefined;
    const movedTo = this.#movedTo.get(chat);
    if (movedTo !== undefined) {
      return {
        error_code: 400,
        description: 'Bad Request: group chat was upgraded to a supergroup chat',
        parameters: { migrate_to_chat_id: movedTo },
      };
    }
    if (this.#closed.has(chat))
      return { error_code: 403, description: 'Forbidden: bot was kicked from the group chat' };
    const now = performance.now();
    const lately = (this.#sentAt.get(chat) ?? []).filter((at) => now - at < MINUTE_MS);
    if (lately.length >= MOST_A_MINUTE) {
      const retry_after = Math.ceil((MINUTE_MS - (now - (lately[0] ?? now))) / 1000);
      return {
        error_code: 429,
        description: `Too Many Requests: retry after ${retry_after}`,
        parameters: { retry_after },
      };
    }
    this.#sentAt.set(chat, [...lately, now]);
    return undefined;
  }
}

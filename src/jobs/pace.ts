import type { PaceLimits } from '../channels/channel.ts';

/** What may leave at a moment. */
type Allowance =
  /** Nothing before `inMs` have passed. */
  | { inMs: number }
  /** Something, but not to the chats that have had their share, and where little is left only answers. */
  | { onlyReplies: boolean; resting: readonly string[] };

/** How fast one bot sends: token buckets for the whole of it and for each chat, on a monotonic clock in milliseconds. */
export interface Pace {
  allowance(): Allowance;
  /** `messages` of the network went, or are about to go, to the chat. */
  take(chatId: string, messages?: number): void;
  /** Milliseconds until a chat rests no more; undefined where none rests. */
  restMs(): number | undefined;
}

interface Bucket {
  tokens: number;
  at: number;
}

export function createPace(limits: PaceLimits, clock: () => number): Pace {
  const { perSecond, burst, keptForReplies, chatPerSecond, chatBurst } = limits;
  const { groups } = limits;
  const whole: Bucket = { tokens: burst, at: clock() };
  const chats = new Map<string, Bucket>();

  function refill(bucket: Bucket, rate: number, most: number): void {
    const now = clock();
    bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 1000) * rate);
    bucket.at = now;
  }

  /** A chat's own rate, in messages a second, and how many may go at once. */
  const shareOf = (chatId: string): { rate: number; most: number } =>
    groups?.includes(chatId) === true
      ? { rate: groups.perSecond, most: groups.burst }
      : { rate: chatPerSecond, most: chatBurst };

  function resting(): [string, Bucket][] {
    for (const [chatId, bucket] of chats) {
      const { rate, most } = shareOf(chatId);
      refill(bucket, rate, most);
      if (bucket.tokens >= most) chats.delete(chatId);
    }
    return [...chats].filter(([, { tokens }]) => tokens < 1);
  }

  return {
    allowance() {
      refill(whole, perSecond, burst);
      if (whole.tokens < 1) return { inMs: Math.ceil(((1 - whole.tokens) / perSecond) * 1000) };
      return {
        onlyReplies: whole.tokens < 1 + keptForReplies,
        resting: resting().map(([chatId]) => chatId),
      };
    },
    take(chatId, messages = 1) {
      whole.tokens -= messages;
      const chat = chats.get(chatId) ?? { tokens: shareOf(chatId).most, at: clock() };
      chat.tokens -= messages;
      chats.set(chatId, chat);
    },
    restMs() {
      const waits = resting().map(([chatId, { tokens }]) =>
        Math.ceil(((1 - tokens) / shareOf(chatId).rate) * 1000),
      );
      return waits.length === 0 ? undefined : Math.min(...waits);
    },
  };
}

import { z } from 'zod';

// The documented shape of every request the bot makes; what is not named here may not be sent.
const nothing = z.strictObject({});
/** Opaque: nothing may be read out of it. */
const chatId = z.string().min(1);

/** How Zalo counts is not documented: whatever it does, it counts no more than UTF-16 units. */
const text = (longest: number) =>
  z
    .string()
    .refine((given) => !/\p{Surrogate}/u.test(given), 'text must be encoded in UTF-8')
    .refine((given) => given.trim() !== '', 'text is empty')
    .refine((given) => given.length <= longest, 'text is too long');

/** By method; a request that does not fit is answered 400 and counted as a fault of the bot. */
export const REQUESTS = {
  getMe: nothing,
  getUpdates: z.strictObject({ timeout: z.int().min(0).max(60).optional() }),
  setWebhook: z.strictObject({
    // Of a server on this machine only in tests: Zalo itself insists on https.
    url: z.url().regex(/^(https:|http:\/\/127\.0\.0\.1[:/])/, 'url must be https'),
    secret_token: z.string().min(8).max(256),
  }),
  deleteWebhook: nothing,
  getWebhookInfo: nothing,
  sendMessage: z.strictObject({ chat_id: chatId, text: text(2000) }),
  // Zalo's own servers have the picture from there.
  sendPhoto: z.strictObject({
    chat_id: chatId,
    photo: z.url().regex(/^(https:|http:\/\/127\.0\.0\.1[:/])/, 'photo must be a public url'),
    caption: text(2000).optional(),
  }),
} as const;

export type Method = keyof typeof REQUESTS;
export type Request<M extends Method> = z.infer<(typeof REQUESTS)[M]>;

export function isMethod(name: string): name is Method {
  return Object.hasOwn(REQUESTS, name);
}

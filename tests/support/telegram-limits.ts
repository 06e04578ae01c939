import { z } from 'zod';
import { MAX_TAKEN } from './telegram-files.ts';

// The documented shape of every request the bot makes; what is not named here may not be sent.
const characters = (text: string): number => Array.from(text.trim()).length;
const bytes = (text: string): number => Buffer.byteLength(text);

const chatId = z.union([z.int(), z.string().regex(/^(-?\d+|@\w+)$/)]);

const button = z.strictObject({
  text: z.string().refine((text) => characters(text) >= 1, 'a button needs a text'),
  callback_data: z
    .string()
    .refine((data) => bytes(data) >= 1 && bytes(data) <= 64, 'BUTTON_DATA_INVALID: 1-64 bytes'),
});

const keyboard = z.strictObject({
  inline_keyboard: z
    .array(z.array(button).min(1).max(8))
    .refine((rows) => rows.flat().length <= 100, 'reply markup is too long'),
});

const ownKeyboard = z.strictObject({
  keyboard: z
    .array(
      z
        .array(
          z.strictObject({
            text: z.string().refine((text) => characters(text) >= 1, 'a button needs a text'),
            request_contact: z.literal(true).optional(),
          }),
        )
        .min(1)
        .max(12),
    )
    .min(1)
    .refine((rows) => rows.flat().length <= 300, 'reply markup is too long'),
  one_time_keyboard: z.boolean().optional(),
  resize_keyboard: z.boolean().optional(),
});
const noKeyboard = z.strictObject({ remove_keyboard: z.literal(true) });

const words = z
  .string()
  .refine((text) => !/\p{Surrogate}/u.test(text), 'strings must be encoded in UTF-8')
  .refine((text) => characters(text) >= 1, 'message text is empty')
  .refine((text) => characters(text) <= 4096, 'message is too long');

const preview = z.strictObject({ is_disabled: z.boolean() });

const UPDATE_KINDS = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
  'inline_query',
] as const;

/** Of other servers than Telegram's own, one on this machine may be told any address. */
function isReachable(address: string): boolean {
  const { protocol, port, hostname } = new URL(address);
  if (hostname === '127.0.0.1') return true;
  return protocol === 'https:' && ['', '443', '80', '88', '8443'].includes(port);
}

const upload = (method: keyof typeof MAX_TAKEN) =>
  z
    .instanceof(File)
    .refine(({ size }) => size > 0, 'file must be non-empty')
    .refine(({ size }) => size <= MAX_TAKEN[method], 'Request Entity Too Large');

/** By method; a request that does not fit is answered 400 and counted as a fault of the bot. */
export const REQUESTS = {
  getMe: z.strictObject({}),
  deleteWebhook: z.strictObject({ drop_pending_updates: z.literal(false).optional() }),
  setWebhook: z.strictObject({
    url: z.url().refine(isReachable, 'bad webhook: an HTTPS URL on port 443, 80, 88 or 8443 is needed'),
    // Optional for Telegram, which then sends none: never what we want. What waits may not be dropped either.
    secret_token: z.string().regex(/^[\w-]{1,256}$/, 'secret token contains unallowed characters'),
    max_connections: z.int().min(1).max(100).optional(),
    allowed_updates: z.array(z.enum(UPDATE_KINDS)).min(1),
    drop_pending_updates: z.literal(false).optional(),
  }),
  getUpdates: z.strictObject({
    offset: z.int().positive().optional(),
    limit: z.int().min(1).max(100).optional(),
    timeout: z.int().min(0).max(50).optional(),
    // Optional for Telegram, which then goes on with whatever was last asked for: never what we want.
    allowed_updates: z.array(z.enum(UPDATE_KINDS)).min(1),
  }),
  setMyCommands: z.strictObject({
    commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^[a-z0-9_]{1,32}$/, 'BOT_COMMAND_INVALID'),
          description: z.string().min(1).max(256),
        }),
      )
      .max(100),
    language_code: z
      .string()
      .regex(/^[a-z]{2}$/)
      .optional(),
    scope: z.strictObject({ type: z.literal('all_group_chats') }).optional(),
  }),
  sendMessage: z
    .strictObject({
      chat_id: chatId,
      text: words,
      link_preview_options: preview.optional(),
      reply_markup: z.union([keyboard, ownKeyboard, noKeyboard]).optional(),
    })
    .refine(
      ({ chat_id, reply_markup: markup }) =>
        !String(chat_id).startsWith('-') || !markup || !('keyboard' in markup),
      'phone number can be requested in private chats only',
    ),
  editMessageText: z.strictObject({
    chat_id: chatId,
    message_id: z.int().positive(),
    text: words,
    link_preview_options: preview.optional(),
    // Only buttons under the message can be changed with it.
    reply_markup: keyboard.optional(),
  }),
  sendDocument: z.strictObject({ chat_id: chatId, document: upload('sendDocument') }),
  sendPhoto: z.strictObject({ chat_id: chatId, photo: upload('sendPhoto') }),
  getFile: z.strictObject({ file_id: z.string().min(1) }),
  answerCallbackQuery: z.strictObject({
    callback_query_id: z.string().min(1),
    text: z.string().max(200).optional(),
  }),
} as const;

export type Buttons = z.infer<typeof keyboard>;
export type Method = keyof typeof REQUESTS;
export type Request<M extends Method> = z.infer<(typeof REQUESTS)[M]>;

export function isMethod(name: string): name is Method {
  return name in REQUESTS;
}

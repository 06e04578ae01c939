import { z } from 'zod';
import type { Content, Incoming } from '../../conversations/message.ts';
import { wordsToBot } from './addressed.ts';

const id = z.union([z.string().min(1), z.number()]).transform(String);
const text = z.string().nullish().catch(null);
/** The documents say `photo`, real traffic `photo_url`. */
const picture = z
  .url({ protocol: /^https?$/ })
  .nullish()
  .catch(null);

/** In milliseconds; anything earlier is some other number. */
const FIRST_MOMENT = Date.UTC(2020);

const message = z.object({
  message_id: id.optional().catch(undefined),
  date: z.coerce.number().int().min(FIRST_MOMENT).max(8.64e15).optional().catch(undefined),
  from: z
    .object({ id: id.optional().catch(undefined), is_bot: z.boolean().catch(false) })
    .optional()
    .catch(undefined),
  chat: z.object({ id, chat_type: z.string().catch('PRIVATE') }),
  text,
  caption: text,
  photo: picture,
  photo_url: picture,
});
type Message = z.infer<typeof message>;

const update = z.object({ event_name: z.string().catch(''), message });
/** A webhook's body and the answer to a poll hold the update under `result`, or are the update. */
const wrapped = z.object({ result: z.unknown().optional() });

/**
 * What an update says; undefined where it is nobody's word to us: another bot's, talk of a group, an event without a
 * chat, anything that is no update. Zalo numbers no updates: the message's own id tells one that comes twice. Without
 * commands of its own nothing said in a group is heard.
 */
export function parseZaloUpdate(
  json: unknown,
  receivedAt: Date,
  groupCommands?: ReadonlySet<string>,
): Incoming | undefined {
  const inner = wrapped.safeParse(json).data?.result;
  const parsed = update.safeParse(inner ?? json);
  if (!parsed.success) return undefined;
  const { event_name: event, message: said } = parsed.data;
  if (said.from?.is_bot) return undefined;
  const sentAt = said.date === undefined ? receivedAt : new Date(said.date);
  const externalId = said.message_id ?? `${event}.${said.chat.id}.${sentAt.getTime()}`;
  const { id: chatId, chat_type: chatType } = said.chat;
  if (chatType === 'PRIVATE') return { externalId, chatId, sentAt, content: contentOf(said, externalId) };
  const fromId = said.from?.id;
  if (chatType !== 'GROUP' || fromId === undefined || !groupCommands) return undefined;
  const words = wordsToBot(said.text ?? said.caption ?? '', groupCommands);
  if (words === undefined) return undefined;
  const content: Content = words === '' ? { kind: 'other' } : { kind: 'text', text: words };
  return { externalId, chatId, sentAt, content, group: { fromId } };
}

/** By what is there, not by the event's name: links come as text, and new events are sure to. */
function contentOf(said: Message, externalId: string): Content {
  const ref = said.photo_url ?? said.photo;
  if (ref != null) {
    const caption = said.caption ?? said.text ?? null;
    return { kind: 'file', name: `${externalId}.jpg`, mime: null, size: 0, ref, caption };
  }
  // Stickers, voices, and what Zalo keeps to itself.
  return said.text == null || said.text === '' ? { kind: 'other' } : { kind: 'text', text: said.text };
}

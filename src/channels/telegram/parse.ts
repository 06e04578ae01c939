import type { CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update } from 'grammy/types';
import type { Content, Incoming } from '../../conversations/message.ts';
import { wordsToBot, type Ear } from './addressed.ts';
import { readButton } from './render.ts';

/** A deep link's payload; in a group the command carries the bot's name. */
const START_WITH_CODE = /^\/start(?:@\w+)?\s+([\w-]{1,64})$/;

/**
 * What an update says; undefined where it is nobody's word to us: another bot's, an edit, talk of a group. Without an
 * ear nothing said in a group is heard.
 */
export function parseUpdate(update: Update, receivedAt: Date, ear?: Ear): Incoming | undefined {
  const externalId = String(update.update_id);
  if (update.message) return parseMessage(update.message, externalId, ear);
  if (update.callback_query) return parsePress(update.callback_query, externalId, receivedAt);
  if (update.my_chat_member) return parseMembership(update.my_chat_member, externalId);
  return undefined;
}

function parseMessage(message: Message, externalId: string, ear: Ear | undefined): Incoming | undefined {
  if (message.chat.type !== 'private') return parseGroupMessage(message, externalId, ear);
  if (message.from?.is_bot) return undefined;
  return {
    externalId,
    chatId: String(message.chat.id),
    sentAt: momentOf(message.date),
    content: contentOf(message),
  };
}

/** Who speaks for a group or a channel, or passes on what somebody else said, is nobody. */
function parseGroupMessage(message: Message, externalId: string, ear: Ear | undefined): Incoming | undefined {
  const { chat, from, sender_chat: speaksFor, forward_origin: passedOn } = message;
  const sentAt = momentOf(message.date);
  const moved = moveOf(message);
  if (moved) {
    const { old, to } = moved;
    return { externalId, chatId: old, sentAt, content: { kind: 'moved', to }, group: { fromId: old } };
  }
  if (!ear || !from || from.is_bot || speaksFor || passedOn) return undefined;
  const words = wordsToBot(message, ear);
  if (words === undefined) return undefined;
  return {
    externalId,
    chatId: String(chat.id),
    sentAt,
    content: words === '' ? { kind: 'other' } : wordsOf(words),
    group: { fromId: String(from.id) },
  };
}

/** Told twice, in the chat that ends and in the one that begins: the same either way. */
function moveOf(message: Message): { old: string; to: string } | undefined {
  const here = String(message.chat.id);
  const { migrate_to_chat_id: to, migrate_from_chat_id: from } = message;
  if (to !== undefined) return { old: here, to: String(to) };
  return from === undefined ? undefined : { old: String(from), to: here };
}

function wordsOf(text: string): Content {
  const code = START_WITH_CODE.exec(text.trim())?.[1];
  return code === undefined ? { kind: 'text', text } : { kind: 'start', code };
}

function contentOf(message: Message): Content {
  const { text, document, photo, contact, animation } = message;
  if (text !== undefined) return wordsOf(text);
  const caption = message.caption ?? null;
  // A moving picture comes with a document too, for clients that know no better.
  if (document && !animation) {
    return {
      kind: 'file',
      name: document.file_name ?? document.file_unique_id,
      mime: document.mime_type ?? null,
      size: document.file_size ?? 0,
      ref: document.file_id,
      caption,
    };
  }
  const largest = photo?.at(-1);
  if (largest) {
    const name = `${largest.file_unique_id}.jpg`;
    return {
      kind: 'file',
      name,
      mime: 'image/jpeg',
      size: largest.file_size ?? 0,
      ref: largest.file_id,
      caption,
    };
  }
  // Somebody else's card proves nothing about who is writing.
  if (contact && contact.user_id === message.from?.id)
    return { kind: 'contact', phone: contact.phone_number };
  return { kind: 'other' };
}

/** Telegram tells no moment of pressing: the moment of receiving stands for it. */
function parsePress(press: CallbackQuery, externalId: string, receivedAt: Date): Incoming | undefined {
  if (!press.message || press.from.is_bot) return undefined;
  const { chat } = press.message;
  const isPrivate = chat.type === 'private';
  const button = readButton(press.data ?? '');
  // A button nobody of ours made is nobody's word in a group.
  if (chat.type === 'channel' || (!isPrivate && !button)) return undefined;
  return {
    externalId,
    chatId: String(chat.id),
    sentAt: receivedAt,
    content: button ? { kind: 'press', ...button } : { kind: 'other' },
    ...(!isPrivate && { group: { fromId: String(press.from.id) } }),
  };
}

/** A person blocked or unblocked the bot, or a group took it in or put it out; other rights in a group are no matter. */
function parseMembership(change: ChatMemberUpdated, externalId: string): Incoming | undefined {
  const { chat, from, old_chat_member: before, new_chat_member: member } = change;
  const isPrivate = chat.type === 'private';
  if (!isPrivate && (chat.type === 'channel' || isGone(before) === isGone(member))) return undefined;
  return {
    externalId,
    chatId: String(chat.id),
    sentAt: momentOf(change.date),
    content: { kind: isGone(member) ? 'left' : 'returned' },
    ...(!isPrivate && { group: { fromId: String(from.id) } }),
  };
}

const isGone = (member: ChatMember): boolean =>
  member.status === 'left' ||
  member.status === 'kicked' ||
  (member.status === 'restricted' && !member.is_member);

function momentOf(unixSeconds: number): Date {
  return new Date(unixSeconds * 1000);
}

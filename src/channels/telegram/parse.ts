import type { CallbackQuery, ChatMemberUpdated, Message, Update } from 'grammy/types';
import type { Content, Incoming } from '../../conversations/message.ts';
import { readButton } from './render.ts';

/** A deep link's payload; in a group the command carries the bot's name. */
const START_WITH_CODE = /^\/start(?:@\w+)?\s+([\w-]{1,64})$/;

/** What an update says; undefined where it is nobody's word to us: another bot's, an edit, a group's talk. */
export function parseUpdate(update: Update, receivedAt: Date): Incoming | undefined {
  const externalId = String(update.update_id);
  if (update.message) return parseMessage(update.message, externalId);
  if (update.callback_query) return parsePress(update.callback_query, externalId, receivedAt);
  if (update.my_chat_member) return parseMembership(update.my_chat_member, externalId);
  return undefined;
}

function parseMessage(message: Message, externalId: string): Incoming | undefined {
  // Groups come later: nothing said in one is taken for a person's own answer.
  if (message.chat.type !== 'private' || message.from?.is_bot) return undefined;
  return {
    externalId,
    chatId: String(message.chat.id),
    sentAt: momentOf(message.date),
    content: contentOf(message),
  };
}

function contentOf(message: Message): Content {
  const { text, document, photo, contact, animation } = message;
  if (text !== undefined) {
    const code = START_WITH_CODE.exec(text.trim())?.[1];
    return code === undefined ? { kind: 'text', text } : { kind: 'start', code };
  }
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
  if (press.message?.chat.type !== 'private' || press.from.is_bot) return undefined;
  const button = readButton(press.data ?? '');
  return {
    externalId,
    chatId: String(press.message.chat.id),
    sentAt: receivedAt,
    content: button ? { kind: 'press', ...button } : { kind: 'other' },
  };
}

/** A person blocked or unblocked the bot, or a group took it in or put it out. */
function parseMembership(change: ChatMemberUpdated, externalId: string): Incoming {
  const { new_chat_member: member } = change;
  const isGone =
    member.status === 'left' ||
    member.status === 'kicked' ||
    (member.status === 'restricted' && !member.is_member);
  return {
    externalId,
    chatId: String(change.chat.id),
    sentAt: momentOf(change.date),
    content: { kind: isGone ? 'left' : 'returned' },
  };
}

function momentOf(unixSeconds: number): Date {
  return new Date(unixSeconds * 1000);
}

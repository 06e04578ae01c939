import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import type { Outgoing } from '../../conversations/message.ts';
import { shorten, splitText } from '../split.ts';
import { texts } from './texts.ts';

/** Telegram's limit is in characters; UTF-16 units are never fewer, so this holds however it counts. */
const MAX_TEXT = 4096;
/** Not documented; a phone shows about half of it. */
const MAX_LABEL = 64;
/** Two labels of this length stand side by side on a narrow phone without being cut. */
const SHORT_LABEL = 16;

const BUTTON_DATA = /^m(\d{1,15})\.(\d{1,3})$/;

/** One request's worth of a message. */
export interface Piece {
  text: string;
  /** Buttons under the message; or, of a message without any, in the place of the person's own keyboard. */
  keyboard?: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;
}

/** Telegram gives groups numbers below zero. */
export const isGroup = (chatId: string): boolean => chatId.startsWith('-');

const CONTACT_KEYBOARD: ReplyKeyboardMarkup = {
  keyboard: [[{ text: texts.shareContact, request_contact: true }]],
  one_time_keyboard: true,
  resize_keyboard: true,
};

/**
 * A message in pieces that Telegram takes, in order; the buttons hang under the last. A message has one keyboard, so
 * choices go before the sharing of a phone, which can be had in private chats only.
 */
export function renderMessage({ id, text, choices, asksContact }: Outgoing, chatId = ''): Piece[] {
  const pieces: Piece[] = splitText(text, MAX_TEXT).map((piece) => ({ text: piece }));
  const last = pieces.at(-1);
  if (!last) return pieces;
  if (choices.length > 0) last.keyboard = { inline_keyboard: rowsOf(id, choices) };
  else if (asksContact !== undefined && !isGroup(chatId))
    last.keyboard = asksContact ? CONTACT_KEYBOARD : { remove_keyboard: true };
  return pieces;
}

/** Which message and which of its choices a button stands for; undefined where the data is not ours. */
export function readButton(data: string): { message: number; choice: number } | undefined {
  const [, message, choice] = BUTTON_DATA.exec(data) ?? [];
  return message === undefined || choice === undefined
    ? undefined
    : { message: Number(message), choice: Number(choice) };
}

function rowsOf(message: number, choices: readonly string[]): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  let isRoomBeside = false;
  for (const [choice, label] of choices.entries()) {
    const button = { text: shorten(label, MAX_LABEL), callback_data: `m${message}.${choice}` };
    const isShort = label.length <= SHORT_LABEL;
    if (isShort && isRoomBeside) rows.at(-1)?.push(button);
    else rows.push([button]);
    isRoomBeside = isShort && !isRoomBeside;
  }
  return rows;
}

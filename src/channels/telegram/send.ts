import type { Api } from 'grammy/web';
import type { Channel } from '../channel.ts';
import { createPieceSender } from '../piecewise.ts';
import { outcomeOf, readFailure } from './outcomes.ts';
import { renderMessage, type Piece } from './render.ts';
import { grammySignal } from './signal.ts';

/** Sends a message in pieces, all within `patienceSeconds`. */
export function createSender(api: Api, patienceSeconds: number): Channel['send'] {
  const sendPieces = createPieceSender<Piece>({
    async sendPiece(chatId, { text, keyboard }, signal) {
      const more = {
        link_preview_options: { is_disabled: true },
        ...(keyboard && { reply_markup: keyboard }),
      };
      const message = await api.sendMessage(chatId, text, more, grammySignal(signal));
      return String(message.message_id);
    },
    readOutcome: (error) => outcomeOf(readFailure(error)),
    patienceSeconds,
  });
  return (chatId, outgoing) =>
    outgoing.files.length > 0
      ? Promise.resolve({ kind: 'refused', why: 'files are not sent over Telegram yet' })
      : sendPieces(chatId, outgoing, renderMessage(outgoing));
}

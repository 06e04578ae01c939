import type { Api } from 'grammy/web';
import type { OutgoingFile } from '../../conversations/message.ts';
import type { Channel } from '../channel.ts';
import { createPieceSender } from '../piecewise.ts';
import { sendFile } from './files.ts';
import { outcomeOf, readFailure } from './outcomes.ts';
import { renderMessage, type Piece } from './render.ts';
import { grammySignal } from './signal.ts';
import { texts } from './texts.ts';

/** Sends a message in pieces, all within `patienceSeconds`. */
export function createSender(api: Api, patienceSeconds: number): Channel['send'] {
  const sendText = async (
    chatId: string,
    { text, keyboard }: Piece,
    signal: AbortSignal,
  ): Promise<string> => {
    const more = {
      link_preview_options: { is_disabled: true },
      ...(keyboard && { reply_markup: keyboard }),
    };
    const message = await api.sendMessage(chatId, text, more, grammySignal(signal));
    return String(message.message_id);
  };
  const sendPieces = createPieceSender<Piece | OutgoingFile>({
    sendPiece: async (chatId, piece, signal) => {
      if ('text' in piece) return sendText(chatId, piece, signal);
      const file = await piece.read();
      try {
        if (file) return await sendFile(api, chatId, { ...file, name: piece.name }, signal);
      } catch (error) {
        if (readFailure(error).kind !== 'refused') throw error;
      }
      // The words of the message are worth having without it.
      return sendText(chatId, { text: texts.fileRefused(piece.name) }, signal);
    },
    readOutcome: (error) => outcomeOf(readFailure(error)),
    patienceSeconds,
  });
  return (chatId, outgoing) =>
    sendPieces(chatId, outgoing, [...outgoing.files, ...renderMessage(outgoing, chatId)]);
}

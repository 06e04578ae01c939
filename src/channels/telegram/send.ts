import type { Api } from 'grammy/web';
import { secondsFor, type OutgoingFile } from '../../conversations/message.ts';
import type { Channel } from '../channel.ts';
import { createPieceSender } from '../piecewise.ts';
import { sendFile } from './files.ts';
import { outcomeOf, readFailure } from './outcomes.ts';
import { renderMessage, type Piece } from './render.ts';
import { grammySignal } from './signal.ts';
import { texts } from './texts.ts';

/** Sends a message in pieces: its words within `patienceSeconds`, each file within a time by its size. */
export function createSender(
  { api, uploads }: { api: Api; uploads: Api },
  patienceSeconds: number,
): Channel['send'] {
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
      if (!file) return undefined;
      const patienceMs = 1000 * (patienceSeconds + secondsFor(file.bytes.length));
      const patience = AbortSignal.timeout(Math.ceil(patienceMs));
      return sendFile(uploads, chatId, { ...file, name: piece.name }, patience);
    },
    readOutcome: (error) => outcomeOf(readFailure(error)),
    patienceSeconds,
    // The words of the message are worth having without it.
    wordsFor: (piece) => ('text' in piece ? undefined : { text: texts.fileRefused(piece.name) }),
  });
  return (chatId, outgoing) =>
    sendPieces(chatId, outgoing, [...outgoing.files, ...renderMessage(outgoing, chatId)]);
}

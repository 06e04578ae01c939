import { GrammyError, type Api } from 'grammy/web';
import type { Channel } from '../channel.ts';
import { outcomeOf, readFailure } from './outcomes.ts';
import { renderMessage } from './render.ts';
import { grammySignal } from './signal.ts';

/** Said where the earlier message shows the same already: an answer to the first try was lost. */
const UNCHANGED = /message is not modified/i;
const BEYOND_CHANGE = /message can't be edited|message to edit not found|MESSAGE_ID_INVALID/i;

/** Changes what a message says and offers. What takes more than one message, or carries files, is sent as a new one. */
export function createEditor(api: Api, patienceSeconds: number): NonNullable<Channel['edit']> {
  return async (chatId, externalId, outgoing) => {
    const [piece, another] = renderMessage(outgoing, chatId);
    const message = Number(externalId);
    if (!piece || another || outgoing.files.length > 0 || !Number.isSafeInteger(message) || message <= 0)
      return undefined;
    const { keyboard } = piece;
    // The person's own keyboard comes and goes with new messages only.
    if (keyboard && !('inline_keyboard' in keyboard)) return undefined;
    const more = {
      link_preview_options: { is_disabled: true },
      ...(keyboard && { reply_markup: keyboard }),
    };
    const patience = grammySignal(AbortSignal.timeout(patienceSeconds * 1000));
    try {
      await api.editMessageText(chatId, message, piece.text, more, patience);
      return { kind: 'sent', externalId };
    } catch (error) {
      const described = error instanceof GrammyError && error.error_code === 400 ? error.description : '';
      if (UNCHANGED.test(described)) return { kind: 'sent', externalId };
      return BEYOND_CHANGE.test(described) ? undefined : outcomeOf(readFailure(error));
    }
  };
}

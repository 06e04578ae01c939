import type { Api } from 'grammy/web';
import type { Outgoing } from '../../conversations/message.ts';
import type { Channel, SendOutcome } from '../channel.ts';
import { outcomeOf, readFailure } from './outcomes.ts';
import { renderMessage } from './render.ts';
import { grammySignal } from './signal.ts';

/** Messages remembered as half sent; more than that are only forgotten after an outage of many long ones. */
const MAX_BEGUN = 1000;

/**
 * Sends a message piece by piece, all within `patienceSeconds`. A piece that Telegram confirmed is not sent again
 * by this process, however often the message is tried. It may come twice if another process takes the message over
 * between two pieces, or if the answer was lost on the way: the Bot API knows no key to ask by.
 */
export function createSender(api: Api, patienceSeconds: number): Channel['send'] {
  const begun = new Map<number, { text: string; sent: number }>();

  const remember = (id: number, progress: { text: string; sent: number }): void => {
    begun.set(id, progress);
    const [oldest] = begun.keys();
    if (begun.size > MAX_BEGUN && oldest !== undefined) begun.delete(oldest);
  };

  return async (chatId: string, outgoing: Outgoing): Promise<SendOutcome> => {
    const { id, text, files } = outgoing;
    if (files.length > 0) return { kind: 'refused', why: 'files are not sent over Telegram yet' };
    const pieces = renderMessage(outgoing);
    const before = begun.get(id);
    begun.delete(id);
    let sent = before?.text === text ? before.sent : 0;
    let externalId: string | undefined;
    const patience = grammySignal(AbortSignal.timeout(patienceSeconds * 1000));
    for (const piece of pieces.slice(sent)) {
      try {
        const message = await api.sendMessage(
          chatId,
          piece.text,
          {
            link_preview_options: { is_disabled: true },
            ...(piece.keyboard && { reply_markup: piece.keyboard }),
          },
          patience,
        );
        externalId = String(message.message_id);
        sent += 1;
      } catch (error) {
        const outcome = outcomeOf(readFailure(error));
        if (outcome.kind === 'later' && sent > 0) remember(id, { text, sent });
        if (outcome.kind === 'sent' || pieces.length === 1) return outcome;
        return { ...outcome, why: `piece ${sent + 1} of ${pieces.length}: ${outcome.why}` };
      }
    }
    return externalId === undefined
      ? { kind: 'refused', why: 'an empty message' }
      : { kind: 'sent', externalId };
  };
}

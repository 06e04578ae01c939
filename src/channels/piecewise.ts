import type { SendOutcome } from './channel.ts';

/** Messages remembered as half sent; more than that are only forgotten after an outage of many long ones. */
const MAX_BEGUN = 1000;

export type Failed = Exclude<SendOutcome, { kind: 'sent' }>;

/** How a network takes one piece, and what its failures mean. */
export interface PieceParts<Piece> {
  /** Returns the network's own id of what it took. */
  sendPiece: (chatId: string, piece: Piece, signal: AbortSignal) => Promise<string>;
  readOutcome: (error: unknown) => Failed;
  /** For all pieces of a message together. */
  patienceSeconds: number;
}

/**
 * Sends a message piece by piece. A piece that the network confirmed is not sent again by this process, however often
 * the message is tried. It may come twice if another process takes the message over between two pieces, or if the
 * answer was lost on the way: the networks know no key to ask by.
 */
export function createPieceSender<Piece>({ sendPiece, readOutcome, patienceSeconds }: PieceParts<Piece>) {
  const begun = new Map<number, { text: string; sent: number }>();

  const remember = (id: number, progress: { text: string; sent: number }): void => {
    begun.set(id, progress);
    const [oldest] = begun.keys();
    if (begun.size > MAX_BEGUN && oldest !== undefined) begun.delete(oldest);
  };

  return async (
    chatId: string,
    { id, text }: { id: number; text: string },
    pieces: readonly Piece[],
  ): Promise<SendOutcome> => {
    const before = begun.get(id);
    begun.delete(id);
    let sent = before?.text === text ? before.sent : 0;
    let externalId: string | undefined;
    const patience = AbortSignal.timeout(patienceSeconds * 1000);
    for (const piece of pieces.slice(sent)) {
      try {
        externalId = await sendPiece(chatId, piece, patience);
        sent += 1;
      } catch (error) {
        const outcome = readOutcome(error);
        if ((outcome.kind === 'later' || outcome.kind === 'moved') && sent > 0) remember(id, { text, sent });
        if (pieces.length === 1) return outcome;
        return { ...outcome, why: `piece ${sent + 1} of ${pieces.length}: ${outcome.why}` };
      }
    }
    return externalId === undefined
      ? { kind: 'refused', why: 'an empty message' }
      : { kind: 'sent', externalId, messages: pieces.length };
  };
}

import type { SendOutcome } from './channel.ts';

/** Messages remembered as half sent; more than that are only forgotten after an outage of many long ones. */
const MAX_BEGUN = 1000;

export type Failed = Exclude<SendOutcome, { kind: 'sent' }>;

/** Tries of a file while words get through: one that fails each time must not hold up its chat for good. */
const FILE_TRIES = 3;

/** How a network takes one piece, and what its failures mean. */
export interface PieceParts<Piece> {
  /**
   * Returns the network's own id of what it took; undefined where there is nothing to send any more. A file, which may
   * take a time of its own, keeps its own patience.
   */
  sendPiece: (chatId: string, piece: Piece, signal: AbortSignal) => Promise<string | undefined>;
  readOutcome: (error: unknown) => Failed;
  /** For all words of a message together. */
  patienceSeconds: number;
  /** The words in the place of a file that does not get through; undefined where the piece is words itself. */
  wordsFor: (piece: Piece) => Piece | undefined;
}

/** How far a message has come: pieces sent, and how often the one after them has failed. */
interface Progress {
  text: string;
  sent: number;
  failed: number;
}

/**
 * Sends a message piece by piece. A piece that the network confirmed is not sent again by this process, however often
 * the message is tried. It may come twice if another process takes the message over between two pieces, or if the
 * answer was lost on the way: the networks know no key to ask by.
 */
export function createPieceSender<Piece>(parts: PieceParts<Piece>) {
  const { sendPiece, readOutcome, patienceSeconds, wordsFor } = parts;
  const begun = new Map<number, Progress>();

  const remember = (id: number, progress: Progress): void => {
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
    let { sent, failed } = before?.text === text ? before : { sent: 0, failed: 0 };
    let externalId: string | undefined;
    const patience = (): AbortSignal => AbortSignal.timeout(patienceSeconds * 1000);
    let words = patience();
    for (const piece of pieces.slice(sent)) {
      const instead = wordsFor(piece);
      let taken = await attempt(chatId, piece, words);
      if (instead !== undefined) {
        words = patience();
        if (isFault(taken)) failed += 1;
        if (taken === undefined || isRefused(taken) || (isFault(taken) && failed >= FILE_TRIES))
          taken = await attempt(chatId, instead, words);
      }
      if (typeof taken !== 'string') {
        const outcome = taken ?? { kind: 'refused', why: 'nothing to send' };
        const isOver = outcome.kind !== 'later' && outcome.kind !== 'moved';
        if (!isOver && sent + failed > 0) remember(id, { text, sent, failed });
        if (pieces.length === 1) return outcome;
        return { ...outcome, why: `piece ${sent + 1} of ${pieces.length}: ${outcome.why}` };
      }
      externalId = taken;
      sent += 1;
      failed = 0;
    }
    return externalId === undefined
      ? { kind: 'refused', why: 'an empty message' }
      : { kind: 'sent', externalId, messages: pieces.length };
  };

  async function attempt(
    chatId: string,
    piece: Piece,
    signal: AbortSignal,
  ): Promise<string | Failed | undefined> {
    try {
      return await sendPiece(chatId, piece, signal);
    } catch (error) {
      return readOutcome(error);
    }
  }
}

type Taken = string | Failed | undefined;

/** What the network names a time for is no fault of the file's. */
const isFault = (taken: Taken): boolean =>
  typeof taken === 'object' && taken.kind === 'later' && taken.afterSeconds === null;

const isRefused = (taken: Taken): boolean => typeof taken === 'object' && taken.kind === 'refused';

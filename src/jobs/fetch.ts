import type { Logger } from 'pino';
import type { Channel } from '../channels/channel.ts';
import type { Content, SentFile } from '../conversations/message.ts';
import { MAX_FILE_BYTES, mimeOf } from '../domain/evidence.ts';
import type { Transact } from '../services/services.ts';

export interface FetchParts {
  transact: Transact;
  channel: Channel;
  log: Logger;
  /** Office clock. */
  now: () => Date;
  /** The clock of leases and back-off. */
  realNow: () => Date;
  /** Whether files of a chat that sends more than a person can are not had; not where the clock stands still. */
  heedsFloods?: boolean;
}

/** Whether an update waits for its file before it is handled. */
export const isToFetch = (channel: Channel, content: Content): boolean =>
  channel.fetchFile !== undefined && content.kind === 'file' && content.size <= MAX_FILE_BYTES;

/**
 * Has the file of the next update that waits for one, between two transactions: nobody else waits meanwhile. False
 * where none is due. After a few tries the update goes on without its file.
 */
export async function fetchNext(parts: FetchParts): Promise<boolean> {
  const { transact, channel, log, now, realNow } = parts;
  if (!channel.fetchFile) return false;
  const claimed = await transact(async ({ inbox }) => {
    const next = await inbox.claimFile(channel.bot, realNow());
    if (!next) return undefined;
    return { ...next, isOfFlood: parts.heedsFloods === true && (await inbox.isOfFlood(next)) };
  });
  if (!claimed) return false;
  const sent = claimed.payload as SentFile;
  const isLeft = claimed.isStranger || claimed.isOfFlood || claimed.isSpent;
  const fetched = isLeft ? undefined : await channel.fetchFile(sent.ref);
  const about = { update: claimed.id, bot: channel.bot };
  await transact(async ({ inbox, files }) => {
    switch (fetched?.kind) {
      case undefined:
        return inbox.release(
          claimed,
          claimed.isOfFlood || claimed.isSpent ? { ...sent, unfetched: 'no_answer' } : sent,
        );
      case 'later':
        log.warn({ ...about, why: fetched.why }, 'a file waits');
        return inbox.postponeFile(claimed, { ...sent, unfetched: 'no_answer' }, realNow());
      case 'unfetched':
        log.warn({ ...about, why: fetched.why }, 'a file could not be had');
        return inbox.release(claimed, { ...sent, unfetched: fetched.why });
      case 'file': {
        const { bytes } = fetched;
        const kept = await files.keepUnclaimed(
          { name: sent.name, mime: mimeOf(sent.name, bytes), bytes },
          now(),
        );
        const isWanted = await inbox.release(claimed, { ...sent, size: bytes.length, kept: kept.id });
        // Another process has it, or its sender has been erased meanwhile.
        if (!isWanted) await files.discard(kept.id);
        return isWanted;
      }
    }
  });
  return true;
}

import type { OpenedFile } from '../conversations/context.ts';
import type { Content } from '../conversations/message.ts';
import { isSpreadsheet } from '../conversations/spreadsheet-name.ts';
import type { IncomingUpdate } from '../services/inbox.ts';
import type { Services } from '../services/services.ts';
import { besideWith, type Brought } from './errands.ts';

const ABOUT = 'its file';

/**
 * What the spreadsheet of an update holds, which is looked into on an errand; undefined where an update brings none.
 * Its bytes are read only when the turn of the errand has come.
 */
export async function openedFile(
  openFile: (bytes: Uint8Array) => Promise<OpenedFile>,
  { inbox }: Services,
  update: IncomingUpdate,
  content: Content,
  brought: Brought,
): Promise<OpenedFile | undefined> {
  if (content.kind !== 'file' || !isSpreadsheet(content)) return undefined;
  const { kept } = content;
  if (kept === undefined) return { kind: 'unfetched' };
  // What has ended the process more than once is not looked into for ever.
  if (!brought.has(ABOUT) && inbox.isSpent(update)) return { kind: 'fault', fault: 'too_big' };
  return besideWith(brought)(ABOUT, async (transact, now): Promise<OpenedFile> => {
    const file = await transact(({ files }) => files.read(kept, now));
    return file ? openFile(file.bytes) : { kind: 'unfetched' };
  });
}

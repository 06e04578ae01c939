import { readFile, stat } from 'node:fs/promises';
import { MAX_FILE_BYTES, type FetchedFile } from '../channels/channel.ts';

/** A file of this machine, as a network would give it. */
export async function readPath(path: string): Promise<FetchedFile> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) return { kind: 'too_big' };
    return { kind: 'file', bytes: await readFile(path) };
  } catch {
    return { kind: 'gone' };
  }
}

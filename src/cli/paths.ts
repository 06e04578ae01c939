import { readFile, stat } from 'node:fs/promises';
import type { FetchedFile } from '../channels/channel.ts';
import { MAX_FILE_BYTES } from '../domain/evidence.ts';

/** A file of this machine, as a network would give it. */
export async function readPath(path: string): Promise<FetchedFile> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) return { kind: 'unfetched', why: 'too_large' };
    return { kind: 'file', bytes: await readFile(path) };
  } catch {
    return { kind: 'unfetched', why: 'gone' };
  }
}

import { askApart } from '../apart.ts';
import type { XlsxFault } from './fault.ts';
import type { ReadBook } from './read.ts';

export type Opened = { kind: 'book'; book: ReadBook } | { kind: 'fault'; fault: XlsxFault };

const SECONDS = 10;
const MEGABYTES = 384;

/** Reads a workbook off the main thread, within bounds of time and memory. Never throws for what the file holds. */
export async function openWorkbook(bytes: Uint8Array, seconds = SECONDS): Promise<Opened> {
  const program = new URL('./open-apart.js', import.meta.url);
  const opened = await askApart<Opened>(program, bytes, { seconds, megabytes: MEGABYTES });
  return opened === 'too_long' ? { kind: 'fault', fault: opened } : opened;
}

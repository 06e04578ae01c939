import { startApart } from '../apart.ts';
import type { XlsxFault } from './fault.ts';
import type { ReadCell, ReadSheet } from './read-sheet.ts';
import type { ReadBook } from './read.ts';

export type Opened = { kind: 'book'; book: ReadBook } | { kind: 'fault'; fault: XlsxFault };

/** A workbook comes in parts: of a big one all at once stops everything else while it is copied. */
export type OpenedPart =
  | { kind: 'sheets'; sheets: ReadSheet[] }
  | { kind: 'cells'; sheet: number; cells: ReadCell[] }
  | { kind: 'end' }
  | { kind: 'fault'; fault: XlsxFault };

const SECONDS = 5;
const MEGABYTES = 256;
/** Files read at once in this process, whoever sent them; the next waits until one is done. */
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Reads a workbook off the main thread, within bounds of time and memory. Never throws for what the file holds. */
export async function openWorkbook(bytes: Uint8Array, seconds = SECONDS): Promise<Opened> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await openApart(bytes, seconds);
  } finally {
    // Whoever waits takes over the place.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function openApart(bytes: Uint8Array, seconds: number): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const worker = startApart(new URL('./open-apart.js', import.meta.url), bytes, {
      maxOldGenerationSizeMb: MEGABYTES,
    });
    const tooLong = { kind: 'fault', fault: 'too_long' } as const;
    const clock = setTimeout(() => end(() => resolve(tooLong)), seconds * 1000);
    const end = (settle: () => void): void => {
      clearTimeout(clock);
      void worker.terminate();
      settle();
    };
    const book: ReadBook = { sheets: [] };
    worker.on('message', (part: OpenedPart) => {
      if (part.kind === 'fault') {
        end(() => resolve(part));
        return;
      }
      if (part.kind === 'end') {
        end(() => resolve({ kind: 'book', book }));
        return;
      }
      if (part.kind === 'sheets') book.sheets = part.sheets;
      else book.sheets[part.sheet]?.cells.push(...part.cells);
      worker.postMessage('next');
    });
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(tooLong) : reject(error))),
    );
    worker.once('exit', () => end(() => resolve(tooLong)));
  });
}

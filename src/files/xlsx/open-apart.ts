import { parentPort, workerData } from 'node:worker_threads';
import { XlsxError } from './fault.ts';
import type { OpenedPart } from './open.ts';
import { readWorkbook } from './read.ts';

/** Cells handed over at once: the other thread stops while they are copied. */
const CELLS = 5_000;

/** The thread a workbook is read on; it hands over one part for each word from the other; see open.ts. */
function* parts(): Generator<OpenedPart, void> {
  try {
    const { sheets } = readWorkbook(workerData as Uint8Array);
    yield { kind: 'sheets', sheets: sheets.map((sheet) => ({ ...sheet, cells: [] })) };
    for (const [sheet, { cells }] of sheets.entries())
      for (let from = 0; from < cells.length; from += CELLS)
        yield { kind: 'cells', sheet, cells: cells.slice(from, from + CELLS) };
    yield { kind: 'end' };
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    yield { kind: 'fault', fault: error.fault };
  }
}

const all = parts();
const next = (): void => {
  const part = all.next();
  if (!part.done) parentPort?.postMessage(part.value);
};
parentPort?.on('message', next);
next();

import { parentPort, workerData } from 'node:worker_threads';
import { readSpreadsheet, type SpreadsheetPart } from './spreadsheet.ts';

/** Cells handed over at once: the other thread stops while they are copied. */
const CELLS = 5_000;

/** The thread a spreadsheet that came in is read on; it hands over one part for each word from the other. */
function* parts(): Generator<SpreadsheetPart, void> {
  const opened = readSpreadsheet(workerData as Uint8Array);
  if (opened.kind !== 'foreign') {
    yield { kind: 'whole', opened };
    return;
  }
  const { sheets } = opened.book;
  yield { kind: 'sheets', sheets: sheets.map((sheet) => ({ ...sheet, cells: [] })) };
  for (const [sheet, { cells }] of sheets.entries())
    for (let from = 0; from < cells.length; from += CELLS)
      yield { kind: 'cells', sheet, cells: cells.slice(from, from + CELLS) };
  yield { kind: 'end' };
}

const all = parts();
const next = (): void => {
  const part = all.next();
  if (!part.done) parentPort?.postMessage(part.value);
};
parentPort?.on('message', next);
next();

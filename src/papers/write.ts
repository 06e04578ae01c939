import { startApart } from '../files/apart.ts';
import { paperBytes, type PaperContent } from './paper-bytes.ts';
import { partsOf } from './paper-parts.ts';

const SECONDS = 60;
/** Below this many cells writing takes less time than starting a thread. */
const FEW_CELLS = 5_000;

/** A workbook was not written. */
class PaperError extends Error {
  override name = 'PaperError';
}

let last: Promise<unknown> = Promise.resolve();

/** Writes a table or a list; a big one off the main thread, one at a time, so that nobody else waits for it. */
export function writePaper(paper: PaperContent): Promise<Uint8Array> {
  if (cellsOf(paper) < FEW_CELLS) return Promise.resolve(paperBytes(paper));
  const written = last.then(() => writeApart(paper));
  last = written.catch(() => undefined);
  return written;
}

const cellsOf = (paper: PaperContent): number =>
  paper.kind === 'list'
    ? paper.list.rows.length * paper.list.columns.length
    : paper.table.reports.length * paper.table.form.rows.length;

function writeApart(paper: PaperContent): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = startApart(new URL('./write-apart.js', import.meta.url), undefined);
    const clock = setTimeout(() => end(() => reject(new PaperError('it took too long'))), SECONDS * 1000);
    let isEnded = false;
    const end = (settle: () => void): void => {
      isEnded = true;
      clearTimeout(clock);
      void worker.terminate();
      settle();
    };
    worker.once('message', (bytes: Uint8Array) => end(() => resolve(bytes)));
    worker.once('error', (error) =>
      end(() => reject(new PaperError('it was not written', { cause: error }))),
    );
    worker.once('exit', () => end(() => reject(new PaperError('it ended without a workbook'))));
    const parts = partsOf(paper);
    const handOver = (): void => {
      const part = parts.next();
      if (part.done || isEnded) return;
      worker.postMessage(part.value);
      setImmediate(handOver);
    };
    handOver();
  });
}

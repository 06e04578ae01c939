import { parentPort, workerData } from 'node:worker_threads';
import { XlsxError } from './fault.ts';
import type { Opened } from './open.ts';
import { readWorkbook } from './read.ts';

/** The thread a workbook is read on; see open.ts. */
function answer(): Opened {
  try {
    return { kind: 'book', book: readWorkbook(workerData as Uint8Array) };
  } catch (error) {
    if (error instanceof XlsxError) return { kind: 'fault', fault: error.fault };
    throw error;
  }
}

parentPort?.postMessage(answer());

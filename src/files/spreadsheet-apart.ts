import { parentPort, workerData } from 'node:worker_threads';
import { readSpreadsheet } from './spreadsheet.ts';

/** The thread a spreadsheet that came in is read on; see spreadsheet.ts. */
parentPort?.postMessage(readSpreadsheet(workerData as Uint8Array));

import { parentPort, workerData } from 'node:worker_threads';
import { paperBytes, type PaperContent } from './paper-bytes.ts';

/** The thread a big workbook is written on; see write.ts. */
parentPort?.postMessage(paperBytes(workerData as PaperContent));

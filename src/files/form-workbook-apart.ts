import { parentPort, workerData } from 'node:worker_threads';
import type { FormWorkbook } from '../domain/workbook.ts';
import { makeFormWorkbook } from './form-workbook.ts';

/** The thread the workbook of a form with many lines is written on; see form-workbook-file.ts. */
parentPort?.postMessage(makeFormWorkbook(workerData as FormWorkbook));

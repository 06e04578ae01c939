import { parentPort } from 'node:worker_threads';
import { paperBytes } from './paper-bytes.ts';
import { joinParts, type PaperPart } from './paper-parts.ts';

/** The thread a big workbook is written on; see write.ts. */
const parts: PaperPart[] = [];
parentPort?.on('message', (part: PaperPart) => {
  if (part.kind !== 'end') parts.push(part);
  else parentPort?.postMessage(paperBytes(joinParts(parts.splice(0))));
});

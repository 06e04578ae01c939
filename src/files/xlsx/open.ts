import { Worker } from 'node:worker_threads';
import type { XlsxFault } from './fault.ts';
import type { ReadBook } from './read.ts';

export type Opened = { kind: 'book'; book: ReadBook } | { kind: 'fault'; fault: XlsxFault };

const SECONDS = 10;
const MEGABYTES = 384;

/** In the built program it is a file beside this one; from the sources a loader for types goes before it. */
function startReader(bytes: Uint8Array): Worker {
  const options = {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    // What a document holds reaches no variable of the process.
    env: {},
    execArgv: [],
  };
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./open-apart.js', import.meta.url), options);
  const loader = import.meta.resolve('tsx/esm/api');
  const reader = new URL('./open-apart.ts', import.meta.url).href;
  const code = `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(reader)}); })`;
  return new Worker(code, { ...options, eval: true });
}

/** Reads a workbook off the main thread, within bounds of time and memory. Never throws for what the file holds. */
export function openWorkbook(bytes: Uint8Array, seconds = SECONDS): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const worker = startReader(bytes);
    const tooLong = { kind: 'fault', fault: 'too_long' } as const;
    const clock = setTimeout(() => end(() => resolve(tooLong)), seconds * 1000);
    const end = (settle: () => void): void => {
      clearTimeout(clock);
      void worker.terminate();
      settle();
    };
    worker.once('message', (opened: Opened) => end(() => resolve(opened)));
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(tooLong) : reject(error))),
    );
    worker.once('exit', () => end(() => resolve(tooLong)));
  });
}

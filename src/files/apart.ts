import { Worker, type ResourceLimits } from 'node:worker_threads';

/**
 * Starts a program of this package on a thread of its own, by the address it has once built; from the sources it is the
 * `.ts` beside it, and a loader for types goes before. No variable of the process reaches it.
 */
export function startApart(built: URL, workerData: unknown, resourceLimits?: ResourceLimits): Worker {
  const options = { workerData, env: {}, execArgv: [], ...(resourceLimits && { resourceLimits }) };
  if (import.meta.url.endsWith('.js')) return new Worker(built, options);
  const loader = import.meta.resolve('tsx/esm/api');
  const program = built.href.replace(/\.js$/, '.ts');
  const code = `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(program)}); })`;
  return new Worker(code, { ...options, eval: true });
}

interface Bounds {
  seconds: number;
  megabytes: number;
}

/**
 * What such a program answers to `workerData`; 'too_long' where it takes more time or memory than it may, or ends
 * without a word. Rejects where it throws.
 */
export const askApart = <T>(built: URL, workerData: unknown, bounds: Bounds): Promise<T | 'too_long'> =>
  hearApart(built, workerData, bounds, (answer) => answer as T);

/**
 * The same of a program that answers in parts, each once it is asked for by the word 'next': all of a big answer at once
 * stops this thread while it is copied. What `hear` first makes of a part is the answer.
 */
export function hearApart<T>(
  built: URL,
  workerData: unknown,
  { seconds, megabytes }: Bounds,
  hear: (part: unknown) => T | undefined,
): Promise<T | 'too_long'> {
  return new Promise((resolve, reject) => {
    const worker = startApart(built, workerData, { maxOldGenerationSizeMb: megabytes });
    const clock = setTimeout(() => end(() => resolve('too_long')), seconds * 1000);
    const end = (settle: () => void): void => {
      clearTimeout(clock);
      void worker.terminate();
      settle();
    };
    worker.on('message', (part: unknown) => {
      const answer = hear(part);
      if (answer === undefined) worker.postMessage('next');
      else end(() => resolve(answer));
    });
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve('too_long') : reject(error))),
    );
    worker.once('exit', () => end(() => resolve('too_long')));
  });
}

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

/**
 * What such a program answers to `workerData`; 'too_long' where it takes more time or memory than it may, or ends
 * without a word. Rejects where it throws.
 */
export function askApart<T>(
  built: URL,
  workerData: unknown,
  { seconds, megabytes }: { seconds: number; megabytes: number },
): Promise<T | 'too_long'> {
  return new Promise((resolve, reject) => {
    const worker = startApart(built, workerData, { maxOldGenerationSizeMb: megabytes });
    const clock = setTimeout(() => end(() => resolve('too_long')), seconds * 1000);
    const end = (settle: () => void): void => {
      clearTimeout(clock);
      void worker.terminate();
      settle();
    };
    worker.once('message', (answer: T) => end(() => resolve(answer)));
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve('too_long') : reject(error))),
    );
    worker.once('exit', () => end(() => resolve('too_long')));
  });
}

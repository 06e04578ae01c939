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

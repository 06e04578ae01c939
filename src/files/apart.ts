import { Worker, type ResourceLimits } from 'node:worker_threads';

/**
 * Starts a program of this package on a thread of its own: `name` beside the module at `from`, without its ending. In the
 * built program it is a file; from the sources a loader for types goes before it. No variable of the process reaches it.
 */
export function startApart(
  from: string,
  name: string,
  workerData: unknown,
  resourceLimits?: ResourceLimits,
): Worker {
  const options = { workerData, env: {}, execArgv: [], ...(resourceLimits && { resourceLimits }) };
  if (from.endsWith('.js')) return new Worker(new URL(`./${name}.js`, from), options);
  const loader = import.meta.resolve('tsx/esm/api');
  const program = new URL(`./${name}.ts`, from).href;
  const code = `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(program)}); })`;
  return new Worker(code, { ...options, eval: true });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { bundle } from './bundle.ts';
import type { ServiceChildOptions } from './service-child.ts';

let program: Promise<string> | undefined;

/** Starts a service in a process of its own; it is killed when the test is over, if it still lives. */
export async function startService(options: ServiceChildOptions) {
  program ??= bundle('tests/support/service-child.ts');
  const child = spawn(process.execPath, [await program, JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await exited;
    }
  };
  onTestFinished(() => end('SIGKILL'));
  return {
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    /** Stops and resumes the process as a whole, as a machine that is short of memory does. */
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
  };
}

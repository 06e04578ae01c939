import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { EmbeddedOptions, EmbeddedServer } from '../../src/store/embedded-postgres.ts';

export interface DatabaseProcess extends Pick<EmbeddedServer, 'how' | 'url' | 'dataDir'> {
  /** Runs a statement there; resolves when its result was acknowledged. */
  query: (statement: string) => Promise<unknown>;
  /** Lets it leave in good order. */
  leave: () => Promise<void>;
  /** Ends it as a power cut would. */
  kill: () => Promise<void>;
}

/** Opens an embedded database in a process of its own. */
export async function databaseProcess(options: EmbeddedOptions): Promise<DatabaseProcess> {
  const program = fileURLToPath(new URL('database-child.ts', import.meta.url));
  const args = ['--import', 'tsx', program, JSON.stringify(options)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const line = await answers.next();
    if (line.done) throw new Error('The database process ended.');
    return JSON.parse(line.value);
  };
  const opened = (await answer()) as Pick<EmbeddedServer, 'how' | 'url' | 'dataDir'>;
  return {
    ...opened,
    query: (statement) => {
      child.stdin.write(`${statement}\n`);
      return answer();
    },
    leave: async () => {
      child.stdin.end();
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

// The trial page as `npm start` runs it: a process of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const START_MS = 45_000;

export interface LabProcess {
  url: string;
  /** Milliseconds from the start of the process to the address it prints. */
  startedIn: number;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
  /** As a power cut does. */
  kill(): Promise<void>;
  /** Keeps every connection and answers nothing until it is thawed. */
  freeze(): void;
  thaw(): void;
}

export async function startLabProcess(port = 0): Promise<LabProcess> {
  const began = performance.now();
  const { PATH, HOME, PG_BIN } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'serve'], {
    env: { PATH, HOME, PORT: String(port), ...(PG_BIN && { PG_BIN }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    url,
    startedIn: performance.now() - began,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS);
  try {
    for await (const line of createInterface({ input: child.stdout! })) {
      const address = /^Trang dùng thử: (http\S+)$/.exec(line)?.[1];
      if (address !== undefined) return address;
    }
    throw new Error('the trial page did not start');
  } finally {
    clearTimeout(timer);
  }
}

import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chat } from './chat.ts';
import type { ExitCode, Terminal } from './terminal.ts';

const STORY = fileURLToPath(new URL('../../demo/season.script', import.meta.url));

/** Reading time of a line, in milliseconds a character, within bounds: the whole story takes about a minute. */
const MS_A_CHARACTER = 5;
const SHORTEST_MS = 250;
const LONGEST_MS = 1200;

/**
 * Plays the story through the same program as `chat`: lines of the script are what people say, lines that begin with
 * `#` what the narrator says. At a terminal the clock is then handed over; otherwise it ends.
 */
export async function demo({ fast = false }: { fast?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const script = readFileSync(STORY, 'utf8').trimEnd().split('\n');
  const wait = (text: string): Promise<void> =>
    fast
      ? Promise.resolve()
      : pause(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, text.length * MS_A_CHARACTER)));
  let lastSaid = '';
  const out = (line: string): void => {
    lastSaid += line;
    terminal.out(line);
  };

  async function* lines(): AsyncGenerator<string> {
    for (const line of script) {
      // Whatever was answered to the line before has been shown by now: leave time to read it.
      await wait(lastSaid);
      lastSaid = '';
      if (line.startsWith('#')) {
        terminal.out(`\n── ${line.slice(1).trim()}`);
        await wait(line);
        continue;
      }
      if (line.trim() === '') continue;
      terminal.out(`» ${shortened(line)}`);
      yield line;
    }
    if (!terminal.interactive) return;
    terminal.out(
      '\n── Đến lượt đồng chí: nhắn như trong Zalo; @as đổi người, @at dời đồng hồ, @quit kết thúc.',
    );
    yield* terminal.lines;
  }

  return chat(
    {
      plan: 'binh-phuoc-2023',
      as: 'coordinator@Sở Nội vụ',
      at: '2023-07-14T08:00',
      network: 'zalo',
      json: false,
    },
    { ...terminal, out, error: (line) => terminal.error(line), lines: lines() },
  );
}

/** A pasted block is shown by its beginning. */
const shortened = (line: string): string => {
  const shown = line.replace(/\\t/g, ' ').replace(/\\n/g, ' ⏎ ');
  return shown.length > 150 ? `${shown.slice(0, 150)} …` : shown;
};

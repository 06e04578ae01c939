import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal that is fed `lines` and keeps what a command says. */
export function terminalOf(lines: readonly string[]): {
  terminal: Terminal;
  out: string[];
  errors: string[];
} {
  const out: string[] = [];
  const errors: string[] = [];
  async function* feed(): AsyncGenerator<string> {
    for (const line of lines) yield await Promise.resolve(line);
  }
  const terminal: Terminal = {
    lines: feed(),
    interactive: false,
    out: (line) => out.push(line),
    error: (line) => errors.push(line),
  };
  return { terminal, out, errors };
}

import { isWord } from './number-words.ts';
import type { Token } from './tokens.ts';

/** Tasks named by number, and where: "nv 3,4,7", "nhiệm vụ số 12", "việc 5 và 9". */
export interface TaskNumbers {
  numbers: string[];
  start: number;
  end: number;
}

export function tasksIn(tokens: readonly Token[], taken: ReadonlySet<number>): TaskNumbers | null {
  for (let at = 0; at < tokens.length; at += 1) {
    if (taken.has(at)) continue;
    const end = taskWordEnd(tokens, at);
    if (end === undefined) continue;
    const found = numbersFrom(tokens, end);
    if (found) return { ...found, start: at };
  }
  return null;
}

function taskWordEnd(tokens: readonly Token[], at: number): number | undefined {
  const end = isWord(tokens[at], 'nv', 'nvụ', 'việc', 'task', 'cv')
    ? at + 1
    : (isWord(tokens[at], 'nhiệm') && isWord(tokens[at + 1], 'vụ')) ||
        (isWord(tokens[at], 'đầu', 'công') && isWord(tokens[at + 1], 'việc'))
      ? at + 2
      : undefined;
  if (end === undefined) return undefined;
  let after = end;
  while (
    after < end + 2 &&
    (isWord(tokens[after], 'số', 'thứ', 'stt', 'các', 'mục') || /^[.:#]$/.test(tokens[after]?.raw ?? ''))
  )
    after += 1;
  return after;
}

function numbersFrom(tokens: readonly Token[], from: number): { numbers: string[]; end: number } | null {
  const numbers: string[] = [];
  let at = from;
  for (;;) {
    const token = tokens[at];
    if (token?.kind !== 'figure') break;
    // "5 ngày", "3%" count something.
    if (
      numbers.length === 0 &&
      (tokens[at + 1]?.raw === '%' || isWord(tokens[at + 1], 'ngày', 'tuần', 'tháng', 'hôm'))
    )
      return null;
    numbers.push(...(/^\d+(,\d{1,3})+$/.test(token.raw) ? token.raw.split(',') : [token.raw]));
    const next = tokens[at + 1];
    const joined = next !== undefined && (/^[,;&+]$/.test(next.raw) || isWord(next, 'và', 'với', 'cùng'));
    const again = joined && isWord(tokens[at + 2], 'nv', 'số') ? at + 3 : at + 2;
    if (!joined || tokens[again]?.kind !== 'figure') return { numbers, end: at + 1 };
    at = again;
  }
  return numbers.length > 0 ? { numbers, end: at } : null;
}

import { spokenBelow100 } from './spoken-number.ts';
import { isWord, type Token } from './tokens.ts';

/** Tasks named by number, and where: "nv 3,4,7", "nhiệm vụ số 3.a", "việc 5 và 9". */
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
  const end = nounEnd(tokens, at);
  if (end === undefined) return undefined;
  let after = end;
  while (
    after < end + 2 &&
    (isWord(tokens[after], 'số', 'thứ', 'stt', 'các', 'mục') || /^[.:#]$/.test(tokens[after]?.raw ?? ''))
  )
    after += 1;
  return after;
}

/** Past "nv", "n.vụ", "nhiệm vụ", "đầu việc", "việc". */
function nounEnd(tokens: readonly Token[], at: number): number | undefined {
  if (isWord(tokens[at], 'nv', 'nvụ', 'việc', 'task', 'cv')) return at + 1;
  if (isWord(tokens[at], 'nhiệm') && isWord(tokens[at + 1], 'vụ')) return at + 2;
  if (isWord(tokens[at], 'đầu', 'công') && isWord(tokens[at + 1], 'việc')) return at + 2;
  const dotted = isWord(tokens[at], 'n') && tokens[at + 1]?.raw === '.' && isWord(tokens[at + 2], 'vụ', 'v');
  return dotted ? at + 3 : undefined;
}

function numbersFrom(tokens: readonly Token[], from: number): { numbers: string[]; end: number } | null {
  const numbers: string[] = [];
  let at = from;
  for (;;) {
    const found = numberAt(tokens, at);
    if (!found) break;
    const next = tokens[found.end];
    // "5 ngày", "3%" count something.
    if (numbers.length === 0 && (next?.raw === '%' || isWord(next, 'ngày', 'tuần', 'tháng', 'hôm')))
      return null;
    numbers.push(...found.numbers);
    const joined = next !== undefined && (/^[,;&+]$/.test(next.raw) || isWord(next, 'và', 'với', 'cùng'));
    const again = joined && isWord(tokens[found.end + 1], 'nv', 'việc', 'số') ? found.end + 2 : found.end + 1;
    if (!joined || tokens[again]?.kind !== 'figure') return { numbers, end: found.end };
    at = again;
  }
  return null;
}

/** "12", "3.a", "3,4,7" and "3-5" typed as one; spoken after "số" only: "việc năm nay" names no fifth task. */
function numberAt(tokens: readonly Token[], at: number): { numbers: string[]; end: number } | undefined {
  const token = tokens[at];
  if (token?.kind === 'figure') {
    const letter = tokens[at + 1]?.raw === '.' ? at + 2 : at + 1;
    if (/^[a-zđ]$/i.test(tokens[letter]?.raw ?? '') && isGlued(tokens, at + 1, letter + 1)) {
      const text = tokens.slice(at, letter + 1).map(({ raw }) => raw);
      return { numbers: [text.join('')], end: letter + 1 };
    }
    const until = tokens[at + 2];
    if (tokens[at + 1]?.raw === '-' && until?.glued === true && until.kind === 'figure')
      return { numbers: between(token.raw, until.raw), end: at + 3 };
    return { numbers: /^\d+(,\d{1,3})+$/.test(token.raw) ? token.raw.split(',') : [token.raw], end: at + 1 };
  }
  const spoken = isWord(tokens[at - 1], 'số') ? spokenBelow100(tokens, at) : undefined;
  return spoken && { numbers: [String(spoken.value)], end: spoken.end };
}

/** "3-5" are three tasks; what is no short span stays as typed. */
function between(first: string, last: string): string[] {
  const count = Number(last) - Number(first) + 1;
  if (!(count > 1 && count <= 20)) return [first, last];
  return Array.from({ length: count }, (_, i) => String(Number(first) + i));
}

const isGlued = (tokens: readonly Token[], from: number, to: number): boolean =>
  tokens.slice(from, to).every((token) => token.glued);

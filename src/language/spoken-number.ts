import { digitOf, powerOf } from './number-words.ts';
import { isWord, type Token } from './tokens.ts';

/** A spoken number below a thousand; `full` where hundreds were said. */
export function hundredsAt(
  tokens: readonly Token[],
  index: number,
): { value: number; end: number; full: boolean } | undefined {
  const first = spokenBelow100(tokens, index);
  if (!first) return undefined;
  if (!isWord(tokens[first.end], 'trăm') || first.value > 9) return { ...first, full: false };
  const hundreds = first.value * 100;
  const after = first.end + 1;
  // "ba trăm triệu": the hundred multiplies what follows.
  if (isWord(tokens[after], 'linh', 'lẻ')) {
    const ones = digitOf(tokens[after + 1]);
    return ones === undefined ? undefined : { value: hundreds + ones, end: after + 2, full: true };
  }
  if (isHalf(tokens[after])) return { value: hundreds + 50, end: after + 1, full: true };
  const rest = spokenBelow100(tokens, after);
  if (!rest) return { value: hundreds, end: after, full: true };
  const short = rest.end === after + 1 && rest.value < 10;
  return { value: hundreds + (short ? rest.value * 10 : rest.value), end: rest.end, full: true };
}

/** A spoken number below a hundred: "hai mươi mốt", "hăm lăm". */
export function spokenBelow100(
  tokens: readonly Token[],
  index: number,
): { value: number; end: number } | undefined {
  const token = tokens[index];
  const short = isWord(token, 'hăm') ? 2 : isWord(token, 'băm') ? 3 : undefined;
  if (short !== undefined) {
    const ones = digitOf(tokens[index + 1]);
    return ones === undefined ? undefined : { value: short * 10 + ones, end: index + 2 };
  }
  if (isWord(token, 'mười')) {
    const ones = digitOf(tokens[index + 1]);
    return ones === undefined ? { value: 10, end: index + 1 } : { value: 10 + ones, end: index + 2 };
  }
  const tens = digitOf(token);
  if (tens === undefined) return undefined;
  if (isWord(tokens[index + 1], 'mươi')) {
    const ones = digitOf(tokens[index + 2]);
    return ones === undefined
      ? { value: tens * 10, end: index + 2 }
      : { value: tens * 10 + ones, end: index + 3 };
  }
  const ones = digitOf(tokens[index + 1]);
  const spokenShort =
    isWord(tokens[index + 1], 'mốt', 'tư', 'lăm', 'nhăm') || (ones !== undefined && tens > 1 && ones > 0);
  if (ones !== undefined && tens > 0 && spokenShort && powerOf(tokens[index + 2])?.power !== 2) {
    return { value: tens * 10 + ones, end: index + 2 };
  }
  return { value: tens, end: index + 1 };
}

export const isHalf = (token: Token | undefined): boolean => isWord(token, 'rưỡi');

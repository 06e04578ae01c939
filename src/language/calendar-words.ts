import { digitOf } from './number-words.ts';
import { spokenBelow100 } from './spoken-number.ts';
import { canBe, isWord, type Token } from './tokens.ts';

/** A whole number below 100 in digits or words, as in "ngày 15", "ngày mười lăm"; `shape` is what was typed. */
export function smallNumberAt(
  tokens: readonly Token[],
  index: number,
): { value: number; end: number } | undefined {
  const token = tokens[index];
  if (token?.kind === 'figure')
    return /^\d{1,2}$/.test(token.raw) ? { value: Number(token.raw), end: index + 1 } : undefined;
  return spokenBelow100(tokens, index);
}

export function yearAt(tokens: readonly Token[], index: number): { value: number; end: number } | undefined {
  const raw = tokens[index]?.raw ?? '';
  if (/^20\d{2}$/.test(raw)) return { value: Number(raw), end: index + 1 };
  return /^[2-9]\d$/.test(raw) ? { value: 2000 + Number(raw), end: index + 1 } : undefined;
}

const NAMED_MONTHS: readonly [string, number][] = [
  ['giêng', 1],
  ['hai', 2],
  ['ba', 3],
  ['tư', 4],
  ['bốn', 4],
  ['năm', 5],
  ['sáu', 6],
  ['bảy', 7],
  ['bẩy', 7],
  ['tám', 8],
  ['chín', 9],
  ['một', 1],
];

/** The month after "tháng": a number, a word; "chạp" is lunar. 13 and beyond are given back to be refused. */
export function monthAt(
  tokens: readonly Token[],
  index: number,
): { value: number; end: number; lunar: boolean } | undefined {
  const token = tokens[index];
  if (token?.kind === 'figure')
    return /^\d{1,2}$/.test(token.raw)
      ? { value: Number(token.raw), end: index + 1, lunar: false }
      : undefined;
  if (isWord(token, 'chạp')) return { value: 12, end: index + 1, lunar: true };
  if (isWord(token, 'mười')) {
    const ones = isWord(tokens[index + 1], 'một') ? 1 : isWord(tokens[index + 1], 'hai') ? 2 : undefined;
    return ones === undefined
      ? { value: 10, end: index + 1, lunar: false }
      : { value: 10 + ones, end: index + 2, lunar: false };
  }
  // "thang sau" without accents is next month, or June: left to the caller.
  if (token?.raw.toLowerCase() === 'sau') return undefined;
  const found = token && NAMED_MONTHS.find(([name]) => canBe(token, name));
  return found && { value: found[1], end: index + 1, lunar: false };
}

/** 1–7 (Monday–Sunday), "invalid" for "thứ 8". */
export function weekdayAt(
  tokens: readonly Token[],
  index: number,
): { value: number | 'invalid'; end: number } | undefined {
  const token = tokens[index];
  if (isWord(token, 'cn')) return { value: 7, end: index + 1 };
  if (isWord(token, 'chủ', 'chúa') && isWord(tokens[index + 1], 'nhật')) return { value: 7, end: index + 2 };
  const next = tokens[index + 1];
  if (isWord(token, 't')) {
    return next?.glued === true && /^[2-7]$/.test(next.raw)
      ? { value: Number(next.raw) - 1, end: index + 2 }
      : undefined;
  }
  if (!isWord(token, 'thứ')) return undefined;
  if (next?.kind === 'figure') {
    if (!/^\d{1,2}$/.test(next.raw)) return undefined;
    const number = Number(next.raw);
    return { value: number >= 2 && number <= 7 ? number - 1 : 'invalid', end: index + 2 };
  }
  const digit = digitOf(next);
  return digit === undefined || digit < 2 || digit > 7 ? undefined : { value: digit - 1, end: index + 2 };
}

const ROMAN: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, v: 5 };

export function quarterAt(
  tokens: readonly Token[],
  index: number,
): { value: number; end: number } | undefined {
  const token = tokens[index];
  if (!token) return undefined;
  if (/^\d$/.test(token.raw)) return { value: Number(token.raw), end: index + 1 };
  const roman = ROMAN[token.folded];
  if (roman !== undefined) return { value: roman, end: index + 1 };
  if (isWord(token, 'nhất')) return { value: 1, end: index + 1 };
  const digit = digitOf(token);
  return digit === undefined || digit === 0 || token.folded === 'nam'
    ? undefined
    : { value: digit, end: index + 1 };
}

/** Whether a word points back, here or ahead: trước, này, sau. */
export function shiftAt(tokens: readonly Token[], index: number): { value: number; end: number } | undefined {
  const token = tokens[index];
  if (isWord(token, 'này', 'nay', 'hiện'))
    return { value: 0, end: isWord(tokens[index + 1], 'tại') ? index + 2 : index + 1 };
  if (isWord(token, 'trước', 'ngoái', 'rồi', 'vừa'))
    return { value: -1, end: isWord(tokens[index + 1], 'rồi', 'qua') ? index + 2 : index + 1 };
  if (!isWord(token, 'sau', 'tới', 'kế', 'tiếp')) return undefined;
  const tail = tokens[index + 1];
  if (isWord(token, 'sau', 'tới') && isWord(tail, 'nữa')) return { value: 2, end: index + 2 };
  return { value: 1, end: isWord(tail, 'tiếp', 'theo', 'tới', 'đây') ? index + 2 : index + 1 };
}

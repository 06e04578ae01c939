import { dayOfParts, type Day } from './day.ts';

/** A signed paper as people name it. */
interface Paper {
  number: string | null;
  date: Day | null;
}

/**
 * Whether words such as "Quyết định số 536/QĐ-UBND ngày 06/4/2023" name this paper. Spaces, case and accents do not
 * count, nor does Đ against D; numbers start anew every year, so where both days are known they must be the same.
 */
export function namesPaper(words: string, { number, date }: Paper): boolean {
  const meant = numberIn(words);
  if (meant === undefined || number === null || numberIn(number) !== meant) return false;
  const day = dayIn(words);
  return day === undefined || date === null || day === date;
}

/** "657/HD-SNV" in any spelling: without spaces and accents, in capitals; undefined where there is none. */
function numberIn(words: string): string | undefined {
  const [, no, kind] =
    /\b0*(\d+[A-Z]?)((?:\/\d{4})?\/[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)/.exec(plain(words)) ?? [];
  return no === undefined || kind === undefined ? undefined : `${no}${kind}`;
}

/** "ngày 06/4/2023", "ngày 18 tháng 5 năm 2018". */
function dayIn(words: string): Day | undefined {
  const [, day, month, year] =
    /\bNGAY (\d{1,2})(?:\/| THANG )(\d{1,2})(?:\/| NAM )(\d{4})\b/.exec(plain(words)) ?? [];
  return day === undefined ? undefined : dayOfParts(Number(year), Number(month), Number(day));
}

const plain = (words: string): string =>
  words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'D')
    .toUpperCase()
    .replace(/[‐-―]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/ ?([/-]) ?/g, '$1');

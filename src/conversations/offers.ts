import { fold } from '../language/fold.ts';
import type { Offer } from './cursor.ts';

export function offerByNumber(offers: readonly Offer[], text: string): Offer | undefined {
  const match = /^(?:chon |so |y |y so )?(\d{1,2})[.)]?$/.exec(fold(text).trim());
  return match ? offers[Number(match[1]) - 1] : undefined;
}

export function offerByWords(offers: readonly Offer[], text: string): Offer | undefined {
  const typed = fold(text)
    .replace(/[.!,\s]+$/, '')
    .replace(/\s+/g, ' ');
  if (typed === '') return undefined;
  const named = (said: string): Offer | undefined =>
    offers.find(({ label, words = [] }) => [label, ...words].some((word) => fold(word) === said));
  return named(typed) ?? named(plainly(typed));
}

/** Without what politeness puts around a word: "dạ đồng ý ạ", "vâng, ok em". */
const plainly = (typed: string): string =>
  typed.replace(/^(?:(?:da|vang|thua)[ ,]+)+/, '').replace(/(?:[ ,]+(?:a|em|anh|chi|nhe|nha))+$/, '');

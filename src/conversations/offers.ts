import { fold } from '../language/fold.ts';
import type { Offer } from './cursor.ts';

export function offerByNumber(offers: readonly Offer[], text: string): Offer | undefined {
  const match = /^(?:chon |so |y |y so )?(\d{1,2})[.)]?$/.exec(fold(text).trim());
  return match ? offers[Number(match[1]) - 1] : undefined;
}

export function offerByWords(offers: readonly Offer[], text: string): Offer | undefined {
  const typed = fold(text).trim().replace(/[.]+$/, '');
  if (typed === '') return undefined;
  return offers.find(({ label, words = [] }) => [label, ...words].some((word) => fold(word) === typed));
}

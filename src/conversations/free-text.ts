import { clean } from '../language/fold.ts';

/** Longer words are refused whole, never cut. */
export const LONGEST_FREE_TEXT = 2_000;

/** What a person wants passed on, line by line as typed, without what cannot be seen. */
export const freeText = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => clean(line))
    .filter((line) => line !== '')
    .join('\n');

export const isTooLong = (text: string): boolean => text.length > LONGEST_FREE_TEXT;

/** Longest words kept of one item of the outline, or of a row that asks for words; in the chat and in files. */
export const LONGEST_TEXT = 15_000;
/** Of the reasons given for a line, or for what does not add up. */
export const LONGEST_EXPLANATION = 2_000;
/** Of the name of a line. */
export const LONGEST_LABEL = 200;
/** Of the words in one cell of a line. */
export const LONGEST_CELL = 500;

/** A text cut to `length` UTF-16 units, without half of a pair at the cut or anywhere, or the character zero: no database takes them. */
export const shortened = (text: string, length: number): string =>
  text
    .replaceAll('\0', '')
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .toWellFormed();

/** No letters or digits that are read as one another. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const CODE_LENGTH = 8;

/** Letters and digits people may put between the parts of a code, and how long a code is at most with them. */
const MAYBE_CODE = /^[0-9A-Za-z][0-9A-Za-z -]{6,14}$/;
const CODE = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`);

/** Codes are typed by people: spaces, dashes and lower case do not matter. */
export const normalizeCode = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** What may be meant as a code, slips of the finger included. Every code holds a digit, a greeting hardly ever. */
export const maybeCode = (typed: string): boolean => MAYBE_CODE.test(typed) && /\d/.test(typed);

/** Words that can be nothing but a code: where a question waits, "chọn số 1" answers it. */
export const isCodeShaped = (typed: string): boolean => maybeCode(typed) && CODE.test(normalizeCode(typed));

/** Two fours as they are printed, together or apart, among other words. */
const AMONG_WORDS = /(?<![\p{L}\p{N}])(?=([0-9A-Z]{4}[ -]?[0-9A-Z]{4})(?![\p{L}\p{N}]))/giu;

/** The code in "em gửi mã ABCD-2345 ạ": the first that can be one, as only one try is meant. */
export const codeAmongWords = (text: string): string | undefined =>
  [...text.matchAll(AMONG_WORDS)].map(([, code = '']) => code).find(isCodeShaped);

/** Eight letters and digits with at most two blanks, dashes or the like between one and the next, overlapping ones too. */
const SHOWN = /(?<![0-9a-z])(?=((?:[0-9a-z][ \u00a0_.-]{0,2}){7}[0-9a-z])(?![0-9a-z]))/gi;

/** What in a text may be a code to whoever reads it, normalized, each once. */
export function codesIn(text: string): string[] {
  const found = [...text.matchAll(SHOWN)].map(([, code = '']) => normalizeCode(code));
  return [...new Set(found)].filter((code) => CODE.test(code) && /\d/.test(code));
}

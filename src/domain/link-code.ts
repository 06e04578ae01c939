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

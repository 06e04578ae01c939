import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CODE_ALPHABET,
  CODE_LENGTH,
  isCodeShaped,
  maybeCode,
  normalizeCode,
} from '../../src/domain/link-code.ts';

const codes = fc
  .array(fc.constantFrom(...CODE_ALPHABET.split(/(?!^)/)), { minLength: CODE_LENGTH, maxLength: CODE_LENGTH })
  .map((letters) => letters.join(''))
  .filter((code) => /\d/.test(code));

test('a code is read however it is spaced and whatever its case', () => {
  fc.assert(
    fc.property(codes, (code) => {
      for (const typed of [
        code,
        code.toLowerCase(),
        `${code.slice(0, 4)}-${code.slice(4)}`,
        code.split(/(?!^)/).join(' '),
      ]) {
        expect(normalizeCode(typed)).toBe(code);
        expect(isCodeShaped(typed)).toBe(true);
      }
    }),
  );
});

test.each(['toi chon 1', 'so 1 nhe', '1', 'đồng ý', 'dong y 1', 'xin chao'])(
  'where a question waits, "%s" is an answer and no code',
  (typed) => {
    expect(isCodeShaped(typed)).toBe(false);
  },
);

test('a slip of the finger is a wrong code, not a question', () => {
  expect(maybeCode('ABCD-234O')).toBe(true);
  expect(isCodeShaped('ABCD-234O')).toBe(false);
});

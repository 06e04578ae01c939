import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CODE_ALPHABET,
  CODE_LENGTH,
  codesIn,
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

test('what people read as a code in a text is found, however it is spaced and whatever stands around it', () => {
  const around = fc.constantFrom(
    ['', ''],
    ['Mã của đồng chí Mẫu: ', '.'],
    ['https://t.me/tro_ly_cchc_bot?start=', ''],
    ['Sở Y tế\t', '\nSở Xây dựng\tK7QM2222'],
    [`${'Kính gửi các đơn vị. '.repeat(40)}(`, ')'],
  );
  const spacing = fc.constantFrom(
    (code: string) => code,
    (code: string) => code.toLowerCase(),
    (code: string) => `${code.slice(0, 4)}-${code.slice(4)}`,
    (code: string) => code.replace(/(..)(?!$)/g, '$1 '),
    (code: string) => code.split(/(?!^)/).join(' '),
    (code: string) => `${code.slice(0, 4)} - ${code.slice(4)}`.replace(' - ', '. '),
  );
  fc.assert(
    fc.property(codes, around, spacing, (code, [before = '', after = ''], spaced) => {
      expect(codesIn(`${before}${spaced(code)}${after}`)).toContain(code);
    }),
  );
});

test.each([
  'Các đồng chí gửi báo cáo trước ngày 25/7/2023 nhé',
  'Công văn số 1245/SNV-CCHC ngày 03/7/2023',
  'https://example.vn/van-ban/2023',
  'Tỷ lệ giải quyết đúng hạn 98,5 %; 1.245 hồ sơ',
])('"%s" shows no code', (talk) => {
  expect(codesIn(talk)).toEqual([]);
});

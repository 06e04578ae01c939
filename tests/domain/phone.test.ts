import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizePhone, phoneSpellings } from '../../src/domain/phone.ts';

test.each([
  ['0912345678', '0912345678'],
  ['+84 912 345 678', '0912345678'],
  ['84912345678', '0912345678'],
  ['0084912345678', '0912345678'],
  ['(0271) 3879.123', '02713879123'],
  ['0912-345-678', '0912345678'],
])('%s is %s', (typed, normal) => {
  expect(normalizePhone(typed)).toBe(normal);
});

test.each(['', '123', '912345678', 'số của tôi', '0912345678 (nhà riêng)', '+1 202 555 0100'])(
  '"%s" is no number here',
  (typed) => {
    expect(normalizePhone(typed)).toBeUndefined();
  },
);

test('every spelling of a number is that number again', () => {
  const digits = fc.stringMatching(/^0[1-9]\d{8}$/);
  fc.assert(
    fc.property(digits, (normal) => {
      for (const spelling of phoneSpellings(normal)) expect(normalizePhone(spelling), spelling).toBe(normal);
    }),
  );
});

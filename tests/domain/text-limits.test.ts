import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened } from '../../src/domain/text-limits.ts';

test('a text cut to a length holds neither half a letter nor a zero, and nothing that was not typed', () => {
  expect(shortened('x'.repeat(199) + '😀', 200)).toBe('x'.repeat(199));
  expect(shortened('a\0b', 200)).toBe('ab');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, length) => {
      const cut = shortened(text, length);
      expect(cut.length).toBeLessThanOrEqual(length);
      expect(cut.isWellFormed()).toBe(true);
      expect(text.replaceAll('\0', '').startsWith(cut)).toBe(true);
    }),
  );
});

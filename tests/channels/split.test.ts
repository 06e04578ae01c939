import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shorten, splitText } from '../../src/channels/split.ts';

const withoutSpace = (text: string): string => text.replace(/\s/g, '');
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.constantFrom('Đơn vị', 'e\u0302\u0301', ' ', '\n', '\n\n', '👩‍👩‍👧‍👦', 'một', '   ', '\r\n'), {
      maxLength: 80,
    })
    .map((parts) => parts.join('')),
);

describe('a long text', () => {
  it('stays one piece where it fits', () => {
    expect(splitText('Một dòng.\n\n  Dòng nữa.', 100)).toEqual(['Một dòng.\n\n  Dòng nữa.']);
  });

  it('is cut at the last line end that fits', () => {
    expect(splitText('một\nhai\nba\nbốn', 8)).toEqual(['một\nhai', 'ba\nbốn']);
  });

  it('keeps the indentation of the line after a cut and drops blank lines there', () => {
    expect(splitText('một hai\n\n\n  ba bốn', 9)).toEqual(['một hai', '  ba bốn']);
  });

  it('is cut between words where a line is too long', () => {
    expect(splitText('một hai ba bốn', 8)).toEqual(['một hai', 'ba bốn']);
  });

  it('is never cut within a letter and its marks, nor within an emoji', () => {
    expect(splitText('ế'.normalize('NFD').repeat(4), 7)).toEqual([
      'ế'.normalize('NFD').repeat(2),
      'ế'.normalize('NFD').repeat(2),
    ]);
    expect(splitText('🇻🇳🇻🇳🇻🇳', 9)).toEqual(['🇻🇳🇻🇳', '🇻🇳']);
  });

  it('of one endless character is cut all the same', () => {
    const marks = `a${'\u0301'.repeat(50)}`;
    expect(splitText(marks, 10).join('')).toBe(marks);
  });

  it.each(['', ' ', '\n\n', ' \n '.repeat(50)])('that is blank (%j) has no pieces', (text) => {
    expect(splitText(text, 10)).toEqual([]);
  });

  it('loses nothing but white space, in pieces that are never blank nor too long', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (text, limit) => {
        const pieces = splitText(text, limit);
        expect(withoutSpace(pieces.join(''))).toBe(withoutSpace(text));
        expect(pieces.every((piece) => piece.length <= limit && piece.trim() !== '')).toBe(true);
      }),
    );
  });

  it('of well-formed characters has well-formed pieces', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (text, limit) => {
        fc.pre(!/\p{Surrogate}/u.test(text));
        expect(splitText(text, limit).some((piece) => /\p{Surrogate}/u.test(piece))).toBe(false);
      }),
    );
  });
});

describe('a label', () => {
  it('that fits is left alone', () => {
    expect(shorten('Sở Nội vụ', 9)).toBe('Sở Nội vụ');
  });

  it('that does not fit ends in an ellipsis, within the limit', () => {
    expect(shorten('Sở Nội vụ tỉnh', 10)).toBe('Sở Nội vụ…');
    expect(shorten('🇻🇳🇻🇳🇻🇳', 10)).toBe('🇻🇳🇻🇳…');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, fold, spelling } from '../../src/language/fold.ts';

describe('fold', () => {
  it.each([
    ['Sở  Kế hoạch và Đầu tư', 'so ke hoach va dau tu'],
    ['ＵＢＮＤ huyện', 'ubnd huyen'],
    ['ba\u0301o ca\u0301o', 'bao cao'],
    ['bá\u200bo\u200f cáo\ufeff', 'bao cao'],
    ['Đoàn\tkiểm\r\ntra ', 'doan kiem tra'],
  ])('reads %j as %j', (typed, folded) => {
    expect(fold(typed)).toBe(folded);
  });

  it('gives one text for composed and decomposed Vietnamese', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(clean(clean(text))).toBe(clean(text));
      }),
    );
  });
});

describe('spelling', () => {
  it('takes hoà and hòa, and hỏi and ngã, for one spelling', () => {
    expect(spelling('hoà')).toBe(spelling('hòa'));
    expect(spelling('gữi')).toBe(spelling('gửi'));
  });

  it('keeps other tones and vowels apart', () => {
    expect(spelling('hạn')).not.toBe(spelling('hàn'));
    expect(spelling('đầu')).not.toBe(spelling('đâu'));
  });
});

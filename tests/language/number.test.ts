import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../src/language/number.ts';
import { scoreNumber } from '../support/language-scores.ts';
import { corpus, rightOf } from './corpus.ts';

describe('parseNumber', () => {
  it.each([...corpus('numbers-dev'), ...corpus('numbers-other-hand-dev')])(
    'reads %j as %s %s',
    (input = '', value = '', unit = '') => {
      expect(scoreNumber(parseNumber(input), value, unit)).toBeNull();
    },
  );

  it('reads at least 98 of 100 expressions kept away from development', () => {
    const right = rightOf(
      [...corpus('numbers-held-out'), ...corpus('numbers-other-hand-held-out')],
      ([input = '', value = '', unit = '']) => scoreNumber(parseNumber(input), value, unit),
    );
    expect(right).toBeGreaterThanOrEqual(98);
  });

  it.each([
    ['125.600 triệu', 'Triệu đồng', 125600],
    ['125.600', 'Triệu đồng', 125600],
    ['3 tỷ 2', 'Triệu đồng', 3200],
    ['98 tỷ', 'Triệu đồng', 98000],
    ['1.250.000.000 đồng', 'Tỷ đồng', 1.25],
    ['98.5', '%', 98.5],
    ['2 triệu', 'Hồ sơ', 2000000],
  ])('scales %j to a row in %s: %d', (input, measure, value) => {
    expect(parseNumber(input, { measure })).toMatchObject({ kind: 'value', value });
  });

  it('refuses money in a row that counts files, and a percentage in one that counts people', () => {
    expect(parseNumber('5 triệu đồng', { measure: 'Hồ sơ' }).kind).toBe('invalid');
    expect(parseNumber('5%', { measure: 'Người' }).kind).toBe('invalid');
  });

  it('keeps "không phát sinh", "chưa có số liệu" and "không thuộc phạm vi" apart', () => {
    expect(parseNumber('dạ không phát sinh ạ')).toEqual({ kind: 'value', value: 0, nothing: true });
    expect(parseNumber('chưa có số liệu')).toEqual({ kind: 'missing' });
    expect(parseNumber('không thuộc phạm vi')).toEqual({ kind: 'not_applicable' });
    expect(parseNumber('0')).toEqual({ kind: 'value', value: 0 });
  });

  it('takes a negative figure only where the row admits it', () => {
    expect(parseNumber('-5').kind).toBe('invalid');
    expect(parseNumber('-5', { allowNegative: true })).toEqual({ kind: 'value', value: -5 });
  });

  it('asks with both readings where a figure has two', () => {
    expect(parseNumber('2 triệu 500')).toEqual({
      kind: 'ambiguous',
      readings: ['2.500.000 (nói tắt)', '2.000.500'],
      ask: 'Đề nghị đồng chí cho biết số đúng: 2.500.000 (nói tắt) hay 2.000.500?',
    });
  });

  it('reads every whole figure back, grouped by dots or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (value) => {
        const grouped = String(value).replace(/\B(?=(\d{3})+$)/g, '.');
        expect(parseNumber(grouped)).toEqual({ kind: 'value', value });
        expect(parseNumber(String(value))).toEqual({ kind: 'value', value });
      }),
    );
  });

  it('answers anything at all without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        const answer = parseNumber(text);
        if (answer.kind === 'value') expect(Number.isFinite(answer.value)).toBe(true);
      }),
    );
  });
});

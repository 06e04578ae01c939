import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { momentOf } from '../../src/domain/office-time.ts';
import { PROOFS } from '../../src/domain/plan.ts';
import { canonicalText, receiptCode, reportState, settle, settledAt } from '../../src/domain/receipt.ts';

const day = (text: `2023-07-${number}`, hour: `${number}:${number}` = '10:00') => momentOf(text, hour);
const open = { lastDay: '2023-07-29', settledAt: null, onTime: null } as const;

describe('a report is received', () => {
  const figuresAt = day('2023-07-25');
  const documentAt = day('2023-07-27');
  test.each([
    ['figures', figuresAt],
    ['document', documentAt],
    ['either', figuresAt],
    ['both', documentAt],
  ] as const)('where the plan wants %s', (proof, at) => {
    expect(settledAt(proof, { figuresAt, documentAt })).toEqual(at);
  });

  test('not before both have come, where the plan wants both', () => {
    expect(settledAt('both', { figuresAt, documentAt: null })).toBeNull();
  });
});

describe('on time', () => {
  test('is judged by the day in office time, to the last minute', () => {
    const arrivals = (at: Date) => ({ figuresAt: at, documentAt: null });
    const at = (hour: `${number}:${number}`, on: `2023-07-${number}`) => day(on, hour);
    expect(settle({ ...open, proof: 'either' }, arrivals(at('23:59', '2023-07-29'))).onTime).toBe(true);
    expect(settle({ ...open, proof: 'either' }, arrivals(at('00:00', '2023-07-30'))).onTime).toBe(false);
  });

  test('is not worsened by anything that comes later, nor by a deadline moved since', () => {
    const moments = fc.integer({ min: 20, max: 31 }).map((n) => day(`2023-07-${n}`));
    fc.assert(
      fc.property(
        fc.constantFrom(...PROOFS),
        moments,
        fc.option(moments),
        fc.option(moments),
        (proof, first, figuresAt, documentAt) => {
          const settled = { proof, lastDay: '2023-07-21', settledAt: first, onTime: true } as const;
          const after = settle(settled, { figuresAt, documentAt });
          expect(after.onTime).toBe(true);
          expect(after.settledAt && after.settledAt <= first).toBe(true);
        },
      ),
    );
  });

  test('is gained by a paper found to have come first', () => {
    const late = {
      proof: 'either',
      lastDay: '2023-07-29',
      settledAt: day('2023-07-31'),
      onTime: false,
    } as const;
    const found = settle(late, { figuresAt: late.settledAt, documentAt: day('2023-07-28') });
    expect(found).toEqual({ settledAt: day('2023-07-28'), onTime: true });
  });
});

test('nothing is overdue before its last day has passed', () => {
  expect(reportState(open, day('2023-07-29', '23:59'))).toBe('open');
  expect(reportState(open, day('2023-07-30', '00:00'))).toBe('overdue');
});

describe('a receipt code', () => {
  test.each([
    ['Sở Công Thương', 'X23-SCT-07/1'],
    ['UBND huyện Bù Đăng', 'X23-UBNDBD-07/1'],
    ['Bảo hiểm xã hội tỉnh', 'X23-BHXH-07/1'],
    ['Sở Lao động - Thương binh và Xã hội', 'X23-SLDTBXH-07/1'],
  ])('of %s', (unit, code) => {
    expect(receiptCode({ year: 2023, unit, report: 7, no: 1 })).toBe(code);
  });
});

test('the same content has one text, however it was read', () => {
  expect(canonicalText({ b: [{ y: 1, x: 2 }], a: null })).toBe(
    canonicalText({ a: null, b: [{ x: 2, y: 1 }] }),
  );
  expect(canonicalText({ a: [1, 2] })).not.toBe(canonicalText({ a: [2, 1] }));
});

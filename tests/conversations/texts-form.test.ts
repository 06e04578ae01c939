import { expect, test } from 'vitest';
import { asShown } from '../../src/conversations/format.ts';
import { formTexts } from '../../src/conversations/texts-form.ts';
import { planNamed } from '../support/plans.ts';

const [row] = planNamed('binh-phuoc-2023').forms[0]!.rows.filter(({ kind }) => kind === 'count');

test('a whole number is asked for with the measure, where one is printed', () => {
  expect(formTexts.refusal('not_whole', { ...row!, measure: 'Thủ tục' })).toBe(
    'phải là số nguyên (đơn vị tính: Thủ tục)',
  );
  expect(formTexts.refusal('not_whole', { ...row!, measure: '' })).toBe('phải là số nguyên');
});

test('a cell is told as it shows: its number in the Vietnamese way, its words as they stand', () => {
  expect([1.5, '1.5', 1245, null, undefined, true].map(asShown)).toEqual([
    '1,5',
    '1.5',
    '1.245',
    '',
    '',
    'true',
  ]);
});

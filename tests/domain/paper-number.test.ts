import { expect, test } from 'vitest';
import { namesPaper } from '../../src/domain/paper-number.ts';

test.each([
  ['Hướng dẫn số 285/HD-SNV ngày 25/02/2016', '285/HD-SNV', '2016-02-25', true],
  ['285/hd-snv', '285/HD-SNV', '2016-02-25', true],
  ['Quyết định số 536 /QĐ - UBND ngày 06/4/2023', '536/QD-UBND', '2023-04-06', true],
  ['Quyết định số 0536/QĐ-UBND', '536/QĐ-UBND', null, true],
  ['Kế hoạch số 15/KH-UBND ngày 10 tháng 01 năm 2022', '15/KH-UBND', '2022-01-10', true],
  ['Quyết định số 12/2023/QĐ-UBND', '12/2023/QĐ-UBND', null, true],
  // Numbers start anew every year.
  ['Kế hoạch số 15/KH-UBND ngày 10/01/2022', '15/KH-UBND', '2021-01-12', false],
  ['Quyết định số 1536/QĐ-UBND', '536/QĐ-UBND', null, false],
  ['Quyết định số 536/QĐ-UBND', '536/QĐ-SNV', null, false],
  ['các văn bản trước đây', '536/QĐ-UBND', null, false],
  ['ngày 06/4/2023', '06/4/2023', null, false],
] as const)('%s names %s of %s: %s', (words, number, date, names) => {
  expect(namesPaper(words, { number, date })).toBe(names);
});

test('a paper whose number is not known yet is named by nothing', () => {
  expect(namesPaper('285/HD-SNV', { number: null, date: null })).toBe(false);
});

import { expect, test } from 'vitest';
import { foldRecurring } from '../../src/conversations/recurring-reports.ts';
import { lastDayOfMonth } from '../../src/domain/day.ts';

const months = Array.from({ length: 12 }, (_, index) => index + 1);
const monthly = (received: readonly number[]) =>
  months.map((month) => ({
    month,
    of: 'tin bài',
    period: `2021-${String(month).padStart(2, '0')}`,
    lastDay: lastDayOfMonth(2021, month),
    isOpen: !received.includes(month),
  }));
const fold = (received: readonly number[], today: '2021-01-04' | '2021-04-10' | '2021-12-31') =>
  foldRecurring(monthly(received), today, (one) => one).map(({ one, later, received: had }) => [
    one.month,
    later,
    had,
  ]);

test('of twelve months the next two are told and the rest is counted', () => {
  expect(fold([], '2021-01-04')).toEqual([
    [1, 0, 0],
    [2, 10, 0],
  ]);
});

test('every overdue month is told, and what has come is counted', () => {
  expect(fold([1, 3], '2021-04-10')).toEqual([
    [2, 0, 0],
    [4, 0, 0],
    [5, 7, 2],
  ]);
});

test('where everything has come the last one is told', () => {
  expect(fold(months, '2021-12-31')).toEqual([[12, 0, 11]]);
});

test('what has one period is told whatever has become of it, and is not called recurring', () => {
  const once = [{ of: 'báo cáo', period: '2023', lastDay: null, isOpen: false }];
  expect(foldRecurring(once, '2023-07-31', (one) => one)).toEqual([
    { one: once[0], isRecurring: false, later: 0, received: 0 },
  ]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysBetween, weekday } from '../../src/domain/day.ts';
import { daysOfPeriod } from '../../src/domain/periods.ts';

test.each([
  ['2023', '2023-01-01', '2023-12-31'],
  ['2023-H1', '2023-01-01', '2023-06-30'],
  ['2023-H2', '2023-07-01', '2023-12-31'],
  ['2023-9M', '2023-01-01', '2023-09-30'],
  ['2023-Q3', '2023-07-01', '2023-09-30'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2023-W33', '2023-08-14', '2023-08-20'],
  ['2023-W01', '2023-01-02', '2023-01-08'],
  ['2020-W53', '2020-12-28', '2021-01-03'],
])('%s runs from %s to %s', (period, from, to) => {
  expect(daysOfPeriod(period)).toEqual({ from, to });
});

test.each(['', 'quý III', '2023-Q5', '2023-13', '2023-00', '2023-W53', '2023-W00', '23'])(
  '"%s" is no period',
  (period) => {
    expect(daysOfPeriod(period)).toBeUndefined();
  },
);

test('every week runs from a Monday to the Sunday after it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2018, max: 2040 }), fc.integer({ min: 1, max: 52 }), (year, week) => {
      const days = daysOfPeriod(`${year}-W${String(week).padStart(2, '0')}`)!;
      expect(weekday(days.from)).toBe(1);
      expect(daysBetween(days.from, days.to)).toBe(6);
    }),
  );
});

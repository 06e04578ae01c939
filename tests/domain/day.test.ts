import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayOfMonth,
  dayOfParts,
  daysBetween,
  earlier,
  lastDayOfMonth,
  later,
  mondayOf,
  monthOf,
  parseDay,
  weekday,
  yearOf,
  type Day,
} from '../../src/domain/day.ts';

const anyDay = fc.integer({ min: -40_000, max: 40_000 }).map((days) => addDays('2023-07-30', days));

describe('reading a day', () => {
  test.each(['2023-02-30', '2023-09-31', '2023-02-29', '2023-13-01', '2023-00-10', '2023-10-00'])(
    '%s does not exist',
    (text) => {
      expect(parseDay(text)).toBeUndefined();
    },
  );

  test.each(['2024-02-29', '2000-02-29', '2023-12-31'])('%s exists', (text) => {
    expect(parseDay(text)).toBe(text);
  });

  test('1900 and 2100 are no leap years, 2000 is one', () => {
    expect([1900, 2000, 2100].map((year) => dayOfParts(year, 2, 29))).toEqual([
      undefined,
      '2000-02-29',
      undefined,
    ]);
  });

  test.each([
    '',
    '2023-7-30',
    '30/7/2023',
    '2023-07-30T08:00',
    ' 2023-07-30',
    '2023-07-30\n',
    '+002023-07-30',
  ])('%j is not written as a day', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  test('what is not a whole number names no day', () => {
    expect(dayOfParts(2023, 7.5, 30)).toBeUndefined();
    expect(dayOfParts(2023, 7, Number.NaN)).toBeUndefined();
    expect(dayOfParts(2023, -7, 30)).toBeUndefined();
  });

  test('a day taken apart and put together is the same day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dayOfParts(yearOf(day), monthOf(day), dayOfMonth(day))).toBe(day);
        expect(parseDay(day)).toBe(day);
      }),
    );
  });

  test('whatever is typed gives that very day or none', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/), (text) => {
        expect([text, undefined]).toContain(parseDay(text));
      }),
    );
  });
});

describe('counting days', () => {
  test.each<[Day, number, Day]>([
    ['2023-07-29', 1, '2023-07-30'],
    ['2023-07-31', 1, '2023-08-01'],
    ['2023-12-31', 1, '2024-01-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2023-11-01', -5, '2023-10-27'],
  ])('%s and %i days is %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
  });

  test('the days between two days lead from one to the other', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        expect(addDays(from, daysBetween(from, to))).toBe(to);
      }),
    );
  });

  test('going forth and back ends where it began', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, days) => {
        expect(addDays(addDays(day, days), -days)).toBe(day);
        expect(daysBetween(day, addDays(day, days))).toBe(days);
      }),
    );
  });

  test('the earlier day is also the smaller text', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0);
        expect([earlier(a, b), later(a, b)]).toEqual([a, b].sort());
      }),
    );
  });
});

describe('weeks and months', () => {
  test.each<[Day, number]>([
    ['2023-07-29', 6],
    ['2023-07-30', 7],
    ['2023-10-16', 1],
    ['2024-02-29', 4],
  ])('%s is day %i of its week', (day, expected) => {
    expect(weekday(day)).toBe(expected);
  });

  test('the Monday of a week is a Monday at most six days before', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(weekday(mondayOf(day))).toBe(1);
        expect(daysBetween(mondayOf(day), day)).toBe(weekday(day) - 1);
      }),
    );
  });

  test.each<[number, number, Day]>([
    [2023, 2, '2023-02-28'],
    [2024, 2, '2024-02-29'],
    [2023, 4, '2023-04-30'],
    [2023, 12, '2023-12-31'],
  ])('%i month %i ends on %s', (year, month, expected) => {
    expect(lastDayOfMonth(year, month)).toBe(expected);
  });

  test('the day after the last of a month is the first of another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const last = lastDayOfMonth(year, month);
        expect(monthOf(last)).toBe(month);
        expect(dayOfMonth(addDays(last, 1))).toBe(1);
      }),
    );
  });

  test('there is no thirteenth month', () => {
    expect(() => lastDayOfMonth(2023, 13)).toThrow(RangeError);
  });
});

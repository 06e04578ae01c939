import { describe, expect, it } from 'vitest';
import { daysBetween } from '../../src/domain/day.ts';
import { fromLunar, nextLunar } from '../../src/language/lunar.ts';

describe('fromLunar', () => {
  // First days of lunar years as decreed; 2033 and 1985 differ from China's calendar or have unusual leap months.
  it.each([
    [1985, '1985-01-21'],
    [2018, '2018-02-16'],
    [2020, '2020-01-25'],
    [2023, '2023-01-22'],
    [2024, '2024-02-10'],
    [2025, '2025-01-29'],
    [2026, '2026-02-17'],
    [2027, '2027-02-06'],
    [2034, '2034-02-19'],
  ])('begins the lunar year %d on %s', (year, day) => {
    expect(fromLunar(1, 1, year)).toBe(day);
  });

  it('gives every month 29 or 30 days, a leap month counted with the one it repeats', () => {
    for (let year = 2000; year < 2050; year += 1) {
      const first = fromLunar(1, 1, year);
      const second = fromLunar(1, 2, year);
      const days = daysBetween(first!, second!);
      expect([29, 30, 59]).toContain(days);
    }
  });

  it('has no 30th day in a month of 29', () => {
    expect(fromLunar(30, 12, 2024)).toBeUndefined();
  });
});

describe('nextLunar', () => {
  it('finds the full moon after a day, and Tết in the year to come', () => {
    expect(nextLunar(15, null, '2023-08-10')).toBe('2023-08-30');
    expect(nextLunar(1, 1, '2023-08-10')).toBe('2024-02-10');
  });
});

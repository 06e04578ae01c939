import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCalendar, type OfficeCalendar } from '../../src/domain/calendar.ts';
import { addDays, daysBetween, weekday, type Day } from '../../src/domain/day.ts';
import { loadCalendars } from '../../src/files/calendars.ts';

const office = loadCalendars();

describe('working days', () => {
  test.each<[Day, string, string]>([
    ['2023-07-29', 'a Saturday', 'thứ Bảy'],
    ['2023-07-30', 'a Sunday', 'Chủ nhật'],
    ['2023-09-01', 'the day before National Day 2023', 'Nghỉ lễ Quốc khánh'],
    ['2023-09-04', 'made up for National Day on a Saturday', 'Nghỉ bù Quốc khánh'],
    ['2023-05-03', 'made up for 30/4 on a Sunday', 'Nghỉ bù Giỗ Tổ Hùng Vương và Ngày Chiến thắng 30/4'],
    ['2023-01-21', 'a Saturday within Tết', 'Nghỉ Tết Nguyên đán'],
    ['2024-04-29', 'swapped for Saturday 4/5/2024', 'Nghỉ hoán đổi dịp 30/4 và 01/5'],
    ['2018-12-31', 'swapped for Saturday 5/1/2019', 'Nghỉ hoán đổi dịp Tết Dương lịch'],
  ])('%s is off: %s', (day, _why, reason) => {
    expect(office.isWorkingDay(day)).toBe(false);
    expect(office.reasonOff(day)).toBe(reason);
  });

  test.each<[Day, string]>([
    ['2023-07-28', 'an ordinary Friday'],
    ['2023-08-31', 'the eve of the National Day break'],
    ['2023-09-05', 'the first day after it'],
    ['2024-05-04', 'a Saturday worked for 29/4/2024'],
    ['2019-01-05', 'a Saturday worked for 31/12/2018'],
    ['2026-01-10', 'a Saturday worked for 02/01/2026'],
    ['2020-09-03', 'National Day had one day before 2021'],
    ['2023-12-25', 'Christmas is worked'],
  ])('%s is worked: %s', (day) => {
    expect(office.isWorkingDay(day)).toBe(true);
    expect(office.reasonOff(day)).toBeUndefined();
  });

  test('a year nobody entered knows weekends only, and says so', () => {
    expect(office.covers('2027-12-31')).toBe(true);
    expect(office.covers('2028-01-01')).toBe(false);
    expect(office.covers('2017-12-31')).toBe(false);
    expect(office.isWorkingDay('2028-09-01')).toBe(true);
    expect(office.reasonOff('2028-01-01')).toBe('thứ Bảy');
  });
});

describe('counting working days', () => {
  test.each<[Day, number, Day, string]>([
    ['2023-10-16', -3, '2023-10-11', 'over a weekend'],
    ['2022-09-05', -3, '2022-08-29', 'over National Day 2022'],
    ['2023-09-05', -1, '2023-08-31', 'over National Day 2023'],
    ['2023-08-31', 1, '2023-09-05', 'over National Day 2023, forward'],
    ['2023-01-19', 1, '2023-01-27', 'over the week of Tết 2023'],
    ['2023-01-27', -3, '2023-01-17', 'before Tết 2023'],
    ['2024-05-02', -1, '2024-04-26', 'over 30/4 2024, five days'],
    ['2024-05-03', 1, '2024-05-04', 'on to a Saturday that is worked'],
    ['2024-05-06', -1, '2024-05-04', 'back to a Saturday that is worked'],
    ['2025-05-05', -3, '2025-04-26', 'to the Saturday worked before 30/4/2025'],
    ['2018-12-28', 1, '2019-01-02', 'over the turn of a year'],
    ['2023-07-29', 1, '2023-07-31', 'from a Saturday'],
    ['2023-07-29', -1, '2023-07-28', 'from a Saturday, backward'],
    ['2024-02-29', 1, '2024-03-01', 'from a leap day'],
  ])('%s and %i working days is %s: %s', (day, count, expected) => {
    expect(office.shift(day, count)).toBe(expected);
  });

  test.each<[Day, Day, number]>([
    ['2023-07-25', '2023-07-28', 3],
    ['2023-07-28', '2023-07-31', 1],
    ['2023-07-31', '2023-07-28', -1],
    ['2023-08-31', '2023-09-05', 1],
    ['2023-01-19', '2023-01-27', 1],
    ['2024-05-03', '2024-05-06', 2],
    ['2023-07-29', '2023-07-30', 0],
    ['2023-07-30', '2023-07-29', 0],
    ['2023-07-28', '2023-07-28', 0],
  ])('from %s to %s there are %i', (from, to, expected) => {
    expect(office.between(from, to)).toBe(expected);
  });

  test.each<[Day, Day, Day]>([
    ['2023-07-29', '2023-07-28', '2023-07-31'],
    ['2023-07-28', '2023-07-28', '2023-07-28'],
    ['2023-09-02', '2023-08-31', '2023-09-05'],
    ['2022-02-01', '2022-01-28', '2022-02-07'],
    ['2026-08-30', '2026-08-28', '2026-09-03'],
  ])('the working days around %s are %s and %s', (day, before, after) => {
    expect(office.onOrBefore(day)).toBe(before);
    expect(office.onOrAfter(day)).toBe(after);
  });
});

describe('whatever the decisions of a year are', () => {
  const anyDay = fc.integer({ min: 0, max: 364 }).map((days) => addDays('2023-01-01', days));
  const spans = fc.array(
    fc.tuple(anyDay, fc.integer({ min: 0, max: 8 })).map(([from, more]) => ({
      from,
      to: addDays(from, more),
      reason: 'nghỉ',
    })),
    { maxLength: 12 },
  );
  const anyCalendar: fc.Arbitrary<OfficeCalendar> = fc
    .tuple(spans, spans)
    .map(([off, worked]) => createCalendar([{ year: 2023, off, worked }]));
  const count = fc.integer({ min: 0, max: 40 });

  test('shifting lands on a working day with exactly that many on the way', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: -40, max: 40 }), (calendar, start, days) => {
        const day = calendar.onOrAfter(start);
        const landed = calendar.shift(day, days);
        expect(calendar.isWorkingDay(landed)).toBe(true);
        expect(calendar.between(day, landed)).toBe(days);
        expect(calendar.shift(landed, -days)).toBe(day);
      }),
    );
  });

  test('between leads from one working day to another', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyDay, (calendar, a, b) => {
        const [from, to] = [calendar.onOrAfter(a), calendar.onOrBefore(b)];
        expect(calendar.shift(from, calendar.between(from, to))).toBe(to);
      }),
    );
  });

  test('shifting twice the same way is shifting once by the sum', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, count, count, fc.constantFrom(1, -1), (calendar, day, a, b, way) => {
        expect(calendar.shift(calendar.shift(day, way * a), way * b)).toBe(
          calendar.shift(day, way * (a + b)),
        );
      }),
    );
  });

  test('a later day never lands earlier, and one step more lands later', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyDay, count, (calendar, a, b, days) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        expect(calendar.shift(first, days) <= calendar.shift(second, days)).toBe(true);
        expect(calendar.shift(first, -days) <= calendar.shift(second, -days)).toBe(true);
        expect(calendar.shift(a, days) < calendar.shift(a, days + 1)).toBe(true);
        expect(calendar.shift(a, -days) > calendar.shift(a, -days - 1)).toBe(true);
      }),
    );
  });

  test('the working day on or before stands before the one on or after, with only days off between', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, (calendar, day) => {
        const [before, after] = [calendar.onOrBefore(day), calendar.onOrAfter(day)];
        expect(before <= day && day <= after).toBe(true);
        expect([calendar.onOrBefore(before), calendar.onOrAfter(after)]).toEqual([before, after]);
        expect(calendar.between(before, after)).toBe(calendar.isWorkingDay(day) ? 0 : 1);
      }),
    );
  });

  test('counting back is counting forth with the other sign, and stretches add up', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyDay, anyDay, (calendar, a, b, c) => {
        expect(calendar.between(b, a) + calendar.between(a, b)).toBe(0);
        expect(calendar.between(a, b) + calendar.between(b, c)).toBe(calendar.between(a, c));
        expect(Math.abs(calendar.between(a, b))).toBeLessThanOrEqual(Math.abs(daysBetween(a, b)));
      }),
    );
  });

  test('a day is off for a reason or worked, and without a decision only weekends are off', () => {
    const plain = createCalendar([]);
    fc.assert(
      fc.property(anyCalendar, anyDay, (calendar, day) => {
        expect(calendar.isWorkingDay(day)).toBe(calendar.reasonOff(day) === undefined);
        expect(plain.isWorkingDay(day)).toBe(weekday(day) < 6);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, monthOf, type Day } from '../../src/domain/day.ts';
import {
  deadlineOf,
  isOnTime,
  lastWorkingDay,
  type Deadline,
  type DeadlineTerms,
  type DueRule,
} from '../../src/domain/deadline.ts';
import { loadCalendars } from '../../src/files/calendars.ts';

const calendar = loadCalendars();
const terms = (changed: Partial<DeadlineTerms> = {}): DeadlineTerms => ({
  calendar,
  visitStart: null,
  nextWorkingDayCounts: false,
  year: 2023,
  ...changed,
});
const lastDay = (deadline: Deadline): Day => {
  if (deadline.state !== 'dated') throw new Error(`no date: ${deadline.state}`);
  return deadline.lastDay;
};
const anyDay = fc.integer({ min: 0, max: 3651 }).map((days) => addDays('2018-01-01', days));

describe('the last day on time', () => {
  test('a report due trước ngày 30/7/2023 is on time on 29/7 and late on 30/7', () => {
    const deadline = deadlineOf({ kind: 'before', day: '2023-07-30' }, terms());
    expect(deadline).toEqual({
      state: 'dated',
      bound: 'before',
      printed: '2023-07-30',
      lastDay: '2023-07-29',
    });
    expect(isOnTime('2023-07-29', lastDay(deadline))).toBe(true);
    expect(isOnTime('2023-07-30', lastDay(deadline))).toBe(false);
  });

  test('a report due chậm nhất ngày 30/7/2023 is still on time on 30/7', () => {
    const deadline = deadlineOf({ kind: 'by', day: '2023-07-30' }, terms());
    expect(deadline).toEqual({ state: 'dated', bound: 'by', printed: '2023-07-30', lastDay: '2023-07-30' });
    expect(isOnTime('2023-07-30', lastDay(deadline))).toBe(true);
    expect(isOnTime('2023-07-31', lastDay(deadline))).toBe(false);
  });

  test.each<[string, DueRule, Day, Day]>([
    ['trước ngày 01/3/2024', { kind: 'before', day: '2024-03-01' }, '2024-03-01', '2024-02-29'],
    ['trước ngày 01/3/2023', { kind: 'before', day: '2023-03-01' }, '2023-03-01', '2023-02-28'],
    ['trước ngày 01/01/2024', { kind: 'before', day: '2024-01-01' }, '2024-01-01', '2023-12-31'],
    ['trong tháng 02/2024', { kind: 'in_month', year: 2024, month: 2 }, '2024-02-29', '2024-02-29'],
    ['trong tháng 11/2023', { kind: 'in_month', year: 2023, month: 11 }, '2023-11-30', '2023-11-30'],
    ['trong tháng 12/2023', { kind: 'in_month', year: 2023, month: 12 }, '2023-12-31', '2023-12-31'],
  ])('%s', (_words, rule, printed, expected) => {
    expect(deadlineOf(rule, terms())).toMatchObject({ printed, lastDay: expected });
  });

  test.each<[string, DueRule, Day, Day]>([
    [
      'trước 05 ngày, visit on 01/11/2023',
      { kind: 'days_before_visit', days: 5 },
      '2023-11-01',
      '2023-10-27',
    ],
    [
      'trước 03 ngày làm việc, visit on Monday 16/10/2023',
      { kind: 'working_days_before_visit', days: 3 },
      '2023-10-16',
      '2023-10-11',
    ],
    [
      'trước 03 ngày làm việc, visit on 05/9/2022',
      { kind: 'working_days_before_visit', days: 3 },
      '2022-09-05',
      '2022-08-29',
    ],
    [
      'trước 03 ngày, visit on Monday 16/10/2023',
      { kind: 'days_before_visit', days: 3 },
      '2023-10-16',
      '2023-10-13',
    ],
    [
      'trước 01 ngày làm việc, visit right after Tết 2023',
      { kind: 'working_days_before_visit', days: 1 },
      '2023-01-27',
      '2023-01-19',
    ],
    [
      'trước 05 ngày làm việc, over a Saturday worked',
      { kind: 'working_days_before_visit', days: 5 },
      '2024-05-09',
      '2024-05-03',
    ],
  ])(
    '%s: no day is printed, the last is counted back from the day before',
    (_words, rule, visitStart, expected) => {
      expect(deadlineOf(rule, terms({ visitStart }))).toMatchObject({ printed: null, lastDay: expected });
    },
  );

  test('a yearly report falls on the same day of every year', () => {
    const rule: DueRule = { kind: 'yearly', bound: 'before', month: 12, day: 15 };
    expect([2023, 2024].map((year) => lastDay(deadlineOf(rule, terms({ year }))))).toEqual([
      '2023-12-14',
      '2024-12-14',
    ]);
  });

  test('a yearly report of a month lasts through the last day of February, leap year or not', () => {
    const rule: DueRule = { kind: 'yearly', bound: 'in_month', month: 2, day: null };
    expect([2023, 2024].map((year) => lastDay(deadlineOf(rule, terms({ year }))))).toEqual([
      '2023-02-28',
      '2024-02-29',
    ]);
  });

  test('29/02 of a common year is a fault of the plan, never another day', () => {
    const rule: DueRule = { kind: 'yearly', bound: 'by', month: 2, day: 29 };
    expect(lastDay(deadlineOf(rule, terms({ year: 2024 })))).toBe('2024-02-29');
    expect(() => deadlineOf(rule, terms({ year: 2023 }))).toThrow(RangeError);
  });
});

describe('a last day that is a day off', () => {
  test.each<[Day, Day]>([
    ['2023-07-29', '2023-07-31'],
    ['2023-09-02', '2023-09-05'],
    ['2022-01-31', '2022-02-07'],
    ['2024-05-04', '2024-05-04'],
    ['2023-07-28', '2023-07-28'],
  ])('chậm nhất %s is on time through %s where the plan lets the next working day count', (day, expected) => {
    const rule: DueRule = { kind: 'by', day };
    expect(lastDay(deadlineOf(rule, terms({ nextWorkingDayCounts: true })))).toBe(expected);
    expect(lastDay(deadlineOf(rule, terms()))).toBe(day);
  });

  test('the printed day stays as the document has it', () => {
    const deadline = deadlineOf({ kind: 'before', day: '2023-07-30' }, terms({ nextWorkingDayCounts: true }));
    expect(deadline).toMatchObject({ printed: '2023-07-30', lastDay: '2023-07-31' });
  });

  test.each<[Day, Day]>([
    ['2023-07-29', '2023-07-28'],
    ['2023-09-04', '2023-08-31'],
    ['2023-01-26', '2023-01-19'],
    ['2024-05-04', '2024-05-04'],
    ['2023-07-28', '2023-07-28'],
    ['2023-12-31', '2023-12-29'],
  ])('T0 of a report whose last day is %s is %s', (day, expected) => {
    expect(lastWorkingDay(day, calendar)).toBe(expected);
  });
});

describe('no date is invented', () => {
  test('before a visit is set to the day, what depends on it waits', () => {
    expect(deadlineOf({ kind: 'days_before_visit', days: 5 }, terms())).toEqual({
      state: 'waiting_for_visit',
      bound: 'days_before',
    });
    expect(deadlineOf({ kind: 'working_days_before_visit', days: 3 }, terms())).toEqual({
      state: 'waiting_for_visit',
      bound: 'working_days_before',
    });
  });

  test.each(['by_period', 'no_deadline', 'on_request'] as const)('%s stays without a date', (kind) => {
    expect(deadlineOf({ kind }, terms({ visitStart: '2023-10-16', nextWorkingDayCounts: true }))).toEqual({
      state: kind,
    });
  });
});

describe('whatever the day', () => {
  test('“trước ngày X” allows one day less than “chậm nhất ngày X”', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const before = lastDay(deadlineOf({ kind: 'before', day }, terms()));
        expect(addDays(before, 1)).toBe(lastDay(deadlineOf({ kind: 'by', day }, terms())));
      }),
    );
  });

  test('the plan’s kindness never takes a day away and ends on a working day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const kind = lastDay(deadlineOf({ kind: 'by', day }, terms({ nextWorkingDayCounts: true })));
        expect(kind >= day).toBe(true);
        expect(calendar.isWorkingDay(kind)).toBe(true);
      }),
    );
  });

  test('T0 is a working day, never after the last day, and nothing is worked between the two', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const t0 = lastWorkingDay(day, calendar);
        expect(t0 <= day && calendar.isWorkingDay(t0)).toBe(true);
        expect(calendar.between(t0, day)).toBe(0);
      }),
    );
  });

  test('working days before a visit are never later than as many plain days', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 15 }), (visitStart, days) => {
        const plain = lastDay(deadlineOf({ kind: 'days_before_visit', days }, terms({ visitStart })));
        const working = lastDay(
          deadlineOf({ kind: 'working_days_before_visit', days }, terms({ visitStart })),
        );
        expect(working <= plain).toBe(true);
      }),
    );
  });

  test('a month’s deadline is its last day', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [year, month] = [Number(day.slice(0, 4)), monthOf(day)];
        const last = lastDay(deadlineOf({ kind: 'in_month', year, month }, terms()));
        expect(last >= day && monthOf(last) === month && monthOf(addDays(last, 1)) !== month).toBe(true);
      }),
    );
  });
});

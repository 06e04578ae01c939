import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, mondayOf, type Day } from '../../src/domain/day.ts';
import { DEFAULT_POLICY } from '../../src/domain/reminder-policy.ts';
import { byUrgency, decideMorning, isPressing, reportSteps, visitSteps } from '../../src/domain/reminders.ts';
import { loadCalendars } from '../../src/files/calendars.ts';

const calendar = loadCalendars();
const days = (lastDay: Day): string[] =>
  reportSteps(lastDay, DEFAULT_POLICY, calendar).map(({ on, workingDaysLeft }) => `${on} ${workingDaysLeft}`);

describe('a report is reminded of at T−7, T−3, T−1 and T0, then on the first, third and fifth working day after', () => {
  test.each<[string, Day, string[]]>([
    [
      'trước ngày 30/7/2023: the last day is a Saturday, T0 the Friday before',
      '2023-07-29',
      [
        '2023-07-19 7',
        '2023-07-25 3',
        '2023-07-27 1',
        '2023-07-28 0',
        '2023-07-31 -1',
        '2023-08-02 -3',
        '2023-08-04 -5',
      ],
    ],
    [
      'trước ngày 30/8/2023: National Day lies among the overdue mornings',
      '2023-08-29',
      [
        '2023-08-18 7',
        '2023-08-24 3',
        '2023-08-28 1',
        '2023-08-29 0',
        '2023-08-30 -1',
        '2023-09-05 -3',
        '2023-09-07 -5',
      ],
    ],
    [
      'trước ngày 30/9/2023: the last day is a Friday',
      '2023-09-29',
      [
        '2023-09-20 7',
        '2023-09-26 3',
        '2023-09-28 1',
        '2023-09-29 0',
        '2023-10-02 -1',
        '2023-10-04 -3',
        '2023-10-06 -5',
      ],
    ],
    [
      'trước ngày 30/10/2023: the last day is a Sunday',
      '2023-10-29',
      [
        '2023-10-18 7',
        '2023-10-24 3',
        '2023-10-26 1',
        '2023-10-27 0',
        '2023-10-30 -1',
        '2023-11-01 -3',
        '2023-11-03 -5',
      ],
    ],
    [
      'a last day in the middle of Tết 2023',
      '2023-01-24',
      [
        '2023-01-10 7',
        '2023-01-16 3',
        '2023-01-18 1',
        '2023-01-19 0',
        '2023-01-27 -1',
        '2023-01-31 -3',
        '2023-02-02 -5',
      ],
    ],
  ])('%s', (_, lastDay, expected) => {
    expect(days(lastDay)).toEqual(expected);
  });
});

test('a visit is reminded of three and one working days before it', () => {
  expect(visitSteps('2023-08-01', DEFAULT_POLICY, calendar).map(({ on }) => on)).toEqual([
    '2023-07-27',
    '2023-07-31',
  ]);
});

test('a visit that starts on National Day is reminded of on working days before the holiday', () => {
  expect(visitSteps('2023-09-01', DEFAULT_POLICY, calendar).map(({ on }) => on)).toEqual([
    '2023-08-29',
    '2023-08-31',
  ]);
});

describe('at most three mornings a week', () => {
  const question = { on: '2023-08-03' as Day, pressing: false, morningsThisWeek: 3, nextPlanned: null };

  test('the third morning still leaves', () => {
    expect(decideMorning({ ...question, morningsThisWeek: 2 }, DEFAULT_POLICY, calendar)).toEqual({
      send: true,
    });
  });
  test('a fourth waits for Monday', () => {
    expect(decideMorning(question, DEFAULT_POLICY, calendar)).toEqual({ send: false, until: '2023-08-07' });
  });
  test('a fourth joins the next planned morning', () => {
    expect(decideMorning({ ...question, nextPlanned: '2023-08-08' }, DEFAULT_POLICY, calendar)).toEqual({
      send: false,
      until: '2023-08-08',
    });
  });
  test('unless something is due that day', () => {
    expect(decideMorning({ ...question, pressing: true }, DEFAULT_POLICY, calendar)).toEqual({ send: true });
  });
  test('and when Monday is a holiday, for the first working day of that week', () => {
    expect(decideMorning({ ...question, on: '2023-09-01' }, DEFAULT_POLICY, calendar)).toEqual({
      send: false,
      until: '2023-09-05',
    });
  });
});

test('T0 and the eve of a visit are pressing, an overdue report is not', () => {
  expect(isPressing({ kind: 'last_day', workingDaysLeft: 0 })).toBe(true);
  expect(isPressing({ kind: 'visit', workingDaysLeft: 1 })).toBe(true);
  expect(isPressing({ kind: 'visit', workingDaysLeft: 3 })).toBe(false);
  expect(isPressing({ kind: 'overdue', workingDaysLeft: -1 })).toBe(false);
});

test('most urgent first: due today, overdue, coming, visits', () => {
  const kinds = (['visit', 'before_due', 'overdue', 'last_day'] as const).map((kind) => ({
    kind,
    workingDaysLeft: 1,
  }));
  expect(kinds.sort(byUrgency).map(({ kind }) => kind)).toEqual([
    'last_day',
    'overdue',
    'before_due',
    'visit',
  ]);
});

describe('whatever the last day', () => {
  const day = fc.integer({ min: 0, max: 9 * 365 }).map((offset) => addDays('2018-02-01', offset));

  test('every morning is a working day, in order, none twice', () => {
    fc.assert(
      fc.property(day, (lastDay) => {
        const mornings = reportSteps(lastDay, DEFAULT_POLICY, calendar).map(({ on }) => on);
        expect(mornings.every((on) => calendar.isWorkingDay(on))).toBe(true);
        expect(mornings).toEqual([...new Set(mornings)].sort());
      }),
    );
  });

  test('nothing is called overdue on or before the last day, and T0 is never after it', () => {
    fc.assert(
      fc.property(day, (lastDay) => {
        for (const { kind, on, workingDaysLeft } of reportSteps(lastDay, DEFAULT_POLICY, calendar)) {
          expect(kind === 'overdue').toBe(on > lastDay);
          expect(kind === 'overdue').toBe(workingDaysLeft < 0);
        }
      }),
    );
  });

  test('a held-back morning never leaves in the week that was full', () => {
    fc.assert(
      fc.property(day, (on) => {
        const decision = decideMorning(
          { on, pressing: false, morningsThisWeek: 3, nextPlanned: null },
          DEFAULT_POLICY,
          calendar,
        );
        expect(!decision.send && mondayOf(decision.until) > mondayOf(on)).toBe(true);
      }),
    );
  });
});

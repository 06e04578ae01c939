import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../src/domain/day.ts';
import { deadlineOf } from '../../src/domain/deadline.ts';
import { FIELDS } from '../../src/domain/plan.ts';
import { isSecret, lastDayAfterMove, sharedFields } from '../../src/domain/visits.ts';
import { calendar } from '../support/plans.ts';

const start: Day = '2022-06-01';
const day = fc.integer({ min: 0, max: 180 }).map((days) => addDays(start, days));
const fields = fc.uniqueArray(fc.constantFrom(...FIELDS));

/** A visit set for some day, told on some day from today to the day of the visit. */
const move = fc
  .tuple(day, fc.nat(60), fc.nat(40), fc.nat(3), fc.option(day, { nil: null }))
  .map(([today, ahead, before, told, was]) => {
    const visitDay = addDays(today, ahead);
    return { visitDay, today, was, computed: addDays(visitDay, -before), toldOn: addDays(today, told) };
  });

describe('the last day of a report after its visit has moved', () => {
  test('Hải Phòng: 03 working days before 05/9/2022 is 29/8/2022, the holidays of 01 and 02/9 not counted', () => {
    const terms = { calendar, nextWorkingDayCounts: false, year: 2022 };
    const rule = { kind: 'working_days_before_visit', days: 3 } as const;
    expect(deadlineOf(rule, { ...terms, visitStart: '2022-09-05' })).toMatchObject({ lastDay: '2022-08-29' });
  });

  test('Bắc Giang: 05 days before the visit are calendar days', () => {
    const terms = { calendar, nextWorkingDayCounts: false, year: 2022 };
    const rule = { kind: 'days_before_visit', days: 5 } as const;
    expect(deadlineOf(rule, { ...terms, visitStart: '2022-05-16' })).toMatchObject({ lastDay: '2022-05-11' });
  });

  test('is the day the rule gives wherever the unit hears of it in time', () => {
    fc.assert(
      fc.property(move, (terms) => {
        fc.pre(terms.computed >= terms.toldOn);
        expect(lastDayAfterMove(terms)).toBe(terms.computed);
      }),
    );
  });

  test('never makes a unit late that was not late before', () => {
    fc.assert(
      fc.property(move, (terms) => {
        fc.pre(terms.was === null || terms.was >= terms.today);
        expect(lastDayAfterMove(terms) >= terms.today).toBe(true);
      }),
    );
  });

  test('where the day has gone by is the day before the visit, or the day the unit hears of it', () => {
    fc.assert(
      fc.property(move, (terms) => {
        const { computed, toldOn, visitDay, today, was } = terms;
        fc.pre(computed < toldOn && (was === null || was >= today));
        const lastDay = lastDayAfterMove(terms);
        expect(lastDay >= addDays(visitDay, -1)).toBe(true);
        expect(lastDay <= visitDay || lastDay === today).toBe(true);
      }),
    );
  });

  test('does not make a late report timely by a visit that comes sooner', () => {
    expect(
      lastDayAfterMove({
        computed: '2022-08-15',
        was: '2022-08-20',
        visitDay: '2022-08-26',
        today: '2022-08-23',
        toldOn: '2022-08-23',
      }),
    ).toBe('2022-08-20');
  });

  test('a visit moved to tomorrow: the report is on time through today', () => {
    expect(
      lastDayAfterMove({
        computed: '2022-08-18',
        was: '2022-09-01',
        visitDay: '2022-08-24',
        today: '2022-08-23',
        toldOn: '2022-08-23',
      }),
    ).toBe('2022-08-23');
  });
});

describe('contents two visits have in common', () => {
  test('are the same seen from either, and a visit that names none looks into all', () => {
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const [one, other] = [sharedFields(a, b), sharedFields(b, a)];
        expect(new Set(one ?? [])).toEqual(new Set(other ?? []));
        expect(one === undefined).toBe(other === undefined);
        expect(sharedFields([], a)).toEqual(a);
      }),
    );
  });
});

test('a surprise visit is a secret until it is made known or has taken place, for ever where it was called off before', () => {
  const visit = { surprise: true, noticeDate: null };
  expect(isSecret({ ...visit, state: 'planned' })).toBe(true);
  expect(isSecret({ ...visit, state: 'cancelled' })).toBe(true);
  expect(isSecret({ ...visit, state: 'done' })).toBe(false);
  expect(isSecret({ ...visit, state: 'announced', noticeDate: '2022-09-12' })).toBe(false);
  expect(isSecret({ ...visit, state: 'cancelled', noticeDate: '2022-09-12' })).toBe(false);
  expect(isSecret({ surprise: false, state: 'planned', noticeDate: null })).toBe(false);
});

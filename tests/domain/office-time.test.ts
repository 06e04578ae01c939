import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { addDays, type Day } from '../../src/domain/day.ts';
import {
  dayOf,
  hourOf,
  momentOf,
  parseMoment,
  toOfficeIso,
  type Hour,
} from '../../src/domain/office-time.ts';

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));
const anyHour = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':') as Hour);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the office day', () => {
  test.each<[string, Day, Hour]>([
    ['2023-07-29T16:59:59Z', '2023-07-29', '23:59'],
    ['2023-07-29T17:00:00Z', '2023-07-30', '00:00'],
    ['2023-07-30T01:00:00Z', '2023-07-30', '08:00'],
    ['2023-12-31T17:00:00Z', '2024-01-01', '00:00'],
    ['2024-02-28T18:30:00Z', '2024-02-29', '01:30'],
  ])('%s is %s at %s in the office', (utc, day, hour) => {
    const moment = new Date(utc);
    expect([dayOf(moment), hourOf(moment)]).toEqual([day, hour]);
  });

  test('a day begins at midnight in Vietnam', () => {
    expect(momentOf('2023-07-30').toISOString()).toBe('2023-07-29T17:00:00.000Z');
  });

  test('the office sees the day and hour a moment was made of', () => {
    fc.assert(
      fc.property(anyDay, anyHour, (day, hour) => {
        const moment = momentOf(day, hour);
        expect([dayOf(moment), hourOf(moment)]).toEqual([day, hour]);
      }),
    );
  });

  test('of two moments the later never has the earlier day or hour', () => {
    fc.assert(
      fc.property(anyDay, anyHour, anyDay, anyHour, (dayA, hourA, dayB, hourB) => {
        const inTime = momentOf(dayA, hourA) < momentOf(dayB, hourB);
        expect(inTime).toBe(`${dayA} ${hourA}` < `${dayB} ${hourB}`);
      }),
    );
  });

  test('there is no 25 o’clock and no 30/02', () => {
    expect(() => momentOf('2023-07-30', '25:00')).toThrow(RangeError);
    expect(() => momentOf('2023-02-30', '08:00')).toThrow(RangeError);
  });
});

describe('writing and reading moments', () => {
  test('a moment is written with the office offset', () => {
    expect(toOfficeIso(momentOf('2023-07-25', '08:00'))).toBe('2023-07-25T08:00:00+07:00');
  });

  test.each([
    ['2023-07-25T08:00', '2023-07-25T01:00:00.000Z'],
    ['2023-07-25 08:00', '2023-07-25T01:00:00.000Z'],
    ['2023-07-25T08:00:30', '2023-07-25T01:00:30.000Z'],
    ['2023-07-25T08:00:00+07:00', '2023-07-25T01:00:00.000Z'],
    ['2023-07-25T08:00Z', '2023-07-25T08:00:00.000Z'],
    ['2023-07-25T08:00-02:30', '2023-07-25T10:30:00.000Z'],
    ['  2024-02-29T23:59 ', '2024-02-29T16:59:00.000Z'],
  ])('%j is %s', (text, utc) => {
    expect(parseMoment(text)?.toISOString()).toBe(utc);
  });

  test.each([
    '',
    '2023-07-25',
    '08:00',
    '2023-07-25T8:00',
    '2023-07-25T25:00',
    '2023-07-25T08:60',
    '2023-02-30T08:00',
    '2023-02-29T08:00Z',
    '2023-13-01T08:00',
    '25/7/2023 08:00',
    '2023-07-25T08:00 sáng',
  ])('%j is no moment', (text) => {
    expect(parseMoment(text)).toBeUndefined();
  });

  test('what was written reads as the same second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (seconds) => {
        const moment = new Date(seconds * 1000);
        expect(parseMoment(toOfficeIso(moment))).toEqual(moment);
      }),
    );
  });
});

describe('the zone of the machine', () => {
  // Minutes behind UTC on 1/7/2023: proof that the machine's zone did change under the rules.
  test.each([
    ['America/St_Johns', 150],
    ['Pacific/Kiritimati', -840],
    ['Pacific/Pago_Pago', 660],
    ['Asia/Ho_Chi_Minh', -420],
  ])('%s changes nothing', (zone, offset) => {
    vi.stubEnv('TZ', zone);
    expect(new Date('2023-07-01T00:00:00Z').getTimezoneOffset()).toBe(offset);
    const moment = new Date('2023-07-29T17:00:00Z');
    expect([dayOf(moment), hourOf(moment), toOfficeIso(moment)]).toEqual([
      '2023-07-30',
      '00:00',
      '2023-07-30T00:00:00+07:00',
    ]);
    expect(momentOf('2023-07-30', '00:00')).toEqual(moment);
    expect(parseMoment('2023-07-30T00:00')).toEqual(moment);
    expect(addDays('2023-03-11', 2)).toBe('2023-03-13');
  });
});

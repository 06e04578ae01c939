import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseDay, type Day } from '../../src/domain/day.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { parseDate } from '../../src/language/date.ts';
import { scoreDate } from '../support/language-scores.ts';
import { corpus, rightOf } from './corpus.ts';

const calendar = loadCalendars();
const read = (text: string, at: string) => parseDate(text, parseDay(at) ?? '2023-08-10', { calendar });
const anyDay = fc.integer({ min: 0, max: 3650 }).map((days): Day => addDays('2018-01-01', days));

describe('parseDate', () => {
  it.each([...corpus('dates-dev'), ...corpus('dates-other-hand-dev')])(
    'reads %j from %s as %s %s',
    (text = '', at = '', ...expected) => {
      expect(scoreDate(read(text, at), expected)).toBeNull();
    },
  );

  it('reads at least 96 of 100 expressions kept away from development', () => {
    const right = rightOf(
      [...corpus('dates-held-out'), ...corpus('dates-other-hand-held-out')],
      ([text = '', at = '', ...expected]) => scoreDate(read(text, at), expected),
    );
    expect(right).toBeGreaterThanOrEqual(96);
  });

  it('ends in time on the day before the one that "trước" names', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [year, month, date] = day.split('-').map(Number);
        const answer = read(`trước ngày ${date ?? 0}/${month ?? 0}/${year ?? 0}`, '2023-08-10');
        expect(answer).toMatchObject({
          type: 'deadline',
          bound: 'before',
          value: day,
          lastDay: addDays(day, -1),
        });
      }),
    );
  });

  it('counts working days over the National Day holiday', () => {
    expect(read('3 ngày làm việc trước 06/9/2023', '2023-08-10').lastDay).toBe('2023-08-30');
  });

  it('answers anything at all without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), anyDay, (text, day) => {
        expect(parseDate(text, day, { calendar }).type).toBeTypeOf('string');
      }),
    );
  });
});

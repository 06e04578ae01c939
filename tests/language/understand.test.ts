import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCalendars } from '../../src/files/calendars.ts';
import { loadLexicon } from '../../src/files/lexicon.ts';
import { isRole, ROLES } from '../../src/language/features.ts';
import { INTENTS } from '../../src/language/lexicon.ts';
import { createLanguage } from '../../src/language/understand.ts';
import { scoreQuery } from '../support/language-scores.ts';
import { corpus } from './corpus.ts';
import { UNITS } from './units.fixture.ts';

const TODAY = '2023-08-10';
const parts = { lexicon: loadLexicon(), units: UNITS, calendar: loadCalendars() };
const language = createLanguage(parts);
const read = (role: string, message: string) =>
  language.understand(message, { role: isRole(role) ? role : 'focal', today: TODAY });

function scores(name: string) {
  return corpus(name).map(([role = '', message = '', intent = '', slots = '{}']) =>
    scoreQuery(read(role, message), message, intent, JSON.parse(slots) as Record<string, unknown>),
  );
}
const share = <T>(list: readonly T[], test: (one: T) => boolean): number =>
  (list.filter(test).length / list.length) * 100;

describe('understand', () => {
  it.each(['queries-dev', 'queries-held-out'])('keeps the promised accuracy on %s', (name) => {
    const all = scores(name);
    expect(share(all, (one) => one.intentRight)).toBeGreaterThanOrEqual(95);
    expect(share(all, (one) => one.exact)).toBeGreaterThanOrEqual(90);
    expect(share(all, (one) => one.sure)).toBeGreaterThanOrEqual(80);
  });

  it('has an example of every intent in the corpus', () => {
    expect(new Set(corpus('queries-dev').map((row) => row[2]))).toEqual(new Set(INTENTS));
  });

  it('leaves the own unit of the speaker out and keeps one named in full', () => {
    expect(read('focal', 'hạn nộp bc của đơn vị em').slots).not.toHaveProperty('unit');
    expect(read('coordinator', 'Sở Nội vụ hạn nộp khi nào').slots).toMatchObject({ unit: 'Sở Nội vụ' });
  });

  it('offers each unit that fits instead of choosing one', () => {
    const answer = read('coordinator', 'sở văn hoá nộp bc chưa');
    expect(answer.sure).toBe(false);
    expect(answer.alternatives.map(({ slots }) => slots.unit)).toEqual(
      expect.arrayContaining(['Sở Văn hoá, TT&DL', 'Sở Văn hóa và Thể thao']),
    );
  });

  it('always answers the same', () => {
    const again = createLanguage(parts);
    for (const [role = '', message = ''] of corpus('queries-dev')) {
      expect(again.understand(message, { role: isRole(role) ? role : 'focal', today: TODAY })).toEqual(
        read(role, message),
      );
    }
  });

  it.each([
    '',
    '   ',
    '😀😀',
    '\u200b\u200b',
    'x'.repeat(20_000),
    'báo cáo '.repeat(2_500),
    '1.'.repeat(10_000),
  ])('sees no intent in what says nothing', (message) => {
    expect(read('focal', message).intent).toBe('none');
  });

  it('answers anything at all within a bounded time', () => {
    const pieces = [
      '1.',
      ',',
      'a',
      'không ',
      'từ ',
      'đến ',
      'ngày ',
      'năm ',
      '(',
      'h',
      '😀',
      '\u0301',
      'sở ',
      '3.1.',
      'kh',
    ];
    const heap = fc
      .tuple(fc.constantFrom(...pieces), fc.constantFrom(...pieces), fc.integer({ min: 1, max: 20_000 }))
      .map(([a, b, length]) => (a + b).repeat(Math.ceil(length / (a + b).length)).slice(0, length));
    fc.assert(
      fc.property(
        fc.oneof(heap, fc.string({ unit: 'grapheme', maxLength: 2_000 })),
        fc.constantFrom(...ROLES),
        (message, role) => {
          const started = performance.now();
          expect(INTENTS).toContain(language.understand(message, { role, today: TODAY }).intent);
          expect(performance.now() - started).toBeLessThan(1_000);
        },
      ),
      { numRuns: 200 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { loadCalendars } from '../../src/files/calendars.ts';
import { loadLexicon } from '../../src/files/lexicon.ts';
import { unitsOfPlans } from '../../src/files/plan-registry.ts';
import { parseDate } from '../../src/language/date.ts';
import { parseDocumentNumber } from '../../src/language/document-number.ts';
import { clean, fold } from '../../src/language/fold.ts';
import { parseNumber } from '../../src/language/number.ts';
import { withoutTelex } from '../../src/language/telex.ts';
import { tokenize } from '../../src/language/tokens.ts';
import { createLanguage } from '../../src/language/understand.ts';

const TODAY = '2023-08-10';
const calendar = loadCalendars();
const language = createLanguage({ lexicon: loadLexicon(), units: unitsOfPlans(), calendar });

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  understand: (text) => language.understand(text, { role: 'focal', today: TODAY }),
  units: (text) => language.units.match(text),
  parseNumber: (text) => parseNumber(text),
  parseDate: (text) => parseDate(text, TODAY, { calendar }),
  parseDocumentNumber: (text) => parseDocumentNumber(text, TODAY, { calendar }),
  clean,
  fold,
  withoutTelex: (text) => withoutTelex(text, () => false),
  tokenize: (text) => tokenize(text, text.length),
};

/** What makes a careless expression go back and forth. */
const PIECES = [
  'a',
  'w',
  '1',
  '1.',
  '1,',
  ' ',
  '\t',
  '\n',
  '-',
  ':',
  '3.1.1: ',
  'không ',
  'từ 1 đến ',
  'trước ngày ',
  'nv 1, ',
  'sở kế hoạch ',
  'tân tiến ',
  '😀',
  '\u0301',
  '\u200b',
  'ａ',
  'số 1/A-',
  'đã 1/2 ',
  'Ｉ.',
];

const SMALL = 500;
const TIMES = 8;
/** A square growth would be TIMES² = 64 times as slow; linear is 8, and a busy machine adds to both. */
const MOST = 32;
/** Below this a clock says little, in milliseconds. */
const FLOOR = 2;

describe('reading time', () => {
  it.each(Object.keys(READERS))('grows no faster than the text: %s', (name) => {
    const read = READERS[name] ?? (() => undefined);
    for (const piece of PIECES) {
      const small = fastest(() => read(filled(piece, SMALL)));
      const large = fastest(() => read(filled(piece, SMALL * TIMES)));
      expect(large, `${name} of ${JSON.stringify(piece)}`).toBeLessThan(Math.max(small, FLOOR) * MOST);
    }
  });
});

const filled = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** The best of several runs in milliseconds: what else the machine does only ever adds. */
function fastest(work: () => unknown): number {
  let best = Infinity;
  for (let run = 0; run < 4; run += 1) {
    const started = performance.now();
    work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

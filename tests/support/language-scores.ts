import type { DateAnswer } from '../../src/language/date.ts';
import { fold } from '../../src/language/fold.ts';
import type { NumberAnswer } from '../../src/language/number.ts';
import type { Understanding } from '../../src/language/understand.ts';

/** Conventional slots that are not scored. */
const UNSCORED = new Set(['scope', 'format', 'setting']);
/** Free text: compared by its words, two more or fewer at the edges do no harm. */
const FREE = new Set(['task', 'indicator']);

export interface QueryScore {
  message: string;
  intent: string;
  intentRight: boolean;
  exact: boolean;
  sure: boolean;
  slotsRight: number;
  slotsGiven: number;
  slotsExpected: number;
  got: string;
  right: string;
}

/** Null where right, otherwise what was answered. */
export function scoreNumber(answer: NumberAnswer, value: string, unit: string): string | null {
  const got =
    answer.kind === 'value' ? String(answer.value) : answer.kind === 'ambiguous' ? 'ambiguous' : 'invalid';
  const rightUnit = answer.kind !== 'value' || (answer.unit ?? '') === unit;
  return got === value && rightUnit ? null : JSON.stringify(answer);
}

export function scoreDate(
  answer: DateAnswer,
  [type = '', value = '', bound = '', lastDay = '']: readonly string[],
): string | null {
  const got = [answer.type, answer.value, answer.bound ?? '', answer.lastDay ?? ''];
  return got.join('\t') === [type, value, bound, lastDay].join('\t') ? null : got.join(' ');
}

export function scoreQuery(
  answer: Understanding,
  message: string,
  intent: string,
  slots: Record<string, unknown>,
): QueryScore {
  const given = scored({ ...answer.slots });
  const expected = scored(slots);
  const right = Object.keys(expected).filter(
    (key) => key in given && same(key, given[key], expected[key]),
  ).length;
  const intentRight = answer.intent === intent;
  return {
    message,
    intent,
    intentRight,
    exact: intentRight && right === Object.keys(expected).length && right === Object.keys(given).length,
    sure: answer.sure,
    slotsRight: right,
    slotsGiven: Object.keys(given).length,
    slotsExpected: Object.keys(expected).length,
    got: `${answer.intent} ${JSON.stringify(given)}`,
    right: `${intent} ${JSON.stringify(expected)}`,
  };
}

const scored = (slots: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(slots).filter(([key]) => !UNSCORED.has(key)));

function same(key: string, given: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(given) &&
      given.length === expected.length &&
      expected.every((one, i) => same(key, given[i], one))
    );
  }
  if (typeof expected === 'object' && expected !== null && typeof given === 'object' && given !== null) {
    const [a, b] = [given as Record<string, unknown>, expected as Record<string, unknown>];
    return (
      Object.keys(b).length === Object.keys(a).length &&
      Object.keys(b).every((one) => same(one, a[one], b[one]))
    );
  }
  if (typeof given === 'string' && typeof expected === 'string') {
    return FREE.has(key) ? sameWords(given, expected) : fold(given) === fold(expected);
  }
  return given === expected;
}

function sameWords(given: string, expected: string): boolean {
  const [a, b] = [fold(given).split(/[\s,]+/), fold(expected).split(/[\s,]+/)];
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const extra = long.length - short.length;
  if (extra > 2 || short.length === 0) return false;
  return Array.from({ length: extra + 1 }, (_, at) => short.every((word, i) => long[at + i] === word)).some(
    Boolean,
  );
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withComputed, type Answer } from '../../src/domain/answers.ts';
import type { Form, Row } from '../../src/domain/form.ts';
import type { Goal } from '../../src/domain/plan.ts';
import { decimalsApart, goalOutcome, meets } from '../../src/domain/task-goals.ts';

const row = (key: string, values: Partial<Row> = {}): Row => ({
  key,
  code: key,
  name: key,
  measure: '',
  kind: 'count',
  section: 's',
  numerator: null,
  denominator: null,
  options: [],
  appliesTo: null,
  note: null,
  hint: null,
  field: null,
  sensitive: false,
  ifAny: false,
  ...values,
});
const RATE = row('rate', { kind: 'percent', numerator: 'done', denominator: 'all' });
const FORM = { key: 'f', rows: [row('done'), row('all'), RATE] } as unknown as Form;
const goal = (atLeast: number | null, atMost: number | null = null): Goal => ({
  form: 'f',
  row: 'rate',
  atLeast,
  atMost,
});
const outcome = (wanted: Goal, answers: Record<string, Answer>) =>
  goalOutcome(wanted, RATE, withComputed(FORM, new Map(Object.entries(answers))));
const value = (n: number): Answer => ({ kind: 'value', value: n });

test.each([
  [95, 100, 'met'],
  [9496, 10_000, 'not_met'],
  [949_999, 1_000_000, 'not_met'],
  [96, 100, 'met'],
] as const)('"từ 95%% trở lên": %i of %i is %s', (done, all, kind) => {
  expect(outcome(goal(95), { done: value(done), all: value(all) }).kind).toBe(kind);
});

test('nothing to count from is neither met nor missed, and what was not said is missing', () => {
  expect(outcome(goal(95), { done: value(0), all: { kind: 'nothing' } }).kind).toBe('nothing');
  expect(outcome(goal(95), { done: value(5) }).kind).toBe('missing');
  expect(outcome(goal(95), { done: value(5), all: { kind: 'missing' } }).kind).toBe('missing');
  expect(outcome(goal(95), { done: value(5), all: { kind: 'out_of_scope' } }).kind).toBe('out_of_scope');
});

test('"không phát sinh" of a count is zero, and meets a limit of zero', () => {
  const count = row('late');
  const answers = new Map<string, Answer>([['late', { kind: 'nothing' }]]);
  expect(goalOutcome({ ...goal(null, 0), row: 'late' }, count, answers)).toEqual({ kind: 'met', value: 0 });
});

test('a figure is never shown as the limit it has not reached', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), (all, part) => {
      const figure = (Math.min(part, all) * 100) / all;
      const shown = Number(figure.toFixed(decimalsApart(goal(95), figure)));
      return figure === 95 || shown !== 95;
    }),
  );
});

test('both limits hold where both are given', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer(),
      fc.integer(),
      (figure, least, most) => meets(goal(least, most), figure) === (figure >= least && figure <= most),
    ),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../../src/domain/day.ts';
import type { DueRule } from '../../src/domain/deadline.ts';
import {
  faultOfClaim,
  givenOn,
  isFixedByDocument,
  summarizeTasks,
  taskState,
  type TaskFacts,
} from '../../src/domain/task-state.ts';

const TODAY: Day = '2023-07-31';
const task = (facts: Partial<TaskFacts>): TaskFacts => ({
  lastDay: null,
  doneOn: null,
  arisen: true,
  ...facts,
});

test.each([
  ['done on its last day', { lastDay: '2023-07-30', doneOn: '2023-07-30' }, 'done_on_time'],
  ['done a day after it', { lastDay: '2023-07-30', doneOn: '2023-07-31' }, 'done_late'],
  ['done, no date having been set', { doneOn: '2023-07-31' }, 'done_on_time'],
  ['due today and not done', { lastDay: TODAY }, 'in_progress'],
  ['due yesterday and not done', { lastDay: '2023-07-30' }, 'overdue'],
  ['without a date', {}, 'no_deadline'],
  ['not yet called for, its date passed', { lastDay: '2023-07-30', arisen: false }, 'not_arisen'],
  ['done though nobody had called for it', { doneOn: '2023-07-30', arisen: false }, 'done_on_time'],
] as const)('a task %s is %s', (_what, facts, expected) => {
  expect(taskState(task(facts), TODAY)).toBe(expected);
});

test('a finished task without a date counts as done, but not as done early', () => {
  const summary = summarizeTasks([task({ doneOn: '2023-07-01' })], TODAY);
  expect(summary.ofArisen).toEqual({ done: 1, of: 1 });
  expect(summary.ofDue).toEqual({ done: 0, of: 0, doneEarly: 0 });
});

test('the example of fifty tasks gives both percentages with their numbers', () => {
  const many = (count: number, facts: Partial<TaskFacts>): TaskFacts[] =>
    Array.from({ length: count }, () => task(facts));
  const summary = summarizeTasks(
    [
      ...many(23, { lastDay: '2023-06-30', doneOn: '2023-06-29' }),
      ...many(5, { lastDay: '2023-09-30', doneOn: '2023-07-20' }),
      ...many(3, { lastDay: '2023-06-30', doneOn: '2023-07-10' }),
      ...many(13, { lastDay: '2023-12-31' }),
      ...many(4, { lastDay: '2023-07-15' }),
      ...many(1, {}),
      ...many(1, { arisen: false }),
    ],
    TODAY,
  );
  expect(summary).toMatchObject({
    total: 50,
    byState: { done_on_time: 28, done_late: 3, in_progress: 13, overdue: 4, no_deadline: 1, not_arisen: 1 },
    ofArisen: { done: 31, of: 49 },
    ofDue: { done: 26, of: 30, doneEarly: 5 },
  });
});

const anyDay = fc.integer({ min: -200, max: 200 }).map((days) => addDays(TODAY, days));
const anyTask: fc.Arbitrary<TaskFacts> = fc.record({
  lastDay: fc.option(anyDay),
  doneOn: fc.option(anyDay.map((day) => (day > TODAY ? TODAY : day))),
  arisen: fc.boolean(),
});

test('the six states add up to the total, and nobody is done more often than there are tasks', () => {
  fc.assert(
    fc.property(fc.array(anyTask), (tasks) => {
      const { total, byState, ofArisen, ofDue } = summarizeTasks(tasks, TODAY);
      expect(Object.values(byState).reduce((sum, count) => sum + count, 0)).toBe(total);
      expect(ofDue.done).toBeLessThanOrEqual(ofDue.of);
      expect(ofDue.done + ofDue.doneEarly).toBeLessThanOrEqual(ofArisen.done);
      expect(ofArisen.done).toBeLessThanOrEqual(ofArisen.of);
    }),
  );
});

test('tasks that stand alike may be counted together', () => {
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 8 }), fc.integer({ min: 1, max: 5 }), (tasks, count) => {
      const apart = summarizeTasks(
        tasks.flatMap((one) => Array.from({ length: count }, () => one)),
        TODAY,
      );
      expect(
        summarizeTasks(
          tasks.map((one) => ({ ...one, count })),
          TODAY,
        ),
      ).toEqual(apart);
    }),
  );
});

test.each([
  ['a day to come', '2023-08-01', 'in_the_future'],
  ['today', TODAY, undefined],
  ['the day the task was given', '2023-01-05', undefined],
  ['the day before', '2023-01-04', 'too_early'],
] as const)('done on %s', (_what, doneOn, fault) => {
  expect(faultOfClaim(doneOn, { today: TODAY, givenOn: '2023-01-05' })).toBe(fault);
});

test('a remedy asked for before the plan took effect can have been done since it was asked', () => {
  expect(givenOn({ effectiveFrom: '2023-01-05', conclusionIssuedOn: '2022-11-20' })).toBe('2022-11-20');
  expect(givenOn({ effectiveFrom: '2023-01-05', conclusionIssuedOn: '2023-06-20' })).toBe('2023-01-05');
});

test.each([
  [{ kind: 'by', day: TODAY }, true],
  [{ kind: 'before', day: TODAY }, true],
  [{ kind: 'in_quarter', year: 2023, quarter: 2 }, true],
  [{ kind: 'by_period' }, false],
  [{ kind: 'months_after_event', months: 3, event: '' }, false],
  [{ kind: 'no_deadline' }, false],
] as const satisfies readonly [DueRule, boolean][])('a rule %o fixes a day: %s', (rule, isFixed) => {
  expect(isFixedByDocument(rule)).toBe(isFixed);
});

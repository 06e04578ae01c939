import { expect, test } from 'vitest';
import { budgetState, forecast } from '../../src/domain/message-budget.ts';

test('of 3.000 messages a month the bot is sparing from the 2.400th on, and the 3.000th is the last unasked one', () => {
  const state = (used: number) => budgetState({ perMonth: 3000, used });
  expect([0, 2399, 2400, 2999, 3000, 3100].map(state)).toEqual([
    'plenty',
    'plenty',
    'sparing',
    'sparing',
    'spent',
    'spent',
  ]);
});

test('the forecast adds what is planned, and answers at the rate of the days gone', () => {
  const month = { perMonth: 3000, used: 900, answers: 600, daysGone: 10, daysOfMonth: 31, planned: 400 };
  expect(forecast(month)).toBe(900 + 400 + 60 * 21);
  expect(forecast({ ...month, daysGone: 31, planned: 0 })).toBe(900);
});

test('on the first morning, before a day has gone, nothing is divided by nothing', () => {
  expect(forecast({ perMonth: 3000, used: 3, answers: 3, daysGone: 0, daysOfMonth: 30, planned: 0 })).toBe(
    3 + 90,
  );
});

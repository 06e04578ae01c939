import { expect, test } from 'vitest';
import { ANSWERS_A_DAY, answersLeft, isFlood, judgeFlood, MOST_A_MINUTE } from '../../src/domain/flood.ts';
import { at } from '../support/plans.ts';

const NINE = at('2023-07-25', '09:00');
const calm = { floods: 0, silentUntil: null };
const after = (minutes: number): Date => new Date(NINE.getTime() + minutes * 60_000);

test('a person who types or pastes fast is answered every time', () => {
  expect(judgeFlood(calm, MOST_A_MINUTE, NINE)).toEqual({ answer: 'yes' });
});

test('a chat that answers every answer is told once, then left alone for a quarter of an hour', () => {
  const judged = judgeFlood(calm, MOST_A_MINUTE + 1, NINE);
  expect(judged).toEqual({ answer: 'last', after: { floods: 1, silentUntil: after(15) } });
  const { after: guard } = judged as Extract<typeof judged, { answer: 'last' }>;
  expect(judgeFlood(guard, 1, after(14))).toEqual({ answer: 'no' });
  expect(judgeFlood(guard, 1, after(15))).toEqual({ answer: 'yes' });
});

test('each time again within a day it is left alone for longer, a day at most; after a calm day it is forgotten', () => {
  let guard: { floods: number; silentUntil: Date | null } = calm;
  let now = NINE;
  const minutes: number[] = [];
  for (let flood = 0; flood < 5; flood += 1) {
    const judged = judgeFlood(guard, 99, now);
    if (judged.answer !== 'last') throw new Error('a flood is a flood');
    guard = judged.after;
    minutes.push((guard.silentUntil!.getTime() - now.getTime()) / 60_000);
    now = guard.silentUntil!;
  }
  expect(minutes).toEqual([15, 60, 240, 1440, 1440]);
  expect(judgeFlood(guard, 99, new Date(now.getTime() + 25 * 3_600_000))).toMatchObject({
    after: { floods: 1 },
  });
});

test('a chat that is nobody’s gets so many answers a day', () => {
  expect(answersLeft('stranger', 0, 'plenty')).toBe(ANSWERS_A_DAY.stranger);
  expect(answersLeft('stranger', 9, 'plenty')).toBe(1);
  expect(answersLeft('stranger', 12, 'plenty')).toBe(0);
  expect(answersLeft('group', 12, 'plenty')).toBe(ANSWERS_A_DAY.group - 12);
});

test.each(['sparing', 'spent'] as const)(
  'of a month that is %s a stranger gets nothing any more; who has shown a right code is answered',
  (month) => {
    expect(answersLeft('stranger', 0, month)).toBe(0);
    expect(answersLeft('proved', 0, month)).toBe(ANSWERS_A_DAY.proved);
  },
);

test('what came among more than a person sends, or into the silence after it, is of a flood', () => {
  expect(isFlood(calm, MOST_A_MINUTE, NINE)).toBe(false);
  expect(isFlood(calm, MOST_A_MINUTE + 1, NINE)).toBe(true);
  expect(isFlood({ floods: 1, silentUntil: after(15) }, 1, after(14))).toBe(true);
  expect(isFlood({ floods: 1, silentUntil: after(15) }, 1, after(15))).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { tasksIn } from '../../src/language/tasks.ts';
import { tokenize } from '../../src/language/tokens.ts';

const numbers = (text: string) => tasksIn(tokenize(text).tokens, new Set())?.numbers ?? null;

describe('tasksIn', () => {
  it.each([
    ['nhiệm vụ 12', ['12']],
    ['nv12', ['12']],
    ['nvu 12', ['12']],
    ['n.vụ số 12', ['12']],
    ['việc 12', ['12']],
    ['nhiem vu so 12', ['12']],
    ['nhiệm vụ số 3.a', ['3.a']],
    ['nv 3a', ['3a']],
    ['nhiệm vụ số mười hai', ['12']],
    ['nv 3,4,7', ['3', '4', '7']],
    ['các nv 5, 6 và 11', ['5', '6', '11']],
    ['nv 3-5', ['3', '4', '5']],
  ])('reads %j as %j', (typed, expected) => {
    expect(numbers(typed)).toEqual(expected);
  });

  it.each(['việc năm nay', 'làm việc 5 ngày', 'hoàn thành 28 nhiệm vụ', 'nhiệm vụ đạt 98%', 'nv 60%', ''])(
    'names no task in %j',
    (typed) => {
      expect(numbers(typed)).toBeNull();
    },
  );

  it('keeps an impossible span as typed', () => {
    expect(numbers('nv 12-3')).toEqual(['12', '3']);
  });
});

import { describe, expect, test } from 'vitest';
import { readPaperWords } from '../../src/conversations/paper-words.ts';
import { at, calendar } from '../support/plans.ts';

const read = (text: string) => readPaperWords(text, '2023-07-20', calendar);

describe('a session moved in one sentence', () => {
  test.each([
    ['đổi lịch làm việc tại Sở Công Thương sang 14h ngày 7/8/2023', null],
    ['đổi lịch làm việc tại Sở Công Thương sang 14h ngày 7/8/2023, tại trụ sở', 'trụ sở'],
    ['chuyển buổi làm việc ngày 3/8/2023 tại Sở Công Thương sang 14h ngày 7/8/2023', null],
    ['dời buổi 8h ngày 3/8/2023 sang 14h ngày 7/8/2023 tại hội trường tầng 2', 'hội trường tầng 2'],
  ])('"%s" has the time behind "sang"', (text, place) => {
    expect(read(text)).toMatchObject({ moment: at('2023-08-07', '14:00'), place, unclear: null });
  });

  test('keeps the paper that stands before or behind', () => {
    const paper = { number: '45/TB-ĐKT', issuedOn: '2023-07-19', moment: at('2023-08-07', '14:00') };
    expect(read('45/TB-ĐKT ngày 19/7/2023, đổi lịch tại Sở Y tế sang 14h ngày 7/8/2023')).toMatchObject(
      paper,
    );
    expect(read('đổi lịch tại Sở Y tế sang 14h ngày 7/8/2023 theo 45/TB-ĐKT ngày 19/7/2023')).toMatchObject(
      paper,
    );
  });
});

test('a place with the word "sang" in it and no time behind stays whole', () => {
  expect(read('14h ngày 7/8/2023, tại nhà khách sang số 2')).toMatchObject({
    moment: at('2023-08-07', '14:00'),
    place: 'nhà khách sang số 2',
  });
});

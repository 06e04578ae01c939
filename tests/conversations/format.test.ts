import { expect, test } from 'vitest';
import { capital, deadlineInWords, periodInWords, windowInWords } from '../../src/conversations/format.ts';
import { newsTexts } from '../../src/conversations/texts-reminders.ts';

test.each([
  ['2021-03', 'tháng 3/2021'],
  ['2021-01', 'tháng 01/2021'],
  ['2021-Q1', 'quý I/2021'],
  ['2021-Q4', 'quý IV/2021'],
  ['2021-H1', '6 tháng đầu năm 2021'],
  ['2021-9M', '9 tháng năm 2021'],
  ['2021', 'năm 2021'],
])('the period %s is said as "%s"', (period, words) => {
  expect(periodInWords(period)).toBe(words);
});

test.each([
  ['2022-06-01', '2022-11-30', 'window', 'từ tháng 6 đến tháng 11 năm 2022'],
  ['2022-11-01', '2023-02-28', 'window', 'từ tháng 11 năm 2022 đến tháng 02 năm 2023'],
  ['2022-04-01', '2022-06-30', 'quarter', 'quý II năm 2022'],
  ['2022-08-01', '2022-08-31', 'month', 'tháng 8 năm 2022'],
  ['2023-08-01', '2023-08-08', 'day', 'từ ngày 01/8/2023 đến hết ngày 08/8/2023'],
] as const)(
  'a visit from %s to %s known by %s is said as exactly as it is known: %s',
  (from, to, precision, words) => {
    expect(windowInWords({ from, to, precision })).toBe(words);
  },
);

test('a month is written in a deadline as in a period', () => {
  const facts = { state: 'dated', bound: 'in_month', printedDay: null, lastDay: '2021-01-31' } as const;
  expect(deadlineInWords(facts)).toMatch(/^trong tháng 01\/2021 /);
});

test('a sentence that begins with a recipient begins with a capital letter', () => {
  const recipient = 'các thành viên Đoàn kiểm tra và Thư ký Đoàn kiểm tra';
  expect(capital('đoàn')).toBe('Đoàn');
  expect(newsTexts.urged('A', 'Sở B', 'Báo cáo', 'chờ lịch kiểm tra', recipient, false)).toContain(
    '. Các thành viên Đoàn kiểm tra và Thư ký Đoàn kiểm tra chưa nhận được',
  );
});

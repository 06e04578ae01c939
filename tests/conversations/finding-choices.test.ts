import { expect, test } from 'vitest';
import { play, rehearsalDatabase } from '../support/transcript.ts';

const own = 'focal@Sở Công Thương';
const say = async (lines: readonly string[]) => {
  const { db } = await rehearsalDatabase();
  const { delivered } = await play(db, { as: own, at: '2023-07-25T08:00', json: true }, lines);
  return delivered.filter(({ to }) => to === own);
};

test('two rows printed under one code are told apart by their own words where a figure is to be put right', async () => {
  const answers = await say(['GUI', '3', 'III.1.4: 10; III.1.4.1: 9', '0\n0\n0\n3\n4', 'sửa 1.4.2 (xã)']);
  expect(answers[3]!.choices).toEqual([
    'Sửa III.1.4.1',
    'Sửa III.1.4.2 (huyện)',
    'Sửa III.1.4.2 (xã)',
    'Sửa III.1.4',
    'Số liệu đúng: nhắn lý do',
    'Để sau, nhập tiếp',
  ]);
  expect(answers[4]!.text).toContain('1.4.2 Số TTHC cấp xã (Thủ tục; đang ghi: 4)');
});

test('what is recorded as "chưa có số liệu" is not told as a figure that is there', async () => {
  const answers = await say(['GUI', '2', 'II.2.1: 4', 'chưa có số liệu', 'Chỉ dòng 1']);
  expect(answers[2]!.text).toContain('(1/7 đã có)');
  expect(answers[4]!.text).toContain('chưa có số liệu');
  expect(answers[4]!.text).toContain('(1/7 đã có)');
});

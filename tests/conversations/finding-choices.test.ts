import { expect, test } from 'vitest';
import { play, rehearsalDatabase } from '../support/transcript.ts';

const { db } = await rehearsalDatabase();
const own = 'focal@Sở Công Thương';
const say = async (lines: readonly string[]) =>
  (await play(db, { as: own, at: '2023-07-25T08:00', json: true }, lines)).delivered.filter(
    ({ to }) => to === own,
  );

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

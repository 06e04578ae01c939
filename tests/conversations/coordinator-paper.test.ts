import { expect, test } from 'vitest';
import { play, rehearsalDatabase } from '../support/transcript.ts';

test('a paper that came in time makes a report on time, though the officer registered another late', async () => {
  const { db } = await rehearsalDatabase();
  const { delivered } = await play(db, { as: 'focal@Sở Công Thương', at: '2023-07-31T09:00', json: true }, [
    '99/BC-SCT ngày 31/7/2023',
    '@as coordinator@Sở Nội vụ',
    'đã nhận bằng văn bản Sở Công Thương 98/BC-SCT ngày 27/7/2023, nhận ngày 28/7/2023',
    '1',
    'TINHHINH',
  ]);
  expect(delivered[0]?.text).toContain('Kết quả: QUÁ HẠN');
  expect(delivered.at(-1)?.text).toContain('Gửi đúng hạn 01: Sở Công Thương');
});

import { expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { play } from '../support/transcript.ts';

test('whom the document names for difficulties stands in the answer on contacts and behind a difficulty sent', async () => {
  const { db } = await freshDatabase();
  const { transcript } = await play(
    db,
    { plan: 'bac-kan-2018', as: 'focal@Sở Tư pháp', at: '2018-06-01T09:00' },
    ['liên hệ ai', 'HOI', 'Chưa rõ biểu số liệu', '1'],
  );
  const printed = 'Đầu mối nêu trong văn bản: Sở Nội vụ (Phòng CCHC), điện thoại 020903. 870.784.';
  expect(transcript.split(printed)).toHaveLength(3);
});

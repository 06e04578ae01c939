import { expect, test } from 'vitest';
import { play, rehearsalDatabase } from '../support/transcript.ts';

test('the hour and room of a visit that is not announced are known to those who prepare it only', async () => {
  const { db } = await rehearsalDatabase();
  const { delivered } = await play(db, { as: 'coordinator@Sở Nội vụ', at: '2023-07-20T08:00', json: true }, [
    'đặt lịch',
    '1',
    '14h ngày 3/8/2023, tại phòng họp B2',
    '1',
    '@as focal@Sở Công Thương',
    'LICH',
    '@as focal@UBND huyện Lộc Ninh',
    'lịch kiểm tra Sở Công Thương',
    '@as team_lead@Sở Nội vụ',
    'lịch kiểm tra Sở Công Thương',
  ]);
  const lastTo = (who: string): string => delivered.filter(({ to }) => to === who).at(-1)?.text ?? '';
  for (const who of ['focal@Sở Công Thương', 'focal@UBND huyện Lộc Ninh']) {
    expect(lastTo(who)).toContain('từ ngày 01/8/2023 đến hết ngày 08/8/2023');
    expect(lastTo(who)).not.toMatch(/14 giờ|B2/);
  }
  expect(lastTo('team_lead@Sở Nội vụ')).toMatch(/14 giờ 00 phút/);
});

import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { GROUPS, pastedSeason } from '../support/pasted-season.ts';
import { play } from '../support/transcript.ts';

describe('the ten units of Bình Phước each paste their report on its last working day', async () => {
  const { db } = await freshDatabase();
  const { delivered } = await play(
    db,
    { as: 'coordinator@Sở Nội vụ', at: '2023-07-10T08:00', json: true },
    pastedSeason(),
  );
  const receipts = delivered.filter(({ text }) => text.startsWith('XÁC NHẬN TIẾP NHẬN'));

  test('each gets one receipt, on time', () => {
    expect(receipts.map(({ to }) => to).sort()).toEqual(
      GROUPS.flatMap(({ names }) => names.map((name) => `focal@${name}`)).sort(),
    );
    for (const { text } of receipts) expect(text).toContain('Kết quả: ĐÚNG HẠN');
  });

  test('districts are asked 85 figures, departments 82', () => {
    for (const { to, text } of receipts) {
      const count = to.includes('UBND') ? '85/85' : '82/82';
      expect(text).toContain(`Đã nhận ${count} số liệu`);
    }
  });

  test('nobody who has sent is reminded of it again', () => {
    for (const { names, lastDay } of GROUPS) {
      const after = `${lastDay}T15:00`;
      const nagged = delivered.filter(
        ({ at, to, text }) =>
          at > after &&
          names.some((name) => to === `focal@${name}`) &&
          text.includes('Đoàn kiểm tra chưa nhận được'),
      );
      expect(nagged).toEqual([]);
    }
  });
});

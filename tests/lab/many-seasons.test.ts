import { expect, test } from 'vitest';
import { fresh, openLab } from '../support/lab.ts';

const VISITORS = 20;
const OFFICER = 'focal@Sở Công Thương';
const lab = await openLab();

test('twenty visitors at once have a season each, and each is answered', async () => {
  const seasons = await Promise.all(
    Array.from({ length: VISITORS }, () => lab.open(fresh('2023-07-25T08:00'))),
  );
  expect(new Set(seasons.map(({ id }) => id)).size).toBe(VISITORS);
  await Promise.all(
    seasons.map(async ({ season }, visitor) => {
      await season.say(OFFICER, visitor % 2 === 0 ? 'HAN' : 'LICH');
      await season.moveBy(10);
    }),
  );
  for (const [visitor, { season }] of seasons.entries()) {
    const answers = season.entries().flatMap((one) => (one.kind === 'came' ? [one.message.text] : []));
    const expected = visitor % 2 === 0 ? 'Thời hạn báo cáo' : 'Kiểm tra tại Sở Công Thương';
    expect(answers.join('\n')).toContain(expected);
    expect(season.entries().filter(({ kind }) => kind === 'said')).toHaveLength(1);
  }
}, 120_000);

import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { dueReport } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const UNIT = 'Sở Công Thương';
const NOW = at('2023-07-31', '09:00');
const LEAD = 'team_lead@Sở Nội vụ';

async function received() {
  const season = await openSeason();
  const { id } = await season.reportOf(UNIT);
  const settledAt = at('2023-07-28', '15:42');
  await season.db
    .update(dueReport)
    .set({ figuresAt: settledAt, settledAt, onTime: true })
    .where(eq(dueReport.id, id));
  const input = { report: id, text: 'Làm rõ Phụ lục 2.', dueOn: '2023-08-02' as const, asked: 0 };
  return { ...season, id, input };
}

test('a supplement goes to the focal officers with its own date, and what was on time stays on time', async () => {
  const { services, author, input, id, news, reportOf } = await received();
  const asked = await services.supplements.ask({ ...input, by: await author(LEAD) }, NOW);
  expect(asked).toMatchObject({ kind: 'done', told: { reached: [`đầu mối CCHC ${UNIT}`] } });
  expect(await services.supplements.ofReports([id])).toMatchObject([
    { dueOn: '2023-08-02', answeredAt: null },
  ]);
  expect(await reportOf(UNIT)).toMatchObject({ onTime: true, lastDay: '2023-07-29' });
  expect((await news()).map(({ chatId }) => chatId)).toEqual([`focal@${UNIT}`]);
});

test.each(['coordinator@Sở Nội vụ', 'member@Sở Tư pháp'])('%s may ask for one too', async (who) => {
  const { services, author, input } = await received();
  expect(await services.supplements.ask({ ...input, by: await author(who) }, NOW)).toMatchObject({
    kind: 'done',
  });
});

test.each([`focal@${UNIT}`, 'focal@Sở Y tế', 'coordinator@Sở Thông tin và Truyền thông'])(
  '%s may not: the report does not exist for that',
  async (who) => {
    const { services, author, input } = await received();
    expect(await services.supplements.ask({ ...input, by: await author(who) }, NOW)).toEqual({
      kind: 'not_found',
    });
  },
);

test('nothing is asked to be completed that has not come', async () => {
  const { services, author, db, input, id } = await received();
  await db
    .update(dueReport)
    .set({ figuresAt: null, settledAt: null, onTime: null })
    .where(eq(dueReport.id, id));
  expect(await services.supplements.ask({ ...input, by: await author(LEAD) }, NOW)).toMatchObject({
    kind: 'nothing_received',
  });
});

test('a confirmation pressed twice asks once', async () => {
  const { services, author, input, id } = await received();
  const by = await author(LEAD);
  await services.supplements.ask({ ...input, by }, NOW);
  expect(await services.supplements.ask({ ...input, by }, NOW)).toMatchObject({ kind: 'already_done' });
  expect(await services.supplements.ofReports([id])).toHaveLength(1);
});

test('a date that has passed is refused', async () => {
  const { services, author, input } = await received();
  expect(
    await services.supplements.ask({ ...input, dueOn: '2023-07-30', by: await author(LEAD) }, NOW),
  ).toEqual({
    kind: 'date_in_the_past',
  });
});

test('a new version answers what was asked', async () => {
  const { services, author, input, id } = await received();
  await services.supplements.ask({ ...input, by: await author(LEAD) }, NOW);
  expect(await services.supplements.answered(id, at('2023-08-01'))).toBe(1);
  expect(await services.supplements.ofReports([id])).toMatchObject([{ answeredAt: at('2023-08-01') }]);
  expect(await services.supplements.answered(id, at('2023-08-02'))).toBe(0);
});

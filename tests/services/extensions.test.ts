import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { toOfficeIso } from '../../src/domain/office-time.ts';
import { dueReport } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const UNIT = 'Sở Công Thương';
const NOW = at('2023-07-26', '09:00');

async function season() {
  const opened = await openSeason();
  const report = await opened.reportOf(UNIT);
  const paper = { paperNumber: '45/UBND-NC', paperDate: '2023-07-25' as const };
  return {
    ...opened,
    input: { report: report.id, version: report.version, toDay: '2023-08-10' as const, ...paper },
    by: await opened.author('coordinator@Sở Nội vụ'),
  };
}

test('an extension keeps both dates and the number of the paper that allows it', async () => {
  const { services, input, by, reportOf } = await season();
  expect(await services.extensions.record({ ...input, by }, NOW)).toMatchObject({
    kind: 'done',
    fromDay: '2023-07-29',
  });
  expect(await services.extensions.latestOf(input.report)).toMatchObject({
    fromDay: '2023-07-29',
    toDay: '2023-08-10',
    paperNumber: '45/UBND-NC',
  });
  expect(await reportOf(UNIT)).toMatchObject({ lastDay: '2023-08-10', bound: 'by', version: 2 });
});

test('the reminders of the old date are void and those of the new are planned', async () => {
  const { services, input, by, remindersOf } = await season();
  await services.extensions.record({ ...input, by }, NOW);
  const planned = (await remindersOf({ report: input.report })).filter(({ state }) => state === 'planned');
  expect(planned.every(({ key }) => key.includes(':v2:'))).toBe(true);
  expect(planned.map(({ fireAt }) => toOfficeIso(fireAt).slice(0, 16))).toEqual([
    '2023-08-01T08:00',
    '2023-08-07T08:00',
    '2023-08-09T08:00',
    '2023-08-10T08:00',
    '2023-08-10T14:00',
    '2023-08-11T08:00',
    '2023-08-15T08:00',
    '2023-08-17T08:00',
  ]);
});

test('the focal officers are told once', async () => {
  const { services, input, by, news } = await season();
  await services.extensions.record({ ...input, by }, NOW);
  expect(await services.extensions.record({ ...input, by }, NOW)).toMatchObject({
    kind: 'already_done',
  });
  expect((await news()).map(({ chatId }) => chatId)).toEqual([`focal@${UNIT}`]);
});

test.each([
  ['earlier', '2023-07-20', 'not_later'],
  ['the same', '2023-07-29', 'not_later'],
] as const)('a date that is %s extends nothing', async (_what, toDay, kind) => {
  const { services, input, by, reportOf } = await season();
  expect(await services.extensions.record({ ...input, toDay, by }, NOW)).toMatchObject({ kind });
  expect(await reportOf(UNIT)).toMatchObject({ lastDay: '2023-07-29', version: 1 });
});

test('a date that has passed is refused', async () => {
  const { services, input, by } = await season();
  const late = await services.extensions.record({ ...input, toDay: '2023-08-01', by }, at('2023-08-02'));
  expect(late).toEqual({ kind: 'date_in_the_past' });
});

test('a report already received needs none: on time is decided once', async () => {
  const { services, input, by, db } = await season();
  await db
    .update(dueReport)
    .set({ settledAt: at('2023-07-31'), onTime: false })
    .where(eq(dueReport.id, input.report));
  expect(await services.extensions.record({ ...input, by }, NOW)).toMatchObject({ kind: 'already_received' });
});

test('a report without a date has nothing to extend', async () => {
  const { services, input, by, db } = await season();
  await db
    .update(dueReport)
    .set({ state: 'waiting_for_visit', lastDay: null })
    .where(eq(dueReport.id, input.report));
  expect(await services.extensions.record({ ...input, by }, NOW)).toMatchObject({ kind: 'no_deadline' });
});

test.each([`focal@${UNIT}`, 'team_lead@Sở Nội vụ', 'coordinator@Sở Thông tin và Truyền thông'])(
  '%s cannot record one',
  async (who) => {
    const { services, input, author } = await season();
    expect(await services.extensions.record({ ...input, by: await author(who) }, NOW)).toEqual({
      kind: 'not_found',
    });
  },
);

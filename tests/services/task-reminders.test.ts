import { expect, test } from 'vitest';
import { compose } from '../../src/conversations/compose.ts';
import { calendar, at } from '../support/plans.ts';
import { claimOf, duty, openTaskSeason } from '../support/task-season.ts';

const HEALTH = 'focal@Sở Y tế';

async function opened(tasks = [duty('12')]) {
  const season = await openTaskSeason(tasks);
  const { services } = season;
  const task = await season.taskOf('12');
  const unit = await season.unitId('Sở Y tế');
  const by = await season.author(HEALTH);
  return {
    season,
    task,
    unit,
    by,
    plannedDays: async () =>
      (await season.remindersOfTask(task.id))
        .filter(({ state }) => state === 'planned')
        .map(({ kind, fireAt }) => `${kind} ${fireAt.toISOString().slice(0, 10)}`),
    report: (now: Date) =>
      services.taskReports.reportDone(
        { task: task.id, unit, claim: claimOf(), bot: 'terminal', by, sentAt: now },
        now,
      ),
    holding: async (now: Date) =>
      services.reminders.holding(
        (await season.remindersOfTask(task.id)).map(({ id }) => id),
        now,
      ),
    said: async (now: Date) => {
      const person = await services.people.find(by.id);
      const ids = (await season.remindersOfTask(task.id))
        .filter(({ fireAt }) => fireAt <= now)
        .map(({ id }) => id);
      const composed = await compose(
        { services, calendar, person: { id: by.id, name: person!.name, title: null, scope: by.scope }, now },
        { about: 'morning', reminders: ids.slice(-1) },
      );
      return 'text' in composed ? composed.text : composed.nothing;
    },
  };
}

test('a dated task has the mornings of a report, for each unit that leads it', async () => {
  const { plannedDays } = await opened();
  // 20/7/2023 is a Thursday.
  expect(await plannedDays()).toEqual([
    'before_due 2023-07-11',
    'before_due 2023-07-17',
    'before_due 2023-07-19',
    'last_day 2023-07-20',
    'overdue 2023-07-21',
    'overdue 2023-07-25',
    'overdue 2023-07-27',
  ]);
});

test('who only takes part, what waits to arise and what has no date are never reminded of', async () => {
  const { season } = await opened([
    duty('12', { coordinating: ['Sở Tư pháp'] }),
    duty('13', { conditional: true }),
    duty('14', { due: { kind: 'no_deadline' } }),
  ]);
  const other = await season.unitId('Sở Tư pháp');
  expect(
    (await season.remindersOfTask((await season.taskOf('12')).id)).some(({ unitId }) => unitId === other),
  ).toBe(false);
  for (const no of ['13', '14'])
    expect(await season.remindersOfTask((await season.taskOf(no)).id)).toEqual([]);
});

test('the morning names the task, its unit and both the date and the days left', async () => {
  const { said } = await opened();
  expect(await said(at('2023-07-17'))).toContain(
    'của Sở Y tế: chậm nhất hết ngày 20/7/2023, thứ Năm; kính đề nghị báo cáo kết quả trong ngày làm việc thứ Năm, ngày 20/7/2023 (còn 03 ngày làm việc).',
  );
  expect(await said(at('2023-07-20'))).toMatch(
    /^Hôm nay là ngày làm việc cuối cùng trước hạn hoàn thành nhiệm vụ/,
  );
  expect(await said(at('2023-07-21'))).toContain(
    'Sở Nội vụ chưa nhận được báo cáo hoàn thành nhiệm vụ số 12',
  );
});

test('while a completion waits nobody is reminded; handed back, what is still planned goes on', async () => {
  const { season, report, holding, said } = await opened();
  const reported = await report(at('2023-07-21', '07:00'));
  if (reported.kind !== 'done') throw new Error(reported.kind);
  expect(await holding(at('2023-07-21'))).toEqual([]);
  expect(await said(at('2023-07-21'))).toBe('received or no longer due');
  await season.services.taskReports.decide(
    {
      report: reported.report.id,
      accept: false,
      reason: 'cần bản ký số',
      by: await season.author('coordinator@Sở Nội vụ'),
    },
    at('2023-07-24'),
  );
  expect((await holding(at('2023-07-25'))).some(({ kind }) => kind === 'overdue')).toBe(true);
});

test('an accepted completion takes back what was still planned', async () => {
  const { season, report, plannedDays } = await opened();
  const reported = await report(at('2023-07-18', '09:00'));
  if (reported.kind !== 'done') throw new Error(reported.kind);
  await season.services.taskReports.decide(
    {
      report: reported.report.id,
      accept: true,
      reason: null,
      by: await season.author('coordinator@Sở Nội vụ'),
    },
    at('2023-07-18', '10:00'),
  );
  expect(await plannedDays()).toEqual([]);
});

test('the bundled morning holds the task together with what else is due', async () => {
  const { season } = await opened();
  await season.services.reminders.bundleDue(at('2023-07-17'));
  const mornings = (await season.news()).filter(({ kind }) => kind === 'morning');
  const held = await Promise.all(
    mornings.map(({ subject }) =>
      season.services.reminders.holding((subject as { reminders: number[] }).reminders, at('2023-07-17')),
    ),
  );
  expect(held.flat().some(({ task }) => task?.no === '12')).toBe(true);
});

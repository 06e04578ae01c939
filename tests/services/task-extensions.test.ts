import { expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { createServices } from '../../src/services/services.ts';
import { at } from '../support/plans.ts';
import { claimOf, duty, openTaskSeason } from '../support/task-season.ts';

const NOW = at('2023-07-12', '09:00');
const NO_PAPER = { number: null, date: null };
const PAPER = { number: '98/SNV-CCHC', date: '2023-07-12' as Day };

async function opened(tasks = [duty('1')]) {
  const season = await openTaskSeason(tasks);
  const by = await season.author('focal@Sở Y tế');
  const unit = await season.unitId('Sở Y tế');
  const body = await season.author('coordinator@Sở Nội vụ');
  const { taskExtensions } = season.services;
  return {
    season,
    body,
    unit,
    by,
    ask: async (wantedDay: Day | null, no = '1') =>
      taskExtensions.ask(
        { task: (await season.taskOf(no)).id, unit, wantedDay, reason: 'chờ ý kiến Sở Tư pháp', by },
        NOW,
      ),
    setDay: async (toDay: Day, paper = NO_PAPER as typeof PAPER | typeof NO_PAPER, no = '1') => {
      const { id, version } = await season.taskOf(no);
      return taskExtensions.setDay({ task: id, version, toDay, paper, text: '', by: body }, NOW);
    },
  };
}

test('more time asked for moves nothing; granted by a paper, both dates are kept and reminders follow the new one', async () => {
  const { season, ask, body } = await opened();
  const asked = await ask('2023-07-31');
  if (asked.kind !== 'done') throw new Error(asked.kind);
  const before = await season.taskOf('1');
  expect(before.lastDay).toBe('2023-07-20');
  const granted = await season.services.taskExtensions.grant(
    { extension: asked.id, version: before.version, toDay: '2023-07-31', paper: PAPER, by: body },
    NOW,
  );
  expect(granted).toMatchObject({ kind: 'done', fromDay: '2023-07-20', toDay: '2023-07-31' });
  expect(await season.taskOf('1')).toMatchObject({ lastDay: '2023-07-31', version: before.version + 1 });
  expect(await season.services.taskExtensions.latestGranted(before.id)).toMatchObject({
    fromDay: '2023-07-20',
    toDay: '2023-07-31',
    paperNumber: '98/SNV-CCHC',
  });
  const reminders = await season.remindersOfTask(before.id);
  const planned = reminders.filter(({ state }) => state === 'planned');
  expect(planned.every(({ key }) => key.includes(`:v${before.version + 1}:`))).toBe(true);
  expect(planned.find(({ kind }) => kind === 'last_day')?.fireAt).toEqual(at('2023-07-31'));
  expect(reminders.some(({ state }) => state === 'void')).toBe(true);
});

test('a date a document fixed moves only by the number of a paper; one set by word moves by word', async () => {
  const { season, setDay } = await opened([duty('1'), duty('2', { due: { kind: 'no_deadline' } })]);
  expect((await setDay('2023-07-31')).kind).toBe('paper_number_needed');
  expect((await season.taskOf('1')).lastDay).toBe('2023-07-20');
  expect((await setDay('2023-07-31', NO_PAPER, '2')).kind).toBe('done');
  expect((await setDay('2023-08-04', NO_PAPER, '2')).kind).toBe('done');
  expect((await season.taskOf('2')).lastDay).toBe('2023-08-04');
});

test.each([
  ['a day already past', '2023-07-11', PAPER, 'date_in_the_past'],
  ['a paper of a day to come', '2023-07-31', { ...PAPER, date: '2023-07-13' }, 'paper_in_the_future'],
  ['the day that holds', '2023-07-20', PAPER, 'same_day'],
] as const)('%s is no new date', async (_what, toDay, paper, kind) => {
  const { setDay } = await opened();
  expect((await setDay(toDay, paper)).kind).toBe(kind);
});

test('more time is not asked for twice, nor for what has no date, nor up to a day that is no later', async () => {
  const { ask } = await opened([duty('1'), duty('2', { due: { kind: 'by_period' } })]);
  expect((await ask('2023-07-20')).kind).toBe('not_later');
  expect((await ask('2023-07-31')).kind).toBe('done');
  expect((await ask('2023-08-31')).kind).toBe('already_pending');
  expect((await ask('2023-08-31', '2')).kind).toBe('no_deadline');
});

test('declined, the date stays and the unit that asked is told why', async () => {
  const { season, ask, body } = await opened();
  const asked = await ask('2023-07-31');
  if (asked.kind !== 'done') throw new Error(asked.kind);
  const declined = await season.services.taskExtensions.decline(
    { extension: asked.id, answer: 'giữ theo Kế hoạch', by: body },
    NOW,
  );
  expect(declined).toMatchObject({ kind: 'declined', told: { reached: [expect.any(String)] } });
  expect((await season.taskOf('1')).lastDay).toBe('2023-07-20');
  const again = await season.services.taskExtensions.decline(
    { extension: asked.id, answer: 'giữ theo Kế hoạch', by: body },
    NOW,
  );
  expect(again.kind).toBe('already_decided');
});

test('of two who move the same date at once the second is told that it changed', async () => {
  const { season, body } = await opened();
  const { id, version } = await season.taskOf('1');
  const both = await Promise.all(
    (['2023-07-31', '2023-08-15'] as const).map((toDay) =>
      season
        .connectAgain()
        .db.transaction((tx) =>
          createServices(tx, season.env).taskExtensions.setDay(
            { task: id, version, toDay, paper: PAPER, text: '', by: body },
            NOW,
          ),
        ),
    ),
  );
  expect(both.map(({ kind }) => kind).sort()).toEqual(['changed_meanwhile', 'done']);
  expect((await season.taskOf('1')).version).toBe(version + 1);
});

test('an officer who reports while the date moves loses nothing: both stand', async () => {
  const { season, body, by, unit } = await opened();
  const { id, version } = await season.taskOf('1');
  const apart = (work: (services: ReturnType<typeof createServices>) => Promise<{ kind: string }>) =>
    season.connectAgain().db.transaction((tx) => work(createServices(tx, season.env)));
  const [moved, reported] = await Promise.all([
    apart(({ taskExtensions }) =>
      taskExtensions.setDay(
        { task: id, version, toDay: '2023-07-31', paper: PAPER, text: '', by: body },
        NOW,
      ),
    ),
    apart(({ taskReports }) =>
      taskReports.reportDone(
        {
          task: id,
          unit,
          claim: claimOf({ doneOn: '2023-07-11', date: '2023-07-11' }),
          bot: 'terminal',
          by,
          sentAt: NOW,
        },
        NOW,
      ),
    ),
  ]);
  expect([moved.kind, reported.kind]).toEqual(['done', 'done']);
  expect(await season.services.tasks.find(id)).toMatchObject({ lastDay: '2023-07-31', claims: 1 });
});

test('the day of the event dates what counts from it, and starts its reminders', async () => {
  const { season, by } = await opened([
    duty('1', {
      conditional: true,
      due: { kind: 'months_after_event', months: 3, event: 'khi văn bản có hiệu lực' },
    }),
  ]);
  const { id } = await season.taskOf('1');
  const { taskExtensions } = season.services;
  expect((await taskExtensions.arise({ task: id, eventDay: '2023-07-13', by }, NOW)).kind).toBe(
    'in_the_future',
  );
  expect((await taskExtensions.arise({ task: id, eventDay: '2023-07-10', by }, NOW)).kind).toBe('done');
  expect(await season.taskOf('1')).toMatchObject({ arisen: true, lastDay: '2023-10-10' });
  expect(
    (await season.remindersOfTask(id)).filter(({ state }) => state === 'planned').length,
  ).toBeGreaterThan(3);
});

test('a unit that only takes part says nothing of whether a task has arisen', async () => {
  const { season } = await opened([
    duty('1', { conditional: true, coordinating: ['Sở Tư pháp'], due: { kind: 'on_request' } }),
  ]);
  const by = await season.author('focal@Sở Tư pháp');
  const { id } = await season.taskOf('1');
  expect((await season.services.taskExtensions.arise({ task: id, eventDay: null, by }, NOW)).kind).toBe(
    'not_found',
  );
});

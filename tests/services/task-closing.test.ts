import { expect, test } from 'vitest';
import { createTransact } from '../../src/services/services.ts';
import { at } from '../support/plans.ts';
import { claimOf, duty, openTaskSeason } from '../support/task-season.ts';

const season = await openTaskSeason([
  duty('1'),
  duty('2', { lead: ['Sở Y tế', 'Sở Công Thương'] }),
  duty('3', { lead: ['Các bộ phận được phân công'] }),
  duty('4'),
]);
const now = at('2023-07-18', '09:00');
const SNV = 'coordinator@Sở Nội vụ';
const { doneOn, text, number, date, link } = claimOf();
const claim = { doneOn, text, number, date, link };

const close = async (no: string, who = SNV, more = {}) =>
  season.services.taskClosing.close(
    { task: (await season.taskOf(no)).id, claim: { ...claim, ...more }, by: await season.author(who) },
    now,
  );

test('a task given to nobody that is a unit is closed by the body that coordinates it', async () => {
  expect(await close('3')).toMatchObject({ kind: 'done', units: [] });
  expect(await season.taskOf('3')).toMatchObject({ doneOn: '2023-07-18', arisen: true });
  expect(await season.logged('task.close')).toHaveLength(1);
});

test('of a task several units lead only the open parts are closed, and nobody is reminded any more', async () => {
  const { id } = await season.taskOf('2');
  expect((await season.remindersOfTask(id)).some(({ state }) => state === 'planned')).toBe(true);
  expect(await close('2')).toMatchObject({ kind: 'done', units: ['Sở Công Thương', 'Sở Y tế'] });
  expect(await season.partOf('2', 'Sở Y tế')).toEqual({ doneOn: '2023-07-18' });
  expect((await season.remindersOfTask(id)).some(({ state }) => state === 'planned')).toBe(false);
});

test("a unit's own completion that waits is decided first", async () => {
  const { id } = await season.taskOf('1');
  await season.services.taskReports.reportDone(
    {
      task: id,
      unit: await season.unitId('Sở Y tế'),
      by: await season.author('focal@Sở Y tế'),
      claim: claimOf(),
      bot: 'terminal',
      sentAt: now,
    },
    now,
  );
  expect(await close('1')).toMatchObject({ kind: 'claims_waiting' });
  expect((await season.taskOf('1')).doneOn).toBeNull();
});

test('nobody else closes a task, no day is taken that has not come, and two who do it at once do it once', async () => {
  expect(await close('4', 'focal@Sở Y tế')).toEqual({ kind: 'not_found' });
  expect(await close('4', 'coordinator@Sở Thông tin và Truyền thông')).toEqual({ kind: 'not_found' });
  expect(await close('4', SNV, { doneOn: '2023-07-19' })).toMatchObject({ kind: 'in_the_future' });
  expect(await close('4', SNV, { doneOn: '2022-07-19' })).toMatchObject({ kind: 'too_early' });
  const { id } = await season.taskOf('4');
  const by = await season.author(SNV);
  const closed = await Promise.all(
    [1, 2].map(() =>
      createTransact(
        season.connectAgain(1).db,
        season.env,
      )(({ taskClosing }) => taskClosing.close({ task: id, claim, by }, now)),
    ),
  );
  expect(closed.map(({ kind }) => kind).sort()).toEqual(['already_done', 'done']);
});

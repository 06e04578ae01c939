import { expect, test } from 'vitest';
import { createServices } from '../../src/services/services.ts';
import { evidence } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { claimOf, duty, openTaskSeason } from '../support/task-season.ts';

const NOW = at('2023-07-19', '09:00');
const HEALTH = 'focal@Sở Y tế';
const BODY = 'coordinator@Sở Nội vụ';

async function opened(tasks = [duty('1')]) {
  const season = await openTaskSeason(tasks);
  const by = await season.author(HEALTH);
  const unit = await season.unitId('Sở Y tế');
  const report = async (no: string, claim = claimOf(), now = NOW) =>
    season.services.taskReports.reportDone(
      { task: (await season.taskOf(no)).id, unit, claim, bot: 'terminal', by, sentAt: now },
      now,
    );
  const decide = async (id: number, reason: string | null, now = NOW) =>
    season.services.taskReports.decide(
      { report: id, accept: reason === null, reason, by: await season.author(BODY) },
      now,
    );
  return { season, by, unit, report, decide };
}

test('a completion waits for the coordinator; accepted, the task is done on the day the unit stated', async () => {
  const { season, report, decide } = await opened();
  const reported = await report('1');
  if (reported.kind !== 'done') throw new Error(reported.kind);
  expect((await season.taskOf('1')).doneOn).toBeNull();
  const later = at('2023-07-25');
  expect(await decide(reported.report.id, null, later)).toMatchObject({ kind: 'accepted', reached: true });
  expect((await season.taskOf('1')).doneOn).toBe('2023-07-18');
  expect(await season.logged('task.accept')).toHaveLength(1);
  expect((await season.news()).map(({ subject }) => subject)).toContainEqual({
    about: 'task_completion_decided',
    report: reported.report.id,
  });
});

test.each([
  ['a day to come', { doneOn: '2023-07-20' }, 'in_the_future'],
  ['a paper of a day to come', { date: '2023-07-20' }, 'in_the_future'],
  ['a day before the plan took effect', { doneOn: '2023-01-01' }, 'too_early'],
] as const)('%s is refused, and nothing is stored', async (_what, values, kind) => {
  const { season, report } = await opened();
  expect((await report('1', claimOf(values))).kind).toBe(kind);
  expect(await season.services.taskReports.countPending([await season.unitId('Sở Nội vụ')])).toBe(0);
});

test('a second report of the same completion stores nothing while the first waits', async () => {
  const { season, report } = await opened();
  await report('1');
  expect((await report('1')).kind).toBe('already_pending');
  expect(await season.services.taskReports.countPending([await season.unitId('Sở Nội vụ')])).toBe(1);
});

test('handed back with what is missing it may be reported again, and the day first stated stays good', async () => {
  const { season, report, decide } = await opened();
  const first = await report('1', claimOf({ number: null, date: null, text: 'đang trình ký' }));
  if (first.kind !== 'done') throw new Error(first.kind);
  expect((await decide(first.report.id, 'cần bản ký số')).kind).toBe('returned');
  const again = await report('1', claimOf(), at('2023-07-27'));
  if (again.kind !== 'done') throw new Error(again.kind);
  await decide(again.report.id, null, at('2023-07-28'));
  expect((await season.taskOf('1')).doneOn).toBe('2023-07-18');
});

test('a task several units lead is done when all are, on the latest of their days', async () => {
  const { season, report, decide } = await opened([duty('1', { lead: ['Sở Y tế', 'Sở Tư pháp'] })]);
  const first = await report('1');
  if (first.kind !== 'done') throw new Error(first.kind);
  await decide(first.report.id, null);
  expect((await season.partOf('1', 'Sở Y tế')).doneOn).toBe('2023-07-18');
  expect((await season.taskOf('1')).doneOn).toBeNull();
  expect((await report('1')).kind).toBe('already_done');

  const other = await season.services.taskReports.reportDone(
    {
      task: (await season.taskOf('1')).id,
      unit: await season.unitId('Sở Tư pháp'),
      claim: claimOf({ doneOn: '2023-07-19', date: null, number: null, link: 'https://sotuphap.gov.vn/45' }),
      bot: 'terminal',
      by: await season.author('focal@Sở Tư pháp'),
      sentAt: NOW,
    },
    NOW,
  );
  if (other.kind !== 'done') throw new Error(other.kind);
  await decide(other.report.id, null);
  expect((await season.taskOf('1')).doneOn).toBe('2023-07-19');
});

test('only a unit that leads reports; for the others and for strangers there is no such task', async () => {
  const { season } = await opened([duty('1', { coordinating: ['Sở Tư pháp'] })]);
  const { id } = await season.taskOf('1');
  for (const unit of ['Sở Tư pháp', 'Sở Tài chính']) {
    const done = await season.services.taskReports.reportDone(
      {
        task: id,
        unit: await season.unitId(unit),
        claim: claimOf(),
        bot: 'terminal',
        by: await season.author(`focal@${unit}`),
        sentAt: NOW,
      },
      NOW,
    );
    expect(done.kind).toBe('not_found');
  }
  // Nor for a unit that is not one's own.
  const foreign = await season.services.taskReports.noteProgress(
    {
      task: id,
      unit: await season.unitId('Sở Y tế'),
      text: 'xong',
      by: await season.author('focal@Sở Tư pháp'),
      sentAt: NOW,
    },
    NOW,
  );
  expect(foreign.kind).toBe('not_found');
});

test('a body that does not coordinate the plan decides nothing', async () => {
  const { season, report } = await opened();
  const reported = await report('1');
  if (reported.kind !== 'done') throw new Error(reported.kind);
  const by = await season.author('coordinator@Sở Thông tin và Truyền thông');
  const decided = await season.services.taskReports.decide(
    { report: reported.report.id, accept: true, reason: null, by },
    NOW,
  );
  expect(decided.kind).toBe('not_found');
});

test('of two coordinators who accept at once one decides, and the other is told when and by whom', async () => {
  const { season, report } = await opened();
  const reported = await report('1');
  if (reported.kind !== 'done') throw new Error(reported.kind);
  const by = await season.author(BODY);
  const both = await Promise.all(
    [null, 'cần bản ký số'].map((reason) =>
      season
        .connectAgain()
        .db.transaction((tx) =>
          createServices(tx, season.env).taskReports.decide(
            { report: reported.report.id, accept: reason === null, reason, by },
            NOW,
          ),
        ),
    ),
  );
  const kinds = both.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'already_decided')).toHaveLength(1);
  const late = both.find(({ kind }) => kind === 'already_decided');
  expect(late).toMatchObject({
    report: { decidedAt: NOW, deciderName: 'chuyên viên thường trực Sở Nội vụ' },
  });
  const told = (await season.news()).filter(({ key }) => key?.startsWith('task_report:'));
  expect(told).toHaveLength(1);
});

test('files are kept as their network names them, with the bot they were sent to', async () => {
  const { season, report } = await opened();
  const file = {
    ref: 'BQACAg',
    name: 'quyet-dinh.pdf',
    mime: 'application/pdf',
    size: 1200,
    sentAt: NOW.toISOString(),
    kept: null,
  };
  await report('1', claimOf({ files: [file] }));
  expect(await season.db.select().from(evidence)).toMatchObject([
    { bot: 'terminal', ref: 'BQACAg', name: 'quyet-dinh.pdf', size: 1200 },
  ]);
});

test('progress changes no state, and what waits to arise has arisen once it is reported done', async () => {
  const { season, by, unit, report } = await opened([
    duty('1', { conditional: true, due: { kind: 'on_request' } }),
  ]);
  const { id } = await season.taskOf('1');
  await season.services.taskReports.noteProgress(
    { task: id, unit, text: 'quý I chưa có', by, sentAt: NOW },
    NOW,
  );
  expect((await season.taskOf('1')).arisen).toBe(false);
  await report('1');
  expect(await season.taskOf('1')).toMatchObject({ arisen: true, doneOn: null });
});

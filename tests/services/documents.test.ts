import { expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { at } from '../support/plans.ts';
import { reportSeason } from '../support/report-season.ts';

const paper = { number: '123/BC-SCT', issuedOn: '2023-07-28' as Day };
const on28 = at('2023-07-28', '16:00');

test('the number of the signed report settles it where the plan wants either', async () => {
  const { services, reportId, by, report, plannedReminders } = await reportSeason();
  const done = await services.documents.register({ report: reportId, ...paper, by, sentAt: on28 }, on28);
  expect(done).toMatchObject({ kind: 'registered', document: { byReceiver: false, number: '123/BC-SCT' } });
  expect(await report()).toMatchObject({ documentAt: on28, figuresAt: null, settledAt: on28, onTime: true });
  expect(await plannedReminders()).toBe(0);
});

test('the same paper named twice is registered once', async () => {
  const { services, reportId, by } = await reportSeason();
  const named = { report: reportId, ...paper, by, sentAt: on28 };
  await services.documents.register(named, on28);
  expect((await services.documents.register(named, on28)).kind).toBe('already_registered');
  expect(await services.documents.listOf(reportId)).toHaveLength(1);
});

test('a paper cannot bear a day that has not come, and nothing is written', async () => {
  const { services, reportId, by, report } = await reportSeason();
  const named = { report: reportId, number: '1/BC-SCT', issuedOn: '2023-08-01' as Day, by, sentAt: on28 };
  expect(await services.documents.register(named, on28)).toEqual({
    kind: 'in_the_future',
    day: '2023-08-01',
  });
  expect(await report()).toMatchObject({ documentAt: null, settledAt: null });
});

test('a paper the receiver found to have come in time makes a report on time that was thought late', async () => {
  const { services, reportId, by, fill, send, report, personAt } = await reportSeason();
  await fill(on28);
  await send(at('2023-07-31', '09:00'));
  expect((await report()).onTime).toBe(false);
  const coordinator = await personAt('coordinator@Sở Nội vụ');
  const received = {
    report: reportId,
    number: null,
    issuedOn: null,
    receivedOn: '2023-07-28' as Day,
    by: coordinator,
  };
  const done = await services.documents.registerOnPaper(received, at('2023-07-31', '10:00'));
  expect(done).toMatchObject({
    kind: 'registered',
    document: { byReceiver: true, registeredBy: coordinator },
  });
  expect(await report()).toMatchObject({ onTime: true });
  expect(by).not.toBe(coordinator);
});

test('a report for which the plan wants the document is not settled by its text', async () => {
  const { services, draftOf, personAt } = await reportSeason();
  const { report } = await draftOf('Sở Giao thông vận tải');
  const by = await personAt('focal@Sở Giao thông vận tải');
  const answers = new Map([['noi_dung', { kind: 'text' as const, text: 'Đã tự kiểm tra đầy đủ.' }]]);
  const revision = await services.drafts.setAnswers({ reportId: report.id, answers, by }, on28);
  const sent = await services.submissions.send(
    { reportId: report.id, revision, asOf: '2023-07-28', by, sentAt: on28 },
    on28,
  );
  expect(sent).toMatchObject({ kind: 'received', receipt: { complete: true, report: { settledAt: null } } });
  const named = { report: report.id, number: '9/BC-SGTVT', issuedOn: '2023-07-28' as Day, by, sentAt: on28 };
  expect(await services.documents.register(named, on28)).toMatchObject({
    report: { settledAt: on28, onTime: true },
  });
});

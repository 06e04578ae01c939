import { expect, test } from 'vitest';
import type { Sending } from '../../src/services/submissions.ts';
import { at } from '../support/plans.ts';
import { reportSeason } from '../support/report-season.ts';

const inTime = at('2023-07-25', '15:42');
const late = at('2023-07-30', '00:00');

function receiptOf(sending: Sending) {
  if (sending.kind !== 'received' && sending.kind !== 'already_sent') throw new Error(sending.kind);
  return sending.receipt;
}

test('a complete report is settled by its first lần gửi and nothing about it is reminded of any more', async () => {
  const { fill, send, report, plannedReminders } = await reportSeason();
  expect(await plannedReminders()).toBeGreaterThan(0);
  await fill(inTime);
  const receipt = receiptOf(await send(inTime));
  expect(receipt).toMatchObject({ code: 'X23-SCT-01/1', no: 1, complete: true, owed: [] });
  expect(receipt.tally).toMatchObject({ answered: 82, total: 82, value: 82 });
  expect(await report()).toMatchObject({ settledAt: inTime, onTime: true });
  expect(await plannedReminders()).toBe(0);
});

test('a report sent before midnight of its last day is on time though our server took it the day after', async () => {
  const { fill, send, report } = await reportSeason();
  await fill(inTime);
  await send(at('2023-07-30', '06:00'), { sentAt: at('2023-07-29', '23:59') });
  expect(await report()).toMatchObject({ onTime: true, settledAt: at('2023-07-29', '23:59') });
});

test('a network whose clock runs ahead gains nothing and loses nothing', async () => {
  const { fill, send, report } = await reportSeason();
  await fill(inTime);
  await send(at('2023-07-29', '23:59'), { sentAt: at('2023-07-30', '00:05') });
  expect((await report()).onTime).toBe(true);
});

test('a report sent after its last day is late', async () => {
  const { fill, send, report } = await reportSeason();
  await fill(inTime);
  await send(late);
  expect((await report()).onTime).toBe(false);
});

test('a lần gửi with rows not answered is kept, says what is owed and settles nothing', async () => {
  const { answer, send, report, plannedReminders } = await reportSeason();
  await answer({ i_1: 5 }, inTime);
  const receipt = receiptOf(await send(inTime));
  expect(receipt.complete).toBe(false);
  expect(receipt.owed).toHaveLength(81);
  expect(await report()).toMatchObject({ settledAt: null, figuresAt: null });
  expect(await plannedReminders()).toBeGreaterThan(0);
});

test('"gửi phần đã có" answers the rest "chưa có số liệu" in the same step, and lists it as owed', async () => {
  const { answer, send, report, services, reportId } = await reportSeason();
  await answer({ i_1: 5 }, inTime);
  const receipt = receiptOf(await send(inTime, { rest: true }));
  expect(receipt.tally).toMatchObject({ answered: 82, value: 1, missing: 81 });
  expect(receipt.owed).toHaveLength(81);
  expect((await report()).onTime).toBe(true);
  expect((await services.drafts.answers(reportId)).size).toBe(82);
});

test('pressing "Gửi" twice is one lần gửi', async () => {
  const { fill, send, services, reportId } = await reportSeason();
  await fill(inTime);
  const { revision } = (await services.drafts.open(reportId))!.report;
  const [first, second] = [await send(inTime, { revision }), await send(inTime, { revision })];
  expect(second.kind).toBe('already_sent');
  expect(receiptOf(second)).toEqual(receiptOf(first));
  expect(await services.submissions.history([reportId])).toHaveLength(1);
});

test('what a colleague changed since the summary is not sent unseen', async () => {
  const { fill, answer, send, services, reportId } = await reportSeason();
  const shown = await fill(inTime);
  await answer({ i_1: 11 }, inTime);
  expect((await send(inTime, { revision: shown })).kind).toBe('changed_meanwhile');
  expect(await services.submissions.latest(reportId)).toBeUndefined();
});

test('a correction is lần 2, keeps lần 1 and never worsens on time', async () => {
  const { fill, answer, send, services, reportId, report } = await reportSeason();
  await fill(inTime);
  const first = receiptOf(await send(inTime));
  await answer({ i_1: 12 }, late);
  const second = receiptOf(await send(late));
  expect(second).toMatchObject({ no: 2, code: 'X23-SCT-01/2' });
  expect(second.digest).not.toBe(first.digest);
  expect((await services.submissions.history([reportId])).map(({ no }) => no)).toEqual([2, 1]);
  expect(await report()).toMatchObject({ onTime: true, settledAt: inTime });
});

test('an error holds the report back until it is mended, or from T0 on explained', async () => {
  const { fill, answer, send, services, draft, reportId, by } = await reportSeason();
  await fill(inTime);
  await answer({ iii_3_1_1: 1245, iii_3_1_2: 1254 }, inTime);
  expect((await send(inTime)).kind).toBe('errors_remain');
  const at28 = at('2023-07-28', '16:00');
  expect((await services.submissions.review(draft, inTime)).mayExplainErrors).toBe(false);
  const review = await services.submissions.review(draft, at28);
  expect(review.mayExplainErrors).toBe(true);
  const [error] = review.findings.filter(({ severity }) => severity === 'error');
  await services.drafts.giveReason({ reportId, finding: error!.key, reason: 'lỗi phần mềm', by }, at28);
  expect(receiptOf(await send(at28)).explained).toBe(1);
});

test('a reason for figures corrected since is no part of the report', async () => {
  const { fill, answer, send, services, draft, reportId, by } = await reportSeason();
  await fill(inTime);
  await answer({ iv_2_1: 50, iv_2_2: 52 }, inTime);
  const [warning] = (await services.submissions.review(draft, inTime)).findings;
  await services.drafts.giveReason(
    { reportId, finding: warning!.key, reason: 'tiếp nhận 02 người', by },
    inTime,
  );
  await answer({ iv_2_2: 49 }, inTime);
  expect(receiptOf(await send(inTime)).explained).toBe(0);
});

test('nothing typed, nothing sent', async () => {
  const { send } = await reportSeason();
  expect((await send(inTime)).kind).toBe('empty');
});

test('the last call is for a complete draft that lies unsent', async () => {
  const { fill, answer, send, services, reportId } = await reportSeason();
  const isDue = () => services.submissions.isCompleteUnsent(reportId);
  await answer({ i_1: 1 }, inTime);
  expect(await isDue()).toBe(false);
  await fill(inTime);
  expect(await isDue()).toBe(true);
  await send(inTime);
  expect(await isDue()).toBe(false);
});

import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { dueReport, plan } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const UNITS = ['Sở Công Thương', 'Sở Tài nguyên và Môi trường', 'UBND huyện Phú Riềng'];
const BODY = 'coordinator@Sở Nội vụ';

/** The three units of 30/7/2023 owe since Saturday 29/7; the second working day after is Tuesday 01/8. */
async function overdue() {
  const season = await openSeason();
  const by = await season.author(BODY);
  const pending = () => season.services.approvals.pending(by.scope.coordinates);
  return { ...season, by, pending };
}

test('a message to the head is proposed when the second working day after the last day has come, not before', async () => {
  const { services, pending } = await overdue();
  expect(await services.approvals.proposeOverdue(at('2023-07-31', '23:59'))).toBe(0);
  expect(await services.approvals.proposeOverdue(at('2023-08-01', '00:00'))).toBe(3);
  expect((await pending()).map(({ unitName }) => unitName)).toEqual(UNITS);
});

test('a day off is no day on which one is proposed, nor does it count', async () => {
  const { services, db } = await overdue();
  // Thursday 31/8; 01–04/9 are the national holiday: the second working day after is Wednesday 06/9.
  await db.update(dueReport).set({ lastDay: '2023-08-31' }).where(eq(dueReport.lastDay, '2023-08-29'));
  expect(await services.approvals.proposeOverdue(at('2023-09-05'))).toBe(3);
  expect(await services.approvals.proposeOverdue(at('2023-09-06'))).toBe(3);
});

test('the same lateness is proposed once, however often the clock ticks', async () => {
  const { services, by, pending } = await overdue();
  await services.approvals.proposeOverdue(at('2023-08-01'));
  expect(await services.approvals.proposeOverdue(at('2023-08-01'))).toBe(0);
  const [first] = await pending();
  await services.approvals.decide({ approval: first!.id, approve: false, by }, at('2023-08-01'));
  expect(await services.approvals.proposeOverdue(at('2023-08-03'))).toBe(0);
});

test('nothing is proposed from a draft', async () => {
  const { services, db } = await overdue();
  await db.update(plan).set({ state: 'draft' });
  expect(await services.approvals.proposeOverdue(at('2023-08-01'))).toBe(0);
});

test('what comes in, or gets a later date, drops from the list', async () => {
  const { services, db, by, pending, reportOf } = await overdue();
  await services.approvals.proposeOverdue(at('2023-08-01'));
  const received = await reportOf(UNITS[0]!);
  await db
    .update(dueReport)
    .set({ settledAt: at('2023-08-01'), onTime: false })
    .where(eq(dueReport.id, received.id));
  const extended = await reportOf(UNITS[1]!);
  await services.extensions.record(
    { report: extended.id, version: 1, toDay: '2023-08-10', paperNumber: '45/UBND-NC', paperDate: null, by },
    at('2023-08-01'),
  );
  expect(await services.approvals.proposeOverdue(at('2023-08-02'))).toBe(0);
  expect((await pending()).map(({ unitName }) => unitName)).toEqual([UNITS[2]]);
});

test('only an approval sends, to the head alone', async () => {
  const { services, by, pending, news } = await overdue();
  await services.approvals.proposeOverdue(at('2023-08-01'));
  const [first, second] = await pending();
  const approved = await services.approvals.decide(
    { approval: first!.id, approve: true, by },
    at('2023-08-01'),
  );
  expect(approved).toMatchObject({ kind: 'approved', told: { reached: [`thủ trưởng ${UNITS[0]!}`] } });
  expect(
    await services.approvals.decide({ approval: second!.id, approve: false, by }, at('2023-08-01')),
  ).toMatchObject({
    kind: 'declined',
  });
  expect((await news()).map(({ chatId, subject }) => ({ chatId, subject }))).toEqual([
    { chatId: `unit_head@${UNITS[0]!}`, subject: { about: 'head_notice', approval: first!.id } },
  ]);
});

test('a decision once given is not given again', async () => {
  const { services, by, pending, news } = await overdue();
  await services.approvals.proposeOverdue(at('2023-08-01'));
  const [first] = await pending();
  await services.approvals.decide({ approval: first!.id, approve: true, by }, at('2023-08-01'));
  expect(
    await services.approvals.decide({ approval: first!.id, approve: true, by }, at('2023-08-01')),
  ).toMatchObject({
    kind: 'already_done',
  });
  expect(await news()).toHaveLength(1);
});

test('a report received one second before the word was given is not complained of', async () => {
  const { services, db, by, pending, news } = await overdue();
  await services.approvals.proposeOverdue(at('2023-08-01'));
  const [first] = await pending();
  await db
    .update(dueReport)
    .set({ settledAt: at('2023-08-01'), onTime: false })
    .where(eq(dueReport.id, first!.dueReportId));
  expect(
    await services.approvals.decide({ approval: first!.id, approve: true, by }, at('2023-08-01')),
  ).toMatchObject({
    kind: 'outdated',
  });
  expect(await news()).toEqual([]);
});

test('another coordinating body neither sees nor decides it', async () => {
  const { services, author, pending } = await overdue();
  await services.approvals.proposeOverdue(at('2023-08-01'));
  const [first] = await pending();
  const other = await author('coordinator@Sở Thông tin và Truyền thông');
  expect(await services.approvals.pending(other.scope.coordinates)).toEqual([]);
  expect(
    await services.approvals.decide({ approval: first!.id, approve: true, by: other }, at('2023-08-01')),
  ).toEqual({
    kind: 'not_found',
  });
});

test('of a plan loaded after its dates no head is approached: nobody had been told', async () => {
  const { services, db } = await overdue();
  await db.update(plan).set({ firstLoadedOn: '2024-03-05' });
  expect(await services.approvals.proposeOverdue(at('2024-03-07'))).toBe(0);
});

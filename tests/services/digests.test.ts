import { eq, inArray } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { digestText } from '../../src/conversations/texts-digest.ts';
import type { Scope } from '../../src/domain/grants.ts';
import {
  changeLog,
  dueReport,
  incoming,
  jurisdiction,
  message,
  person,
  reminder,
  visit,
} from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const BODY = 'coordinator@Sở Nội vụ';
const UNIT = 'Sở Công Thương';
const SINCE = at('2023-07-17', '07:00');
const NOW = at('2023-07-18', '07:00');
const BETWEEN = at('2023-07-17', '09:00');

async function summaries() {
  const season = await openSeason();
  const { db, services } = season;
  const { scope } = await season.author(BODY);
  const officer = await season.author(`focal@${UNIT}`);
  const gather = (of: Scope = scope) => services.digests.gather(of, SINCE, NOW);
  let made = 0;
  return {
    ...season,
    scope,
    officer,
    gather,
    failures: async (of?: Scope) => (await gather(of)).failures,
    text: async () => digestText({ ...(await gather()), visits: [] }, 'đồng chí A', NOW),
    laidAside: (moment: Date, change: Partial<typeof message.$inferInsert> = {}) =>
      db.insert(message).values({
        bot: 'terminal',
        chatId: `focal@${UNIT}`,
        personId: officer.id,
        kind: 'morning',
        priority: 3,
        createdAt: moment,
        notBefore: moment,
        state: 'dead',
        attempts: 1,
        ...change,
      }),
    setAside: (moment: Date, change: Partial<typeof incoming.$inferInsert> = {}) =>
      db.insert(incoming).values({
        bot: 'terminal',
        externalId: `update ${(made += 1)}`,
        chatId: `focal@${UNIT}`,
        payload: {},
        sentAt: moment,
        receivedAt: moment,
        state: 'set_aside',
        attempts: 3,
        ...change,
      }),
  };
}

test('the coordinator is told how many messages were laid aside since the last summary', async () => {
  const { laidAside, failures, text } = await summaries();
  expect(await text()).not.toContain('Chưa gửi được');
  await laidAside(BETWEEN);
  // Queued before the last summary, tried in vain until after it.
  await laidAside(SINCE, { createdAt: at('2023-07-17', '06:00'), notBefore: BETWEEN });
  await laidAside(SINCE);
  await laidAside(at('2023-07-18', '07:01'));
  await laidAside(BETWEEN, { state: 'sent' });
  await laidAside(BETWEEN, { state: 'void' });
  expect(await failures()).toEqual({ unsent: 2, unhandled: 0, unheard: [] });
  expect(await text()).toContain('\nChưa gửi được: 02 tin.\n');
});

test('the coordinator is told how many updates were stored and set aside', async () => {
  const { setAside, failures, text } = await summaries();
  await setAside(BETWEEN);
  await setAside(SINCE);
  await setAside(BETWEEN, { state: 'handled' });
  await setAside(BETWEEN, { chatId: 'somebody nobody linked' });
  expect(await failures()).toEqual({ unsent: 0, unhandled: 1, unheard: [] });
  expect(await text()).toContain('\nChưa xử lý được: 01 tin đến (đã lưu).\n');
});

test('the coordinator is told of which units nobody could be reminded, the first six by name', async () => {
  const { db, failures, scope, text } = await summaries();
  const overseen = await db
    .select({ id: reminder.id, unitId: reminder.unitId })
    .from(reminder)
    .innerJoin(dueReport, eq(dueReport.id, reminder.dueReportId))
    .where(inArray(dueReport.coordinatorUnitId, [...scope.coordinates]));
  const units = [...new Set(overseen.map(({ unitId }) => unitId))].slice(0, 8);
  const ids = overseen.filter(({ unitId }) => units.includes(unitId)).map(({ id }) => id);
  await db.update(reminder).set({ state: 'nobody', fireAt: BETWEEN }).where(inArray(reminder.id, ids));
  expect(units).toHaveLength(8);
  expect((await failures()).unheard).toHaveLength(ids.length);
  expect(await text()).toMatch(
    new RegExp(
      `\\nChưa có người nhận: ${ids.length} tin của (?:[^,\\n]+, ){5}[^,\\n]+ và 02 đơn vị khác\\.\\n`,
    ),
  );
});

test('what failed elsewhere, or is coordinated by others, is not theirs to read', async () => {
  const { db, laidAside, setAside, failures, author, officer } = await summaries();
  const other = await author('coordinator@Sở Thông tin và Truyền thông');
  const own = await db
    .select({ id: reminder.id })
    .from(reminder)
    .innerJoin(dueReport, eq(dueReport.id, reminder.dueReportId))
    .where(inArray(dueReport.coordinatorUnitId, [...other.scope.coordinates]));
  const theirs = (await db.select({ id: reminder.id }).from(reminder)).filter(
    ({ id }) => !own.some((row) => row.id === id),
  );
  await db
    .update(reminder)
    .set({ state: 'nobody', fireAt: BETWEEN, visitId: null })
    .where(
      inArray(
        reminder.id,
        theirs.map(({ id }) => id),
      ),
    );
  expect((await failures(other.scope)).unheard).toEqual([]);
  expect((await failures()).unheard.length).toBeGreaterThan(0);

  await laidAside(BETWEEN);
  await setAside(BETWEEN);
  const [elsewhere] = await db
    .insert(jurisdiction)
    .values({ key: 'elsewhere', name: 'Nơi khác' })
    .returning({ id: jurisdiction.id });
  await db.update(person).set({ jurisdictionId: elsewhere!.id }).where(eq(person.id, officer.id));
  expect(await failures()).toMatchObject({ unsent: 0, unhandled: 0 });
});

test('a leader who coordinates nothing is not told of them', async () => {
  const { laidAside, failures, scope } = await summaries();
  await laidAside(BETWEEN);
  expect(await failures({ ...scope, coordinates: [], leads: [1] })).toEqual({
    unsent: 0,
    unhandled: 0,
    unheard: [],
  });
});

test('a summary that has only failures to tell is sent all the same', async () => {
  const { db, gather, laidAside } = await summaries();
  await db.update(dueReport).set({ state: 'retired' });
  await db.update(visit).set({ state: 'cancelled' });
  expect((await gather()).isEmpty).toBe(true);
  await laidAside(BETWEEN);
  expect((await gather()).isEmpty).toBe(false);
});

test('a received report stays three days after its last day, an unreceived one until it comes, a far one is not shown', async () => {
  const { db, gather, scope, reportOf } = await summaries();
  const { id } = await reportOf(UNIT);
  await db.update(dueReport).set({ state: 'retired' });
  const shownWith = async (values: Partial<typeof dueReport.$inferInsert>): Promise<number> => {
    await db
      .update(dueReport)
      .set({
        state: 'dated',
        coordinatorUnitId: scope.coordinates[0]!,
        settledAt: null,
        onTime: null,
        ...values,
      })
      .where(eq(dueReport.id, id));
    return (await gather()).groups.length;
  };
  const received = { settledAt: at('2023-07-13'), onTime: true };
  expect(await shownWith({ lastDay: '2023-07-15', ...received })).toBe(1);
  expect(await shownWith({ lastDay: '2023-07-14', ...received })).toBe(0);
  expect(await shownWith({ lastDay: '2023-07-10' })).toBe(1);
  // It fell due before the plan was loaded: nobody followed it here.
  expect(await shownWith({ lastDay: '2023-06-01' })).toBe(0);
  expect(await shownWith({ lastDay: '2023-07-25' })).toBe(1);
  expect(await shownWith({ lastDay: '2023-07-26' })).toBe(0);
  expect(await shownWith({ lastDay: null })).toBe(0);
});

test('a visit without notice is in the summary of its team alone', async () => {
  const { db, services, scope, visitOf } = await summaries();
  const { id } = await visitOf(UNIT);
  await db
    .update(visit)
    .set({ coordinatorUnitId: scope.coordinates[0]!, startsOn: '2023-07-19', endsOn: '2023-07-20' })
    .where(eq(visit.id, id));
  const team: Scope = { ...scope, coordinates: [], sitsOn: [id] };
  const shown = async (of: Scope) => {
    const { visits, visitsChanged } = await services.digests.gather(of, SINCE, NOW);
    return { coming: visits.some((one) => one.id === id), changed: visitsChanged.includes(UNIT) };
  };
  await db.insert(changeLog).values({ at: BETWEEN, action: 'visit.move', subject: 'visit', subjectId: id });
  expect(await shown(scope)).toEqual({ coming: true, changed: true });
  await db.update(visit).set({ surprise: true }).where(eq(visit.id, id));
  expect(await shown(scope)).toEqual({ coming: false, changed: false });
  expect(await shown(team)).toEqual({ coming: true, changed: true });
});

import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import * as dueReports from '../../src/store/due-reports.ts';
import { changeLog, dueReport, message, plan as planTable, reminder, visit } from '../../src/store/schema.ts';
import { at, planNamed } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const old = planNamed('binh-phuoc-2023');

/** A plan that replaces the one of the season from a day on. */
const replacing = (from: Plan['effectiveFrom'], numbered = true): Plan => ({
  ...old,
  key: 'binh-phuoc-thay-the',
  document: {
    ...old.document,
    number: numbered ? '1500/QĐ-UBND' : null,
    date: numbered ? '2023-08-10' : null,
  },
  replaces: ['Quyết định số 1200 /QĐ - UBND ngày 05/7/2023'],
  effectiveFrom: from,
  visits: [],
  obligations: [],
  forms: [],
  tasks: [],
});

type Season = Awaited<ReturnType<typeof openSeason>>;

const stateOf = async ({ db }: Season) =>
  (await db.select().from(planTable).where(eq(planTable.key, old.key)))[0]!.state;

const openOf = async ({ db }: Season) => {
  const [row] = await db.select().from(planTable).where(eq(planTable.key, old.key));
  return (await db.select().from(dueReport).where(eq(dueReport.planId, row!.id))).filter(
    ({ state }) => state !== 'retired',
  );
};

test('a plan that replaces an older one closes it: what falls due later is retired, visits not begun are called off', async () => {
  const season = await openSeason();
  const { db, services } = season;
  await db.update(visit).set({ state: 'announced', noticeNumber: '9/TB' }).where(eq(visit.no, 10));
  const now = at('2023-08-15');
  const changes = await services.registry.load(replacing('2023-08-15'), now);
  expect(changes).toContainEqual(
    expect.objectContaining({
      what: 'plan',
      name: old.key,
      change: 'closed',
      before: '1200/QĐ-UBND',
      after: expect.stringContaining('replaced by 1500/QĐ-UBND from 2023-08-15') as unknown,
    }),
  );
  expect(await stateOf(season)).toBe('closed');
  expect((await openOf(season)).every(({ lastDay }) => lastDay !== null && lastDay < '2023-08-15')).toBe(
    true,
  );
  const visits = await db.select().from(visit);
  expect(visits.filter(({ startsOn }) => startsOn > '2023-08-15').map(({ state }) => state)).toEqual(
    expect.not.arrayContaining(['planned', 'announced']),
  );
  expect(visits.find(({ no }) => no === 1)!.state).toBe('planned');
  expect(await db.select().from(reminder).where(eq(reminder.state, 'planned'))).toEqual([]);
  const told = (await db.select().from(message)).filter(
    ({ subject }) => (subject as { about?: string } | null)?.about === 'visit_cancelled',
  );
  const unitOfTen = old.visits.find(({ no }) => no === 10)!.unit;
  expect(told.map(({ chatId }) => chatId)).toContain(`focal@${unitOfTen}`);
  expect(told.some(({ chatId }) => chatId.startsWith('focal@') && chatId !== `focal@${unitOfTen}`)).toBe(
    false,
  );
  expect(await db.select().from(changeLog).where(eq(changeLog.action, 'plan.close'))).toHaveLength(1);
});

test('it happens once: loading again changes nothing', async () => {
  const season = await openSeason();
  const { services, db } = season;
  await services.registry.load(replacing('2023-08-15'), at('2023-08-15'));
  const messages = await db.select().from(message);
  expect(await services.registry.load(replacing('2023-08-15'), at('2023-08-16'))).toEqual([]);
  expect(await services.registry.extend(at('2023-08-17'))).toBe(0);
  expect(await db.select().from(message)).toHaveLength(messages.length);
});

test('while the new plan is a draft the older one stands; issuing it closes it', async () => {
  const season = await openSeason();
  const { services } = season;
  const now = at('2023-08-15');
  await services.registry.load(replacing('2023-08-15', false), now);
  expect(await stateOf(season)).toBe('issued');
  const row = (await services.registry.plans()).find(({ key }) => key === 'binh-phuoc-thay-the')!;
  await services.registry.issue(
    { planId: row.id, number: '1500/QĐ-UBND', issuedOn: '2023-08-10', personId: null },
    now,
  );
  expect(await stateOf(season)).toBe('closed');
});

test('before the new plan takes effect the older one goes on, but for what would fall due under the new one', async () => {
  const season = await openSeason();
  const { services } = season;
  await services.registry.load(replacing('2023-09-01'), at('2023-08-15'));
  expect(await stateOf(season)).toBe('issued');
  const open = await openOf(season);
  expect(open.some(({ lastDay }) => lastDay === '2023-08-29')).toBe(true);
  expect(open.every(({ lastDay }) => lastDay === null || lastDay < '2023-09-01')).toBe(true);
  await services.registry.extend(at('2023-08-31'));
  expect(await stateOf(season)).toBe('issued');
  await services.registry.extend(at('2023-09-01'));
  expect(await stateOf(season)).toBe('closed');
});

test('what came in under the older plan stays, and its officers can read it', async () => {
  const season = await openSeason();
  const { services, author, db, unitId } = season;
  const name = 'Sở Công Thương';
  const focal = await author(`focal@${name}`);
  const report = await season.reportOf(name);
  await services.documents.register(
    {
      report: report.id,
      number: '12/BC-SCT',
      issuedOn: '2023-07-11',
      by: focal.id,
      sentAt: at('2023-07-11'),
    },
    at('2023-07-11'),
  );
  await services.registry.load(replacing('2023-07-20'), at('2023-07-20'));
  const seen = await services.reports.ofUnits(focal.scope, [await unitId(name)]);
  expect(seen.map(({ id }) => id)).toEqual([report.id]);
  expect(await services.reports.findInScope(focal.scope, report.id)).toMatchObject({
    settledAt: at('2023-07-11'),
  });
  expect((await dueReports.findById(db, report.id))!.state).toBe('dated');
});

test('the file of a replaced plan does not bring it back, and the reason is said', async () => {
  const season = await openSeason();
  const { services } = season;
  await services.registry.load(replacing('2023-08-15'), at('2023-08-15'));
  await expect(services.registry.load(old, at('2023-08-16'))).rejects.toThrow(
    '1500/QĐ-UBND replaces it since 2023-08-15',
  );
  expect(await stateOf(season)).toBe('closed');
});

test('Bắc Kạn: Hướng dẫn 657 replaces Hướng dẫn 285 of 2016, not another 285', async () => {
  const season = await openSeason();
  const { services } = season;
  const guidance = planNamed('bac-kan-2018');
  const of = (key: string, number: string, date: Plan['effectiveFrom']): Plan => ({
    ...guidance,
    key,
    document: { ...guidance.document, number, date },
    replaces: [],
    effectiveFrom: date,
  });
  const now = at('2018-05-21');
  await services.registry.load(of('bac-kan-2016', '285/HD-SNV', '2016-02-25'), now);
  await services.registry.load(of('bac-kan-2017', '285/HD-SNV', '2017-02-20'), now);
  await services.registry.load(guidance, now);
  const states = new Map((await services.registry.plans()).map(({ key, state }) => [key, state]));
  expect(states.get('bac-kan-2016')).toBe('closed');
  expect(states.get('bac-kan-2017')).toBe('issued');
  expect(states.get('bac-kan-2018')).toBe('issued');
});

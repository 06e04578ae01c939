import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Plan, Unit } from '../../src/domain/plan.ts';
import { PlanRefused } from '../../src/services/plan-change.ts';
import * as dueReports from '../../src/store/due-reports.ts';
import { unit } from '../../src/store/schema.ts';
import { at, planNamed } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const plan = planNamed('binh-phuoc-2023');
const LATER = at('2023-07-12');
const visited = 'Sở Công Thương';

/** The plan without a unit, wherever it is named. */
function without(name: string): Plan {
  return {
    ...plan,
    units: plan.units.filter((one) => one.name !== name),
    visits: plan.visits.filter((one) => one.unit !== name),
    obligations: plan.obligations.map((one) =>
      one.owing.kind === 'units'
        ? { ...one, owing: { kind: 'units', names: one.owing.names.filter((each) => each !== name) } }
        : one,
    ),
  };
}

const withUnit = (name: string, values: Partial<Unit>): Plan => ({
  ...plan,
  units: plan.units.map((one) => (one.name === name ? { ...one, ...values } : one)),
});

type Season = Awaited<ReturnType<typeof openSeason>>;

const reportsOf = async ({ db, unitId }: Season, name: string) => {
  const id = await unitId(name);
  return (await dueReports.listOfUnits(db, [id])).map(({ title, state, lastDay }) => ({
    title,
    state,
    lastDay,
  }));
};

const refusalOf = async (loading: Promise<unknown>): Promise<string> => {
  const error: unknown = await loading.then(() => undefined).catch((refused: unknown) => refused);
  expect(error).toBeInstanceOf(PlanRefused);
  return (error as PlanRefused).message;
};

test('a file that drops a unit with figures or papers is refused whole, with what came in and how to retire it', async () => {
  const season = await openSeason();
  const { services, author } = season;
  const focal = await author(`focal@${visited}`);
  const report = await season.reportOf(visited);
  const answers = new Map([['i_1', { kind: 'value' as const, value: 1 }]]);
  await services.drafts.setAnswers({ reportId: report.id, answers, by: focal.id }, at('2023-07-11'));
  const changed: Plan = { ...without(visited), document: { ...plan.document, title: 'Kế hoạch đã sửa' } };
  const drafted = await refusalOf(services.registry.load(changed, LATER));
  expect(drafted).toContain(`${visited}: 1 draft with answers`);
  expect(drafted).toContain('valid_to: 31/8/2023');
  await services.documents.register(
    { report: report.id, number: '12/BC-SCT', issuedOn: '2023-07-11', by: focal.id, sentAt: LATER },
    LATER,
  );
  expect(await refusalOf(services.registry.load(changed, LATER))).toContain(
    `${visited}: 1 registered document, 1 draft with answers`,
  );
  const [row] = await services.registry.plans();
  expect(row!.title).toBe(plan.document.title);
  expect((await season.visitOf(visited)).state).toBe('planned');
});

test('a unit nothing came in from leaves the plan, and stays a unit of the province', async () => {
  const season = await openSeason();
  const changes = await season.services.registry.load(without(visited), LATER);
  expect(changes).toContainEqual({ what: 'unit', name: visited, change: 'removed' });
  expect(await reportsOf(season, visited)).toEqual([]);
  expect((await season.services.registry.units()).some(({ name }) => name === visited)).toBe(true);
  expect(await season.services.registry.load(without(visited), LATER)).toEqual([]);
});

test('a retired unit owes nothing that falls due after its last day, keeps what it sent, and its successor is known', async () => {
  const season = await openSeason();
  const { services, db, unitId, author } = season;
  const [successor] = plan.units.filter(({ level }) => level === 'department');
  const focal = await author(`focal@${visited}`);
  const report = await season.reportOf(visited);
  const before = await reportsOf(season, visited);
  expect(before.some(({ lastDay }) => lastDay !== null && lastDay <= '2023-07-31')).toBe(true);
  await services.documents.register(
    { report: report.id, number: '12/BC-SCT', issuedOn: '2023-07-11', by: focal.id, sentAt: LATER },
    LATER,
  );
  const retired = withUnit(visited, { validTo: '2023-07-31', successor: successor!.name });
  const changes = await services.registry.load(retired, LATER);
  expect(changes).toContainEqual({
    what: 'unit',
    name: visited,
    change: 'retired',
    after: `after 2023-07-31, succeeded by ${successor!.name}`,
  });
  const after = await reportsOf(season, visited);
  expect(after).toContainEqual(expect.objectContaining({ title: before[0]!.title }));
  expect(after.every(({ lastDay }) => lastDay === null || lastDay <= '2023-07-31')).toBe(true);
  expect(await services.registry.endOf(await unitId(visited))).toEqual({
    validTo: '2023-07-31',
    successor: successor!.name,
  });
  expect(await services.registry.load(retired, LATER)).toEqual([]);
  const [row] = await db.select().from(unit).where(eq(unit.name, visited));
  expect(row).toMatchObject({ validTo: '2023-07-31', successorId: await unitId(successor!.name) });
});

test('officers of a retired unit are not reminded after its last day, and hold no office of it', async () => {
  const season = await openSeason();
  const { services, unitId } = season;
  const report = await season.reportOf(visited);
  const planned = async () =>
    (await season.remindersOf({ report: report.id })).filter(({ state }) => state === 'planned');
  expect((await planned()).some(({ fireAt }) => fireAt >= at('2023-07-31'))).toBe(true);
  await services.registry.load(withUnit(visited, { validTo: '2023-07-30' }), LATER);
  expect((await planned()).length).toBeGreaterThan(0);
  expect((await planned()).every(({ fireAt }) => fireAt < at('2023-07-31'))).toBe(true);
  const holdersOn = (day: Date) => season.services.people.holders([unitIdOf], ['focal'], day);
  const unitIdOf = await unitId(visited);
  expect(await holdersOn(at('2023-07-30'))).toHaveLength(1);
  expect(await holdersOn(at('2023-07-31'))).toEqual([]);
});

test('another plan that still names a retired unit does not bring it back', async () => {
  const season = await openSeason();
  const { services, unitId } = season;
  await services.registry.load(withUnit(visited, { validTo: '2023-07-30' }), LATER);
  const other: Plan = { ...plan, key: 'binh-phuoc-khac', visits: [], obligations: [], forms: [] };
  await services.registry.load(other, LATER);
  expect(await services.registry.endOf(await unitId(visited))).toMatchObject({ validTo: '2023-07-30' });
  await services.registry.load(plan, LATER);
  expect(await services.registry.endOf(await unitId(visited))).toBeUndefined();
});

test('two plans of a province keep the names each of them knows a unit by', async () => {
  const season = await openSeason();
  const other: Plan = {
    ...withUnit(visited, { aliases: ['Sở CT'] }),
    key: 'binh-phuoc-khac',
    visits: [],
    obligations: [],
    forms: [],
  };
  await season.services.registry.load(other, LATER);
  const row = (await season.services.registry.units()).find(({ name }) => name === visited)!;
  const own = plan.units.find(({ name }) => name === visited)!;
  expect(row.aliases).toEqual([...new Set([...own.aliases, 'Sở CT'])]);
});

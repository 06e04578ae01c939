import { eq, sql } from 'drizzle-orm';
import { expect, inject, test, vi } from 'vitest';
import { planLoad } from '../../src/cli/plan-load.ts';
import type { Obligation, Plan } from '../../src/domain/plan.ts';
import { createServices, createTransact } from '../../src/services/services.ts';
import * as dueReports from '../../src/store/due-reports.ts';
import { withDatabase } from '../../src/store/connect.ts';
import * as extensions from '../../src/store/extensions.ts';
import { obligation, reminder, task, taskUnit, visit } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, planNamed, testEnvironment } from '../support/plans.ts';

const plan = planNamed('binh-phuoc-2023');
const numbered: Plan = {
  ...plan,
  document: { ...plan.document, number: '1200/QĐ-UBND', date: '2023-07-05' },
};

async function loaded(first: Plan) {
  const { db } = await freshDatabase();
  const env = testEnvironment();
  const services = createServices(db, env);
  const changes = await services.registry.load(first, at('2023-07-10'));
  const count = async (state: string): Promise<number> => {
    const rows = await db
      .select({ n: sql<number>`count(*)::int` })
      .from(reminder)
      .where(sql`state = ${state}`);
    return rows[0]!.n;
  };
  return { db, services, changes, count, transact: createTransact(db, env) };
}

test('loading a plan lays out every report it demands', async () => {
  const { db, services } = await loaded(plan);
  const [row] = await services.registry.plans();
  const reports = await dueReports.listOfPlan(db, row!.id);
  expect(reports).toHaveLength(30);
  const congThuong = reports.find(({ unitName }) => unitName === 'Sở Công Thương')!;
  expect(congThuong).toMatchObject({
    printedDay: '2023-07-30',
    lastDay: '2023-07-29',
    bound: 'before',
    state: 'dated',
  });
});

test('a plan without number and date is a draft: nothing is planned to be said from it', async () => {
  const { services, count } = await loaded(plan);
  const [row] = await services.registry.plans();
  expect(row!.state).toBe('draft');
  expect(await count('planned')).toBe(0);
  await services.registry.issue(
    { planId: row!.id, number: '1200/QĐ-UBND', issuedOn: '2023-07-05', personId: null },
    at('2023-07-10'),
  );
  // 30 reports × (7 mornings + the last call), and 10 visits × 2 mornings.
  expect(await count('planned')).toBe(30 * 8 + 10 * 2);
});

test('loading the same file again changes nothing', async () => {
  const { services, count } = await loaded(numbered);
  const before = await count('planned');
  expect(await services.registry.load(numbered, at('2023-07-11'))).toEqual([]);
  expect(await count('planned')).toBe(before);
});

test('a deadline the file moves voids the reminders planned from the old one and plans the new', async () => {
  const { db, services } = await loaded(numbered);
  const moved: Plan = {
    ...numbered,
    obligations: numbered.obligations.map((obligation) =>
      obligation.rule.kind === 'before' && obligation.rule.day === '2023-07-30'
        ? { ...obligation, rule: { kind: 'before', day: '2023-08-10' } }
        : obligation,
    ),
  };
  const changes = await services.registry.load(moved, at('2023-07-11'));
  expect(changes.filter(({ what }) => what === 'due_report')).toHaveLength(3);
  const [row] = await services.registry.plans();
  const report = (await dueReports.listOfPlan(db, row!.id)).find(
    ({ unitName }) => unitName === 'Sở Công Thương',
  )!;
  expect(report).toMatchObject({ lastDay: '2023-08-09', version: 2 });
  const planned = await db
    .select()
    .from(reminder)
    .where(eq(reminder.dueReportId, report.id))
    .orderBy(reminder.fireAt);
  expect(planned.filter(({ state }) => state === 'void')).toHaveLength(8);
  expect(planned.filter(({ state }) => state === 'planned').at(0)?.fireAt).toEqual(at('2023-07-31'));
});

test('a visit moved in chat is not moved back by loading the same file', async () => {
  const { db, services } = await loaded(numbered);
  const [row] = await services.registry.plans();
  await db
    .update(visit)
    .set({ startsOn: '2023-08-03', endsOn: '2023-08-04', version: 2 })
    .where(eq(visit.no, 1));
  await services.registry.load(numbered, at('2023-07-12'));
  const [first] = await db.select().from(visit).where(eq(visit.no, 1));
  expect(first).toMatchObject({ planId: row!.id, startsOn: '2023-08-03', version: 2 });
});

test('a failure in the middle of loading leaves the database as it was', async () => {
  const { services, transact } = await loaded(numbered);
  const broken: Plan = { ...numbered, coordinator: 'Sở Không Có' };
  await expect(transact(({ registry }) => registry.load(broken, at('2023-07-12')))).rejects.toThrow(
    'Sở Không Có',
  );
  expect(await services.registry.load(numbered, at('2023-07-13'))).toEqual([]);
});

type Season = Awaited<ReturnType<typeof loaded>>;

const withObligations = (of: Plan, change: (obligation: Obligation) => Obligation): Plan => ({
  ...of,
  obligations: of.obligations.map(change),
});

/** Whatever was due before `from` is due before `to`. */
const withDay = (of: Plan, from: Obligation['rule'] & { kind: 'before' }, to: typeof from.day): Plan =>
  withObligations(of, (one) =>
    one.rule.kind === 'before' && one.rule.day === from.day
      ? { ...one, rule: { kind: 'before', day: to } }
      : one,
  );

const JULY_30 = { kind: 'before', day: '2023-07-30' } as const;

async function reportsOf({ db, services }: Season) {
  const [row] = await services.registry.plans();
  return dueReports.listOfPlan(db, row!.id);
}

const remindersOf = ({ db }: Season, about: { dueReportId: number } | { visitId: number }) =>
  db
    .select()
    .from(reminder)
    .where(
      'visitId' in about ? eq(reminder.visitId, about.visitId) : eq(reminder.dueReportId, about.dueReportId),
    )
    .orderBy(reminder.fireAt);

/** The row as Postgres holds it: its xmin changes with every write. */
const writes = async (
  { db }: Season,
  table: 'due_report' | 'visit' | 'task' | 'obligation' | 'visit_member',
): Promise<string[]> => {
  const rows = await db.execute<{ row: string }>(
    sql`select xmin::text || ' ' || ctid::text as row from ${sql.identifier(table)} order by ctid`,
  );
  return [...rows].map(({ row }) => row);
};

const standing: Plan = {
  ...numbered,
  obligations: [
    ...numbered.obligations,
    {
      ...numbered.obligations[0]!,
      key: 'yearly-report',
      title: 'Báo cáo hằng năm',
      owing: { kind: 'units', names: [numbered.units[0]!.name] },
      rule: { kind: 'yearly', bound: 'before', month: 12, day: 15 },
      form: null,
      period: null,
      forVisit: false,
    },
  ],
};

test('a standing plan goes on demanding its yearly report for as long as it stands', async () => {
  const season = await loaded(standing);
  const { db, services } = season;
  const yearly = async () =>
    (await reportsOf(season)).filter(({ obligationKey }) => obligationKey === 'yearly-report');
  expect((await yearly()).map(({ period }) => period)).toEqual(['2023']);
  expect(await services.registry.extend(at('2023-07-11'))).toBe(0);

  expect(await services.registry.extend(at('2025-01-10'))).toBe(2);
  const [, , last] = await yearly();
  expect((await yearly()).map(({ lastDay }) => lastDay)).toEqual(['2023-12-14', '2024-12-14', '2025-12-14']);
  const planned = await remindersOf(season, { dueReportId: last!.id });
  expect(planned).toHaveLength(8);
  expect(planned.every(({ state, fireAt }) => state === 'planned' && fireAt > at('2025-12-01'))).toBe(true);

  const before = await writes(season, 'due_report');
  expect(await services.registry.extend(at('2025-01-11'))).toBe(0);
  expect(await writes(season, 'due_report')).toEqual(before);
  await db.execute(sql`update plan set state = 'draft'`);
  expect(await services.registry.extend(at('2026-06-01'))).toBe(0);
});

test('loading a standing plan again years later lays out the years since', async () => {
  const season = await loaded(standing);
  const changes = await season.services.registry.load(standing, at('2025-01-10'));
  expect(changes.map(({ what, change }) => `${what} ${change}`)).toEqual([
    'due_report added',
    'due_report added',
  ]);
});

const dropped = numbered.visits[0]!;
const withoutVisit: Plan = {
  ...withObligations(numbered, (one) =>
    one.forVisit && one.owing.kind === 'units'
      ? { ...one, owing: { kind: 'units', names: one.owing.names.filter((name) => name !== dropped.unit) } }
      : one,
  ),
  visits: numbered.visits.slice(1),
};

test('a visit gone from the file is cancelled, nothing more is said of it, and it can come back', async () => {
  const season = await loaded(numbered);
  const { db, services } = season;
  const find = async () => (await db.select().from(visit).where(eq(visit.no, dropped.no)))[0]!;
  const reportsBefore = (await reportsOf(season)).map(
    ({ obligationKey, unitName }) => `${obligationKey}/${unitName}`,
  );

  const changes = await services.registry.load(withoutVisit, at('2023-07-11'));
  expect(changes).toContainEqual(
    expect.objectContaining({ what: 'visit', change: 'removed', name: dropped.unit }),
  );
  const cancelled = await find();
  expect(cancelled).toMatchObject({ state: 'cancelled', version: 2 });
  expect((await remindersOf(season, { visitId: cancelled.id })).map(({ state }) => state)).toEqual([
    'void',
    'void',
  ]);
  expect((await reportsOf(season)).filter(({ visitId }) => visitId === cancelled.id)).toEqual([]);
  expect(await services.registry.load(withoutVisit, at('2023-07-11'))).toEqual([]);

  await services.registry.load(numbered, at('2023-07-12'));
  expect(await find()).toMatchObject({ id: cancelled.id, state: 'planned', version: 3 });
  const planned = (await remindersOf(season, { visitId: cancelled.id })).filter(
    ({ state }) => state === 'planned',
  );
  expect(planned).toHaveLength(2);
  const back = await reportsOf(season);
  expect(back.map(({ obligationKey, unitName }) => `${obligationKey}/${unitName}`).sort()).toEqual(
    reportsBefore.sort(),
  );
  const own = back.find(({ visitId, state }) => visitId === cancelled.id && state === 'dated')!;
  expect((await remindersOf(season, { dueReportId: own.id })).some(({ state }) => state === 'planned')).toBe(
    true,
  );
});

test('a unit whose visit is dropped owes what every unit without a visit owes', async () => {
  const level = numbered.units.find(({ name }) => name === dropped.unit)!.level;
  const selfInspection: Obligation = {
    ...standing.obligations.at(-1)!,
    key: 'self-inspection',
    owing: { kind: 'not_visited', levels: [level] },
    rule: { kind: 'before', day: '2023-11-15' },
  };
  const add = (of: Plan): Plan => ({ ...of, obligations: [...of.obligations, selfInspection] });
  const season = await loaded(add(numbered));
  const owes = async () =>
    (await reportsOf(season)).some(
      ({ obligationKey, unitName }) => obligationKey === 'self-inspection' && unitName === dropped.unit,
    );
  expect(await owes()).toBe(false);
  await season.services.registry.load(add(withoutVisit), at('2023-07-11'));
  expect(await owes()).toBe(true);
  await season.services.registry.load(add(numbered), at('2023-07-12'));
  expect(await owes()).toBe(false);
});

test('two visits can exchange their numbers, and a new visit take the number of one that is gone', async () => {
  const season = await loaded(numbered);
  const [first, second, ...rest] = numbered.visits;
  const exchanged: Plan = {
    ...numbered,
    visits: [{ ...first!, no: second!.no }, { ...second!, no: first!.no }, ...rest],
  };
  const changes = await season.services.registry.load(exchanged, at('2023-07-11'));
  expect(changes.map(({ name, before, after }) => [name, before, after])).toEqual([
    [first!.unit, `no ${first!.no}`, `no ${second!.no}`],
    [second!.unit, `no ${second!.no}`, `no ${first!.no}`],
  ]);
  await season.services.registry.load(
    { ...withoutVisit, visits: withoutVisit.visits.map((one) => ({ ...one, no: one.no - 1 })) },
    at('2023-07-12'),
  );
  const rows = await season.db.select().from(visit).where(eq(visit.state, 'planned')).orderBy(visit.no);
  expect(rows.map(({ no }) => no)).toEqual(rest.map((_, index) => index + 1).concat(rest.length + 1));
});

test('a visit the file moves takes along the deadlines counted from it', async () => {
  const counted = withObligations(numbered, (one) =>
    one.forVisit ? { ...one, rule: { kind: 'days_before_visit', days: 5 } } : one,
  );
  const days = { from: '2023-09-20', to: '2023-09-21', precision: 'day' } as const;
  const season = await loaded(counted);
  await season.services.registry.load(
    {
      ...counted,
      visits: counted.visits.map((one) => (one.unit === dropped.unit ? { ...one, ...days } : one)),
    },
    at('2023-07-11'),
  );
  const own = (await reportsOf(season)).filter(
    ({ unitName, visitId }) => visitId && unitName === dropped.unit,
  );
  expect(own.length).toBeGreaterThan(0);
  expect(new Set(own.map(({ lastDay }) => lastDay))).toEqual(new Set(['2023-09-15']));
});

test('a policy changed in the file is what the coming reminders follow; what was said stays', async () => {
  const season = await loaded(numbered);
  const { db, services, count } = season;
  const report = (await reportsOf(season)).find(({ lastDay }) => lastDay === '2023-07-29')!;
  const [said] = await remindersOf(season, { dueReportId: report.id });
  await db.update(reminder).set({ state: 'bundled' }).where(eq(reminder.id, said!.id));
  const changed: Plan = {
    ...numbered,
    policy: { ...numbered.policy, beforeDue: [2, 0], morningAt: '09:15' },
  };
  await services.registry.load(changed, at('2023-07-11'));
  const rows = await remindersOf(season, { dueReportId: report.id });
  expect(rows.filter(({ state }) => state === 'bundled').map(({ id }) => id)).toEqual([said!.id]);
  const mornings = rows.filter(({ state, kind }) => state === 'planned' && kind !== 'last_call');
  expect(mornings.filter(({ kind }) => kind !== 'overdue').map(({ fireAt }) => fireAt)).toEqual([
    at('2023-07-26', '09:15'),
    at('2023-07-28', '09:15'),
  ]);
  const before = await count('planned');
  await services.registry.load(changed, at('2023-07-11'));
  expect(await count('planned')).toBe(before);
});

test('an extension is not shortened by the file; a later date of the file wins', async () => {
  const season = await loaded(numbered);
  const { db, services } = season;
  const find = async () => (await reportsOf(season)).find(({ unitName }) => unitName === 'Sở Công Thương')!;
  const report = await find();
  const [row] = await services.registry.plans();
  const by = await db.execute<{ id: number }>(
    sql`select id from person where jurisdiction_id = ${row!.jurisdictionId}`,
  );
  await extensions.insert(db, {
    dueReportId: report.id,
    fromDay: report.lastDay,
    toDay: '2023-08-20',
    paperNumber: '15/UBND',
    paperDate: null,
    recordedBy: by[0]!.id,
    recordedAt: at('2023-07-11'),
  });
  await dueReports.update(db, report.id, {
    bound: 'by',
    printedDay: '2023-08-20',
    lastDay: '2023-08-20',
    version: 2,
  });
  const earlier = withDay(numbered, JULY_30, '2023-08-10');
  await services.registry.load(earlier, at('2023-07-12'));
  expect(await find()).toMatchObject({ bound: 'by', lastDay: '2023-08-20', version: 2 });
  await services.registry.load(
    withDay(earlier, { ...JULY_30, day: '2023-08-10' }, '2023-09-01'),
    at('2023-07-13'),
  );
  expect(await find()).toMatchObject({ bound: 'before', lastDay: '2023-08-31', version: 3 });
});

const tasked = planNamed('bac-giang-2022');

test('tasks follow the file: added, changed, and removed unless done', async () => {
  const { db, services } = await loaded(tasked);
  const [first, second, third, ...rest] = tasked.tasks;
  await db.update(task).set({ doneOn: '2022-05-01' }).where(eq(task.no, second!.no));
  const next: Plan = {
    ...tasked,
    tasks: [{ ...third!, text: 'Nội dung đã sửa' }, ...rest, { ...first!, no: 'bổ sung' }],
  };
  const changes = (await services.registry.load(next, at('2023-07-11'))).filter(
    ({ what }) => what === 'task',
  );
  expect(changes).toEqual([
    {
      what: 'task',
      name: third!.no,
      change: 'changed',
      before: `text ${third!.text}`,
      after: 'text Nội dung đã sửa',
    },
    { what: 'task', name: 'bổ sung', change: 'added' },
    { what: 'task', name: first!.no, change: 'removed', before: first!.text },
  ]);
  const numbers = (await db.select().from(task)).map(({ no }) => no);
  expect(numbers).not.toContain(first!.no);
  expect(numbers).toContain(second!.no);
  const orphans = await db
    .select()
    .from(taskUnit)
    .where(sql`${taskUnit.taskId} not in (select id from task)`);
  expect(orphans).toEqual([]);
  expect(await services.registry.load(next, at('2023-07-12'))).toEqual([]);
});

test('what changes in an obligation is told and written', async () => {
  const { db, services } = await loaded(numbered);
  const [first] = numbered.obligations;
  const proof = first!.proof === 'both' ? 'either' : 'both';
  const changes = await services.registry.load(
    withObligations(numbered, (one) =>
      one.key === first!.key ? { ...one, proof, recipient: 'Sở Nội vụ' } : one,
    ),
    at('2023-07-11'),
  );
  expect(changes).toMatchObject([{ what: 'obligation', name: first!.title, change: 'changed' }]);
  expect(changes[0]!.after).toContain(`proof ${proof}`);
  expect(changes[0]!.before).toContain(`recipient ${first!.recipient}`);
  const [row] = await db.select().from(obligation).where(eq(obligation.key, first!.key));
  expect(row).toMatchObject({ proof, recipient: 'Sở Nội vụ' });
});

test('loading the same file again writes no row of the plan anew', async () => {
  const season = await loaded(numbered);
  const all = async () =>
    Promise.all(
      (['due_report', 'visit', 'visit_member', 'task', 'obligation'] as const).map((table) =>
        writes(season, table),
      ),
    );
  const before = await all();
  expect(before[0]).toHaveLength(30);
  await season.services.registry.load(numbered, at('2023-07-11'));
  expect(await all()).toEqual(before);
});

test('the command line says a plan is written only when it is', async () => {
  const { db } = await freshDatabase();
  const [current] = await db.execute<{ name: string }>(sql`select current_database() as name`);
  vi.stubEnv('DATABASE_URL', withDatabase(inject('postgres').url, current!.name));
  const run = async (options: { dryRun: boolean; yes: boolean }) => {
    const out: string[] = [];
    const silent = { lines: (async function* () {})(), interactive: false, error: () => undefined };
    const code = await planLoad(
      'binh-phuoc-2023',
      { ...options, json: true },
      { ...silent, out: (line) => out.push(line) },
    );
    const loadedPlans = await createServices(db, testEnvironment()).registry.plans();
    return { code, said: JSON.parse(out.join('\n')) as { written: boolean }, held: loadedPlans.length };
  };
  try {
    expect(await run({ dryRun: true, yes: false })).toMatchObject({
      code: 0,
      said: { written: false },
      held: 0,
    });
    expect(await run({ dryRun: false, yes: false })).toMatchObject({
      code: 1,
      said: { written: false },
      held: 0,
    });
    expect(await run({ dryRun: false, yes: true })).toMatchObject({
      code: 0,
      said: { written: true },
      held: 1,
    });
  } finally {
    vi.unstubAllEnvs();
  }
});

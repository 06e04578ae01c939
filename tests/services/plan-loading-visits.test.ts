import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Plan, Visit } from '../../src/domain/plan.ts';
import { message, reminder, visit } from '../../src/store/schema.ts';
import { at, planNamed } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const plan = planNamed('binh-phuoc-2023');
const LATER = at('2023-07-12');
const first = plan.visits[0]!;

const moved = (days: Partial<Visit>): Plan => ({
  ...plan,
  visits: plan.visits.map((one) => (one.unit === first.unit ? { ...one, ...days } : one)),
});

const without: Plan = {
  ...plan,
  visits: plan.visits.slice(1),
  obligations: plan.obligations.map((one) =>
    one.forVisit && one.owing.kind === 'units'
      ? { ...one, owing: { kind: 'units', names: one.owing.names.filter((name) => name !== first.unit) } }
      : one,
  ),
};

async function announced() {
  const season = await openSeason();
  const { services } = season;
  const by = await season.author('coordinator@Sở Nội vụ');
  const { id, version } = await season.visitOf(first.unit);
  const outcome = await services.visits.announce(
    {
      visit: id,
      version,
      by,
      notice: { number: '9/TB-ĐKT', date: '2023-07-10' },
      session: { at: at('2023-08-03'), place: null },
    },
    at('2023-07-11'),
  );
  expect(outcome.kind).toBe('done');
  const told = async (about: string) =>
    (await season.db.select().from(message)).filter(
      ({ subject, chatId }) =>
        (subject as { about?: string } | null)?.about === about && chatId === `focal@${first.unit}`,
    );
  return { ...season, told, visitId: id };
}

test('a unit that knows of its visit is told once that a changed file moved it; a session outside the new days falls', async () => {
  const { services, told, db, visitId } = await announced();
  const next = moved({ from: '2023-08-21', to: '2023-08-25' });
  await services.registry.load(next, LATER);
  expect(await told('visit_moved')).toHaveLength(1);
  const [row] = await db.select().from(visit).where(eq(visit.id, visitId));
  expect(row).toMatchObject({ state: 'announced', startsOn: '2023-08-21', sessionAt: null });
  await services.registry.load(next, LATER);
  expect(await told('visit_moved')).toHaveLength(1);
});

test('a session within the new days stays', async () => {
  const { services, db, visitId } = await announced();
  await services.registry.load(moved({ from: '2023-08-02', to: '2023-08-04' }), LATER);
  const [row] = await db.select().from(visit).where(eq(visit.id, visitId));
  expect(row!.sessionAt).toEqual(at('2023-08-03'));
});

test('a unit that knows of its visit is told once that a changed file called it off', async () => {
  const { services, told } = await announced();
  await services.registry.load(without, LATER);
  expect(await told('visit_cancelled')).toHaveLength(1);
  await services.registry.load(without, LATER);
  expect(await told('visit_cancelled')).toHaveLength(1);
});

test('a unit that has not been told of its visit is told of nothing', async () => {
  const season = await openSeason();
  const before = (await season.news()).length;
  await season.services.registry.load(moved({ from: '2023-08-21', to: '2023-08-25' }), LATER);
  await season.services.registry.load(without, LATER);
  expect((await season.news()).length).toBe(before);
});

test('nobody becomes late by a visit that a changed file moved', async () => {
  const season = await openSeason((of) => ({
    ...of,
    obligations: of.obligations.map((one) =>
      one.forVisit ? { ...one, rule: { kind: 'days_before_visit', days: 15 } } : one,
    ),
  }));
  const relative: Plan = {
    ...moved({ from: '2023-07-20', to: '2023-07-21' }),
    obligations: plan.obligations.map((one) =>
      one.forVisit ? { ...one, rule: { kind: 'days_before_visit', days: 15 } } : one,
    ),
  };
  await season.services.registry.load(relative, at('2023-07-12'));
  expect(await season.reportOf(first.unit)).toMatchObject({ lastDay: '2023-07-19' });
});

test('only what a change touches is planned anew', async () => {
  const season = await openSeason();
  const { db, services } = season;
  const report = await season.reportOf(first.unit);
  const planned = async () =>
    (await db.select().from(reminder).where(eq(reminder.state, 'planned'))).map(
      ({ id, visitId, dueReportId }) => ({
        id,
        visitId,
        dueReportId,
      }),
    );
  const mine = await season.visitOf(first.unit);
  const before = await planned();
  await services.registry.load(moved({ from: '2023-08-21', to: '2023-08-25' }), LATER);
  const after = await planned();
  const isTouched = ({ visitId }: { visitId: number | null }): boolean => visitId === mine.id;
  expect(after.filter((one) => !isTouched(one))).toEqual(before.filter((one) => !isTouched(one)));
  expect(after.filter(isTouched).some(({ id }) => before.some((one) => one.id === id))).toBe(false);
  expect(after.some(({ dueReportId }) => dueReportId === report.id)).toBe(true);
});

test('a place of the team that the file gives to somebody else changes hands', async () => {
  const season = await openSeason();
  const { services } = season;
  const [seat] = plan.seats;
  const next: Plan = {
    ...plan,
    seats: plan.seats.map((one) => (one.key === seat!.key ? { ...one, name: 'Nguyễn Văn Mới' } : one)),
  };
  const before = (await services.registry.seats()).find(({ key }) => key === seat!.key)!;
  const changes = await services.registry.load(next, LATER);
  expect(changes.filter(({ what }) => what === 'seat')).toMatchObject([
    { name: seat!.key, change: 'changed' },
  ]);
  const after = (await services.registry.seats()).find(({ key }) => key === seat!.key)!;
  expect(after.personName).toBe('Nguyễn Văn Mới');
  const scope = await services.people.scope(before.personId!, LATER);
  expect([...scope.leads, ...scope.sitsOn]).toEqual([]);
  expect(JSON.stringify(await season.logged('plan.load'))).not.toContain('Nguyễn Văn Mới');
  expect(await services.registry.load(next, LATER)).toEqual([]);
});

import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { castRehearsal } from '../../src/lab/cast.ts';
import type { Author } from '../../src/domain/grants.ts';
import { createServices } from '../../src/services/services.ts';
import { account, changeLog, dueReport, unit, visit } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, planNamed, testEnvironment } from '../support/plans.ts';

const NOW = at('2022-08-02');

/** Hải Phòng on 02/8/2022, with its rehearsal cast. */
async function haiPhong() {
  const { db } = await freshDatabase();
  const services = createServices(db, testEnvironment());
  const document = planNamed('hai-phong-2022');
  await services.registry.load(document, NOW);
  await castRehearsal(services, document, NOW);
  const [plan] = await services.registry.plans();
  const unitId = async (name: string) => (await db.select().from(unit).where(eq(unit.name, name)))[0]!.id;
  const [held] = await db.select().from(account).where(eq(account.chatId, 'coordinator@Sở Nội vụ'));
  const by: Author = { id: held!.personId, scope: await services.people.scope(held!.personId, NOW) };
  return { db, services, plan: plan!, unitId, by };
}

describe('Hải Phòng: a unit inspected besides the twelve', () => {
  let season: Awaited<ReturnType<typeof haiPhong>>;
  let added: number;
  const paper = { number: '45/QĐ-UBND', date: '2022-08-01' as const };
  const wanted = async () => ({
    plan: season.plan.id,
    unit: await season.unitId('UBND quận Hải An'),
    startsOn: '2022-09-05' as const,
    endsOn: '2022-09-05' as const,
    precision: 'day' as const,
    session: { at: at('2022-09-05'), place: null },
    fields: [],
    paper,
    by: season.by,
  });
  beforeAll(async () => {
    season = await haiPhong();
  });

  test('joins the plan by its paper, without a number, under the common head, owing the report 03 working days before', async () => {
    const { db, services } = season;
    const done = await services.visitAdding.add(await wanted(), NOW);
    if (done.kind !== 'done') throw new Error(done.kind);
    added = done.visit.id;
    expect(done.visit).toMatchObject({
      no: null,
      origin: 'added',
      leadName: 'Hoàng Minh Cường',
      state: 'planned',
    });
    expect(done.owed).toMatchObject([{ passed: null, report: { lastDay: '2022-08-29' } }]);
    const [entry] = await db.select().from(changeLog).where(eq(changeLog.action, 'visit.add'));
    expect(entry).toMatchObject({ personId: season.by.id, after: { paper } });
  });

  test('is added once, pressed twice', async () => {
    expect(await season.services.visitAdding.add(await wanted(), NOW)).toMatchObject({
      kind: 'already_done',
    });
  });

  test('stays, with its report, when the plan file is loaded again', async () => {
    const { db, services } = season;
    await services.registry.load(planNamed('hai-phong-2022'), at('2022-08-03'));
    expect(await db.select().from(visit).where(eq(visit.id, added))).toMatchObject([{ state: 'planned' }]);
    expect(await db.select().from(dueReport).where(eq(dueReport.visitId, added))).toMatchObject([
      { state: 'dated', lastDay: '2022-08-29' },
    ]);
  });

  test('is warned about where the unit has been inspected this year on the same contents, and not before', async () => {
    const { services, by, plan, unitId } = season;
    const about = {
      jurisdictionId: plan.jurisdictionId,
      unitId: await unitId('UBND quận Hải An'),
      on: '2022-10-03' as const,
      fields: ['the_che' as const],
    };
    expect(await services.visits.overlapping(by.scope, about)).toEqual([]);
    const notice = { number: '77/TB-ĐKT', date: '2022-08-03' as const };
    await services.visits.announce({ visit: added, version: 1, notice, by }, at('2022-08-03'));
    expect(await services.visits.overlapping(by.scope, about)).toMatchObject([{ id: added }]);
    expect(await services.visits.overlapping(by.scope, { ...about, on: '2023-01-05' })).toEqual([]);
    expect(await services.visits.overlapping(by.scope, { ...about, except: added })).toEqual([]);
  });

  test('has two steps, the support group before the team, each with its day', async () => {
    const { services, by } = season;
    const [view] = [await services.visits.find(added)];
    const stages = await services.visitStages.ofVisit(view!);
    expect(stages.map(({ by: whose }) => whose)).toEqual(['support', 'team']);
    const stage = stages[0]!.key;
    const record = { visit: added, stage, by };
    await services.visitStages.record({ ...record, day: '2022-08-31', what: 'planned' }, at('2022-08-04'));
    expect(
      await services.visitStages.record({ ...record, day: '2022-09-01', what: 'done' }, at('2022-08-04')),
    ).toEqual({ kind: 'too_early' });
    await services.visitStages.record({ ...record, day: '2022-08-31', what: 'done' }, at('2022-09-01'));
    expect(await services.visitStages.ofVisit(view!)).toMatchObject([
      { plannedOn: '2022-08-31', doneOn: '2022-08-31' },
      { plannedOn: null, doneOn: null },
    ]);
  });

  test('done, is offered to nobody for a change any more', async () => {
    const { services, by } = season;
    const { version } = (await services.visits.find(added))!;
    const early = { visit: added, version, on: '2022-09-02' as const, by };
    expect(await services.visitEnding.markDone(early, at('2022-09-06'))).toMatchObject({ kind: 'too_early' });
    const done = { ...early, on: '2022-09-05' as const };
    expect(await services.visitEnding.markDone(done, at('2022-09-06'))).toMatchObject({ kind: 'done' });
    expect(await services.visitEnding.markDone(done, at('2022-09-06'))).toMatchObject({
      kind: 'already_done',
    });
    const off = { visit: added, version: version + 1, why: 'nhầm', by };
    expect(await services.visitEnding.cancel(off, at('2022-09-06'))).toMatchObject({ kind: 'closed' });
  });
});

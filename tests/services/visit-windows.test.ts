import { and, eq, like } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { castRehearsal } from '../../src/lab/cast.ts';
import type { Author } from '../../src/domain/grants.ts';
import { createServices } from '../../src/services/services.ts';
import { account, dueReport, message, plan, unit, visit } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, planNamed, testEnvironment } from '../support/plans.ts';

const LOADED = at('2022-02-21');

/** Bắc Giang, issued on 21/02/2022 with its rehearsal cast. */
async function bacGiang() {
  const { db, connectAgain } = await freshDatabase();
  const env = testEnvironment();
  const services = createServices(db, env);
  const document = planNamed('bac-giang-2022');
  await services.registry.load(document, LOADED);
  await castRehearsal(services, document, LOADED);
  await db.update(plan).set({ state: 'issued', number: '95/KH-UBND', issuedOn: '2022-02-21' });
  const news = (prefix: string) =>
    db
      .select()
      .from(message)
      .where(like(message.key, `${prefix}%`))
      .orderBy(message.id);
  const visitOf = async (name: string) =>
    (
      await db
        .select({ visit })
        .from(visit)
        .innerJoin(unit, eq(unit.id, visit.unitId))
        .where(eq(unit.name, name))
    )[0]!.visit;
  const author = async (chatId: string): Promise<Author> => {
    const [held] = await db.select().from(account).where(eq(account.chatId, chatId));
    return { id: held!.personId, scope: await services.people.scope(held!.personId, LOADED) };
  };
  return { db, env, services, connectAgain, news, visitOf, author };
}

describe('Bắc Giang: a visit known by its quarter', () => {
  let season: Awaited<ReturnType<typeof bacGiang>>;
  beforeAll(async () => {
    season = await bacGiang();
  });

  test('is told to the focal officers of its unit once, however often and by however many processes', async () => {
    const { services, connectAgain, env, news } = season;
    const twice = [connectAgain(), connectAgain()].map(({ db }) =>
      db.transaction((tx) => createServices(tx, env).visitWindows.announceWindows(at('2022-02-22'))),
    );
    await Promise.all(twice);
    expect(await services.visitWindows.announceWindows(at('2022-02-23'))).toBe(0);
    const told = (await news('visit:')).map(({ chatId }) => chatId);
    expect(told).toHaveLength(15);
    expect(told).toContain('focal@Sở Y tế');
    expect(new Set(told).size).toBe(15);
  });

  test('has its day asked for on the first working day of the month before the quarter, and not before', async () => {
    const { services, news } = season;
    await services.visitWindows.announceWindows(at('2022-02-28', '17:00'));
    expect(await news('visit_dates:')).toEqual([]);
    await services.visitWindows.announceWindows(at('2022-03-01', '07:00'));
    await services.visitWindows.announceWindows(at('2022-03-02', '07:00'));
    expect((await news('visit_dates:')).map(({ chatId, subject }) => ({ chatId, subject }))).toEqual([
      {
        chatId: 'coordinator@Sở Nội vụ',
        subject: expect.objectContaining({
          about: 'visit_dates',
          from: '2022-04-01',
          to: '2022-06-30',
        }) as object,
      },
    ]);
    await services.visitWindows.announceWindows(at('2022-06-01', '07:00'));
    expect(await news('visit_dates:')).toHaveLength(2);
  });

  test('stays a line of the morning summary until its day is set', async () => {
    const { services, visitOf, author } = season;
    const by = await author('coordinator@Sở Nội vụ');
    const awaited = async () =>
      (await services.visitWindows.awaited(by.scope, at('2022-03-15'))).map(({ from, units }) => [
        from,
        units.length,
      ]);
    expect(await awaited()).toEqual([['2022-04-01', 6]]);
    const { id, version } = await visitOf('Sở Y tế');
    const session = { at: at('2022-05-16'), place: null };
    await services.visits.setSession({ visit: id, version, session, by }, at('2022-03-15'));
    expect(await awaited()).toEqual([['2022-04-01', 5]]);
  });

  test('gives its report a date in the transaction that sets the day: 05 calendar days before 16/5/2022 is 11/5/2022', async () => {
    const { db, visitOf } = season;
    const { id } = await visitOf('Sở Y tế');
    const reports = await db.select().from(dueReport).where(eq(dueReport.visitId, id));
    expect(reports).toMatchObject([{ state: 'dated', bound: 'days_before', lastDay: '2022-05-11' }]);
    const waiting = await db.select().from(dueReport).where(eq(dueReport.state, 'waiting_for_visit'));
    expect(waiting).toHaveLength(14);
  });

  test('moved so that its report is due already, makes nobody late: the report is on time until the day before', async () => {
    const { db, services, visitOf, author } = season;
    const by = await author('coordinator@Sở Nội vụ');
    const { id, version } = await visitOf('Sở Y tế');
    const moved = await services.visits.setSession(
      { visit: id, version, session: { at: at('2022-05-13'), place: null }, by },
      at('2022-05-10', '09:00'),
    );
    expect(moved).toMatchObject({ kind: 'done', moved: [{ passed: '2022-05-08', was: '2022-05-11' }] });
    expect(await db.select().from(dueReport).where(eq(dueReport.visitId, id))).toMatchObject([
      { lastDay: '2022-05-12' },
    ]);
  });

  test('called off after its unit was told of the quarter, is told to be off', async () => {
    const { db, services, visitOf, author, news } = season;
    const by = await author('coordinator@Sở Nội vụ');
    const { id, version } = await visitOf('UBND huyện Lục Nam');
    const off = await services.visitEnding.cancel(
      { visit: id, version, why: 'theo 46/UBND-NC ngày 25/4/2022', by },
      at('2022-05-10'),
    );
    expect(off).toMatchObject({
      kind: 'done',
      released: [{ title: 'Báo cáo theo Đề cương kiểm tra' }],
      kept: [],
    });
    expect((await news(`visit:${id}:cancelled`)).map(({ chatId }) => chatId)).toEqual([
      'focal@UBND huyện Lục Nam',
    ]);
    const retired = await db
      .select()
      .from(dueReport)
      .where(and(eq(dueReport.visitId, id), eq(dueReport.state, 'retired')));
    expect(retired).toHaveLength(1);
    const session = { at: at('2022-05-20'), place: null };
    expect(
      await services.visits.setSession({ visit: id, version: version + 1, session, by }, at('2022-05-10')),
    ).toMatchObject({ kind: 'closed' });
  });

  test('called off in chat, is not asked of again when the same file is loaded', async () => {
    const { db, services, visitOf } = season;
    await services.registry.load(planNamed('bac-giang-2022'), at('2022-05-11'));
    const { id, state } = await visitOf('UBND huyện Lục Nam');
    expect(state).toBe('cancelled');
    expect(await db.select().from(dueReport).where(eq(dueReport.visitId, id))).toMatchObject([
      { state: 'retired' },
    ]);
  });
});

test('a plan loaded after the window began tells nobody of it', async () => {
  const { services, news } = await bacGiang();
  await services.visitWindows.announceWindows(at('2022-07-04'));
  expect(await news('visit:')).toEqual([]);
});

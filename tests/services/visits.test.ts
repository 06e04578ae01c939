import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import { toOfficeIso } from '../../src/domain/office-time.ts';
import { createServices } from '../../src/services/services.ts';
import { dueReport, plan, visit } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason, SEASON_START } from '../support/season.ts';

const UNIT = 'Sở Công Thương';
const notice = { number: '123/TB-ĐKT', date: '2023-07-10' as const };
const session = { at: at('2023-08-03', '08:00'), place: 'trụ sở' };

/** The report for the visit is due three working days before it, instead of by a printed date. */
const relative = (document: Plan): Plan => ({
  ...document,
  obligations: document.obligations.map((one) =>
    one.key === 'bao_cao_phuc_vu_kiem_tra_dot_1'
      ? { ...one, rule: { kind: 'working_days_before_visit', days: 3 } }
      : one,
  ),
});

describe('announcing a visit', () => {
  test('tells the focal officers of the unit, not its head, with the notice and the session', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    const done = await season.services.visits.announce(
      { visit: id, version, notice, session, by },
      SEASON_START,
    );
    expect(done).toMatchObject({ kind: 'done', told: { reached: [`đầu mối CCHC ${UNIT}`], unreached: [] } });
    expect(await season.visitOf(UNIT)).toMatchObject({
      state: 'announced',
      noticeNumber: '123/TB-ĐKT',
      noticeDate: '2023-07-10',
      sessionAt: session.at,
      sessionPlace: 'trụ sở',
    });
    const news = await season.news();
    expect(news.map(({ chatId, subject }) => ({ chatId, subject }))).toEqual([
      { chatId: `focal@${UNIT}`, subject: { about: 'visit_announced', visit: id, version: version + 1 } },
    ]);
    expect(await season.logged('visit.announce')).toMatchObject([{ personId: by.id, subjectId: id }]);
  });

  test('pressed twice is done once', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    const input = { visit: id, version, notice, session, by };
    await season.services.visits.announce(input, SEASON_START);
    expect(await season.services.visits.announce(input, SEASON_START)).toMatchObject({
      kind: 'already_done',
    });
    expect(await season.news()).toHaveLength(1);
  });

  test('two coordinators who confirm at the same moment announce it once', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    const other = season.connectAgain();
    const confirm = (db: typeof other.db) =>
      db.transaction((tx) =>
        createServices(tx, season.env).visits.announce(
          { visit: id, version, notice, session, by },
          SEASON_START,
        ),
      );
    const kinds = (await Promise.all([confirm(season.connectAgain().db), confirm(other.db)])).map(
      ({ kind }) => kind,
    );
    expect(kinds.sort()).toEqual(['already_done', 'done']);
    expect(await season.news()).toHaveLength(1);
  });

  test.each(['coordinator@Sở Thông tin và Truyền thông', `focal@${UNIT}`, 'team_lead@Sở Nội vụ'])(
    'is not for %s: the visit does not exist for them',
    async (who) => {
      const season = await openSeason();
      const { id, version } = await season.visitOf(UNIT);
      const refused = await season.services.visits.announce(
        { visit: id, version, notice, by: await season.author(who) },
        SEASON_START,
      );
      expect(refused).toEqual({ kind: 'not_found' });
      expect(await season.news()).toEqual([]);
    },
  );

  test('of a plan without number and date is refused: nothing leaves from a draft', async () => {
    const season = await openSeason();
    await season.db.update(plan).set({ state: 'draft' });
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    expect(
      await season.services.visits.announce({ visit: id, version, notice, by }, SEASON_START),
    ).toMatchObject({
      kind: 'plan_not_issued',
    });
    expect(await season.visitOf(UNIT)).toMatchObject({ state: 'planned', version });
  });
});

describe('moving a session (Law 4)', () => {
  test('voids the reminders planned from the old date and plans the new', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    await season.services.visits.announce({ visit: id, version, notice, session, by }, SEASON_START);
    await season.services.visits.setSession(
      { visit: id, version: version + 1, session: { at: at('2023-08-07', '14:00'), place: null }, by },
      at('2023-07-26'),
    );
    const rows = await season.remindersOf({ visit: id });
    const planned = rows.filter(({ state }) => state === 'planned').map(({ fireAt }) => toOfficeIso(fireAt));
    expect(planned).toEqual(['2023-08-02T08:00:00+07:00', '2023-08-04T08:00:00+07:00']);
    expect(rows.filter(({ state }) => state === 'void').length).toBeGreaterThan(0);
    expect(await season.visitOf(UNIT)).toMatchObject({
      sessionPlace: 'trụ sở',
      startsOn: '2023-08-01',
      endsOn: '2023-08-08',
    });
  });

  test('tells the focal officers and the lead of the visit what the old date was', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    await season.services.visits.announce({ visit: id, version, notice, session, by }, SEASON_START);
    await season.services.visits.setSession(
      { visit: id, version: version + 1, session: { at: at('2023-08-07', '14:00'), place: null }, by },
      at('2023-07-26'),
    );
    const moved = (await season.news()).filter(({ key }) => key?.startsWith(`visit:${id}:moved`));
    expect(moved.map(({ chatId }) => chatId).sort()).toEqual([`focal@${UNIT}`, 'team_lead@Sở Nội vụ']);
    expect(moved[0]!.subject).toMatchObject({
      about: 'visit_moved',
      was: { sessionAt: session.at.toISOString() },
    });
  });

  test('leaves the deadline the document fixed, and says which it is', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    const done = await season.services.visits.setSession({ visit: id, version, session, by }, SEASON_START);
    expect(done).toMatchObject({ kind: 'done', moved: [], fixed: [{ lastDay: '2023-07-29' }] });
    expect(await season.reportOf(UNIT)).toMatchObject({ lastDay: '2023-07-29', version: 1 });
  });

  test('recomputes the deadline that is counted back from the visit, with its reminders', async () => {
    const season = await openSeason(relative);
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    const done = await season.services.visits.setSession(
      { visit: id, version, session: { at: at('2023-08-07', '14:00'), place: null }, by },
      SEASON_START,
    );
    expect(done).toMatchObject({ kind: 'done', fixed: [], moved: [{ report: { lastDay: '2023-08-02' } }] });
    const report = await season.reportOf(UNIT);
    expect(report).toMatchObject({ lastDay: '2023-08-02', version: 2 });
    const rows = await season.remindersOf({ report: report.id });
    expect(rows.filter(({ state, key }) => state === 'planned' && !key.includes(':v2:'))).toEqual([]);
    expect(
      rows
        .filter(({ state, kind }) => state === 'planned' && kind === 'last_day')
        .map(({ fireAt }) => toOfficeIso(fireAt)),
    ).toEqual(['2023-08-02T08:00:00+07:00']);
  });

  test('does not touch a report that has been received', async () => {
    const season = await openSeason(relative);
    const { id, version } = await season.visitOf(UNIT);
    const { id: reportId, lastDay } = await season.reportOf(UNIT);
    await season.db
      .update(dueReport)
      .set({ settledAt: SEASON_START, onTime: true })
      .where(eq(dueReport.id, reportId));
    const by = await season.author('coordinator@Sở Nội vụ');
    const done = await season.services.visits.setSession({ visit: id, version, session, by }, SEASON_START);
    expect(done).toMatchObject({ kind: 'done', moved: [], fixed: [] });
    expect(await season.reportOf(UNIT)).toMatchObject({ lastDay, version: 1, onTime: true });
  });

  test('a later date that a paper allowed stays, though the visit comes sooner', async () => {
    const season = await openSeason(relative);
    const by = await season.author('coordinator@Sở Nội vụ');
    const { id: report, version: reportVersion } = await season.reportOf(UNIT);
    await season.services.extensions.record(
      { report, version: reportVersion, toDay: '2023-08-10', paperNumber: '45/UBND-NC', paperDate: null, by },
      SEASON_START,
    );
    const { id, version } = await season.visitOf(UNIT);
    await season.services.visits.setSession({ visit: id, version, session, by }, SEASON_START);
    expect(await season.reportOf(UNIT)).toMatchObject({ lastDay: '2023-08-10' });
  });

  test('of a visit not yet announced tells nobody', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    expect(
      await season.services.visits.setSession({ visit: id, version, session, by }, SEASON_START),
    ).toMatchObject({ told: null });
    expect(await season.news()).toEqual([]);
  });

  test('to an hour that has passed is refused and changes nothing', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    const past = { at: at('2023-07-10', '07:59'), place: null };
    expect(
      await season.services.visits.setSession({ visit: id, version, session: past, by }, SEASON_START),
    ).toEqual({
      kind: 'date_in_the_past',
    });
    expect(await season.visitOf(UNIT)).toMatchObject({ sessionAt: null, version });
  });

  test('gives a visit known only by its quarter a day of its own', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    await season.db
      .update(visit)
      .set({ precision: 'quarter', startsOn: '2023-07-01', endsOn: '2023-09-30' })
      .where(eq(visit.id, id));
    const by = await season.author('coordinator@Sở Nội vụ');
    await season.services.visits.setSession({ visit: id, version, session, by }, SEASON_START);
    expect(await season.visitOf(UNIT)).toMatchObject({
      precision: 'day',
      startsOn: '2023-08-03',
      endsOn: '2023-08-03',
    });
  });
});

describe('who may know of a visit', () => {
  test('everybody of the province knows the visits of an issued plan, and nobody those of a draft but who works on them', async () => {
    const season = await openSeason();
    const focal = (await season.author('focal@Sở Y tế')).scope;
    const body = (await season.author('coordinator@Sở Nội vụ')).scope;
    const { jurisdictionId } = (await season.services.registry.units())[0]!;
    const count = async (scope: typeof focal) =>
      (await season.services.visits.inView(scope, jurisdictionId)).total;
    expect(await count(focal)).toBe(10);
    await season.db.update(plan).set({ state: 'draft' });
    expect(await count(focal)).toBe(0);
    expect(await count(body)).toBe(5);
  });

  test('a surprise visit exists only for the team, neither for the unit nor for its coordinator', async () => {
    const season = await openSeason();
    const { id } = await season.visitOf(UNIT);
    await season.db.update(visit).set({ surprise: true }).where(eq(visit.id, id));
    const { jurisdictionId } = (await season.services.registry.units())[0]!;
    const knows = async (who: string) => {
      const { scope } = await season.author(who);
      return (await season.services.visits.inView(scope, jurisdictionId)).visits.some((one) => one.id === id);
    };
    expect(await knows('team_lead@Sở Nội vụ')).toBe(true);
    expect(await knows(`focal@${UNIT}`)).toBe(false);
    expect(await knows('coordinator@Sở Nội vụ')).toBe(false);
  });

  test('a day asked about finds the session set on it, and no longer the window around it', async () => {
    const season = await openSeason();
    const { id, version } = await season.visitOf(UNIT);
    const by = await season.author('coordinator@Sở Nội vụ');
    const { jurisdictionId } = (await season.services.registry.units())[0]!;
    const on = async (day: '2023-08-03' | '2023-08-04') =>
      (await season.services.visits.inView(by.scope, jurisdictionId, { span: { from: day, to: day } })).total;
    expect([await on('2023-08-03'), await on('2023-08-04')]).toEqual([1, 1]);
    await season.services.visits.setSession({ visit: id, version, session, by }, SEASON_START);
    expect([await on('2023-08-03'), await on('2023-08-04')]).toEqual([1, 0]);
  });

  test('a long list is bounded and still says how many there are', async () => {
    const season = await openSeason();
    const { scope } = await season.author('focal@Sở Y tế');
    const { jurisdictionId } = (await season.services.registry.units())[0]!;
    const found = await season.services.visits.inView(scope, jurisdictionId, { limit: 3 });
    expect(found.visits).toHaveLength(3);
    expect(found.total).toBe(10);
  });
});

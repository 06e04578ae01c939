import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { castRehearsal } from '../../src/lab/cast.ts';
import { deadlines, status, whoIsLate } from '../../src/conversations/questions-reports.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { createServices } from '../../src/services/services.ts';
import { account, dueReport, message, reminder } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, planNamed, testEnvironment } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { speaking } from '../support/speaking.ts';

const LOADED = at('2021-09-01');

/** Sóc Trăng 2021, whose reports fall due from February on, first loaded on 1/9/2021. */
async function loadedLate() {
  const { db } = await freshDatabase();
  const services = createServices(db, testEnvironment());
  const plan: Plan = planNamed('soc-trang-2021');
  await services.registry.load(plan, LOADED);
  await castRehearsal(services, plan, LOADED);
  const [row] = await services.registry.plans();
  await services.registry.issue(
    { planId: row!.id, number: '01/KH-SGDĐT', issuedOn: '2021-01-04', personId: null },
    LOADED,
  );
  const author = async (who: string) => {
    const [held] = await db.select().from(account).where(eq(account.chatId, who));
    return { id: held!.personId, scope: await services.people.scope(held!.personId, LOADED) };
  };
  return { db, services, season: { services, author } };
}

test('nobody is reminded of what fell due before the plan was loaded, monthly and quarterly quotas included', async () => {
  const { db } = await loadedLate();
  const rows = await db
    .select({ lastDay: dueReport.lastDay, fireAt: reminder.fireAt })
    .from(reminder)
    .innerJoin(dueReport, eq(dueReport.id, reminder.dueReportId));
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ lastDay }) => lastDay! < '2021-09-01')).toEqual([]);
  expect(rows.filter(({ fireAt }) => fireAt <= LOADED)).toEqual([]);
  const all = await db.select().from(dueReport);
  expect(all.some(({ lastDay }) => lastDay === '2021-08-31')).toBe(true);
});

test('it is counted as late by no answer, no summary and no message to a head', async () => {
  const { services, season, db } = await loadedLate();
  const now = at('2021-09-03');
  const context = await speaking(season, 'coordinator@Phòng TCCB', now);
  const late = (await whoIsLate(context, {})).replies[0]!.text;
  expect(late).toContain('Không có đơn vị nào quá hạn mà chưa gửi báo cáo');
  const standing = (await status(context, {})).replies[0]!.text;
  expect(standing).not.toContain('Quá hạn');
  expect(standing).toContain('Thời hạn trước khi kế hoạch được theo dõi tại đây');
  const digest = await services.digests.gather(context.speaker.scope, at('2021-08-20'), now);
  expect(digest.groups.flatMap(({ overdue }) => overdue)).toEqual([]);
  expect(digest.newlyOverdue).toEqual([]);
  expect(await services.approvals.proposeOverdue(now)).toBe(0);
  expect((await db.select().from(message)).filter(({ kind }) => kind === 'morning')).toEqual([]);
});

test('a unit sees it as due before, and a paper that comes later is received without being called late', async () => {
  const { services, season } = await loadedLate();
  const now = at('2021-09-03');
  const context = await speaking(season, 'focal@Phòng TCCB', now);
  const own = (await deadlines(context, {})).replies[0]!.text;
  expect(own).not.toContain('quá hạn');
  expect(own).toMatch(/\d\d báo cáo có thời hạn trước khi kế hoạch được theo dõi tại đây/);
  const reports = await services.reports.ofUnits(context.speaker.scope, context.speaker.scope.ownUnits);
  const before = reports.find(({ lastDay }) => lastDay === '2021-02-27')!;
  await services.documents.register(
    { report: before.id, number: '05/BC-TCCB', issuedOn: '2021-02-26', by: context.speaker.id, sentAt: now },
    now,
  );
  expect(await services.reports.find(before.id)).toMatchObject({ settledAt: now, onTime: null });
  await services.documents.registerOnPaper(
    {
      report: before.id,
      number: '05/BC-TCCB',
      issuedOn: '2021-02-26',
      by: context.speaker.id,
      receivedOn: '2021-02-26',
    },
    now,
  );
  expect(await services.reports.find(before.id)).toMatchObject({ onTime: true });
});

test('what falls due after the loading is reminded of and called late as ever', async () => {
  const { season } = await loadedLate();
  const now = at('2021-11-19');
  const context = await speaking(season, 'coordinator@Phòng TCCB', now);
  expect((await whoIsLate(context, {})).replies[0]!.text).toContain('- Quá hạn, chưa gửi');
});

test('a duty that a changed file adds after its day is nobody’s', async () => {
  const season = await openSeason();
  const plan = planNamed('binh-phuoc-2023');
  const [first] = plan.obligations;
  const more: Plan = {
    ...plan,
    obligations: [
      ...plan.obligations,
      {
        ...first!,
        key: 'them',
        title: 'Báo cáo thêm',
        forVisit: false,
        rule: { kind: 'by', day: '2023-07-20' },
      },
    ],
  };
  const changes = await season.services.registry.load(more, at('2023-07-25'));
  expect(changes.filter(({ what }) => what === 'due_report')).toEqual([]);
  expect(await season.services.registry.load(more, at('2023-07-26'))).toEqual([]);
});

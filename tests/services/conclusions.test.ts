import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Author } from '../../src/domain/grants.ts';
import type { FindingInput } from '../../src/services/conclusion-access.ts';
import { createServices } from '../../src/services/services.ts';
import {
  changeLog,
  conclusion,
  plan,
  reminder,
  seat,
  task,
  taskUnit,
  visit,
} from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { claimOf } from '../support/task-season.ts';

const UNIT = 'Sở Công Thương';
const BODY = 'coordinator@Sở Nội vụ';
/** The session of Sở Công Thương was on 03/8/2023. */
const NOW = at('2023-08-21', '09:00');
const NOTICE = { number: '15/TB-ĐKT', issuedOn: '2023-08-20', signer: 'bà Trần Thị B' } as const;

const dated: FindingInput = {
  field: 'thu_tuc_hanh_chinh',
  finding: 'Còn 03 hồ sơ quá hạn',
  remedy: 'rà soát, xin lỗi người dân',
  rule: { kind: 'by', day: '2023-09-29' },
};
const undated: FindingInput = {
  field: 'che_do_cong_vu',
  finding: 'Chưa kiểm tra giờ giấc',
  remedy: 'chấn chỉnh',
  rule: { kind: 'no_deadline' },
};

/** Sở Công Thương was inspected on 03/8/2023; nothing is registered yet. */
async function inspected() {
  const season = await openSeason();
  const { services, db } = season;
  const by = await season.author(BODY);
  const { id, version } = await season.visitOf(UNIT);
  await services.visits.announce(
    {
      visit: id,
      version,
      notice: { number: '123/TB-ĐKT', date: '2023-07-20' },
      session: { at: at('2023-08-03', '08:00'), place: null },
      by,
    },
    at('2023-07-20', '09:00'),
  );
  const record = (notice: Partial<typeof NOTICE> & object = {}, known = 0, author: Author = by) =>
    services.conclusions.record(
      { about: { visit: id }, notice: { ...NOTICE, ...notice }, known, by: author },
      NOW,
    );
  const drafted = async (findings: readonly FindingInput[] = [dated, undated]) => {
    const recorded = await record();
    if (recorded.kind !== 'done') throw new Error(recorded.kind);
    const added = await services.conclusions.addFindings(
      { conclusion: recorded.conclusion.id, findings, by },
      NOW,
    );
    if (added.kind !== 'done') throw new Error(added.kind);
    return added.conclusion;
  };
  const sent = async (findings?: readonly FindingInput[]) => {
    const { id: draft, stamp } = await drafted(findings);
    const sending = await services.conclusions.send({ conclusion: draft, stamp, by }, NOW);
    if (sending.kind !== 'done') throw new Error(sending.kind);
    return sending.conclusion;
  };
  const officer = await season.author(`focal@${UNIT}`);
  const newsOf = async () =>
    (await season.news()).filter(({ subject }) =>
      String((subject as { about?: string } | null)?.about).startsWith('conclusion'),
    );
  return { ...season, services, db, by, officer, visitId: id, record, drafted, sent, newsOf };
}

describe('registering a notice', () => {
  test('it is stored with its author, and the unit neither sees nor hears of it', async () => {
    const { drafted, services, officer, newsOf, logged, by } = await inspected();
    const { id } = await drafted();
    expect(await services.conclusions.findInView(officer.scope, id)).toBeUndefined();
    expect(await services.conclusions.ofUnits(officer.scope, officer.scope.ownUnits)).toEqual([]);
    expect(await services.conclusions.facts(officer.scope)).toEqual([]);
    expect(await newsOf()).toEqual([]);
    expect(await logged('conclusion.record')).toMatchObject([{ personId: by.id, after: NOTICE }]);
  });

  test.each([
    ['team_lead@Sở Nội vụ', 'done'],
    ['secretary', 'done'],
    ['member@Sở Tư pháp', 'not_found'],
    [`focal@${UNIT}`, 'not_found'],
    ['coordinator@Sở Thông tin và Truyền thông', 'not_found'],
  ])('%s registering it: %s', async (who, kind) => {
    const season = await inspected();
    const author = who === 'secretary' ? await secretaryOf(season) : await season.author(who);
    expect((await season.record({}, 0, author)).kind).toBe(kind);
  });

  test('two people with the same paper register it once', async () => {
    const { connectAgain, env, visitId, by, db, author } = await inspected();
    const lead = await author('team_lead@Sở Nội vụ');
    const kinds = await Promise.all(
      [by, lead].map((one) =>
        connectAgain().db.transaction(
          async (tx) =>
            (
              await createServices(tx, env).conclusions.record(
                { about: { visit: visitId }, notice: NOTICE, known: 0, by: one },
                NOW,
              )
            ).kind,
        ),
      ),
    );
    expect(kinds.sort()).toEqual(['already_done', 'done']);
    expect(await db.select().from(conclusion)).toHaveLength(1);
  });

  test('a further notice of the visit needs to be meant as one', async () => {
    const { record } = await inspected();
    await record();
    expect((await record({ number: '16/TB-ĐKT' as never }, 0)).kind).toBe('changed_meanwhile');
    expect((await record({ number: '16/TB-ĐKT' as never }, 1)).kind).toBe('done');
  });

  test('its day is neither before the inspection nor in the future', async () => {
    const { record } = await inspected();
    expect(await record({ issuedOn: '2023-08-02' as never })).toEqual({
      kind: 'before_visit',
      firstDay: '2023-08-03',
    });
    expect((await record({ issuedOn: '2023-08-22' as never })).kind).toBe('date_in_the_future');
    expect((await record({ issuedOn: '2023-08-03' as never })).kind).toBe('done');
  });

  test('a visit that nobody has announced has no conclusion, and a surprise visit does not show itself by one', async () => {
    const { record, db, visitId, services, by, author } = await inspected();
    const lead = await author('team_lead@Sở Nội vụ');
    const hidden = { state: 'planned', surprise: true, noticeDate: null } as const;
    await db.update(visit).set(hidden).where(eq(visit.id, visitId));
    for (const one of [by, lead]) {
      expect((await record({}, 0, one)).kind).toBe('not_found');
      const offered = await services.conclusions.visitsToConclude(one, NOW, { limit: 50 });
      expect(offered.map(({ id }) => id)).not.toContain(visitId);
    }
  });
});

describe('findings before the notice is sent', () => {
  test('they are numbered, changed and taken out freely, and no date is invented', async () => {
    const { drafted, services, by } = await inspected();
    const { id } = await drafted([dated, undated, dated]);
    await services.conclusions.removeFinding({ conclusion: id, no: '1', by }, NOW);
    const to = { ...undated, remedy: 'chấn chỉnh, báo cáo kết quả' };
    await services.conclusions.changeFinding({ conclusion: id, no: '1', to, by }, NOW);
    const { findings } = (await services.conclusions.findKept(by, id))!;
    expect(findings.map(({ no, remedy, lastDay }) => [no, remedy, lastDay])).toEqual([
      ['1', 'chấn chỉnh, báo cáo kết quả', null],
      ['2', 'rà soát, xin lỗi người dân', '2023-09-29'],
    ]);
  });

  test('"trước ngày" leaves the day before as the last on time', async () => {
    const { drafted } = await inspected();
    const { findings } = await drafted([{ ...dated, rule: { kind: 'before', day: '2023-09-30' } }]);
    expect(findings[0]!.lastDay).toBe('2023-09-29');
  });

  test('a remedy due before the paper that asks for it is refused, with all of the message', async () => {
    const { drafted, services, by } = await inspected();
    const { id } = await drafted([undated]);
    const early: FindingInput = { ...dated, rule: { kind: 'by', day: '2023-08-19' } };
    const added = await services.conclusions.addFindings(
      { conclusion: id, findings: [dated, early], by },
      NOW,
    );
    expect(added).toEqual({ kind: 'date_before_notice', lastDay: '2023-08-19' });
    expect((await services.conclusions.findKept(by, id))!.findings).toHaveLength(1);
  });
});

describe('sending', () => {
  test('gives the unit its remedies, tells its officer and plans reminders of dated ones', async () => {
    const { sent, services, officer, newsOf, db } = await inspected();
    const { id, findings } = await sent();
    const seen = await services.conclusions.findInView(officer.scope, id);
    expect(seen?.findings.map(({ remedy }) => remedy)).toEqual(['rà soát, xin lỗi người dân', 'chấn chỉnh']);
    expect(await newsOf()).toMatchObject([
      { personId: officer.id, subject: { about: 'conclusion_sent', conclusion: id } },
    ]);
    const planned = await db.select().from(reminder).where(eq(reminder.state, 'planned'));
    const about = new Set(planned.flatMap(({ taskId }) => taskId ?? []));
    expect([...about]).toEqual([findings[0]!.id]);
    expect(
      await db.select().from(taskUnit).where(eq(taskUnit.unitId, officer.scope.ownUnits[0]!)),
    ).toHaveLength(2);
  });

  test('happens once, also when two confirm at the same moment', async () => {
    const { drafted, connectAgain, env, by, newsOf } = await inspected();
    const { id, stamp } = await drafted();
    const kinds = await Promise.all(
      [1, 2].map(() =>
        connectAgain().db.transaction(
          async (tx) =>
            (await createServices(tx, env).conclusions.send({ conclusion: id, stamp, by }, NOW)).kind,
        ),
      ),
    );
    expect(kinds.sort()).toEqual(['already_done', 'done']);
    expect(await newsOf()).toHaveLength(1);
  });

  test('is not done with what somebody changed since it was shown', async () => {
    const { drafted, services, by, newsOf } = await inspected();
    const { id, stamp } = await drafted();
    await services.conclusions.addFindings({ conclusion: id, findings: [undated], by }, NOW);
    expect((await services.conclusions.send({ conclusion: id, stamp, by }, NOW)).kind).toBe(
      'changed_meanwhile',
    );
    expect(await newsOf()).toEqual([]);
  });

  test('keeps it to the unit, its team and the body that coordinates', async () => {
    const { sent, services, author } = await inspected();
    const { id } = await sent();
    const sees = async (who: string): Promise<boolean> =>
      (await services.conclusions.findInView((await author(who)).scope, id)) !== undefined;
    expect(await sees('member@Sở Tư pháp')).toBe(true);
    expect(await sees(`unit_head@${UNIT}`)).toBe(true);
    expect(await sees('focal@Sở Y tế')).toBe(false);
    expect(await sees('coordinator@Sở Thông tin và Truyền thông')).toBe(false);
  });
});

describe('after sending', () => {
  test('the remedies of a plan that another has replaced can still be reported', async () => {
    const { sent, services, db, officer, unitId } = await inspected();
    await sent();
    await db.update(plan).set({ state: 'closed' });
    const [remedy] = await services.tasks.remediesInScope(officer.scope, 1, '2023-08-21');
    expect(remedy).toMatchObject({ text: 'rà soát, xin lỗi người dân' });
    const claim = { ...claimOf({ doneOn: '2023-08-21', date: '2023-08-21' }) };
    const of = {
      task: remedy!.id,
      unit: await unitId(UNIT),
      by: officer,
      claim,
      bot: 'terminal',
      sentAt: NOW,
    };
    expect(await services.taskReports.reportDone(of, NOW)).toMatchObject({ kind: 'done' });
  });

  test('a wrong number is put right with both in the log, and the unit is told', async () => {
    const { sent, services, by, newsOf, logged } = await inspected();
    const { id, stamp } = await sent();
    const notice = { ...NOTICE, number: '51/TB-ĐKT' };
    expect((await services.conclusions.correct({ conclusion: id, notice, stamp, by }, NOW)).kind).toBe(
      'done',
    );
    expect(await logged('conclusion.correct')).toMatchObject([
      { personId: by.id, before: NOTICE, after: notice },
    ]);
    expect((await newsOf()).map(({ subject }) => subject)).toMatchObject([
      { about: 'conclusion_sent' },
      { about: 'conclusion_changed', findings: null },
    ]);
    const again = await services.conclusions.correct({ conclusion: id, notice, stamp, by }, NOW);
    expect(again.kind).toBe('unchanged');
  });

  test('a date put right voids the reminders of the old one and plans the new', async () => {
    const { sent, services, by, db, newsOf } = await inspected();
    const { id, stamp, findings } = await sent();
    const to: FindingInput = { ...dated, rule: { kind: 'by', day: '2023-10-20' } };
    await services.conclusions.changeFinding({ conclusion: id, no: '1', to, stamp, by }, NOW);
    const of = await db.select().from(reminder).where(eq(reminder.taskId, findings[0]!.id));
    const planned = of.filter(({ state }) => state === 'planned');
    expect(planned.length).toBeGreaterThan(0);
    expect(planned.every(({ fireAt }) => fireAt > at('2023-10-01'))).toBe(true);
    expect(of.some(({ state, why }) => state === 'void' && why === 'date corrected')).toBe(true);
    expect((await newsOf()).at(-1)).toMatchObject({ subject: { findings: ['1'] } });
  });

  test('words put right leave a date that a paper has moved; the same words change nothing', async () => {
    const { sent, services, by, db } = await inspected();
    const { id, stamp, findings } = await sent();
    const same = await services.conclusions.changeFinding(
      { conclusion: id, no: '1', to: dated, stamp, by },
      NOW,
    );
    expect(same.kind).toBe('unchanged');
    await db.update(task).set({ lastDay: '2023-10-31' }).where(eq(task.id, findings[0]!.id));
    const to = { ...dated, remedy: 'rà soát, xin lỗi bằng văn bản' };
    await services.conclusions.changeFinding({ conclusion: id, no: '1', to, stamp, by }, NOW);
    const [row] = await db.select().from(task).where(eq(task.id, findings[0]!.id));
    expect(row).toMatchObject({ text: 'rà soát, xin lỗi bằng văn bản', lastDay: '2023-10-31', version: 1 });
  });

  test('nothing is changed without the stamp of what was shown, and nothing disappears', async () => {
    const { sent, services, by } = await inspected();
    const { id } = await sent();
    const to = { ...dated, remedy: 'khác' };
    expect((await services.conclusions.changeFinding({ conclusion: id, no: '1', to, by }, NOW)).kind).toBe(
      'changed_meanwhile',
    );
    const add = { conclusion: id, findings: [undated], by };
    expect((await services.conclusions.addFindings(add, NOW)).kind).toBe('changed_meanwhile');
    expect((await services.conclusions.removeFinding({ conclusion: id, no: '1', by }, NOW)).kind).toBe(
      'sent',
    );
  });

  test('what is overdue is counted within the scope only', async () => {
    const { sent, services, by, author } = await inspected();
    await sent();
    const count = async (who: Author, day: '2023-09-29' | '2023-09-30') =>
      services.conclusions.countOverdue(who.scope, at(day));
    expect(await count(by, '2023-09-29')).toBe(0);
    expect(await count(by, '2023-09-30')).toBe(1);
    expect(await count(await author('coordinator@Sở Thông tin và Truyền thông'), '2023-09-30')).toBe(0);
  });
});

describe('what an earlier inspection found', () => {
  test('is kept for any unit without a visit, and a date before the plan makes nothing late', async () => {
    const { services, by, unitId, db } = await inspected();
    const [plan] = await services.registry.plans();
    const about = { plan: plan!.id, unit: await unitId('Sở Y tế') };
    const notice = { number: '88/TB-ĐKT', issuedOn: '2022-10-05', signer: null } as const;
    const recorded = await services.conclusions.record({ about, notice, known: 0, by }, NOW);
    if (recorded.kind !== 'done') throw new Error(recorded.kind);
    const { id } = recorded.conclusion;
    const old: FindingInput = { ...dated, rule: { kind: 'by', day: '2022-12-31' } };
    await services.conclusions.addFindings({ conclusion: id, findings: [old], by }, NOW);
    const [row] = await db
      .select()
      .from(task)
      .where(and(eq(task.conclusionId, id)));
    expect(row).toMatchObject({ lastDay: null, rule: { kind: 'by', day: '2022-12-31' } });
    const again = await services.conclusions.record({ about, notice, known: 0, by }, NOW);
    expect(again.kind).toBe('already_done');
  });

  test('is recorded by the body that coordinates alone', async () => {
    const { services, author, unitId } = await inspected();
    const [plan] = await services.registry.plans();
    const about = { plan: plan!.id, unit: await unitId('Sở Y tế') };
    for (const who of ['team_lead@Sở Nội vụ', 'focal@Sở Y tế']) {
      const by = await author(who);
      expect((await services.conclusions.record({ about, notice: NOTICE, known: 0, by }, NOW)).kind).toBe(
        'not_found',
      );
    }
  });
});

/** The plan names no secretary: one of the members takes the minutes. */
async function secretaryOf({ author, db }: Awaited<ReturnType<typeof inspected>>): Promise<Author> {
  const member = await author('member@Sở Tư pháp');
  await db.update(seat).set({ role: 'secretary' }).where(eq(seat.personId, member.id));
  return member;
}

test('everything written names its author', async () => {
  const { sent, db } = await inspected();
  await sent();
  const rows = await db.select().from(changeLog).where(eq(changeLog.subject, 'conclusion'));
  expect(rows.map(({ action }) => action)).toEqual([
    'conclusion.record',
    'conclusion.add_findings',
    'conclusion.send',
  ]);
  expect(rows.every(({ personId }) => personId !== null)).toBe(true);
});

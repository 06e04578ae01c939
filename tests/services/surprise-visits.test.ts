import { and, eq, inArray, like } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { SEASON_START, openSeason } from '../support/season.ts';
import { at } from '../support/plans.ts';
import { castMember } from '../../src/lab/cast.ts';
import { dueReport, message, reminder, visit, visitMember } from '../../src/store/schema.ts';
import { play, rehearsalDatabase } from '../support/transcript.ts';

const LEAD = 'team_lead@Sở Nội vụ';
const NAMED = 'member@Sở Tư pháp';
/** Nobody visits it under the plan: it inspects itself. */
const UNIT = 'Sở Xây dựng';

/** A surprise visit made by the head with one member, on 03/8/2023. */
async function surprised() {
  const season = await openSeason();
  const [lead, named] = [await season.author(LEAD), await season.author(NAMED)];
  const [plan] = await season.services.registry.plans();
  const seats = await season.services.surpriseVisits.seatsOf(plan!.id);
  const made = await season.services.surpriseVisits.create(
    {
      plan: plan!.id,
      unit: await season.unitId(UNIT),
      on: '2023-08-03',
      session: { at: at('2023-08-03', '08:00'), place: null },
      place: null,
      seats: seats.filter(({ personId }) => personId === named.id).map(({ id }) => id),
      fields: ['thu_tuc_hanh_chinh'],
      by: lead,
    },
    SEASON_START,
  );
  if (made.kind !== 'done') throw new Error(made.kind);
  const rows = async () => ({
    reminders: await season.db.select().from(reminder).where(eq(reminder.visitId, made.visit.id)),
    reports: await season.db.select().from(dueReport).where(eq(dueReport.visitId, made.visit.id)),
    messages: await season.db
      .select()
      .from(message)
      .where(like(message.key, `visit:${made.visit.id}:%`)),
  });
  return { ...season, made, rows, by: await season.author(LEAD), plan: plan! };
}

describe('a surprise visit that has been made', () => {
  test('has no number, and is known to its head and members alone: no row for anybody else', async () => {
    const { made, rows, db } = await surprised();
    expect(made.visit).toMatchObject({ no: null, surprise: true, state: 'planned', noticeDate: null });
    expect(await db.select().from(visitMember).where(eq(visitMember.visitId, made.visit.id))).toHaveLength(1);
    const { reminders, reports, messages } = await rows();
    expect(reminders).toEqual([]);
    expect(reports).toEqual([]);
    expect(messages.map(({ chatId }) => chatId)).toEqual([NAMED]);
  });

  test('changes no duty of the unit: its self-inspection report is as it was', async () => {
    const { db, unitId } = await surprised();
    const unit = await unitId(UNIT);
    const own = await db.select().from(dueReport).where(eq(dueReport.unitId, unit));
    expect(own.map(({ state }) => state)).toEqual(['dated']);
    expect(own[0]?.visitId).toBeNull();
  });

  test('is made once, pressed twice; another person may make one to the same unit', async () => {
    const { services, made, by, plan, author, unitId } = await surprised();
    const again = {
      plan: plan.id,
      unit: await unitId(UNIT),
      on: '2023-08-03' as const,
      session: null,
      place: null,
      seats: [],
      fields: [],
    };
    expect(await services.surpriseVisits.create({ ...again, by }, SEASON_START)).toMatchObject({
      kind: 'already_done',
    });
    const other = await author('team_lead@Sở Thông tin và Truyền thông');
    const second = await services.surpriseVisits.create({ ...again, by: other }, SEASON_START);
    expect(second).toMatchObject({ kind: 'done' });
    expect(second.kind === 'done' && second.visit.id).not.toBe(made.visit.id);
  });

  test.each([
    'coordinator@Sở Nội vụ',
    'coordinator@Sở Thông tin và Truyền thông',
    'team_lead@Sở Thông tin và Truyền thông',
    `focal@${UNIT}`,
    NAMED,
  ])('is not for %s to announce, to move or to call off', async (who) => {
    const { services, made, author } = await surprised();
    const change = { visit: made.visit.id, version: 1, by: await author(who) };
    const notice = { number: null, date: '2023-07-10' as const };
    const session = { at: at('2023-08-04'), place: null };
    expect(await services.visits.announce({ ...change, notice }, SEASON_START)).toEqual({
      kind: 'not_found',
    });
    expect(await services.visits.setSession({ ...change, session }, SEASON_START)).toEqual({
      kind: 'not_found',
    });
    expect(await services.visitEnding.cancel({ ...change, why: 'trùng lịch' }, SEASON_START)).toEqual({
      kind: 'not_found',
    });
    expect(
      await services.visitStages.record(
        { visit: made.visit.id, stage: 'x', day: '2023-08-01', what: 'planned', by: change.by },
        SEASON_START,
      ),
    ).toEqual({ kind: 'not_found' });
  });

  test('cannot be made for a day gone by, nor by somebody without a seat in the team', async () => {
    const { services, plan, unitId, author, by } = await surprised();
    const wanted = {
      plan: plan.id,
      unit: await unitId(UNIT),
      session: null,
      place: null,
      seats: [],
      fields: [],
    };
    expect(await services.surpriseVisits.create({ ...wanted, on: '2023-07-09', by }, SEASON_START)).toEqual({
      kind: 'date_in_the_past',
    });
    const coordinator = await author('coordinator@Sở Nội vụ');
    expect(
      await services.surpriseVisits.create({ ...wanted, on: '2023-08-05', by: coordinator }, SEASON_START),
    ).toEqual({ kind: 'not_found' });
  });

  test('called off, tells those named and nobody else, and stays a secret', async () => {
    const { services, made, by, rows } = await surprised();
    const off = await services.visitEnding.cancel(
      { visit: made.visit.id, version: 1, why: 'chưa cần thiết', by },
      at('2023-07-11'),
    );
    expect(off).toMatchObject({ kind: 'done', told: null });
    const { messages } = await rows();
    expect(messages.every(({ chatId }) => chatId === NAMED || chatId === LEAD)).toBe(true);
    expect(messages.filter(({ key }) => key?.includes(':cancelled:'))).not.toEqual([]);
  });
});

describe('a surprise visit that is announced', () => {
  const announced = async (now = SEASON_START) => {
    const season = await surprised();
    const done = await season.services.visits.announce(
      {
        visit: season.made.visit.id,
        version: 1,
        by: season.by,
        notice: { number: null, date: '2023-07-10' },
      },
      now,
    );
    return { ...season, done };
  };

  test('is told to the unit at once within office hours, on its own morning too', async () => {
    const now = at('2023-08-03', '07:45');
    const { rows, done } = await announced(now);
    expect(done).toMatchObject({ kind: 'done', told: { reached: [`đầu mối CCHC ${UNIT}`] } });
    const { messages } = await rows();
    expect(messages.find(({ chatId }) => chatId === `focal@${UNIT}`)?.notBefore).toEqual(now);
  });

  test('cannot be announced after its day', async () => {
    const { done } = await announced(at('2023-08-04'));
    expect(done).toEqual({ kind: 'date_in_the_past' });
  });

  test('is known to everybody the plan is known to, asks for no report, and is reminded of like any visit', async () => {
    const { services, author, rows, made } = await announced();
    for (const who of ['coordinator@Sở Nội vụ', `focal@${UNIT}`, 'focal@Sở Công Thương']) {
      const { scope } = await author(who);
      const [plan] = await services.registry.plans();
      expect(await services.visits.findInView(scope, plan!.jurisdictionId, made.visit.id)).toMatchObject({
        surprise: true,
        state: 'announced',
      });
    }
    const { reports, reminders } = await rows();
    expect(reports).toEqual([]);
    expect(reminders.length).toBeGreaterThan(0);
  });

  test('keeps the self-inspection duty of the unit', async () => {
    const { db, unitId } = await announced();
    const own = await db
      .select()
      .from(dueReport)
      .where(eq(dueReport.unitId, await unitId(UNIT)));
    expect(own.map(({ state }) => state)).toEqual(['dated']);
  });
});

/** What everybody but the named is told by the same questions, with a surprise visit made before them or not. */
async function answers(creation: readonly string[]): Promise<string[]> {
  const { db } = await rehearsalDatabase();
  const roles = [
    'coordinator@Sở Nội vụ',
    'coordinator@Sở Thông tin và Truyền thông',
    'team_lead@Sở Thông tin và Truyền thông',
    'member@Sở Tài chính',
    `focal@${UNIT}`,
    `unit_head@${UNIT}`,
  ];
  const questions = [
    'LICH',
    'lịch của toàn kế hoạch',
    `lịch kiểm tra ${UNIT}`,
    'lịch kiểm tra ngày 3/8/2023',
    'TINHHINH',
    UNIT,
    'đơn vị nào chưa gửi báo cáo',
    `tình hình của ${UNIT}`,
    'còn Sở Công Thương?',
    `còn ${UNIT}?`,
    'tiến độ hoàn thành nhiệm vụ',
    'nhiệm vụ quá hạn',
    `đầu mối của ${UNIT}`,
    'HAN',
    'DIEUHANH',
    'NGAYMAI',
    'TAMDUNG',
    'không',
    'CHUALIENKET',
    'CAUHOI',
    'TINLOI',
    'DULIEU',
    'XUAT',
    'THONGBAO',
    `hủy cuộc kiểm tra tại ${UNIT}`,
    `đổi lịch làm việc tại ${UNIT} sang 14h ngày 4/8/2023`,
    `đã kiểm tra xong tại ${UNIT}`,
    'CONGBO',
    `kiểm tra đột xuất ${UNIT}, 8h ngày 3/8/2023; thành phần: không; nội dung: tất cả`,
    'không thực hiện',
    `thêm cuộc kiểm tra ${UNIT} ngày 3/8/2023 theo 12/QĐ-UBND ngày 10/7/2023`,
    'không thực hiện',
  ];
  const asked = roles.flatMap((who) => [`@as ${who}`, ...questions]);
  const { delivered, rehearsal } = await play(db, { as: LEAD, at: '2023-07-20T18:00', json: true }, [
    ...creation,
    ...asked,
    // In the evening the news to those named still waits; then summaries and mornings up to the visit and beyond it.
    '@at 2023-08-04T09:00',
    ...roles.flatMap((who) => [`@as ${who}`, 'LICH', 'TINHHINH', UNIT]),
  ]);
  expect(castMember(rehearsal.cast, NAMED)).toBeDefined();
  return delivered.filter(({ to }) => to !== LEAD && to !== NAMED).map((line) => JSON.stringify(line));
}

test('whoever is not named is told the same, letter for letter, whether there is a surprise visit or not', async () => {
  const [without, withOne, calledOff] = [
    await answers([]),
    await answers([
      `kiểm tra đột xuất ${UNIT}, 8h ngày 3/8/2023; thành phần: Tư pháp; nội dung: 3`,
      '1',
      'LICH',
    ]),
    await answers([
      `kiểm tra đột xuất ${UNIT}, 8h ngày 3/8/2023; thành phần: Tư pháp; nội dung: 3`,
      '1',
      `hủy cuộc kiểm tra tại ${UNIT} vì chưa cần thiết`,
      '1',
    ]),
  ];
  expect(without.length).toBeGreaterThan(150);
  expect(withOne).toEqual(without);
  expect(calledOff).toEqual(without);
}, 240_000);

test('the comparison above is of a visit that was really made', async () => {
  const { db } = await rehearsalDatabase();
  const { delivered } = await play(db, { as: LEAD, at: '2023-07-20T08:30', json: true }, [
    `kiểm tra đột xuất ${UNIT}, 8h ngày 3/8/2023; thành phần: Tư pháp; nội dung: 3`,
    '1',
    'LICH',
    `@as ${NAMED}`,
    `lịch kiểm tra ${UNIT}`,
  ]);
  const last = (who: string): string => delivered.filter(({ to }) => to === who).at(-1)?.text ?? '';
  expect(last(LEAD)).toContain(`${UNIT} (đột xuất, chưa công bố)`);
  expect(last(NAMED)).toContain('đột xuất, chưa công bố');
  const rows = await db
    .select()
    .from(visit)
    .where(and(eq(visit.surprise, true), inArray(visit.state, ['planned'])));
  expect(rows).toHaveLength(1);
});

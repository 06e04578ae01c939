import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { LIST_KINDS, makeList } from '../../src/conversations/list-papers.ts';
import { dueReport, message, person, visit as visits } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';

const now = at('2023-08-01');
const season = await openSeason();
const { paperLists, registry } = season.services;
const jurisdictionId = (await registry.units())[0]!.jurisdictionId;
const congThuong = await season.reportOf('Sở Công Thương');
await season.db
  .update(dueReport)
  .set({ settledAt: at('2023-07-31'), figuresAt: at('2023-07-31'), onTime: false })
  .where(eq(dueReport.id, congThuong.id));

describe('the list of late and missing reports', () => {
  test('begins with what is overdue, then what came late, each with its days and the officer to call', async () => {
    const { scope } = await season.author('coordinator@Sở Nội vụ');
    const reports = await paperLists.unsettled(scope, now);
    expect(reports.map(({ unitName, now: state }) => [unitName, state])).toEqual([
      ['Sở Tài nguyên và Môi trường', 'overdue'],
      ['UBND huyện Phú Riềng', 'overdue'],
      ['Sở Công Thương', 'received_late'],
    ]);
    expect(reports[0]!.focal).toHaveLength(1);
    const paper = await makeList('late', {
      services: season.services,
      reader: { scope, jurisdictionId },
      now,
    });
    expect(paper.rows.map((row) => row[6])).toEqual([3, 3, 2]);
    expect(paper.notes[0]).toBe('Số liệu đến 08 giờ 00 phút, ngày 01/8/2023.');
  });

  test('shows an officer the own unit alone', async () => {
    const { scope } = await season.author('focal@Sở Công Thương');
    expect((await paperLists.unsettled(scope, now)).map(({ unitName }) => unitName)).toEqual([
      'Sở Công Thương',
    ]);
  });
});

describe('the ledger', () => {
  test('is the coordinator’s alone, and bears neither answers to questions nor news of a secret visit', async () => {
    const { scope } = await season.author('coordinator@Sở Nội vụ');
    const [officer] = await season.db
      .select()
      .from(person)
      .where(eq(person.name, 'đầu mối CCHC Sở Công Thương'));
    const visit = await season.visitOf('Sở Công Thương');
    const row = (kind: 'news' | 'reply', text: string, subject: object | null) => ({
      bot: 'terminal',
      chatId: 'x',
      personId: officer!.id,
      kind,
      priority: 2,
      subject,
      body: { text: `${text}\nSố liệu: 123` },
      createdAt: now,
      notBefore: now,
      state: 'sent' as const,
      attempts: 1,
      sentAt: now,
    });
    await season.db.delete(message);
    await season.db
      .insert(message)
      .values([
        row('news', 'Lịch kiểm tra', { about: 'visit_announced', visit: visit.id }),
        row('reply', 'Trả lời riêng', null),
      ]);
    const lines = await paperLists.ledger(scope, now);
    expect(lines.map(({ line, unitName }) => [unitName, line])).toEqual([
      ['Sở Công Thương', 'Lịch kiểm tra'],
    ]);

    await season.db
      .update(visits)
      .set({ surprise: true, state: 'planned', noticeDate: null })
      .where(eq(visits.id, visit.id));
    expect(await paperLists.ledger(scope, now)).toEqual([]);
    const { scope: own } = await season.author('focal@Sở Công Thương');
    expect(await paperLists.ledger(own, now)).toEqual([]);
  });
});

test('of a unit that two bodies follow, each reads in the ledger of its own matters alone', async () => {
  const { scope } = await season.author('coordinator@Sở Nội vụ');
  const [body] = scope.coordinates;
  const [own, others] = [
    await season.reportOf('Sở Công Thương'),
    await season.reportOf('UBND huyện Phú Riềng'),
  ];
  const [officer] = await season.db
    .select()
    .from(person)
    .where(eq(person.name, 'đầu mối CCHC Sở Công Thương'));
  const another = await season.unitId('Sở Y tế');
  await season.db.update(dueReport).set({ coordinatorUnitId: another }).where(eq(dueReport.id, others.id));
  const planned = async (report: number) => (await season.remindersOf({ report }))[0]!.id;
  const [mine, theirs] = [await planned(own.id), await planned(others.id)];
  await season.db.delete(message);
  const news = (text: string, subject: object, kind: 'news' | 'morning' = 'news') => ({
    ...{ bot: 'terminal', chatId: 'x', personId: officer!.id, kind, priority: 2, subject, body: { text } },
    ...{ createdAt: now, notBefore: now, state: 'sent' as const, attempts: 1, sentAt: now },
  });
  await season.db
    .insert(message)
    .values([
      news('của mình', { about: 'urged', report: own.id, by: 1 }),
      news('của nơi khác', { about: 'urged', report: others.id, by: 1 }),
      news('sáng của mình', { about: 'morning', reminders: [mine] }, 'morning'),
      news('sáng của nơi khác', { about: 'morning', reminders: [theirs] }, 'morning'),
      news('sáng chung', { about: 'morning', reminders: [mine, theirs] }, 'morning'),
      news('giao đầu mối', { about: 'handed_over', unit: own.unitId }),
    ]);
  const linesOf = async (coordinates: number[]) =>
    (await paperLists.ledger({ ...scope, coordinates }, now)).map(({ line }) => line).reverse();
  expect(await linesOf([body!])).toEqual(['của mình', 'sáng của mình', null, 'giao đầu mối']);
});

test('every list can be made for everybody, with as many cells as columns', async () => {
  for (const who of ['coordinator@Sở Nội vụ', 'focal@Sở Công Thương', 'team_lead@Sở Nội vụ']) {
    const { scope } = await season.author(who);
    for (const kind of LIST_KINDS) {
      const paper = await makeList(kind, {
        services: season.services,
        reader: { scope, jurisdictionId },
        now,
      });
      for (const row of paper.rows) expect(row).toHaveLength(paper.columns.length);
    }
  }
});

import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { TERMINAL_BOT } from '../../src/channels/terminal.ts';
import { castRehearsal } from '../../src/lab/cast.ts';
import { compose } from '../../src/conversations/compose.ts';
import type { Day } from '../../src/domain/day.ts';
import type { Subject } from '../../src/services/messages.ts';
import { createServices } from '../../src/services/services.ts';
import { account, dueReport, grants, message, person, reminder, unit } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { at, calendar, planNamed, testEnvironment } from '../support/plans.ts';

const plan = planNamed('binh-phuoc-2023');

/** Bình Phước, issued, with its rehearsal cast, at 08:00 on 10/7/2023. */
async function season() {
  const { db } = await freshDatabase();
  const services = createServices(db, testEnvironment());
  const start = at('2023-07-10');
  await services.registry.load(plan, start);
  await castRehearsal(services, plan, start);
  const [row] = await services.registry.plans();
  await services.registry.issue(
    { planId: row!.id, number: '1200/QĐ-UBND', issuedOn: '2023-07-05', personId: null },
    start,
  );
  const morning = async (day: Day) =>
    (await services.reminders.bundleDue(at(day))) ?? { written: 0, postponed: 0, dropped: 0, nobody: 0 };
  const toChat = (chatId: string) =>
    db.select().from(message).where(eq(message.chatId, chatId)).orderBy(message.id);
  const idOfUnit = async (name: string) => (await db.select().from(unit).where(eq(unit.name, name)))[0]!.id;
  const reportOf = async (name: string) =>
    (
      await db
        .select()
        .from(dueReport)
        .where(eq(dueReport.unitId, await idOfUnit(name)))
    )[0]!;
  const focalOf = async (name: string) =>
    (
      await db
        .select()
        .from(account)
        .where(eq(account.chatId, `focal@${name}`))
    )[0]!.personId;
  const say = async (id: number, now: Date) => {
    const row = (await services.messages.find(id))!;
    const reader = (await services.people.find(row.personId!))!;
    const scope = await services.people.scope(reader.id, now);
    return compose({ services, calendar, person: { ...reader, scope }, now }, row.subject as Subject);
  };
  return { db, services, morning, toChat, idOfUnit, reportOf, focalOf, say };
}

test('on the morning of T−7 the three units due before 30/7 are written to, and nobody else', async () => {
  const { db, morning } = await season();
  expect(await morning('2023-07-19')).toMatchObject({ written: 3 });
  const rows = await db.select().from(message);
  expect(rows.map(({ chatId }) => chatId).sort()).toEqual([
    'focal@Sở Công Thương',
    'focal@Sở Tài nguyên và Môi trường',
    'focal@UBND huyện Phú Riềng',
  ]);
});

test('planning or bundling the same morning twice says it once', async () => {
  const { db, morning } = await season();
  await morning('2023-07-19');
  await morning('2023-07-19');
  expect(await db.select().from(message)).toHaveLength(3);
});

test('a report received one second before sending is not reminded of', async () => {
  const { db, morning, toChat, reportOf, say } = await season();
  await morning('2023-07-19');
  const report = await reportOf('Sở Công Thương');
  await db
    .update(dueReport)
    .set({ settledAt: at('2023-07-19'), onTime: true })
    .where(eq(dueReport.id, report.id));
  const [waiting] = await toChat('focal@Sở Công Thương');
  expect(await say(waiting!.id, at('2023-07-19'))).toHaveProperty('nothing');
});

test('after an outage of a week the stale mornings fold into one message', async () => {
  const { db, morning, toChat } = await season();
  await morning('2023-07-28');
  expect(await toChat('focal@Sở Công Thương')).toHaveLength(1);
  const report = await db.select().from(reminder).where(eq(reminder.state, 'folded'));
  // T−7, T−3 and T−1 of three units, spoken for by T0.
  expect(report.length).toBeGreaterThanOrEqual(9);
});

test('one officer of two units gets one message about both', async () => {
  const { db, morning, toChat, focalOf, idOfUnit, say } = await season();
  const personId = await focalOf('Sở Công Thương');
  await db.insert(grants).values({
    personId,
    role: 'focal',
    unitId: await idOfUnit('UBND huyện Phú Riềng'),
    validFrom: '2023-07-01',
  });
  await morning('2023-07-19');
  const messages = await toChat('focal@Sở Công Thương');
  expect(messages).toHaveLength(1);
  const composed = await say(messages[0]!.id, at('2023-07-19'));
  expect(composed).toHaveProperty('text', expect.stringContaining('UBND huyện Phú Riềng'));
  expect(composed).toHaveProperty('text', expect.stringContaining('Sở Công Thương'));
});

test('an officer replaced before the morning hears nothing; the successor does', async () => {
  const { db, services, morning, toChat, focalOf, idOfUnit } = await season();
  const before = await focalOf('Sở Công Thương');
  await db.update(grants).set({ validTo: '2023-07-18' }).where(eq(grants.personId, before));
  const unitId = await idOfUnit('Sở Công Thương');
  const [{ jurisdictionId } = { jurisdictionId: 0 }] = await db.select().from(person);
  const successor = await services.people.add(
    { jurisdictionId, unitId, name: 'người kế nhiệm', roles: ['focal'], by: null },
    at('2023-07-18'),
  );
  await services.people.linkAccount(TERMINAL_BOT, 'successor', successor, at('2023-07-18'));
  await morning('2023-07-19');
  expect(await toChat('focal@Sở Công Thương')).toHaveLength(0);
  expect(await toChat('successor')).toHaveLength(1);
});

test('a unit whose officer wants no reminders is left alone, and the record says so', async () => {
  const { db, services, morning, toChat, focalOf } = await season();
  await services.people.setPreferences(await focalOf('Sở Công Thương'), { reminders: 'off' });
  await morning('2023-07-19');
  expect(await toChat('focal@Sở Công Thương')).toHaveLength(0);
  const [row] = await db.select().from(reminder).where(eq(reminder.state, 'nobody'));
  expect(row?.why).toBe('reminders are off');
});

test('after three mornings in a week the fourth joins the next planned one', async () => {
  const { db, morning, toChat, reportOf } = await season();
  const report = await reportOf('Sở Công Thương');
  const extra = (on: Day) =>
    db.insert(reminder).values({
      key: `extra:${on}`,
      kind: 'before_due',
      planId: report.planId,
      unitId: report.unitId,
      dueReportId: report.id,
      fireAt: at(on),
      state: 'planned',
    });
  for (const on of ['2023-07-17', '2023-07-18', '2023-07-20'] as const) await extra(on);
  for (const on of ['2023-07-17', '2023-07-18', '2023-07-19', '2023-07-20'] as const) await morning(on);
  expect(await toChat('focal@Sở Công Thương')).toHaveLength(3);
  await morning('2023-07-25');
  expect(await toChat('focal@Sở Công Thương')).toHaveLength(4);
});

test('what came due during an evening outage waits for the next morning, and is one message with what falls due then', async () => {
  const { services, morning, toChat, say } = await season();
  expect(await services.reminders.bundleDue(at('2023-07-28', '22:15'))).toBeUndefined();
  expect(await services.reminders.nextFire(at('2023-07-28', '22:15'))).toEqual(at('2023-07-31'));
  await morning('2023-07-31');
  const messages = await toChat('focal@Sở Công Thương');
  expect(messages).toHaveLength(1);
  expect(await say(messages[0]!.id, at('2023-07-31'))).toHaveProperty(
    'text',
    expect.stringContaining('chưa nhận được'),
  );
});

test('after an outage of weeks one message is still said', async () => {
  const { morning, toChat, say } = await season();
  await morning('2023-08-09');
  const [row] = await toChat('focal@Sở Công Thương');
  expect(row!.usefulUntil! > at('2023-08-09', '17:00')).toBe(true);
  expect(await say(row!.id, at('2023-08-09'))).toHaveProperty('text');
});

test('an overdue notice never says "quá hạn" before the last day has passed', async () => {
  const { morning, toChat, say } = await season();
  await morning('2023-07-28');
  const [row] = await toChat('focal@Sở Công Thương');
  // T0 is Friday; the message is read on Saturday, still the last day.
  const composed = await say(row!.id, at('2023-07-29', '10:00'));
  expect(composed).toHaveProperty('text', expect.not.stringContaining('chưa nhận được'));
});

test('a reminder nobody could be sent is recorded as such, for the coordinator to see', async () => {
  const { db, morning } = await season();
  await db.update(account).set({ state: 'unreachable' }).where(eq(account.chatId, 'focal@Sở Công Thương'));
  expect(await morning('2023-07-19')).toMatchObject({ written: 2, nobody: 1 });
  const [row] = await db.select().from(reminder).where(eq(reminder.state, 'nobody'));
  expect(row?.why).toBe('no linked account');
});

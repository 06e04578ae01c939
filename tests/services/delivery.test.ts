import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { advance } from '../../src/conversations/engine.ts';
import { compose } from '../../src/conversations/compose.ts';
import { readCursor } from '../../src/conversations/cursor.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from '../support/languages.ts';
import { createServices } from '../../src/services/services.ts';
import { account, message } from '../../src/store/schema.ts';
import { at, calendar } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { speaking } from '../support/speaking.ts';

const season = await openSeason();
const { db, services } = season;
const now = at('2023-07-25', '09:00');
const COORDINATOR = 'coordinator@Sở Nội vụ';
const OFFICER = 'focal@Sở Công Thương';

beforeEach(async () => {
  await db.delete(message);
});

async function deadNews(more: Partial<typeof message.$inferInsert> = {}): Promise<number> {
  const { id: personId } = await season.author(OFFICER);
  const [row] = await db
    .insert(message)
    .values({
      bot: 'telegram',
      chatId: 'blocked',
      personId,
      kind: 'news',
      priority: 2,
      body: { text: 'news' },
      createdAt: now,
      notBefore: now,
      state: 'dead',
      why: 'Forbidden: bot was blocked by the user',
      attempts: 1,
      ...more,
    })
    .returning({ id: message.id });
  return row!.id;
}

const jurisdiction = async (): Promise<number> =>
  (await speaking(season, COORDINATOR, now)).speaker.jurisdictionId;
const stateOf = async (id: number) => (await db.select().from(message).where(eq(message.id, id)))[0]!;

/** What the coordinator, or somebody else, is answered to one line. */
async function answer(text: string, who = COORDINATOR, on = season): Promise<string> {
  const context = await speaking(on, who, now);
  const understanding = createUnderstanding(languages);
  const { language } = await understanding.of(on.services, context.speaker.jurisdictionId);
  const turn = await advance(context, language, readCursor(null), { kind: 'text', text });
  return turn.replies.map((reply) => reply.text).join('\n');
}

test('a message that could not be delivered is sent again through the account that can be reached, once', async () => {
  const id = await deadNews();
  const { id: by } = await season.author(COORDINATOR);
  expect(await services.delivery.resend(id, await jurisdiction(), by, now)).toEqual({ kind: 'done' });
  expect(await stateOf(id)).toMatchObject({ state: 'ready', chatId: OFFICER, attempts: 0, why: null });
  expect(await services.delivery.resend(id, await jurisdiction(), by, now)).toEqual({ kind: 'gone' });
  expect(await season.logged('message.resend')).toHaveLength(1);
});

test('sent again in the evening it waits for the next opening, as all that nobody asked for', async () => {
  const id = await deadNews();
  const { id: by } = await season.author(COORDINATOR);
  await services.delivery.resend(id, await jurisdiction(), by, at('2023-07-25', '20:00'));
  expect((await stateOf(id)).notBefore).toEqual(at('2023-07-26', '07:30'));
});

test('without an account that can be reached it stays where it is, and the coordinator is told what to do', async () => {
  const id = await deadNews();
  const { id: by } = await season.author(COORDINATOR);
  await db.update(account).set({ state: 'unreachable' }).where(eq(account.chatId, OFFICER));
  try {
    expect(await services.delivery.resend(id, await jurisdiction(), by, now)).toEqual({ kind: 'nobody' });
    expect((await stateOf(id)).state).toBe('dead');
    const text = await answer('CHUALIENKET');
    expect(text).toContain('01 đơn vị không nhận được tin qua mạng nào: Sở Công Thương.');
  } finally {
    await db.update(account).set({ state: 'active' }).where(eq(account.chatId, OFFICER));
  }
});

test('the coordinator reads to whom and through what, never what it said; others are refused', async () => {
  await deadNews({ body: { text: 'số liệu mật' } });
  const text = await answer('TINLOI');
  expect(text).toContain('01 tin chưa gửi được trong 30 ngày qua');
  expect(text).toContain('qua Telegram');
  expect(text).not.toContain('số liệu mật');
  expect(await answer('TINLOI', OFFICER)).not.toContain('Telegram');
});

test('what is laid aside about a surprise visit nobody has announced shows itself to no coordinator', async () => {
  const visit = await season.visitOf('Sở Công Thương');
  const id = await deadNews({ subject: { about: 'visit_announced', visit: visit.id, version: 1 } });
  expect(await services.delivery.laidAside(await jurisdiction(), now)).toHaveLength(1);
  await db.execute(`update visit set surprise = true where id = ${visit.id}`);
  try {
    expect(await services.delivery.laidAside(await jurisdiction(), now)).toEqual([]);
    const { id: by } = await season.author(COORDINATOR);
    expect(await services.delivery.resend(id, await jurisdiction(), by, now)).toEqual({ kind: 'gone' });
    expect(await services.delivery.drop(id, await jurisdiction(), by, now)).toBe(false);
  } finally {
    await db.execute(`update visit set surprise = false where id = ${visit.id}`);
  }
});

test('a dropped message is not said any more, and another province neither sees nor drops it', async () => {
  const id = await deadNews();
  const { id: by } = await season.author(COORDINATOR);
  const elsewhere = (await jurisdiction()) + 1;
  expect(await services.delivery.laidAside(elsewhere, now)).toEqual([]);
  expect(await services.delivery.drop(id, elsewhere, by, now)).toBe(false);
  expect(await services.delivery.drop(id, await jurisdiction(), by, now)).toBe(true);
  expect((await stateOf(id)).state).toBe('void');
});

test('where people use two networks, the coordinator sees which units only one of them reaches', async () => {
  const { id: personId } = await season.author(OFFICER);
  await db
    .insert(account)
    .values({ bot: 'zalo', chatId: 'z', personId, state: 'active', preferred: false, linkedAt: now });
  const text = await answer('CHUALIENKET');
  expect(text).toMatch(/\d+ đơn vị chỉ còn cửa sổ dòng lệnh: /);
  expect(text).not.toMatch(/chỉ còn cửa sổ dòng lệnh: .*Sở Công Thương[,.]/);
  await db.delete(account).where(eq(account.chatId, 'z'));
});

const limited = createServices(db, { ...season.env, messagesAMonth: { terminal: 100 } });
const sent = (cost: number) => deadNews({ bot: 'terminal', state: 'sent', sentAt: now, cost, kind: 'reply' });

test('the month of a bot: used, expected from what is planned and asked, and what follows from it', async () => {
  await sent(70);
  const [month] = await limited.delivery.months(now);
  expect(month).toMatchObject({
    bot: 'terminal',
    month: '2023-07-01',
    perMonth: 100,
    used: 70,
    state: 'plenty',
  });
  // Three answers a day for the six days left, and at least the mornings before the reports of 30/7.
  expect(month!.expected).toBeGreaterThan(70 + 17);
  const text = await answer('SOTIN', COORDINATOR, { ...season, services: limited });
  expect(text).toContain('tháng 7/2023: đã dùng 70/100 (70%)');
  expect(text).toContain('không đủ đến hết tháng');
});

test('at 80 % of the month coordinators are told, once a month, and the next month not', async () => {
  await sent(80);
  await limited.delivery.warnOfBudgets(now);
  await limited.delivery.warnOfBudgets(at('2023-07-26', '09:00'));
  const alarms = (await season.news()).filter(({ kind }) => kind === 'news');
  expect(alarms.map(({ chatId }) => chatId)).toEqual([COORDINATOR]);
  const context = await speaking({ ...season, services: limited }, COORDINATOR, now);
  const person = await services.people.find(context.speaker.id);
  const composed = await compose(
    { services: limited, calendar, person: { ...person!, scope: context.speaker.scope }, now },
    { about: 'budget', bot: 'terminal' },
  );
  expect(composed).toMatchObject({ text: expect.stringContaining('Đã dùng 80/100 (80%)') as string });
  await limited.delivery.warnOfBudgets(at('2023-08-01', '09:00'));
  expect((await season.news()).filter(({ kind }) => kind === 'news')).toHaveLength(1);
});

import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { compose } from '../../src/conversations/compose.ts';
import { tick } from '../../src/jobs/tick.ts';
import { ERASED_NAME } from '../../src/services/erasure.ts';
import { createTransact } from '../../src/services/services.ts';
import {
  account,
  answer,
  dialogue,
  grants,
  incoming,
  linkCode,
  message,
  person,
  storedFile,
  submission,
} from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

const now = at('2023-07-25', '09:00');
const SCT = 'Sở Công Thương';
const FOCAL = `focal@${SCT}`;
const SNV = 'coordinator@Sở Nội vụ';

async function office() {
  const season = await openSeason();
  const chat = (who: string) => chatOf(season, who, 'terminal');
  const { id: officer } = await season.author(FOCAL);
  const personOf = async (id = officer) =>
    (await season.db.select().from(person).where(eq(person.id, id)))[0]!;
  const news = async (about: string) =>
    (await season.news()).filter(({ subject }) => (subject as { about?: string } | null)?.about === about);
  /** What the coordinator would read. */
  const worded = async (row: Awaited<ReturnType<typeof news>>[number]) => {
    const reader = await personOf(row.personId!);
    const scope = await season.services.people.scope(reader.id, now);
    const subject = await season.services.messages.within(scope, row.subject as never, now);
    if (!subject) return 'outside';
    const composed = await compose(
      { services: season.services, calendar: season.env.calendar, person: { ...reader, scope }, now },
      subject,
    );
    return 'nothing' in composed ? composed.nothing : composed.text;
  };
  return { ...season, queued: season.news, chat, officer, personOf, news, worded };
}

test('DULIEU shows accounts, since when, consent, roles and counts, and only of the person', async () => {
  const season = await office();
  const chat = season.chat(FOCAL);
  await season.services.people.linkAccount('zalo', 'z1', season.officer, at('2023-07-20'));
  await chat.says('GUI', now);
  await chat.says('IV.2.1: 50', now);
  const { text, choices } = await chat.says('DULIEU', now);
  expect(text).toContain('Zalo (từ ngày 20/7/2023)');
  expect(text).toContain('Đồng ý cho lưu dữ liệu: ngày 10/7/2023');
  expect(text).toContain('Trao đổi tại đây: 03 tin đồng chí đã nhắn');
  expect(text).toContain('Số liệu do đồng chí nhập: 01; lần gửi báo cáo: 00');
  expect(text).toContain('12 tháng sau đó');
  expect(choices).toContain('Nhận bản sao dữ liệu');
});

test('the copy holds what the person wrote and handed in for units of theirs, nobody else’s words, and passes', async () => {
  const season = await office();
  const chat = season.chat(FOCAL);
  await season.chat(`focal@Sở Tài nguyên và Môi trường`).says('lời của người khác', now);
  await chat.says('lời của tôi', now);
  const data = await chat.says('DULIEU', now);
  const copy = await chat.presses(data, 'Nhận bản sao dữ liệu', now);
  const row = (await season.services.messages.find(copy.id))!;
  const [file] = (row.body as { files: { id: number; name: string }[] }).files;
  expect(file?.name).toBe('du-lieu-ca-nhan-2023-07-25.json');
  const kept = (await season.services.files.read(file!.id))!;
  const content = JSON.parse(Buffer.from(kept.bytes).toString('utf8')) as Record<string, unknown>;
  expect(content['Người dùng']).toMatchObject({ 'Họ tên': `đầu mối CCHC ${SCT}`, 'Cơ quan': SCT });
  const written = JSON.stringify(content['Tin đã nhắn']);
  expect(written).toContain('lời của tôi');
  expect(JSON.stringify(content)).not.toContain('lời của người khác');
  expect(kept.keptUntil).toEqual(at('2023-07-26', '09:00'));
});

test('NGUNGNHAC tells the coordinators once a day, and NHACLAI too; access stays', async () => {
  const season = await office();
  const chat = season.chat(FOCAL);
  for (const word of ['NGUNGNHAC', 'NHACLAI', 'NGUNGNHAC', 'NHACLAI', 'NGUNGNHAC'])
    await chat.says(word, now);
  const told = await season.news('reminders_set');
  expect(told).toHaveLength(2);
  const texts = await Promise.all(told.map(season.worded));
  expect(texts[0]).toContain(`đầu mối CCHC ${SCT}, ${SCT} đã dừng nhận tin trước hạn`);
  expect(texts[1]).toBe('changed again');
  expect((await season.chat(SNV).says('CHUALIENKET', now)).text).toContain(
    `Đã dừng nhận tin trước hạn: đầu mối CCHC ${SCT}`,
  );
  await chat.says('NHACLAI', at('2023-07-26', '09:00'));
  expect(await season.news('reminders_set')).toHaveLength(3);
  expect((await chat.says('HAN', now)).text).toContain('trước ngày 30/7/2023');
});

/** The wish of the officer, and the chats of both sides. */
async function wished() {
  const season = await office();
  const chat = season.chat(FOCAL);
  await chat.says('DULIEU', now);
  const asked = await chat.says('Đề nghị xóa dữ liệu', now);
  expect(asked.text).toContain('Số liệu báo cáo đã tiếp nhận được giữ');
  const sent = await chat.says('gửi', now);
  expect(sent.text).toContain('chậm nhất hết ngày 27/7/2023 (thứ Năm)');
  return { ...season, officerChat: chat, coordinator: season.chat(SNV) };
}

test('a wish to be erased reaches the coordinators, waits once, and can be taken back', async () => {
  const season = await wished();
  const told = await season.news('erasure_asked');
  expect(told).toHaveLength(1);
  expect(await season.worded(told[0]!)).toContain('đề nghị xóa dữ liệu cá nhân và rút lại sự đồng ý');
  expect((await season.officerChat.says('XOADULIEU', now)).text).toContain('đang chờ cơ quan thường trực');
  expect((await season.officerChat.says('1', now)).text).toContain('Đã rút đề nghị');
  expect(await season.worded(told[0]!)).toBe('decided or withdrawn');
  expect((await season.coordinator.says('XOADULIEU', now)).text).toContain('Không có đề nghị');
});

test('granted, the person is gone: name, phone, accounts, codes, words; figures and the log stay; one last word', async () => {
  const season = await office();
  const chat = season.chat(FOCAL);
  await chat.says('GUI', now);
  await chat.says('IV.2.1: 50', now);
  await season.services.people.issueCode(season.officer, null, now);
  await season.db
    .update(person)
    .set({ phone: '0912345678', title: 'Chuyên viên' })
    .where(eq(person.id, season.officer));
  await chat.presses(await chat.says('DULIEU', now), 'Nhận bản sao dữ liệu', now);
  await season.services.erasure.ask(season.officer, now);
  const coordinator = season.chat(SNV);
  const seen = await coordinator.says('XOADULIEU', now);
  expect(seen.text).toContain(`Sau đó chưa có đầu mối: ${SCT}`);
  expect((await coordinator.says('Chấp thuận', now)).text).toContain('không khôi phục được');
  expect((await coordinator.says('xác nhận', now)).text).toContain('Đã xóa dữ liệu cá nhân');

  expect(await season.personOf()).toMatchObject({
    name: ERASED_NAME,
    title: null,
    phone: null,
    honorific: null,
    preferences: {},
    erasedAt: now,
  });
  const { db } = season;
  const [held] = await db.select().from(account).where(eq(account.personId, season.officer));
  expect(held).toMatchObject({ state: 'cut', chatId: `erased:${held!.id}` });
  expect(await db.select().from(storedFile)).toEqual([]);
  expect(await db.select().from(linkCode).where(eq(linkCode.personId, season.officer))).toEqual([]);
  expect(await db.select().from(dialogue).where(eq(dialogue.personId, season.officer))).toEqual([]);
  expect(await db.select().from(incoming).where(eq(incoming.chatId, FOCAL))).toEqual([]);
  expect(JSON.stringify(await db.select().from(incoming))).not.toContain('IV.2.1');
  const said = await db.select().from(message).where(eq(message.personId, season.officer));
  expect(said.every(({ body, chatId }) => body === null && chatId === 'erased')).toBe(true);
  expect(said.filter(({ state }) => state === 'ready')).toEqual([]);
  expect(await db.select().from(answer).where(eq(answer.authorId, season.officer))).toHaveLength(1);
  const inForce = await season.services.people.scope(season.officer, now);
  expect(inForce.ownUnits).toEqual([]);

  const [lastWord, ...more] = await chat.heard();
  expect(lastWord).toMatchObject({
    personId: null,
    text: expect.stringContaining('đã được chấp thuận') as string,
  });
  expect(more).toEqual([]);
  expect((await chat.says('HAN', now)).text).toContain('Đề nghị nhập mã kết nối');
  const { jurisdictionId } = await season.personOf();
  expect(await season.services.people.search(jurisdictionId, 'xóa', 10)).toEqual([]);
  expect((await coordinator.says('CHUALIENKET', now)).text).toContain(`Đơn vị chưa khai báo đầu mối: ${SCT}`);
});

test('a consent question of somebody erased meanwhile, or their code, links nobody', async () => {
  const season = await wished();
  await season.db.update(person).set({ consentedAt: null }).where(eq(person.id, season.officer));
  const { code } = await season.services.people.issueCode(season.officer, null, now);
  const stranger = chatOf(season, '42');
  await stranger.says(code, now);
  await season.coordinator.says('XOADULIEU', now);
  await season.coordinator.says('1', now);
  await season.coordinator.says('1', now);
  expect((await stranger.says('1', now)).text).toContain('Đề nghị nhập mã kết nối');
  expect((await stranger.says(code, now)).text).toContain('Mã kết nối chưa đúng');
});

test('declined, the reason goes to the person, who keeps everything', async () => {
  const season = await wished();
  await season.coordinator.says('XOADULIEU', now);
  await season.coordinator.says('2', now);
  expect((await season.coordinator.says('Đang chờ bàn giao đầu mối cho người khác', now)).text).toContain(
    'chưa chấp thuận',
  );
  const [told] = await season.news('erasure_declined');
  expect(await season.worded(told!)).toContain('Lý do: Đang chờ bàn giao đầu mối');
  expect((await season.personOf()).erasedAt).toBeNull();
  expect((await season.officerChat.says('HAN', now)).text).toContain('30/7/2023');
});

test('nobody decides on their own wish, an outsider on none, and twice is once', async () => {
  const season = await wished();
  const { id: coordinator } = await season.author(SNV);
  const own = await season.services.erasure.ask(coordinator, now);
  const by = { id: coordinator, scope: await season.services.people.scope(coordinator, now) };
  const decide = (request: number, author = by) =>
    season.services.erasure.decide({ request, reason: null, by: author }, now);
  expect(await decide(own.id)).toEqual({ kind: 'own' });
  const [wish] = await season.services.erasure.pending(by, (await season.personOf()).jurisdictionId, now);
  expect(await decide(wish!.id, await season.author(`unit_head@${SCT}`))).toEqual({ kind: 'not_found' });
  const transact = () => createTransact(season.connectAgain(1).db, season.env);
  const twice = await Promise.all(
    [transact(), transact()].map((each) =>
      each(({ erasure }) => erasure.decide({ request: wish!.id, reason: null, by }, now)),
    ),
  );
  expect(twice.map(({ kind }) => kind).sort()).toEqual(['already_done', 'granted']);
});

test('the lead of a team who is erased leaves their visits in the plan, without a name', async () => {
  const season = await office();
  const { id: lead } = await season.author('team_lead@Sở Nội vụ');
  const wish = await season.services.erasure.ask(lead, now);
  const { id } = await season.author(SNV);
  const by = { id, scope: await season.services.people.scope(id, now) };
  expect(await season.services.erasure.decide({ request: wish.id, reason: null, by }, now)).toMatchObject({
    kind: 'granted',
  });
  expect((await season.services.people.scope(lead, now)).leads).toEqual([]);
  expect((await season.chat(SNV).says('LICH', now)).text).not.toContain('chưa xử lý được');
  const seats = (await season.services.registry.seats()).filter(({ personId }) => personId === lead);
  expect(seats.map(({ personName }) => personName)).toEqual(seats.map(() => ERASED_NAME));
});

test('what strangers said and were told is forgotten after a day, what people said is not', async () => {
  const season = await office();
  const log = pino({ level: 'silent' });
  const transact = createTransact(season.db, season.env);
  const run = (moment: Date) => tick({ transact, log }, moment);
  await run(at('2023-07-24', '08:00'));
  await chatOf(season, 'nobody').says('xin chào', at('2023-07-24', '09:00'));
  await season.db.update(message).set({ state: 'sent' });
  await season.chat(FOCAL).says('HAN', at('2023-07-24', '09:00'));
  await chatOf(season, 'nobody').says('xin chào', at('2023-07-25', '20:00'));
  await run(at('2023-07-26', '00:01'));
  const kept = await season.db.select().from(incoming);
  expect(kept.map(({ chatId, receivedAt }) => [chatId, receivedAt])).toEqual([
    [FOCAL, at('2023-07-24', '09:00')],
    ['nobody', at('2023-07-25', '20:00')],
  ]);
  const said = (await season.queued()).filter(({ personId }) => personId === null);
  expect(said.map(({ chatId, body }) => [chatId, body === null])).toEqual([
    ['forgotten', true],
    ['nobody', false],
  ]);
  await season.db.update(message).set({ state: 'sent' });
  await run(at('2023-09-30', '08:00'));
  const left = (await season.queued()).filter(({ personId }) => personId === null);
  expect(left).toEqual([]);
});

test('who has held no role for a year is forgotten, who handed over yesterday is not', async () => {
  const season = await office();
  const { id: head } = await season.author(`unit_head@${SCT}`);
  await season.db.update(grants).set({ validTo: '2022-07-01' }).where(eq(grants.personId, season.officer));
  await season.db.update(grants).set({ validTo: '2023-07-24' }).where(eq(grants.personId, head));
  expect(await season.services.erasure.forgetPassed(now)).toBe(1);
  expect((await season.personOf()).name).toBe(ERASED_NAME);
  expect((await season.personOf(head)).erasedAt).toBeNull();
  expect(await season.services.erasure.forgetPassed(now)).toBe(0);
  expect(await season.db.select().from(submission)).toEqual([]);
});

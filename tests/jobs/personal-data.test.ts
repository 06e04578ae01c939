import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { compose } from '../../src/conversations/compose.ts';
import { fetchNext } from '../../src/jobs/fetch.ts';
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
  plan,
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
  expect(copy.text).toContain('nhận được đến 09 giờ 00 phút, ngày 26/7/2023');
  const row = (await season.services.messages.find(copy.id))!;
  const [file] = (row.body as { files: { id: number; name: string }[] }).files;
  expect(file?.name).toBe('du-lieu-ca-nhan-2023-07-25.json');
  const kept = (await season.services.files.read(file!.id, now))!;
  const content = JSON.parse(Buffer.from(kept.bytes).toString('utf8')) as Record<string, unknown>;
  expect(content['Người dùng']).toMatchObject({ 'Họ tên': `đầu mối CCHC ${SCT}`, 'Cơ quan': SCT });
  const written = JSON.stringify(content['Tin đã nhắn']);
  expect(written).toContain('lời của tôi');
  expect(JSON.stringify(content)).not.toContain('lời của người khác');
  expect(kept.keptUntil).toEqual(at('2023-07-26', '09:00'));
});

test('NGUNGNHAC and NHACLAI tell the coordinators what holds: what was taken back unsaid is not said at all; access stays', async () => {
  const season = await office();
  const chat = season.chat(FOCAL);
  const waiting = async () =>
    (await season.news('reminders_set'))
      .filter(({ state }) => state === 'ready')
      .map(({ subject }) => (subject as { reminders: string }).reminders);
  const leave = () => season.db.update(message).set({ state: 'sent' }).where(eq(message.state, 'ready'));
  await chat.says('NGUNGNHAC', now);
  const [told] = await season.news('reminders_set');
  expect(await season.worded(told!)).toContain(`đầu mối CCHC ${SCT}, ${SCT} đã dừng nhận tin trước hạn`);
  await chat.says('NHACLAI', now);
  expect(await waiting()).toEqual([]);
  await chat.says('NGUNGNHAC', now);
  await chat.says('NGUNGNHAC', now);
  expect(await waiting()).toEqual(['off']);
  await leave();
  await chat.says('NHACLAI', now);
  expect(await waiting()).toEqual(['on']);
  await leave();
  await chat.says('NGUNGNHAC', now);
  expect(await waiting()).toEqual(['off']);
  expect((await season.chat(SNV).says('CHUALIENKET', now)).text).toContain(
    `Đã dừng nhận tin trước hạn: đầu mối CCHC ${SCT}`,
  );
  expect(await season.logged('reminders.off')).toHaveLength(3);
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
  expect(await season.worded(told[0]!)).toContain('đề nghị xóa dữ liệu cá nhân. Theo Luật');
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

/** Hands SCT over to somebody new, who links in `chatId`. */
async function handedOver(season: Awaited<ReturnType<typeof office>>, chatId: string) {
  const coordinator = season.chat(SNV);
  await coordinator.says(`bàn giao đầu mối ${SCT} cho Nguyễn Văn Bình; Chuyên viên`, now);
  const code = /: ([0-9A-Z]{8})\n/.exec((await coordinator.says('1', now)).text)![1]!;
  await season.chat(chatId).says(code, now);
  await season.chat(chatId).says('đồng ý', now);
  const [successor] = await season.db.select().from(person).where(eq(person.name, 'Nguyễn Văn Bình'));
  return successor!.id;
}

async function eraseOf(season: Awaited<ReturnType<typeof office>>, personId: number) {
  const wish = await season.services.erasure.ask(personId, now);
  return season.services.erasure.decide(
    { request: wish.id, reason: null, by: await season.author(SNV) },
    now,
  );
}

test('words are whose they were when they were said: in a shared chat too, and after a change of telephone', async () => {
  const season = await office();
  const chat = season.chat(FOCAL);
  await chat.says('lời của người tiền nhiệm', now);
  const successor = await handedOver(season, FOCAL);
  await chat.says('lời của người kế nhiệm', now);
  const wordsOf = async (id: number) =>
    JSON.stringify((await season.services.personalData.export(id, now)).written);
  expect(await wordsOf(season.officer)).toContain('tiền nhiệm');
  expect(await wordsOf(successor)).not.toContain('tiền nhiệm');
  expect(await season.services.personalData.count(successor)).toMatchObject({ received: 1 });
  const { code } = await season.services.people.issueCode(successor, null, now);
  await season.chat('another telephone').says(code, now);
  expect(await wordsOf(successor)).toContain('kế nhiệm');
  await eraseOf(season, season.officer);
  const kept = JSON.stringify(await season.db.select().from(incoming));
  expect(kept).not.toContain('tiền nhiệm');
  expect(kept).toContain('kế nhiệm');
});

test('words from before it was noted whose they are go by the chat', async () => {
  const season = await office();
  const chat = season.chat(FOCAL);
  await chat.says('lời đã lâu', now);
  await season.db.update(incoming).set({ personId: null });
  expect(await season.services.personalData.count(season.officer)).toMatchObject({ received: 1 });
  const { written } = await season.services.personalData.export(season.officer, now);
  expect(JSON.stringify(written)).toContain('lời đã lâu');
  await eraseOf(season, season.officer);
  expect(JSON.stringify(await season.db.select().from(incoming))).not.toContain('lời đã lâu');
});

test('what the coordinators wrote and were told of somebody erased is not kept, whatever the case; the rest is', async () => {
  const season = await office();
  const successor = await handedOver(season, '777');
  await season.db.update(person).set({ phone: '0912345678' }).where(eq(person.id, successor));
  const coordinator = season.chat(SNV);
  await coordinator.says('số của đồng chí là 0912345678', now);
  await coordinator.says('cấp mã cho NGUYỄN VĂN BÌNH', now);
  await coordinator.says('TINHHINH', now);
  const another = await season.services.people.add(
    {
      jurisdictionId: (await season.personOf()).jurisdictionId,
      unitId: await season.unitId('Sở Nội vụ'),
      name: 'Trần Thị Cúc',
      roles: ['coordinator'],
      by: null,
    },
    now,
  );
  await season.services.people.linkAccount('terminal', 'another', another, now);
  await season.chat('another').says(`bàn giao đầu mối ${SCT} cho Nguyễn Văn Bình; Chuyên viên`, now);
  await season.db.update(message).set({ state: 'sent' });
  await season.services.erasure.ask(successor, now);
  await coordinator.says('XOADULIEU', now);
  await season.db.update(message).set({ state: 'sent' });
  await coordinator.says('1', now);
  await season.db.update(message).set({ state: 'sent' });
  await coordinator.says('1', now);
  const { db } = season;
  const kept = JSON.stringify([
    await db.select().from(incoming),
    await db.select().from(message),
    await db.select().from(dialogue),
  ]).toLowerCase();
  for (const word of ['nguyễn văn bình', '0912345678']) expect(kept).not.toContain(word);
  expect(kept).toContain('tinhhinh');
  expect((await season.chat('another').says('1', now)).text).not.toContain('Đã bàn giao');
});

test('what was said more than thirteen months ago is not kept, the rows stay as counts', async () => {
  const season = await office();
  await season.chat(FOCAL).says('HAN', at('2022-06-01', '09:00'));
  await season.chat(FOCAL).says('LICH', now);
  await season.db.update(message).set({ state: 'sent' });
  expect(await season.services.erasure.forgetOld(now)).toBe(2);
  expect(await season.services.erasure.forgetOld(now)).toBe(0);
  const kept = await season.db.select().from(incoming).orderBy(incoming.id);
  expect(kept.map(({ payload }) => payload)).toEqual([{ kind: 'other' }, { kind: 'text', text: 'LICH' }]);
  expect((await season.queued()).map(({ body }) => body === null)).toEqual([true, false]);
});

test('a file on its way from the network when its sender is erased is not kept, nor answered', async () => {
  const season = await office();
  const { db, services } = season;
  const transact = createTransact(db, season.env);
  const file = { kind: 'file', name: 'don.pdf', mime: null, size: 8, ref: 'r', caption: 'lời riêng' };
  const update = { bot: 'terminal', externalId: 'f', chatId: FOCAL, payload: file, sentAt: now };
  await services.inbox.store({ ...update, isToFetch: true }, now);
  const channel: Channel = {
    bot: 'terminal',
    network: 'terminal',
    hasButtons: false,
    receive: () => Promise.resolve(),
    send: () => Promise.resolve({ kind: 'sent', externalId: '1' }),
    fetchFile: async () => {
      await eraseOf(season, season.officer);
      return { kind: 'file', bytes: Buffer.from('%PDF-1.7') };
    },
  };
  const log = pino({ level: 'silent' });
  await fetchNext({ transact, channel, log, now: () => now, realNow: () => now });
  expect(await db.select().from(storedFile)).toEqual([]);
  expect(await db.select().from(incoming)).toMatchObject([{ state: 'handled', payload: { kind: 'other' } }]);
  expect(await season.chat(FOCAL).handle(now)).toBe(false);
});

test('files of a completion not yet reported go with who is erased; archive stays', async () => {
  const season = await office();
  const { services, db } = season;
  const pdf = { name: 'a.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7') };
  const held = await services.files.keepUnclaimed(pdf, now);
  await services.files.hold(held.id, now);
  const archived = await services.files.keep({ ...pdf, keptUntil: null }, now);
  for (const { id } of [held, archived])
    await season
      .chat(FOCAL)
      .sends({ kind: 'file', name: 'a.pdf', mime: null, size: 8, ref: 'r', caption: null }, now)
      .then(() =>
        db
          .update(incoming)
          .set({ payload: { kind: 'file', name: 'a.pdf', kept: id } })
          .where(
            eq(incoming.payload, {
              kind: 'file',
              name: 'a.pdf',
              mime: null,
              size: 8,
              ref: 'r',
              caption: null,
            }),
          ),
      );
  await eraseOf(season, season.officer);
  expect((await db.select().from(storedFile)).map(({ id }) => id)).toEqual([archived.id]);
});

test('the wish of somebody whose last role ended goes to the bodies their work went to, not to every body', async () => {
  const season = await office();
  const { db, services } = season;
  const elsewhere = await season.unitId('Sở Tài nguyên và Môi trường');
  const [known] = await services.registry.plans();
  const { id, ...row } = (await db.select().from(plan).where(eq(plan.id, known!.id)))[0]!;
  await db.insert(plan).values({ ...row, key: `beside ${id}`, coordinatorUnitId: elsewhere });
  const outsider = await services.people.add(
    {
      jurisdictionId: row.jurisdictionId,
      unitId: elsewhere,
      name: 'Trần Thị Cúc',
      roles: ['coordinator'],
      by: null,
    },
    now,
  );
  await services.people.linkAccount('terminal', 'outsider', outsider, now);
  await handedOver(season, '777');
  for (const unitId of [await season.unitId(SCT), null]) {
    await db.update(person).set({ unitId }).where(eq(person.id, season.officer));
    await services.erasure.ask(season.officer, now);
    const told = await season.news('erasure_asked');
    expect(told.map(({ chatId }) => chatId)).not.toContain('outsider');
    expect((await season.chat('outsider').says('XOADULIEU', now)).text).toContain('Không có đề nghị');
    expect((await season.chat(SNV).says('XOADULIEU', now)).text).toContain('đề nghị xóa dữ liệu cá nhân');
    await services.erasure.withdraw(season.officer, now);
  }
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

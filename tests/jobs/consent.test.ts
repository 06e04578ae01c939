import { eq, ne } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createTransact } from '../../src/services/services.ts';
import { account, chatGuard, incoming, linkCode, message, person, plan } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

const now = at('2023-07-12', '09:00');
const later = at('2023-07-12', '09:30');

/** The season with a new officer of Sở Công Thương, who has a code and no account. */
async function newOfficer(phone?: string) {
  const season = await openSeason();
  const unitId = await season.unitId('Sở Công Thương');
  const { jurisdictionId } = (await season.services.registry.units())[0]!;
  const personId = await season.services.people.add(
    {
      jurisdictionId,
      unitId,
      name: 'Lê Thị Mẫu',
      title: 'Chuyên viên',
      roles: ['focal'],
      by: null,
      phone: phone ?? null,
    },
    now,
  );
  const { code } = await season.services.people.issueCode(personId, null, now);
  const row = async () => (await season.db.select().from(person).where(eq(person.id, personId)))[0]!;
  const accounts = () => season.services.people.accounts(personId);
  return { ...season, personId, code, row, accounts };
}

test('a right code asks for consent, names the office and nobody, and links nothing yet', async () => {
  const season = await newOfficer();
  const asked = await chatOf(season, '42').says(season.code, now);
  expect(asked.text).toContain('Trợ lý CCHC của Sở Nội vụ');
  expect(asked.text).toContain('12 tháng sau đó');
  expect(asked.text).not.toMatch(/Mẫu|Công Thương/);
  expect(asked.choices).toEqual(['Đồng ý', 'Không đồng ý', 'Xem đầy đủ thông báo về xử lý dữ liệu cá nhân']);
  expect(asked.personId).toBeNull();
  expect(await season.accounts()).toEqual([]);
  const [code] = await season.db.select().from(linkCode).where(eq(linkCode.personId, season.personId));
  expect(code?.usedAt).toBeNull();
});

test.each([
  'Đồng ý',
  'dong y',
  'ok',
  '1',
  'vâng',
  'dạ đồng ý',
  'Đồng ý!',
  'ok em',
  'đồng ý ạ',
  'Dạ vâng, đồng ý ạ.',
])('"%s" links the account and tells what is nearest', async (word) => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  await chat.says(season.code, now);
  const linked = await chat.says(word, later);
  expect(linked.text).toContain('Đã xác nhận: đồng chí Lê Thị Mẫu, Chuyên viên, Sở Công Thương.');
  expect(linked.text).toContain('Việc gần nhất: ');
  expect(linked.text).toContain('trước ngày 30/7/2023');
  expect(linked).toMatchObject({ personId: season.personId, asksContact: false });
  expect((await season.row()).consentedAt).toEqual(later);
  expect(await season.logged('consent.give')).toHaveLength(1);
  expect((await chat.says('HAN', later)).text).toContain('trước ngày 30/7/2023');
});

test('the button agrees once; pressed again it is past, and the code is spent', async () => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  const asked = await chat.says(season.code, now);
  expect((await chat.presses(asked, 'Đồng ý', now)).text).toContain('Đã xác nhận');
  expect((await chat.presses(asked, 'Đồng ý', now)).text).toContain('đã được kết nối');
  expect((await chatOf(season, '43').says(season.code, now)).text).toContain('đã được sử dụng');
});

test.each(['không', 'Không đồng ý', 'thôi', 'dạ không ạ', 'Không!', 'em không đồng ý'])(
  '"%s" links nothing',
  async (word) => {
    const season = await newOfficer();
    const chat = chatOf(season, '42');
    await chat.says(season.code, now);
    expect((await chat.says(word, now)).text).toContain('nhập lại mã kết nối khi mã còn hiệu lực');
    expect(await season.accounts()).toEqual([]);
  },
);

test('who came by telephone and declines is told to come by it again', async () => {
  const season = await newOfficer('0912345678');
  const chat = chatOf(season, '42');
  await chat.sends({ kind: 'contact', phone: '+84912345678' }, now);
  expect((await chat.says('không', now)).text).toContain('chia sẻ lại số điện thoại');
});

test('the question names the papers acted by, who helps where that is printed, and the unit head among the readers', async () => {
  const season = await newOfficer();
  const ask = async (chat: string) => (await chatOf(season, chat).says(season.code, now)).text;
  const plain = await ask('42');
  expect(plain).toContain('theo Văn bản số 1200/QĐ-UBND ngày 05/7/2023.');
  expect(plain).toContain('thủ trưởng cơ quan của đồng chí');
  expect(plain).not.toContain('Hỗ trợ');
  const contact = {
    unit: 'Sở Nội vụ',
    division: 'Phòng CCHC',
    person: null,
    phone: '0271 3879 117',
    email: null,
  };
  const [row] = await season.db.select().from(plan);
  await season.db.update(plan).set({ source: { ...row!.source, contact } });
  expect(await ask('43')).toContain('Hỗ trợ: Sở Nội vụ (Phòng CCHC), điện thoại 0271 3879 117.');
});

test.each([
  (code: string) => `em gửi mã ${code.slice(0, 4)}-${code.slice(4)} ạ`,
  (code: string) => `Mã kết nối của tôi là ${code.toLowerCase()}.`,
  (code: string) => `kính gửi đồng chí mã: ${code.slice(0, 4)} ${code.slice(4)}`,
])('a code in a sentence links too, and the sentence is not kept', async (sentence) => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  expect((await chat.says(sentence(season.code), now)).choices).toHaveLength(3);
  expect(JSON.stringify(await season.db.select().from(incoming))).not.toContain(season.code.slice(4));
  expect((await chatOf(season, '43').says('em gửi mã ABCD-2345 ạ', now)).text).toContain('còn 04 lần');
  expect((await chatOf(season, '44').says('năm 2023 em gửi báo cáo số 45', now)).text).not.toContain('còn');
});

test('the full notice says what the law asks for, and the question waits on', async () => {
  const season = await newOfficer();
  const chat = chatOf(season, '42', 'zalo');
  await chat.says(season.code, now);
  const notice = await chat.says('3', now);
  for (const part of [
    '91/2025/QH15',
    'Mục đích',
    'Loại dữ liệu',
    'Thời hạn lưu',
    'Quyền của đồng chí',
    'Zalo',
  ])
    expect(notice.text).toContain(part);
  expect((await chat.says('nghĩa là sao', now)).choices).toHaveLength(3);
  expect((await chat.says('1', now)).text).toContain('Đã xác nhận');
});

test('who declines leaves nothing behind, and may think again while the code is good', async () => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  await chat.says(season.code, now);
  const declined = await chat.says('Không đồng ý', now);
  expect(declined.text).toContain('bằng văn bản như trước');
  expect(await season.db.select().from(chatGuard)).toEqual([]);
  const kept = await season.db.select().from(incoming).where(eq(incoming.chatId, '42'));
  expect(kept.map(({ payload }) => payload)).toEqual([{ kind: 'other' }, { kind: 'other' }]);
  expect((await season.row()).consentedAt).toBeNull();
  expect((await chat.says('1', now)).text).toContain('Đề nghị nhập mã kết nối');
  await chat.says(season.code, later);
  expect((await chat.says('1', later)).text).toContain('Đã xác nhận');
});

test('words that are neither yes nor no are asked again, and cost no try', async () => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  await chat.says(season.code, now);
  for (const words of ['chờ chút nhé', 'toi chon 1', 'đồng ý không?', '9'])
    expect((await chat.says(words, now)).choices, words).toHaveLength(3);
  expect((await season.db.select().from(chatGuard))[0]?.wrongCodes).toBe(0);
});

test('a code that ran out, or was issued anew, while the question waited links nobody', async () => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  await chat.says(season.code, now);
  await season.services.people.issueCode(season.personId, null, later);
  expect((await chat.says('1', later)).text).toContain('đã hết hiệu lực');
  expect(await season.accounts()).toEqual([]);
  expect((await chat.says('1', later)).text).toContain('Đề nghị nhập mã kết nối');
});

test('of two chats with one code the first to agree has it', async () => {
  const season = await newOfficer();
  const [first, second] = [chatOf(season, '42'), chatOf(season, '43')];
  await first.says(season.code, now);
  await second.says(season.code, now);
  expect((await first.says('1', now)).text).toContain('Đã xác nhận');
  expect((await second.says('1', now)).text).toContain('đã được sử dụng');
  expect(await season.accounts()).toMatchObject([{ chatId: '42', state: 'active' }]);
});

test('two chats that agree at the very same moment make one account', async () => {
  const season = await newOfficer();
  const chats = [chatOf(season, '42'), chatOf(season, '43')];
  for (const chat of chats) await chat.says(season.code, now);
  for (const chat of chats) await chat.store({ kind: 'text', text: '1' }, now);
  await Promise.all(
    chats.map((chat) => chat.handle(now, createTransact(season.connectAgain(1).db, season.env))),
  );
  const last = await Promise.all(chats.map(async (chat) => (await chat.heard()).at(-1)!.text));
  expect(last.filter((text) => text.includes('Đã xác nhận'))).toHaveLength(1);
  expect(last.filter((text) => text.includes('đã được sử dụng'))).toHaveLength(1);
  expect(await season.accounts()).toHaveLength(1);
});

test('five wrong codes lock the chat, also against its own consent, and a good code buys no further guesses', async () => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  for (const tries of ['04', '03', '02', '01'])
    expect((await chat.says('ABCD-2345', now)).text).toContain(`còn ${tries} lần`);
  const asked = await chat.says(season.code, now);
  expect(asked.choices).toHaveLength(3);
  expect((await chat.says('ABCD-2346', now)).text).toContain('tạm dừng đến 09 giờ 15 phút');
  expect((await chat.presses(asked, 'Đồng ý', now)).text).toContain('tạm dừng đến 09 giờ 15 phút');
  expect((await chat.presses(asked, 'Đồng ý', later)).text).toContain('Đã xác nhận');
});

test('a button under an earlier question agrees to nothing for another person', async () => {
  const season = await newOfficer();
  const { id: other } = await season.author('unit_head@Sở Công Thương');
  await season.db.update(person).set({ consentedAt: null });
  const { code } = await season.services.people.issueCode(other, null, now);
  const chat = chatOf(season, '42');
  const asked = await chat.says(season.code, now);
  await chat.says(code, now);
  expect((await chat.presses(asked, 'Đồng ý', now)).choices).toHaveLength(3);
  expect(await season.accounts()).toEqual([]);
});

test('who agreed on one network is linked at once on another, and is told of both', async () => {
  const season = await newOfficer();
  const telegram = chatOf(season, '42');
  await telegram.says(season.code, now);
  await telegram.says('1', now);
  const { code } = await season.services.people.issueCode(season.personId, null, later);
  const linked = await chatOf(season, 'z1', 'zalo').says(code, later);
  expect(linked.text).toContain('Đồng chí đã kết nối Telegram từ trước; từ nay tin được gửi đến Zalo');
  expect((await season.accounts()).map(({ bot, state }) => [bot, state])).toEqual([
    ['telegram', 'active'],
    ['zalo', 'active'],
  ]);
});

test('a new telephone on the same network takes the place of the old one, which is told and hears nothing more', async () => {
  const season = await newOfficer();
  const old = chatOf(season, '42');
  await old.says(season.code, now);
  await old.says('1', now);
  const { code } = await season.services.people.issueCode(season.personId, null, later);
  expect((await chatOf(season, '43').says(code, later)).text).toContain('không còn hiệu lực');
  expect((await old.heard()).at(-1)?.text).toContain('đã được thay bằng một tài khoản khác');
  expect((await old.says('HAN', later)).text).toContain('Đề nghị nhập mã kết nối');
  expect((await season.accounts()).map(({ chatId, state }) => [chatId, state])).toEqual([
    ['42', 'cut'],
    ['43', 'active'],
  ]);
});

test('a blocked bot does not bring an account back that was cut', async () => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  await chat.says(season.code, now);
  await chat.says('1', now);
  await season.db.update(account).set({ state: 'cut' }).where(eq(account.chatId, '42'));
  await season.services.people.setAccountState('telegram', '42', 'unreachable');
  expect((await chat.says('HAN', later)).text).toContain('Đề nghị nhập mã kết nối');
});

test('the code itself is kept nowhere', async () => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  await chat.says(season.code, now);
  const kept = JSON.stringify(await season.db.select().from(incoming));
  expect(kept).not.toContain(season.code);
});

test.each(['typed', 'opened'] as const)(
  'a good code %s in a chat that is somebody’s already is not kept, and stays good',
  async (how) => {
    const season = await newOfficer();
    const linked = chatOf(season, 'coordinator@Sở Nội vụ', 'terminal');
    const { code } = season;
    const answer = await (how === 'typed'
      ? linked.says(`${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase(), now)
      : linked.sends({ kind: 'start', code }, now));
    expect(answer.text).toContain('đã được kết nối nên mã không dùng ở đây');
    const kept = await season.db.select().from(incoming);
    expect(kept.map(({ payload }) => payload)).toEqual([{ kind: 'other' }]);
    expect((await chatOf(season, '42').says(code, now)).choices).toHaveLength(3);
  },
);

test('a link opened again by who came by it leads to the menu', async () => {
  const season = await newOfficer();
  const chat = chatOf(season, '42');
  await chat.says(season.code, now);
  await chat.says('1', now);
  const again = await chat.sends({ kind: 'start', code: season.code }, later);
  expect(again.choices.length).toBeGreaterThan(0);
  expect(JSON.stringify(await season.db.select().from(incoming))).not.toContain(season.code);
});

test('the words that gave a code out are not kept once they were said, nor laid aside', async () => {
  const season = await newOfficer();
  const coordinator = chatOf(season, 'coordinator@Sở Nội vụ', 'terminal');
  const { outbox } = season.services;
  for (const outcome of ['sent', 'refused'] as const) {
    await coordinator.says('cấp mã Lê Thị Mẫu', now);
    await coordinator.says('CAPMA', now);
    await coordinator.says('Lê Thị Mẫu', now);
    const { id, text } = await coordinator.says('1', now);
    expect(text).toMatch(/: [0-9A-Z]{8}\n/);
    await season.db.update(message).set({ state: 'sent' }).where(ne(message.id, id));
    const claimed = (await outbox.claim('terminal', { now, realNow: now }))!;
    expect(claimed.id).toBe(id);
    if (outcome === 'sent') await outbox.markSent(claimed, { externalId: '1' }, now);
    else await outbox.markRefused(claimed, 'too long');
    const row = (await season.services.messages.find(id))!;
    expect(row).toMatchObject({ state: outcome === 'sent' ? 'sent' : 'void', body: null });
  }
});

/** The guards that are left after the nightly round, by chat. */
async function guardsAfter(season: Awaited<ReturnType<typeof newOfficer>>, moment: Date) {
  while ((await season.services.inbox.forgetStrangers(moment)) > 0);
  const rows = await season.db.select().from(chatGuard).orderBy(chatGuard.chatId);
  return rows.map(({ chatId, awaitsPersonId }) => [chatId, awaitsPersonId !== null]);
}

test('what guards a chat nobody is linked to is forgotten a day after its last word, and a question of consent with its code', async () => {
  const season = await newOfficer();
  const declines = chatOf(season, 'declines');
  await declines.says('ABCD-2345', now);
  await declines.says(season.code, now);
  await declines.says('không', now);
  await chatOf(season, 'waits').says(season.code, now);
  const silenced = { bot: 'telegram', chatId: 'silenced', wrongCodes: 0, floods: 4, touchedAt: now };
  await season.db.insert(chatGuard).values({ ...silenced, silentUntil: at('2023-07-13', '12:00') });
  const stays = chatOf(season, '42');
  await stays.says(season.code, now);
  expect(await guardsAfter(season, at('2023-07-12', '20:00'))).toEqual([
    ['42', true],
    ['declines', false],
    ['silenced', false],
    ['waits', true],
  ]);
  expect(await guardsAfter(season, at('2023-07-13', '10:00'))).toEqual([
    ['42', true],
    ['silenced', false],
    ['waits', true],
  ]);
  await stays.says('1', at('2023-07-14', '08:00'));
  expect(await guardsAfter(season, at('2023-07-15', '08:00'))).toEqual([['42', false]]);
});

test.each(['+84 912 345 678', '0912345678', '84912345678'])(
  'the own telephone number %s serves instead of a code',
  async (phone) => {
    const season = await newOfficer('0912.345.678');
    const chat = chatOf(season, '42');
    expect((await chat.says('xin chào', now)).asksContact).toBe(true);
    const asked = await chat.sends({ kind: 'contact', phone }, now);
    expect(asked.choices).toHaveLength(3);
    expect((await chat.presses(asked, 'Đồng ý', now)).text).toContain('Đã xác nhận: đồng chí Lê Thị Mẫu');
  },
);

test('a number written down in another spelling before is found all the same', async () => {
  const season = await newOfficer();
  await season.db.update(person).set({ phone: '0912 345 678' }).where(eq(person.id, season.personId));
  expect(
    (await chatOf(season, '42').sends({ kind: 'contact', phone: '+84912345678' }, now)).choices,
  ).toHaveLength(3);
});

test('a number of nobody, of two people, or of somebody with an account asks for the code and counts as a try', async () => {
  const season = await newOfficer('0912345678');
  const chat = chatOf(season, '42');
  const contact = (phone: string) => chat.sends({ kind: 'contact', phone }, now);
  expect((await contact('+84999999999')).text).toContain('còn 04 lần');
  await season.services.people.linkAccount('zalo', 'z', season.personId, now);
  expect((await contact('+84912345678')).text).toContain('còn 03 lần');
  await season.db.update(person).set({ phone: '0987654321' });
  expect((await contact('0987654321')).text).toContain('còn 02 lần');
  expect(await season.db.select().from(account).where(eq(account.chatId, '42'))).toEqual([]);
});

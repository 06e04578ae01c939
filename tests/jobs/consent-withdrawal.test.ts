import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { compose } from '../../src/conversations/compose.ts';
import { dispatchNext } from '../../src/jobs/dispatch.ts';
import { describeUpload, takeUpload } from '../../src/jobs/upload.ts';
import { loadLexicon } from '../../src/files/lexicon.ts';
import { createLanguage } from '../../src/language/understand.ts';
import { createTransact } from '../../src/services/services.ts';
import { account, answer, linkCode, message, person } from '../../src/store/schema.ts';
import { pino } from 'pino';
import type { Channel } from '../../src/channels/channel.ts';
import { testDesk } from '../support/desk.ts';
import { at, calendar } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

const now = at('2023-07-25', '09:00');
const SCT = 'Sở Công Thương';
const FOCAL = `focal@${SCT}`;
const SNV = 'coordinator@Sở Nội vụ';

async function office() {
  const season = await openSeason();
  const { id: officer } = await season.author(FOCAL);
  const chat = (who: string, bot = 'terminal') => chatOf(season, who, bot);
  const row = async () => (await season.db.select().from(person).where(eq(person.id, officer)))[0]!;
  const about = async (kind: string) =>
    (await season.news()).filter(({ subject }) => (subject as { about?: string } | null)?.about === kind);
  const worded = async (told: Awaited<ReturnType<typeof about>>[number]) => {
    const reader = (await season.db.select().from(person).where(eq(person.id, told.personId!)))[0]!;
    const scope = await season.services.people.scope(reader.id, now);
    const subject = (await season.services.messages.within(scope, told.subject as never, now))!;
    const { services, env } = season;
    const composed = await compose(
      { services, calendar: env.calendar, person: { ...reader, scope }, now },
      subject,
    );
    return 'nothing' in composed ? composed.nothing : composed.text;
  };
  return { ...season, officer, chat, row, about, worded };
}

test.each(['tôi muốn rút lại sự đồng ý', 'rút đồng ý', 'rut lai su dong y', 'RÚT ĐỒNG Ý'])(
  '"%s" says first what follows, and changes nothing',
  async (words) => {
    const season = await office();
    const asked = await season.chat(FOCAL).says(words, now);
    expect(asked.choices).toEqual(['Rút lại sự đồng ý', 'Rút lại và đề nghị xóa dữ liệu', 'Không thay đổi']);
    for (const part of ['không gửi tin nào nữa', 'mọi mạng', 'được thông tin', 'mã kết nối mới'])
      expect(asked.text).toContain(part);
    await season.chat(FOCAL).says('không', now);
    expect((await season.row()).consentedAt).not.toBeNull();
    expect((await season.chat(FOCAL).says('HAN', now)).text).toContain('30/7/2023');
  },
);

test('confirmed, it takes effect at once: every account cut, nothing more said, coordinators told who is without a focal officer', async () => {
  const season = await office();
  const { db, services, officer } = season;
  await services.people.linkAccount('zalo', 'z1', officer, at('2023-07-20'));
  const chat = season.chat(FOCAL);
  await chat.says('GUI', now);
  await chat.says('IV.2.1: 50', now);
  await services.people.issueCode(officer, null, now);
  await services.messages.tell(
    [{ personId: officer, key: 'k', subject: { about: 'urged', report: 1, by: 1 } }],
    now,
  );
  await chat.says('rút đồng ý', now);
  const last = await chat.says('1', now);
  expect(last).toMatchObject({ personId: null, choices: [] });
  expect(last.text).toContain('Đã rút lại sự đồng ý lúc 09 giờ 00 phút');
  expect(last.text).toContain('Cơ quan thường trực được thông tin trong giờ hành chính gần nhất');
  expect((await season.chat('z1', 'zalo').heard()).at(-1)?.text).toBe(last.text);

  expect((await season.row()).consentedAt).toBeNull();
  const accounts = await db.select().from(account).where(eq(account.personId, officer));
  expect(accounts.map(({ state }) => state)).toEqual(['cut', 'cut']);
  const [code] = await db.select().from(linkCode).where(eq(linkCode.personId, officer));
  expect(code?.expiresAt).toEqual(now);
  expect(await season.logged('consent.withdraw')).toHaveLength(1);
  const waiting = (await season.news()).filter((one) => one.personId === officer && one.state === 'ready');
  expect(waiting.filter(({ subject }) => subject !== null)).toEqual([]);
  expect(await db.select().from(answer).where(eq(answer.authorId, officer))).toHaveLength(1);

  const [told, ...more] = await season.about('consent_withdrawn');
  expect(more).toEqual([]);
  expect(await season.worded(told!)).toContain('đã rút lại sự đồng ý');
  expect(await season.worded(told!)).toContain(`Đơn vị không còn đầu mối kết nối: ${SCT}.`);
  expect((await chat.says('HAN', now)).text).toContain('Đề nghị nhập mã kết nối');
  expect(await season.about('erasure_asked')).toEqual([]);
});

test('what is said after it leaves the house: the last word, and nothing else', async () => {
  const season = await office();
  const chat = season.chat(FOCAL);
  await chat.says('HAN', now);
  await chat.says('rút đồng ý', now);
  await chat.says('1', now);
  await season.services.messages.tell(
    [{ personId: season.officer, key: 'later', subject: { about: 'urged', report: 1, by: 1 } }],
    now,
  );
  const sent: string[] = [];
  const channel: Channel = {
    bot: 'terminal',
    network: 'terminal',
    hasButtons: false,
    receive: () => Promise.resolve(),
    send: (chatId, { text }) => {
      if (chatId === FOCAL) sent.push(text);
      return Promise.resolve({ kind: 'sent', externalId: '1' });
    },
  };
  const parts = { transact: createTransact(season.db, season.env), calendar, channel };
  const log = pino({ level: 'silent' });
  while (await dispatchNext({ ...parts, log, now: () => now }));
  expect(sent).toHaveLength(1);
  expect(sent[0]).toContain('Đã rút lại sự đồng ý');
});

test('a wish to be erased may be joined to it, and stays the coordinator’s to decide', async () => {
  const season = await office();
  const chat = season.chat(FOCAL);
  await chat.says('rút đồng ý', now);
  const last = await chat.says('Rút lại và đề nghị xóa dữ liệu', now);
  expect(last.text).toContain('trả lời chậm nhất hết ngày 27/7/2023 (thứ Năm)');
  expect((await season.row()).erasedAt).toBeNull();
  expect(await season.about('erasure_asked')).toHaveLength(1);
  expect((await season.chat(SNV).says('XOADULIEU', now)).text).toContain('đề nghị xóa dữ liệu cá nhân');
});

test('a code brings back who took consent back: asked anew, and the coordinators’ unsaid news holds no more', async () => {
  const season = await office();
  await season.chat(FOCAL).says('rút đồng ý', now);
  await season.chat(FOCAL).says('1', now);
  const [told] = await season.about('consent_withdrawn');
  const { code } = await season.services.people.issueCode(season.officer, null, now);
  expect((await season.chat(FOCAL).says(code, now)).choices).toHaveLength(3);
  expect((await season.chat(FOCAL).says('đồng ý', now)).text).toContain('Đã xác nhận');
  expect((await season.row()).consentedAt).toEqual(now);
  expect(await season.worded(told!)).toBe('agreed anew');
});

test('the only coordinator who takes consent back is told that nobody else is, and to write', async () => {
  const season = await office();
  const chat = season.chat(SNV);
  const asked = await chat.says('rút lại sự đồng ý', now);
  expect(asked.text).not.toContain('được thông tin');
  const last = await chat.says('1', now);
  expect(last.text).toContain('đề nghị đồng chí thông tin bằng văn bản');
  expect(await season.about('consent_withdrawn')).toEqual([]);
});

test.each([
  ['xóa dữ liệu của tôi', 'Đề nghị xóa dữ liệu cá nhân?'],
  ['xoá thông tin cá nhân của tôi', 'Đề nghị xóa dữ liệu cá nhân?'],
  ['dữ liệu của tôi', 'Dữ liệu đang lưu về đồng chí'],
  ['du lieu cua toi', 'Dữ liệu đang lưu về đồng chí'],
])('"%s" is understood of the own data, by a coordinator too', async (words, said) => {
  const season = await office();
  expect((await season.chat(SNV).says(words, now)).text).toContain(said);
});

test('a link to upload that was given before is nobody’s any more', async () => {
  const season = await office();
  // Whoever uploads says nothing: no unit need be known.
  const known = {
    language: createLanguage({ lexicon: loadLexicon(), units: [], calendar }),
    findUnits: () => [],
    unitName: () => undefined,
  };
  const understanding = { of: () => Promise.resolve(known), prepare: () => Promise.resolve() };
  const transact = createTransact(season.db, season.env);
  const parts = { transact, calendar, understanding, ...testDesk };
  const who = { person: season.officer, report: (await season.reportOf(SCT)).id };
  expect(await describeUpload(parts, who, now)).toBeDefined();
  await season.services.consent.withdraw(season.officer, now);
  expect(await describeUpload(parts, who, now)).toBeUndefined();
  const opened = { kind: 'newer' } as const;
  const taken = await takeUpload(parts, who, { name: 'a.xlsx', opened }, now);
  expect(taken.text).toContain('không còn hiệu lực');
  expect((await season.db.select().from(message)).filter(({ personId }) => personId === who.person)).toEqual(
    [],
  );
});

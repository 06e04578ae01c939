import { desc, eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { openSpreadsheet } from '../../src/desk.ts';
import { compose } from '../../src/conversations/compose.ts';
import { takeUpload } from '../../src/jobs/upload.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from '../support/languages.ts';
import { withWorkingCodes } from '../../src/domain/working-codes.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { createServices, createTransact, type Services } from '../../src/services/services.ts';
import {
  answer,
  linkCode,
  message,
  person,
  plan,
  sectionShare,
  storedFile,
  submission,
} from '../../src/store/schema.ts';
import { testDesk } from '../support/desk.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { at, calendar, planNamed, testEnvironment } from '../support/plans.ts';
import { issuedPlan, openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

vi.setConfig({ testTimeout: 60_000 });

const now = at('2023-07-25', '09:00');
const SCT = 'Sở Công Thương';
const FOCAL = `focal@${SCT}`;
const CODE = /\b(?=[A-Z]*\d)[0-9A-Z]{8}\b/;

/** The officer of one office, and a colleague's telephone that nobody has linked yet. */
async function office(unit = SCT) {
  const season = await openSeason();
  const officer = chatOf(season, `focal@${unit}`, 'terminal');
  const colleague = chatOf(season, 'colleague', 'terminal');
  const report = (await season.reportOf(unit)).id;
  const parts = {
    transact: createTransact(season.db, season.env),
    calendar,
    understanding: createUnderstanding(languages),
    makeDesk: testDesk.makeDesk,
  };
  /** Section II goes to a new colleague, who links by the code the officer hands on. */
  const give = async (words = 'giao mục II cho Nguyễn Văn An; Văn phòng; 0912 345 678') => {
    await officer.says(words, now);
    const done = await officer.says('1', now);
    await colleague.says(CODE.exec(done.text)![0], now);
    return { done, linked: await colleague.says('đồng ý', now) };
  };
  return {
    ...season,
    officer,
    colleague,
    report,
    give,
    personId: async (name = 'Nguyễn Văn An') =>
      (await season.db.select().from(person).where(eq(person.name, name)))[0]!.id,
    answers: async () =>
      Object.fromEntries(
        (await season.db.select().from(answer)).map((row) => [row.rowKey, Number(row.value)]),
      ),
    lastFile: async () =>
      (await season.db.select().from(storedFile).orderBy(desc(storedFile.id)).limit(1))[0]!.bytes,
    upload: async (bytes: Uint8Array, who: number) =>
      takeUpload(
        parts,
        { person: who, report },
        { name: 'bieu.xlsx', opened: await openSpreadsheet(bytes) },
        now,
      ),
  };
}

test('a section is given in one sentence: the colleague gets a code, links, sees that section alone and fills it in', async () => {
  const desk = await office();
  const card = await desk.officer.says('giao mục II cho Nguyễn Văn An; Văn phòng; 0912 345 678', now);
  expect(card.text).toContain('Giao đồng chí Nguyễn Văn An, Văn phòng (người mới, được cấp mã kết nối) nhập');
  expect(card.text).toMatch(/\n- II\. /);
  const done = await desk.officer.says('1', now);
  expect(done.text).toContain('Đã giao phần II cho đồng chí Nguyễn Văn An, Văn phòng');
  await desk.colleague.says(CODE.exec(done.text)![0], now);
  const linked = await desk.colleague.says('đồng ý', now);
  expect(linked.text).toContain('nhập phần được giao của 01 báo cáo');
  expect(linked.text).not.toContain('LICH');

  const menu = await desk.colleague.says('GUI', now);
  expect(menu.choices.filter((label) => /^[IVX]+\. /.test(label))).toHaveLength(1);
  expect(menu.choices[0]).toMatch(/^II\. /);
  await desk.colleague.says('II.1: 4', now);
  await desk.colleague.says('IV.2.1: 50', now);
  expect(Object.keys(await desk.answers())).toEqual(['ii_1']);
  expect(await desk.logged('part.give')).toMatchObject([{ after: { parts: [expect.any(String)] } }]);
});

test('nothing else answers who fills in a section: no other figure, date, unit, list or paper, and the report cannot be sent', async () => {
  const desk = await office();
  await desk.officer.says('I.1: 77; IV.2.1: 5055', now);
  await desk.give();
  const asked = [
    'HAN',
    'LICH',
    'TINHHINH',
    'NHIEMVU',
    'VANBAN',
    '123/BC-SCT ngày 28/7',
    'XUAT',
    'KETLUAN',
    'CHIABIEU',
    'giao mục IV cho Trần Văn Bình; 0912345679',
    'xem số liệu Sở Công Thương',
    'khi nào kiểm tra Sở Công Thương',
    'khi nào kiểm tra Sở Y tế',
    'ai chưa gửi báo cáo',
    'in phụ lục 1',
    'GUI PHAN DA CO',
    'gửi báo cáo',
    'XEM',
    'TIEP',
    'Phụ lục 2',
    'TROGIUP',
  ];
  for (const words of asked) {
    const { text, choices } = await desk.colleague.says(words, now);
    const said = [text, ...choices].join('\n');
    expect(said, words).not.toMatch(/\b77\b|5055|\d\/8\/2023|IV\.|Phụ lục [235]\b|Gửi phần đã có/);
  }
  expect(await desk.db.select().from(submission)).toEqual([]);
  expect(await desk.db.select().from(sectionShare)).toHaveLength(1);
});

test('a colleague who has filled in everything given is told that the officer sends it', async () => {
  const desk = await office();
  await desk.give();
  await desk.colleague.says('GUI', now);
  await desk.colleague.says('1', now);
  for (let asked = 0; asked < 12; asked += 1) await desk.colleague.says('0', now);
  const end = await desk.colleague.says('gửi', now);
  expect(end.text).toMatch(/Phần II, .* đã đủ (\d+)\/\1 số liệu .* Báo cáo do đầu mối của cơ quan gửi/);
  expect(end.choices.join()).not.toContain('Gửi');
});

test('the workbook of a part holds nothing of the rest, not even out of sight; of a whole one only the part is taken', async () => {
  const desk = await office();
  await desk.officer.says('IV.2.1: 5055', now);
  await desk.officer.says('BIEU', now);
  const whole = await desk.lastFile();
  await desk.give();
  await desk.colleague.says('BIEU', now);
  const own = readWorkbook(await desk.lastFile());
  const cells = own.sheets.flatMap((sheet) => sheet.cells.map(({ value }) => String(value)));
  expect(cells.join('\n')).not.toMatch(/5055|iv_2_1/);

  const ofSheet = new Map(
    readWorkbook(whole).sheets[0]!.cells.map((cell) => [String(cell.value), cell.address]),
  );
  const rowOf = (key: string) => /\d+$/.exec(ofSheet.get(`#a:${key}`)!)![0];
  const filled = await fillWorkbook(whole, {
    'Biểu số liệu': { [`D${rowOf('ii_1')}`]: 4, [`D${rowOf('iv_2_1')}`]: 1 },
  });
  const taken = await desk.upload(filled, await desk.personId());
  expect(taken.text).toContain('Lần này ghi 01 số liệu');
  expect(taken.text).toContain('Các ô ngoài phần II không được ghi.');
  expect(taken.text).not.toMatch(/5055|IV\.2\.1/);
  expect(await desk.answers()).toMatchObject({ ii_1: 4, iv_2_1: 5055 });
});

test('files of communes are the officer’s alone: a colleague with a part neither adds one nor takes one out', async () => {
  const desk = await office('UBND huyện Lộc Ninh');
  await desk.give();
  // What would not be taken back is not given out.
  const files = (await desk.db.select().from(storedFile)).length;
  await desk.colleague.says('BIEUXA', now);
  expect(await desk.db.select().from(storedFile)).toHaveLength(files);
  await desk.officer.says('BIEUXA', now);
  const sheet = readWorkbook(await desk.lastFile()).sheets[0]!;
  const row = (mark: RegExp): string =>
    /\d+$/.exec(sheet.cells.find(({ value }) => mark.test(String(value)))!.address)![0];
  const filled = await fillWorkbook(await desk.lastFile(), {
    [sheet.name]: { [`D${row(/^#n$/)}`]: 'xã Lộc An', [`D${row(/^#a:/)}`]: 7 },
  });
  const refused = await desk.upload(filled, await desk.personId());
  expect(refused.text).toContain('không có trong phạm vi theo dõi');
  expect(await desk.services.contributions.sources(desk.report)).toEqual([]);
  const officer = (await desk.author('focal@UBND huyện Lộc Ninh')).id;
  await desk.upload(filled, officer);
  expect(await desk.services.contributions.sources(desk.report)).toEqual(['xã Lộc An']);
});

test('the officer sees who fills in what and how far, and takes a part back: its figures stay, its colleague is out', async () => {
  const desk = await office();
  await desk.give();
  await desk.colleague.says('II.1: 4', now);
  const list = await desk.officer.says('CHIABIEU', now);
  expect(list.text).toMatch(/- II: Nguyễn Văn An, Văn phòng, đã có 1\/\d+ \(giao ngày 25\/7\/2023\)/);
  const back = await desk.officer.presses(list, 'Thôi giao II: Nguyễn Văn An', now);
  expect(back.text).toContain('Đã thôi giao phần II cho đồng chí Nguyễn Văn An');
  const said = await desk.colleague.says('II.1: 9', now);
  expect(said.text).not.toContain('9');
  expect((await desk.colleague.says('GUI', now)).choices).toEqual([]);
  expect(await desk.answers()).toEqual({ ii_1: 4 });
  expect(await desk.logged('part.take_back')).toHaveLength(1);
  await desk.officer.says('giao mục II cho Nguyễn Văn An', now);
});

test('a part is called by its initials, an office is asked for its person, and wrong words lose nothing', async () => {
  const desk = await office();
  const who = await desk.officer.says('giao phần TTHC cho Văn phòng', now);
  expect(who.text).toMatch(/^Ai của Văn phòng nhập phần [IVX]+\?/);
  expect(who.choices[0]).toBe('Chỉ lấy tệp Excel của phần này');
  expect((await desk.officer.says('Trần', now)).text).toContain('Chưa đọc được họ tên');
  expect((await desk.officer.says('Trần Thị Bé', now)).text).toContain('số điện thoại');
  expect((await desk.officer.says('12345', now)).text).toContain('Chưa đọc được số điện thoại');
  expect((await desk.officer.says('0912345679', now)).text).toContain('đồng chí Trần Thị Bé, Văn phòng');
  expect((await desk.officer.says('1', now)).text).toMatch(CODE);
  expect((await desk.officer.says('giao mục XX cho Trần Thị Bé', now)).text).toContain(
    '“mục XX” là phần nào của biểu?',
  );
});

test('nobody of another office is given a part, nor a code to an account with roles of its own', async () => {
  const desk = await office();
  const head = `thủ trưởng ${SCT}`;
  const { id, scope } = await desk.author(FOCAL);
  const other = await desk.author('focal@Sở Y tế');
  const input = { reportId: desk.report, parts: ['ii'], by: { id, scope } };
  const { sectionShares } = desk.services;
  expect(await sectionShares.give({ ...input, to: { person: other.id } }, now)).toEqual({
    kind: 'not_of_unit',
  });
  expect(await sectionShares.give({ ...input, by: other, to: { person: id } }, now)).toEqual({
    kind: 'not_found',
  });
  const headId = await desk.personId(head);
  expect(await sectionShares.give({ ...input, to: { person: headId } }, now)).toMatchObject({
    kind: 'speaks_for_unit',
  });
  const seated = await desk.services.people.add(
    {
      jurisdictionId: 1,
      name: 'Lê Văn Cường',
      unitId: await desk.unitId(SCT),
      roles: ['coordinator'],
      by: null,
    },
    now,
  );
  expect(await sectionShares.give({ ...input, to: { person: seated } }, now)).toMatchObject({
    kind: 'given',
    isReached: false,
    mayGetCode: false,
  });
});

/** Runs `work` in a transaction that stays open until it is let go. */
function heldOpen(
  season: Awaited<ReturnType<typeof office>>,
  work: (services: Services) => Promise<unknown>,
) {
  let letGo = (): void => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  let begun = (): void => undefined;
  const isBegun = new Promise<void>((resolve) => (begun = resolve));
  const done = createTransact(
    season.connectAgain().db,
    season.env,
  )(async (services) => {
    await work(services);
    begun();
    await released;
  });
  return { isBegun, letGo, done };
}

const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));

test('a part taken back while its colleague types: nothing is written any more', async () => {
  const desk = await office();
  await desk.give();
  const by = await desk.author(FOCAL);
  const personId = await desk.personId();
  const back = heldOpen(desk, ({ sectionShares }) =>
    sectionShares.takeBack({ reportId: desk.report, personId, parts: ['ii'], by }, now),
  );
  await back.isBegun;
  const typed = desk.colleague.says('II.1: 4', now);
  await aMoment();
  back.letGo();
  await back.done;
  expect((await typed).text).not.toContain('đã ghi');
  expect(await desk.answers()).toEqual({});
});

test('a part given to a colleague who types at the same moment waits for the colleague', async () => {
  const desk = await office();
  await desk.give();
  const by = await desk.author(FOCAL);
  const personId = await desk.personId();
  const typing = heldOpen(desk, ({ people }) => people.lock(personId));
  await typing.isBegun;
  const giving = createTransact(
    desk.connectAgain().db,
    desk.env,
  )(({ sectionShares }) =>
    sectionShares.give({ reportId: desk.report, parts: ['iv'], to: { person: personId }, by }, now),
  );
  await aMoment();
  // Whoever gives holds nothing of the report meanwhile, or each would wait for the other.
  const answers = new Map([['ii_1', { kind: 'value', value: 4 } as const]]);
  await desk.services.drafts.setAnswers({ reportId: desk.report, answers, by: personId }, now);
  typing.letGo();
  expect((await giving).kind).toBe('given');
});

const endings = async ({ db }: Awaited<ReturnType<typeof office>>) =>
  (await db.select().from(message)).filter(
    ({ subject }) => (subject as { about?: string } | null)?.about === 'parts_ended',
  );

test('a colleague who takes consent back fills in no part any more; the officer is told, and what was entered stays', async () => {
  const desk = await office();
  await desk.give();
  await desk.colleague.says('II.1: 4', now);
  const personId = await desk.personId();
  await desk.services.consent.withdraw(personId, now);
  expect(await desk.services.sectionShares.ofReport(desk.report)).toEqual([]);
  expect(await desk.answers()).toEqual({ ii_1: 4 });
  const { id, scope } = await desk.author(FOCAL);
  const [told, ...more] = await endings(desk);
  expect([told?.personId, more]).toEqual([id, []]);
  const { services, env } = desk;
  const reader = { services, calendar: env.calendar, person: { id, name: 'Mẫu', title: null, scope }, now };
  const said = (await compose(reader, told!.subject as never)) as { text: string };
  expect(said.text).toContain('Đồng chí Nguyễn Văn An, Văn phòng không còn nhập phần:\n- II. ');
  expect(said.text).toContain('Số liệu đã nhập được giữ nguyên.');
  // Nobody else hears of it, and nobody where the part has been given anew.
  const { scope: other } = await desk.author('focal@Sở Y tế');
  expect(await services.messages.within(other, told!.subject as never, now)).toBeUndefined();
});

test('a colleague who is erased fills in nothing any more, and is not named to the officer', async () => {
  const desk = await office();
  await desk.give();
  const personId = await desk.personId();
  const by = await desk.author('coordinator@Sở Nội vụ');
  const { id: request } = await desk.services.erasure.ask(personId, now);
  expect(await desk.services.erasure.decide({ request, reason: null, by }, now)).toMatchObject({
    kind: 'granted',
  });
  const [told] = await endings(desk);
  const { id, scope } = await desk.author(FOCAL);
  const { services, env } = desk;
  const reader = { services, calendar: env.calendar, person: { id, name: 'Mẫu', title: null, scope }, now };
  const said = (await compose(reader, told!.subject as never)) as { text: string };
  expect(said.text).toContain('Người được giao không còn nhập phần:');
});

test('parts given stay with their colleagues when the officer hands over; the successor sees them and takes them back', async () => {
  const desk = await office();
  await desk.give();
  const by = await desk.author('coordinator@Sở Nội vụ');
  const { id: from } = await desk.author(FOCAL);
  const unitId = await desk.unitId(SCT);
  const handed = await desk.services.handOver.do(
    { unitId, from, to: { name: 'Lê Thị Mới', title: 'Chuyên viên' }, by },
    now,
  );
  if (handed.kind !== 'done') throw new Error(handed.kind);
  await desk.colleague.says('II.1: 4', now);
  expect(await desk.answers()).toEqual({ ii_1: 4 });
  expect(await endings(desk)).toEqual([]);
  const scope = await desk.services.people.scope(handed.personId, now);
  const personId = await desk.personId();
  const ended = await desk.services.sectionShares.takeBack(
    { reportId: desk.report, personId, parts: ['ii'], by: { id: handed.personId, scope } },
    now,
  );
  expect(ended).toEqual(['ii']);
});

test('a colleague who becomes the officer fills in the whole: the part is theirs no more by itself', async () => {
  const desk = await office();
  await desk.give();
  const by = await desk.author('coordinator@Sở Nội vụ');
  const { id: from } = await desk.author(FOCAL);
  const to = { person: await desk.personId() };
  await desk.services.handOver.do({ unitId: await desk.unitId(SCT), from, to, by }, now);
  expect(await desk.services.sectionShares.ofReport(desk.report)).toEqual([]);
  expect(await endings(desk)).toEqual([]);
  await desk.colleague.says('IV.2.1: 50', now);
  expect(await desk.answers()).toEqual({ iv_2_1: 50 });
});

test('the officer’s morning names who has been given what and has not filled it in yet', async () => {
  const desk = await office();
  await desk.give();
  await desk.colleague.says('II.1: 4', now);
  const { id, scope } = await desk.author(FOCAL);
  const { services, env } = desk;
  const [first] = await desk.remindersOf({ report: desk.report });
  const morning = async () => {
    const reader = { services, calendar: env.calendar, person: { id, name: 'Mẫu', title: null, scope }, now };
    return (await compose(reader, { about: 'morning', reminders: [first!.id] })) as { text: string };
  };
  expect((await morning()).text).toMatch(/ Phần đã giao chưa đủ: II \(Nguyễn Văn An, 1\/\d+\)\./);
  const rows = (await services.drafts.open(desk.report))!.form.rows.filter(({ section }) => section === 'ii');
  const answers = new Map(rows.map(({ key }) => [key, { kind: 'value', value: 0 } as const]));
  await services.drafts.setAnswers({ reportId: desk.report, answers, by: id }, now);
  expect((await morning()).text).not.toContain('Phần đã giao');
});

test('who fills in a part alone is told its deadline and whom to ask, and nothing of what is the officer’s', async () => {
  const desk = await office();
  const { linked } = await desk.give();
  expect(linked.text).toContain('Đồng chí nhập phần số liệu được giao; báo cáo do đầu mối của cơ quan gửi.');
  expect(linked.text).not.toContain('lịch kiểm tra');
  const due = await desk.colleague.says('HAN', now);
  expect(due.text).toContain(
    'Phần II, Báo cáo phục vụ Đoàn kiểm tra của Sở Công Thương: trước ngày 30/7/2023 (chậm nhất hết ngày 29/7/2023, thứ Bảy).',
  );
  expect((await desk.colleague.says('HOI', now)).text).toBe(
    'Về phần số liệu được giao, kính đề nghị đồng chí trao đổi với đầu mối của cơ quan: đồng chí đầu mối CCHC Sở Công Thương.',
  );
  // What is kept of oneself is corrected by the body that keeps it.
  await desk.colleague.says('SAI', now);
  const wrong = await desk.colleague.says('họ tên là Nguyễn Văn Ân', now);
  expect(wrong.text).toContain('Nguyễn Văn Ân');
  expect((await desk.colleague.says('1', now)).text).toContain('Sở Nội vụ');
  expect((await desk.colleague.says('CHIABIEU', now)).text).toBe(
    'Việc chia biểu, giao phần số liệu do đầu mối của cơ quan thực hiện. Soạn BIEU để nhận biểu Excel của phần được giao.',
  );
  await desk.colleague.says('II.1: 4', now);
  const blanks = await desk.colleague.says('gửi', now);
  expect(blanks.text).toContain('Có thể nhập tiếp; báo cáo do đầu mối của cơ quan gửi.');
  expect(blanks.text).not.toContain('gửi phần đã có');
});

test.each([
  ['giao muc II cho Nguyen Van An 0912345678', 'Nguyen Van An (người mới'],
  ['giao mục II cho Nguyễn Văn An, chuyên viên 0912 345 678', 'Nguyễn Văn An, chuyên viên (người mới'],
  ['giao mục II cho Nguyễn Văn An +84 912.345.678', 'Nguyễn Văn An (người mới'],
])('"%s": a number behind a name without a comma is their phone', async (words, who) => {
  const desk = await office();
  expect((await desk.officer.says(words, now)).text).toContain(`Giao đồng chí ${who}`);
});

test('a new sentence that gives a part is heard where somebody’s name was asked for', async () => {
  const desk = await office();
  await desk.officer.says('giao mục II cho Văn phòng', now);
  const card = await desk.officer.says('giao mục III cho Trần Thị Bình; 0912 345 679', now);
  expect(card.text).toContain('Giao đồng chí Trần Thị Bình (người mới');
  expect(card.text).toMatch(/\n- III\. /);
});

test.each(['thôi giao mục III', 'lấy lại phần III', 'thu lai muc III', 'thoi giao phan TTHC'])(
  '"%s" takes the part back, whoever has it',
  async (words) => {
    const desk = await office();
    await desk.give('giao phần TTHC cho Nguyễn Văn An; Văn phòng; 0912 345 678');
    expect((await desk.officer.says(words, now)).text).toMatch(
      /Đã thôi giao phần \S+ cho đồng chí Nguyễn Văn An/,
    );
    expect((await desk.colleague.says('HAN', now)).text).not.toContain('Báo cáo phục vụ');
  },
);

test('a part nobody has is not taken back, and CHIABIEU goes on after each file', async () => {
  const desk = await office();
  expect((await desk.officer.says('thôi giao mục II', now)).text).toContain(
    'Phần này hiện không giao cho người khác.',
  );
  await desk.officer.says('CHIABIEU', now);
  expect((await desk.officer.says('II', now)).text).toMatch(/^Biểu .*phần II\b/i);
  expect((await desk.officer.says('III, IV', now)).text).toMatch(/^Biểu .*phần III, IV\b/i);
});

test('whose office begins tomorrow gets no code from a colleague: it would open what they hold then', async () => {
  const desk = await office();
  const [any] = await desk.db.select().from(person);
  const unitId = await desk.unitId(SCT);
  const later = await desk.services.people.add(
    {
      jurisdictionId: any!.jurisdictionId,
      name: 'Lê Văn Mai',
      unitId,
      roles: ['unit_head'],
      by: null,
      validFrom: '2023-07-26',
    },
    now,
  );
  await desk.officer.says('giao mục II cho Lê Văn Mai', now);
  await desk.officer.says('1', now);
  const done = await desk.officer.says('1', now);
  expect(done.text).toContain('Đã giao phần II cho đồng chí Lê Văn Mai');
  expect(done.text).toContain('mã kết nối do cơ quan thường trực cấp');
  expect(done.text).not.toMatch(CODE);
  expect(await desk.db.select().from(linkCode).where(eq(linkCode.personId, later))).toEqual([]);
});

test('parts of a plan that is closed are neither given nor taken back', async () => {
  const desk = await office();
  await desk.give();
  const by = await desk.author(FOCAL);
  const personId = await desk.personId();
  const [share] = await desk.db.select().from(sectionShare);
  await desk.db.update(plan).set({ state: 'closed' });
  const { sectionShares } = desk.services;
  const given = { reportId: desk.report, parts: ['iii'], to: { person: personId }, by };
  expect(await sectionShares.give(given, now)).toEqual({ kind: 'not_found' });
  expect(
    await sectionShares.takeBack({ reportId: desk.report, personId, parts: [share!.part], by }, now),
  ).toEqual([]);
});

test('a rate of a figure outside the part is neither shown nor in the workbook: it would tell the figure', async () => {
  const now = at('2022-09-05', '09:00');
  const bacGiang = planNamed('bac-giang-2022');
  const { db } = await issuedPlan(bacGiang);
  const season = { db, env: testEnvironment() };
  const services = createServices(db, season.env);
  const officer = chatOf(season, 'focal@UBND huyện Lục Ngạn', 'terminal');
  const colleague = chatOf(season, 'colleague', 'terminal');
  const form = withWorkingCodes(bacGiang.forms[0]!);
  const sectionOf = new Map(form.rows.map(({ key, section }) => [key, section]));
  const rate = form.rows.find(
    (row) => row.denominator !== null && sectionOf.get(row.denominator) !== row.section,
  )!;
  const part = form.rows.find(({ key }) => key === rate.section)!;
  await officer.says(`giao mục ${part.code} cho Nguyễn Văn An; Văn phòng; 0912 345 678`, now);
  const done = await officer.says('1', now);
  await colleague.says(CODE.exec(done.text)![0], now);
  await colleague.says('đồng ý', now);
  const [share] = await db.select().from(sectionShare);
  const { dueReportId: reportId, givenBy: by } = share!;
  expect(share!.part).toBe(part.key);
  const figure = (value: number) => ({ kind: 'value', value }) as const;
  const answers = new Map([
    [rate.numerator!, figure(100)],
    [rate.denominator!, figure(347)],
  ]);
  await services.drafts.setAnswers({ reportId, answers, by }, now);
  await colleague.says('GUI', now);
  const seen: string[] = [];
  for (const words of [part.code, 'XEM', 'MENU', 'gửi']) seen.push((await colleague.says(words, now)).text);
  expect(seen.join('\n')).not.toMatch(/28,8|347/);
  await colleague.says('BIEU', now);
  const [file] = await db.select().from(storedFile).orderBy(desc(storedFile.id)).limit(1);
  const values = readWorkbook(file!.bytes).sheets.flatMap(({ cells }) => cells.map(({ value }) => value));
  expect(
    values.filter((value) => value === 347 || (typeof value === 'number' && Math.abs(value - 28.8) < 0.1)),
  ).toEqual([]);
  expect(values).not.toContain(rate.name);
});

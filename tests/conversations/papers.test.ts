import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { paperAsked } from '../../src/conversations/export-words.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { writeWorkbook } from '../../src/files/xlsx/write.ts';
import { person } from '../../src/store/schema.ts';
import { play, rehearsalDatabase } from '../support/transcript.ts';

const { db } = await rehearsalDatabase();
const say = async (as: string, lines: readonly string[]) =>
  (await play(db, { as, at: '2023-07-25T08:00', json: true }, lines)).delivered.filter(({ to }) => to === as);
const wordsOf = async (path: string | undefined): Promise<string[]> =>
  readWorkbook(await readFile(path ?? '')).sheets.flatMap(({ cells }) =>
    cells.map(({ value }) => String(value)),
  );

describe('words for a file', () => {
  test.each([
    ['tải ds đơn vị chậm nộp', 'late'],
    ['in danh sách đơn vị chưa nộp', 'late'],
    ['xuất danh sách nhiệm vụ quá hạn', 'tasks'],
    ['xuất lịch kiểm tra', 'schedule'],
    ['xuat bang tong hop', 'table'],
    ['in phụ lục 1', 'appendix'],
    ['sổ gửi tin', 'ledger'],
    ['xuat so theo doi tin', 'ledger'],
    ['xuất excel', undefined],
  ] as const)('"%s" asks for %s', (words, paper) => expect(paperAsked(words)).toBe(paper));
});

describe('files in chat', () => {
  test('a coordinator who names none is asked which, and gets the table with the moment of its data', async () => {
    const [asked, table] = await say('coordinator@Sở Nội vụ', ['xuất excel', '1']);
    expect(asked!.choices[0]).toBe('Bảng tổng hợp số liệu các đơn vị (Excel)');
    expect(table!.text).toContain('số liệu đến 08 giờ 00 phút, ngày 25/7/2023');
    expect(table!.files[0]).toMatch(/^tong-hop-bao-cao-phuc-vu-doan-kiem-tra-2023-\d{8}-\d{4}\.xlsx$/);
    expect(await wordsOf(table!.paths?.[0])).toEqual(
      expect.arrayContaining(['Sở Công Thương', 'UBND huyện Bù Đăng']),
    );
  });

  test('"in phụ lục 1" is the form of figures or the schedule: both are offered', async () => {
    const [asked, schedule] = await say('coordinator@Sở Nội vụ', ['in phụ lục 1', '2']);
    expect(asked!.choices).toEqual(['Bảng tổng hợp số liệu các đơn vị (Excel)', 'Lịch kiểm tra (Excel)']);
    expect(schedule!.text).toMatch(/^LỊCH KIỂM TRA: 10 dòng/);
  });

  test('to an officer "in phụ lục 1" is the form, where that is made of numbered appendices', async () => {
    const [form, asked, schedule] = await say('focal@Sở Công Thương', ['in phụ lục 1', 'in phụ lục', '2']);
    expect(form!.files).toEqual(['Biểu số liệu – Sở Công Thương – năm 2023.xlsx']);
    expect(asked!.choices).toEqual(['Biểu số liệu của đơn vị (Excel)', 'Lịch kiểm tra (Excel)']);
    expect(schedule!.text).toMatch(/^LỊCH KIỂM TRA: \d+ dòng/);
  });

  test('to an officer of a plan without numbered appendices either is offered, and to one who owes no form the schedule', async () => {
    const plan = 'bac-giang-2022';
    const at = '2022-07-25T08:00';
    const { db } = await rehearsalDatabase({ plan, at });
    const ask = async (as: string, lines: readonly string[]) =>
      (await play(db, { plan, as, at, json: true }, lines)).delivered.filter(({ to }) => to === as);
    const [asked, form] = await ask('focal@Sở Y tế', ['in phụ lục 1', '1']);
    expect(asked!.choices).toEqual(['Biểu số liệu của đơn vị (Excel)', 'Lịch kiểm tra (Excel)']);
    expect(form!.files).toEqual(['Biểu số liệu – Sở Y tế – năm 2022.xlsx']);
    const [schedule] = await ask('focal@Sở Công Thương', ['in phụ lục 1']);
    expect(schedule!.text).toMatch(/^LỊCH KIỂM TRA: \d+ dòng/);

    for (const words of ['xuat so theo doi tin', 'sổ gửi tin', 'so gui tin', 'danh sách tin đã gửi']) {
      const [ledger] = await ask('coordinator@Sở Nội vụ', [words]);
      expect(ledger!.text, words).toMatch(/^(?:SỔ THEO DÕI TIN ĐÃ GỬI|Chưa có tin nào được gửi)/);
    }
    const [late] = await ask('coordinator@Sở Nội vụ', ['tải danh sách đơn vị chưa nộp báo cáo']);
    expect(late!.text).toContain('15 chờ lịch kiểm tra');
  });

  test('a table is asked for by its period, and one that is not there is said not to be', async () => {
    const plan = 'bac-kan-2018';
    const at = '2018-06-11T08:00';
    const { db } = await rehearsalDatabase({ plan, at });
    const as = 'coordinator@Sở Nội vụ';
    const { delivered } = await play(db, { plan, as, at, json: true }, [
      'xuất bảng tổng hợp 6 tháng 2018',
      'xuất bảng quý III',
      'xuat bang tong hop quy 1',
    ]);
    const [half, third, none] = delivered.filter(({ to }) => to === as);
    expect(half!.text).toMatch(/^Báo cáo cải cách hành chính 6 tháng, 6 tháng đầu năm 2018 /);
    expect(third!.text).toMatch(/^Báo cáo cải cách hành chính quý III, quý III\/2018 /);
    expect(none!.text).toMatch(/^Không có báo cáo của kỳ quý I\/2018\.\n/);
    expect(none!.choices.length).toBeGreaterThan(3);
  });

  test('who sees the own unit alone is offered tables of that unit', async () => {
    const [asked] = await say('focal@Sở Công Thương', ['xuất excel']);
    expect(asked!.choices).toEqual([
      'Bảng số liệu đã gửi của đơn vị (Excel)',
      'Hình tiến độ gửi số liệu',
      'Báo cáo chưa gửi, gửi quá hạn (Excel)',
      'Nhiệm vụ theo tình trạng (Excel)',
      'Lịch kiểm tra (Excel)',
    ]);
  });

  test('where no visit is planned "in phụ lục 1" is the form: nothing is asked', async () => {
    const { db } = await rehearsalDatabase({ plan: 'soc-trang-2021', at: '2021-03-01T08:00' });
    const { delivered } = await play(
      db,
      { plan: 'soc-trang-2021', as: 'coordinator@Phòng TCCB', at: '2021-03-01T08:00', json: true },
      ['in phụ lục 1'],
    );
    expect(delivered.at(-1)!.choices).not.toContain('Lịch kiểm tra (Excel)');
    expect(delivered.at(-1)!.text).not.toContain('Phụ lục nào?');
  });

  test.each([
    ['coordinator@Sở Nội vụ', 'sổ theo dõi tin'],
    ['focal@Sở Công Thương', 'CHIABIEU'],
  ])('the help of %s tells of the tables it may have', async (who, words) => {
    const [help] = await say(who, ['TROGIUP']);
    expect(help!.text).toContain('- XUAT:');
    expect(help!.text).toContain(words);
  });

  test('an officer gets the own unit alone, whatever is asked', async () => {
    const own = 'focal@Sở Công Thương';
    const [late, table, foreign, ledger] = await say(own, [
      'tải ds đơn vị chậm nộp',
      'xuất bảng tổng hợp',
      'xuất số liệu Sở Tài nguyên và Môi trường',
      'sổ tin đã gửi',
    ]);
    for (const one of [late, table]) {
      const words = await wordsOf(one!.paths?.[0]);
      expect(words).toContain('Sở Công Thương');
      expect(words).not.toContain('Sở Tài nguyên và Môi trường');
    }
    expect(foreign).toMatchObject({ files: [], text: expect.stringContaining('Không tìm thấy') as string });
    expect(ledger).toMatchObject({
      files: [],
      text: expect.stringContaining('không có trong phạm vi') as string,
    });
  });

  test('a team lead gets the units of the visits led and no others', async () => {
    const [table] = await say('team_lead@Sở Thông tin và Truyền thông', ['xuất bảng tổng hợp']);
    const [all] = await say('coordinator@Sở Nội vụ', ['xuất bảng tổng hợp']);
    const words = await wordsOf(table!.paths?.[0]);
    expect(words).toContain('Tình trạng gửi');
    expect(words.join()).not.toBe((await wordsOf(all!.paths?.[0])).join());
  });

  test('progress comes as a picture with the same facts in words', async () => {
    const [picture] = await say('coordinator@Sở Nội vụ', ['hình tiến độ']);
    expect(picture!.files[0]).toMatch(/\.png$/);
    expect(picture!.text).toContain('05 đơn vị: đã gửi đủ 00');
    expect(picture!.text).toContain('ngày 25/7/2023; không tính số liệu đang nhập.');
    expect(picture!.text).toContain('- Sở Công Thương: 0/');
    expect((await readFile(picture!.paths![0]!)).subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('a list of people sent in chat', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'people-')), 'danh sách.xlsx');
  const rows = [
    ['DANH SÁCH ĐẦU MỐI'],
    ['TT', 'Họ và tên', 'Chức vụ', 'Đơn vị', 'Điện thoại'],
    ['1', 'Nguyễn Thị Mẫu', 'Chuyên viên', 'SCT', '0912345678'],
    ['2', 'Trần Văn Tư', 'Phó phòng', 'Sở Không Có', ''],
  ];
  const sheet = { name: 'DS', rows: rows.map((cells) => ({ cells: cells.map((value) => ({ value })) })) };
  await writeFile(path, writeWorkbook({ title: '', sheets: [sheet] }));
  const known = () => db.select().from(person).where(eq(person.name, 'Nguyễn Thị Mẫu'));

  test('by an officer is a file like any other', async () => {
    const [answer] = await say('focal@Sở Công Thương', [`@file ${path}`]);
    expect(answer!.choices).toEqual([]);
    expect(await known()).toEqual([]);
  });

  test('by the coordinator is read out first, and nothing is written before it is confirmed', async () => {
    const [read] = await say('coordinator@Sở Nội vụ', [`@file ${path}`]);
    expect(read!.text).toContain('Đã đọc 02 dòng: 01 người mới');
    expect(read!.text).toContain('- Dòng 4, Trần Văn Tư: chưa xác định được đơn vị');
    expect(read!.choices).toEqual(['Xác nhận', 'Không thực hiện']);
    expect(await wordsOf(read!.paths?.[0])).toContain('Sở Công Thương');
    expect(await known()).toEqual([]);
  });

  test('is written once confirmed, and gives back slips with codes', async () => {
    const [, written] = await say('coordinator@Sở Nội vụ', [`@file ${path}`, '1']);
    expect(written!.text).toContain('Đã ghi: 01 người mới');
    expect(await known()).toHaveLength(1);
    const page = await readFile(written!.paths![0]!, 'utf8');
    expect(page).toContain('Nguyễn Thị Mẫu, Chuyên viên');
    expect(page).toMatch(/<strong class="code">[2-9A-Z]{4} [2-9A-Z]{4}<\/strong>/);
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    const [again] = await say('coordinator@Sở Nội vụ', [`@file ${path}`]);
    expect(again!.text).toContain('00 người mới, 00 thay đổi, 01 không thay đổi');
  });
});

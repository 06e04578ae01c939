import { expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { play, rehearsalDatabase } from '../support/transcript.ts';

/** What `as` is answered to these lines of a plan's season, in order. */
async function told(plan: string, as: string, at: string, lines: readonly string[]): Promise<string[]> {
  const { db } = await rehearsalDatabase({ plan, at });
  const { delivered } = await play(db, { plan, as, at, json: true }, lines);
  return delivered.filter(({ to }) => to === as).map(({ text }) => text);
}

const BP = 'binh-phuoc-2023';

test.each([
  ['hai-phong-2022', 'focal@Báo Hải Phòng', '2022-06-25T08:00', 'UBND quận Lê Chân'],
  ['bac-giang-2022', 'focal@Báo Bắc Giang', '2022-06-25T08:00', 'Sở Y tế'],
])('a press body of %s may ask for the dates, and has nothing to send', async (plan, who, at, inspected) => {
  const [schedule, deadlines] = await told(plan, who, at, ['LICH', 'HAN']);
  expect(schedule).toContain(`- ${inspected}: `);
  expect(deadlines).toContain('hiện không có báo cáo phải gửi');
});

test('every report says to which day its figures are counted, and not to a day to come', async () => {
  const texts = await told(BP, 'focal@Sở Công Thương', '2023-07-25T08:00', [
    'I.1: 3',
    'gửi',
    'gửi phần đã có',
    '26/7',
    '20/7',
    'gửi',
  ]);
  expect(texts.find((text) => text.includes('Số liệu tính đến ngày nào?'))).toBeDefined();
  expect(texts.find((text) => text.includes('Ngày 26/7/2023 chưa đến'))).toBeDefined();
  expect(texts.at(-1)).toMatch(/^XÁC NHẬN TIẾP NHẬN/);
  expect(texts.at(-1)).toContain('Số liệu tính đến ngày: 20/7/2023');
});

test('items of the outline are carried to the team as they were written', async () => {
  const written = `Đã ban hành 05 văn bản; tổ chức 02 hội nghị quán triệt.\n${'Còn 01 việc chậm. '.repeat(20)}Hết.`;
  const { db } = await freshDatabase();
  const lead = 'team_lead@Sở Nội vụ';
  const lines = ['gui', '9', 'I.1', written, 'gửi', 'gửi phần đã có', 'hôm nay', 'gửi'];
  const { delivered } = await play(
    db,
    { plan: BP, as: 'focal@Sở Công Thương', at: '2023-07-25T08:00', json: true },
    [...lines, `@as ${lead}`, 'xem số liệu Sở Công Thương', '9'],
  );
  const read = delivered.filter(({ to }) => to === lead).at(-1)?.text;
  expect(read).toContain(written);
});

test('who has not sent is told date by date: three, three, two, two, and those who inspect themselves', async () => {
  const before = await told(BP, 'coordinator@Sở Nội vụ', '2023-07-31T08:00', ['ai chưa nộp']);
  expect(before[0]).toContain(
    'Quá hạn, chưa gửi 03: Sở Công Thương, Sở Tài nguyên và Môi trường, UBND huyện',
  );
  const [preparing] = await told(BP, 'coordinator@Sở Thông tin và Truyền thông', '2023-10-31T08:00', [
    'ai chưa nộp',
  ]);
  expect(preparing).toContain('trước ngày 30/8/2023');
  expect(preparing).toContain('Quá hạn, chưa gửi 03: ');
  expect(preparing).toContain('Quá hạn, chưa gửi 02: UBND thành phố Đồng Xoài, UBND huyện Lộc Ninh');
  const [own] = await told(BP, 'coordinator@Sở Nội vụ', '2023-11-30T08:00', ['ai chưa nộp']);
  expect(own).toContain('Quá hạn, chưa gửi 02: UBND huyện Bù Đăng, UBND thị xã Bình Long');
  expect(own).toContain('Quá hạn, chưa gửi 20: ');
});

test('the note of a table is read to the officer who fills it in', async () => {
  const texts = await told(BP, 'focal@Sở Tài nguyên và Môi trường', '2023-07-25T08:00', ['gui', 'phụ lục 2']);
  expect(texts[1]).toContain('Chi nhánh Văn phòng Đăng ký đất đai');
  const district = await told(BP, 'focal@UBND huyện Bù Đăng', '2023-07-25T08:00', ['gui', 'phụ lục 5', '1']);
  expect(district.join('\n')).toContain('Kinh phí thực hiện khảo sát (nếu có)');
});

test('the announcement asks the unit to tell its participants and to prepare a place', async () => {
  const { db } = await freshDatabase();
  const { delivered } = await play(
    db,
    { plan: 'bac-giang-2022', as: 'coordinator@Sở Nội vụ', at: '2022-04-01T08:00', json: true },
    [
      'lịch kiểm tra Sở Y tế',
      '@press Thông báo cuộc kiểm tra',
      '12/TB-TKT ngày 01/4/2022, 8h ngày 5/5/2022, tại trụ sở',
      '1',
      '@at 2022-04-01T09:00',
    ],
  );
  const notice = delivered.filter(({ to }) => to === 'focal@Sở Y tế').at(-1)?.text;
  expect(notice).toContain('Lịch làm việc của Tổ kiểm tra tại Sở Y tế');
  expect(notice).toContain('08 giờ 00 phút');
  expect(notice).toContain('- Tổ trưởng: ');
  expect(notice).toContain('thông tin đến thành phần tham dự và chuẩn bị địa điểm làm việc');
});

test('the announcement names the contents looked into, and the schedule everybody who comes', async () => {
  const { db } = await freshDatabase();
  const unit = 'focal@UBND quận Hải An';
  const { delivered } = await play(
    db,
    { plan: 'hai-phong-2022', as: 'coordinator@Sở Nội vụ', at: '2022-08-15T08:00', json: true },
    [
      'bổ sung cuộc kiểm tra UBND quận Hải An ngày 15/9/2022, nội dung thủ tục hành chính, chính quyền số, theo 45/QĐ-UBND ngày 12/8/2022',
      '1',
      'lịch kiểm tra quận Hải An',
      '@press Thông báo cuộc kiểm tra',
      '77/TB-ĐKT ngày 15/8/2022, 8h ngày 15/9/2022',
      '1',
      `@as ${unit}`,
      'LICH',
    ],
  );
  const [notice, schedule] = delivered.filter(({ to }) => to === unit).map(({ text }) => text);
  expect(notice).toContain('- Nội dung: thủ tục hành chính; chính quyền số');
  expect(notice).toContain('Tổ giúp việc kiểm tra hồ sơ, tài liệu');
  expect(schedule).toContain('- Thành viên Đoàn kiểm tra (05): Lãnh đạo Sở Tư pháp; ');
  expect(schedule).toContain('- Thư ký Đoàn (01): ');
  expect(schedule).toContain('- Tổ giúp việc (07): ');
});

test('a report is proved by the number of its paper; its file is not taken, and the way is said', async () => {
  const texts = await told('soc-trang-2021', 'focal@Phòng TCCB', '2021-02-20T08:00', [
    '@file bao-cao-quy-1.pdf',
  ]);
  expect(texts.at(-1)).toContain('Đề nghị nhắn số liệu hoặc số, ký hiệu văn bản');
});

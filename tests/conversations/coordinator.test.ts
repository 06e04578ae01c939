import { expect, test } from 'vitest';
import { play, rehearsalDatabase, type DeliveredLine } from '../support/transcript.ts';

const SNV = 'coordinator@Sở Nội vụ';
const SCT = 'focal@Sở Công Thương';

/** Plays lines and returns what `to` was told, in order. */
async function season(lines: readonly string[], at = '2023-07-20T09:00', as = SNV) {
  const { db } = await rehearsalDatabase({ at });
  const { delivered } = await play(db, { as, at, json: true }, lines);
  const to = (who: string): DeliveredLine[] => delivered.filter((line) => line.to === who);
  return { to, texts: (who: string): string[] => to(who).map(({ text }) => text) };
}

test('a visit is announced with one typed line and one confirmation, and the unit is told', async () => {
  const { texts } = await season([
    'THONGBAO',
    '1',
    '123/TB-ĐKT ngày 20/7/2023, 8h ngày 3/8/2023, tại trụ sở',
    '1',
  ]);
  const [, , summary, done] = texts(SNV);
  expect(summary).toContain('Thông báo số 123/TB-ĐKT ngày 20/7/2023');
  expect(summary).toContain('08 giờ 00 phút, thứ Năm, ngày 03/8/2023, tại trụ sở');
  expect(summary).toContain(
    'thời hạn không thay đổi, trước ngày 30/7/2023 (chậm nhất hết ngày 29/7/2023, thứ Bảy)',
  );
  expect(done).toContain('Đã ghi nhận lúc 09 giờ 00 phút, ngày 20/7/2023');
  const [news] = texts(SCT);
  expect(news).toContain('Lịch làm việc của Đoàn kiểm tra tại Sở Công Thương');
  expect(news).toContain('08 giờ 00 phút, thứ Năm, ngày 03/8/2023');
});

test('nothing leaves before the confirmation, and what is wrong in the line is said', async () => {
  const { texts } = await season([
    'THONGBAO',
    '1',
    'ngày 20/7/2023, 8h ngày 3/8/2023',
    '123/TB-ĐKT, 8h ngày 3/8/2023',
    '123/TB-ĐKT ngày 21/7/2023',
    '123/TB-ĐKT ngày 20/7/2023, 8h ngày 31/9/2023',
    '123/TB-ĐKT ngày 20/7/2023, ngày 3/8/2023',
    '123/TB-ĐKT ngày 20/7/2023, 8h ngày 19/7/2023',
    '123/TB-ĐKT ngày 20/7/2023, 8h ngày 3/8/2023',
    'không',
  ]);
  expect(texts(SNV).slice(2)).toEqual([
    expect.stringContaining('Chưa đọc được số, ký hiệu và ngày của thông báo'),
    expect.stringContaining('Thông báo số 123/TB-ĐKT ngày nào?'),
    expect.stringContaining('Ngày thông báo 21/7/2023 chưa đến'),
    expect.stringContaining('không có ngày này trong lịch'),
    expect.stringContaining('vào lúc mấy giờ?'),
    expect.stringContaining('đã qua'),
    expect.stringContaining('Thông báo cuộc kiểm tra tại Sở Công Thương'),
    'Đã dừng, chưa có thay đổi nào được thực hiện.',
  ]);
  expect(texts(SCT)).toEqual([]);
});

test('a confirmation may be corrected by typing the line anew', async () => {
  const { texts } = await season([
    'THONGBAO',
    '1',
    '123/TB-ĐKT ngày 20/7/2023, 8h ngày 3/8/2023',
    '124/TB-ĐKT ngày 20/7/2023, 14h ngày 4/8/2023',
    '1',
  ]);
  expect(texts(SCT)[0]).toContain('124/TB-ĐKT');
  expect(texts(SCT)[0]).toContain('14 giờ 00 phút, thứ Sáu, ngày 04/8/2023');
});

test('a button pressed twice announces once', async () => {
  const { texts } = await season([
    'THONGBAO',
    '1',
    '123/TB-ĐKT ngày 20/7/2023, 8h ngày 3/8/2023',
    '@press Xác nhận',
    '@press Xác nhận',
  ]);
  expect(texts(SCT)).toHaveLength(1);
  expect(texts(SNV).at(-1)).toContain('Câu này đã qua');
});

test('a moved session names the old and the new date, warns of a day outside the plan, and tells unit and lead', async () => {
  const { texts } = await season([
    'THONGBAO',
    '1',
    '123/TB-ĐKT ngày 20/7/2023, 8h ngày 3/8/2023',
    '1',
    'DATLICH',
    '1',
    '14h ngày 2/9/2023',
    '1',
  ]);
  const summary = texts(SNV).at(-2);
  expect(summary).toContain('Lịch cũ: 08 giờ 00 phút, thứ Năm, ngày 03/8/2023');
  expect(summary).toContain('Lịch mới: 14 giờ 00 phút, thứ Bảy, ngày 02/9/2023');
  expect(summary).toContain('ngoài thời gian theo Kế hoạch (từ ngày 01/8/2023 đến hết ngày 08/8/2023)');
  expect(summary).toContain('là ngày nghỉ');
  expect(texts(SCT).at(-1)).toContain('Thay đổi lịch làm việc');
  expect(texts('team_lead@Sở Nội vụ').at(-1)).toContain('Thay đổi lịch làm việc');
});

test('an extension without the number of a paper is refused; with it both dates are shown', async () => {
  const { texts } = await season([
    'GHIGIAHAN',
    '1',
    'đến hết ngày 5/8/2023',
    '45/UBND-NC ngày 19/7/2023, đến hết ngày 5/8/2023',
    '1',
  ]);
  const [, , refused, summary, done] = texts(SNV);
  expect(refused).toContain('chỉ được gia hạn khi có số, ký hiệu của văn bản cho phép');
  expect(summary).toContain('Thời hạn cũ: trước ngày 30/7/2023 (chậm nhất hết ngày 29/7/2023, thứ Bảy)');
  expect(summary).toContain('Thời hạn mới: chậm nhất hết ngày 05/8/2023 (thứ Bảy)');
  expect(done).toContain('Đã ghi nhận gia hạn');
  expect(texts(SCT).at(-1)).toContain('45/UBND-NC');
});

test('a report noted as received on paper is on time by its day and is no longer reminded of', async () => {
  const { texts } = await season(
    ['DANHAN', 'Sở Công Thương', '123/BC-SCT ngày 28/7, nhận ngày 29/7', '1', '@at 2023-08-03T09:00'],
    '2023-07-31T09:00',
  );
  expect(texts(SNV)[2]).toContain('kết quả: đúng hạn');
  expect(texts(SNV)[3]).toContain('đúng hạn');
  expect(texts(SCT).filter((text) => text.includes('chưa nhận được'))).toEqual([]);
});

test('one unit is urged about its own report alone, and only once a day', async () => {
  const { texts } = await season(
    ['DONDOC', 'Sở Tài nguyên', '1', 'DONDOC', 'Sở Tài nguyên', '1'],
    '2023-08-02T09:00',
  );
  expect(texts(SNV)[1]).toContain(
    'Sở Tài nguyên và Môi trường: Báo cáo phục vụ Đoàn kiểm tra, trước ngày 30/7/2023',
  );
  expect(texts(SNV).at(-1)).toContain('Hôm nay đã đôn đốc: Sở Tài nguyên và Môi trường');
  const news = texts('focal@Sở Tài nguyên và Môi trường');
  expect(news).toHaveLength(1);
  expect(news[0]).not.toContain('Công Thương');
  expect(texts(SCT)).toEqual([]);
});

test('all late units are urged at once, each by a message of its own', async () => {
  const { texts } = await season(['DONDOC', '1', '1'], '2023-08-02T09:00');
  for (const unit of ['Sở Công Thương', 'Sở Tài nguyên và Môi trường', 'UBND huyện Phú Riềng']) {
    const [told, ...more] = texts(`focal@${unit}`);
    expect(told).toContain(unit);
    expect(more).toEqual([]);
  }
  expect(texts(SCT)[0]).not.toContain('Tài nguyên');
});

test('the head of a late unit is written to only after approval, without the name of the officer', async () => {
  const before = await season(['@at 2023-08-02T09:00'], '2023-07-31T09:00');
  expect(before.texts('unit_head@Sở Công Thương')).toEqual([]);
  const { texts } = await season(
    ['@at 2023-08-02T09:00', 'DUYET', '1', '1', 'DUYET', '1', '2'],
    '2023-07-31T09:00',
  );
  const told = texts('unit_head@Sở Công Thương');
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('trước ngày 30/7/2023');
  expect(told[0]).not.toContain('đầu mối CCHC');
  expect(texts('unit_head@Sở Tài nguyên và Môi trường')).toEqual([]);
});

test("tomorrow's batch is looked at beforehand, and sending can be held and let go", async () => {
  const { texts } = await season(
    ['NGAYMAI', 'TAMDUNG', '1', 'NGAYMAI', 'GUITIEP', '1', '@at 2023-07-25T09:00'],
    '2023-07-24T09:00',
  );
  const [before, asked, held, looked, , let_go] = texts(SNV);
  expect(before).toMatch(
    /08 giờ 00 phút, 25\/7\/2023 \(thứ Ba\), Sở Công Thương: .*trước hạn 03 ngày làm việc/,
  );
  expect(asked).toContain('Tạm dừng gửi mọi tin chủ động');
  expect(held).toContain('Đã tạm dừng gửi tin');
  expect(looked).toContain('Việc gửi tin đang tạm dừng');
  expect(let_go).toContain('Đã mở lại việc gửi tin');
  expect(texts(SCT)).toEqual([expect.stringContaining('còn 03 ngày làm việc')]);
});

test('a person is added part by part, a body of another unit is refused, and the code is shown once', async () => {
  const body = 'coordinator@Sở Thông tin và Truyền thông';
  const lines = [
    'THEMNGUOI',
    'Nguyễn Văn Thử',
    'Chuyên viên',
    'Sở Ngoại giao',
    'Sở Y tế',
    'UBND huyện Lộc Ninh',
    'đầu mối',
    '1',
    'CHUALIENKET',
  ];
  const { texts } = await season(lines, '2023-07-20T09:00', body);
  const said = texts(body);
  expect(said[3]).toContain('Chưa xác định được cơ quan, đơn vị "Sở Ngoại giao"');
  expect(said[4]).toContain('Sở Y tế không thuộc phạm vi điều phối');
  expect(said.at(-3)).toContain('Thêm đồng chí Nguyễn Văn Thử, Chuyên viên, UBND huyện Lộc Ninh');
  expect(said.at(-2)).toMatch(/Mã kết nối của đồng chí Nguyễn Văn Thử: [2-9A-HJKMNP-Z]{8}/);
  expect(said.at(-1)).toContain('UBND huyện Lộc Ninh: Nguyễn Văn Thử');
  expect(said.filter((text) => text.includes('Mã kết nối của'))).toHaveLength(1);
});

test.each([SCT, 'team_lead@Sở Nội vụ', 'unit_head@Sở Công Thương'])('%s coordinates nothing', async (who) => {
  const commands = [
    'DIEUHANH',
    'THONGBAO',
    'DATLICH',
    'DANHAN',
    'GHIGIAHAN',
    'DONDOC',
    'DUYET',
    'NGAYMAI',
    'TAMDUNG',
    'THEMNGUOI',
    'CAPMA',
  ];
  const { texts } = await season(commands, '2023-08-02T09:00', who);
  expect(new Set(texts(who))).toEqual(new Set([expect.stringContaining('do cơ quan thường trực thực hiện')]));
});

test.each([
  'Nguyễn Thị Mẫu, trưởng phòng, UBND huyện Lộc Ninh, đầu mối',
  'thêm đồng chí Nguyễn Thị Mẫu là trưởng phòng UBND huyện Lộc Ninh làm đầu mối',
])('a person said at once is read whole: %s', async (line) => {
  const body = 'coordinator@Sở Thông tin và Truyền thông';
  const { texts } = await season(['THEMNGUOI', line], '2023-07-20T09:00', body);
  expect(texts(body).at(-1)).toContain(
    'Thêm đồng chí Nguyễn Thị Mẫu, trưởng phòng, UBND huyện Lộc Ninh, vai trò cán bộ đầu mối',
  );
});

test('a question is not taken for a name, a word ends the adding, and a move names no old paper', async () => {
  const { texts } = await season([
    'THEMNGUOI',
    'ai chưa gửi',
    'THEMNGUOI',
    'thôi',
    'THONGBAO',
    '1',
    '123/TB-ĐKT ngày 20/7/2023, 8h ngày 3/8/2023',
    '1',
    'DATLICH',
    '1',
    '14h ngày 5/8/2023',
    '1',
  ]);
  const said = texts(SNV);
  expect(said[1]).not.toContain('Chức vụ');
  expect(said[3]).toContain('Đã dừng, chưa có thay đổi nào');
  expect(said.at(-2)).toContain('05/8/2023 (thứ Bảy) là ngày nghỉ.');
  const moved = texts(SCT).at(-1);
  expect(moved).toContain('Buổi làm việc được điều chỉnh');
  expect(moved).not.toContain('123/TB-ĐKT');
});

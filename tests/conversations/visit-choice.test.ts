import { expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { play, rehearsalDatabase } from '../support/transcript.ts';

/** What the coordinator of a plan is answered to these lines, in order. */
async function told(plan: string, at: string, lines: readonly string[]): Promise<string[]> {
  const { db } = await rehearsalDatabase({ plan, at });
  const as = 'coordinator@Sở Nội vụ';
  const { delivered } = await play(db, { plan, as, at, json: true }, lines);
  return delivered.filter(({ to }) => to === as).map(({ text }) => text);
}

test('a visit beyond the offered ones is reached by the name of its unit, whatever is to be done with it', async () => {
  const texts = await told('bac-giang-2022', '2022-03-01T08:00', [
    'DATLICH',
    'Sở Nội vụ',
    'HUYCUOC',
    'UBND huyện Yên Dũng',
    'THONGBAO',
    'so y te',
  ]);
  expect(texts[0]).toMatch(
    /^Cuộc kiểm tra nào\?[^\n]*\nCòn 07 cuộc kiểm tra khác: đề nghị nhắn tên đơn vị\.$/,
  );
  expect(texts[1]).toMatch(/^Buổi làm việc tại Sở Nội vụ, /);
  expect(texts[3]).toMatch(/^Không tiến hành cuộc kiểm tra tại UBND huyện Yên Dũng/);
  expect(texts[5]).toMatch(/^Thông báo cuộc kiểm tra tại Sở Y tế/);
});

test('the unit and the hour may be typed at once; a question about a unit is still a question', async () => {
  const texts = await told('bac-giang-2022', '2022-03-01T08:00', [
    'DATLICH',
    'Sở Nội vụ, 8h ngày 11/8/2022, tại trụ sở',
    'DATLICH',
    'lịch kiểm tra Sở Y tế',
  ]);
  expect(texts[1]).toContain('Lịch mới: 08 giờ 00 phút, thứ Năm, ngày 11/8/2022');
  expect(texts[3]).toMatch(/^Kiểm tra tại Sở Y tế/);
});

test('the request for days names how to reach the visits it does not offer', async () => {
  const texts = await told('bac-giang-2022', '2022-05-31T08:00', [
    '@at 2022-06-01T08:00',
    'đặt lịch Sở Nội vụ',
    'DATLICH UBND thành phố Bắc Giang 8h ngày 11/8/2022',
  ]);
  const asked = texts.find((text) => text.startsWith('Đề nghị đặt ngày kiểm tra quý III'));
  expect(asked).toContain('Đơn vị chưa có trong các lựa chọn: soạn DATLICH và tên đơn vị.');
  expect(texts.at(-2)).toMatch(/^Buổi làm việc tại Sở Nội vụ, /);
  expect(texts.at(-1)).toContain('Lịch mới: 08 giờ 00 phút, thứ Năm, ngày 11/8/2022');
});

test('a bare month with its year is a month, typed alone or in a sentence', async () => {
  const texts = await told('hai-phong-2022', '2022-06-01T08:00', [
    'THEMCUOC',
    'Sở Xây dựng',
    '9/2022',
    '45/QĐ-UBND ngày 01/6/2022',
    'thôi',
    'THEMCUOC',
    'Sở Xây dựng, 10/2022, theo 45/QĐ-UBND ngày 01/6/2022',
  ]);
  expect(texts[2]).toMatch(/^Theo văn bản nào\?/);
  expect(texts[3]).toContain('- Thời gian: tháng 9 năm 2022');
  expect(texts[6]).toContain('- Thời gian: tháng 10 năm 2022');
});

test('the unit of a surprise visit that does not take place is not spoken to of a report nobody asked for', async () => {
  const { db } = await freshDatabase();
  const as = 'team_lead@UBND thành phố Hải Phòng';
  const { delivered } = await play(db, { plan: 'hai-phong-2022', as, at: '2022-06-14T08:00', json: true }, [
    'DOTXUAT',
    'Sở Xây dựng, 8h ngày 15/7/2022',
    'không',
    'tất cả',
    '1',
    'CONGBO',
    '12/TB-ĐKT ngày 14/6/2022',
    '1',
    '@at 2022-06-14T10:00',
    'HUYCUOC',
    '1',
    'trùng lịch họp',
    '1',
    '@at 2022-06-14T11:00',
  ]);
  const last = delivered.filter(({ to }) => to === 'focal@Sở Xây dựng').at(-1)?.text;
  expect(last).toContain('Lý do: trùng lịch họp.');
  expect(last).toContain('gửi riêng cho cuộc kiểm tra này, nếu có, không phải gửi nữa');
});

test('a day set for a visit is not called the plan’s; a day outside the month a paper gave is pointed out', async () => {
  const quarter = await told('bac-giang-2022', '2022-04-01T08:00', [
    'DATLICH Sở Y tế',
    '8h ngày 5/5/2022, tại trụ sở',
    '1',
    'lịch kiểm tra Sở Y tế',
  ]);
  expect(quarter[3]).toContain('- Thời gian kiểm tra: ngày 05/5/2022');
  expect(quarter[3]).not.toContain('Thời gian theo Kế hoạch');
  const added = await told('hai-phong-2022', '2022-08-03T08:00', [
    'THEMCUOC',
    'UBND quận Hải An, tháng 9/2022, theo 45/QĐ-UBND ngày 01/8/2022',
    '1',
    'đổi lịch làm việc tại UBND quận Hải An',
    '8h ngày 12/12/2022',
  ]);
  expect(added[4]).toContain('ngoài thời gian theo văn bản bổ sung (tháng 9 năm 2022)');
});

import { expect, test } from 'vitest';
import { play, rehearsalDatabase } from '../support/transcript.ts';

const SCT = 'focal@Sở Công Thương';
const SNV = 'coordinator@Sở Nội vụ';
const LEAD = 'team_lead@Sở Nội vụ';
const SENT = ['VANBAN', '123/BC-SCT ngày 28/7'];

/** What each person was told after these lines, in order. */
async function told(as: string, lines: readonly string[], at = '2023-07-28T09:00') {
  const { db } = await rehearsalDatabase({ at });
  const { delivered } = await play(db, { as, at, json: true }, lines);
  return (who: string): string[] => delivered.filter(({ to }) => to === who).map(({ text }) => text);
}

test('a difficulty goes to the body that coordinates only after it was shown, and the answer comes back', async () => {
  const to = await told(SCT, [
    'HOI',
    'Phụ lục 2 có tính hồ sơ liên thông không?',
    'gửi',
    `@as ${SNV}`,
    'CAUHOI',
    '1',
    'Có, tính cả hồ sơ liên thông.',
    '1',
    'CAUHOI',
  ]);
  expect(to(SCT)[1]).toContain('"Phụ lục 2 có tính hồ sơ liên thông không?"');
  expect(to(SCT)[2]).toContain('Đã chuyển đến Sở Nội vụ lúc 09 giờ 00 phút, ngày 28/7/2023');
  expect(to(SNV)[0]).toContain('Vướng mắc của Sở Công Thương');
  expect(to(SCT)[3]).toContain('Có, tính cả hồ sơ liên thông.');
  expect(to(SNV).at(-1)).toContain('Không có vướng mắc nào chờ trả lời');
});

test('a difficulty not confirmed goes to nobody', async () => {
  const to = await told(SCT, [
    'HOI',
    'Phụ lục 2 có tính hồ sơ liên thông không?',
    'không',
    `@as ${SNV}`,
    'CAUHOI',
  ]);
  expect(to(SCT).at(-1)).toBe('Đã dừng, chưa có nội dung nào được gửi đi.');
  expect(to(SNV)).toEqual([expect.stringContaining('Không có vướng mắc nào')]);
});

test('words too long to pass on are refused whole, and those of any script are passed on as typed', async () => {
  const to = await told(SCT, ['HOI', 'á'.repeat(2_001), '<b>Biểu</b> *mẫu*\u202e 😀', 'gửi']);
  expect(to(SCT)[1]).toContain('quá 2.000 ký tự');
  expect(to(SCT)[2]).toContain('"<b>Biểu</b> *mẫu* 😀"');
  expect(to(SNV)[0]).toContain('<b>Biểu</b> *mẫu* 😀');
});

test('a wish for more time is passed on and changes nothing by itself', async () => {
  const to = await told(SCT, ['xin lùi thời hạn báo cáo đến 10/8 vì bão', '1', 'HAN']);
  expect(to(SCT)[0]).toContain('Thời hạn hiện tại không thay đổi');
  expect(to(SNV)[0]).toContain('Đề nghị lùi thời hạn, đến ngày 10/8/2023');
  expect(to(SCT)[2]).toContain('trước ngày 30/7/2023');
});

test('wrong details are told to the coordinator in the words of the person', async () => {
  const to = await told(SCT, ['SAI', 'Tôi đã chuyển sang Phòng Kế hoạch', '1']);
  expect(to(SNV)[0]).toContain('Đề nghị điều chỉnh thông tin người dùng: Tôi đã chuyển sang Phòng Kế hoạch');
});

test('the lead asks for a supplement with words and a day of its own; being on time stays', async () => {
  const to = await told(SCT, [
    ...SENT,
    `@as ${LEAD}`,
    'tình hình sở công thương',
    'Đề nghị bổ sung',
    'Phụ lục 2: nêu lý do 03 hồ sơ quá hạn.',
    '31/9',
    'hết ngày 27/7',
    'hết ngày 01/8',
    '1',
    `@as ${SCT}`,
    'HAN',
  ]);
  const lead = to(LEAD);
  expect(lead).toContainEqual(expect.stringContaining('Chưa xác định được ngày'));
  expect(lead).toContainEqual(expect.stringContaining('Ngày 27/7/2023 đã qua'));
  expect(lead.at(-2)).toContain('chậm nhất hết ngày 01/8/2023 (thứ Ba)');
  expect(lead.at(-1)).toContain('Đã gửi đề nghị bổ sung đến đầu mối Sở Công Thương');
  expect(to(SCT)).toContainEqual(expect.stringContaining('Phụ lục 2: nêu lý do 03 hồ sơ quá hạn.'));
  const deadlines = to(SCT).at(-1);
  expect(deadlines).toContain('đúng hạn');
  expect(deadlines).toContain(
    'Bổ sung, hoàn chỉnh báo cáo phục vụ Đoàn kiểm tra: chậm nhất hết ngày 01/8/2023',
  );
});

test('nothing is asked to be completed before anything has come', async () => {
  const to = await told(LEAD, ['tình hình sở công thương']);
  expect(to(LEAD)[0]).not.toContain('Đề nghị bổ sung');
});

test('before a visit the lead sees what has come and what is still owed', async () => {
  const to = await told(SCT, [
    ...SENT,
    `@as ${LEAD}`,
    'tình hình sở công thương',
    'Lưu ý trước buổi làm việc',
  ]);
  const file = to(LEAD).at(-1);
  expect(file).toContain(
    'Lưu ý trước buổi làm việc tại Sở Công Thương (số liệu đến 09 giờ 00 phút, ngày 28/7/2023)',
  );
  expect(file).toContain('đúng hạn');
  expect(file).toContain('Số liệu: chưa có số liệu được gửi');
});

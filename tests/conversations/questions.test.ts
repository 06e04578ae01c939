import { expect, test } from 'vitest';
import { play, rehearsalDatabase } from '../support/transcript.ts';

const SCT = 'focal@Sở Công Thương';
const LEAD = 'team_lead@Sở Nội vụ';

/** What `as` is answered to these lines, in order. */
async function answers(
  as: string,
  lines: readonly string[],
  at = '2023-07-26T14:05',
  network: 'zalo' | 'telegram' = 'zalo',
) {
  const { db } = await rehearsalDatabase({ at, network });
  const { delivered } = await play(db, { as, at, json: true, network }, lines);
  return delivered.filter(({ to }) => to === as).map(({ text, choices }) => ({ text, choices }));
}

const texts = async (...question: Parameters<typeof answers>): Promise<string[]> =>
  (await answers(...question)).map(({ text }) => text);

test('a deadline is told with both dates, the day worth aiming at and the moment of the data', async () => {
  const [text] = await texts(SCT, ['HAN']);
  expect(text).toContain('trước ngày 30/7/2023 (chậm nhất hết ngày 29/7/2023, thứ Bảy)');
  expect(text).toContain('đề nghị gửi trong ngày làm việc thứ Sáu, ngày 28/7/2023 (còn 02 ngày làm việc)');
  expect(text).toContain('số liệu đến 14 giờ 05 phút, ngày 26/7/2023');
});

test.each([
  ['2023-07-28T08:00', 'hôm nay là ngày làm việc cuối cùng trước hạn'],
  ['2023-07-29T23:59', 'còn trong hạn, các ngày còn lại là ngày nghỉ'],
  ['2023-07-30T00:00', 'quá hạn 01 ngày'],
])('at %s the report is told of as: %s', async (at, words) => {
  expect((await texts(SCT, ['HAN'], at))[0]).toContain(words);
});

test('a focal officer learns of other units when they are visited, and nothing else about them', async () => {
  const [schedule, deadline, status, contact] = await texts(
    SCT,
    [
      'lịch kiểm tra sở tài nguyên',
      'hạn của sở tài nguyên',
      'tình hình sở tài nguyên',
      'đầu mối sở tài nguyên',
    ],
    '2023-08-02T08:00',
  );
  expect(schedule).toContain('từ ngày 09/8/2023 đến hết ngày 16/8/2023');
  for (const refused of [deadline, status, contact])
    expect(refused).toContain('không có trong phạm vi theo dõi');
});

test('what is outside the scope is answered like what does not exist', async () => {
  const [outside, unknown] = await texts(SCT, ['tình hình sở tài nguyên', 'tình hình sở y tế']);
  expect(outside).toBe(unknown);
});

test('TINHHINH of a focal officer is the own unit', async () => {
  const [text] = await texts(SCT, ['TINHHINH'], '2023-08-02T08:00');
  expect(text).toContain('Sở Công Thương');
  expect(text).not.toMatch(/Tài nguyên|Phú Riềng/);
});

test('the lead is told who has sent and who has not, by date, within the visits led or sat on', async () => {
  const { db } = await rehearsalDatabase();
  const { delivered } = await play(db, { as: SCT, at: '2023-07-28T09:00', json: true }, [
    'VANBAN',
    '123/BC-SCT ngày 28/7',
    '@at 2023-07-31T09:00',
    `@as ${LEAD}`,
    'TINHHINH',
    'ai chưa nộp',
  ]);
  const [summary, late] = delivered
    .filter(({ to, at }) => to === LEAD && at.startsWith('2023-07-31T09'))
    .map(({ text }) => text);
  expect(summary).toContain('Gửi đúng hạn 01: Sở Công Thương');
  expect(summary).toContain('Quá hạn, chưa gửi 02: Sở Tài nguyên và Môi trường, UBND huyện Phú Riềng');
  expect(summary).toContain('số liệu đến 09 giờ 00 phút, ngày 31/7/2023');
  expect(summary).not.toContain('tự kiểm tra');
  expect(late).toContain('02 đơn vị quá hạn chưa gửi báo cáo');
  expect(late).not.toContain('Gửi đúng hạn');
});

test('nothing is called late while its last day is not over', async () => {
  const [text] = await texts(LEAD, ['ai chưa nộp'], '2023-07-29T23:59');
  expect(text).toContain('Không có đơn vị nào quá hạn');
  expect(text).not.toContain('Quá hạn, chưa gửi');
});

test('a question about one unit is carried over to the next: "còn Bù Đăng?"', async () => {
  const [, carried] = await texts(LEAD, ['tình hình sở công thương', 'còn Bù Đăng?']);
  expect(carried).toContain('UBND huyện Bù Đăng');
  expect(carried).toContain('trước ngày 30/9/2023');
});

test('a plan without tasks says so, instead of inventing percentages', async () => {
  const said = await texts(LEAD, [
    'bao nhiêu nhiệm vụ quá hạn',
    'nv 3,4,7 thế nào',
    'hoàn thành bao nhiêu % kế hoạch',
  ]);
  for (const text of said) {
    expect(text).toContain('không giao nhiệm vụ có thời hạn riêng');
    expect(text).not.toContain('%');
  }
});

test('reminders are stopped and taken up again by the person, and the deadline stays', async () => {
  const said = await texts(SCT, ['NGUNGNHAC', 'NGUNGNHAC', 'HAN', 'NHACLAI', 'NHACLAI']);
  expect(said[0]).toContain('Thời hạn báo cáo không thay đổi');
  expect(said[1]).toContain('đã được dừng từ trước');
  expect(said[2]).toContain('trước ngày 30/7/2023');
  expect(said[3]).toContain('Đã mở lại');
  expect(said[4]).toContain('đang được gửi bình thường');
});

test('stopped reminders are not sent, taken-up ones are', async () => {
  expect(await texts(SCT, ['NGUNGNHAC', '@at 2023-07-27T09:00'])).toHaveLength(1);
  expect(await texts(SCT, ['NGUNGNHAC', 'NHACLAI', '@at 2023-07-27T09:00'])).toHaveLength(3);
});

test('the form of address chosen is used from then on', async () => {
  const [, chosen, later] = await texts(SCT, ['đổi cách xưng hô', 'Xưng hô "bà"', 'DIEUHANH']);
  expect(chosen).toContain('"bà"');
  expect(later).toContain('phạm vi của bà');
});

test('DULIEU shows what is kept of the person, and who may see it', async () => {
  const [text] = await texts(SCT, ['DULIEU']);
  expect(text).toContain('đầu mối CCHC Sở Công Thương');
  expect(text).toContain('cơ quan: Sở Công Thương');
  expect(text).toContain(
    'chỉ cơ quan thường trực, thủ trưởng cơ quan của đồng chí và thành viên được phân công xem',
  );
});

test.each([SCT, LEAD, 'coordinator@Sở Nội vụ', 'unit_head@Sở Công Thương'])(
  'the help of %s fits the role, and its choices all lead somewhere',
  async (who) => {
    const [help] = await answers(who, ['/trogiup']);
    expect(help!.choices.length).toBeGreaterThan(2);
    for (const choice of help!.choices) {
      const [, answer] = await answers(who, ['/trogiup', choice]);
      expect(answer?.text, choice).not.toContain('Chưa rõ nội dung');
    }
  },
  120_000,
);

test('who has not sent what is due on a date is told of that date alone; a date that is no deadline is said to be none', async () => {
  const [september, other, today] = await texts('coordinator@Sở Nội vụ', [
    'ai chưa nộp báo cáo hạn 30/9',
    'ai chưa nộp báo cáo hạn 12/9',
    'đến 26/7 còn ai chưa nộp',
  ]);
  expect(september).toContain('trước ngày 30/9/2023');
  expect(september).not.toContain('30/7/2023');
  expect(other).toContain('Không có báo cáo nào có thời hạn 12/9/2023');
  expect(other).toContain('trước ngày 30/7/2023');
  expect(today).not.toContain('Không có báo cáo nào');
});

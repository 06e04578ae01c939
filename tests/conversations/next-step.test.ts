import { expect, test } from 'vitest';
import { exampleCodes, fullCode, isInput } from '../../src/conversations/form-codes.ts';
import { planNamed } from '../support/plans.ts';
import { play, rehearsalDatabase } from '../support/transcript.ts';

/** What `as` is answered to these lines, in order, with the choices. */
async function told(plan: string, as: string, lines: readonly string[], at: string) {
  const { db } = await rehearsalDatabase({ plan, at });
  const { delivered } = await play(db, { plan, as, at, json: true }, lines);
  return delivered.filter(({ to }) => to === as);
}

test('a number where no choice waits is no figure: what can be asked is offered instead', async () => {
  const at = '2022-06-01T08:00';
  const [none, unasked] = await told('hai-phong-2022', 'focal@Sở Tài chính', ['KETLUAN', '1'], at);
  expect(none?.choices).toEqual([]);
  expect(unasked?.text).toMatch(/^Hiện không có câu nào đang chờ trả lời bằng số\./);
  expect(unasked?.choices).toContain('Xem thời hạn báo cáo');
  const [list, beyond] = await told('hai-phong-2022', 'focal@Sở Tài chính', ['HAN', '9'], at);
  expect(beyond?.text).toBe('Đề nghị nhắn một số từ 1 đến 4 hoặc nêu rõ nội dung.');
  expect(beyond?.choices).toEqual(list?.choices);
});

test('open tasks that are not offered are named by their numbers', async () => {
  const [list] = await told('soc-trang-2021', 'focal@Phòng TCCB', ['NHIEMVU'], '2021-03-10T08:00');
  const offered = list?.choices.flatMap((choice) => /^Số (\d+):/.exec(choice)?.[1] ?? []) ?? [];
  const others = /Chưa hoàn thành còn có số ([\d, ]+);/.exec(list?.text ?? '')?.[1]?.split(', ') ?? [];
  expect(offered).toHaveLength(8);
  expect(others).toHaveLength(11);
  expect(new Set([...offered, ...others]).size).toBe(19);
  expect(list?.text).toContain(`(ví dụ: nhiệm vụ ${others[0] ?? ''}).`);
});

test('who follows several units goes on from the whole to units, fields and what is late', async () => {
  const lines = ['NHIEMVU', '1', 'NHIEMVU', '2', 'NHIEMVU', '3'];
  const answers = await told('soc-trang-2021', 'coordinator@Phòng TCCB', lines, '2021-03-10T08:00');
  expect(answers[1]?.text).toMatch(/^Tiến độ nhiệm vụ theo đơn vị chủ trì/);
  expect(answers[3]?.text).toMatch(/^Tiến độ nhiệm vụ theo lĩnh vực/);
  expect(answers[5]?.text).toMatch(/^Không có nhiệm vụ quá hạn/);
});

test('each hat is told its own words, and none of another', async () => {
  const at = '2022-06-01T08:00';
  const coordinator = await told('hai-phong-2022', 'coordinator@Sở Nội vụ', ['TROGIUP', 'DIEUHANH'], at);
  for (const word of ['THEMCUOC', 'HUYCUOC', 'DAKIEMTRA', 'KETLUAN', 'NHIEMVU', 'TINLOI', 'SOTIN'])
    expect(coordinator[0]?.text).toContain(word);
  expect(coordinator[1]?.text).toContain('THEMCUOC');
  const lead = await told('hai-phong-2022', 'team_lead@UBND thành phố Hải Phòng', ['TROGIUP', 'abc xyz'], at);
  for (const word of ['DOTXUAT', 'CONGBO', 'DAKIEMTRA', 'KETLUAN']) expect(lead[0]?.text).toContain(word);
  expect(lead[1]?.text).toContain('KETLUAN');
  expect(lead[1]?.text).not.toContain('DIEUHANH');
});

test('the codes of an example belong to one row each', () => {
  const plans = ['bac-giang-2022', 'bac-kan-2018', 'binh-phuoc-2023', 'hai-phong-2022', 'soc-trang-2021'];
  for (const form of plans.flatMap((name) => planNamed(name).forms)) {
    const codes = exampleCodes(form, form.rows.filter(isInput));
    expect(new Set(codes).size, form.key).toBe(codes.length);
    for (const code of codes)
      expect(
        form.rows.filter((row) => fullCode(row, form.rows) === code),
        form.key,
      ).toHaveLength(1);
  }
});

test('a task numbered by its section is read as a task, and the day asked for is the day typed', async () => {
  const answers = await told(
    'bac-giang-2022',
    'focal@UBND huyện Lục Ngạn',
    [
      'nhiệm vụ V.6',
      'báo hoàn thành nhiệm vụ V.6',
      'thôi',
      'xin lùi thời hạn nhiệm vụ I.2 đến 30/6/2022 vì chờ kinh phí',
    ],
    '2022-03-28T08:00',
  );
  expect(answers[0]?.text).toMatch(/^Nhiệm vụ số V\.6 /);
  expect(answers[1]?.text).toMatch(/^Báo hoàn thành nhiệm vụ số V\.6\./);
  expect(answers[3]?.text).toContain('Nhiệm vụ số I.2 chưa có thời hạn riêng');
  expect(answers[3]?.text).not.toContain('02/6/2022');
});

test('who enters no figures and gives up a question is not told of a form', async () => {
  const at = '2022-06-14T08:00';
  const lead = 'team_lead@UBND thành phố Hải Phòng';
  const lines = ['DOTXUAT', 'Sở Công Thương và Sở Xây dựng, 15/7/2022', 'thôi'];
  const answers = await told('hai-phong-2022', lead, lines, at);
  expect(answers[2]?.text).toBe('Đã dừng, chưa có thay đổi nào được thực hiện.');
});

import { expect, test } from 'vitest';
import { planNamed } from '../support/plans.ts';
import { play, rehearsalDatabase, type ScriptOptions } from '../support/transcript.ts';

const officer = { as: 'focal@Sở Công Thương', at: '2023-07-25T08:00', json: true } as const;

/** What the speaker was told after each line, in order; lines that move the clock or change the speaker say nothing. */
async function dialogue(lines: readonly string[], options: Partial<ScriptOptions> = {}) {
  const { db } = await rehearsalDatabase({ ...officer, ...options });
  const { delivered } = await play(db, { ...officer, ...options }, lines);
  const told = delivered.filter(({ to }) => to === (options.as ?? officer.as));
  return { told: told.map(({ text }) => text), last: told.at(-1), all: delivered };
}

const [form] = planNamed('binh-phuoc-2023').forms;
const wholeColumn = form!.rows
  .filter(({ kind, numerator, appliesTo }) => kind !== 'group' && numerator === null && appliesTo === null)
  .map(() => '0')
  .join('\n');

test('the whole column of the form pasted at once is sent with one summary and one "Gửi", and gets its receipt', async () => {
  const { told, last } = await dialogue(['gui', wholeColumn, 'gửi', 'hôm nay', 'gửi']);
  expect(told[1]).toContain('Đã ghi 82 số liệu');
  expect(told[3]).toContain('Số liệu: 82/82: 82 có số');
  expect(last?.text).toMatch(/^XÁC NHẬN TIẾP NHẬN – Mã X23-SCT-01\/lần 1\n/);
  expect(last?.text).toContain('Thời điểm gửi đến: 08 giờ 00 phút, ngày 25/7/2023');
  expect(last?.text).toContain(
    'Thời hạn: trước ngày 30/7/2023 (chậm nhất hết ngày 29/7/2023, thứ Bảy). Kết quả: ĐÚNG HẠN',
  );
  expect(last?.text).toMatch(/Mã đối chiếu nội dung: [0-9a-f]{12}\n/);
});

test('without buttons five rows are asked, with buttons one, and a word changes it', async () => {
  const rowsAsked = (text: string | undefined) =>
    text?.split('\n').filter((line) => /^\d[\d.]* /.test(line)).length;
  const plain = await dialogue(['gui', 'mục I', 'từng câu', 'năm câu']);
  expect([1, 2, 3].map((index) => rowsAsked(plain.told[index]))).toEqual([5, 1, 5]);
  const buttons = await dialogue(['gui', '@press I. Công tác chỉ đạo điều hành CCHC: 0/13 đã có'], {
    network: 'telegram',
  });
  expect(rowsAsked(buttons.told[1])).toBe(1);
});

test('a choice is a button, and its number a figure', async () => {
  const { told } = await dialogue(['gui', 'mục VII', 'từng câu', '1', '7', 'xem']);
  expect(told[3]).toContain('Đã ghi: VII.1 = 1 (Hoàn thành)');
  expect(told[4]).toContain('chỉ nhận một trong các giá trị 0 = Chưa có; 1 = 2 cấp; 2 = 3 cấp');
  expect(told[5]).toContain('2 Xây dựng và vận hành Hệ thống họp trực tuyến: …');
});

test('"lùi", "bỏ qua", "xem", "dừng" and "tiếp" work with and without accents', async () => {
  const { told } = await dialogue(['gui', 'mục I', '5', 'bo qua', 'lui', 'xem', 'tiep', 'dung', 'tiep']);
  expect(told[3]).toContain('4.1 Tổng số nhiệm vụ được giao');
  expect(told[4]).toContain('3.2.2');
  expect(told[5]).toContain(
    '1 Số văn bản chỉ đạo CCHC đã ban hành (Kết luận, chỉ thị, công văn chỉ đạo, quán triệt): 5',
  );
  expect(told[7]).toContain('số liệu đã nhập được lưu đầy đủ');
  expect(told[8]).toContain('Mục I. Công tác chỉ đạo điều hành CCHC (1/13 đã có)');
});

test('the blanks of a section are asked once, together, and answered for all or by code', async () => {
  const { told } = await dialogue([
    'gui',
    'mục II',
    'bỏ qua',
    'bỏ qua',
    '1: 4; 2.1: không phát sinh',
    'chưa có số liệu',
  ]);
  expect(told[3]).toContain('Mục II còn 07 dòng chưa có số liệu');
  expect(told[4]).toContain('Đã ghi: II.1 = 4; II.2.1 = không phát sinh');
  expect(told[4]).toContain('Mục II còn 05 dòng chưa có số liệu');
  expect(told[5]).toContain('Đã ghi 05 dòng: chưa có số liệu');
  expect(told[5]).toContain('Mục II đã đủ 7/7');
});

test('a part above its whole is answered back at once, and before T0 cannot be explained away', async () => {
  const { told, last } = await dialogue(['gui', 'III.3.1.1: 1245; III.3.1.2: 1254', 'sửa iii.3.1.2', '1230']);
  expect(told[1]).toContain('III.3.1.2 Số hồ sơ TTHC giải quyết đúng hạn là 1.254, lớn hơn III.3.1.1');
  expect(told[1]).not.toContain('lý do');
  expect(last?.text).toContain('Đã ghi: III.3.1.2 = 1.230');
  expect(last?.text).toContain('III.3.1 = 98,80%');
});

test('a warning is passed with a reason, and the reason goes with the report', async () => {
  const { told, last } = await dialogue([
    'gui',
    'IV.2.1: 50; IV.2.2: 52',
    'tiếp nhận 02 người theo Quyết định số 5',
    'gửi',
    'gửi phần đã có',
    'hôm nay',
    'gửi',
  ]);
  expect(told[1]).toContain('là 52, cao hơn IV.2.1');
  expect(last?.text).toContain('02 có số, 80 chưa có số liệu; 01 nội dung kèm giải trình');
});

test('the lines of a table are checked, totalled, replaced, removed, and late files ask for their reason', async () => {
  const { told } = await dialogue([
    'gui',
    'phụ lục 2',
    'Đất đai: 10, 5, 2, 8, 7, 1, 2, 2, 0\nĐiện lực: 5, 5, 0, 5, 5, 0, 0, 0, 0\nHóa chất: 1, 2',
    'thiếu hồ sơ gốc',
    'Xăng dầu: 10, 1, 0, 9, 9, 1, 1, 1, 0',
    'Xăng dầu: 10, 10, 0, 10, 10, 0, 0, 0, 0',
    'xóa điện lực',
    'Lĩnh vực\tTổng\n1\tCông thương\t100\t60\t5\t90\t90\t0\t10\t10\t0\nTổng cộng\t111\t60\t5\t90\t90\t0\t10\t10\t0',
  ]);
  expect(told[2]).toContain('Đã ghi 02 dòng: Đất đai; Điện lực');
  expect(told[2]).toContain('“Hóa chất: 1, 2”: cần 09 số, tin có 02 số');
  expect(told[2]).toContain('Đề nghị nêu lý do quá hạn');
  expect(told[3]).toContain('Đã ghi giải trình của dòng “Đất đai”');
  expect(told[4]).toContain('Phụ lục 2, dòng “Xăng dầu”: tổng');
  expect(told[5]).toContain('thay dòng đã có: Xăng dầu');
  expect(told[6]).toContain('Đã bỏ dòng: Điện lực');
  expect(told[7]).toContain('là 111; cộng các dòng được 100');
});

test('a table of two parts is entered part by part', async () => {
  const { told } = await dialogue(['gui', 'phụ lục 5', '1', 'Đất đai: 10, 30, 20, 10, 10, 0, 0', 'xem'], {
    as: 'focal@UBND huyện Phú Riềng',
  });
  expect(told[1]).toContain('Đề nghị chọn phần cần nhập');
  expect(told[3]).toContain('Tổng số phiếu khảo sát 40');
  expect(told[4]).toContain('50%');
});

test('bad input gets a sentence each, and nothing is half-written', async () => {
  const nasty = [
    'III.1.1: -5',
    'III.1.1: 1234567890123456789012345678901234567890',
    'IV.1.3: 101',
    'III.1.1: <b>12</b>',
    'IX.9.9: 3',
    'x'.repeat(19_000),
    '😀',
  ];
  const { told, last } = await dialogue(['gui', ...nasty, 'gui']);
  expect(told).toHaveLength(nasty.length + 2);
  expect(last?.choices.slice(0, 7)).toEqual(Array(7).fill(expect.stringMatching(/: 0\/\d+ đã có$/)));
});

test('a report without a form is settled by its paper, and may be told in a text', async () => {
  const { told, last } = await dialogue(
    [
      'gui',
      'Đã tự kiểm tra đầy đủ các nội dung theo Kế hoạch.',
      'gửi',
      'vanban',
      '12/BC-SGTVT ngày 31/9',
      '12/BC-SGTVT ngày 20/7',
    ],
    { as: 'focal@Sở Giao thông vận tải' },
  );
  expect(told[2]).toContain('Kết quả: còn chờ số, ký hiệu văn bản đã ký');
  expect(told[4]).toContain('chưa ghi nhận');
  expect(last?.text).toContain('ĐÃ GHI NHẬN VĂN BẢN');
  expect(last?.text).toContain('số 12/BC-SGTVT ngày 20/7/2023 (đã ghi nhận, chờ đối chiếu bản ký số)');
  expect(last?.text).toContain('Kết quả: ĐÚNG HẠN');
});

test('a colleague who changed something meanwhile brings the summary back', async () => {
  const { all } = await dialogue([
    'gui',
    wholeColumn,
    'gửi',
    'hôm nay',
    '@as unit_head@Sở Công Thương',
    'gui',
    'I.1: 3',
    '@as focal@Sở Công Thương',
    'gửi',
    'gửi',
  ]);
  const texts = all.filter(({ to }) => to === officer.as).map(({ text }) => text);
  expect(texts.at(-2)).toContain('Số liệu vừa được cập nhật thêm');
  expect(texts.at(-1)).toMatch(/^XÁC NHẬN TIẾP NHẬN/);
});

test('another unit’s report is answered like one that does not exist, and sensitive rows only to those who may see them', async () => {
  const { all } = await dialogue([
    'gui',
    wholeColumn,
    'gửi',
    'hôm nay',
    'gửi',
    '@as coordinator@Sở Nội vụ',
    'xem số liệu Sở Công Thương',
    'mục V',
    '@as team_lead@Sở Nội vụ',
    'xem số liệu Sở Công Thương',
    'mục V',
    '@as focal@Sở Y tế',
    'xem số liệu Sở Công Thương',
  ]);
  const lastTo = (who: string) => all.filter(({ to }) => to === who).at(-1)?.text;
  expect(lastTo('coordinator@Sở Nội vụ')).toContain(
    '03 dòng chỉ thành viên phụ trách lĩnh vực và Trưởng đoàn xem được',
  );
  expect(lastTo('coordinator@Sở Nội vụ')).not.toContain('bị kỷ luật');
  expect(lastTo('team_lead@Sở Nội vụ')).toContain(
    '4.1 Số lãnh đạo cơ quan, đơn vị, địa phương bị kỷ luật: 0',
  );
  expect(lastTo('focal@Sở Y tế')).not.toContain('82');
});

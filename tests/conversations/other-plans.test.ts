import { expect, test } from 'vitest';
import { play, rehearsalDatabase } from '../support/transcript.ts';

/** What `as` is answered to these lines of a plan's season, in order. */
async function told(plan: string, as: string, lines: readonly string[], at?: string): Promise<string[]> {
  const { db } = await rehearsalDatabase({ plan, ...(at === undefined ? {} : { at }) });
  const { delivered } = await play(db, { plan, as, ...(at === undefined ? {} : { at }), json: true }, lines);
  return delivered.filter(({ to }) => to === as).map(({ text }) => text);
}

const sent = ['gửi', 'gửi phần đã có', 'hôm nay', 'gửi'];

test('Hải Phòng prints no codes: working numbers are asked by, read back, corrected by and owed by', async () => {
  const texts = await told('hai-phong-2022', 'focal@UBND quận Lê Chân', [
    'gui',
    'mục I',
    '12; mười gì đó; 2; 20; 15',
    'I.1.2: 15',
    'sửa i.1.2',
    '10',
    'II.5.a.3.1.1: 40; II.5.a.3.1.2: 30; II.9.9: 3',
    'xem',
    ...sent,
  ]);
  expect(texts[1]).toContain('\n1.1 Tổng số nhiệm vụ trong kế hoạch');
  expect(texts[1]).toContain('ví dụ "1.1: 12; 1.2: 0"');
  expect(texts[2]).toContain('Đã ghi: I.1.1 = 12; I.1.3 = 2; I.2.1 = 20; I.2.2 = 15.');
  expect(texts[2]).toContain('“mười gì đó” (I.1.2)');
  expect(texts[3]).toContain('tổng I.1.2 Số nhiệm vụ đã hoàn thành 15');
  expect(texts[5]).toContain('Đã ghi: I.1.2 = 10.\nTỷ lệ tự tính: I.1 = 83,33%.');
  expect(texts[6]).toContain('Đã ghi: II.5.a.3.1.1 = 40; II.5.a.3.1.2 = 30.');
  expect(texts[6]).toContain('“II.9.9: 3”: không có mã 9.9');
  expect(texts[7]).toContain('1.2 Số nhiệm vụ đã hoàn thành: 10');
  expect(texts[8]).toContain('- Mục II.5.a: 1.1, 1.2, 1.3, 2,');
  expect(texts.at(-1)).toMatch(/^XÁC NHẬN TIẾP NHẬN/);
  expect(texts.at(-1)).toMatch(/Còn phải bổ sung 22 số liệu: I\.2\.3, I\.2\.4, II\.1\.1\.1/);
});

test('a visit known by its months is told so, and the report waits for the days', async () => {
  const [deadline, visit] = await told('hai-phong-2022', 'focal@UBND quận Lê Chân', ['HAN', 'LICH']);
  expect(deadline).toContain('chờ lịch kiểm tra');
  expect(visit).toContain('Thời gian theo Kế hoạch: từ tháng 6 đến tháng 11 năm 2022');
});

test('Bắc Giang: sections under one code are told apart, and a visit known by its quarter is told so', async () => {
  const texts = await told('bac-giang-2022', 'focal@Sở Y tế', [
    'LICH',
    'LICH toàn kế hoạch',
    'gui',
    'mục 5.2.a.4',
    '5.2.a.1.1: 440; 1: 90; 2: 100',
    'xem',
  ]);
  expect(texts[0]).toContain('Thời gian theo Kế hoạch: quý II năm 2022');
  expect(texts[3]).toContain('Mục 5.2.a.4. Ứng dụng Một cửa điện tử');
  expect(texts[4]).toContain('Đã ghi: 5.2.a.1.1 = 440; 5.2.a.4.1 = 90; 5.2.a.4.2 = 100.');
  expect(texts[4]).toContain('5.2.a.4.3 = 90%');
  expect(texts[5]).toContain('1 Tổng số TTHC áp dụng trên Hệ thống MCĐT: 90');
});

test('the text column of the software list is kept as what it says, and is no explanation', async () => {
  const title = 'Triển khai các phần mềm chuyên ngành của cơ quan, đơn vị, địa phương';
  const texts = await told('bac-giang-2022', 'focal@Sở Y tế', [
    'gui',
    title,
    'Một cửa điện tử: 120; đã kết nối LGSP, Cổng DVC\nKế toán: 5\nQuản lý cán bộ: nhiều; chưa',
    'Phần mềm\tQuy mô\tKết nối\n1\tLưu trữ\t3,5\tchưa kết nối',
    'xem',
    'mục',
    ...sent,
  ]);
  expect(texts[1]).toContain(`${title}\nThứ tự cột: (1) Quy mô sử dụng; (2) Kết nối, chia sẻ`);
  expect(texts[1]).toContain('"Tên phần mềm: 12; nội dung" đủ 02 nội dung');
  expect(texts[2]).toContain('Đã ghi 01 dòng: Một cửa điện tử.');
  expect(texts[2]).toContain('“Kế toán: 5”: cần 02 nội dung theo thứ tự cột, tin có 01');
  expect(texts[2]).toContain('“Quản lý cán bộ: nhiều; chưa”: cột “Quy mô sử dụng” chưa rõ số');
  expect(texts[4]).toContain(
    '- Một cửa điện tử: 120, “đã kết nối LGSP, Cổng DVC”\n- Lưu trữ: 3,5, “chưa kết nối”',
  );
  expect(texts[4]).not.toContain('Tổng:');
  expect(texts.at(-1)).toContain(`Bảng ${title}: 02 dòng`);
});

test('Bắc Kạn: what is due again next year is told with its year, and a paper name leads to the section', async () => {
  const texts = await told('bac-kan-2018', 'focal@Sở Y tế', [
    'HAN',
    'gui',
    '1',
    'mục II.2.1',
    'Công tác kiểm soát TTHC\n\tTổng số TTHC được rà soát\t\t40\n\tTổng số TTHC kiến nghị cấp có thẩm quyền đơn giản hóa\t\t45\nII.9\t\t5',
    'đang rà soát thêm theo Kế hoạch số 5',
    ...sent,
  ]);
  expect(texts[0]).toContain('6 tháng năm 2018: trước ngày 05/6/2018');
  expect(texts[4]).toContain('Đã ghi: II.2.1.2 = 40; II.2.1.3 = 45.');
  expect(texts[4]).toContain('“II.9 5”: không có mã 9');
  expect(texts.at(-1)).toMatch(/^XÁC NHẬN TIẾP NHẬN/);
  expect(texts.at(-1)).toContain('02 có số, 40 chưa có số liệu; 01 nội dung kèm giải trình');
});

test('Sóc Trăng: the number of a plan, typed as the reminder says, proves the plan that is owed', async () => {
  const [receipt] = await told(
    'soc-trang-2021',
    'focal@Trường THPT Hoàng Diệu',
    ['01/KH-THPTHD ngày 25/01/2021'],
    '2021-01-26T08:00',
  );
  expect(receipt).toMatch(/^ĐÃ GHI NHẬN VĂN BẢN/);
  expect(receipt).toContain('Nội dung: Kế hoạch thực hiện cải cách hành chính năm 2021');
  expect(receipt).toContain('ĐÚNG HẠN');
});

test('Bắc Giang: where no plan is owed the number of a plan proves nothing', async () => {
  const [answer] = await told(
    'bac-giang-2022',
    'focal@Sở Y tế',
    ['45/KH-SYT ngày 20/3/2022'],
    '2022-04-04T08:00',
  );
  expect(answer).not.toContain('ĐÃ GHI NHẬN');
});

test('Bắc Kạn: a unit that owes two reports is counted once among those that are late', async () => {
  const [late] = await told(
    'bac-kan-2018',
    'coordinator@Sở Nội vụ',
    ['đơn vị nào chưa nộp'],
    '2018-09-05T08:00',
  );
  expect(late).toMatch(/^27 đơn vị quá hạn chưa gửi báo cáo; 27 đơn vị chưa gửi, còn trong hạn/);
});

test('Sóc Trăng: of monthly and quarterly quotas the overdue and the next are told, the others counted', async () => {
  const [deadlines, choice] = await told(
    'soc-trang-2021',
    'focal@Phòng TCCB',
    ['HAN', 'gui'],
    '2021-03-02T08:00',
  );
  const months = deadlines!.split('\n').filter((line) => line.includes('website Sở'));
  expect(months.map((line) => /tháng [\d/]+/.exec(line)?.[0])).toEqual([
    'tháng 01/2021',
    'tháng 02/2021',
    'tháng 3/2021',
    'tháng 4/2021',
  ]);
  expect(months[1]).toContain('quá hạn 02 ngày');
  expect(months[3]).toMatch(/; và 08 kỳ sau\.$/);
  expect(deadlines).toContain('chuyên trang CCHC của tỉnh, quý I/2021');
  expect(choice).toContain('Đề nghị chọn báo cáo cần gửi');
});

test('Sóc Trăng: the coordinator is told of quotas by the next periods too', async () => {
  const [text] = await told('soc-trang-2021', 'coordinator@Phòng TCCB', ['TINHHINH'], '2021-03-02T08:00');
  expect(text).toContain('website Sở, tháng 3/2021, trong tháng 3/2021');
  expect(text).toMatch(/website Sở, tháng 4\/2021, .*: 01 đơn vị; và 08 kỳ sau/);
  expect(text).not.toContain('tháng 5/2021');
});

test('Sóc Trăng: a task of the report periods is said to be so, and every task is counted', async () => {
  const [one, all] = await told('soc-trang-2021', 'coordinator@Phòng TCCB', [
    'nhiệm vụ 1, 35 thế nào',
    'tiến độ nhiệm vụ',
  ]);
  expect(one).toMatch(/- Số 1: .*; Phòng TCCB; theo kỳ báo cáo\n/);
  expect(one).not.toContain('chưa có thời hạn');
  expect(all).toContain('Tổng số 50:');
  expect(all).toMatch(/chưa có thời hạn \d+ \(trong đó \d+ theo kỳ báo cáo\)/);
});

import { describe, expect, test } from 'vitest';
import { play, rehearsalDatabase, type DeliveredLine } from '../support/transcript.ts';

const SNV = 'coordinator@Sở Nội vụ';
const SCT = 'focal@Sở Công Thương';

interface Season {
  plan?: string;
  as?: string;
  at?: string;
}

/** Plays lines and returns what each was told, in order. */
async function season(lines: readonly string[], { plan, as = SNV, at = '2023-08-02T08:00' }: Season = {}) {
  const { db } = await rehearsalDatabase({ at, ...(plan !== undefined && { plan }) });
  const { delivered } = await play(db, { as, at, json: true, ...(plan !== undefined && { plan }) }, lines);
  const of = (who: string): DeliveredLine[] => delivered.filter(({ to }) => to === who);
  return {
    of,
    texts: (who: string): string[] => of(who).map(({ text }) => text),
    last: (who: string): DeliveredLine => of(who).at(-1)!,
  };
}

/** Sở Công Thương was announced and inspected on 03/8/2023; it is Monday, 07/8/2023. */
const INSPECTED = [
  'THONGBAO',
  '@press Sở Công Thương (từ ngày 01/8/2023 đến hết ngày 08/8/2023)',
  '123/TB-ĐKT ngày 20/7/2023, 8h ngày 3/8/2023, tại trụ sở',
  '@press Xác nhận',
  '@at 2023-08-07T09:00',
];
const REGISTERED = [
  ...INSPECTED,
  'kết luận Sở Công Thương',
  'Thông báo số 15/TB-ĐKT ngày 04/8/2023, bà Trần Thị Năm ký',
  '@press Xác nhận',
];
const FINDINGS = [
  'TTHC: còn 03 hồ sơ quá hạn; khắc phục: rà soát, xin lỗi người dân; hạn 11/8/2023',
  'Thể chế: chưa rà soát VBQPPL; khắc phục: rà soát xong trước ngày 15/8/2023',
  'Công vụ: 01 công chức vi phạm giờ giấc; khắc phục: chấn chỉnh',
];
const SENT = [...REGISTERED, ...FINDINGS, '@press Gửi cho đơn vị', '@press Xác nhận'];

describe('registering the signed notice', () => {
  test('what is wrong in the line is said, and nothing is stored before the confirmation', async () => {
    const { texts } = await season([
      ...INSPECTED,
      'kết luận Sở Công Thương',
      'Thông báo 15 ngày 04/8',
      '15/TB-ĐKT',
      '15/TB-ĐKT ngày 08/8/2023',
      '15/TB-ĐKT ngày 31/6/2023',
      '15/TB-ĐKT ngày 1/8/2023',
      '15/TB-ĐKT ngày 04/8/2023',
      'không',
      'KETLUAN',
    ]);
    expect(texts(SNV).slice(-8)).toEqual([
      expect.stringContaining('Chưa đọc được số, ký hiệu và ngày của văn bản'),
      expect.stringContaining('Văn bản số 15/TB-ĐKT ngày nào?'),
      expect.stringContaining('Ngày văn bản 08/8/2023 chưa đến'),
      expect.stringContaining('không có ngày này trong lịch'),
      expect.stringContaining('Ngày văn bản 01/8/2023 trước ngày kiểm tra 03/8/2023'),
      expect.stringContaining('Người ký: chưa ghi'),
      'Đã dừng, chưa có thay đổi nào được thực hiện.',
      expect.stringContaining('Chưa có nội dung phải khắc phục sau kiểm tra'),
    ]);
  });

  test('before the day of the visit, and for whom the visit is not, there is nothing to register', async () => {
    const { texts } = await season([
      ...INSPECTED.slice(0, 4),
      'kết luận Sở Công Thương',
      '@at 2023-08-07T09:00',
      '@as coordinator@Sở Thông tin và Truyền thông',
      'kết luận Sở Công Thương',
      '@as focal@Sở Y tế',
      'ghi ket luan',
    ]);
    expect(texts(SNV).at(4)).toContain('Không có cuộc kiểm tra nào tại Sở Công Thương');
    expect(texts('coordinator@Sở Thông tin và Truyền thông').at(-1)).toContain(
      'Không có cuộc kiểm tra nào tại Sở Công Thương',
    );
    expect(texts('focal@Sở Y tế').at(-1)).toContain('Chưa có cuộc kiểm tra nào');
  });

  test('the same visit asks whether it is a correction or another notice', async () => {
    const { of, texts } = await season([
      ...REGISTERED,
      'kết luận Sở Công Thương',
      '@press Đính chính: Thông báo kết luận số 15/TB-ĐKT ngày 04/8/2023',
      '15/TB-ĐKT ngày 03/8/2023',
      '@press Xác nhận',
    ]);
    const asked = of(SNV).at(-4)!;
    expect(asked.text).toContain('đã có:\n- Thông báo kết luận số 15/TB-ĐKT ngày 04/8/2023');
    expect(asked.choices).toContain('Ghi nhận thông báo khác');
    expect(texts(SNV).at(-1)).toContain('Đã đính chính thành Thông báo kết luận số 15/TB-ĐKT ngày 03/8/2023');
    expect(texts(SNV).at(-1)).toContain('Người ký: bà Trần Thị Năm');
  });
});

describe('findings', () => {
  test('are read, shown back, changed and taken out; what cannot be read is not stored', async () => {
    const { texts } = await season([
      ...REGISTERED,
      'còn 03 hồ sơ quá hạn; \nchưa công khai',
      'TTHC: còn 03 hồ sơ quá hạn; khắc phục: rà soát; hạn 31/9/2023',
      'TTHC: còn 03 hồ sơ quá hạn; khắc phục: rà soát; hạn 02/8/2023',
      `A; khắc phục: ${'b'.repeat(2_001)}`,
      ...FINDINGS,
      'xóa 9',
      'xóa 2',
      'sửa 2: Công vụ: 02 công chức vi phạm giờ giấc; khắc phục: chấn chỉnh; chậm nhất 15/9/2023',
    ]);
    const said = texts(SNV);
    expect(said.slice(-10, -6)).toEqual([
      expect.stringContaining('chưa đọc được yêu cầu khắc phục'),
      expect.stringContaining('chưa xác định được thời hạn "hạn 31/9/2023"'),
      expect.stringContaining('trước ngày của văn bản (04/8/2023)'),
      expect.stringContaining('dài 2.001 ký tự, quá 2.000 ký tự'),
    ]);
    expect(said.at(-4)).toContain(
      'Thể chế: chưa rà soát VBQPPL\n   Khắc phục: rà soát\n   Trước ngày 15/8/2023',
    );
    expect(said.at(-4)).toContain('Khắc phục: chấn chỉnh\n   Chưa có thời hạn');
    expect(said.at(-3)).toContain('Không có nội dung số 9');
    expect(said.at(-1)).toContain('(02)');
    expect(said.at(-1)).toContain(
      '2) Chế độ công vụ: 02 công chức vi phạm giờ giấc\n   Khắc phục: chấn chỉnh\n   Chậm nhất hết ngày 15/9/2023',
    );
  });

  test('a finding typed alone waits for its remedy, and a question meanwhile is answered', async () => {
    const { texts } = await season([
      ...REGISTERED,
      'TTHC: còn 03 hồ sơ quá hạn',
      'rà soát, xin lỗi người dân, chậm nhất 11/8/2023',
      'khắc phục Sở Y tế',
    ]);
    const [asked, stored, answered] = texts(SNV).slice(-3);
    expect(asked).toContain('Yêu cầu khắc phục của nội dung này là gì?');
    expect(stored).toContain(
      '1) Thủ tục hành chính: còn 03 hồ sơ quá hạn\n   Khắc phục: rà soát, xin lỗi người dân\n   Chậm nhất hết ngày 11/8/2023',
    );
    expect(answered).toContain('Sở Y tế chưa có nội dung phải khắc phục');
  });

  test('the unit sees nothing of them until they are sent', async () => {
    const { texts, last } = await season([
      ...REGISTERED,
      ...FINDINGS,
      `@as ${SCT}`,
      'nội dung nào cần khắc phục',
      'NHIEMVU',
    ]);
    expect(texts(SCT).join()).not.toContain('15/TB-ĐKT');
    expect(texts(SCT).join()).not.toContain('xin lỗi');
    expect(last(SNV).text).toContain('Đã ghi nhận nội dung 3');
  });

  test('once sent, a correction is confirmed and the unit is told', async () => {
    const { texts } = await season([
      ...SENT,
      '@press Ghi thêm nội dung',
      'xóa 1',
      'sửa 1: TTHC: còn 03 hồ sơ quá hạn; khắc phục: rà soát, xin lỗi người dân; hạn 20/9/2023',
      '@press Xác nhận',
    ]);
    expect(texts(SNV).at(-3)).toContain('Nội dung 1 đã gửi đơn vị nên không xóa');
    expect(texts(SNV).at(-2)).toMatch(/Đã ghi:[^]*11\/8\/2023[^]*Sửa thành:[^]*20\/9\/2023/);
    expect(texts(SCT).at(-1)).toContain('Đính chính, bổ sung nội dung kết luận đối với Sở Công Thương');
    expect(texts(SCT).at(-1)).toContain('chậm nhất hết ngày 20/9/2023');
  });
});

describe('from the notice to closure', () => {
  test('the unit reads, reports with its paper; the coordinator accepts; counts and percentages follow', async () => {
    const { of, texts } = await season([
      ...SENT,
      `@as ${SCT}`,
      '@press Báo đã khắc phục',
      '@press Báo khắc phục nội dung 1',
      '200/SCT-VP ngày 07/8/2023',
      '@press Gửi báo cáo',
      'KETLUAN',
      `@as ${SNV}`,
      'KETLUAN',
      '@press Sở Công Thương',
      '@press Xem kết quả khắc phục nội dung 1',
      '1',
      '1',
      'KETLUAN',
      '@at 2023-08-16T09:00',
      'KETLUAN',
    ]);
    const news = of(SCT).find(({ text }) => text.startsWith('Kết luận kiểm tra tại Sở Công Thương'))!;
    expect(news.text).toContain('Thông báo kết luận số 15/TB-ĐKT ngày 04/8/2023 (người ký: bà Trần Thị Năm)');
    expect(news.text).toContain(
      'có 03 nội dung cần khắc phục:\n1) Rà soát, xin lỗi người dân; chậm nhất hết ngày 11/8/2023',
    );
    expect(news.text).toContain('3) Chấn chỉnh; chưa có thời hạn.');
    expect(news.choices).toEqual(['Xem', 'Báo đã khắc phục', 'Có vướng mắc']);
    expect(texts(SCT).join('\n')).toContain('đã báo khắc phục ngày 07/8/2023, chờ xác nhận');
    const overviews = texts(SNV).filter((text) => text.startsWith('Khắc phục sau kiểm tra'));
    expect(overviews).toEqual([
      expect.stringContaining('trong đó chờ xác nhận 01'),
      expect.stringContaining(
        'Sở Công Thương: đã khắc phục 01/03; đang thực hiện trong hạn 01; chưa có thời hạn 01',
      ),
      expect.stringContaining(
        'Sở Công Thương: đã khắc phục 01/03; quá hạn chưa hoàn thành 01; chưa có thời hạn 01',
      ),
    ]);
    expect(texts(SNV)).toContainEqual(
      expect.stringContaining('Kết luận kiểm tra: 01 nội dung quá hạn khắc phục (soạn KETLUAN).'),
    );
    expect(overviews.at(-1)).toContain('Đã khắc phục trên tổng số: 1/3 (33,33%).');
    expect(overviews.at(-1)).toContain('Đã khắc phục trên số đã đến hạn: 1/2 (50%).');
  });

  test('the unit is reminded of a dated remedy, and of nothing else', async () => {
    const { texts } = await season([...SENT, '@at 2023-08-11T09:00']);
    const reminded = texts(SCT).filter((text) => text.includes('Nội dung khắc phục số'));
    expect(reminded.length).toBeGreaterThan(1);
    expect(reminded.at(-1)).toContain('Nội dung khắc phục số 1 của Thông báo kết luận số 15/TB-ĐKT');
    expect(reminded.join()).not.toContain('khắc phục số 3');
  });

  test('what an earlier year found is tracked in Hải Phòng without a visit, until all is remedied', async () => {
    const body = 'coordinator@Sở Nội vụ';
    const unit = 'Sở Công Thương';
    const { texts } = await season(
      [
        'tồn tại năm trước',
        'Sở Không Có',
        unit,
        '903/QĐ-UBND ngày 28/3/2023',
        '903/QĐ-UBND ngày 28/3/2022',
        '@press Xác nhận',
        'Chỉ số CCHC: bị trừ 02 điểm; khắc phục: bổ sung kế hoạch; hạn 30/6/2022',
        '@press Gửi cho đơn vị',
        '@press Xác nhận',
        `@as focal@${unit}`,
        '@press Báo đã khắc phục',
        '45/KH-SCT ngày 20/6/2022',
        '@press Gửi báo cáo',
        `@as ${body}`,
        `khắc phục ${unit}`,
        '@press Xem kết quả khắc phục nội dung 1',
        '1',
        '1',
        `khắc phục ${unit}`,
      ],
      { plan: 'hai-phong-2022', as: body, at: '2022-06-20T09:00' },
    );
    expect(texts(body)).toContainEqual(
      expect.stringContaining('Chưa tìm thấy cơ quan, đơn vị "Sở Không Có"'),
    );
    expect(texts(body)).toContainEqual(expect.stringContaining('Ngày văn bản 28/3/2023 chưa đến'));
    expect(texts(`focal@${unit}`).join('\n')).toContain(`Nội dung cần khắc phục của ${unit}`);
    expect(texts(body).at(-1)).toContain(
      'Quyết định số 903/QĐ-UBND ngày 28/3/2022 nêu tồn tại, hạn chế kỳ trước',
    );
    expect(texts(body).at(-1)).toContain('đã khắc phục xong 01/01');
    expect(texts(body).at(-1)).toContain('hoàn thành đúng hạn');
  });
});

test('the file of a visit says without blame that there is no notice yet, then how far the remedies are', async () => {
  const { of } = await season([
    ...INSPECTED,
    'Sở Công Thương',
    '@press Lưu ý trước buổi làm việc',
    ...SENT.slice(INSPECTED.length),
    'Sở Công Thương',
    '@press Lưu ý trước buổi làm việc',
  ]);
  const files = of(SNV).filter(({ text }) => text.startsWith('Lưu ý trước buổi làm việc'));
  expect(files[0]!.text).toContain('- Kết luận kiểm tra: chưa có thông báo kết luận');
  expect(files[0]!.choices).toContain('Ghi nhận thông báo kết luận');
  expect(files[1]!.text).toContain('- Thông báo kết luận số 15/TB-ĐKT ngày 04/8/2023: đã khắc phục 00/03');
  expect(files[1]!.choices).toContain('Xem Thông báo kết luận số 15/TB-ĐKT ngày 04/8/2023');
});

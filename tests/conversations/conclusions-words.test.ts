import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFindings, readSignedNotice } from '../../src/conversations/conclusions-words.ts';
import { calendar } from '../support/plans.ts';

const ISSUED = '2023-08-20';
const read = (text: string) => readFindings(text, ISSUED, calendar);
const one = (text: string) => {
  const found = read(text);
  return 'findings' in found ? found.findings[0] : found.faults[0];
};
const by = (day: string) => ({ kind: 'by', day });

describe('a finding as typed', () => {
  test.each([
    [
      'TTHC: còn 03 hồ sơ quá hạn; khắc phục: rà soát, xin lỗi người dân; hạn 30/9/2023',
      ['thu_tuc_hanh_chinh', 'còn 03 hồ sơ quá hạn', 'rà soát, xin lỗi người dân', by('2023-09-30')],
    ],
    [
      'tthc: con 03 ho so qua han; khac phuc: ra soat; truoc 30/9',
      ['thu_tuc_hanh_chinh', 'con 03 ho so qua han', 'ra soat', { kind: 'before', day: '2023-09-30' }],
    ],
    [
      '2) Chưa công khai. Khắc phục: công khai đầy đủ trước ngày 30/9/2023.',
      [null, 'Chưa công khai', 'công khai đầy đủ', { kind: 'before', day: '2023-09-30' }],
    ],
    [
      'Chưa có kế hoạch; ban hành kế hoạch; chậm nhất 15/9/2023',
      [null, 'Chưa có kế hoạch', 'ban hành kế hoạch', by('2023-09-15')],
    ],
    [
      'Chưa rà soát VBQPPL; yêu cầu khắc phục: rà soát; trong tháng 10/2023',
      [null, 'Chưa rà soát VBQPPL', 'rà soát', { kind: 'in_month', year: 2023, month: 10 }],
    ],
    ['khắc phục: số hóa trong quý IV/2023', [null, null, 'số hóa', by('2023-12-31')]],
    [
      'Chưa số hóa; khắc phục: số hóa; chưa có thời hạn',
      [null, 'Chưa số hóa', 'số hóa', { kind: 'no_deadline' }],
    ],
    [
      'Chưa số hóa; khắc phục: số hóa thường xuyên',
      [null, 'Chưa số hóa', 'số hóa thường xuyên', { kind: 'no_deadline' }],
    ],
  ])('%s', (text, [field, finding, remedy, rule]) => {
    expect(one(text)).toEqual({ field, finding, remedy, rule });
  });

  test('a day that tells which files are meant is no deadline', () => {
    expect(one('Chưa số hóa; khắc phục: rà soát hồ sơ phát sinh trước ngày 30/6/2023')).toMatchObject({
      remedy: 'rà soát hồ sơ phát sinh trước ngày 30/6/2023',
      rule: { kind: 'no_deadline' },
    });
  });

  test('words behind the date are not lost', () => {
    expect(one('A; khắc phục: b; hạn 05/10/2023, báo cáo Sở Nội vụ')).toMatchObject({
      remedy: 'b; báo cáo Sở Nội vụ',
      rule: by('2023-10-05'),
    });
  });

  test('remedy and date on lines of their own belong to the finding above', () => {
    const found = read(
      'Công vụ: 02 công chức đi muộn\nKhắc phục: kiểm điểm\nHạn: 10/9/2023\n- Chưa số hóa; số hóa',
    );
    expect(found).toMatchObject({
      findings: [
        { field: 'che_do_cong_vu', remedy: 'kiểm điểm', rule: by('2023-09-10') },
        { finding: 'Chưa số hóa', remedy: 'số hóa' },
      ],
    });
  });

  test.each([
    ['còn 03 hồ sơ quá hạn', { why: 'no_remedy' }],
    ['A; khắc phục: b; hạn 31/9/2023', { why: 'unclear_date', date: 'hạn 31/9/2023' }],
    ['A; khắc phục: b; hạn sớm nhất', { why: 'unclear_date' }],
    [`A; khắc phục: ${'b'.repeat(2_001)}`, { why: 'too_long', length: 2_001 }],
  ])('is refused where it cannot be read whole: %s', (text, fault) => {
    expect(one(text)).toMatchObject(fault);
  });

  test('one line that cannot be read keeps the whole message from being stored', () => {
    expect(read('A; khắc phục: b\nchỉ có tồn tại')).toMatchObject({ faults: [{ line: 'chỉ có tồn tại' }] });
  });

  test('whatever the words are, what was typed comes back in its place', () => {
    const letters = fc.constantFrom(...Array.from('aáàảãạăâbcdđeêghiklmnoôơpqrstuưvxy'));
    const words = fc
      .array(fc.string({ unit: letters, minLength: 2, maxLength: 7 }), { minLength: 1, maxLength: 8 })
      .map((list) => `Mục ${list.join(' ')}`);
    fc.assert(
      fc.property(words, words, (finding, remedy) => {
        expect(one(`${finding}; khắc phục: ${remedy}; hạn 30/9/2023`)).toEqual({
          field: null,
          finding,
          remedy,
          rule: by('2023-09-30'),
        });
      }),
    );
  });
});

describe('a signed notice as typed', () => {
  test.each([
    ['Thông báo số 15/TB-ĐKT ngày 20/8/2023, bà Trần Thị Năm ký', 'bà Trần Thị Năm'],
    [
      '15/TB-ĐKT ngày 20/8/2023 do ông Lê Văn Ba, Phó Chủ tịch UBND tỉnh ký',
      'ông Lê Văn Ba, Phó Chủ tịch UBND tỉnh',
    ],
    ['15/TB-ĐKT ngày 20/8/2023; người ký: Trần Thị Thu', 'Trần Thị Thu'],
    ['15/TB-ĐKT ngày 20/8/2023', null],
  ])('%s', (text, signer) => {
    expect(readSignedNotice(text, '2023-08-21', calendar)).toEqual({
      number: '15/TB-ĐKT',
      issuedOn: '2023-08-20',
      signer,
      unclear: null,
    });
  });
});

import { describe, expect, test } from 'vitest';
import { applies, inputRows, isComputed, type Row } from '../../src/domain/form.ts';
import { unitsOwing } from '../../src/domain/plan.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { planFolder } from '../../src/files/plan-folder.ts';
import { loadPlan } from '../../src/files/plan-load.ts';

// Everything expected here is written from the document, not from the plan files.
const loaded = loadPlan(planFolder('binh-phuoc-2023')!, loadCalendars());
const plan = loaded.plan!;
const form = plan.forms[0]!;
const row = (key: string): Row => form.rows.find((each) => each.key === key)!;
const unit = (name: string) => plan.units.find((each) => each.name === name)!;

test('the plan has no faults, and warns of what the document leaves open', () => {
  expect(loaded.faults).toEqual([]);
  expect(loaded.warnings.map(({ message }) => message)).toEqual([
    "the document's number is blank: fill it in before anything is sent",
    "the document's date is blank: fill it in before anything is sent",
    'visit 4 (Sở Kế hoạch và Đầu tư) starts on 2023-09-01, a day off: Nghỉ lễ Quốc khánh',
    '15 of 31 units are not printed in the document: to be confirmed',
  ]);
});

describe('the document', () => {
  test('has no number and no date, and replaces the team of April', () => {
    expect(plan.document).toMatchObject({ number: null, date: null });
    expect(plan.document.title).toContain('cải cách hành chính');
    expect(plan.replaces).toEqual(['Quyết định số 536/QĐ-UBND ngày 06/4/2023']);
    expect(plan.effectiveFrom).toBe('2023-07-03');
  });

  test('calls its team Đoàn kiểm tra', () => {
    expect(plan.words).toMatchObject({
      team: 'Đoàn kiểm tra',
      lead: 'Trưởng đoàn',
      deputy: 'Phó Trưởng đoàn',
    });
  });
});

describe('the team', () => {
  test('has two heads and eleven members, one of them without a name', () => {
    expect(plan.seats.map(({ role }) => role)).toEqual(['head', 'head', ...Array<string>(11).fill('member')]);
    expect(plan.seats.filter(({ name }) => name === null)).toMatchObject([
      { title: 'Đại diện lãnh đạo Phòng kiểm soát thủ tục hành chính', unit: 'Văn phòng UBND tỉnh' },
    ]);
  });

  test('has somebody for each field', () => {
    const fields = new Set(plan.seats.flatMap((seat) => seat.fields));
    expect(fields.size).toBe(7);
  });
});

describe('the ten visits', () => {
  const BE_NAM = 'Huỳnh Thị Bé Năm';
  const QUANG = 'Nguyễn Minh Quang';
  const SNV = 'Sở Nội vụ';
  const STTTT = 'Sở Thông tin và Truyền thông';

  test('have the printed days, heads and preparing bodies', () => {
    const seatName = (key: string | null) => plan.seats.find((seat) => seat.key === key)?.name;
    const asPrinted = plan.visits.map(({ no, unit: of, from, to, lead, deputy, coordinator }) => [
      ...[no, of, from, to],
      ...[seatName(lead), seatName(deputy), coordinator],
    ]);
    expect(asPrinted).toEqual([
      [1, 'Sở Công Thương', '2023-08-01', '2023-08-08', BE_NAM, QUANG, SNV],
      [2, 'Sở Tài nguyên và Môi trường', '2023-08-09', '2023-08-16', BE_NAM, QUANG, SNV],
      [3, 'UBND huyện Phú Riềng', '2023-08-17', '2023-08-31', BE_NAM, QUANG, SNV],
      [4, 'Sở Kế hoạch và Đầu tư', '2023-09-01', '2023-09-08', QUANG, BE_NAM, STTTT],
      [5, 'Sở Lao động - Thương binh và Xã hội', '2023-09-11', '2023-09-18', QUANG, BE_NAM, STTTT],
      [6, 'Bảo hiểm xã hội tỉnh', '2023-09-19', '2023-09-28', QUANG, BE_NAM, STTTT],
      [7, 'UBND huyện Bù Đăng', '2023-10-02', '2023-10-13', BE_NAM, QUANG, SNV],
      [8, 'UBND thị xã Bình Long', '2023-10-16', '2023-10-31', BE_NAM, QUANG, SNV],
      [9, 'UBND thành phố Đồng Xoài', '2023-11-01', '2023-11-15', QUANG, BE_NAM, STTTT],
      [10, 'UBND huyện Lộc Ninh', '2023-11-16', '2023-11-30', QUANG, BE_NAM, STTTT],
    ]);
  });

  test('are known to the day and joined by all eleven members', () => {
    for (const visit of plan.visits) {
      expect(visit.precision).toBe('day');
      expect(visit.members).toHaveLength(11);
    }
  });
});

describe('the reports owed', () => {
  test('are four groups of inspected units and the self-inspection of the others', () => {
    const inGroups = plan.obligations.map((obligation) => [
      obligation.rule,
      unitsOwing(plan, obligation).length,
    ]);
    expect(inGroups).toEqual([
      [{ kind: 'before', day: '2023-07-30' }, 3],
      [{ kind: 'before', day: '2023-08-30' }, 3],
      [{ kind: 'before', day: '2023-09-30' }, 2],
      [{ kind: 'before', day: '2023-10-30' }, 2],
      [{ kind: 'before', day: '2023-11-30' }, 20],
    ]);
  });

  test('of inspected units go to the team and serve the visit; each inspected unit owes one', () => {
    const groups = plan.obligations.slice(0, 4);
    expect(groups.every(({ forVisit, recipient }) => forVisit && recipient === 'Đoàn kiểm tra')).toBe(true);
    expect(groups.flatMap((group) => unitsOwing(plan, group))).toEqual(
      plan.visits.map((visit) => visit.unit),
    );
  });

  test('of self-inspection go to UBND tỉnh through Sở Nội vụ, with no form and no unit that is inspected', () => {
    const own = plan.obligations[4]!;
    expect(own).toMatchObject({ recipient: 'UBND tỉnh (qua Sở Nội vụ)', form: null, forVisit: false });
    const owing = unitsOwing(plan, own);
    expect(owing).toContain('Sở Nội vụ');
    expect(owing.filter((name) => plan.visits.some((visit) => visit.unit === name))).toEqual([]);
  });
});

describe('the units', () => {
  test('hold all eleven districts, five of them inspected', () => {
    const districts = plan.units.filter(({ level }) => level === 'district');
    expect(districts).toHaveLength(11);
    expect(districts.filter(({ printed }) => printed)).toHaveLength(5);
  });

  test('that the document names are all there, under every printed spelling', () => {
    const spoken = new Map(
      plan.units.flatMap((each) => [each.name, ...each.aliases].map((name) => [name, each.name])),
    );
    expect(spoken.get('Sở Kế hoạch - Đầu tư')).toBe('Sở Kế hoạch và Đầu tư');
    expect(spoken.get('Sở Lao động, Thương binh và Xã hội')).toBe('Sở Lao động - Thương binh và Xã hội');
    expect(plan.units.filter(({ printed }) => printed)).toHaveLength(16);
  });

  test('of the province are one level, the social insurance another', () => {
    expect(unit('Bảo hiểm xã hội tỉnh').level).toBe('vertical');
    expect(unit('Văn phòng UBND tỉnh').level).toBe('department');
    expect(unit('UBND tỉnh Bình Phước').level).toBe('province');
  });
});

describe('Phụ lục 1', () => {
  const rows = form.rows.filter(({ key, section }) => key !== section);

  test('has seven sections and 116 rows: 85 to fill in, 13 computed, 18 headings', () => {
    expect(form.rows.filter(({ key, section }) => key === section).map(({ code }) => code)).toEqual([
      'I',
      'II',
      'III',
      'IV',
      'V',
      'VI',
      'VII',
    ]);
    expect(rows).toHaveLength(116);
    expect(rows.filter((each) => each.kind !== 'group' && !isComputed(each))).toHaveLength(85);
    expect(rows.filter(isComputed)).toHaveLength(13);
    expect(rows.filter(({ kind }) => kind === 'group')).toHaveLength(18);
  });

  test.each([
    [
      'I',
      [
        '1',
        '2',
        '2.1',
        '2.2',
        '3',
        '3.1',
        '3.2',
        '3.2.1',
        '3.2.2',
        '4',
        '4.1',
        '4.2',
        '4.3',
        '4.',
        '5',
        '5.1',
        '5.2',
        '6',
      ],
    ],
    ['II', ['1', '2', '2.1', '2.2', '2.2.1', '2.2.2', '3', '3.1', '3.2', '3.2.1', '3.2.2']],
    [
      'III',
      [
        '1',
        '1.1',
        '1.2',
        '1.3',
        '1.4',
        '1.4.1',
        '1.4.2',
        '1.4.2',
        '2',
        '2.1',
        '2.2',
        '3',
        '3.1',
        '3.1.1',
        '3.1.2',
        '3.2',
        '3.2.1',
        '3.2.2',
        '3.4',
        '3.4.1',
        '3.4.2',
      ],
    ],
    [
      'IV',
      ['1', '1.1', '1.2', '1.3', '2', '2.1', '2.2', '2.3', '2.4', '2.5', '3', '3.1', '3.2', '3.3', '3.4'],
    ],
    ['V', ['1', '1.1', '1.2', '1.3', '2', '2.1', '2.2', '2.3', '2.4', '2.5', '3', '4', '4.1', '4.2', '4.3']],
    ['VI', ['1', '1.1', '1.2', '2', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6']],
    [
      'VII',
      [
        '1',
        '2',
        '3',
        '4',
        '5',
        '5.1',
        '5.2',
        '5.3',
        '5.3.2',
        '5.3.3',
        '6',
        '6.1.',
        '6.1.1.',
        '6.1.2.',
        '6.2.',
        '6.2.1',
        '6.2.2',
        '6.3.',
        '6.3.1',
        '6.3.2',
        '6.4.',
        '6.4.1.',
        '6.4.2.',
        '6.5.',
        '6.5.1',
        '6.5.2',
      ],
    ],
  ])('section %s keeps its codes as printed, misprints too', (section, codes) => {
    expect(rows.filter((each) => each.section === section.toLowerCase()).map(({ code }) => code)).toEqual(
      codes,
    );
  });

  test.each([
    [
      'i_1',
      'Số văn bản chỉ đạo CCHC đã ban hành (Kết luận, chỉ thị, công văn chỉ đạo, quán triệt)',
      'Văn bản',
      'count',
    ],
    ['i_4_4', 'Số nhiệm vụ quá hạn nhưng chưa hoàn thành', 'Nhiệm vụ', 'count'],
    [
      'i_6',
      'Tổ chức đối thoại của lãnh đạo với người dân, cộng đồng doanh ngành',
      'Không = 0 Có = 1',
      'yes_no',
    ],
    ['iii_1_4_3', 'Số TTHC cấp xã', 'Thủ tục', 'count'],
    [
      'iii_3_4_1',
      'Tổng số PAKN đã tiếp nhận (trực tiếp hoặc do cơ quan có thẩm quyền chuyển đến)',
      'PAKN',
      'count',
    ],
    ['iv_1_3', 'Tỷ lệ ĐVSNNCL đã cắt giảm so với năm 2015', '%', 'percent'],
    ['vi_1_2', 'Đã thực hiện', 'Triệu đồng', 'money'],
    [
      'vii_1',
      'Cập nhật Kiến trúc chính quyền điện tử phiên bản mới nhất',
      'Chưa = 0 Hoàn thành = 1',
      'choice',
    ],
    [
      'vii_6_5_2',
      'Số TTHC đã được tích hợp, triển khai thanh toán trực tuyến trên Cổng DVC quốc gia hoặc trên Cổng DVC của tỉnh',
      'Thủ tục',
      'count',
    ],
  ])('row %s is as printed', (key, name, measure, kind) => {
    expect(row(key)).toMatchObject({ name, measure, kind });
  });

  test('percentages printed with their two numbers are computed, the done over the whole', () => {
    expect(
      rows.filter(isComputed).map(({ key, numerator, denominator }) => [key, numerator, denominator]),
    ).toEqual(
      [
        'i_2',
        'i_3_2',
        'ii_2_2',
        'ii_3_2',
        'iii_3_1',
        'iii_3_2',
        'iii_3_4',
        'vi_1',
        'vii_6_1',
        'vii_6_2',
        'vii_6_3',
        'vii_6_4',
        'vii_6_5',
      ].map((key) => [key, `${key}_2`, `${key}_1`]),
    );
  });

  test('eight percentages have no two numbers and are typed, within 0 and 100', () => {
    const typed = rows.filter((each) => each.kind === 'percent' && !isComputed(each)).map(({ key }) => key);
    expect(typed).toEqual([
      'iv_1_3',
      'iv_2_5',
      'iv_3_4',
      'vii_3',
      'vii_5_1',
      'vii_5_2',
      'vii_5_3_2',
      'vii_5_3_3',
    ]);
    const ranged = form.checks.flatMap((check) => (check.kind === 'range' ? [check.row] : []));
    expect(new Set(ranged)).toEqual(new Set(typed));
  });

  test('five rows are answered by a code', () => {
    const coded = rows.filter(({ options }) => options.length > 0);
    expect(
      coded.map(({ key, options }) => [
        key,
        options.map(({ value, label }) => `${label} = ${value}`).join(' '),
      ]),
    ).toEqual([
      ['i_5_2', 'Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2'],
      ['i_6', 'Không = 0 Có = 1'],
      ['vii_1', 'Chưa = 0 Hoàn thành = 1'],
      ['vii_2', 'Chưa có = 0 2 cấp = 1 3 cấp = 2'],
      ['vii_4', 'Chưa = 0 Đang làm = 1 Hoàn thành = 2'],
    ]);
  });

  test('what districts sum up is asked of districts only', () => {
    const only = form.rows.filter(({ appliesTo }) => appliesTo !== null);
    expect(only.map(({ key }) => key)).toEqual(['v_2_3', 'vii_5_3', 'vii_5_3_2', 'vii_5_3_3']);
    expect(inputRows(form, unit('Sở Công Thương'))).toHaveLength(82);
    expect(inputRows(form, unit('UBND huyện Lộc Ninh'))).toHaveLength(85);
  });

  test('people who were disciplined are nobody else’s business', () => {
    expect(form.rows.filter(({ sensitive }) => sensitive).map(({ key }) => key)).toEqual([
      'v_4',
      'v_4_1',
      'v_4_2',
      'v_4_3',
    ]);
    expect(row('v_4_1').field).toBe('che_do_cong_vu');
  });

  test('"nếu có" reaches the rows under its heading', () => {
    const ifAny = form.rows.filter((each) => each.ifAny && each.kind !== 'group').map(({ key }) => key);
    expect(ifAny).toEqual([
      ...['iv_1_2', 'iv_3_1', 'iv_3_2', 'iv_3_3', 'iv_3_4', 'v_1_2'],
      ...['vi_2_1', 'vi_2_2', 'vi_2_3', 'vi_2_4', 'vi_2_5', 'vi_2_6', 'vii_3'],
    ]);
  });
});

describe('the checks', () => {
  test('hold the part of every ratio to its whole', () => {
    const parts = form.checks.flatMap((check) =>
      check.kind === 'part_of' ? [`${check.part}/${check.whole}`] : [],
    );
    for (const ratio of form.rows.filter(isComputed)) {
      expect(parts).toContain(`${ratio.numerator!}/${ratio.denominator!}`);
    }
  });

  test('are those the issue of real figures asks for: parts are errors, stocks and flows warnings', () => {
    expect(form.checks).toEqual(
      expect.arrayContaining([
        { kind: 'sum_at_most', parts: ['i_4_2', 'i_4_3', 'i_4_4'], whole: 'i_4_1', severity: 'error' },
        {
          kind: 'sum_equals',
          parts: ['vi_2_2', 'vi_2_3', 'vi_2_4', 'vi_2_5'],
          whole: 'vi_2_1',
          severity: 'warning',
        },
        { kind: 'at_most', row: 'iv_2_2', limit: 'iv_2_1', severity: 'warning' },
        { kind: 'equals', row: 'iii_3_1_1', other: 'phu_luc_2.da_giai_quyet', severity: 'warning' },
        { kind: 'equals', row: 'i_5_1', other: 'phu_luc_5.tong_so_phieu', severity: 'warning' },
      ]),
    );
  });
});

describe('the tables', () => {
  const [departments, districts, survey] = form.tables;

  test('are Phụ lục 2, 3 and 5: there is no 4', () => {
    expect(form.tables.map(({ code }) => code)).toEqual(['Phụ lục 2', 'Phụ lục 3', 'Phụ lục 5']);
  });

  test('go to departments and the social insurance, or to districts', () => {
    const asked = (name: string) =>
      form.tables.filter((table) => applies(table.appliesTo, unit(name))).map(({ key }) => key);
    expect(asked('Sở Công Thương')).toEqual(['phu_luc_2']);
    expect(asked('Bảo hiểm xã hội tỉnh')).toEqual(['phu_luc_2']);
    expect(asked('UBND huyện Bù Đăng')).toEqual(['phu_luc_3', 'phu_luc_5']);
  });

  test('Phụ lục 2 lacks the column of files brought in person, Phụ lục 3 has it', () => {
    const counts = (columns: readonly { kind: string }[]) =>
      columns.filter(({ kind }) => kind === 'count').length;
    expect([counts(departments!.columns), counts(districts!.columns)]).toEqual([9, 10]);
  });

  test('overdue files ask for a reason', () => {
    for (const table of [departments, districts]) {
      expect(table!.explain).toEqual(['da_giai_quyet_qua_han', 'dang_giai_quyet_qua_han']);
    }
  });

  test('the survey has lines by field for the district and by commune below it, and its percentages are computed', () => {
    expect(survey!.blocks.map(({ lineName }) => lineName)).toEqual(['Lĩnh vực', 'UBND xã']);
    expect(
      survey!.columns.filter(({ kind }) => kind === 'percent').every(({ computed }) => computed !== null),
    ).toBe(true);
    expect(survey!.columns.filter(({ kind }) => kind === 'percent')).toHaveLength(5);
  });
});

test('the outline has every numbered item, I to V', () => {
  expect(form.narratives.map(({ code }) => code)).toEqual([
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `I.${n}`),
    ...['a', 'b', 'c', 'd'].map((n) => `II.1.${n}`),
    ...['a', 'b', 'c', 'd', 'e', 'g'].map((n) => `II.2.${n}`),
    ...['a', 'b', 'c', 'd'].map((n) => `II.3.${n}`),
    ...['a', 'b', 'c', 'd', 'e', 'g', 'h', 'i'].map((n) => `II.4.${n}`),
    ...['a', 'b', 'c'].map((n) => `II.5.${n}`),
    ...['a', 'b', 'c'].map((n) => `II.6.${n}`),
    ...['III.1', 'III.2', 'IV', 'V', 'Lưu ý'],
  ]);
});

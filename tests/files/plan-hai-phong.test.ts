import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { expandDueReports } from '../../src/domain/due-reports.ts';
import { applies, inputRows, isComputed, type Row } from '../../src/domain/form.ts';
import { unitsMeant, unitsOwing } from '../../src/domain/plan.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { planFolder } from '../../src/files/plan-folder.ts';
import { loadPlan } from '../../src/files/plan-load.ts';

// Everything expected here is written from Kế hoạch số 108/KH-UBND, not from the plan files.
const calendar = loadCalendars();
const loaded = loadPlan(planFolder('hai-phong-2022')!, calendar);
const plan = loaded.plan!;
const form = plan.forms[0]!;
const row = (key: string): Row => form.rows.find((each) => each.key === key)!;
const unit = (name: string) => plan.units.find((each) => each.name === name)!;

/** Mục III.4.a, in its order. */
const INSPECTED = [
  'Sở Công Thương',
  'Sở Lao động - Thương binh và Xã hội',
  'Sở Du lịch',
  'Sở Văn hóa và Thể thao',
  'Sở Tài chính',
  'Sở Ngoại vụ',
  'UBND quận Ngô Quyền',
  'UBND quận Lê Chân',
  'UBND quận Kiến An',
  'UBND huyện Kiến Thụy',
  'UBND huyện Cát Hải',
  'UBND huyện Tiên Lãng',
];

test('the plan has no faults, and warns only of the units it does not print', () => {
  expect(loaded.faults).toEqual([]);
  expect(loaded.warnings.map(({ message }) => message)).toEqual([
    '17 of 39 units are not printed in the document: to be confirmed',
  ]);
});

test('the document has its number, its day and its issuer', () => {
  expect(plan.document).toEqual({
    number: '108/KH-UBND',
    date: '2022-04-22',
    issuer: 'Ủy ban nhân dân thành phố Hải Phòng',
    title:
      'Kế hoạch kiểm tra công tác cải cách hành chính nhà nước năm 2022 trên địa bàn thành phố Hải Phòng',
  });
  expect([plan.effectiveFrom, plan.year, plan.coordinator]).toEqual(['2022-04-22', 2022, 'Sở Nội vụ']);
});

describe('the team', () => {
  test('names its head; every other seat is an office without a name', () => {
    expect(plan.seats.filter(({ name }) => name !== null)).toMatchObject([
      { role: 'head', honorific: 'ông', name: 'Hoàng Minh Cường' },
    ]);
  });

  test('has a deputy of Sở Nội vụ, five members, a secretary and a support group of its own', () => {
    const units = (role: string) => plan.seats.filter((seat) => seat.role === role).map((seat) => seat.unit);
    expect(units('head')).toEqual(['UBND thành phố Hải Phòng', 'Sở Nội vụ']);
    const offices = [
      'Sở Tư pháp',
      'Sở Thông tin và Truyền thông',
      'Sở Khoa học và Công nghệ',
      'Thanh tra thành phố',
      'Văn phòng UBND thành phố',
    ];
    expect(units('member')).toEqual(offices);
    expect(units('secretary')).toEqual(['Sở Nội vụ']);
    expect(units('support')).toEqual(['Sở Nội vụ', 'Sở Nội vụ', ...offices]);
  });

  test('is called Đoàn kiểm tra, its support group Tổ giúp việc', () => {
    expect(plan.words).toMatchObject({ team: 'Đoàn kiểm tra', lead: 'Trưởng Đoàn', support: 'Tổ giúp việc' });
  });

  test('comes after Tổ giúp việc has read the papers: a visit has two stages', () => {
    expect(plan.stages.map(({ by }) => by)).toEqual(['support', 'team']);
    expect(plan.stages[0]!.printed).toMatch(/^Trước khi Đoàn kiểm tra làm việc, Tổ giúp việc/);
  });
});

describe('the twelve visits', () => {
  test('go to six departments and six districts, some time from June to November', () => {
    expect(plan.visits.map(({ no, unit: of, from, to, precision }) => [no, of, from, to, precision])).toEqual(
      INSPECTED.map((name, index) => [index + 1, name, '2022-06-01', '2022-11-30', 'window']),
    );
  });

  test('are all led by the head, with Sở Nội vụ as deputy and preparing body', () => {
    for (const visit of plan.visits) {
      expect(visit).toMatchObject({ lead: 'hoang_minh_cuong', deputy: 'lanh_dao_so_noi_vu' });
      expect(visit.coordinator).toBe('Sở Nội vụ');
      // Five members, the secretary and seven of the support group.
      expect(visit.members).toHaveLength(13);
    }
  });

  test('are the announced ones only: no surprise inspection shows itself in the file', () => {
    const told = JSON.stringify({ ...plan, forms: [] }).toLowerCase();
    expect(told).not.toContain('đột xuất');
    expect(told).not.toContain('không thông báo trước');
  });
});

describe('the report before the visit', () => {
  const due = (visits?: Map<string, { from: Day; to: Day }>) =>
    expandDueReports(plan, {
      calendar,
      from: '2022-01-01',
      to: '2022-12-31',
      ...(visits && { visits }),
    });

  test('is one obligation, though printed twice, to the members and the secretary', () => {
    expect(plan.obligations).toMatchObject([
      {
        rule: { kind: 'working_days_before_visit', days: 3 },
        recipient: 'các thành viên Đoàn kiểm tra và Thư ký Đoàn kiểm tra',
        forVisit: true,
        form: form.key,
      },
    ]);
    expect(unitsOwing(plan, plan.obligations[0]!)).toEqual(INSPECTED);
  });

  test('has no date before the visit has one', () => {
    expect(due().map(({ unit: of, deadline }) => [of, deadline.state])).toEqual(
      INSPECTED.map((name) => [name, 'waiting_for_visit']),
    );
  });

  test.each([
    // 01/9 and 02/9 are holidays, 03–04/9 a weekend.
    ['05/9/2022, a Monday after the holidays', '2022-09-05', '2022-08-29'],
    ['06/9/2022', '2022-09-06', '2022-08-30'],
    ['09/9/2022, a Friday', '2022-09-09', '2022-09-06'],
    ['15/6/2022, a Wednesday', '2022-06-15', '2022-06-10'],
    ['13/6/2022, a Monday', '2022-06-13', '2022-06-08'],
  ] as const)('of a visit on %s is due three working days before', (_, from, lastDay) => {
    const set = new Map([['UBND quận Lê Chân', { from, to: from }]]);
    const dated = due(set).filter(({ deadline }) => deadline.state === 'dated');
    expect(dated.map(({ unit: of, deadline, period }) => [of, deadline, period])).toEqual([
      ['UBND quận Lê Chân', { state: 'dated', bound: 'working_days_before', printed: null, lastDay }, '2022'],
    ]);
  });
});

describe('the units', () => {
  test('hold all fifteen districts, six of them inspected', () => {
    const districts = plan.units.filter(({ level }) => level === 'district');
    expect(districts).toHaveLength(15);
    expect(districts.filter(({ printed }) => printed).map(({ name }) => name)).toEqual(INSPECTED.slice(6));
  });

  test('keep a name with a comma whole: Lao động, Thương binh và Xã hội is one', () => {
    expect(unit('Sở Lao động - Thương binh và Xã hội').aliases).toContain('Lao động, Thương binh và Xã hội');
    expect(plan.units.filter(({ name }) => name.includes('Thương binh'))).toHaveLength(1);
  });

  test('hold three press bodies that owe nothing', () => {
    const press = plan.units.filter(({ level }) => level === 'press').map(({ name }) => name);
    expect(press).toEqual([
      'Đài Phát thanh và Truyền hình Hải Phòng',
      'Báo Hải Phòng',
      'Cổng Thông tin điện tử thành phố',
    ]);
    const owing = plan.obligations.flatMap((each) => unitsOwing(plan, each));
    expect(press.filter((name) => owing.includes(name))).toEqual([]);
  });
});

describe('the outline’s figures', () => {
  const rows = form.rows.filter(({ key, section }) => key !== section);

  test('are 29 to fill in and six computed, without printed codes', () => {
    expect(rows).toHaveLength(39);
    expect(rows.filter((each) => each.kind !== 'group' && !isComputed(each))).toHaveLength(29);
    expect(rows.filter(isComputed)).toHaveLength(6);
    expect(new Set(rows.map(({ code }) => code))).toEqual(new Set(['']));
    expect(form.rows.filter(({ key, section }) => key === section).map(({ code }) => code)).toEqual([
      ...['I', 'II.1', 'II.2', 'II.3.a', 'II.5.a', 'II.5.b'],
    ]);
  });

  test('ask two blocks of tasks: those of the unit’s own plan and those the city gave', () => {
    expect(rows.filter(({ section }) => section === 'i').map(({ name }) => name)).toEqual([
      'Mức độ hoàn thành nhiệm vụ CCHC năm 2022',
      'Tổng số nhiệm vụ trong kế hoạch',
      'Số nhiệm vụ đã hoàn thành',
      'Số nhiệm vụ đang thực hiện',
      'Nhiệm vụ UBND thành phố, Chủ tịch UBND thành phố giao năm 2022.',
      'Tổng số nhiệm vụ được giao',
      'Số nhiệm vụ đã hoàn thành đúng hạn',
      'Số nhiệm vụ đã hoàn thành nhưng quá hạn',
      'Số nhiệm vụ quá hạn nhưng chưa hoàn thành',
    ]);
  });

  test('the states of a block never exceed its total, and the two blocks are never mixed', () => {
    const sums = form.checks.filter(({ kind }) => kind === 'sum_at_most');
    expect(sums).toEqual([
      { kind: 'sum_at_most', parts: ['i_1_2', 'i_1_3'], whole: 'i_1_1', severity: 'error' },
      { kind: 'sum_at_most', parts: ['i_2_2', 'i_2_3', 'i_2_4'], whole: 'i_2_1', severity: 'error' },
    ]);
    expect(form.checks.some(({ kind }) => kind === 'sum_equals')).toBe(false);
  });

  test('percentages with two numbers are computed; what is provided online is asked once for two of them', () => {
    expect(
      rows.filter(isComputed).map(({ key, numerator, denominator }) => [key, numerator, denominator]),
    ).toEqual([
      ['i_1', 'i_1_2', 'i_1_1'],
      ['ii_1_1', 'ii_1_1_2', 'ii_1_1_1'],
      ['ii_1_2', 'ii_1_2_2', 'ii_1_2_1'],
      ['ii_5_a_3_1', 'ii_5_a_3_1_2', 'ii_5_a_3_1_1'],
      ['ii_5_a_4', 'ii_5_a_4_2', 'ii_5_a_3_1_2'],
      ['ii_5_a_5', 'ii_5_a_5_2', 'ii_5_a_5_1'],
    ]);
    const parts = form.checks.flatMap((check) =>
      check.kind === 'part_of' ? [`${check.part}/${check.whole}`] : [],
    );
    for (const ratio of rows.filter(isComputed)) {
      expect(parts).toContain(`${ratio.numerator!}/${ratio.denominator!}`);
    }
  });

  test('seven percentages have no two numbers and are typed, within 0 and 100', () => {
    const typed = rows.filter((each) => each.kind === 'percent' && !isComputed(each));
    expect(typed.map(({ name }) => name)).toEqual([
      'Tỷ lệ sở, ngành đã kết nối, liên thông với UBND thành phố',
      'Tỷ lệ UBND cấp huyện đã kết nối, liên thông với UBND thành phố',
      'Tỷ lệ UBND cấp xã đã kết nối, liên thông với UBND huyện',
      'Tỷ lệ sử dụng văn bản điện tử',
      'Tỷ lệ sử dụng văn bản điện tử của các sở, ban, ngành',
      'Tỷ lệ sử dụng văn bản điện tử của UBND cấp huyện',
      'Tỷ lệ sử dụng văn bản điện tử của UBND cấp xã',
    ]);
    const ranged = form.checks.flatMap((check) => (check.kind === 'range' ? [check.row] : []));
    expect(ranged).toEqual(typed.map(({ key }) => key));
  });

  test('city-wide percentages are asked of every unit, as printed', () => {
    expect(inputRows(form, unit('Sở Du lịch'))).toHaveLength(29);
    expect(inputRows(form, unit('UBND huyện Cát Hải'))).toHaveLength(29);
  });

  test('a commune would be asked only what the note at the end names', () => {
    const commune = { name: 'UBND phường X', level: 'commune' as const };
    const sections = new Set(inputRows(form, commune).map(({ section }) => section));
    expect([...sections]).toEqual(['ii_2', 'ii_5_a', 'ii_5_b']);
    const parts = form.narratives.filter(({ appliesTo }) => applies(appliesTo, commune));
    expect(new Set(parts.map(({ code }) => code))).toEqual(
      new Set(['II.2', 'II.3.b', 'II.4', 'II.5.a', 'II.5.b', 'III.1', 'III.2', 'III.3', 'IV', 'V']),
    );
  });

  test('the questions on ISO are answered by yes or no, the number of procedures by a count', () => {
    expect(rows.filter(({ section }) => section === 'ii_5_b').map(({ kind }) => kind)).toEqual([
      'yes_no',
      'yes_no',
      'count',
    ]);
    expect(row('ii_1_1_2').name).toBe(row('ii_1_2_2').name);
  });
});

test('the outline has every part to be written', () => {
  const count = (code: string) => form.narratives.filter((each) => each.code === code).length;
  expect(form.narratives).toHaveLength(31);
  expect([count('I'), count('II.1'), count('II.2'), count('II.4')]).toEqual([5, 4, 6, 4]);
  expect([count('II.3.a'), count('II.3.b')]).toEqual([2, 3]);
  expect(form.narratives.slice(-5).map(({ code }) => code)).toEqual(['III.1', 'III.2', 'III.3', 'IV', 'V']);
});

describe('the duties without a date', () => {
  test('are kept under their place in the document, and none has a date', () => {
    expect(plan.tasks.map(({ no }) => no)).toEqual([
      ...['I.2.b', 'II.2', 'IV.1.a', 'IV.1.b', 'IV.1.c', 'IV.1.d'],
      ...['IV.2.a', 'IV.2.b', 'IV.2.c', 'IV.3.b', 'IV.4'],
    ]);
    expect(new Set(plan.tasks.map(({ due }) => due.kind))).toEqual(new Set(['no_deadline', 'on_request']));
  });

  test('of "các đơn vị, địa phương được kiểm tra" are those of the twelve', () => {
    const fixing = plan.tasks.find(({ no }) => no === 'II.2')!;
    expect(unitsMeant(plan, fixing.lead)).toEqual(INSPECTED);
  });
});

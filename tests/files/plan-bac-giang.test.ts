import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { expandDueReports } from '../../src/domain/due-reports.ts';
import { applies, inputRows, isComputed, type Row } from '../../src/domain/form.ts';
import { unitsOwing } from '../../src/domain/plan.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { planFolder } from '../../src/files/plan-folder.ts';
import { loadPlan } from '../../src/files/plan-load.ts';

// Everything expected here is written from the document, not from the plan files.
const calendar = loadCalendars();
const loaded = loadPlan(planFolder('bac-giang-2022')!, calendar);
const plan = loaded.plan!;
const form = plan.forms[0]!;
const row = (key: string): Row => form.rows.find((each) => each.key === key)!;
const rows = form.rows.filter(({ key, section }) => key !== section);
const unit = (name: string) => plan.units.find((each) => each.name === name)!;

const YEAR = { calendar, from: '2022-01-01', to: '2022-12-31' } as const;
const dueWith = (...visits: [unit: string, from: Day, to: Day][]) =>
  expandDueReports(plan, {
    ...YEAR,
    visits: new Map(visits.map(([name, from, to]) => [name, { from, to }])),
  });

test('the plan has no faults, and warns of what the document leaves open', () => {
  expect(loaded.faults).toEqual([]);
  expect(loaded.warnings.map(({ message }) => message)).toEqual([
    "the document's number is blank: fill it in before anything is sent",
    "the document's date is blank: fill it in before anything is sent",
    '14 of 35 units are not printed in the document: to be confirmed',
  ]);
});

describe('the document', () => {
  test('has no number and no day, and is of March 2022', () => {
    expect(plan.document).toMatchObject({ number: null, date: null });
    expect(plan.effectiveFrom).toBe('2022-03-01');
    expect(plan.replaces).toEqual([]);
  });

  test('calls its team Tổ kiểm tra under a Tổ trưởng', () => {
    expect(plan.words).toMatchObject({ team: 'Tổ kiểm tra', lead: 'Tổ trưởng' });
  });

  test('names nobody: every seat of the team is an office', () => {
    expect(plan.seats.every(({ name }) => name === null)).toBe(true);
    expect(plan.seats.map(({ role }) => role)).toEqual([
      'head',
      'member',
      'member',
      'member',
      'secretary',
      'support',
    ]);
  });
});

describe('the visits', () => {
  test('are six in quarter II and nine in quarter III, in printed order', () => {
    const inQuarter = (from: string) => plan.visits.filter((visit) => visit.from === from);
    expect(inQuarter('2022-04-01').map(({ unit: of }) => of)).toEqual([
      'Sở Giao thông vận tải',
      'Sở Tài nguyên và Môi trường',
      'Sở Giáo dục và Đào tạo',
      'Sở Y tế',
      'UBND huyện Lục Ngạn',
      'UBND huyện Lục Nam',
    ]);
    expect(inQuarter('2022-07-01').map(({ unit: of }) => of)).toEqual([
      'Sở Kế hoạch và Đầu tư',
      'Sở Văn hóa, Thể thao và Du lịch',
      'Sở Nội vụ',
      'Ban Quản lý các KCN tỉnh',
      'Kho bạc Nhà nước tỉnh',
      'Bảo hiểm xã hội tỉnh',
      'UBND huyện Việt Yên',
      'UBND huyện Yên Dũng',
      'UBND thành phố Bắc Giang',
    ]);
    expect(plan.visits).toHaveLength(15);
  });

  test('are known by quarter only, prepared by Sở Nội vụ, led by a Tổ trưởng, with no deputy', () => {
    for (const visit of plan.visits) {
      expect(visit).toMatchObject({ precision: 'quarter', coordinator: 'Sở Nội vụ', deputy: null });
      expect(plan.seats.find(({ key }) => key === visit.lead)).toMatchObject({ role: 'head', name: null });
    }
    expect(new Set(plan.visits.map(({ to }) => to))).toEqual(new Set(['2022-06-30', '2022-09-30']));
  });
});

describe('the units', () => {
  test('Văn hoá, TT&DL is one department, whatever the comma', () => {
    const [named, ...more] = plan.units.filter(({ aliases }) => aliases.includes('Văn hoá, TT&DL'));
    expect(named?.name).toBe('Sở Văn hóa, Thể thao và Du lịch');
    expect(more).toEqual([]);
  });

  test('the treasury and the social insurance answer to a ministry, the press submits nothing', () => {
    const ofLevel = (level: string) => plan.units.filter((each) => each.level === level);
    expect(ofLevel('vertical').map(({ name }) => name)).toEqual([
      'Kho bạc Nhà nước tỉnh',
      'Bảo hiểm xã hội tỉnh',
    ]);
    const owing = new Set(plan.obligations.flatMap((each) => unitsOwing(plan, each)));
    expect(ofLevel('press').map(({ name }) => owing.has(name))).toEqual([false, false]);
  });

  test('are all ten districts, five of them inspected', () => {
    const districts = plan.units.filter(({ level }) => level === 'district');
    expect(districts).toHaveLength(10);
    expect(districts.filter(({ printed }) => printed)).toHaveLength(5);
  });
});

describe('the reports', () => {
  test('of inspected units wait for the schedule: fifteen without a date', () => {
    const waiting = dueWith().filter(({ deadline }) => deadline.state === 'waiting_for_visit');
    expect(waiting.map(({ unit: of }) => of)).toEqual(plan.visits.map((visit) => visit.unit));
  });

  test.each<[unit: string, from: Day, to: Day, lastDay: Day]>([
    ['UBND huyện Lục Ngạn', '2022-05-16', '2022-05-17', '2022-05-11'],
    // Saturday: five days are days of the calendar, days off too.
    ['Sở Nội vụ', '2022-09-08', '2022-09-08', '2022-09-03'],
    ['Sở Y tế', '2022-05-05', '2022-05-06', '2022-04-30'],
    ['Kho bạc Nhà nước tỉnh', '2022-07-04', '2022-07-04', '2022-06-29'],
  ])('of %s, once its visit is set to %s, is due five days before: %s, %s', (name, from, to, lastDay) => {
    const [report, ...others] = dueWith([name, from, to]).filter(({ deadline }) => 'lastDay' in deadline);
    expect(report).toMatchObject({
      unit: name,
      obligation: 'bao_cao_phuc_vu_kiem_tra',
      deadline: { state: 'dated', bound: 'days_before', printed: null, lastDay },
    });
    expect(others.map(({ unit: of }) => of)).toEqual(['Sở Tư pháp', 'Sở Tài chính']);
  });

  test('of Sở Tư pháp and Sở Tài chính, inspectors of their own fields, are due before 30/11: through the 29th', () => {
    const dated = dueWith().filter(({ deadline }) => deadline.state === 'dated');
    expect(dated.map(({ unit: of, obligation, deadline }) => [of, obligation, deadline])).toEqual(
      [
        ['Sở Tư pháp', 'ket_qua_kiem_tra_the_che'],
        ['Sở Tài chính', 'ket_qua_kiem_tra_tai_chinh_cong'],
      ].map((one) => [
        ...one,
        { state: 'dated', bound: 'before', printed: '2022-11-30', lastDay: '2022-11-29' },
      ]),
    );
  });

  test('Sở Nội vụ organises the inspection and is inspected', () => {
    expect(plan.coordinator).toBe('Sở Nội vụ');
    expect(unitsOwing(plan, plan.obligations[0]!)).toContain('Sở Nội vụ');
  });
});

test('duties without a date are tasks, none of them with a date invented, none about surprise inspections', () => {
  expect(plan.tasks.map(({ no, due, conditional }) => [no, due.kind, conditional])).toEqual([
    ['I.2', 'no_deadline', true],
    ['V.1', 'no_deadline', false],
    ['V.2', 'no_deadline', false],
    ['V.5', 'no_deadline', false],
    ['V.6', 'no_deadline', false],
    ['V.7', 'no_deadline', false],
  ]);
  expect(plan.tasks.some(({ text }) => text.includes('đột xuất'))).toBe(false);
});

describe('the figures of the outline', () => {
  test('are 118 rows: 84 to fill in, 34 computed', () => {
    expect(rows).toHaveLength(118);
    expect(rows.filter(isComputed)).toHaveLength(34);
    expect(rows.filter((each) => !isComputed(each) && each.kind !== 'group')).toHaveLength(84);
  });

  test.each([
    ['mot_cua', 7, 0],
    ['a_gui_nhan', 6, 2],
    ['a_chu_ky_so', 9, 5],
    ['a_qlvb', 4, 3],
    ['a_mot_cua', 7, 4],
    ['a_dvc', 12, 7],
    ['a_bcci', 6, 3],
    ['a_cong_ttdt', 10, 0],
    ['a_hoi_nghi', 2, 1],
    ['b_qlvb', 7, 3],
    ['b_mot_cua', 10, 6],
    ['b_gui_nhan', 1, 0],
    ['b_chu_ky_so', 2, 0],
    ['iso', 1, 0],
  ])('section %s asks %i figures and computes %i rates', (section, inputs, computed) => {
    const own = rows.filter((each) => each.section === section);
    expect([own.length - own.filter(isComputed).length, own.filter(isComputed).length]).toEqual([
      inputs,
      computed,
    ]);
  });

  test('a line "số A/ số B, đạt … %" is a numerator, a denominator and a rate under the printed name', () => {
    expect(row('vb_den_dien_tu_ty_le')).toMatchObject({
      code: '',
      name: 'Tổng số văn bản đến điện tử của cơ quan/ Tổng số văn bản đến của cơ quan, đạt..... %.',
      numerator: 'vb_den_dien_tu',
      denominator: 'vb_den_tong',
    });
    for (const rate of rows.filter((each) => isComputed(each) && each.name.includes('đạt'))) {
      const top = row(rate.numerator!).name.replace(/\.$/, '');
      expect(
        rate.name.includes(top) ||
          rate.key === 'ho_so_co_xu_ly_ty_le' ||
          rate.key === 'hop_truyen_hinh_ty_le',
      ).toBe(true);
    }
  });

  test.each([
    ['vb_den_tong', 2],
    ['vb_di_tong', 4],
    ['vb_di_phong_tong', 2],
    ['tthc_tong', 3],
    ['hs_tong', 3],
    ['xa_vb_di_tong', 2],
    ['xa_tthc_tong', 3],
  ])('the denominator %s is asked once and serves %i rates', (key, rates) => {
    expect(rows.filter((each) => each.denominator === key)).toHaveLength(rates);
    expect(rows.filter((each) => each.key === key)).toHaveLength(1);
  });

  test('seven rates have no two numbers printed and are typed, within 0 and 100', () => {
    const typed = rows.filter((each) => each.kind === 'percent' && !isComputed(each)).map(({ key }) => key);
    expect(typed).toEqual([
      'vb_di_khoi_van_phong',
      'vb_di_phong_don_vi',
      'don_vi_dung_chu_ky_so',
      'xa_su_dung',
      'xa_vb_di_dien_tu',
      'xa_ubnd_ky_so',
      'xa_lanh_dao_ky_so',
    ]);
    const ranged = form.checks.flatMap((check) => (check.kind === 'range' ? [check.row] : []));
    expect(ranged).toEqual(typed);
  });

  test('two questions are answered yes or no, the ISO score may have decimals', () => {
    expect(rows.filter(({ kind }) => kind === 'yes_no').map(({ key }) => key)).toEqual([
      'ky_ho_so_lien_thong',
      'lanh_dao_cap_nhat',
    ]);
    expect(rows.filter(({ kind }) => kind === 'decimal').map(({ key }) => key)).toEqual(['iso_diem']);
  });

  test('rooms and staff, video meetings and everything of communes are asked of districts only', () => {
    const districtOnly = rows.filter(({ appliesTo }) => appliesTo?.levels.join() === 'district');
    expect(districtOnly.filter(({ section }) => section.startsWith('a_')).map(({ key }) => key)).toEqual([
      'ky_phong',
      'vb_di_phong_tong',
      'ky_phong_ty_le',
      'ky_lanh_dao_phong',
      'ky_lanh_dao_phong_ty_le',
      'hop_truyen_hinh',
      'hop_voi_xa_tong',
      'hop_truyen_hinh_ty_le',
    ]);
    expect(districtOnly.filter(({ section }) => section.startsWith('b_'))).toHaveLength(29);
    expect(districtOnly).toHaveLength(37);
  });

  test.each([
    ['Sở Y tế', 59],
    ['Kho bạc Nhà nước tỉnh', 59],
    ['UBND huyện Lục Nam', 84],
  ])('%s fills in %i figures', (name, count) => {
    expect(inputRows(form, unit(name))).toHaveLength(count);
  });

  test('figures of 5.2 are counted from 01/01/2022', () => {
    const headings = form.rows.filter(({ key, section, code }) => key === section && code.startsWith('5.2'));
    expect(headings).toHaveLength(12);
    for (const heading of headings) {
      expect(heading.note).toBe('Số liệu cung cấp theo thời gian từ 01/01/2022 – thời điểm báo cáo');
    }
  });
});

describe('the checks', () => {
  test('hold the part of every ratio to its whole, but a share of video meetings may exceed 100 %', () => {
    const held = form.checks.flatMap((check) =>
      check.kind === 'part_of' ? [`${check.part}/${check.whole}`] : [],
    );
    const ratios = rows.filter(isComputed).map((rate) => `${rate.numerator!}/${rate.denominator!}`);
    expect(ratios.filter((ratio) => !held.includes(ratio))).toEqual(['hop_truyen_hinh/hop_voi_xa_tong']);
    expect(form.checks).toContainEqual({
      kind: 'at_most',
      row: 'hop_truyen_hinh',
      limit: 'hop_voi_xa_tong',
      severity: 'warning',
    });
  });

  test('never add up what the portal publishes', () => {
    const summed = form.checks.flatMap((check) => ('parts' in check ? check.parts : []));
    expect(summed.filter((key) => key.startsWith('cong_'))).toEqual([]);
  });
});

test('software is a table of lines without a total, for all but communes', () => {
  const [table, ...others] = form.tables;
  expect(others).toEqual([]);
  expect(table!.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['Quy mô sử dụng', 'decimal'],
    ['Kết nối, chia sẻ dữ liệu với các hệ thống thông tin khác', 'text'],
  ]);
  expect(applies(table!.appliesTo, unit('Sở Y tế'))).toBe(true);
});

test('the outline has every item, 1 to 9, with its dashes', () => {
  const counts = new Map<string, number>();
  for (const { code } of form.narratives) counts.set(code, (counts.get(code) ?? 0) + 1);
  expect([...counts]).toEqual([
    ['1', 9],
    ['2', 6],
    ['3', 3],
    ['4', 4],
    ['5.1', 2],
    ['5.3', 13],
    ['6', 1],
    ['7', 1],
    ['8', 1],
    ['9', 1],
  ]);
});

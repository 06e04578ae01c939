import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { deadlineOf } from '../../src/domain/deadline.ts';
import { expandDueReports } from '../../src/domain/due-reports.ts';
import { applies, inputRows, isComputed, type Form, type Row } from '../../src/domain/form.ts';
import { unitsOwing } from '../../src/domain/plan.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { planFolder } from '../../src/files/plan-folder.ts';
import { loadPlan } from '../../src/files/plan-load.ts';

// Everything expected here is written from the document, not from the plan files.
const calendar = loadCalendars();
const loaded = loadPlan(planFolder('bac-kan-2018')!, calendar);
const plan = loaded.plan!;
const formOf = (key: string): Form => plan.forms.find((each) => each.key === key)!;
const full = formOf('bao_cao_6_thang_nam');
const short = formOf('bao_cao_quy');
const row = (key: string): Row => full.rows.find((each) => each.key === key)!;
const rows = full.rows.filter(({ key, section }) => key !== section);
const unit = (name: string) => plan.units.find((each) => each.name === name)!;
const obligation = (key: string) => plan.obligations.find((each) => each.key === key)!;

const REPORTING = [
  'Sở Tư pháp',
  'Văn phòng UBND tỉnh',
  'Sở Tài chính',
  'Sở Khoa học và Công nghệ',
  'Sở Thông tin và Truyền thông',
  'Sở Kế hoạch và Đầu tư',
];

/** Due reports of one unit over whole years: obligation, period, last day on time. */
const dueIn = (from: number, to: number, name = 'Sở Y tế') =>
  expandDueReports(plan, { calendar, from: `${from}-01-01` as Day, to: `${to}-12-31` as Day })
    .filter((report) => report.unit === name)
    .map(({ obligation: key, period, deadline }) => [
      key,
      period,
      deadline.state === 'dated' ? deadline.lastDay : deadline.state,
    ]);

test('the plan has no faults, and warns only of the members the document does not print', () => {
  expect(loaded.faults).toEqual([]);
  expect(loaded.warnings.map(({ message }) => message)).toEqual([
    '20 of 29 units are not printed in the document: to be confirmed',
  ]);
});

describe('the document', () => {
  test('is guidance 657/HD-SNV of 18/5/2018, in place of 285/HD-SNV', () => {
    expect(plan.document).toMatchObject({ number: '657/HD-SNV', date: '2018-05-18' });
    expect(plan.replaces).toEqual(['Hướng dẫn số 285/HD-SNV ngày 25/02/2016']);
    expect(plan.effectiveFrom).toBe('2018-05-18');
  });

  test('sends nobody anywhere: no team and no visit', () => {
    expect([plan.seats, plan.visits, plan.tasks]).toEqual([[], [], []]);
  });
});

describe('who owes', () => {
  test('are the sở, ban, ngành and the eight districts, Sở Nội vụ too, but no division of it', () => {
    for (const each of plan.obligations) {
      const owing = unitsOwing(plan, each);
      expect(owing).toHaveLength(27);
      expect(owing).toContain('Sở Nội vụ');
      expect(owing).not.toContain('Phòng CCHC');
    }
    expect(plan.units.filter(({ level }) => level === 'district')).toHaveLength(8);
  });

  test('of whom the document prints Sở Nội vụ and the six with a thematic report', () => {
    const printed = plan.units.filter((each) => each.printed && each.level === 'department');
    expect(printed.map(({ name }) => name)).toEqual(['Sở Nội vụ', ...REPORTING]);
  });
});

describe('the deadlines recur every year', () => {
  test.each<[key: string, bound: string, lastDays: Record<number, Day>]>([
    // 04/3/2018 and 04/3/2023 are days off: the last day on time stays where the document puts it.
    ['bao_cao_quy_i', 'before', { 2018: '2018-03-04', 2019: '2019-03-04', 2023: '2023-03-04' }],
    ['bao_cao_6_thang', 'before', { 2018: '2018-06-04', 2020: '2020-06-04', 2022: '2022-06-04' }],
    ['bao_cao_quy_iii', 'before', { 2018: '2018-09-04', 2021: '2021-09-04' }],
    ['bao_cao_nam', 'before', { 2018: '2018-11-29', 2019: '2019-11-29', 2020: '2020-11-29' }],
    ['ban_hanh_ke_hoach', 'in_month', { 2019: '2019-01-31', 2021: '2021-01-31' }],
  ])('%s (%s)', (key, bound, lastDays) => {
    for (const [year, lastDay] of Object.entries(lastDays)) {
      const terms = { calendar, visitStart: null, nextWorkingDayCounts: false, year: Number(year) };
      expect(deadlineOf(obligation(key).rule, terms)).toMatchObject({ state: 'dated', bound, lastDay });
    }
  });

  test('in 2018 only from 18/5 on: no plan of January and no report of March', () => {
    expect(dueIn(2018, 2018)).toEqual([
      ['bao_cao_6_thang', '2018-H1', '2018-06-04'],
      ['bao_cao_quy_iii', '2018-Q3', '2018-09-04'],
      ['bao_cao_nam', '2018', '2018-11-29'],
    ]);
  });

  test('each whole year has a plan, its copy without a date, and four reports: none for quarters II and IV', () => {
    for (const year of [2019, 2022, 2026]) {
      expect(dueIn(year, year, 'UBND huyện Ba Bể')).toEqual([
        ['ban_hanh_ke_hoach', String(year), `${year}-01-31`],
        ['gui_ke_hoach', String(year), 'no_deadline'],
        ['bao_cao_quy_i', `${year}-Q1`, `${year}-03-04`],
        ['bao_cao_6_thang', `${year}-H1`, `${year}-06-04`],
        ['bao_cao_quy_iii', `${year}-Q3`, `${year}-09-04`],
        ['bao_cao_nam', String(year), `${year}-11-29`],
      ]);
    }
  });

  test('over several years no two due reports of a unit share obligation and period', () => {
    const due = dueIn(2018, 2024).map(([key, period]) => `${key}/${period}`);
    expect(new Set(due).size).toBe(due.length);
    expect(due).toHaveLength(3 + 6 * 6);
  });
});

test('quarterly reports are short, those of six months and the year in detail', () => {
  const forms = plan.obligations.map(({ key, form, proof }) => [key, form, proof]);
  expect(forms).toEqual([
    ['ban_hanh_ke_hoach', 'de_cuong_ke_hoach', 'document'],
    ['gui_ke_hoach', null, 'document'],
    ['bao_cao_quy_i', 'bao_cao_quy', 'either'],
    ['bao_cao_6_thang', 'bao_cao_6_thang_nam', 'either'],
    ['bao_cao_quy_iii', 'bao_cao_quy', 'either'],
    ['bao_cao_nam', 'bao_cao_6_thang_nam', 'either'],
  ]);
  expect(short.rows).toEqual(full.rows);
  expect(short.checks).toEqual(full.checks);
  expect([short.narratives.length, full.narratives.length]).toEqual([7, 64]);
  expect(short.narratives.map(({ code }) => code)).toEqual([
    ...[1, 2, 3, 4, 5, 6].map((n) => `II.${n}`),
    'Phần II',
  ]);
});

describe('the figures', () => {
  test('are 94 rows: 77 to fill in, 10 computed, 7 headings', () => {
    expect(rows).toHaveLength(94);
    expect(rows.filter(isComputed)).toHaveLength(10);
    expect(rows.filter(({ kind }) => kind === 'group')).toHaveLength(7);
  });

  test.each([
    // A department without a thematic report: 52 figures of the general part less 10 of districts.
    ['Sở Y tế', 42],
    ['UBND huyện Ba Bể', 52],
    ['Sở Tư pháp', 42],
    ['Văn phòng UBND tỉnh', 52],
    ['Sở Tài chính', 46],
    ['Sở Thông tin và Truyền thông', 50],
    ['Sở Khoa học và Công nghệ', 44],
    ['Sở Kế hoạch và Đầu tư', 43],
  ])('%s fills in %i of them', (name, count) => {
    expect(inputRows(full, unit(name))).toHaveLength(count);
  });

  test('"so với tổng số" and "trên tổng số" are computed; totals named twice are asked once', () => {
    expect(rows.filter(isComputed).map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      ['tthc_niem_yet', 'tthc_tong'],
      ['mot_cua', 'mot_cua_quy_dinh'],
      ['lien_thong', 'mot_cua_quy_dinh'],
      ['may_tinh_diet_virus', 'may_tinh'],
      ['vb_ky_so', 'vb_dien_tu'],
      ['muc_3', 'tthc_tong'],
      ['muc_3_phat_sinh', 'muc_3'],
      ['muc_4', 'tthc_tong'],
      ['muc_4_phat_sinh', 'muc_4'],
      ['ho_so_truc_tuyen', 'ho_so_cua_muc_3_4'],
    ]);
  });

  test('five mechanisms have three numbers each, districts report two more for their communes', () => {
    const results = rows.filter(({ section, kind }) => section === 'ii_2_3' && kind !== 'group');
    const mechanisms = ['mot_cua', 'lien_thong', 'muc_3', 'muc_4', 'bcci', 'xa_mot_cua', 'xa_lien_thong'];
    expect(results.map(({ key }) => key)).toEqual(
      mechanisms.flatMap((name) => ['tiep_nhan', 'dung_han', 'qua_han'].map((part) => `kq_${name}_${part}`)),
    );
    const ofCommunes = results.filter(({ key }) => key.startsWith('kq_xa_'));
    expect(ofCommunes.every(({ appliesTo }) => appliesTo?.levels.join() === 'district')).toBe(true);
  });

  test('no check adds up the mechanisms or the places of publication', () => {
    const sums = summed(full);
    const mechanism = (key: string) => key.replace(/_(tiep_nhan|dung_han|qua_han)$/, '');
    for (const parts of sums.filter((each) => each.some((key) => key.startsWith('kq_')))) {
      expect(new Set(parts.map(mechanism)).size).toBe(1);
    }
    expect(sums.flat().filter((key) => key.startsWith('cong_khai_'))).toEqual([]);
  });

  test('22 rates have no two numbers printed and are typed within 0 and 100; budget revenue may exceed its plan', () => {
    const typed = rows.filter((each) => each.kind === 'percent' && !isComputed(each)).map(({ key }) => key);
    const ranged = full.checks.flatMap((check) =>
      check.kind === 'range' && check.severity === 'error' ? [check.row] : [],
    );
    expect(typed).toHaveLength(22);
    expect(ranged).toEqual(typed);
    expect(row('p2_thu_ngan_sach')).toMatchObject({ kind: 'decimal', measure: '%' });
  });
});

describe('the thematic part', () => {
  test.each([
    ['Sở Tư pháp', 4],
    ['Văn phòng UBND tỉnh', 6],
    ['Sở Tài chính', 3],
    ['Sở Thông tin và Truyền thông', 6],
    ['Sở Khoa học và Công nghệ', 2],
    ['Sở Kế hoạch và Đầu tư', 3],
  ])('of %s has %i written parts of its own and three common ones, in the same report', (name, count) => {
    const own = full.narratives.filter(
      ({ code, appliesTo }) => code.startsWith('Phần II') && applies(appliesTo, unit(name)),
    );
    expect(own).toHaveLength(count + 3);
    expect(own.slice(-3).map(({ code }) => code)).toEqual(['Phần II.II', 'Phần II.III', 'Phần II.IV']);
  });

  test('concerns nobody else', () => {
    const others = plan.units.filter(({ name }) => !REPORTING.includes(name));
    const parts = [...full.rows, ...full.narratives, ...short.narratives].filter(({ code }) =>
      code.startsWith('Phần II'),
    );
    expect(parts.length).toBeGreaterThan(30);
    expect(others.filter((each) => parts.some(({ appliesTo }) => applies(appliesTo, each)))).toEqual([]);
  });
});

test('the outline of a plan has its aims, seven fields of work and how it is carried out', () => {
  expect(formOf('de_cuong_ke_hoach').narratives.map(({ code }) => code)).toEqual([
    'I',
    ...['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'].map((field) => `II.${field}`),
    'III',
  ]);
});

/** The parts of every check that adds figures up. */
function summed(form: Form): (readonly string[])[] {
  return form.checks.flatMap((check) => ('parts' in check ? [check.parts] : []));
}

import { describe, expect, test } from 'vitest';
import { withComputed, type Answer, type Answers, type TableLine } from '../../src/domain/answers.ts';
import { findings, operandsOf } from '../../src/domain/checks.ts';
import type { Form } from '../../src/domain/form.ts';
import { planNamed } from '../support/plans.ts';

// Figures as officers would send them, against the forms of the five documents.
const formOf = (plan: string, key?: string): Form =>
  planNamed(plan).forms.find((form) => key === undefined || form.key === key)!;
const binhPhuoc = formOf('binh-phuoc-2023');
const bacGiang = formOf('bac-giang-2022');
const bacKan = formOf('bac-kan-2018', 'bao_cao_6_thang_nam');
const haiPhong = formOf('hai-phong-2022');
const socTrang = formOf('soc-trang-2021');

const answers = (figures: Record<string, number>): Answers =>
  new Map(Object.entries(figures).map(([key, value]): [string, Answer] => [key, { kind: 'value', value }]));
const line = (label: string, cells: Record<string, number>, block = ''): TableLine => ({
  block,
  label,
  cells,
  explanation: null,
});

/** What does not hold, as "severity: kind of the sum or part". */
const judged = (form: Form, figures: Record<string, number>, table?: [key: string, ...lines: TableLine[]]) =>
  findings(form, answers(figures), new Map(table ? [[table[0], table.slice(1) as TableLine[]]] : [])).map(
    ({ check, severity }) => `${severity}: ${check.kind} ${operandsOf(check).at(-1)!}`,
  );

describe('Bình Phước: parts and their whole', () => {
  test('tasks done on time, late and overdue may be fewer than those given, never more', () => {
    expect(judged(binhPhuoc, { i_4_1: 10, i_4_2: 5, i_4_3: 2, i_4_4: 1 })).toEqual([]);
    expect(judged(binhPhuoc, { i_4_1: 10, i_4_2: 7, i_4_3: 2, i_4_4: 2 })).toEqual([
      'error: sum_at_most i_4_1',
    ]);
  });

  test('procedures of the three levels are expected to make their total', () => {
    const levels = { iii_1_4_1: 100, iii_1_4_2: 60, iii_1_4_3: 40 };
    expect(judged(binhPhuoc, { ...levels, iii_1_4: 200 })).toEqual([]);
    expect(judged(binhPhuoc, { ...levels, iii_1_4: 190 })).toEqual(['warning: sum_equals iii_1_4']);
  });

  test('four degrees of autonomy make the public service units, those turned into companies stand outside', () => {
    const degrees = { vi_2_2: 1, vi_2_3: 2, vi_2_4: 3, vi_2_5: 4 };
    expect(judged(binhPhuoc, { ...degrees, vi_2_1: 10, vi_2_6: 5 })).toEqual([]);
    expect(judged(binhPhuoc, { ...degrees, vi_2_1: 12 })).toEqual(['warning: sum_equals vi_2_1']);
    expect(judged(binhPhuoc, { ...degrees, vi_2_1: 9 })).toContain('error: sum_at_most vi_2_1');
  });
});

describe.each(['phu_luc_2', 'phu_luc_3'])('a line of %s', (table) => {
  const cells = {
    tiep_nhan: 100,
    tiep_nhan_truc_tuyen: 60,
    tiep_nhan_ky_truoc: 10,
    ...(table === 'phu_luc_3' && { tiep_nhan_truc_tiep: 30 }),
    da_giai_quyet: 90,
    da_giai_quyet_dung_han: 85,
    da_giai_quyet_qua_han: 5,
    dang_giai_quyet: 10,
    dang_giai_quyet_trong_han: 9,
    dang_giai_quyet_qua_han: 1,
  };
  const block = table === 'phu_luc_3' ? 'huyen' : '';
  const wrong = (changed: Partial<typeof cells>) =>
    judged(binhPhuoc, {}, [table, line('Đất đai', { ...cells, ...changed }, block)]);

  test('that adds up is not asked about', () => {
    expect(wrong({})).toEqual([]);
  });

  test('must be solved in time or late, pending in time or late', () => {
    expect(wrong({ da_giai_quyet_dung_han: 84 })).toEqual(['error: sum_equals da_giai_quyet']);
    expect(wrong({ dang_giai_quyet_trong_han: 8 })).toEqual(['error: sum_equals dang_giai_quyet']);
  });

  test('is asked about, and passed with a reason, where what came is not what was solved and is pending', () => {
    expect(wrong({ tiep_nhan: 101, tiep_nhan_truc_tuyen: 61 })).toEqual(['warning: sum_equals tiep_nhan']);
  });
});

describe('the survey of Phụ lục 5', () => {
  const ballots = { phieu_truc_tiep: 60, phieu_truc_tuyen: 40 };
  const grades = {
    rat_hai_long: 40,
    hai_long: 30,
    binh_thuong: 20,
    khong_hai_long: 7,
    rat_khong_hai_long: 3,
  };

  test('has five grades that make the ballots, and percentages that make 100', () => {
    expect(judged(binhPhuoc, {}, ['phu_luc_5', line('Đất đai', { ...ballots, ...grades }, 'huyen')])).toEqual(
      [],
    );
    const table = binhPhuoc.tables.find(({ key }) => key === 'phu_luc_5')!;
    const rates = table.columns.flatMap(({ computed }) =>
      computed?.kind === 'percent' ? [(grades[computed.numerator as keyof typeof grades] * 100) / 100] : [],
    );
    expect(rates).toHaveLength(5);
    expect(rates.reduce((sum, rate) => sum + rate, 0)).toBe(100);
  });

  test('with a ballot too many in its grades is an error', () => {
    const more = { ...ballots, ...grades, hai_long: 31 };
    expect(judged(binhPhuoc, {}, ['phu_luc_5', line('Đất đai', more, 'huyen')])).toEqual([
      'error: sum_equals tong_so_phieu',
    ]);
  });
});

describe('what is never taken for a sum or a ratio', () => {
  test('one procedure published in three places of Bắc Kạn is three figures and no sum', () => {
    const published = { cong_khai_bo_phan: 50, cong_khai_trang_tinh: 50, cong_khai_trang_don_vi: 50 };
    expect(judged(bacKan, { tthc_tong: 50, tthc_niem_yet: 50, ...published })).toEqual([]);
  });

  test('"Sở/ Huyện" is no division: the rate of Bắc Giang with it is typed', () => {
    const rates = bacGiang.rows.filter(({ name }) => /Sở\/ ?Huyện/.test(name));
    expect(rates.map(({ key, numerator }) => [key, numerator])).toEqual([
      ['vb_di_khoi_van_phong', null],
      ['vb_di_phong_don_vi', null],
    ]);
  });

  test.each([
    ['Bắc Giang', bacGiang, ['dvc_muc_3', 'dvc_muc_4']],
    ['Bắc Kạn', bacKan, ['muc_3', 'muc_4']],
    ['Sóc Trăng', socTrang, ['nv_42_2_1', 'nv_42_3_1']],
  ] as const)('"mức độ 3, 4" of %s is two levels, each with a count of its own', (_name, form, keys) => {
    for (const [index, key] of keys.entries()) {
      const row = form.rows.find((each) => each.key === key)!;
      expect(row.kind).toBe('count');
      expect(row.name).toContain(`mức độ ${index + 3}`);
    }
  });

  test('no form takes the words "mức độ 3, 4" for a figure with decimals', () => {
    for (const form of [bacGiang, bacKan, haiPhong, socTrang]) {
      const both = form.rows.filter(({ name }) => /mức độ 3( và|, ?) ?4/.test(name));
      expect(both.length).toBeGreaterThan(0);
      expect(both.filter(({ kind }) => kind === 'decimal')).toEqual([]);
    }
  });
});

test('video meetings of Bắc Giang may exceed those with communes: the rate is above 100 % and only warned of', () => {
  const figures = { hop_truyen_hinh: 12, hop_voi_xa_tong: 10 };
  expect(judged(bacGiang, figures)).toEqual(['warning: at_most hop_voi_xa_tong']);
  expect(withComputed(bacGiang, answers(figures)).get('hop_truyen_hinh_ty_le')).toEqual({
    kind: 'value',
    value: 120,
  });
});

describe('a comparison with a year that is on no form', () => {
  test('of 2015 and 2021 is a percentage typed in Bình Phước', () => {
    const compared = binhPhuoc.rows.filter(({ name }) => name.includes('so với năm'));
    expect(compared.map(({ key, kind, numerator }) => [key, kind, numerator])).toEqual([
      ['iv_1_3', 'percent', null],
      ['iv_2_5', 'percent', null],
      ['iv_3_4', 'percent', null],
    ]);
  });

  test('of the year before is asked beside it in Sóc Trăng, and fewer than then is only warned of', () => {
    expect(judged(socTrang, { nv_33_1: 4, nv_33_2: 6 })).toEqual([]);
    expect(judged(socTrang, { nv_33_1: 6, nv_33_2: 4 })).toEqual(['warning: at_most nv_33_2']);
  });

  test('of the year before is left to the words of Bắc Kạn', () => {
    const counted = bacKan.rows.filter(({ hint }) => hint?.includes('so với năm trước'));
    expect(counted.map(({ key }) => key)).toEqual(['p2_tu_bao_dam', 'p2_tu_bao_dam_mot_phan']);
    expect(bacKan.narratives.filter(({ hint }) => hint?.includes('so với năm trước'))).toHaveLength(1);
  });
});

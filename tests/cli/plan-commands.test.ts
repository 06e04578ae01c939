import { describe, expect, test } from 'vitest';
import { planCheck } from '../../src/cli/plan-check.ts';
import { planDue } from '../../src/cli/plan-due.ts';
import { planReminders } from '../../src/cli/plan-reminders.ts';
import { planShow } from '../../src/cli/plan-show.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { planFiles, SMALL_PLAN, withChange } from '../files/plan-files.ts';

const NAME = 'binh-phuoc-2023';

function terminal() {
  const out: string[] = [];
  const errors: string[] = [];
  const said: Terminal = {
    lines: (async function* () {})(),
    interactive: false,
    out: (line) => void out.push(line),
    error: (line) => void errors.push(line),
  };
  return { said, out, errors, json: () => JSON.parse(out.join('\n')) as never };
}

describe('plan check', () => {
  test('a sound plan is counted and its warnings told, exit 0', async () => {
    const { said, out, errors } = terminal();
    expect(await planCheck(NAME, { json: false }, said)).toBe(0);
    expect(errors).toEqual([]);
    expect(out.join('\n')).toContain('31 units, 13 seats, 10 visits, 5 obligations, 30 reports');
    expect(out.at(-1)).toBe('well-formed, 4 warnings');
  });

  test('a bad plan is told by file, line and column, exit 2', async () => {
    const folder = planFiles(withChange('units.yaml', 'level: commune', 'level: xom'));
    const { said, errors } = terminal();
    expect(await planCheck(folder, { json: false }, said)).toBe(2);
    expect(errors[0]).toMatch(/units\.yaml:6:31: "xom" is not a value of "level"/);
    expect(errors.at(-1)).toBe('1 fault');
  });

  test('for machines faults are objects', async () => {
    const folder = planFiles(withChange('units.yaml', 'level: commune', 'level: xom'));
    const { said, json } = terminal();
    expect(await planCheck(folder, { json: true }, said)).toBe(2);
    expect(json()).toMatchObject({
      plan: null,
      counts: null,
      faults: [{ line: 6, column: 31 }],
      warnings: [],
    });
  });

  test('a name that is no plan exits 2 and names those there are', async () => {
    const { said, errors } = terminal();
    expect(await planCheck('binh-duong-2023', { json: false }, said)).toBe(2);
    expect(errors).toEqual([expect.stringContaining('no plan "binh-duong-2023"')]);
    expect(errors[0]).toContain(NAME);
  });
});

describe('plan show --json', () => {
  const shown = async () => {
    const { said, json } = terminal();
    expect(await planShow(NAME, { json: true }, said)).toBe(0);
    return json() as {
      plan: string;
      document: object;
      units: object[];
      visits: object[];
      obligations: { key: string; units: string[]; rule: object }[];
      forms: { rows: { key: string }[]; tables: object[]; checks: object[]; narratives: object[] }[];
      tasks: unknown[];
    };
  };

  test('has the fields of the command line’s description, and null for what does not apply', async () => {
    const plan = await shown();
    expect(Object.keys(plan)).toEqual([
      'plan',
      'document',
      'units',
      'visits',
      'obligations',
      'forms',
      'tasks',
    ]);
    expect(plan.document).toEqual({
      number: null,
      date: null,
      issuer: 'Chủ tịch Ủy ban nhân dân tỉnh Bình Phước',
      title: expect.stringContaining('năm 2023') as string,
    });
    expect(Object.keys(plan.units[0]!)).toEqual(['name', 'level', 'aliases']);
    expect(plan.visits[3]).toEqual({
      unit: 'Sở Kế hoạch và Đầu tư',
      from: '2023-09-01',
      to: '2023-09-08',
      precision: 'day',
      lead: 'Nguyễn Minh Quang',
      deputy: 'Huỳnh Thị Bé Năm',
      coordinator: 'Sở Thông tin và Truyền thông',
    });
    expect(plan.obligations[4]).toMatchObject({
      key: 'tu_kiem_tra',
      rule: { kind: 'before', day: '2023-11-30' },
    });
    expect(plan.tasks).toEqual([]);
  });

  test('rows are printed in full, headings among them', async () => {
    const rows = (await shown()).forms[0]!.rows;
    expect(rows).toHaveLength(123);
    expect(rows[0]).toEqual({
      key: 'i',
      code: 'I',
      name: 'Công tác chỉ đạo điều hành CCHC',
      measure: null,
      kind: 'group',
      computed: false,
      numerator: null,
      denominator: null,
      options: null,
      applies_to: null,
    });
    expect(rows.find(({ key }) => key === 'iii_3_1')).toMatchObject({
      code: '3.1',
      kind: 'percent',
      computed: true,
      numerator: 'iii_3_1_2',
      denominator: 'iii_3_1_1',
    });
    expect(rows.find(({ key }) => key === 'v_2_3')).toMatchObject({
      applies_to: { levels: ['district'], units: [] },
    });
  });

  test('checks name their rows, those of a table’s lines by table and column', async () => {
    const { checks } = (await shown()).forms[0]!;
    expect(checks).toContainEqual({ kind: 'part_of', rows: ['i_2_2', 'i_2_1'], severity: 'error' });
    expect(checks).toContainEqual({
      kind: 'sum_equals',
      rows: [
        'phu_luc_2.da_giai_quyet_dung_han',
        'phu_luc_2.da_giai_quyet_qua_han',
        'phu_luc_2.da_giai_quyet',
      ],
      severity: 'error',
    });
  });

  test('tasks have their number, lead and due rule', async () => {
    const { said, json } = terminal();
    await planShow(planFiles(SMALL_PLAN), { json: true }, said);
    const { tasks } = json() as { tasks: object[] };
    expect(tasks[1]).toEqual({
      no: '13a',
      field: null,
      text: 'Báo cáo',
      products: [],
      lead: ['Sở Nội vụ'],
      coordinating: [],
      target: null,
      due: { kind: 'by', day: '2022-02-27' },
    });
  });
});

test('what the document does not print is null: a code, a date "theo kỳ báo cáo"', async () => {
  const shownOf = async (name: string) => {
    const { said, json } = terminal();
    await planShow(name, { json: true }, said);
    return json() as {
      forms: { rows: { key: string; code: string | null }[] }[];
      tasks: { no: string; due: object | null }[];
    };
  };
  const { forms } = await shownOf('hai-phong-2022');
  expect(forms[0]?.rows.find(({ key }) => key === 'i_1_1')?.code).toBeNull();
  const { tasks } = await shownOf('soc-trang-2021');
  expect(tasks.find(({ no }) => no === '1')?.due).toBeNull();
  expect(tasks.find(({ no }) => no === '12')?.due).toEqual({ kind: 'on_request' });
});

test('plan reminders calls the lead of the team as the plan does', async () => {
  const { said, out } = terminal();
  const visit = ['Sở Y tế=2022-05-10'];
  await planReminders('bac-giang-2022', { json: false, visit }, said);
  expect(out.some((line) => line.includes('Tổ trưởng, '))).toBe(true);
  expect(out.join('\n')).not.toContain('Trưởng đoàn');
});

test('plan show says the quarter of a visit that has no days yet', async () => {
  const { said, out } = terminal();
  await planShow('bac-giang-2022', { json: false }, said);
  expect(out.some((line) => line.includes('Sở Y tế') && line.includes('quý II năm 2022'))).toBe(true);
});

describe('plan show for people', () => {
  test('prints the schedule in Vietnamese, under each other', async () => {
    const { said, out } = terminal();
    await planShow(NAME, { json: false }, said);
    const visits = out.filter((line) => line.includes('đến hết ngày') && line.includes('Trưởng đoàn:'));
    expect(visits).toHaveLength(10);
    expect(new Set(visits.map((line) => line.indexOf('từ ngày'))).size).toBe(1);
  });

  test('prints one form row by row', async () => {
    const { said, out } = terminal();
    expect(await planShow(NAME, { json: false, form: 'bao_cao_phuc_vu_kiem_tra' }, said)).toBe(0);
    expect(out).toContainEqual(expect.stringMatching(/^i_4_4 +4\. +Nhiệm vụ +số +Số nhiệm vụ quá hạn/));
  });

  test('an unknown form exits 2', async () => {
    const { said, errors } = terminal();
    expect(await planShow(NAME, { json: false, form: 'bieu_9' }, said)).toBe(2);
    expect(errors[0]).toContain('--form "bieu_9": no such form');
  });
});

describe('plan due', () => {
  const due = async (options: { from?: string; to?: string; visit?: string[] } = {}, name = NAME) => {
    const { said, json, errors } = terminal();
    const exit = await planDue(name, { json: true, visit: [], ...options }, said);
    return { exit, errors, reports: exit === 0 ? (json() as Record<string, string | null>[]) : [] };
  };

  test('lists the thirty reports of 2023 with the day printed and the last day on time', async () => {
    const { reports } = await due();
    expect(reports).toHaveLength(30);
    expect(reports[0]).toEqual({
      unit: 'Sở Công Thương',
      obligation: 'bao_cao_phuc_vu_kiem_tra_dot_1',
      title: 'Báo cáo phục vụ Đoàn kiểm tra',
      printed: '2023-07-30',
      bound: 'before',
      last_day: '2023-07-29',
      period: '2023',
      state: 'dated',
    });
    const days = reports.map((report) => `${report['printed']!} ${report['last_day']!}`);
    expect([...new Set(days)]).toEqual([
      '2023-07-30 2023-07-29',
      '2023-08-30 2023-08-29',
      '2023-09-30 2023-09-29',
      '2023-10-30 2023-10-29',
      '2023-11-30 2023-11-29',
    ]);
  });

  test('keeps to the days asked for, however they are written', async () => {
    const { reports } = await due({ from: '01/9/2023', to: '2023-10-31' });
    expect(reports.map((report) => report['unit'])).toEqual([
      'UBND huyện Bù Đăng',
      'UBND thị xã Bình Long',
      'UBND thành phố Đồng Xoài',
      'UBND huyện Lộc Ninh',
    ]);
  });

  test('a date the document fixed stays when the visit moves', async () => {
    const { reports } = await due({ visit: ['skhđt=2023-09-06/2023-09-07'] });
    expect(reports.find((report) => report['unit'] === 'Sở Kế hoạch và Đầu tư')).toMatchObject({
      last_day: '2023-08-29',
    });
  });

  test('a date counted back from the visit waits for it, and no day is printed for it', async () => {
    const ofTuPhap = async (visit: string[]) =>
      (await due({ visit }, planFiles(SMALL_PLAN))).reports.find(
        (report) => report['unit'] === 'Sở Tư pháp' && report['obligation'] === 'bao_cao',
      );
    const counted = { bound: 'working_days_before', printed: null };
    expect(await ofTuPhap([])).toMatchObject({ ...counted, state: 'waiting_for_visit', last_day: null });
    expect(await ofTuPhap(['stp=2022-05-16'])).toMatchObject({
      ...counted,
      state: 'dated',
      last_day: '2022-05-11',
    });
  });

  test('wrong options are all told, each with its words, exit 2', async () => {
    const { exit, errors } = await due({
      from: '2023-02-30',
      visit: [
        'Sở Công Thương',
        'Sở Công Thươn=2023-08-03',
        'Sở Y tế=2023-08-03',
        'SCT=2023-08-04/2023-08-03',
        'SCT=2023-13-01',
      ],
    });
    expect(exit).toBe(2);
    expect(errors).toEqual([
      '--from "2023-02-30": no such day; write it as 2023-07-30',
      '--visit "Sở Công Thương": write it as UNIT=2023-08-03 or UNIT=2023-08-03/2023-08-04',
      '--visit "Sở Công Thươn=2023-08-03": unknown unit "Sở Công Thươn" (did you mean "Sở Công Thương"?)',
      '--visit "Sở Y tế=2023-08-03": no visit goes to "Sở Y tế"',
      '--visit "SCT=2023-08-04/2023-08-03": ends on 2023-08-03, before it starts on 2023-08-04',
      '--visit "SCT=2023-13-01": there is no day "2023-13-01"',
    ]);
  });

  test('people read both days', async () => {
    const { said, out } = terminal();
    await planDue(NAME, { json: false, visit: [] }, said);
    expect(out[0]).toMatch(
      /^Sở Công Thương +trước ngày 30\/7\/2023 \(chậm nhất hết ngày 29\/7\/2023, thứ Bảy\)/,
    );
    const empty = terminal();
    await planDue(NAME, { json: false, visit: [], from: '2023-01-01', to: '2023-01-31' }, empty.said);
    expect(empty.out).toEqual(['Không có báo cáo nào đến hạn trong khoảng này.']);
  });
});

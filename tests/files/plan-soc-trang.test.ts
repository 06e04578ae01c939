import { describe, expect, test } from 'vitest';
import { expandDueReports } from '../../src/domain/due-reports.ts';
import { deadlineOf } from '../../src/domain/deadline.ts';
import { inputRows, isComputed } from '../../src/domain/form.ts';
import { unitsMeant, unitsOwing } from '../../src/domain/plan.ts';
import { loadCalendars } from '../../src/files/calendars.ts';
import { planFolder } from '../../src/files/plan-folder.ts';
import { loadPlan } from '../../src/files/plan-load.ts';

// Everything expected here is written from the plan of Sở GDĐT Sóc Trăng and its Phụ lục, not from the plan files.
const calendar = loadCalendars();
const loaded = loadPlan(planFolder('soc-trang-2021')!, calendar);
const plan = loaded.plan!;
const form = plan.forms[0]!;
const unit = (name: string) => plan.units.find((each) => each.name === name)!;
const task = (no: number) => plan.tasks.find((each) => each.no === String(no))!;
const due = expandDueReports(plan, { calendar, from: '2021-01-01', to: '2021-12-31' });
const ofLevel = (level: string) => plan.units.filter((each) => each.level === level).map(({ name }) => name);

test('the plan has no faults, and warns of what the document leaves open', () => {
  expect(loaded.faults).toEqual([]);
  expect(loaded.warnings.map(({ message }) => message)).toEqual([
    "the document's number is blank: fill it in before anything is sent",
    "the document's date is blank: fill it in before anything is sent",
    '28 of 38 units are not printed in the document: to be confirmed',
  ]);
});

test('one department steers its own parts: no visit, no team, Phòng TCCB receives', () => {
  expect(plan.jurisdiction.name).toBe('Sở Giáo dục và Đào tạo tỉnh Sóc Trăng');
  expect([plan.visits, plan.seats, plan.stages]).toEqual([[], [], []]);
  expect(plan.coordinator).toBe('Phòng TCCB');
});

describe('the reports', () => {
  const dated = (key: string) =>
    due.flatMap(({ obligation, unit: of, deadline, period }) =>
      obligation === key && deadline.state === 'dated' ? [{ of, deadline, period }] : [],
    );

  test.each([
    ['bao_cao_quy_1', '2021-Q1', '2021-02-27'],
    ['bao_cao_6_thang', '2021-H1', '2021-05-28'],
    ['bao_cao_quy_3', '2021-Q3', '2021-08-27'],
    ['bao_cao_nam', '2021', '2021-11-17'],
  ])('of divisions: %s is on time through its printed day', (key, period, day) => {
    const reports = dated(key);
    expect(new Set(reports.map(({ of }) => unit(of).level))).toEqual(new Set(['division']));
    expect(reports.map(({ of }) => of).toSorted()).toEqual(ofLevel('division').toSorted());
    for (const report of reports) {
      expect(report).toMatchObject({ period, deadline: { bound: 'by', printed: day, lastDay: day } });
    }
  });

  test.each([
    ['ke_hoach_don_vi', '2021', 'in_month', '2021-01-31'],
    ['bao_cao_6_thang_don_vi', '2021-H1', 'by', '2021-05-29'],
    ['bao_cao_nam_don_vi', '2021', 'by', '2021-11-18'],
  ])('of attached units: %s is on time through its printed day', (key, period, bound, lastDay) => {
    const reports = dated(key);
    expect(reports.map(({ of }) => of)).toEqual(ofLevel('affiliate'));
    for (const report of reports) expect(report).toMatchObject({ period, deadline: { bound, lastDay } });
  });

  test('of quarters I and III are owed by divisions only', () => {
    const owed = due.filter(({ unit: of }) => unit(of).level === 'affiliate');
    expect(new Set(owed.map(({ period }) => period))).toEqual(new Set(['2021', '2021-H1']));
  });

  test('due on a day off stay due on it: nothing says that the next working day counts', () => {
    expect(calendar.reasonOff('2021-02-27')).toBeDefined();
    expect(calendar.reasonOff('2021-05-29')).toBeDefined();
    expect(calendar.reasonOff('2021-01-31')).toBeDefined();
    expect(plan.policy.nextWorkingDayCounts).toBe(false);
  });

  test('come from the divisions, two groups and two posts the plan names', () => {
    const owing = unitsOwing(plan, plan.obligations[0]!);
    for (const name of ['Phòng TCCB', 'Tổ CNTT', 'Tổ Kiểm soát TTHC', 'Thư ký ISO']) {
      expect(owing).toContain(name);
    }
    expect(owing).toContain('Chuyên viên phụ trách pháp chế');
  });

  test('a month’s article is due twelve times, a quarter’s four times, by the last day', () => {
    expect(dated('tin_bai_thang').map(({ period, deadline }) => [period, deadline.lastDay])).toEqual([
      ['2021-01', '2021-01-31'],
      ['2021-02', '2021-02-28'],
      ['2021-03', '2021-03-31'],
      ['2021-04', '2021-04-30'],
      ['2021-05', '2021-05-31'],
      ['2021-06', '2021-06-30'],
      ['2021-07', '2021-07-31'],
      ['2021-08', '2021-08-31'],
      ['2021-09', '2021-09-30'],
      ['2021-10', '2021-10-31'],
      ['2021-11', '2021-11-30'],
      ['2021-12', '2021-12-31'],
    ]);
    expect(
      dated('tin_bai_quy').map(({ period, deadline }) => [period, deadline.printed, deadline.lastDay]),
    ).toEqual([
      ['2021-Q1', null, '2021-03-31'],
      ['2021-Q2', null, '2021-06-30'],
      ['2021-Q3', null, '2021-09-30'],
      ['2021-Q4', null, '2021-12-31'],
    ]);
    expect(
      unitsOwing(
        plan,
        plan.obligations.find(({ key }) => key === 'tin_bai_thang')!,
      ),
    ).toEqual(['Phòng TCCB']);
  });

  test('the budget of IV.3 is a duty without a date', () => {
    expect(due.filter(({ deadline }) => deadline.state !== 'dated')).toMatchObject([
      { unit: 'Phòng KH-TC', deadline: { state: 'no_deadline' } },
    ]);
  });
});

describe('the units', () => {
  test('members of groups the plan does not list are marked as not printed', () => {
    const printed = plan.units.filter((each) => each.printed).map(({ name }) => name);
    expect(printed).toEqual([
      ...[
        'Sở Giáo dục và Đào tạo',
        'Sở Nội vụ',
        'Phòng TCCB',
        'Phòng KH-TC',
        'Văn phòng Sở GDĐT',
        'Thanh tra Sở GDĐT',
      ],
      ...['Tổ CNTT', 'Tổ Kiểm soát TTHC', 'Thư ký ISO', 'Chuyên viên phụ trách pháp chế'],
    ]);
    expect(ofLevel('affiliate').every((name) => !unit(name).printed)).toBe(true);
  });

  test('a group stands for its members, words that are no group for nobody', () => {
    expect(unitsMeant(plan, ['Các đơn vị trực thuộc Sở'])).toEqual(ofLevel('affiliate'));
    expect(unitsMeant(plan, ['Các phòng CM, NV'])).toContain('Phòng Giáo dục Trung học');
    expect(unitsMeant(plan, ['Các đơn vị có liên quan'])).toEqual([]);
    expect(unitsMeant(plan, ['Phòng TCCB', 'Các đơn vị thuộc và trực thuộc'])).toHaveLength(36);
  });
});

describe('the fifty tasks', () => {
  test('are numbered 1 to 50, in seven fields', () => {
    expect(plan.tasks.map(({ no }) => no)).toEqual(Array.from({ length: 50 }, (_, n) => String(n + 1)));
    const last = new Map(plan.tasks.map(({ no, field }) => [field, Number(no)]));
    expect([...last]).toEqual([
      ['chi_dao_dieu_hanh', 9],
      ['the_che', 12],
      ['thu_tuc_hanh_chinh', 20],
      ['to_chuc_bo_may', 24],
      ['che_do_cong_vu', 31],
      ['tai_chinh_cong', 37],
      ['chinh_quyen_so', 50],
    ]);
  });

  test.each([
    [1, 'Lập kế hoạch CCHC năm 2021.', 1, ['Phòng TCCB'], ['Các đơn vị thuộc và trực thuộc']],
    [7, 'Người đứng đầu phụ trách', 2, ['Văn phòng Sở GDĐT', 'Phòng TCCB'], ['Các đơn vị trực thuộc Sở']],
    [10, 'Xây dựng và triển khai', 1, ['Chuyên viên phụ trách pháp chế'], ['Các phòng CM, NV']],
    [16, 'Tiếp nhận, xử lý phản ánh', 1, ['Văn phòng Sở GDĐT'], ['Tổ Kiểm soát TTHC']],
    [19, 'Giải quyết đúng hạn', 2, ['Các phòng CM, NV có TTHC'], ['Bộ phận TNHS và TKQ']],
    [24, 'Kiểm tra, theo dõi', 4, ['Thanh tra Sở GDĐT'], ['Đơn vị có liên quan']],
    [34, '100% đơn vị sự nghiệp', 1, ['Phòng KH-TC'], ['Các đơn vị có liên quan']],
    [43, 'Tỷ lệ TTHC cung cấp', 3, ['Văn phòng Sở GDĐT'], ['Trung tâm Phục vụ hành chính công']],
    [48, 'Tỷ lệ hồ sơ TTHC được trả', 4, ['Văn phòng Sở GDĐT'], ['Trung tâm Phục vụ hành chính công']],
    [49, 'Website cơ quan: Có công khai', 1, ['Tổ CNTT'], ['Các phòng CM, NV']],
    [50, 'Duy trì, cải tiến', 5, ['Văn phòng Sở GDĐT'], ['Thư ký ISO']],
  ])('task %i is as printed', (no, beginning, products, lead, coordinating) => {
    expect(task(no).text.startsWith(beginning)).toBe(true);
    expect(task(no).products).toHaveLength(products);
    expect(task(no)).toMatchObject({ lead, coordinating });
  });

  test('damaged rows are read as they were meant', () => {
    // 8 is shifted to the left, 32 stands under the field before, 35 shares the merged cells of 34.
    expect(task(8)).toMatchObject({
      text: 'Sáng kiến, giải pháp mới trong CCHC',
      products: ['Thuyết minh sáng kiến, báo cáo'],
      lead: ['Phòng TCCB'],
      field: 'chi_dao_dieu_hanh',
    });
    expect(task(32).field).toBe('tai_chinh_cong');
    expect(task(35).lead).toEqual(task(34).lead);
    // 40 and 47 are cut by the end of a page, 41 to 47 stand in the first column.
    expect(task(40).products.at(-1)).toContain('số ngày đăng nhập trên 15 ngày/tháng');
    expect(task(47).products[1]).toContain('(cả tiếp nhận qua dịch vụ BCCI và qua hình thức khác)');
    for (let no = 41; no <= 47; no += 1) {
      expect(task(no)).toMatchObject({ field: 'chinh_quyen_so', lead: ['Văn phòng Sở GDĐT'] });
      expect(task(no).text).not.toMatch(/^\d/);
    }
  });

  test('none has a printed date: they follow the reporting periods, or arise on request', () => {
    const waiting = plan.tasks.filter(({ due: rule }) => rule.kind !== 'by_period');
    expect(waiting.map(({ no, due: rule }) => [no, rule.kind])).toEqual([
      ['12', 'on_request'],
      ['25', 'on_request'],
      ['27', 'on_request'],
      ['31', 'on_request'],
      ['50', 'months_after_event'],
    ]);
    expect(plan.tasks.filter(({ conditional }) => conditional).map(({ no }) => no)).toEqual([
      ...['12', '19', '25', '27', '31', '50'],
    ]);
  });

  test('the quality system is brought up to date within three months of a document taking effect', () => {
    const terms = { calendar, visitStart: null, nextWorkingDayCounts: false, year: 2021 };
    expect(deadlineOf(task(50).due, terms)).toEqual({ state: 'on_request' });
    expect(deadlineOf(task(50).due, { ...terms, eventDay: '2021-03-15' })).toMatchObject({
      state: 'dated',
      lastDay: '2021-06-15',
    });
    // 30/11 and three months: February has no 30th.
    expect(deadlineOf(task(50).due, { ...terms, eventDay: '2020-11-30' })).toMatchObject({
      lastDay: '2021-02-28',
    });
  });

  test('twenty have targets in per cent, one of them three', () => {
    const inPercent = plan.tasks.flatMap(({ no, goals }) => {
      const limits = goals.flatMap(({ row, atLeast }) =>
        form.rows.find(({ key }) => key === row)?.kind === 'percent' ? [atLeast] : [],
      );
      return limits.length > 0 ? [[no, limits]] : [];
    });
    expect(inPercent).toEqual([
      ['4', [20]],
      ['10', [100]],
      ['15', [100]],
      ['17', [100]],
      ['19', [95]],
      ['24', [80]],
      ['26', [100]],
      ['30', [80]],
      ['34', [100]],
      ['35', [70]],
      ['39', [95]],
      ['40', [90]],
      ['41', [80]],
      ['42', [100, 20, 10]],
      ['43', [60]],
      ['44', [40]],
      ['45', [30]],
      ['46', [50]],
      ['47', [15]],
      ['48', [15]],
    ]);
  });

  test('other targets are a count, a decimal, or words that no figure can meet', () => {
    expect(task(29).goals).toMatchObject([{ row: 'nv_29_1', atLeast: null, atMost: 0 }]);
    expect(task(36).goals).toMatchObject([{ row: 'nv_36_1', atLeast: 1 }]);
    for (const no of [20, 22, 23, 33, 38]) {
      expect(task(no).target).not.toBeNull();
      expect(task(no).goals).toEqual([]);
    }
  });

  test('every goal is a figure the leading unit is asked for', () => {
    for (const { goals, lead } of plan.tasks) {
      const asked = unitsMeant(plan, lead).map((name) => inputRows(form, unit(name)).map(({ key }) => key));
      for (const { row } of goals) {
        const { numerator } = form.rows.find(({ key }) => key === row)!;
        expect(asked.every((keys) => keys.includes(numerator ?? row))).toBe(true);
      }
    }
  });
});

describe('the figures of the tasks', () => {
  const rows = form.rows.filter(({ key, section }) => key !== section);

  test('are 58 to fill in and 23 percentages computed; one percentage is typed', () => {
    expect(rows.filter(isComputed)).toHaveLength(23);
    expect(rows.filter((each) => each.kind !== 'group' && !isComputed(each))).toHaveLength(58);
    expect(rows.filter((each) => each.kind === 'percent' && !isComputed(each)).map(({ key }) => key)).toEqual(
      ['nv_9_1'],
    );
  });

  test('a denominator several tasks share is asked once', () => {
    const sharing = (denominator: string) =>
      rows.filter((each) => each.denominator === denominator).map(({ key }) => key);
    expect(sharing('nv_15_1')).toEqual(['nv_15', 'nv_42_1', 'nv_42_2', 'nv_42_3']);
    expect(sharing('nv_34_2')).toEqual(['nv_35']);
  });

  test('each division is asked for the figures of the tasks it leads', () => {
    const asked = (name: string) => inputRows(form, unit(name)).map(({ key }) => key);
    expect(asked('Tổ CNTT')).toEqual(['nv_40_1', 'nv_40_2']);
    expect(asked('Chuyên viên phụ trách pháp chế')).toEqual(['nv_10_1', 'nv_10_2']);
    expect(asked('Thư ký ISO')).toEqual([]);
    expect(asked('Phòng Giáo dục Trung học')).toEqual(['nv_19_1', 'nv_19_2', 'nv_39_1', 'nv_39_2']);
    expect(asked('Thanh tra Sở GDĐT')).toContain('nv_24_2');
    expect(asked('Phòng KH-TC')).toContain('nv_36_1');
    expect(asked('Phòng KH-TC')).not.toContain('nv_29_1');
  });

  test('nothing is summed, and a ceiling may be passed with a reason', () => {
    expect(form.checks.filter(({ kind }) => kind === 'sum_equals' || kind === 'sum_at_most')).toEqual([]);
    const ceilings = form.checks.filter(({ kind }) => kind === 'at_most');
    expect(ceilings).toHaveLength(8);
    expect(ceilings.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  test('people who were disciplined are nobody else’s business', () => {
    expect(rows.filter(({ sensitive }) => sensitive).map(({ key }) => key)).toEqual(['nv_29_1']);
  });
});

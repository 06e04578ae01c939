import { describe, expect, test } from 'vitest';
import { inputRows } from '../../src/domain/form.ts';
import { unitsMeant, unitsOwing, type Plan } from '../../src/domain/plan.ts';
import { planNamed } from '../support/plans.ts';

// What the five documents ask for beside figures and days, written from the documents.
const bacGiang = planNamed('bac-giang-2022');
const binhPhuoc = planNamed('binh-phuoc-2023');
const bacKan = planNamed('bac-kan-2018');
const socTrang = planNamed('soc-trang-2021');
const haiPhong = planNamed('hai-phong-2022');
const ALL = [bacGiang, binhPhuoc, bacKan, socTrang, haiPhong].map((plan): [string, Plan] => [plan.key, plan]);

const recipients = (plan: Plan) => [...new Set(plan.obligations.map(({ recipient }) => recipient))];
const narrative = (plan: Plan, part: string) =>
  plan.forms.flatMap(({ narratives }) => narratives).find(({ title }) => title.includes(part));

test('each document has its own recipients', () => {
  expect(recipients(bacGiang)).toEqual([
    'Sở Nội vụ (cơ quan Thường trực Ban Chỉ đạo CCHC tỉnh) và Tổ kiểm tra',
    'Sở Nội vụ (cơ quan Thường trực Ban Chỉ đạo CCHC tỉnh)',
  ]);
  expect(recipients(binhPhuoc)).toEqual(['Đoàn kiểm tra', 'UBND tỉnh (qua Sở Nội vụ)']);
  expect(recipients(bacKan)).toEqual(['Sở Nội vụ']);
  expect(recipients(haiPhong)).toEqual(['các thành viên Đoàn kiểm tra và Thư ký Đoàn kiểm tra']);
  expect(recipients(socTrang)).toEqual(
    expect.arrayContaining(['phòng TCCB', 'Sở GDĐT (phòng TCCB)', 'Sở Nội vụ']),
  );
});

test('attached units of Sóc Trăng send a scanned pdf by e-mail, no paper: the words stand by the report', () => {
  const owed = socTrang.obligations.find(({ key }) => key === 'bao_cao_nam_don_vi')!;
  expect(owed.printed).toContain('định dạng pdf');
  expect(owed.printed).toContain('duongthanhbinh@soctrang.edu.vn');
  expect(owed.printed).toContain('không cần gửi văn bản giấy');
  expect(owed.proof).toBe('document');
});

describe('communes', () => {
  const commune = { name: 'UBND xã X', level: 'commune' as const };

  test.each(ALL)('owe %s nothing of their own: they are spoken for by their district', (_, plan) => {
    const withOne = { ...plan, units: [...plan.units, { ...plan.units[0]!, ...commune }] };
    expect(plan.obligations.flatMap((each) => unitsOwing(withOne, each))).not.toContain(commune.name);
    expect(plan.units.filter(({ level }) => level === 'commune')).toEqual([]);
  });

  test('of Bình Phước are lines in the tables of their district', () => {
    const [, districts, survey] = binhPhuoc.forms[0]!.tables;
    for (const table of [districts!, survey!])
      expect(table.blocks.map(({ key }) => key)).toEqual(['huyen', 'xa']);
  });
});

test('what is due without a day has none, in every document', () => {
  const undated = ({ tasks, obligations }: Plan) =>
    [
      ...tasks.map(({ due }) => due.kind),
      ...obligations.flatMap(({ rule }) => (rule.kind === 'yearly_undated' ? ['no_deadline'] : [rule.kind])),
    ].filter((kind) => kind === 'no_deadline' || kind === 'on_request');
  const count = (plan: Plan, kind: string) => undated(plan).filter((each) => each === kind).length;
  expect(ALL.map(([key, plan]) => [key, count(plan, 'no_deadline'), count(plan, 'on_request')])).toEqual([
    ['bac-giang-2022', 6, 0],
    ['binh-phuoc-2023', 0, 0],
    ['bac-kan-2018', 1, 0],
    ['soc-trang-2021', 1, 4],
    ['hai-phong-2022', 9, 2],
  ]);
});

describe('what a report carries beside its figures', () => {
  test('Bình Phước asks for the minutes of other inspections, and does not look into their contents again', () => {
    const inspected = binhPhuoc.forms[0]!.narratives.find(({ key }) => key === 'dc_da_kiem_tra')!;
    expect(inspected.hint).toContain('cung cấp biên bản, kết quả kiểm tra');
    expect(inspected.hint).toContain('không kiểm tra lại');
  });

  test('Sở Tài nguyên và Môi trường adds the land registration branches', () => {
    const [departments] = binhPhuoc.forms[0]!.tables;
    expect(departments!.note).toContain('Chi nhánh Văn phòng Đăng ký đất đai');
  });

  test('a district tells how it surveyed and what that cost', () => {
    const survey = binhPhuoc.forms[0]!.tables.at(-1)!;
    expect(survey.note).toMatch(/^Nêu rõ các hình thức khảo sát/);
    expect(survey.note).toContain('Kinh phí thực hiện khảo sát (nếu có)');
  });

  test('"đột xuất" in the outline of Bình Phước is what the unit itself inspected', () => {
    expect(narrative(binhPhuoc, 'công tác kiểm tra cải cách hành chính')).toMatchObject({
      code: 'I.3',
      appliesTo: null,
    });
  });

  test('cumulative figures and those of the period are told apart in Bình Phước', () => {
    const named = (words: string) =>
      binhPhuoc.forms[0]!.rows.filter(
        ({ kind, name, hint }) => kind !== 'group' && `${name} ${hint ?? ''}`.includes(words),
      ).map(({ key }) => key);
    expect(named('ũy kế đến thời điểm báo cáo')).toEqual([
      'i_2',
      ...['vi_2_1', 'vi_2_2', 'vi_2_3', 'vi_2_4', 'vi_2_5', 'vi_2_6'],
    ]);
    expect(named('trong kỳ báo cáo')).toEqual(expect.arrayContaining(['iv_2_4', 'iv_3_3']));
  });

  test('figures of Hải Phòng are counted from 01/01/2022 to the day of the report', () => {
    const sections = haiPhong.forms[0]!.rows.filter(({ key, section }) => key === section);
    expect(new Set(sections.map(({ note }) => note))).toEqual(
      new Set(['Số liệu báo cáo tính từ 01/01/2022 đến thời điểm báo cáo.']),
    );
  });

  test('a plan of Bắc Kạn names for each task its time and its cost', () => {
    expect(narrative(bacKan, 'Nhiệm vụ cải cách thể chế')!.hint).toContain(
      'thời gian thực hiện; kinh phí thực hiện (dự kiến)',
    );
  });
});

describe('fixing what an inspection found', () => {
  test('is a duty of every inspected unit in Bắc Giang and Hải Phòng, without a day', () => {
    for (const [plan, no] of [
      [bacGiang, 'I.2'],
      [haiPhong, 'II.2'],
    ] as const) {
      const task = plan.tasks.find((each) => each.no === no)!;
      expect(task.due).toEqual({ kind: 'no_deadline' });
      expect(new Set(unitsMeant(plan, task.lead))).toEqual(new Set(plan.visits.map(({ unit }) => unit)));
    }
  });

  test('covers the points lost in 2021 in Hải Phòng', () => {
    expect(haiPhong.tasks.find(({ no }) => no === 'II.2')!.text).toContain(
      'bị trừ điểm trong Chỉ số cải cách hành chính năm 2021',
    );
  });

  test('ends tasks 11 and 24 of Sóc Trăng', () => {
    for (const no of ['11', '24'])
      expect(socTrang.tasks.find((task) => task.no === no)!.products.at(-1)).toMatch(/^Báo cáo .*khắc phục/);
  });

  test('is asked about in the outline of Bắc Giang, item 7', () => {
    expect(narrative(bacGiang, 'khắc phục những tồn tại, kiến nghị của đợt kiểm tra trước')).toMatchObject({
      code: '7',
    });
  });
});

test('tasks 3 and 7 of Sóc Trăng are printed with several units', () => {
  const named = (no: string) => {
    const { lead, coordinating } = socTrang.tasks.find((task) => task.no === no)!;
    return [lead, coordinating];
  };
  expect(named('3')).toEqual([['Phòng TCCB'], ['Các đơn vị thuộc và trực thuộc', 'Tổ CNTT', 'Sở Nội vụ']]);
  expect(named('7')).toEqual([['Văn phòng Sở GDĐT', 'Phòng TCCB'], ['Các đơn vị trực thuộc Sở']]);
});

test('38 of Sóc Trăng cannot be measured: its rate is asked, no goal judges it', () => {
  expect(socTrang.tasks.find(({ no }) => no === '38')!.goals).toEqual([]);
  const office = socTrang.units.find(({ name }) => name === 'Văn phòng Sở GDĐT')!;
  expect(inputRows(socTrang.forms[0]!, office).map(({ key }) => key)).toContain('nv_38_2');
});

test('the thematic reports of Bắc Kạn stand in the same report: nothing more is owed for them', () => {
  const sixes = unitsOwing(bacKan, bacKan.obligations[0]!);
  for (const name of ['Sở Tư pháp', 'Sở Kế hoạch và Đầu tư', 'Sở Y tế']) {
    expect(sixes).toContain(name);
    expect(bacKan.obligations.filter((each) => unitsOwing(bacKan, each).includes(name))).toHaveLength(6);
  }
});

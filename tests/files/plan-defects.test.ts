import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planNamed } from '../support/plans.ts';

const BP = 'binh-phuoc-2023';
const FORM = 'form-bao-cao-kiem-tra.yaml';

/** Lines a comment may stand above what it is about. */
const NEAR = 6;

/** Where the original is damaged or misprinted: the words of the comment, and the datum written beside it. */
const DEFECTS: [what: string, plan: string, file: string, comment: string, datum: string][] = [
  ['a misprinted title', BP, 'plan.yaml', 'In là "Công tác cải cách chính"', 'title: '],
  ['two items with the number 2', BP, 'plan.yaml', 'Mục VII in hai mục "2."', 'coordinator: Sở Nội vụ'],
  ['a code cut to "4."', BP, FORM, 'In là "4.", đúng ra là 4.4', 'key: i_4_4'],
  ['a row cut by the page', BP, FORM, 'Dòng bị ngắt trang', 'key: i_6'],
  ['1.4.2 printed twice', BP, FORM, 'In 1.4.2 lần thứ hai', 'key: iii_1_4_3'],
  ['3.4 right after 3.2', BP, FORM, 'In 3.4 ngay sau 3.2', 'key: iii_3_4,'],
  ['5.3.2 without 5.3.1', BP, FORM, 'không có 5.3.1', 'key: vii_5_3_2'],
  ['dots behind codes', BP, FORM, 'Dấu chấm ở cuối mã', 'code: 6.1.'],
  ['a missing column', BP, FORM, 'Không in cột "Trực tiếp, dịch vụ bưu chính"', 'phu_luc_2'],
  ['no fourth appendix', BP, FORM, 'không có Phụ lục 4', 'key: bao_cao_phuc_vu_kiem_tra'],
  ['a cell of the team cut by the page', BP, 'plan.yaml', 'bị ngắt trang', 'key: '],
  ['task 8 shifted left', 'soc-trang-2021', 'tasks.yaml', 'Dòng in lệch sang trái', "no: '8'"],
  ['task 32 under the wrong field', 'soc-trang-2021', 'tasks.yaml', 'In dưới "Cải cách công vụ"', "no: '32'"],
  ['task 35 without a lead', 'soc-trang-2021', 'tasks.yaml', 'Không in đơn vị chủ trì', "no: '35'"],
  ['task 40 cut by the page', 'soc-trang-2021', 'tasks.yaml', 'Ô sản phẩm bị ngắt trang', "no: '40'"],
  [
    'task 41 in the first column',
    'soc-trang-2021',
    'tasks.yaml',
    'in ở cột "Nhiệm vụ chung" (bảng',
    "no: '41'",
  ],
  ...['42', '43', '44', '45', '46', '47'].map((no): (typeof DEFECTS)[number] => [
    `task ${no} in the first column`,
    'soc-trang-2021',
    'tasks.yaml',
    'in ở cột "Nhiệm vụ chung", như 41',
    `no: '${no}'`,
  ]),
  ['two numbers of one guidance', 'bac-kan-2018', 'plan.yaml', '"Số: 657 /HD - SNV"', 'number: 657/HD-SNV'],
  [
    'an outline that begins with its second part',
    'bac-kan-2018',
    'form-bao-cao-6-thang-nam.yaml',
    'Đề cương 1 trong bản gốc bắt đầu từ mục II',
    'key: bao_cao_6_thang_nam',
  ],
  [
    'a table that is not attached',
    'bac-giang-2022',
    'form-de-cuong-kiem-tra.yaml',
    'không kèm biểu mẫu nào',
    'Thống kê kết quả theo biểu mẫu đính kèm',
  ],
  [
    '"của UBND huyện" asked of departments',
    'bac-giang-2022',
    'form-de-cuong-kiem-tra.yaml',
    'Hai dòng đầu in "của UBND huyện"',
    'key: ',
  ],
  [
    'rates of the whole city asked of each unit',
    'hai-phong-2022',
    'form-bao-cao-phuc-vu-kiem-tra.yaml',
    'Tỷ lệ của toàn thành phố',
    'key: ii_5_a_1,',
  ],
  [
    'two sentences for one deadline',
    'hai-phong-2022',
    'plan.yaml',
    'In hai lần: III.3.1.b',
    'key: bao_cao_phuc_vu_kiem_tra',
  ],
];

test.each(DEFECTS)('%s is written down beside the datum', (_what, plan, file, comment, datum) => {
  const lines = readFileSync(`plans/${plan}/${file}`, 'utf8').split('\n');
  const places = lines.flatMap((line, index) =>
    line.trimStart().startsWith('#') && line.includes(comment) ? [index] : [],
  );
  expect(places.length).toBeGreaterThan(0);
  expect(places.some((at) => lines.slice(at + 1, at + 1 + NEAR).some((line) => line.includes(datum)))).toBe(
    true,
  );
});

test('numbers and days the originals leave blank stay blank', () => {
  const blank = (plan: string) => {
    const { number, date } = planNamed(plan).document;
    return { number, date };
  };
  expect(blank(BP)).toEqual({ number: null, date: null });
  expect(blank('bac-giang-2022')).toEqual({ number: null, date: null });
  expect(blank('soc-trang-2021')).toEqual({ number: null, date: null });
});

test('damaged rows are encoded as they were meant', () => {
  const tasks = new Map(planNamed('soc-trang-2021').tasks.map((task) => [task.no, task]));
  expect(tasks.get('8')).toMatchObject({
    text: 'Sáng kiến, giải pháp mới trong CCHC',
    field: 'chi_dao_dieu_hanh',
    lead: ['Phòng TCCB'],
  });
  expect(tasks.get('32')!.field).toBe('tai_chinh_cong');
  expect(tasks.get('35')!.lead).toEqual(['Phòng KH-TC']);
  for (let no = 41; no <= 47; no += 1)
    expect(tasks.get(String(no))).toMatchObject({ field: 'chinh_quyen_so', lead: ['Văn phòng Sở GDĐT'] });
  const [form] = planNamed(BP).forms;
  expect(form!.rows.find(({ key }) => key === 'i_4_4')!.code).toBe('4.');
});

test('whom a document names for difficulties is encoded as printed', () => {
  const none = { unit: null, division: null, person: null, phone: null, email: null };
  expect(planNamed('bac-kan-2018').contact).toEqual({
    ...none,
    unit: 'Sở Nội vụ',
    division: 'Phòng CCHC',
    phone: '020903. 870.784',
  });
  expect(planNamed('bac-giang-2022').contact).toEqual({ ...none, unit: 'Sở Nội vụ' });
  expect(planNamed('hai-phong-2022').contact).toEqual({ ...none, unit: 'Sở Nội vụ' });
  expect(planNamed('soc-trang-2021').contact).toEqual({
    ...none,
    unit: 'Sở GDĐT',
    division: 'phòng Tổ chức cán bộ',
  });
  expect(planNamed(BP).contact).toBeNull();
});

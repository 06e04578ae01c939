import { expect, test, vi } from 'vitest';
import { judgeWorkbook } from '../../src/conversations/workbook-judging.ts';
import type { Form } from '../../src/domain/form.ts';
import { readFormWorkbook } from '../../src/files/form-workbook-read.ts';
import { writeFormWorkbook } from '../../src/files/form-workbook.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import type { Draft } from '../../src/services/drafts.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { emptyWorkbook, FORMS } from '../support/form-workbooks.ts';

vi.setConfig({ testTimeout: 60_000 });

const SHEET = 'Biểu số liệu';
const one = FORMS.find(({ form }) => form.rows.some(({ key }) => key === 'i_2_1'))!;
const content = emptyWorkbook(one);
const blank = writeFormWorkbook(content);
const cells = readWorkbook(blank).sheets[0]!.cells;
const rowOf = (key: string): number => cells.find(({ value }) => value === `#a:${key}`)!.row;
const keyColumn = cells.find(({ value }) => value === '#c:key')!.column;

function judge(bytes: Uint8Array, form: Form = one.form, before: Form = one.form) {
  const read = readFormWorkbook(readWorkbook(bytes));
  if (read.kind !== 'form') throw new Error(read.kind);
  const { answers, problems, recheck } = judgeWorkbook(
    { form, unit: content.unit, hasForm: true } as Draft,
    before,
    read.form,
  );
  return {
    answers: Object.fromEntries(answers),
    problems: problems.map(({ why }) => why),
    recheck: [...recheck],
  };
}

const fill = (key: string, figure: number, change?: Parameters<typeof fillWorkbook>[2]) =>
  fillWorkbook(blank, { [SHEET]: { [`D${rowOf(key)}`]: figure } }, change);

test('a row that lost its hidden key is known by its code and name', async () => {
  const bytes = await fill('i_2_1', 20, (book) => {
    book.getWorksheet(SHEET)!.getCell(rowOf('i_2_1'), keyColumn).value = null;
  });
  expect(judge(bytes)).toMatchObject({ answers: { i_2_1: { kind: 'value', value: 20 } }, problems: [] });
});

test('a sheet whose hidden column was deleted is still read', async () => {
  const bytes = await fill('i_2_1', 20, (book) => {
    book.getWorksheet(SHEET)!.spliceColumns(keyColumn, 1);
  });
  expect(judge(bytes)).toMatchObject({ answers: { i_2_1: { kind: 'value', value: 20 } }, problems: [] });
});

test('where two rows are printed alike, a row without a key is reported and taken for neither', async () => {
  const row = one.form.rows.find(({ key }) => key === 'i_2_1')!;
  const twin: Form = { ...one.form, rows: [...one.form.rows, { ...row, key: 'i_2_1_bis' }] };
  const bytes = await fill('i_2_1', 20, (book) => {
    book.getWorksheet(SHEET)!.getCell(rowOf('i_2_1'), keyColumn).value = null;
  });
  expect(judge(bytes, twin, twin)).toEqual({
    answers: {},
    problems: ['biểu có nhiều dòng cùng số mục và tên này, chưa rõ là dòng nào'],
    recheck: [],
  });
});

test('a row of nobody with a figure is reported', async () => {
  const bytes = await fill('i_2_1', 20, (book) => {
    const sheet = book.getWorksheet(SHEET)!;
    sheet.spliceRows(rowOf('i_2_1') + 1, 0, ['9.9', 'Chỉ tiêu tự thêm', '', 7]);
  });
  const { answers, problems } = judge(bytes);
  expect(answers).toMatchObject({ i_2_1: { kind: 'value', value: 20 } });
  expect(problems).toContain('dòng này không có trong biểu');
});

test('a workbook of an older form: rows that stayed are taken, changed ones to be confirmed, gone ones reported', async () => {
  const now: Form = {
    ...one.form,
    checks: [],
    rows: one.form.rows.flatMap((row) => {
      if (row.key === 'i_2_2' || row.key === 'i_2') return [];
      return row.key === 'i_2_1' ? [{ ...row, measure: 'Nội dung' }] : [row];
    }),
  };
  const bytes = await fillWorkbook(blank, {
    [SHEET]: { [`D${rowOf('i_1')}`]: 5, [`D${rowOf('i_2_1')}`]: 20, [`D${rowOf('i_2_2')}`]: 18 },
  });
  expect(judge(bytes, now)).toEqual({
    answers: { i_1: { kind: 'value', value: 5 }, i_2_1: { kind: 'value', value: 20 } },
    problems: ['dòng này không có trong biểu hiện hành của đơn vị'],
    recheck: ['i_2_1'],
  });
});

test('a workbook of an older form with lines: columns and blocks that stayed are taken, what is gone or means another thing is reported once', () => {
  const table = one.form.tables.find(({ key }) => key === 'phu_luc_3')!;
  const lines = ['Đất đai', 'Điện lực'].map((label) => ({
    ...{ block: 'huyen', label, explanation: null },
    cells: { tiep_nhan: 10, tiep_nhan_truc_tuyen: 4, da_giai_quyet: 6 },
  }));
  const elsewhere = { ...lines[0]!, block: 'xa', label: 'Xã A' };
  const old = writeFormWorkbook({ ...content, lines: new Map([['phu_luc_3', [...lines, elsewhere]]]) });
  const now: Form = {
    ...one.form,
    tables: [
      {
        ...table,
        blocks: table.blocks.filter(({ key }) => key === 'huyen'),
        columns: table.columns.flatMap((column) => {
          if (column.key === 'tiep_nhan_truc_tuyen') return [];
          return column.key === 'da_giai_quyet' ? [{ ...column, kind: 'decimal' as const }] : [column];
        }),
      },
    ],
  };
  const read = readFormWorkbook(readWorkbook(old));
  if (read.kind !== 'form') throw new Error(read.kind);
  const draft = { form: now, unit: content.unit, hasForm: true } as Draft;
  const judged = judgeWorkbook(draft, one.form, read.form);
  expect(judged.lines.get('phu_luc_3')?.map(({ label, cells }) => [label, cells])).toEqual([
    ['Đất đai', { tiep_nhan: 10 }],
    ['Điện lực', { tiep_nhan: 10 }],
  ]);
  expect(judged.left).toEqual([]);
  expect(judged.problems.map(({ why }) => why).sort()).toEqual([
    'cột này không có trong biểu hiện hành nên số liệu của cột chưa được nhận',
    'cột này đã đổi nội dung từ khi lấy biểu, đề nghị lấy biểu mới (soạn BIEU) để nhập lại số liệu của cột',
    'dòng này không có trong biểu hiện hành của đơn vị',
  ]);
});

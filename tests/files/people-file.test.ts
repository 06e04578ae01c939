import { describe, expect, test } from 'vitest';
import { readPeopleFile } from '../../src/files/people-file.ts';
import { writeWorkbook } from '../../src/files/xlsx/write.ts';

const sheet = (rows: (string | number | null)[][]): Uint8Array =>
  writeWorkbook({
    title: '',
    sheets: [
      { name: 'Danh sách', rows: rows.map((cells) => ({ cells: cells.map((value) => ({ value })) })) },
    ],
  });

describe('a list of people', () => {
  test('is read from its row of headings, wherever that stands and in whatever order', async () => {
    const bytes = sheet([
      ['DANH SÁCH ĐẦU MỐI CẢI CÁCH HÀNH CHÍNH'],
      ['(Kèm theo Công văn số 12/SNV-CCHC)'],
      [null],
      ['TT', 'Cơ quan, đơn vị', 'Họ và tên', 'Chức vụ', 'Số ĐT di động'],
      ['(1)', '(2)', '(3)', '(4)', '(5)'],
      ['I', 'Các sở, ngành', null, null, null],
      [1, 'Sở Công Thương', 'Nguyễn Thị Mẫu', 'Chuyên viên', 912345678],
    ]);
    expect(await readPeopleFile({ name: 'ds.xlsx', bytes })).toEqual({
      kind: 'people',
      lines: [
        {
          row: 7,
          name: 'Nguyễn Thị Mẫu',
          title: 'Chuyên viên',
          unit: 'Sở Công Thương',
          phone: '912345678',
          role: '',
        },
      ],
    });
  });

  test('keeps the line of somebody whose name alone is missing, so that it can be said', async () => {
    const bytes = sheet([
      ['Họ tên', 'Chức vụ', 'Đơn vị', 'Điện thoại'],
      [null, 'Chuyên viên', 'Sở Y tế', '0912345678'],
      [null, null, 'Các sở, ngành', null],
    ]);
    expect(await readPeopleFile({ name: 'ds.xlsx', bytes })).toMatchObject({
      lines: [{ row: 2, name: '', unit: 'Sở Y tế' }],
    });
  });

  test('may be text with semicolons, quotes and a mark of order at its beginning', async () => {
    const text = '\ufeffHọ tên;Đơn vị;Vai trò\r\n"Trần ""Tư"" Văn";"Sở Y tế; Văn phòng";đầu mối\r\n';
    const file = await readPeopleFile({ name: 'ds.csv', bytes: new TextEncoder().encode(text) });
    expect(file).toMatchObject({
      lines: [{ row: 2, name: 'Trần "Tư" Văn', unit: 'Sở Y tế; Văn phòng', role: 'đầu mối' }],
    });
  });

  test('without headings of names and units is no such list', async () => {
    const bytes = sheet([
      ['Chỉ tiêu', 'Số liệu'],
      ['Số hồ sơ', 12],
    ]);
    expect(await readPeopleFile({ name: 'bieu.xlsx', bytes })).toEqual({ kind: 'no_heading' });
  });

  test('of more lines than any province has officers is refused whole', async () => {
    const rows = Array.from({ length: 2001 }, (_, n) => `Nguyễn Văn A;Sở số ${n}`).join('\n');
    const bytes = new TextEncoder().encode(`Họ tên;Đơn vị\n${rows}`);
    expect(await readPeopleFile({ name: 'ds.csv', bytes })).toEqual({ kind: 'too_many', lines: 2001 });
  });

  test('with formulas gives nothing of them', async () => {
    const bytes = writeWorkbook({
      title: '',
      sheets: [
        {
          name: 'a',
          rows: [
            { cells: [{ value: 'Họ tên' }, { value: 'Đơn vị' }, { value: 'Chức vụ' }] },
            {
              cells: [
                { value: 'Lê Văn B' },
                { value: 'Sở Y tế' },
                { value: 'x', formula: 'WEBSERVICE("http://x")' },
              ],
            },
          ],
        },
      ],
    });
    expect(await readPeopleFile({ name: 'ds.xlsx', bytes })).toMatchObject({ lines: [{ title: '' }] });
  });

  test('that is no workbook, or in an encoding of old, is refused by what it is', async () => {
    const pdf = new TextEncoder().encode('%PDF-1.7');
    expect(await readPeopleFile({ name: 'ds.xlsx', bytes: pdf })).toEqual({
      kind: 'fault',
      fault: 'not_a_workbook',
    });
    const latin = Uint8Array.from([0x48, 0xe4, 0x3b]);
    expect(await readPeopleFile({ name: 'ds.csv', bytes: latin })).toEqual({
      kind: 'fault',
      fault: 'damaged',
    });
  });
});

import { expect, test } from 'vitest';
import { writeFormWorkbook } from '../../src/files/form-workbook.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { emptyWorkbook, FORMS } from '../support/form-workbooks.ts';

const binhPhuoc = FORMS.find(({ name }) => name.startsWith('binh-phuoc'))!;
const empty = emptyWorkbook(binhPhuoc);
const wordsOf = (sections: readonly string[] | null): string[][] =>
  readWorkbook(
    writeFormWorkbook({
      ...empty,
      identity: { ...empty.identity, sections },
      heading: { ...empty.heading, recipient: 'các thành viên Đoàn kiểm tra', lines: ['Thời hạn.'] },
    }),
  )
    .sheets.filter(({ name }) => name !== 'dondoc')
    .map(({ cells }) => cells.map(({ value }) => String(value)));

test('who receives the form stands in its head with a capital', () => {
  for (const sheet of wordsOf(null)) {
    expect(sheet).toContain('Các thành viên Đoàn kiểm tra');
    expect(sheet).not.toContain('các thành viên Đoàn kiểm tra');
  }
});

test('a form of some sections says on paper which; the whole form says nothing', () => {
  const said = (sections: readonly string[] | null) =>
    wordsOf(sections)[0]!.filter((words) => words.includes('Biểu này gồm'));
  expect(said(['ii', 'vii', 'phu_luc_3'])).toEqual(['Thời hạn. Biểu này gồm phần II, VII; Phụ lục 3.']);
  expect(said(['iii'])).toEqual(['Thời hạn. Biểu này gồm phần III.']);
  expect(said(null)).toEqual([]);
});

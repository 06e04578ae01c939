import { expect, test } from 'vitest';
import { writeFormWorkbook } from '../../src/files/form-workbook.ts';
import { readFormWorkbook } from '../../src/files/form-workbook-read.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { writeWorkbook } from '../../src/files/xlsx/write.ts';
import { unzipSync, strFromU8 } from 'fflate';
import { valueSeal } from '../../src/domain/workbook.ts';
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

test('what a file was filled with is known again, however long it is', () => {
  const { key } = empty.form.narratives[0]!;
  const answer = { kind: 'text', text: '"😀' + '\\"  '.repeat(7_000) } as const;
  const read = readFormWorkbook(
    readWorkbook(writeFormWorkbook({ ...empty, answers: new Map([[key, answer]]) })),
  );
  expect(read.kind === 'form' && read.form.seals.get(key)).toBe(valueSeal(answer));
});

test('a text no cell holds is not cut, a sum beyond all numbers says so, and no row is higher than a spreadsheet has', () => {
  const written = (value: string | number, height = 20, formula?: string): string => {
    const cell = { value, ...(formula !== undefined && { formula }) };
    const bytes = writeWorkbook({ title: 'a', sheets: [{ name: 'a', rows: [{ height, cells: [cell] }] }] });
    const [, sheet] = Object.entries(unzipSync(bytes)).find(([name]) => name.includes('sheet1.xml'))!;
    return strFromU8(sheet);
  };
  expect(() => written('x'.repeat(32_768))).toThrow('a text of 32768 letters in cell A1');
  expect(written('x'.repeat(32_767))).toContain('<row ');
  expect(written(Infinity)).toContain('t="e"><v>#NUM!</v>');
  expect(written(Infinity, 20, 'SUM(B1)')).toContain('<f>SUM(B1)</f><v>#NUM!</v>');
  expect(written('x', 5_000)).toContain('ht="409"');
});

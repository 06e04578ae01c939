import ExcelJS from 'exceljs';
import { writeFormWorkbook } from '../../src/files/form-workbook.ts';
import { readFormWorkbook } from '../../src/files/form-workbook-read.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { inputRows } from '../../src/domain/form.ts';
import { emptyWorkbook, FORMS } from './form-workbooks.ts';

/** Workbooks of 200 units made and read back, beside exceljs writing and reading the same cells. */
const UNITS = 200;

const one = FORMS[0]!;
const answers = new Map(
  inputRows(one.form, one.unit).map((row, index) => [row.key, { kind: 'value', value: index } as const]),
);
const content = (no: number) => ({
  ...emptyWorkbook(one),
  answers,
  heading: { ...emptyWorkbook(one).heading, unit: `${one.unit.name} ${no}` },
});
const cells = readWorkbook(writeFormWorkbook(content(0))).sheets;

async function seconds(work: () => Promise<void> | void): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** The same cells, without what exceljs would not be asked for: styles, protection, drop-downs. */
async function byExcelJs(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const { name, cells: own } of cells) {
    const sheet = book.addWorksheet(name);
    for (const { row, column, value } of own) {
      const cell = sheet.getCell(row, column);
      cell.value = value;
      cell.border = { top: { style: 'thin' } };
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const ours: Uint8Array[] = [];
const theirs: Uint8Array[] = [];
const write = await seconds(() => {
  for (let no = 0; no < UNITS; no += 1) ours.push(writeFormWorkbook(content(no)));
});
const writeThere = await seconds(async () => {
  for (let no = 0; no < UNITS; no += 1) theirs.push(await byExcelJs());
});
const read = await seconds(() => {
  for (const bytes of ours) readFormWorkbook(readWorkbook(bytes));
});
const readThere = await seconds(async () => {
  for (const bytes of ours)
    await new ExcelJS.Workbook().xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
});

const filled = cells.reduce((sum, { cells: own }) => sum + own.length, 0);
console.log(`${UNITS} workbooks of ${one.form.title}: ${filled} filled cells each, ${ours[0]!.length} bytes`);
console.log(
  `written in ${write.toFixed(1)} s; exceljs ${writeThere.toFixed(1)} s (${(writeThere / write).toFixed(1)} times ours)`,
);
console.log(
  `read back in ${read.toFixed(1)} s; exceljs ${readThere.toFixed(1)} s (${(readThere / read).toFixed(1)} times ours)`,
);

import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { changeLog, dueReport, formVersion, tableLine } from '../../src/store/schema.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { DESK_NOW, openWorkbookDesk, rowWith, TABLE } from '../support/workbook-desk.ts';

let desk: Awaited<ReturnType<typeof openWorkbookDesk>>;
let book: Uint8Array;
beforeEach(async () => {
  desk = await openWorkbookDesk();
  book = await desk.take();
});

/** The first empty line of the table. */
const empty = () => rowWith(book, TABLE, '#l:phu_luc_2:');
const labels = async (): Promise<string[]> =>
  (await desk.db.select().from(tableLine).orderBy(tableLine.position)).map(({ label }) => label);

test('a name too long for a line is refused by its cell, and the rest of the file is taken', async () => {
  const row = empty();
  const long = 'x'.repeat(199) + '😀';
  const { text } = await desk.give(
    await fillWorkbook(book, {
      'Biểu số liệu': { D12: 5 },
      [TABLE]: { [`B${row}`]: long, [`C${row}`]: 4, [`B${row + 1}`]: `${long} khác`, [`C${row + 1}`]: 6 },
    }),
  );
  expect(text).toContain('Lần này ghi 01 số liệu');
  expect(text).toContain('tên dòng dài 201 ký tự, quá 200 ký tự, đề nghị rút gọn');
  expect(text).not.toContain('trùng');
  expect(await labels()).toEqual([]);
  // Sent back as it was, the marked file is refused again.
  const again = await desk.give(await desk.lastFile());
  expect(again.text).toContain('tên dòng dài 201 ký tự');
  expect(await labels()).toEqual([]);
});

test('a name too long is refused in the chat, with its reason', async () => {
  await desk.says('GUI');
  await desk.says('Phụ lục 2');
  const { text } = await desk.says('y'.repeat(199) + '😀\t4\t1\t1\t1\t1\t1\t1\t1\t1');
  expect(text).toContain('tên dòng dài 201 ký tự, quá 200 ký tự, đề nghị rút gọn');
  expect(await labels()).toEqual([]);
});

test('a figure of a table is bounded like one of a row, in the same words', async () => {
  const row = empty();
  const { text } = await desk.give(
    await fillWorkbook(book, {
      [TABLE]: {
        [`B${row}`]: 'Một',
        [`C${row}`]: 1e308,
        [`D${row}`]: '-3',
        [`E${row}`]: -5,
        [`F${row}`]: 2,
      },
    }),
  );
  expect(text).toContain(`ô C${row} (dòng “Một”): “1`);
  expect(text).toContain('số quá lớn, đề nghị kiểm tra lại');
  expect(text).toContain(`ô D${row} (dòng “Một”): “-3”, số liệu này không thể âm`);
  expect(text).toContain(`ô E${row} (dòng “Một”): “-5”, số liệu này không thể âm`);
  expect(Object.values((await desk.lines())['Một']!)).toEqual([2]);
});

test('a figure of a table typed in the chat is bounded too', async () => {
  await desk.says('GUI');
  await desk.says('Phụ lục 2');
  const large = await desk.says('Hai: 2000000000000000, 1, 1, 1, 1, 1, 1, 1, 1');
  expect(large.text).toContain('số quá lớn, đề nghị kiểm tra lại');
  const negative = await desk.says('Hai: -3, 1, 1, 1, 1, 1, 1, 1, 1');
  expect(negative.text).toContain('“-3”, số liệu này không thể âm');
  expect(await labels()).toEqual([]);
});

test('a text longer than the chat takes is refused by its cell, and never stored', async () => {
  const draft = (await desk.services.drafts.open(desk.report))!;
  const [first, second] = draft.form.narratives;
  const sheet = readWorkbook(book).sheets.find(({ cells }) =>
    cells.some(({ value }) => value === `#a:${first!.key}`),
  )!;
  const row = (key: string): number => rowWith(book, sheet.name, `#a:${key}`);
  const table = empty();
  const explained = readWorkbook(book)
    .sheets.find(({ name }) => name === TABLE)!
    .cells.find(({ value }) => value === '#c:=explanation');
  const { text } = await desk.give(
    await fillWorkbook(book, {
      [sheet.name]: {
        [`C${row(first!.key)}`]: 'đủ '.repeat(400_000),
        [`C${row(second!.key)}`]: 'ý '.repeat(7_500),
      },
      [TABLE]: {
        [`B${table}`]: 'Một',
        [`C${table}`]: 2,
        [`${explained!.address.replace(/\d+/, '')}${table}`]: 'do '.repeat(1_000),
      },
    }),
  );
  expect(text).toContain(`ô C${row(first!.key)}`);
  expect(text).toContain('nội dung dài 1.199.999 ký tự, quá 15.000 ký tự, đề nghị rút gọn');
  expect(text).toContain('nội dung dài 2.999 ký tự, quá 2.000 ký tự, đề nghị rút gọn');
  const answers = await desk.services.drafts.answers(desk.report);
  expect([...answers.keys()]).toEqual([second!.key]);
  const [line] = await desk.db.select().from(tableLine);
  expect([line!.label, line!.explanation]).toEqual(['Một', null]);
});

test('a text as long as may be comes back untouched without a conflict', async () => {
  const draft = (await desk.services.drafts.open(desk.report))!;
  const { key } = draft.form.narratives[0]!;
  const write = (text: string) =>
    desk.services.drafts.setAnswers(
      { reportId: desk.report, answers: new Map([[key, { kind: 'text', text }]]), by: desk.by },
      DESK_NOW,
    );
  await write('"ý" '.repeat(3_750).trim());
  book = await desk.take();
  await write('viết lại');
  const { text } = await desk.give(book);
  expect(text).not.toContain('Khác với số liệu đã được sửa');
  expect((await desk.services.drafts.answers(desk.report)).get(key)).toEqual({
    kind: 'text',
    text: 'viết lại',
  });
});

test('a day in a cell of words is kept as the day it shows', async () => {
  const draft = (await desk.services.drafts.open(desk.report))!;
  const { key } = draft.form.narratives[0]!;
  const sheet = readWorkbook(book).sheets.find(({ cells }) =>
    cells.some(({ value }) => value === `#a:${key}`),
  )!;
  const [row, line] = [rowWith(book, sheet.name, `#a:${key}`), empty()];
  await desk.give(
    await fillWorkbook(book, { [TABLE]: { [`C${line}`]: 4 } }, (own) => {
      for (const [name, address, day] of [
        [sheet.name, `C${row}`, '2023-07-24'],
        [TABLE, `B${line}`, '1995-07-24'],
      ] as const) {
        const cell = own.getWorksheet(name)!.getCell(address);
        cell.value = new Date(`${day}T00:00:00Z`);
        cell.numFmt = 'dd/mm/yyyy';
      }
    }),
  );
  const answers = await desk.services.drafts.answers(desk.report);
  expect(answers.get(key)).toEqual({ kind: 'text', text: '24/7/2023' });
  expect(await labels()).toEqual(['24/7/1995']);
});

test('whatever a file is called, the log takes it', async () => {
  await desk.services.workbooks.take(
    {
      ...{ reportId: desk.report, answers: new Map(), lines: new Map(), left: [], recheck: new Set() },
      ...{ seals: new Map(), name: 'a\0b\ud83d.xlsx', asOf: { day: null, was: null }, by: desk.by },
    },
    DESK_NOW,
  );
  const [logged] = await desk.db.select().from(changeLog).where(eq(changeLog.action, 'workbook.take'));
  expect(logged!.after).toMatchObject({ name: 'ab\ufffd.xlsx' });
});

test('a file is judged by the form it is stored under, whoever moves the report to another meanwhile', async () => {
  const draft = (await desk.services.drafts.open(desk.report))!;
  const [version] = await desk.db
    .select()
    .from(formVersion)
    .where(eq(formVersion.id, draft.report.formVersionId!));
  const filled = await fillWorkbook(book, { 'Biểu số liệu': { D12: 5, D14: 6 } });
  const at = (row: number): string =>
    String(
      readWorkbook(book)
        .sheets.flatMap(({ name, cells }) => (name === 'Biểu số liệu' ? cells : []))
        .findLast((cell) => cell.row === row)!.value,
    ).replace('#a:', '');
  const definition = {
    ...version!.definition,
    rows: version!.definition.rows.filter(({ key }) => key !== at(12)),
  };
  const { planId, key } = version!;
  let giving: ReturnType<typeof desk.give> | undefined;
  await desk.db.transaction(async (tx) => {
    const [other] = await tx.insert(formVersion).values({ planId, key, version: 99, definition }).returning();
    await tx.update(dueReport).set({ formVersionId: other!.id }).where(eq(dueReport.id, desk.report));
    giving = desk.give(filled);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  });
  const { text } = await giving!;
  expect(text).toContain('dòng này không có trong biểu hiện hành của đơn vị');
  expect([...(await desk.services.drafts.answers(desk.report)).keys()]).toEqual([at(14)]);
});

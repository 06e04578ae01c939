import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { XLSX } from '../../src/conversations/paper.ts';
import { openSpreadsheet } from '../../src/desk.ts';
import { changeLog } from '../../src/store/schema.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import {
  DESK_NOW,
  deleteLine,
  openWorkbookDesk,
  rowWith,
  TABLE,
  typeLine,
} from '../support/workbook-desk.ts';

vi.setConfig({ testTimeout: 60_000 });

const NOTHING = 'Không phát sinh';

/** Where the answer for the whole table stands. */
const whole = (bytes: Uint8Array): string => `E${rowWith(bytes, TABLE, '#a:phu_luc_2')}`;

test('a label corrected in Excel is the same line under its new label, with its figures and its place', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ 'Dat dai': { tiep_nhan: 10, da_giai_quyet: 4 }, 'Điện lực': { tiep_nhan: 5 } });
  const corrected = await typeLine(await desk.take(), 'Dat dai', { B: 'Đất đai', C: 12 });
  const back = await desk.give(corrected);
  expect(back.text).toContain('Đã đổi tên 01 dòng theo tệp:\n- Phụ lục 2: “Dat dai” thành “Đất đai”');
  expect(await desk.lines()).toEqual({
    'Đất đai': { tiep_nhan: 12, da_giai_quyet: 4 },
    'Điện lực': { tiep_nhan: 5 },
  });
  expect(Object.keys(await desk.lines())).toEqual(['Đất đai', 'Điện lực']);
  const again = await desk.give(corrected);
  expect(again.text).not.toMatch(/đổi tên|không còn trong tệp/);
  expect(Object.keys(await desk.lines())).toEqual(['Đất đai', 'Điện lực']);
  const log = await desk.db.select().from(changeLog).where(eq(changeLog.action, 'line.set'));
  expect(log.at(-1)).toMatchObject({ after: { renamed: [{ label: 'Dat dai', to: 'Đất đai' }] } });
});

test('the reason a warning on a line was passed with goes with the line to its new label', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ 'Dat dai': { tiep_nhan: 10, tiep_nhan_truc_tuyen: 20 } });
  const draft = (await desk.services.drafts.open(desk.report))!;
  const [finding] = (await desk.services.submissions.review(draft, DESK_NOW)).findings;
  await desk.services.drafts.giveReason(
    { reportId: desk.report, finding: finding!.key, reason: 'gồm cả kỳ trước', by: desk.by },
    DESK_NOW,
  );
  await desk.give(await typeLine(await desk.take(), 'Dat dai', { B: 'Đất đai' }));
  const review = await desk.services.submissions.review(
    (await desk.services.drafts.open(desk.report))!,
    DESK_NOW,
  );
  expect(review.findings).toEqual([]);
  expect([...review.reasons.values()]).toEqual(['gồm cả kỳ trước']);
});

test('lines sorted in Excel, their hidden keys left behind, are still the lines of their labels', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ A: { tiep_nhan: 1 }, B: { tiep_nhan: 2 } });
  const book = await desk.take();
  const [a, b] = [rowWith(book, TABLE, 'A'), rowWith(book, TABLE, 'B')];
  const back = await desk.give(
    await fillWorkbook(book, { [TABLE]: { [`B${a}`]: 'B', [`C${a}`]: 2, [`B${b}`]: 'A', [`C${b}`]: 1 } }),
  );
  expect(back.text).not.toMatch(/đổi tên|không còn trong tệp/);
  expect(await desk.lines()).toEqual({ A: { tiep_nhan: 1 }, B: { tiep_nhan: 2 } });
});

test('a row copied with its hidden key is one more line; a row cleared and used for another leaves its own to be asked about', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ A: { tiep_nhan: 1, da_giai_quyet: 1 } });
  const book = await desk.take();
  const row = rowWith(book, TABLE, 'A');
  const copied = await fillWorkbook(book, {}, (one) => {
    const sheet = one.getWorksheet(TABLE)!;
    sheet.duplicateRow(row, 1, true);
    sheet.getCell(`B${row + 1}`).value = 'A2';
  });
  const back = await desk.give(copied);
  expect(back.text).not.toMatch(/đổi tên|không còn trong tệp/);
  expect(await desk.lines()).toMatchObject({ A: { tiep_nhan: 1 }, A2: { tiep_nhan: 1 } });

  const used = await typeLine(await desk.take(), 'A', { B: 'C', C: 7, F: null });
  const other = await desk.give(used);
  expect(other.text).toContain(
    '01 dòng có trong biểu khi lấy ra nay không còn trong tệp, vẫn được giữ:\n- Phụ lục 2: “A”',
  );
  expect(await desk.lines()).toMatchObject({ A: { tiep_nhan: 1, da_giai_quyet: 1 }, C: { tiep_nhan: 7 } });
});

test('a line deleted in Excel is said and kept, and taken out when that is chosen, unless a colleague wrote it since', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ A: { tiep_nhan: 1 }, B: { tiep_nhan: 2 }, C: { tiep_nhan: 3 } });
  const book = await desk.take();
  const back = await desk.give(await deleteLine(await deleteLine(book, 'B'), 'C'));
  expect(back.text).toContain('02 dòng có trong biểu khi lấy ra nay không còn trong tệp, vẫn được giữ:');
  expect(back.choices[0]).toBe('Bỏ 02 dòng không còn trong tệp');
  expect(Object.keys(await desk.lines())).toEqual(['A', 'B', 'C']);
  await desk.write({ C: { tiep_nhan: 33 } });
  const done = await desk.says('1');
  expect(done.text).toBe('Đã bỏ 01 dòng.\n01 dòng đã được sửa hoặc bỏ sau lúc hỏi, không thay đổi.');
  expect(await desk.lines()).toEqual({ A: { tiep_nhan: 1 }, C: { tiep_nhan: 33 } });
  expect(await desk.logged('line.remove')).toMatchObject([
    { before: { lines: [{ label: 'B', cells: { tiep_nhan: 2 } }] } },
  ]);
});

test('a line whose label alone was emptied is reported there, neither lost nor called deleted', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ A: { tiep_nhan: 1 } });
  const back = await desk.give(await typeLine(await desk.take(), 'A', { B: null, C: 9 }));
  expect(back.text).toContain('dòng có số liệu nhưng chưa có tên');
  expect(back.text).not.toContain('không còn trong tệp');
  expect(await desk.lines()).toEqual({ A: { tiep_nhan: 1 } });
});

test('"không phát sinh" for a whole table gives way to its lines, whichever came first, and that is said', async () => {
  const desk = await openWorkbookDesk();
  const book = await desk.take();
  const row = rowWith(book, TABLE, '#l:phu_luc_2:');
  const both = await fillWorkbook(book, {
    [TABLE]: { [whole(book)]: NOTHING, [`B${row}`]: 'A', [`C${row}`]: 1 },
  });
  const said = 'Phụ lục 2 có dòng số liệu nên không ghi “không phát sinh” cho cả phụ lục.';
  expect((await desk.give(both)).text).toContain(said);
  const answers = async () => (await desk.services.drafts.answers(desk.report)).get('phu_luc_2');
  expect([await answers(), await desk.lines()]).toEqual([undefined, { A: { tiep_nhan: 1 } }]);

  const other = await openWorkbookDesk();
  const blank = await other.take();
  await other.give(await fillWorkbook(blank, { [TABLE]: { [whole(blank)]: NOTHING } }));
  expect((await other.services.drafts.answers(other.report)).get('phu_luc_2')).toEqual({ kind: 'nothing' });
  const later = await other.give(
    await fillWorkbook(blank, { [TABLE]: { [`B${row}`]: 'A', [`C${row}`]: 1 } }),
  );
  expect(later.text).toContain(said);
  expect((await other.services.drafts.answers(other.report)).get('phu_luc_2')).toBeUndefined();
});

test('a table emptied and answered "không phát sinh" in Excel has that once its lines are taken out', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ A: { tiep_nhan: 1 } });
  const book = await desk.take();
  const emptied = await deleteLine(await fillWorkbook(book, { [TABLE]: { [whole(book)]: NOTHING } }), 'A');
  const back = await desk.give(emptied);
  expect(back.text).toContain('Phụ lục 2 có dòng số liệu nên không ghi “không phát sinh”');
  expect(await desk.lines()).toEqual({ A: { tiep_nhan: 1 } });
  expect((await desk.says('1')).text).toBe('Đã bỏ 01 dòng.\nĐã ghi Phụ lục 2: không phát sinh.');
  expect(await desk.lines()).toEqual({});
  expect((await desk.services.drafts.answers(desk.report)).get('phu_luc_2')).toEqual({ kind: 'nothing' });
});

test('a table takes no more than 2,000 lines; a workbook with more is refused and changes nothing', async () => {
  const desk = await openWorkbookDesk();
  const book = await desk.take();
  const first = rowWith(book, TABLE, '#l:phu_luc_2:');
  const total = rowWith(book, TABLE, '#t');
  const filled = (lines: number, name: string) =>
    fillWorkbook(book, {}, (one) => {
      const sheet = one.getWorksheet(TABLE)!;
      // The lines go over the row of totals.
      sheet.unMergeCells(total, 1, total, 2);
      for (let no = 0; no < lines; no += 1) {
        sheet.getCell(first + no, 2).value = `${name} ${no}`;
        sheet.getCell(first + no, 3).value = no;
        sheet.getCell(first + no, 13).value = '#l:phu_luc_2:';
      }
    });
  const refused = await desk.give(await filled(2_001, 'Lĩnh vực'));
  expect(refused.text).toContain('Trang “Phụ lục 2” của tệp có quá 2.000 dòng nên tệp chưa được tiếp nhận');
  expect(await desk.lines()).toEqual({});
  const taken = await desk.give(await filled(1_500, 'Lĩnh vực'));
  expect(taken.text).toContain('1.500 dòng phụ lục');
  const more = await desk.give(await filled(700, 'Phần'));
  expect(more.text).toContain('Phụ lục 2 nhận tối đa 2.000 dòng: 200 dòng mới chưa được ghi.');
  expect(Object.keys(await desk.lines())).toHaveLength(2_000);
});

test('500 rows that are not of the form are looked at, the others counted', async () => {
  const desk = await openWorkbookDesk();
  const book = await desk.take();
  const strange = await fillWorkbook(book, {}, (one) => {
    const sheet = one.worksheets[0]!;
    const last = sheet.rowCount;
    for (let no = 1; no <= 620; no += 1) {
      sheet.getCell(last + no, 2).value = `Chỉ tiêu thêm ${no}`;
      sheet.getCell(last + no, 4).value = no;
    }
  });
  const back = await desk.give(strange);
  expect(back.text).toContain('dòng này không có trong biểu');
  expect(back.text).toContain('Tệp còn 120 dòng ngoài biểu, chưa xem đến.');
});

test('the same file sent in the chat and on the upload page at once is taken once', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ 'Dat dai': { tiep_nhan: 10 } });
  const book = await typeLine(await desk.take(), 'Dat dai', { B: 'Đất đai', C: 12 });
  const row = rowWith(book, TABLE, '#l:phu_luc_2:');
  const file = await fillWorkbook(book, { [TABLE]: { [`B${row}`]: 'Điện lực', [`C${row}`]: 5 } });
  const about = { name: 'bieu.xlsx', mime: XLSX };
  const kept = await desk.services.files.keepMade({ ...about, bytes: file }, DESK_NOW);
  await Promise.all([
    desk.give(file),
    desk.officer.sends(
      { kind: 'file', ...about, size: file.length, ref: '', caption: null, kept: kept.id },
      DESK_NOW,
    ),
  ]);
  expect(await desk.lines()).toEqual({ 'Đất đai': { tiep_nhan: 12 }, 'Điện lực': { tiep_nhan: 5 } });
  const told = (await desk.officer.heard())
    .map(({ text }) => text)
    .filter((text) => /Lần này ghi/.test(text));
  expect(told).toHaveLength(2);
  expect(told.filter((text) => text.includes('02 dòng phụ lục'))).toHaveLength(1);
  for (const text of told) expect(text).not.toMatch(/Khác với số liệu|không còn trong tệp/);
});

test('the marked workbook sent back as it came changes nothing: its colours and comments are no figures', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ A: { tiep_nhan: 1 }, B: { tiep_nhan: 2 } });
  const book = await desk.take();
  await desk.write({ B: { tiep_nhan: 20 } });
  await desk.give(await typeLine(await typeLine(book, 'A', { C: 'mười?' }), 'B', { C: 200 }));
  const marked = await desk.lastFile();
  const opened = await openSpreadsheet(marked);
  expect(opened).toMatchObject({ kind: 'form' });
  const before = [await desk.lines(), Object.fromEntries(await desk.services.drafts.answers(desk.report))];
  const again = await desk.give(marked);
  expect(again.text).toContain('Lần này ghi 00 số liệu;');
  // The figure that is stored stands in the cell; what was refused is said in the comment.
  expect(again.text).not.toContain('“mười?”');
  expect(again.text).not.toMatch(/Khác với số liệu|không còn trong tệp|đổi tên/);
  expect([await desk.lines(), Object.fromEntries(await desk.services.drafts.answers(desk.report))]).toEqual(
    before,
  );
});

test('labels that differ from the sheet’s in their spaces or in how letters are put together are the same lines', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({
    'Đất  đai': { tiep_nhan: 1 },
    'Đất đai': { tiep_nhan: 2 },
    'Điện lực': { tiep_nhan: 3 },
  });
  const book = await desk.take();
  const back = await desk.give(
    await typeLine(await typeLine(book, 'Điện lực', { B: 'Điện lực'.normalize('NFD') }), 'Đất  đai', {
      C: 4,
    }),
  );
  expect(back.text).not.toMatch(/đổi tên|không còn trong tệp|trùng/);
  expect(await desk.lines()).toEqual({
    'Đất  đai': { tiep_nhan: 4 },
    'Đất đai': { tiep_nhan: 2 },
    'Điện lực': { tiep_nhan: 3 },
  });
});

test('lines typed in the chat find no more room than those of a workbook', async () => {
  const desk = await openWorkbookDesk();
  await desk.write(
    Object.fromEntries(Array.from({ length: 1_999 }, (_, no) => [`Lĩnh vực ${no}`, { tiep_nhan: no }])),
  );
  await desk.says('GUI');
  await desk.says('Phụ lục 2');
  const told = await desk.says(
    'Lĩnh vực 5: 9, 0, 0, 0, 0, 0, 0, 0, 0\nA: 1, 0, 0, 0, 0, 0, 0, 0, 0\nB: 2, 0, 0, 0, 0, 0, 0, 0, 0',
  );
  expect(told.text).toContain('“B”: phụ lục nhận tối đa 2.000 dòng');
  const lines = await desk.lines();
  expect([Object.keys(lines).length, lines['Lĩnh vực 5']!['tiep_nhan'], 'B' in lines]).toEqual([
    2_000,
    9,
    false,
  ]);
});

test.each([
  ['BIEU', 'Biểu Excel: '],
  ['CHIABIEU', 'Chia biểu '],
])('%s is heard where figures or lines are awaited, and what was typed stays', async (word, said) => {
  const desk = await openWorkbookDesk();
  await desk.says('GUI');
  await desk.says('1');
  expect((await desk.says(word)).text).toContain(said);
  await desk.says('GUI');
  await desk.says('Phụ lục 2');
  expect((await desk.says(word)).text).toContain(said);
});

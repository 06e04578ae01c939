import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { answer, setting } from '../../src/store/schema.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { openWorkbookDesk } from '../support/workbook-desk.ts';
import { play, rehearsalDatabase } from '../support/transcript.ts';

// Every turn is a program of its own.
vi.setConfig({ testTimeout: 120_000 });

const SHEET = 'Biểu số liệu';
const BA_BE = 'focal@UBND huyện Ba Bể';

/** A season of one plan, told from the side of whoever speaks. */
async function openRoom(plan: string, at: string) {
  const { db } = await rehearsalDatabase({ plan, at });
  const folder = await mkdtemp(join(tmpdir(), 'whose-'));
  let files = 0;
  const say = async (lines: readonly string[], as: string) =>
    (await play(db, { plan, at, as, json: true }, lines)).delivered.filter(({ to }) => to === as).at(-1)!;
  return {
    db,
    say,
    take: async (lines: readonly string[], as: string): Promise<Uint8Array> =>
      readFile((await say(lines, as)).paths![0]!),
    give: async (bytes: Uint8Array, as: string) => {
      const path = join(folder, `${(files += 1)}.xlsx`);
      await writeFile(path, bytes);
      return say([`@file ${path}`], as);
    },
    answers: () => db.select().from(answer),
  };
}

test("last year's file is called by its period, and where this year's is due that is said and offered", async () => {
  const { say, give } = await openRoom('bac-kan-2018', '2019-05-27T08:00');
  const list = await say(['BIEU'], BA_BE);
  expect(list.choices[0]).toContain('6 tháng năm 2018');
  const old = await say(['1'], BA_BE);
  expect(old.files).toEqual(['Biểu số liệu – UBND huyện Ba Bể – 6 tháng đầu năm 2018.xlsx']);
  expect(old.text).toContain('Biểu Excel: Báo cáo cải cách hành chính 6 tháng năm 2018 của UBND huyện Ba Bể');
  const back = await give(await readFile(old.paths![0]!), BA_BE);
  expect(back.text).toContain(
    'Đã nhận tệp vào Báo cáo cải cách hành chính 6 tháng năm 2018 của UBND huyện Ba Bể',
  );
  expect(back.text).toContain(
    'Tệp này của kỳ 6 tháng đầu năm 2018, thời hạn trước ngày 05/6/2018 (chậm nhất hết ngày 04/6/2018, thứ Hai); kỳ đang đến hạn là 6 tháng đầu năm 2019, thời hạn trước ngày 05/6/2019',
  );
  expect(back.choices[0]).toBe('Nhận biểu kỳ 6 tháng đầu năm 2019');
  const due = await say(['1'], BA_BE);
  expect(due.files).toEqual(['Biểu số liệu – UBND huyện Ba Bể – 6 tháng đầu năm 2019.xlsx']);
  const again = await give(await readFile(due.paths![0]!), BA_BE);
  expect(again.text).not.toContain('kỳ đang đến hạn');
});

test('who sends a period a little late is told of no other', async () => {
  const { say, give } = await openRoom('bac-kan-2018', '2018-06-11T08:00');
  await say(['BIEU'], BA_BE);
  const old = await say(['1'], BA_BE);
  expect((await give(await readFile(old.paths![0]!), BA_BE)).text).not.toContain('kỳ đang đến hạn');
});

/** The same season in another place: its numbers are the same, its secret is not. */
async function elsewhere() {
  const desk = await openWorkbookDesk();
  await desk.db.insert(setting).values({
    ...{ key: 'file_link_key', value: 'ab'.repeat(32), changedAt: new Date('2023-01-01T00:00:00Z') },
  });
  return desk;
}

test('the workbook of another place or of a trial is refused, whatever report has its number here', async () => {
  const [desk, other] = [await openWorkbookDesk(), await elsewhere()];
  const book = await fillWorkbook(await other.take(), { [SHEET]: { D12: 5 } });
  expect(other.report).toBe(desk.report);
  const back = await desk.give(book);
  expect(back.text).toContain('Tệp này không phải biểu của báo cáo này');
  expect(await desk.services.drafts.answers(desk.report)).toEqual(new Map());
  expect((await other.give(book)).text).toContain('Lần này ghi 01 số liệu');
});

/** As an older program wrote it: without the mark, perhaps without what is printed above the form. */
const ofBefore = (bytes: Uint8Array, unit?: string) =>
  fillWorkbook(bytes, { [SHEET]: { D12: 5 } }, (book) => {
    book.getWorksheet('dondoc')!.eachRow((row) => {
      if (row.getCell(1).value !== 'identity') return;
      const identity = JSON.parse(row.getCell(2).text) as Record<string, unknown>;
      delete identity['mark'];
      row.getCell(2).value = JSON.stringify(identity);
    });
    if (unit !== undefined)
      for (const { name } of book.worksheets.filter((sheet) => sheet.name !== 'dondoc'))
        book.getWorksheet(name)!.getCell('A2').value = unit;
  });

test('a workbook of an older program is taken where its form and the unit printed on it are of the report', async () => {
  const desk = await openWorkbookDesk();
  const book = await desk.take();
  expect((await desk.give(await ofBefore(book))).text).toContain('Lần này ghi 01 số liệu');
  const other = await desk.give(await ofBefore(book, 'SỞ Y TẾ'));
  expect(other.text).toContain('Tệp này không phải biểu của báo cáo này');
});

test('who coordinates a unit’s report is told whose file it is; who has nothing to do with it is told nothing', async () => {
  const room = await openRoom('bac-giang-2022', '2022-09-05T08:00');
  const book = await room.take(['BIEU'], 'focal@UBND huyện Lục Nam');
  const told = await room.give(book, 'coordinator@Sở Nội vụ');
  expect(told.text).toBe(
    'Tệp này là biểu Báo cáo theo Đề cương kiểm tra của UBND huyện Lục Nam, do cán bộ đầu mối của đơn vị gửi. Kính đề nghị chuyển lại đơn vị để gửi tại đây; số liệu chưa được ghi.',
  );
  const other = await room.give(book, 'focal@UBND huyện Lục Ngạn');
  expect(other.text).toBe('Tệp này thuộc báo cáo không có trong phạm vi theo dõi của đồng chí.');
  expect(await room.answers()).toEqual([]);
});

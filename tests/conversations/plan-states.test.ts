import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { answer, plan, submission } from '../../src/store/schema.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { DESK_NOW, openWorkbookDesk } from '../support/workbook-desk.ts';

vi.setConfig({ testTimeout: 60_000 });

const OVER = /^Kế hoạch đã kết thúc; .+ không nhận thêm số liệu, văn bản\.$/;

/** The officer's workbook with one figure, given out while the plan was in force. */
async function deskWithFile() {
  const desk = await openWorkbookDesk();
  const blank = await desk.take();
  const [sheet] = readWorkbook(blank).sheets;
  const { row } = sheet!.cells.find(({ value }) => value === '#a:i_1')!;
  const bytes = await fillWorkbook(blank, { [sheet!.name]: { [`D${row}`]: 77 } });
  return {
    ...desk,
    bytes,
    send: async () => {
      const { id } = await desk.services.files.keepUnclaimed(
        { name: 'bieu.xlsx', mime: 'x', bytes },
        DESK_NOW,
      );
      return desk.officer.sends({ kind: 'file', name: 'bieu.xlsx', kept: id } as never, DESK_NOW);
    },
    setPlan: (state: 'draft' | 'issued' | 'closed') => desk.db.update(plan).set({ state }),
    stored: async () =>
      (await desk.db.select().from(answer).where(eq(answer.dueReportId, desk.report))).length,
  };
}

test('a workbook that names a report of a draft plan is answered as one of nobody’s, and writes nothing', async () => {
  const desk = await deskWithFile();
  await desk.setPlan('draft');
  expect((await desk.send()).text).toContain('không có trong phạm vi theo dõi');
  expect((await desk.give(desk.bytes)).text).toContain('không có trong phạm vi theo dõi');
  const said = [];
  for (const words of ['GUI', 'gửi', 'I.1: 5', 'XEM', 'BIEU']) said.push((await desk.says(words)).text);
  expect(said.join('\n')).not.toContain('77');
  expect(await desk.stored()).toBe(0);
  expect(await desk.db.select().from(submission)).toEqual([]);
  const { scope } = await desk.author('focal@Sở Công Thương');
  expect(await desk.services.drafts.openFor(scope, desk.report)).toBeUndefined();
});

test('an old workbook of a plan that is closed is refused in one sentence, in the chat and by the upload page', async () => {
  const desk = await deskWithFile();
  await desk.setPlan('closed');
  expect((await desk.send()).text).toMatch(OVER);
  expect((await desk.give(desk.bytes)).text).toMatch(OVER);
  expect(await desk.stored()).toBe(0);
});

test('a button of a report whose plan has closed meanwhile says so, and nothing can be sent', async () => {
  const desk = await deskWithFile();
  await desk.send();
  const stored = await desk.stored();
  await desk.setPlan('closed');
  for (const words of ['gửi', 'gửi phần đã có', '1', 'I.1: 5']) await desk.says(words);
  expect(await desk.stored()).toBe(stored);
  expect(await desk.db.select().from(submission)).toEqual([]);
});

test('what was sent under a plan since closed stays readable, and is no longer offered to be corrected', async () => {
  const desk = await deskWithFile();
  await desk.send();
  await desk.says('gửi phần đã có');
  for (let turn = 0; turn < 4 && (await desk.db.select().from(submission)).length === 0; turn += 1)
    await desk.says('1');
  expect(await desk.db.select().from(submission)).toHaveLength(1);
  await desk.setPlan('closed');
  const seen = await desk.says('xem báo cáo đã gửi');
  expect(seen.text).toContain('Lần gửi gần nhất');
  expect(seen.choices.join('\n')).not.toMatch(/Sửa|Gửi/);
  expect(seen.choices.length).toBeGreaterThan(0);
  expect((await desk.says('1')).text).toContain('77');
  expect((await desk.says('BIEU')).text).not.toContain('77');
});

import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { submission } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { play, type DeliveredLine } from '../support/transcript.ts';

// Every turn is a program of its own.
vi.setConfig({ testTimeout: 90_000 });

const WHO = 'focal@Sở Công Thương';
const SHEET = 'Biểu số liệu';
const MARK = '#d';

const cellsOf = (bytes: Uint8Array) => readWorkbook(bytes).sheets[0]!.cells;
/** Where the day stands. */
const dayCell = (bytes: Uint8Array): string =>
  `D${/\d+$/.exec(cellsOf(bytes).find(({ value }) => value === MARK)!.address)![0]}`;

async function openDesk() {
  const { db } = await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'as-of-'));
  const say = async (lines: readonly string[]): Promise<DeliveredLine> =>
    (await play(db, { as: WHO, at: '2023-07-25T08:00', json: true }, lines)).delivered
      .filter(({ to }) => to === WHO)
      .at(-1)!;
  const take = async (): Promise<Uint8Array> => readFile((await say(['biểu'])).paths![0]!);
  return {
    db,
    say,
    take,
    give: async (day: string | Date): Promise<DeliveredLine> => {
      const blank = await take();
      const path = join(folder, 'bieu.xlsx');
      await writeFile(path, await fillWorkbook(blank, { [SHEET]: { D12: 5, [dayCell(blank)]: day } }));
      return say([`@file ${path}`]);
    },
  };
}

test('the day a workbook says its figures go up to is offered first at the review, sent, and printed again', async () => {
  const desk = await openDesk();
  const back = await desk.give('20/7/2023');
  expect(back.text).toContain('Số liệu tính đến ngày 20/7/2023 (theo tệp).');
  const asked = await desk.say(['gửi phần đã có']);
  expect(asked.choices).toEqual(['Theo biểu Excel, 20/7/2023', 'Hôm nay, 25/7/2023']);
  const summary = await desk.say(['1']);
  expect(summary.text).toContain('20/7/2023');
  await desk.say(['gửi']);
  expect(await desk.db.select().from(submission)).toMatchObject([{ asOf: '2023-07-20' }]);
  const printed = await desk.take();
  expect(cellsOf(printed).find(({ address }) => address === dayCell(printed))!.value).toBe('20/7/2023');
});

test('a day kept as a date of the spreadsheet is read; one to come, or none at all, is asked for', async () => {
  const desk = await openDesk();
  expect((await desk.give(new Date(Date.UTC(2023, 6, 19)))).text).toContain('tính đến ngày 19/7/2023');
  expect((await desk.give('30/8/2023')).text).toContain('Chưa rõ ngày “30/8/2023”');
  expect((await desk.give('hôm nào đó')).text).toContain('Chưa rõ ngày “hôm nào đó”');
  const asked = await desk.say(['gửi phần đã có']);
  expect(asked.choices[0]).toBe('Theo biểu Excel, 19/7/2023');
});

test('a day the officer chose instead is the one sent and printed', async () => {
  const desk = await openDesk();
  await desk.give('20/7/2023');
  await desk.say(['gửi phần đã có', '24/7', 'gửi']);
  expect(await desk.db.select().from(submission)).toMatchObject([{ asOf: '2023-07-24' }]);
  const printed = await desk.take();
  expect(cellsOf(printed).find(({ address }) => address === dayCell(printed))!.value).toBe('24/7/2023');
});

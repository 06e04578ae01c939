import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { answer, contribution, unit } from '../../src/store/schema.ts';
import { freshDatabase } from '../support/database.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { play, rehearsalDatabase, type DeliveredLine } from '../support/transcript.ts';

// Every turn is a program of its own.
vi.setConfig({ testTimeout: 90_000 });

const WHO = 'focal@UBND huyện Lục Ngạn';
const SHEET = 'Biểu số liệu';

/** The district's officer, and what the communes send back. */
async function district() {
  const { db } = await freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'communes-'));
  let files = 0;
  const say = async (lines: readonly string[]): Promise<DeliveredLine> =>
    (await play(db, { plan: 'bac-giang-2022', as: WHO, at: '2022-09-05T08:00', json: true }, lines)).delivered
      .filter(({ to }) => to === WHO)
      .at(-1)!;
  const blank = await readFile((await say(['biểu xã'])).paths![0]!);
  const cells = readWorkbook(blank).sheets[0]!.cells;
  const rowOf = (mark: string): string => /\d+$/.exec(cells.find(({ value }) => value === mark)!.address)![0];
  return {
    db,
    say,
    cells,
    codeOf: (key: string): string =>
      String(cells.find(({ address }) => address === `A${rowOf(`#a:${key}`)}`)!.value),
    /** A commune's file comes back, and is handed on. */
    give: async (
      commune: string | null,
      figures: Record<string, string | number>,
    ): Promise<DeliveredLine> => {
      const filled = Object.entries(figures).map(
        ([key, figure]) => [`D${rowOf(`#a:${key}`)}`, figure] as const,
      );
      const bytes = await fillWorkbook(blank, {
        [SHEET]: {
          ...(commune === null ? {} : { [`D${rowOf('#n')}`]: commune }),
          ...Object.fromEntries(filled),
        },
      });
      const path = join(folder, `${(files += 1)}.xlsx`);
      await writeFile(path, bytes);
      return say([`@file ${path}`]);
    },
    answers: async () =>
      Object.fromEntries((await db.select().from(answer)).map((row) => [row.rowKey, Number(row.value)])),
  };
}

test('files of several communes are added up; a newer one of the same commune takes the place of its older', async () => {
  const { give, answers, db, cells } = await district();
  const marks = cells.map(({ value }) => String(value)).filter((value) => value.startsWith('#a:'));
  expect(marks).toHaveLength(12);
  const first = await give('UBND xã Ngọc Thiện', { xa_hs_tong: 120, xa_hs_mot_cua: 100 });
  expect(first.text).toContain('Đã cộng 02 số liệu của UBND xã Ngọc Thiện');
  const second = await give('UBND xã Cao Xá', {
    xa_hs_tong: 30,
    xa_hs_mot_cua: 'Chưa có số liệu',
    xa_tai_khoan: '2 cb?',
  });
  expect(second.text).toContain('Đến nay đã cộng 02 xã: UBND xã Cao Xá, UBND xã Ngọc Thiện.');
  expect(second.text).toContain('01 số liệu xã này chưa có');
  expect(second.text).toMatch(/ô D\d+: “2 cb\?”/);
  expect(await answers()).toEqual({ xa_hs_tong: 150, xa_hs_mot_cua: 100 });
  await give('xã ngọc thiện', { xa_hs_tong: 125 });
  expect(await answers()).toEqual({ xa_hs_tong: 155, xa_hs_mot_cua: 100 });
  expect(await db.select().from(contribution)).toHaveLength(3);
});

test('what was typed for the whole is not overwritten: both numbers are shown, and either can be kept', async () => {
  const { give, say, answers, codeOf } = await district();
  await say(['GUI', 'mục 5.2.b.2', `${codeOf('xa_hs_tong')}: 1000`]);
  expect(await answers()).toEqual({ xa_hs_tong: 1000 });
  const back = await give('UBND xã Cao Xá', { xa_hs_tong: 30, xa_hs_mot_cua: 20 });
  expect(back.text).toMatch(
    /- \S+: tổng các xã 30; số đã ghi 1\.000 \(đầu mối CCHC UBND huyện Lục Ngạn ghi lúc .*5\/9\/2022\)/,
  );
  expect(await answers()).toEqual({ xa_hs_tong: 1000, xa_hs_mot_cua: 20 });
  expect(back.choices[0]).toBe('Lấy tổng các xã (01 số liệu)');
  await say(['1']);
  expect(await answers()).toEqual({ xa_hs_tong: 30, xa_hs_mot_cua: 20 });
  await give('UBND xã Ngọc Thiện', { xa_hs_tong: 7 });
  expect(await answers()).toMatchObject({ xa_hs_tong: 37 });
});

test('a commune without a name is not added, and one added by mistake is taken out again', async () => {
  const { give, say, answers, db } = await district();
  expect((await give(null, { xa_hs_tong: 30 })).text).toContain('Tệp chưa ghi tên xã');
  expect(await db.select().from(contribution)).toEqual([]);
  await give('UBND xã Cao Xá', { xa_hs_tong: 30 });
  const back = await give('UBND xã Nhầm', { xa_hs_tong: 5, xa_tai_khoan: 9 });
  expect(back.choices[0]).toBe('Bỏ số liệu của UBND xã Nhầm');
  expect((await say(['1'])).text).toContain('Đã bỏ số liệu của UBND xã Nhầm');
  expect(await answers()).toEqual({ xa_hs_tong: 30 });
});

test('where the communes of the district are known, those that have given nothing are named', async () => {
  const { give, db } = await district();
  const [known] = await db.select().from(unit);
  await db.insert(unit).values(
    ['UBND xã Cao Xá', 'UBND xã Ngọc Châu'].map((name) => ({
      ...{ jurisdictionId: known!.jurisdictionId, name, level: 'commune' as const, aliases: [] },
      ...{ parentName: 'UBND huyện Lục Ngạn', printed: false },
    })),
  );
  const back = await give('xã Cao Xá', { xa_hs_tong: 30 });
  expect(back.text).toContain('đã cộng 01 xã: UBND xã Cao Xá; còn 01 xã chưa có: UBND xã Ngọc Châu.');
});

test('a commune’s file is told which cells it leaves empty, and what does not add up in its own figures', async () => {
  const { give } = await district();
  await give('UBND xã Ngọc Thiện', { xa_hs_tong: 100, xa_hs_mot_cua: 100 });
  const back = await give('UBND xã Cao Xá', { xa_hs_tong: 30, xa_hs_mot_cua: 40 });
  expect(back.text).toContain('Đã cộng 02 số liệu của UBND xã Cao Xá');
  expect(back.text).toContain('Tệp còn để trống 10 số liệu: ');
  expect(back.text).toMatch(/Số liệu của UBND xã Cao Xá đề nghị kiểm tra lại:\n- .*40.*30/);
  const sound = await give('UBND xã Cao Xá', { xa_hs_tong: 40, xa_hs_mot_cua: 40 });
  expect(sound.text).not.toContain('đề nghị kiểm tra lại');
});

test('where several reports gather figures of communes it is asked which, the one due next first; a named one is that one', async () => {
  const at = '2019-05-27T08:00';
  const { db } = await rehearsalDatabase({ plan: 'bac-kan-2018', at });
  const who = 'focal@UBND huyện Ba Bể';
  const say = async (line: string, as = who) =>
    (await play(db, { plan: 'bac-kan-2018', at, as, json: true }, [line])).delivered
      .filter(({ to }) => to === as)
      .at(-1)!;
  const asked = await say('BIEUXA');
  expect(asked.text).toContain('báo cáo có số liệu tổng hợp từ các xã. Đề nghị chọn báo cáo');
  expect(asked.files).toEqual([]);
  expect(asked.choices[0]).toMatch(/^Báo cáo cải cách hành chính 6 tháng năm 2019: trước ngày 05\/6\/2019/);
  const chosen = await say('1');
  expect(chosen.files).toEqual(['Biểu số liệu cấp xã – UBND huyện Ba Bể – 6 tháng đầu năm 2019.xlsx']);
  const named = await say('BIEUXA 6 tháng 2018');
  expect(named.files).toEqual(['Biểu số liệu cấp xã – UBND huyện Ba Bể – 6 tháng đầu năm 2018.xlsx']);
});

test('who has no report with figures of communes is told so, not of "this report"', async () => {
  const { db } = await rehearsalDatabase({ plan: 'binh-phuoc-2023' });
  const as = 'focal@Sở Y tế';
  const [told] = (await play(db, { as, json: true }, ['BIEUXA'])).delivered.filter(({ to }) => to === as);
  expect(told!.text).toMatch(/đồng chí không có báo cáo nào có số liệu tổng hợp từ các xã/);
});

test('a commune added up before the registry knew it is the same commune afterwards', async () => {
  const { give, answers, db } = await district();
  await give('Cao Xá', { xa_hs_tong: 30, xa_hs_mot_cua: 20 });
  const [known] = await db.select().from(unit);
  await db.insert(unit).values({
    ...{ jurisdictionId: known!.jurisdictionId, name: 'UBND xã Cao Xá', level: 'commune', aliases: [] },
    ...{ parentName: 'UBND huyện Lục Ngạn', printed: false },
  });
  const back = await give('xã Cao Xá', { xa_hs_tong: 31 });
  expect(back.text).toContain('“Cao Xá” được hiểu là UBND xã Cao Xá');
  expect(await answers()).toEqual({ xa_hs_tong: 31, xa_hs_mot_cua: 20 });
  const sources = (await db.select().from(contribution)).map(({ source }) => source);
  expect(new Set(sources)).toEqual(new Set(['UBND xã Cao Xá']));
});

test('a name that may stand for two communes of the registry is not taken for one of them', async () => {
  const { give, answers, db } = await district();
  await give('Cao Xá', { xa_hs_tong: 30 });
  const [known] = await db.select().from(unit);
  await db.insert(unit).values(
    ['UBND xã Cao Xá', 'UBND thị trấn Cao Xá'].map((name) => ({
      ...{ jurisdictionId: known!.jurisdictionId, name, level: 'commune' as const, aliases: [] },
      ...{ parentName: 'UBND huyện Lục Ngạn', printed: false },
    })),
  );
  const back = await give('xã Cao Xá', { xa_hs_tong: 31 });
  expect(back.text).toContain('Tệp của UBND xã Cao Xá chưa được cộng');
  expect(back.choices[0]).toContain('Cao Xá');
  expect(await answers()).toEqual({ xa_hs_tong: 30 });
});

import { expect, test, vi } from 'vitest';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { DESK_NOW, openWorkbookDesk, rowWith, typeLine } from '../support/workbook-desk.ts';

vi.setConfig({ testTimeout: 60_000 });

const SHEET = 'Biểu số liệu';

test('"Lấy theo tệp" overwrites nothing that was changed since it was offered: the conflict is shown anew', async () => {
  const desk = await openWorkbookDesk();
  await desk.says('I.1: 5; I.2.1: 20');
  await desk.write({ A: { tiep_nhan: 1, da_giai_quyet: 1 } });
  const book = await desk.take();
  const row = (key: string): string => `D${rowWith(book, SHEET, `#a:${key}`)}`;
  const answer = (key: string, value: number) =>
    desk.services.drafts.setAnswers(
      { reportId: desk.report, answers: new Map([[key, { kind: 'value', value }]]), by: desk.by },
      DESK_NOW,
    );
  await answer('i_1', 6);
  await answer('i_2_1', 21);
  await desk.write({ A: { tiep_nhan: 2, da_giai_quyet: 2 } });
  const typed = await typeLine(book, 'A', { C: 7, F: 8 });
  const back = await desk.give(
    await fillWorkbook(typed, { [SHEET]: { [row('i_1')]: 7, [row('i_2_1')]: 27 } }),
  );
  expect(back.choices[0]).toBe('Lấy theo tệp (04 ô)');

  await answer('i_2_1', 22);
  await desk.write({ A: { tiep_nhan: 3, da_giai_quyet: 2 } });
  const first = await desk.says('1');
  expect(first.text).toContain('Đã ghi 02 ô theo tệp.');
  expect(first.text).toContain('Số đã có được sửa sau lúc hỏi nên chưa ghi đè, đề nghị chọn lại:');
  expect(first.text).toMatch(/- Mục I\.2\.1: tệp ghi 27; số đã có là 22 \(.* ghi lúc .*25\/7\/2023\)/);
  expect(first.text).toContain(
    '- Phụ lục 2, dòng “A”, cột Số lượng hồ sơ tiếp nhận – Tổng số: tệp ghi 7; số đã có là 3',
  );
  const answers = async () => Object.fromEntries(await desk.services.drafts.answers(desk.report));
  expect(await answers()).toMatchObject({ i_1: { value: 7 }, i_2_1: { value: 22 } });
  expect(await desk.lines()).toEqual({ A: { tiep_nhan: 3, da_giai_quyet: 8 } });

  expect(first.choices[0]).toBe('Lấy theo tệp (02 ô)');
  expect((await desk.says('1')).text).toBe('Đã ghi 02 ô theo tệp.');
  expect(await answers()).toMatchObject({ i_1: { value: 7 }, i_2_1: { value: 27 } });
  expect(await desk.lines()).toEqual({ A: { tiep_nhan: 7, da_giai_quyet: 8 } });
});

test('a cell of a line taken out since is not written, nor counted as written', async () => {
  const desk = await openWorkbookDesk();
  await desk.write({ A: { tiep_nhan: 1 } });
  const book = await desk.take();
  await desk.write({ A: { tiep_nhan: 2 } });
  await desk.give(await typeLine(book, 'A', { C: 7 }));
  const gone = { reportId: desk.report, table: 'phu_luc_2', block: '', label: 'A', by: desk.by };
  await desk.services.drafts.removeLine(gone, DESK_NOW);
  const done = await desk.says('1');
  expect(done.text).toBe(
    'Đã ghi 00 ô theo tệp.\n01 ô không còn chỗ trong biểu hiện hành hoặc dòng đã được bỏ, chưa ghi.',
  );
  expect(await desk.lines()).toEqual({});
});

test('"Không phát sinh" of a file preferred after lines came does not stand beside them', async () => {
  const desk = await openWorkbookDesk();
  const whole = new Map([['phu_luc_2', { kind: 'missing' } as const]]);
  const book = await desk.take();
  await desk.services.drafts.setAnswers({ reportId: desk.report, answers: whole, by: desk.by }, DESK_NOW);
  const cell = `E${rowWith(book, 'Phụ lục 2', '#a:phu_luc_2')}`;
  const back = await desk.give(await fillWorkbook(book, { 'Phụ lục 2': { [cell]: 'Không phát sinh' } }));
  expect(back.choices[0]).toBe('Lấy theo tệp (01 ô)');
  await desk.write({ A: { tiep_nhan: 1 } });
  await desk.says('1');
  expect((await desk.services.drafts.answers(desk.report)).get('phu_luc_2')).toBeUndefined();
});

test('an old day a room’s file goes up to does not take the place of a newer one; said in words', async () => {
  const desk = await openWorkbookDesk();
  const book = await desk.take();
  const day = `D${rowWith(book, SHEET, '#d')}`;
  const of = (bytes: Uint8Array, typed: string) => fillWorkbook(bytes, { [SHEET]: { [day]: typed } });
  const asOf = async () => (await desk.services.drafts.open(desk.report))!.report.asOf;
  await desk.give(await of(book, '22/7/2023'));
  const older = await desk.give(await of(book, '20/7/2023'));
  expect(older.text).toContain(
    'Tệp ghi số liệu tính đến ngày 20/7/2023; đang giữ ngày 22/7/2023 đã được ghi trước đó.',
  );
  expect(await asOf()).toBe('2023-07-22');
  const newer = await desk.give(await of(book, '23/7/2023'));
  expect(newer.text).toContain('Số liệu tính đến ngày 23/7/2023 (theo tệp).');
  // Put back on purpose, in a workbook that was given out with the newer day.
  const taken = await desk.take();
  expect((await desk.give(taken)).text).not.toContain('đang giữ ngày');
  await desk.give(await of(taken, '21/7/2023'));
  expect(await asOf()).toBe('2023-07-21');
});

test('a file of before days were sealed may put the day forward, not back', async () => {
  const desk = await openWorkbookDesk();
  const book = await desk.take();
  const day = `D${rowWith(book, SHEET, '#d')}`;
  const old = (typed: string) =>
    fillWorkbook(book, { [SHEET]: { [day]: typed } }, (one) => {
      const hidden = one.getWorksheet('dondoc')!;
      hidden.eachRow((row) => {
        if (row.getCell(1).value === 'as_of') row.getCell(1).value = row.getCell(2).value = null;
      });
    });
  const asOf = async () => (await desk.services.drafts.open(desk.report))!.report.asOf;
  await desk.give(await old('20/7/2023'));
  expect((await desk.give(await old('18/7/2023'))).text).toContain('đang giữ ngày 20/7/2023');
  await desk.give(await old('24/7/2023'));
  expect(await asOf()).toBe('2023-07-24');
});

test('"Lấy tổng các xã" takes the sum as it is when it is pressed, and says where that is not the one shown', async () => {
  const desk = await openWorkbookDesk('UBND huyện Lộc Ninh');
  const given = await desk.says('BIEUXA');
  expect(given.text).toContain('01 số liệu là tổng của các xã');
  const book = await desk.lastFile();
  const { cells } = readWorkbook(book).sheets[0]!;
  const mark = cells.map(({ value }) => String(value)).find((value) => value.startsWith('#a:'))!;
  const key = mark.slice('#a:'.length);
  const of = (commune: string, figure: number) =>
    fillWorkbook(book, {
      [SHEET]: { [`D${rowWith(book, SHEET, '#n')}`]: commune, [`D${rowWith(book, SHEET, mark)}`]: figure },
    });
  const typed = (value: number) =>
    desk.services.drafts.setAnswers(
      { reportId: desk.report, answers: new Map([[key, { kind: 'value', value }]]), by: desk.by },
      DESK_NOW,
    );
  const answer = async () => (await desk.services.drafts.answers(desk.report)).get(key);
  const add = (source: string, figure: number) =>
    desk.services.contributions.take(
      {
        reportId: desk.report,
        source,
        values: new Map([[key, figure]]),
        missing: [],
        name: 'xa.xlsx',
        by: desk.by,
      },
      DESK_NOW,
    );
  await typed(1_000);
  const asked = await desk.give(await of('xã Lộc An', 30));
  expect(asked.choices[0]).toBe('Lấy tổng các xã (01 số liệu)');
  await add('xã Lộc Hưng', 7);
  const done = await desk.says('1');
  expect(done.text).toContain('Đã ghi 01 số liệu theo tổng các xã hiện có.');
  expect(done.text).toMatch(/Tổng các xã đã thay đổi so với lúc hỏi:\n- Mục \S+: 37 \(lúc hỏi là 30\)/);
  expect(await answer()).toEqual({ kind: 'value', value: 37 });

  await typed(2_000);
  await desk.give(await of('xã Lộc An', 31));
  await typed(3_000);
  const again = await desk.says('1');
  expect(again.text).toMatch(/- Mục \S+: tổng các xã 38; số đã có là 3\.000/);
  expect(await answer()).toEqual({ kind: 'value', value: 3_000 });
  expect(again.choices[0]).toBe('Lấy tổng các xã (01 số liệu)');
  expect((await desk.says('1')).text).toBe('Đã ghi 01 số liệu theo tổng các xã hiện có.');
  expect(await answer()).toEqual({ kind: 'value', value: 38 });
});

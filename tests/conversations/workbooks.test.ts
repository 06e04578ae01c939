import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { answer, tableLine } from '../../src/store/schema.ts';
import { fillWorkbook } from '../support/fill-workbook.ts';
import { convert, SOFFICE } from '../support/office.ts';
import { play, rehearsalDatabase, type DeliveredLine } from '../support/transcript.ts';

// Every turn is a program of its own.
vi.setConfig({ testTimeout: 90_000 });

const officer = { as: 'focal@Sở Công Thương', at: '2023-07-25T08:00', json: true } as const;
const SHEET = 'Biểu số liệu';
type Typed = Parameters<typeof fillWorkbook>[1];

/** One office at its desk: what it says and what comes back, over as many turns as it takes. */
async function openDesk(who: string = officer.as) {
  const { db } = await rehearsalDatabase(officer);
  const folder = await mkdtemp(join(tmpdir(), 'desk-'));
  let files = 0;
  const say = async (lines: readonly string[], as = who): Promise<DeliveredLine[]> =>
    (await play(db, { ...officer, as }, lines)).delivered.filter(({ to }) => to === as);
  return {
    db,
    say,
    /** The workbook the bot gives out. */
    async take(line = 'biểu', as = who): Promise<Uint8Array> {
      const last = (await say([line], as)).at(-1);
      return readFile(last!.paths![0]!);
    },
    /** Gives a file back. */
    async give(bytes: Uint8Array, as = who, name = 'bieu.xlsx'): Promise<DeliveredLine> {
      files += 1;
      const path = join(folder, `${files}-${name}`);
      await writeFile(path, bytes);
      return (await say([`@file ${path}`], as)).at(-1)!;
    },
    answers: async () =>
      Object.fromEntries(
        (await db.select().from(answer)).map(({ rowKey, kind, value, text }) => [
          rowKey,
          kind === 'value' ? Number(value) : (text ?? kind),
        ]),
      ),
  };
}

const typed = (cells: Record<string, unknown>): Typed => ({ [SHEET]: cells }) as Typed;

test('a workbook filled in and sent back is stored, and one message says what is left to look at', async () => {
  const desk = await openDesk();
  const blank = await desk.take();
  const back = await desk.give(
    await fillWorkbook(blank, {
      ...typed({
        D12: '12 vb?',
        D14: 20,
        D15: '18',
        D17: '1.245',
        D19: 5,
        D20: { formula: 'D19+1', result: 6 },
        D24: 1.5,
        D28: '1 - Phát phiếu',
        D29: 'Không phát sinh',
      }),
      'Phụ lục 2': { B14: 'Đất đai', C14: 10, D14: 3, F14: 8, G14: 7, H14: 1, I14: 2 },
    }),
  );
  expect(back.text).toContain('6/82 số liệu; 03 ô cần xem; 73 ô trống.');
  expect(back.text).toContain('- Biểu số liệu, ô D12 (mục I.1): “12 vb?”, cần một con số cụ thể');
  expect(back.text).toContain('- Biểu số liệu, ô D20 (mục I.3.2.2): “6”, ô chứa công thức, đề nghị ghi số');
  expect(back.text).toContain('Paste Special');
  expect(back.text).toContain('- Biểu số liệu, ô D24 (mục I.4.3): “1,5”, phải là số nguyên');
  expect(await desk.answers()).toEqual({
    i_2_1: 20,
    i_2_2: 18,
    i_3_1: 1245,
    i_3_2_1: 5,
    i_5_2: 1,
    i_6: 'nothing',
  });
  const lines = await desk.db.select().from(tableLine);
  expect(lines).toMatchObject([{ tableKey: 'phu_luc_2', label: 'Đất đai', cells: { tiep_nhan: 10 } }]);
});

test('the same file comes back with what was stored and the cells to look at marked and commented', async () => {
  const desk = await openDesk();
  const back = await desk.give(await fillWorkbook(await desk.take(), typed({ D12: '12 vb?', D14: 20 })));
  const returned = readWorkbook(await readFile(back.paths![0]!));
  const cells = new Map(returned.sheets[0]!.cells.map(({ address, value }) => [address, value]));
  expect([cells.get('D12'), cells.get('D14')]).toEqual(['12 vb?', 20]);
  const again = await desk.give(await fillWorkbook(await readFile(back.paths![0]!), typed({ D12: 7 })));
  expect(again.text).toContain('2/82 số liệu; 00 ô cần xem');
});

test('a blank overwrites nothing, and a cell left as it was given out undoes nobody', async () => {
  const desk = await openDesk();
  await desk.say(['I.1: 5; I.2.1: 20']);
  const book = await desk.take();
  await desk.say(['I.2.1: 21']);
  const back = await desk.give(await fillWorkbook(book, typed({ D12: null, D15: 18 })));
  expect(back.text).toContain('00 ô cần xem');
  expect(await desk.answers()).toEqual({ i_1: 5, i_2_1: 21, i_2_2: 18 });
});

test('a value a colleague changed meanwhile is shown beside that of the file, and either can be kept', async () => {
  const desk = await openDesk();
  await desk.say(['I.1: 5']);
  const book = await desk.take();
  await desk.say(['I.1: 6']);
  const back = await desk.give(await fillWorkbook(book, typed({ D12: 7 })));
  expect(back.text).toMatch(
    /ô D12 \(mục I\.1\): tệp ghi 7; số đã có là 6 \(đầu mối CCHC Sở Công Thương ghi lúc 08 giờ 00 phút, ngày 25\/7\/2023\)/,
  );
  expect(await desk.answers()).toEqual({ i_1: 6 });
  expect(back.choices[0]).toBe('Lấy theo tệp (01 ô)');
  await desk.say(['1']);
  expect(await desk.answers()).toEqual({ i_1: 7 });
});

test('moved rows, inserted columns, renamed sheets, percentages and percent signs are understood', async () => {
  const desk = await openDesk();
  const book = await fillWorkbook(await desk.take(), typed({ D12: 3, D14: 20 }), (one) => {
    const sheet = one.getWorksheet(SHEET)!;
    sheet.name = 'Sở gửi';
    sheet.spliceRows(12, 0, [], []);
    sheet.spliceColumns(3, 0, []);
  });
  const back = await desk.give(book);
  expect(back.text).toContain('2/82 số liệu; 00 ô cần xem');
  expect(await desk.answers()).toEqual({ i_1: 3, i_2_1: 20 });
});

test.skipIf(SOFFICE === undefined)(
  'a file saved by LibreOffice goes through',
  async () => {
    const desk = await openDesk('focal@UBND huyện Phú Riềng');
    const filled = await fillWorkbook(await desk.take(), {
      ...typed({ D12: 3, D14: 20, D15: 18 }),
      'Phụ lục 3': { B17: 'Đất đai', C17: 10 },
    });
    const [saved] = await convert([filled], 'xlsx');
    const back = await desk.give(saved!);
    expect(back.text).toContain('3/85 số liệu; 00 ô cần xem; 82 ô trống.');
    expect(back.text).toContain('01 dòng phụ lục');
  },
  60_000,
);

test('the workbook of another unit is answered as if there were none, and stores nothing', async () => {
  const desk = await openDesk();
  const book = await fillWorkbook(await desk.take(), typed({ D12: 3 }));
  const back = await desk.give(book, 'focal@Sở Y tế');
  expect(back.text).toBe('Tệp này thuộc báo cáo không có trong phạm vi theo dõi của đồng chí.');
  expect(await desk.answers()).toEqual({});
});

test('a file that is not ours or no workbook at all is refused in one sentence, and nothing is stored', async () => {
  const desk = await openDesk();
  const foreign = await fillWorkbook(await desk.take(), typed({ D12: 3 }), (one) =>
    one.removeWorksheet('dondoc'),
  );
  expect((await desk.give(foreign)).text).toContain('không phải biểu do Trợ lý CCHC gửi');
  const pdf = await desk.give(new TextEncoder().encode('%PDF-1.7'));
  expect(pdf.text).toContain('không phải tệp Excel (.xlsx)');
  const half = (await desk.take()).subarray(0, 3000);
  expect((await desk.give(half)).text).toContain('bị hỏng');
  const [gone] = await desk.say(['@file /nowhere/bieu.xlsx']);
  expect(gone!.text).toBe('Chưa tải được tệp từ mạng. Đề nghị gửi lại tệp.');
  expect(await desk.answers()).toEqual({});
  expect(await desk.db.select().from(tableLine).where(eq(tableLine.tableKey, 'phu_luc_2'))).toEqual([]);
});

test.each([
  'biểu',
  'BIEU',
  'cho tôi file excel',
  'gửi biểu excel cho tôi',
  'xin mẫu biểu',
  'nhận biểu Excel',
])('"%s" gives the workbook of the report owed', async (line) => {
  const desk = await openDesk();
  const [told] = await desk.say([line]);
  expect(told!.files).toEqual(['Biểu số liệu – Sở Công Thương – năm 2023.xlsx']);
});

test('a form is shared out by its sections, and the files of several rooms merge into one draft', async () => {
  const desk = await openDesk();
  const [asked] = await desk.say(['chia biểu']);
  expect(asked!.text).toContain('ví dụ "I, II"');
  const first = await desk.take('III, Phụ lục 2');
  expect(readWorkbook(first).sheets.map(({ name }) => name)).toEqual([SHEET, 'Phụ lục 2', 'dondoc']);
  await desk.say(['chia biểu']);
  const second = await desk.take('mục IV');
  const thirds = readWorkbook(first).sheets[0]!.cells.filter(({ column }) => column === 1);
  expect(thirds.map(({ value }) => value)).toContain('III');
  expect(thirds.map(({ value }) => value)).not.toContain('IV');

  await desk.give(await fillWorkbook(first, typed({ D13: 40 })));
  const back = await desk.give(await fillWorkbook(second, typed({ D13: 6 })));
  expect(back.text).toContain('1/12 số liệu');
  expect(await desk.answers()).toEqual({ iii_1_1: 40, iv_1_1: 6 });
  const other = await desk.give(await fillWorkbook(first, typed({ D13: 41 })));
  expect(other.text).toContain('tệp ghi 41; số đã có là 40');
});

test('a part the form does not have is said, and the choice is offered again', async () => {
  const desk = await openDesk();
  const told = await desk.say(['chia biểu', 'III, XX']);
  expect(told.at(-1)!.text).toContain('Biểu không có phần “XX”');
});

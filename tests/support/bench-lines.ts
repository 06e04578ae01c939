import { monitorEventLoopDelay } from 'node:perf_hooks';
import { eq } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { sendWorkbook } from '../../src/conversations/workbook-out.ts';
import { createDeskMaker, openSpreadsheet } from '../../src/desk.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { contextOf } from '../../src/jobs/handle.ts';
import { takeUpload } from '../../src/jobs/upload.ts';
import { castRehearsal } from '../../src/lab/cast.ts';
import { createServices, createTransact } from '../../src/services/services.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { account, dueReport, tableLine, unit } from '../../src/store/schema.ts';
import { languages } from './languages.ts';
import { at, calendar, planNamed, testEnvironment } from './plans.ts';

/**
 * What a workbook with thousands of lines in Phụ lục 2, or of rows that are nobody's, costs whoever else waits: how long
 * it takes to open and to take in, and the longest stop of the event loop meanwhile. Give the counts as arguments.
 */
const COUNTS = process.argv.slice(2).map(Number);
const now = at('2023-07-25');
const TABLE = 'Phụ lục 2';

const database = await openDatabase({ ephemeral: true });
try {
  const { db } = database;
  const env = testEnvironment();
  const services = createServices(db, env);
  const plan = planNamed('binh-phuoc-2023');
  await services.registry.load(plan, at('2023-07-10'));
  await castRehearsal(services, plan, at('2023-07-10'));
  const [row] = await services.registry.plans();
  const issued = { planId: row!.id, number: '1200/QĐ-UBND', issuedOn: '2023-07-05', personId: null } as const;
  await services.registry.issue(issued, at('2023-07-10'));
  const [focal] = await db.select().from(account).where(eq(account.chatId, 'focal@Sở Công Thương'));
  const person = focal!.personId;
  const [owed] = await db
    .select({ id: dueReport.id })
    .from(dueReport)
    .innerJoin(unit, eq(unit.id, dueReport.unitId))
    .where(eq(unit.name, 'Sở Công Thương'));
  const report = owed!.id;
  const understanding = createUnderstanding(languages);
  const parts = { transact: createTransact(db, env), calendar, understanding, makeDesk: createDeskMaker() };

  const book = await parts.transact(async (own) => {
    const turn = { person, bot: 'terminal', hasButtons: false, sentAt: now, now };
    const made = await sendWorkbook(await contextOf(parts, own, turn), (await own.drafts.open(report))!);
    return (await own.files.read(made.replies[0]!.files![0]!.id, now))!.bytes;
  });
  const rowOf = (mark: string): number =>
    readWorkbook(book)
      .sheets.find(({ name }) => name === TABLE)!
      .cells.find(({ value }) => value === mark)!.row;
  const [first, total] = [rowOf('#l:phu_luc_2:'), rowOf('#t')];

  const filled = async (change: (one: ExcelJS.Workbook) => void): Promise<Uint8Array> => {
    const one = new ExcelJS.Workbook();
    await one.xlsx.load(Buffer.from(book) as unknown as ExcelJS.Buffer);
    change(one);
    return new Uint8Array(await one.xlsx.writeBuffer());
  };
  const withLines = (lines: number) =>
    filled((one) => {
      const sheet = one.getWorksheet(TABLE)!;
      sheet.unMergeCells(total, 1, total, 2);
      for (let no = 0; no < lines; no += 1) {
        sheet.getCell(first + no, 2).value = `Lĩnh vực số ${no}`;
        for (let column = 3; column <= 11; column += 1)
          sheet.getCell(first + no, column).value = no === 7 && column === 3 ? 'mười?' : 1_000;
        sheet.getCell(first + no, 13).value = '#l:phu_luc_2:';
      }
    });
  const withStrangers = (rows: number) =>
    filled((one) => {
      const sheet = one.worksheets[0]!;
      const last = sheet.rowCount;
      for (let no = 1; no <= rows; no += 1) {
        sheet.getCell(last + no, 2).value = `Chỉ tiêu thêm ${no}`;
        sheet.getCell(last + no, 4).value = no;
      }
    });

  async function measure(name: string, bytes: Uint8Array): Promise<void> {
    const stops = monitorEventLoopDelay({ resolution: 2 });
    const started = performance.now();
    stops.enable();
    const opened = await openSpreadsheet(bytes);
    const openedAt = performance.now();
    const stopWhileOpening = stops.max / 1e6;
    stops.reset();
    const { text } = await takeUpload(parts, { person, report }, { name: 'bieu.xlsx', opened }, now);
    const takenAt = performance.now();
    stops.disable();
    const ms = (value: number): string => `${Math.round(value)} ms`;
    console.log(
      `${name}: opened in ${ms(openedAt - started)} (longest stop ${ms(stopWhileOpening)}), taken in ${ms(takenAt - openedAt)} (longest stop ${ms(stops.max / 1e6)}); ${text.split('\n').slice(0, 2).join(' ').slice(0, 160)}`,
    );
  }

  await measure('warming up', await withLines(20));
  await measure('warming up', await withLines(20));
  for (const count of COUNTS) {
    await db.delete(tableLine);
    const bytes = await withLines(count);
    await measure(`${count} lines`, bytes);
    await measure(`${count} lines again`, bytes);
    await measure(`${count} strange rows`, await withStrangers(count));
  }
} finally {
  await database.close();
}

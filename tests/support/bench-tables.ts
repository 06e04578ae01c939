import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import { castRehearsal } from '../../src/lab/cast.ts';
import { writeWorkbook } from '../../src/files/xlsx/write.ts';
import { writePaper } from '../../src/papers/write.ts';
import { tableWorkbook } from '../../src/papers/table-workbook.ts';
import { createServices } from '../../src/services/services.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { account, dueReport, obligation, unit } from '../../src/store/schema.ts';
import { at, planNamed, testEnvironment } from './plans.ts';
import { sendAll } from './province.ts';

/**
 * How long the coordinator's table takes: so many units (200, or the first argument) in a registry of `REGISTRY`. Prints
 * milliseconds, best of three, then the longest stop of the main thread while it is read and written, and memory.
 */
const UNITS = Number(process.argv[2] ?? 200);
const REGISTRY = 12_000;
const now = at('2023-08-01');

const database = await openDatabase({ ephemeral: true });
try {
  const { db } = database;
  const services = createServices(db, testEnvironment());
  const plan = planNamed('binh-phuoc-2023');
  await services.registry.load(plan, at('2023-07-05'));
  await castRehearsal(services, plan, at('2023-07-05'));
  const [row] = await services.registry.plans();
  await services.registry.issue(
    { planId: row!.id, number: '1/QĐ', issuedOn: '2023-07-05', personId: null },
    at('2023-07-05'),
  );
  const [model] = await db
    .select()
    .from(dueReport)
    .where(sql`${dueReport.formVersionId} is not null`)
    .limit(1);
  const report = { ...model!, id: undefined };
  const jurisdictionId = (await services.registry.units())[0]!.jurisdictionId;
  const units = await inParts(REGISTRY, (from, to) =>
    db
      .insert(unit)
      .values(
        Array.from({ length: to - from }, (_, n) => ({
          jurisdictionId,
          name: `UBND xã số ${from + n}`,
          level: 'district' as const,
          aliases: [],
          printed: false,
        })),
      )
      .returning({ id: unit.id }),
  );
  const reports = await inParts(UNITS, (from, to) =>
    db
      .insert(dueReport)
      .values(units.slice(from, to).map(({ id }) => ({ ...report, unitId: id })))
      .returning({ id: dueReport.id }),
  );
  // Every other unit of the registry owes something else.
  const [other] = await db
    .select()
    .from(obligation)
    .where(sql`${obligation.id} <> ${report.obligationId} and form_key is null`)
    .limit(1);
  await inParts(REGISTRY - UNITS, (from, to) =>
    db
      .insert(dueReport)
      .values(
        units.slice(UNITS + from, UNITS + to).map(({ id }) => ({
          ...report,
          obligationId: other!.id,
          unitId: id,
          visitId: null,
          formVersionId: null,
        })),
      )
      .returning({ id: dueReport.id }),
  );
  await sendAll(
    db,
    reports.map(({ id }) => id),
    at('2023-07-27'),
  );
  await db.execute(sql`analyze`);

  const [held] = await db
    .select()
    .from(account)
    .where(sql`chat_id = 'coordinator@Sở Nội vụ'`);
  const scope = await services.people.scope(held!.personId, now);
  const choice = (await services.provinceTables.choices(scope)).find(
    ({ period, formKey }) => period === report.period && formKey !== null,
  )!;
  const before = process.memoryUsage.rss();
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  const stops = monitorEventLoopDelay({ resolution: 5 });
  stops.enable();
  const again = await services.provinceTables.read(scope, choice, now, { most: REGISTRY });
  stops.disable();
  const stopReading = stops.max / 1e6;
  stops.reset();
  stops.enable();
  if (again.kind === 'table') await writePaper({ kind: 'table', table: again.table, now });
  stops.disable();
  clearInterval(watching);
  const inMegabytes = (given: number): number => Math.round(given / 1e6);
  console.log(
    JSON.stringify({
      stopReading: Math.round(stopReading),
      stopWriting: Math.round(stops.max / 1e6),
      grownBy: inMegabytes(most - before),
    }),
  );
  const best = { choices: Infinity, read: Infinity, write: Infinity };
  let bytes = 0;
  let cells = 0;
  for (let round = 0; round < 3; round += 1) {
    await timed('choices', () => services.provinceTables.choices(scope));
    const read = await timed('read', () =>
      services.provinceTables.read(scope, choice, now, { most: REGISTRY }),
    );
    if (read.kind !== 'table') throw new Error(read.kind);
    cells = read.table.figures.rows.length * read.table.figures.units.length;
    bytes = (await timed('write', () => writeWorkbook(tableWorkbook(read.table, now)))).length;
  }
  async function timed<T>(what: keyof typeof best, work: () => T | Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await work();
    best[what] = Math.min(best[what], performance.now() - start);
    return result;
  }
  // The same cells through exceljs, as values with the styles that cost it least.
  const table = await services.provinceTables.read(
    scope,
    (await services.provinceTables.choices(scope)).find(
      ({ period, formKey }) => period === report.period && formKey !== null,
    )!,
    now,
    { most: REGISTRY },
  );
  if (table.kind !== 'table') throw new Error(table.kind);
  const book = tableWorkbook(table.table, now);
  const started = performance.now();
  const theirs = new ExcelJS.Workbook();
  for (const sheet of book.sheets) {
    const into = theirs.addWorksheet(sheet.name);
    for (const { cells: own } of sheet.rows) {
      const added = into.addRow(own.map((cell) => cell?.value ?? null));
      own.forEach((cell, index) => {
        if (!cell?.style) return;
        const { bold = false, size = 12, wraps = false } = cell.style;
        Object.assign(added.getCell(index + 1), {
          font: { name: 'Times New Roman', size, bold },
          alignment: { wrapText: wraps },
        });
      });
    }
  }
  await theirs.xlsx.writeBuffer();
  const exceljs = Math.round(performance.now() - started);
  const rounded = Object.fromEntries(Object.entries(best).map(([key, ms]) => [key, Math.round(ms)]));
  console.log(JSON.stringify({ units: UNITS, registry: REGISTRY, cells, bytes, ...rounded, exceljs }));
  const explained = await db.execute<{ 'QUERY PLAN': string }>(sql`explain (analyze, buffers)
    select d.id, last.content from due_report d
    join plan p on p.id = d.plan_id join unit u on u.id = d.unit_id
    left join submission last on last.due_report_id = d.id
      and last.no = (select max(s.no) from submission s where s.due_report_id = d.id)
    where d.obligation_id in (${report.obligationId}) and d.period = ${report.period}
      and d.coordinator_unit_id in (${report.coordinatorUnitId}) and d.state <> 'retired' order by d.id`);
  for (const line of explained) console.log(line['QUERY PLAN']);
} finally {
  await database.close();
}

/** Statements of at most a thousand rows. */
async function inParts<T>(total: number, insert: (from: number, to: number) => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let from = 0; from < total; from += 1000)
    all.push(...(await insert(from, Math.min(total, from + 1000))));
  return all;
}

import { and, asc, eq, inArray, lte, sql, type SQL } from 'drizzle-orm';
import type { TableLine, TableLines } from '../domain/answers.ts';
import type { Db } from './connect.ts';
import { storable } from './json.ts';
import { tableLine } from './schema.ts';

/** The lines of a draft's tables in their order, all tables or those under `tables`. */
export async function listOfReport(
  db: Db,
  dueReportId: number,
  tables?: readonly string[],
): Promise<TableLines> {
  if (tables?.length === 0) return new Map();
  const rows = await db
    .select()
    .from(tableLine)
    .where(
      and(
        eq(tableLine.dueReportId, dueReportId),
        tables ? inArray(tableLine.tableKey, [...tables]) : undefined,
      ),
    )
    .orderBy(asc(tableLine.position), asc(tableLine.id));
  const lines = new Map<string, TableLine[]>();
  for (const { tableKey, blockKey, label, cells, explanation } of rows) {
    const own = lines.get(tableKey) ?? [];
    own.push({ block: blockKey, label, cells, explanation });
    lines.set(tableKey, own);
  }
  return lines;
}

/** Many lines as one argument: a statement with a parameter a cell takes longer to write than to run. */
const asRows = (rows: readonly unknown[], columns: string): SQL =>
  sql`jsonb_to_recordset(${JSON.stringify(storable(rows))}::jsonb) as given(${sql.raw(columns)})`;

/** Puts lines into a table, those not there yet below the others in their order; no two of one label. */
export async function upsert(
  db: Db,
  dueReportId: number,
  table: string,
  lines: readonly TableLine[],
  { authorId, revision }: { authorId: number; revision: number },
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((line, no) => ({ ...line, no }));
  await db.execute(sql`
    insert into table_line
      (due_report_id, table_key, block_key, position, label, cells, explanation, author_id, revision)
    select ${dueReportId}::int, ${table}, given.block, last.position + 1 + given.no, given.label, given.cells,
      given.explanation, ${authorId}::int, ${revision}::int
    from ${asRows(rows, 'no int, block text, label text, cells jsonb, explanation text')},
      (select coalesce(max(position), 0) as position from table_line
        where due_report_id = ${dueReportId} and table_key = ${table}) as last
    on conflict (due_report_id, table_key, block_key, label) do update
      set cells = excluded.cells, explanation = excluded.explanation,
        author_id = excluded.author_id, revision = excluded.revision`);
}

/** Gives lines other labels, with the reasons their findings are passed with. */
export async function rename(
  db: Db,
  dueReportId: number,
  table: string,
  renamed: readonly { block: string; label: string; to: string }[],
): Promise<void> {
  if (renamed.length === 0) return;
  const given = asRows(renamed, 'block text, label text, "to" text');
  await db.execute(sql`
    update table_line set label = given."to" from ${given}
    where due_report_id = ${dueReportId} and table_key = ${table}
      and block_key = given.block and table_line.label = given.label`);
  // See `Finding.key`.
  await db.execute(sql`
    update passed_check p
    set check_key = left(check_key, -length(was)) || '@' || ${table} || '/' || given.block || '/' || given."to"
    from ${given}, lateral (select '@' || ${table} || '/' || given.block || '/' || given.label as was) as named
    where due_report_id = ${dueReportId} and right(check_key, length(was)) = was
      and not exists (select 1 from passed_check other where other.due_report_id = p.due_report_id
        and other.check_key = left(p.check_key, -length(was)) || '@' || ${table} || '/' || given.block || '/' || given."to")`);
}

/** Takes lines out of a table, unless they were written after revision `upTo` of the draft; those that were there. */
export async function remove(
  db: Db,
  dueReportId: number,
  table: string,
  lines: readonly Pick<TableLine, 'block' | 'label'>[],
  upTo?: number,
): Promise<TableLine[]> {
  if (lines.length === 0) return [];
  const named = sql`select given.block, given.label from ${asRows(lines, 'block text, label text')}`;
  const gone = await db
    .delete(tableLine)
    .where(
      and(
        eq(tableLine.dueReportId, dueReportId),
        eq(tableLine.tableKey, table),
        sql`(${tableLine.blockKey}, ${tableLine.label}) in (${named})`,
        upTo === undefined ? undefined : lte(tableLine.revision, upTo),
      ),
    )
    .returning();
  return gone
    .sort((a, b) => a.position - b.position)
    .map(({ blockKey, label, cells, explanation }) => ({ block: blockKey, label, cells, explanation }));
}

/** Puts what is left of a table's lines in the place of them all. */
export async function replace(
  db: Db,
  dueReportId: number,
  table: string,
  lines: readonly TableLine[],
): Promise<void> {
  const given = asRows(lines, 'block text, label text, cells jsonb');
  const ofTable = sql`due_report_id = ${dueReportId} and table_key = ${table}`;
  await db.execute(sql`
    delete from table_line where ${ofTable}
      and (block_key, label) not in (select given.block, given.label from ${given})`);
  await db.execute(sql`
    update table_line set cells = given.cells from ${given}
    where ${ofTable} and block_key = given.block and table_line.label = given.label`);
}

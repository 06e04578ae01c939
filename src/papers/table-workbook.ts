import { dataMoment } from '../conversations/lists.ts';
import { narrativesPaper, remarksPaper, sendingPaper } from '../conversations/table-papers.ts';
import { paperTexts } from '../conversations/texts-papers.ts';
import type { Sheet, Workbook } from '../files/xlsx/workbook.ts';
import type { ProvinceTable, UnitReport } from '../services/province-tables.ts';
import { linesSheet } from './lines-sheet.ts';
import { listSheet } from './list-sheet.ts';
import { tableSheet } from './table-sheet.ts';

const withoutLines = (reports: readonly UnitReport[], table: string) =>
  reports.flatMap(({ facts, withoutLines: all }) =>
    all.flatMap((one) => (one.table === table ? [{ unitName: facts.unitName, kind: one.kind }] : [])),
  );

/** Everything that came in for one report of a plan: figures, tables, who sent when, what needs looking at, texts. */
export function tableWorkbook(table: ProvinceTable, now: Date): Workbook {
  const { choice, form, reports, figures } = table;
  const note = paperTexts.table.of(choice, now);
  const sheets: Sheet[] = [];
  if (form.rows.length > 0) sheets.push(tableSheet(table, now));
  sheets.push(listSheet(sendingPaper(reports, [note])));
  for (const lines of figures.tables)
    sheets.push(
      linesSheet(
        lines,
        withoutLines(reports, lines.table.key),
        dataMoment(now),
        sheets.map(({ name }) => name),
      ),
    );
  if (form.rows.length > 0) sheets.push(listSheet(remarksPaper(reports, [note])));
  if (form.narratives.length > 0) sheets.push(listSheet(narrativesPaper(reports, [note])));
  return { title: paperTexts.table.title(choice), sheets };
}

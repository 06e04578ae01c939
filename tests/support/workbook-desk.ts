import { desc } from 'drizzle-orm';
import type { CellValue } from 'exceljs';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { openSpreadsheet } from '../../src/desk.ts';
import { readWorkbook } from '../../src/files/xlsx/read.ts';
import { takeUpload } from '../../src/jobs/upload.ts';
import { createTransact } from '../../src/services/services.ts';
import { storedFile, tableLine } from '../../src/store/schema.ts';
import { testDesk } from './desk.ts';
import { fillWorkbook } from './fill-workbook.ts';
import { languages } from './languages.ts';
import { at, calendar } from './plans.ts';
import { openSeason } from './season.ts';
import { chatOf } from './stranger.ts';

export const DESK_NOW = at('2023-07-25', '09:00');
export const TABLE = 'Phụ lục 2';

/** An office whose officer takes the workbook in the chat and hands it back by the upload page. */
export async function openWorkbookDesk(unit = 'Sở Công Thương') {
  const season = await openSeason();
  const officer = chatOf(season, `focal@${unit}`, 'terminal');
  const { id: by } = await season.author(`focal@${unit}`);
  const { id: report } = await season.reportOf(unit);
  const parts = {
    transact: createTransact(season.db, season.env),
    calendar,
    understanding: createUnderstanding(languages),
    makeDesk: testDesk.makeDesk,
  };
  const lastFile = async () =>
    (await season.db.select().from(storedFile).orderBy(desc(storedFile.id)).limit(1))[0]!.bytes;
  return {
    ...season,
    officer,
    by,
    report,
    lastFile,
    says: (text: string) => officer.says(text, DESK_NOW),
    /** The workbook as it is given out. */
    take: async (): Promise<Uint8Array> => {
      await officer.says('BIEU', DESK_NOW);
      return lastFile();
    },
    /** Hands a workbook back; what is said, and what may be chosen. */
    give: async (bytes: Uint8Array, person = by) => {
      const opened = await openSpreadsheet(bytes);
      const { text, files } = await takeUpload(
        parts,
        { person, report },
        { name: 'bieu.xlsx', opened },
        DESK_NOW,
      );
      return { text, files, choices: (await officer.heard()).at(-1)?.choices ?? [] };
    },
    /** Lines written as in the chat. */
    write: (lines: Record<string, Record<string, number>>, table = 'phu_luc_2') =>
      season.services.drafts.setLines(
        {
          reportId: report,
          table,
          by,
          lines: Object.entries(lines).map(([label, cells]) => ({
            block: '',
            label,
            cells,
            explanation: null,
          })),
        },
        DESK_NOW,
      ),
    lines: async () =>
      Object.fromEntries(
        (await season.db.select().from(tableLine).orderBy(tableLine.position)).map((line) => [
          line.label,
          line.cells,
        ]),
      ),
  };
}

/** The row of a sheet that holds a value. */
export function rowWith(bytes: Uint8Array, sheet: string, value: string): number {
  const cells = readWorkbook(bytes).sheets.find(({ name }) => name === sheet)!.cells;
  return cells.find((cell) => cell.value === value)!.row;
}

/** Types into the line of a label: B is the label, C and on are figures. */
export const typeLine = (
  bytes: Uint8Array,
  label: string,
  cells: Record<string, CellValue>,
): Promise<Uint8Array> => {
  const row = rowWith(bytes, TABLE, label);
  return fillWorkbook(bytes, {
    [TABLE]: Object.fromEntries(Object.entries(cells).map(([column, value]) => [`${column}${row}`, value])),
  });
};

/** The line of a label as somebody deletes it: the whole row. */
export const deleteLine = (bytes: Uint8Array, label: string): Promise<Uint8Array> => {
  const row = rowWith(bytes, TABLE, label);
  return fillWorkbook(bytes, {}, (book) => {
    book.getWorksheet(TABLE)!.spliceRows(row, 1);
  });
};

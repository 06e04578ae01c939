import type { ListPaper } from '../conversations/paper.ts';
import { writeWorkbook } from '../files/xlsx/write.ts';
import type { ProvinceTable } from '../services/province-tables.ts';
import { listSheet } from './list-sheet.ts';
import { tableWorkbook } from './table-workbook.ts';

/** What a workbook for a coordinator is made of: plain data, so that another thread can write it. */
export type PaperContent =
  { kind: 'table'; table: ProvinceTable; now: Date } | { kind: 'list'; list: ListPaper };

/** The workbook of a table or a list as the bytes of an .xlsx file. */
export const paperBytes = (paper: PaperContent): Uint8Array =>
  writeWorkbook(
    paper.kind === 'table'
      ? tableWorkbook(paper.table, paper.now)
      : { title: paper.list.title, sheets: [listSheet(paper.list)] },
  );

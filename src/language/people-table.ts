import type { Spreadsheet } from '../domain/spreadsheet.ts';
import { clean, fold } from './fold.ts';

/** One line of a coordinator's list of people, as typed. */
export interface PeopleLine {
  /** Row of the sheet or line of the text, counted from 1. */
  row: number;
  name: string;
  title: string;
  unit: string;
  phone: string;
  /** Empty where the list has no such column. */
  role: string;
}

export type PeopleTable =
  | { kind: 'people'; lines: PeopleLine[] }
  /** No row of headings with names and units. */
  | { kind: 'no_heading' }
  | { kind: 'too_many'; lines: number };

const FIELDS = {
  name: /^(?:ho (?:va |, )?(?:chu dem )?ten|ho ten|ten (?:can bo|nguoi|dau moi))/,
  title: /^(?:chuc (?:vu|danh)|vi tri)/,
  unit: /^(?:ten )?(?:co quan|don vi|noi cong tac|phong, ban|phong ban)/,
  phone: /(?:dien thoai|so dt|sdt|di dong|zalo|^dt$)/,
  role: /^(?:vai tro|phan cong|nhiem vu duoc giao|la dau moi)/,
} as const;
type Field = keyof typeof FIELDS;

/** Headings stand near the top: a title, an office, a date before them. */
const ROWS_BEFORE_HEADING = 30;
const MOST_LINES = 2000;
const MOST_COLUMNS = 40;
/** A cell far below is a slip of the hand, not a list. */
const LAST_ROW = 20_000;
/** Longer words are no name, title or unit. */
const LONGEST_CELL = 200;

/** The list on the first sheet that has one. What a formula was saved with is not taken. */
export const readPeopleBook = ({ sheets }: Spreadsheet): PeopleTable =>
  sheets.map((sheet) => readPeopleTable(rowsOf(sheet))).find(({ kind }) => kind !== 'no_heading') ?? {
    kind: 'no_heading',
  };

function rowsOf({ cells }: Spreadsheet['sheets'][number]): string[][] {
  const rows = new Map<number, string[]>();
  for (const { row, column, value, hasFormula } of cells) {
    if (row > LAST_ROW || column > MOST_COLUMNS || hasFormula || value === null) continue;
    const line = rows.get(row) ?? Array.from({ length: MOST_COLUMNS }, () => '');
    line[column - 1] = String(value);
    rows.set(row, line);
  }
  // A fold, for there may be more rows than a call takes arguments.
  const last = [...rows.keys()].reduce((most, row) => Math.max(most, row), 0);
  return Array.from({ length: last }, (_, index) => rows.get(index + 1) ?? []);
}

/** Finds the row of headings of a list of people and reads the lines below it. Cells by row, each row from its first column. */
function readPeopleTable(rows: readonly (readonly string[])[]): PeopleTable {
  const at = rows.slice(0, ROWS_BEFORE_HEADING).findIndex((cells) => {
    const columns = columnsOf(cells);
    return columns.has('name') && columns.has('unit');
  });
  if (at < 0) return { kind: 'no_heading' };
  const columns = columnsOf(rows[at] ?? []);
  const cell = (cells: readonly string[], field: Field): string => {
    const index = columns.get(field);
    return index === undefined ? '' : clean(cells[index] ?? '').slice(0, LONGEST_CELL);
  };
  const lines = rows.slice(at + 1).flatMap((cells, index): PeopleLine[] => {
    const line = {
      row: at + 2 + index,
      name: cell(cells, 'name'),
      title: cell(cells, 'title'),
      unit: cell(cells, 'unit'),
      phone: cell(cells, 'phone'),
      role: cell(cells, 'role'),
    };
    // Empty lines, headings of groups ("I. Các sở, ngành") and column numbers hold no person; who lacks a name alone does.
    const isSomebody = line.name !== '' || (line.unit !== '' && (line.phone !== '' || line.title !== ''));
    return isSomebody && !/^[\d()]+$/.test(line.name + line.unit) ? [line] : [];
  });
  return lines.length > MOST_LINES ? { kind: 'too_many', lines: lines.length } : { kind: 'people', lines };
}

/** Which column holds what, by its heading; the first that fits. */
function columnsOf(cells: readonly string[]): Map<Field, number> {
  const found = new Map<Field, number>();
  for (const [index, cell] of cells.entries()) {
    const heading = fold(cell.slice(0, LONGEST_CELL));
    for (const [field, pattern] of Object.entries(FIELDS) as [Field, RegExp][])
      if (!found.has(field) && pattern.test(heading)) {
        found.set(field, index);
        break;
      }
  }
  return found;
}

import {
  MOST_STRANGERS,
  type ReadFormWorkbook,
  type ReadLine,
  type ReadValue,
  type Stranger,
  type WorkbookIdentity,
} from '../domain/workbook.ts';
import { EXPLANATION, MOST_LINES } from '../domain/workbook-merge.ts';
import { fold } from '../language/fold.ts';
import { AS_OF_MARK, COLUMN_MARK, LINE_MARK, SOURCE_MARK } from './form-workbook-style.ts';
import { FIGURE_CHOICES } from './form-workbook-words.ts';
import { AS_OF_SEAL, HIDDEN_SHEET, LAYOUT } from './form-workbook.ts';
import type { ReadCell, ReadSheet } from './xlsx/read-sheet.ts';
import type { ReadBook } from './xlsx/read.ts';

/** Not a workbook this program made: its hidden sheet is not there, or is of a later program. */
type ForeignWorkbook = { kind: 'foreign' } | { kind: 'newer' };
/** It has more lines than a table holds, on this sheet. */
type CrowdedWorkbook = { kind: 'crowded'; sheet: string };
export type ReadForm = { kind: 'form'; form: ReadFormWorkbook } | ForeignWorkbook | CrowdedWorkbook;

/** Texts above the form that are looked at. */
const MOST_PRINTED = 100;
const ANSWER_MARK = '#a:';
const TOTAL_MARK = '#t';

interface Found {
  printed: string[];
  values: Map<string, ReadValue>;
  lines: ReadLine[];
  twice: { key: string; first: ReadValue; second: ReadValue }[];
  strangers: Stranger[];
  unread: number;
  asOf: ReadValue | null;
  source: ReadValue | null;
}

/**
 * What stands in the cells of a form's workbook, found by the keys kept out of sight: whatever was moved, renamed or
 * inserted meanwhile. Computed cells are left where they are.
 */
export function readFormWorkbook(book: ReadBook): ReadForm {
  const kept = readKept(book.sheets);
  if (!kept) return { kind: 'foreign' };
  if (Number(kept.get('layout')) > LAYOUT) return { kind: 'newer' };
  const identity = identityOf(kept.get('identity'));
  if (!identity) return { kind: 'foreign' };
  const found: Found = {
    printed: [],
    values: new Map(),
    lines: [],
    twice: [],
    strangers: [],
    unread: 0,
    asOf: null,
    source: null,
  };
  for (const sheet of book.sheets) if (sheet.name !== HIDDEN_SHEET) readOne(sheet, found);
  const crowded = crowdedSheet(found.lines);
  if (crowded !== undefined) return { kind: 'crowded', sheet: crowded };
  const seals = new Map(
    [...kept].flatMap(([key, seal]) => {
      const [, name] = /^(?:answer|line):(.*)$/s.exec(key) ?? [];
      return name === undefined ? [] : [[name, seal] as const];
    }),
  );
  return { kind: 'form', form: { identity, seals, asOfSeal: sealedDay(kept.get(AS_OF_SEAL)), ...found } };
}

/** Where the first line stands that is one too many for its table. */
function crowdedSheet(lines: readonly ReadLine[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { table, cells, label, explanation } of lines) {
    const count = (counts.get(table) ?? 0) + 1;
    counts.set(table, count);
    if (count > MOST_LINES) return (label ?? explanation ?? [...cells.values()][0])?.sheet;
  }
  return undefined;
}

/** The hidden sheet by its contents: its name may have been changed. */
function readKept(sheets: readonly ReadSheet[]): Map<string, string> | undefined {
  for (const { cells } of sheets) {
    const first = cells[0];
    if (first?.address !== 'A1' || first.value !== 'layout') continue;
    const names = new Map(
      cells.flatMap(({ row, column, value }) => (column === 1 ? [[row, String(value)]] : [])),
    );
    const kept = new Map<string, string>();
    for (const { row, column, value } of cells) {
      const name = names.get(row) ?? '';
      // What one cell does not hold goes on in the next row.
      if (column === 2) kept.set(name, (kept.get(name) ?? '') + String(value));
    }
    return kept;
  }
  return undefined;
}

function identityOf(text: string | undefined): WorkbookIdentity | undefined {
  try {
    const { report, formVersion, revision, sections, gathers, mark } = JSON.parse(text ?? '') as Record<
      string,
      unknown
    >;
    const isList = Array.isArray(sections) && sections.every((one) => typeof one === 'string');
    if (!isId(report) || !isId(revision) || !(formVersion === null || isId(formVersion))) return undefined;
    if (sections !== null && !isList) return undefined;
    return {
      ...{ report, formVersion, revision, sections },
      ...(gathers === true && { gathers }),
      ...(typeof mark === 'string' && { mark }),
    };
  } catch {
    return undefined;
  }
}

function sealedDay(text: string | undefined): string | undefined {
  try {
    const day: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof day === 'string' ? day : undefined;
  } catch {
    return undefined;
  }
}

const isId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0x7fffffff;

function readOne(sheet: ReadSheet, found: Found): void {
  const columns = new Map<string, number>();
  let keyColumn = 0;
  let markRow = 0;
  for (const { row, column, value } of sheet.cells) {
    if (typeof value !== 'string' || !value.startsWith(COLUMN_MARK)) continue;
    const name = value.slice(COLUMN_MARK.length);
    if (name === 'key') keyColumn = column;
    else columns.set(name, column);
    markRow = row;
  }
  // Without its keys a sheet of rows is still known by their codes and names.
  if (keyColumn === 0 && !columns.has('value')) return;
  const rows = new Map<number, Map<number, ReadCell>>();
  for (const cell of sheet.cells) {
    if (cell.row < markRow && typeof cell.value === 'string' && found.printed.length < MOST_PRINTED)
      found.printed.push(cell.value);
    const row = rows.get(cell.row) ?? new Map<number, ReadCell>();
    rows.set(cell.row, row.set(cell.column, cell));
  }
  let block: { table: string; block: string } | undefined;
  for (const [row, cells] of rows) {
    if (row === markRow) continue;
    const key = cells.get(keyColumn)?.value;
    const mark = typeof key === 'string' ? key : '';
    const at = (column: string): ReadCell | undefined => cells.get(columns.get(column) ?? 0);
    if (mark === AS_OF_MARK) found.asOf = lastFilled(sheet, cells, keyColumn);
    else if (mark === SOURCE_MARK) found.source = lastFilled(sheet, cells, keyColumn);
    else if (mark.startsWith(ANSWER_MARK)) {
      const name = mark.slice(ANSWER_MARK.length);
      const cell = columns.has('value') ? at('value') : wholeTable(cells);
      if (cell) takeValue(name, valueOf(sheet, cell), found);
    } else if (mark === TOTAL_MARK) block = undefined;
    else if (mark.startsWith(LINE_MARK)) {
      const [, table = '', blockKey = '', label = ''] =
        /^([^:]*):([^:]*):?(.*)$/s.exec(mark.slice(LINE_MARK.length)) ?? [];
      block = { table, block: blockKey };
      takeLine(sheet, { ...block, key: label === '' ? null : label }, columns, at, found);
    } else if (row > markRow && mark === '') {
      // A row somebody put in: between the lines of a table one more line, elsewhere nobody's.
      if (block) takeLine(sheet, { ...block, key: null }, columns, at, found);
      else if (columns.has('value')) {
        const cell = at('value');
        const words = (column: string): string => String(at(column)?.value ?? '');
        if (!cell || cell.value === null) continue;
        if (found.strangers.length >= MOST_STRANGERS) found.unread += 1;
        else found.strangers.push({ code: words('code'), name: words('name'), at: valueOf(sheet, cell) });
      }
    }
  }
}

/** A key that stands there twice with the same contents is one. */
function takeValue(key: string, value: ReadValue, found: Found): void {
  const first = found.values.get(key);
  if (!first) found.values.set(key, value);
  else if (first.value !== value.value) found.twice.push({ key, first, second: value });
}

function takeLine(
  sheet: ReadSheet,
  { table, block, key }: Pick<ReadLine, 'table' | 'block' | 'key'>,
  columns: ReadonlyMap<string, number>,
  at: (column: string) => ReadCell | undefined,
  found: Found,
): void {
  const own = [...columns.keys()].filter((name) => !['ordinal', 'label', EXPLANATION].includes(name));
  const cells = new Map(
    own.flatMap((name) => {
      const cell = at(name);
      return cell ? [[name, valueOf(sheet, cell)] as const] : [];
    }),
  );
  const typed = [...cells.values()].filter(({ hasFormula }) => !hasFormula);
  const label = at('label');
  const explanation = at(EXPLANATION);
  if (!label && typed.length === 0 && !explanation) return;
  found.lines.push({
    table,
    block,
    key,
    label: label ? valueOf(sheet, label) : null,
    cells,
    explanation: explanation ? valueOf(sheet, explanation) : null,
  });
}

/** The one of the three answers chosen for a whole table, wherever in its row it stands now. */
const wholeTable = (cells: ReadonlyMap<number, ReadCell>): ReadCell | undefined =>
  [...cells.values()].find(
    ({ value }) =>
      typeof value === 'string' && FIGURE_CHOICES.some((one) => fold(one) === fold(value).trim()),
  );

/** The rightmost filled cell before the key, unless it is the label. */
function lastFilled(
  sheet: ReadSheet,
  cells: ReadonlyMap<number, ReadCell>,
  keyColumn: number,
): ReadValue | null {
  const filled = [...cells.values()].filter(({ column }) => column < keyColumn);
  const last = filled.at(-1);
  return filled.length > 1 && last ? valueOf(sheet, last) : null;
}

const valueOf = (sheet: ReadSheet, { address, value, hasFormula, error, shown }: ReadCell): ReadValue => ({
  sheet: sheet.name,
  address,
  value: typeof value === 'string' ? storable(value) : value,
  hasFormula,
  error,
  shown,
});

/** No database takes the character zero in a text, nor half of a pair. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();

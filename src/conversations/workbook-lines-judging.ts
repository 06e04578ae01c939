import { acceptCell } from '../domain/answers.ts';
import type { FormChange } from '../domain/form-change.ts';
import type { Column, Table } from '../domain/form.ts';
import { LONGEST_CELL, LONGEST_EXPLANATION, LONGEST_LABEL, shortened } from '../domain/text-limits.ts';
import {
  LABEL,
  lineCellKey,
  lineKey,
  type ReadFormWorkbook,
  type ReadLine,
  type ReadValue,
  type UnstoredLine,
} from '../domain/workbook.ts';
import { cellsOfSeal, EXPLANATION, type GivenLine, type LinePlace } from '../domain/workbook-merge.ts';
import { parseNumber } from '../language/number.ts';
import { formTexts } from './texts-form.ts';
import { workbookTexts } from './texts-workbooks.ts';
import { figureShown, spoiltBy, tooLong, wordsIn, type Refuse } from './workbook-cells.ts';

interface JudgedLines {
  lines: Map<string, GivenLine[]>;
  /** Lines the file was given out with and has no more. */
  left: LinePlace[];
  /** Lines with figures that cannot be stored: without a name, or with that of another. */
  unstored: UnstoredLine[];
}

/** A line with its cells read. */
interface Read {
  line: ReadLine;
  label: string;
  cells: Record<string, number | string>;
  explanation: string | null;
  spoilt: { column: string; at: ReadValue; why: string }[];
}

/** Beyond these what is not stored is only told. */
const MOST_UNSTORED = 100;
/** Of a label too long, so that it is so again when it comes back. */
const LABEL_SHOWN = 2 * LONGEST_LABEL;

/** How a label is spaced means nothing. */
const labelOf = (text: string): string => text.normalize('NFC').trim().replace(/\s+/g, ' ');

/** Judges the lines of a file's tables: each cell by its column, each line by whether it is one given out with the file. */
export function judgeLines(
  tables: ReadonlyMap<string, Table>,
  changed: FormChange['columns'],
  file: ReadFormWorkbook,
  refuse: Refuse,
): JudgedLines {
  const judged: JudgedLines = { lines: new Map(), left: [], unstored: [] };
  const columns = columnsFor(tables, changed, refuse);
  const sealed = sealedLabels(tables, file.seals);
  const read: Read[] = [];
  // Labels that stand in the file, and those of lines whose label alone was taken out.
  const present = new Set<string>();
  /** Refuses a whole line: it is kept to be named, unless it says no more than the line it was given out as. */
  const refuseLine = (line: ReadLine, at: ReadValue, why: string, own: LineCells): void => {
    const { table, block } = line;
    const given = line.label ? undefined : sealed.get(lineKey(table, block, labelOf(line.key ?? '')));
    const seal = given && file.seals.get(lineKey(table, block, given.label));
    if (given && saysNothingNew(own, seal)) {
      refuse(lineCellKey(table, block, given.label, LABEL), at, why);
      return;
    }
    if (judged.unstored.length >= MOST_UNSTORED) {
      refuse(null, at, why);
      return;
    }
    const key = lineCellKey(table, block, '', String(judged.unstored.length));
    const { cells, explanation } = own;
    const words = line.label && wordsIn(line.label);
    const label = words ? shortened(words, LABEL_SHOWN) : null;
    judged.unstored.push({ table, block, label, cells, explanation, key });
    refuse(key, at, why);
  };
  for (const line of file.lines) {
    const table = tables.get(line.table);
    const label = line.label && labelOf(wordsIn(line.label) ?? '');
    const first = line.label ?? [...line.cells.values()].find(({ hasFormula }) => !hasFormula);
    if (!table || !hasBlock(table, line.block)) {
      if (first) refuse(null, first, workbookTexts.whyGone);
    } else if (!label) {
      const at = first ?? line.explanation;
      if (at) refuseLine(line, at, workbookTexts.whyUnnamed, readCells(table, line, columns));
      if (line.key !== null) present.add(lineKey(line.table, line.block, labelOf(line.key)));
    } else if (line.label && label.length > LONGEST_LABEL) {
      const why = formTexts.labelTooLong(label.length, LONGEST_LABEL);
      refuseLine(line, line.label, why, readCells(table, line, columns));
      if (line.key !== null) present.add(lineKey(line.table, line.block, labelOf(line.key)));
    } else {
      present.add(lineKey(line.table, line.block, label));
      read.push({ line, label, ...readCells(table, line, columns) });
    }
  }
  const taken = new Set<string>();
  const renamed = new Set<string>();
  for (const one of read) {
    const { line, cells, explanation, spoilt } = one;
    const { table, block } = line;
    const own = lineKey(table, block, one.label);
    // Two labels of the draft may differ in their spaces alone.
    const isAsGiven =
      line.key !== null && labelOf(line.key) === one.label && file.seals.has(lineKey(table, block, line.key));
    const label = (isAsGiven ? line.key : sealed.get(own)?.label) ?? one.label;
    if (taken.has(lineKey(table, block, label))) {
      if (line.label) refuseLine(line, line.label, workbookTexts.whySameName, one);
      continue;
    }
    taken.add(lineKey(table, block, label));
    const key = line.key === null || sealed.has(own) ? undefined : lineKey(table, block, labelOf(line.key));
    const was = key === undefined || present.has(key) || renamed.has(key) ? undefined : sealed.get(key);
    const isRenamed =
      key !== undefined &&
      was !== undefined &&
      isSameLine(one, file.seals.get(lineKey(table, block, was.label)));
    if (isRenamed) renamed.add(key);
    for (const { column, at, why } of spoilt) refuse(lineCellKey(table, block, label, column), at, why);
    // A name alone is a line of the office's own list, not figures.
    const isEmpty = Object.keys(cells).length === 0 && explanation === null && spoilt.length === 0;
    if (isEmpty && !isRenamed) continue;
    const given = { block, label, cells, explanation, ...(isRenamed && { was: was.label }) };
    const lines = judged.lines.get(table) ?? [];
    lines.push(given);
    judged.lines.set(table, lines);
  }
  for (const [key, place] of sealed) if (!present.has(key) && !renamed.has(key)) judged.left.push(place);
  return judged;
}

const hasBlock = ({ blocks }: Table, block: string): boolean =>
  blocks.length === 0 || blocks.some(({ key }) => key === block);

/** The lines a file was given out with, by their labels as a reader would know them again. */
function sealedLabels(
  tables: ReadonlyMap<string, Table>,
  seals: ReadonlyMap<string, string>,
): Map<string, LinePlace> {
  const labels = new Map<string, LinePlace>();
  for (const key of seals.keys()) {
    const [, table = '', block = '', label = ''] = /^([^/]*)\/([^/]*)\/(.*)$/s.exec(key) ?? [];
    const own = tables.get(table);
    if (own && hasBlock(own, block))
      labels.set(lineKey(table, block, labelOf(label)), { table, block, label });
  }
  return labels;
}

type LineCells = Pick<Read, 'cells' | 'explanation' | 'spoilt'>;

/** Whether a line is filled with nothing but what it was given out with. */
function saysNothingNew({ cells, explanation, spoilt }: LineCells, seal: string | undefined): boolean {
  const was = cellsOfSeal(seal);
  return (
    spoilt.length === 0 &&
    Object.entries(cells).every(([column, value]) => was.get(column) === value) &&
    (explanation === null || was.get(EXPLANATION) === explanation)
  );
}

/**
 * A line with another label is still the one it was given out as, unless its figures were cleared for another's: its
 * other figures, which a blank does not take out, would then be the new line's.
 */
function isSameLine({ cells, explanation, spoilt }: Read, seal: string | undefined): boolean {
  const now = new Map<string, unknown>(Object.entries(cells));
  if (explanation !== null) now.set(EXPLANATION, explanation);
  const filled = new Set([...now.keys(), ...spoilt.map(({ column }) => column)]);
  const was = [...cellsOfSeal(seal)];
  return (
    was.some(([column, value]) => now.get(column) === value) || was.every(([column]) => filled.has(column))
  );
}

/** Says of a column whether its cells are taken; once, at its first cell, why they are not. */
function columnsFor(
  tables: ReadonlyMap<string, Table>,
  changed: FormChange['columns'],
  refuse: Refuse,
): (table: Table, column: string, at: ReadValue) => Column | undefined {
  const known = new Map(
    [...tables.values()].flatMap(({ key, columns }) =>
      columns.map((column): [string, Column] => [`${key}.${column.key}`, column]),
    ),
  );
  const other = new Set<string>(changed.meaning.map(({ after }) => `${after.table}.${after.key}`));
  const told = new Set<string>();
  return (table, column, at) => {
    const name = `${table.key}.${column}`;
    const own = known.get(name);
    if (own && (own.computed !== null || !other.has(name))) return own;
    if (!told.has(name) && !at.hasFormula)
      refuse(null, at, own ? workbookTexts.whyOtherColumn : workbookTexts.whyColumnGone);
    told.add(name);
    return undefined;
  };
}

function readCells(table: Table, line: ReadLine, columnOf: ReturnType<typeof columnsFor>): LineCells {
  const cells: Record<string, number | string> = {};
  const spoilt: Read['spoilt'] = [];
  for (const [key, at] of line.cells) {
    const column = columnOf(table, key, at);
    if (!column || column.computed !== null) continue;
    const cell = readTableCell(column, at);
    if (typeof cell === 'object') spoilt.push({ column: key, at, why: cell.why });
    else if (cell !== '') cells[key] = cell;
  }
  const { explanation: at } = line;
  const explanation = (at && wordsIn(at)) ?? null;
  const why = explanation === null ? undefined : tooLong(explanation, LONGEST_EXPLANATION);
  if (!at || why === undefined) return { cells, spoilt, explanation };
  spoilt.push({ column: EXPLANATION, at, why });
  return { cells, spoilt, explanation: null };
}

/** The figure or words of a cell; empty where it says there is nothing to say. */
function readTableCell(column: Column, at: ReadValue): number | string | { why: string } {
  if (column.kind === 'text') {
    const words = wordsIn(at) ?? '';
    const why = tooLong(words, LONGEST_CELL);
    return why === undefined ? words : { why };
  }
  const spoilt = spoiltBy(at);
  if (spoilt !== undefined) return { why: spoilt };
  const isPercent = column.kind === 'percent';
  if (typeof at.value === 'number') {
    if (at.shown === 'date') return { why: workbookTexts.whyDate };
    return figureOf(column, figureShown(at, isPercent));
  }
  const typed = String(at.value).trim();
  if (/^[-–]?$/.test(typed)) return '';
  const read = parseNumber(typed, { measure: isPercent ? '%' : '', allowNegative: true });
  if (read.kind === 'ambiguous') return { why: formTexts.unclearFigure(read.readings) };
  return read.kind === 'value' ? figureOf(column, read.value) : { why: workbookTexts.whyNoFigure };
}

function figureOf(column: Column, figure: number): number | { why: string } {
  const accepted = acceptCell(column, figure);
  return 'figure' in accepted
    ? accepted.figure
    : { why: formTexts.refusal(accepted.refusal, { measure: '', options: [] }) };
}

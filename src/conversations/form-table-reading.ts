import { acceptCell, columnTotals, figureIn, type Cells, type TableLine } from '../domain/answers.ts';
import { isNote, type Column, type Table } from '../domain/form.ts';
import { LONGEST_CELL, LONGEST_EXPLANATION, LONGEST_LABEL } from '../domain/text-limits.ts';
import { fold } from '../language/fold.ts';
import { parseNumber } from '../language/number.ts';
import { formTexts } from './texts-form.ts';
import { tableTexts } from './texts-tables.ts';

/** Whether a message is nothing but whole lines of the table: "tên: số, số, …" with the number of figures it has. */
export function isTableLines(text: string, table: Table, block: string): boolean {
  const { lines, unread, removed } = readTable(text, table, block);
  return lines.length > 0 && unread.length === 0 && removed.length === 0;
}

export interface TableReading {
  lines: TableLine[];
  unread: { quote: string; why: string }[];
  /** Labels to take out ("xóa Đất đai"). */
  removed: string[];
  /** Columns in which a pasted total differs from the total of the lines pasted with it. */
  totalsOff: { column: Column; given: number; computed: number }[];
  /** True where nothing in it looks like a line of a table. */
  isOtherTalk: boolean;
}

/** Columns an officer fills in, in printed order; computed ones are not asked. */
export const typedColumns = (table: Table): Column[] =>
  table.columns.filter((column) => column.computed === null && !isNote(column));

const hasWords = (table: Table): boolean => typedColumns(table).some(({ kind }) => kind === 'text');

const REMOVE = /^\s*(?:xóa|xoá|xoa|bỏ|bo)\s+(?:dòng\s+|dong\s+)?(.+)$/iu;
const TOTAL = /^(tong|tong cong|tong so|cong)$/;
const ORDINAL = /^(\d{1,3}|[ivx]{1,5}|[a-z])[.)]?$/i;

/** Reads lines "tên: số, số, …" or rows copied from a sheet. */
export function readTable(text: string, table: Table, block: string): TableReading {
  const reading: TableReading = { lines: [], unread: [], removed: [], totalsOff: [], isOtherTalk: false };
  const totals: Cells[] = [];
  let talk = 0;
  for (const raw of text.replace(/\r\n?/g, '\n').split('\n')) {
    const quote = raw.trim();
    if (quote === '') continue;
    const remove = REMOVE.exec(quote);
    if (remove?.[1] !== undefined) {
      reading.removed.push(remove[1].trim());
      continue;
    }
    const cells = cellsOf(raw);
    if (!cells) {
      talk += 1;
      reading.unread.push({ quote, why: tableTexts.tableLineShape });
      continue;
    }
    const { label, values } = cells;
    const mayBeWords = hasWords(table) && !raw.includes('\t') && values.length > 1;
    if (!mayBeWords && values.every((value) => !/\d/.test(value))) {
      // The heading of a pasted block has no figures; a line typed without any is a mistake.
      if (!raw.includes('\t')) reading.unread.push({ quote, why: tableTexts.tableLineShape });
      continue;
    }
    const read = lineOf(table, values);
    if (typeof read === 'string') reading.unread.push({ quote, why: read });
    else if (TOTAL.test(fold(label))) totals.push(read.cells);
    else if (label === '') reading.unread.push({ quote, why: tableTexts.tableLineUnnamed });
    else if (label.length > LONGEST_LABEL)
      reading.unread.push({ quote, why: formTexts.labelTooLong(label.length, LONGEST_LABEL) });
    else if (read.explanation !== null && read.explanation.length > LONGEST_EXPLANATION)
      reading.unread.push({ quote, why: formTexts.tooLong(read.explanation.length, LONGEST_EXPLANATION) });
    else reading.lines.push({ block, label, ...read });
  }
  const given = totals.at(-1);
  if (given && reading.lines.length > 0) reading.totalsOff = compareTotals(table, reading.lines, given);
  reading.isOtherTalk =
    reading.lines.length === 0 &&
    reading.removed.length === 0 &&
    talk > 0 &&
    talk === reading.unread.length &&
    !/\d/.test(text);
  return reading;
}

function cellsOf(raw: string): { label: string; values: string[] } | undefined {
  if (raw.includes('\t')) {
    const cells = raw.split('\t').map((cell) => cell.trim());
    const hasOrdinal = ORDINAL.test(cells[0] ?? '') && !/^[\d.,]*$/.test(cells[1] ?? '');
    const [label = '', ...values] = hasOrdinal || cells[0] === '' ? cells.slice(1) : cells;
    while (values.at(-1) === '') values.pop();
    return { label, values };
  }
  const colon = raw.indexOf(':');
  if (colon <= 0) return undefined;
  const label = raw
    .slice(0, colon)
    .replace(/^\s*[-•*]\s*|^\s*\d{1,3}[.)]\s+/u, '')
    .trim();
  return { label, values: splitValues(raw.slice(colon + 1)) };
}

/** "10, 5, 0", "10; 5; 0", "10 5 0"; words after the figures are the note. */
function splitValues(text: string): string[] {
  const body = text.trim();
  const hasMarks =
    /[;]|,\s|,(?=[^\d])/.test(body) || /^\d+(,\d{1,2})+$/.test(body) || /^\d+(,\d+){2,}/.test(body);
  if (hasMarks) return body.split(/\s*[;,]\s*(?!\d{3}\b,)/).map((part) => part.trim());
  const [, figures = '', words = ''] =
    /^((?:[-–]?\d[\d.,%]*(?:\s+|$)|[-–](?:\s+|$))*)(.*)$/su.exec(body) ?? [];
  if (figures === '') return body.split(/\s+(?=[\d-])/).map((part) => part.trim());
  return [...figures.trim().split(/\s+/), ...(words === '' ? [] : [words.trim()])];
}

type Line = Pick<TableLine, 'cells' | 'explanation'>;

/** Figures of one line in the order of the columns, or why they cannot be placed. */
function lineOf(table: Table, given: readonly string[]): Line | string {
  const typed = typedColumns(table);
  if (hasWords(table)) return lineWithWords(typed, given);
  const counted = table.columns.filter((column) => !isNote(column));
  const values = noteApart(given);
  const firstWord = values.findIndex((value) => /\p{L}/u.test(value));
  const figures = firstWord < 0 ? values : values.slice(0, firstWord);
  const note = firstWord < 0 ? '' : values.slice(firstWord).join(', ').trim();
  const columns = figures.length === counted.length ? counted : typed;
  if (figures.length !== columns.length) return tableTexts.tableCount(columns.length, figures.length);
  const cells: Record<string, number> = {};
  for (const [index, column] of columns.entries()) {
    const value = figures[index] ?? '';
    if (column.computed !== null || /^[-–]?$/.test(value)) continue;
    const figure = figureOf(column, value);
    if (typeof figure !== 'number') return figure.why;
    cells[column.key] = figure;
  }
  return { cells, explanation: note === '' ? null : note };
}

/** "5, 0 chờ ý kiến": words behind the last figure without a comma are the note. */
const noteApart = (given: readonly string[]): string[] =>
  given.flatMap((value) => {
    const [, figure, words] = /^([-–]?\d[\d.,%]*)\s+[(–-]?\s*(\p{L}.*?)\)?$/su.exec(value) ?? [];
    const isFigure = parseNumber(value).kind === 'value';
    return figure === undefined || words === undefined || isFigure ? [value] : [figure, words];
  });

/** A line of figures and words: each value belongs to the column it stands at; the last words may hold commas. */
function lineWithWords(columns: readonly Column[], given: readonly string[]): Line | string {
  const last = columns.length - 1;
  const values =
    columns[last]?.kind === 'text' && given.length > columns.length
      ? [...given.slice(0, last), given.slice(last).join(', ')]
      : given;
  // Words behind several figures may be left out.
  const needed = columns.findLastIndex(({ kind }) => kind !== 'text') + 1;
  const isWhole = values.length === columns.length || (needed > 1 && values.length === needed);
  if (!isWhole) return tableTexts.tableCells(columns.length, values.length);
  const cells: Record<string, number | string> = {};
  for (const [index, column] of columns.entries()) {
    const value = (values[index] ?? '').trim();
    if (/^[-–]?$/.test(value)) continue;
    const cell = column.kind === 'text' ? wordsOf(column, value) : figureOf(column, value);
    if (typeof cell === 'object') return cell.why;
    cells[column.key] = cell;
  }
  return { cells, explanation: null };
}

const wordsOf = (column: Column, value: string): string | { why: string } =>
  value.length <= LONGEST_CELL
    ? value
    : { why: tableTexts.tableCellRefused(column.name, value, formTexts.tooLong(value.length, LONGEST_CELL)) };

function figureOf(column: Column, value: string): number | { why: string } {
  const { kind, name } = column;
  const read = parseNumber(value, { measure: kind === 'percent' ? '%' : '', allowNegative: true });
  if (read.kind === 'invalid' && /\d/.test(value))
    return { why: tableTexts.tableCellRefused(name, value, read.why) };
  if (read.kind !== 'value') return { why: tableTexts.tableCell(name, value) };
  const accepted = acceptCell(column, read.value);
  if ('figure' in accepted) return accepted.figure;
  const why = formTexts.refusal(accepted.refusal, { measure: '', options: [] });
  return { why: tableTexts.tableCellRefused(name, value, why) };
}

function compareTotals(table: Table, lines: readonly TableLine[], given: Cells): TableReading['totalsOff'] {
  const computed = columnTotals(table, lines);
  return typedColumns(table).flatMap((column) => {
    const [own, total] = [computed[column.key], figureIn(given, column.key)];
    return own === undefined || total === undefined || own === total
      ? []
      : [{ column, given: total, computed: own }];
  });
}

import { acceptFigure, type Answer, type TableLine } from '../domain/answers.ts';
import { compareForms } from '../domain/form-change.ts';
import { applies, isComputed, type Column, type Form, type Row, type Table } from '../domain/form.ts';
import { lineCellKey, type ReadFormWorkbook, type ReadLine, type ReadValue } from '../domain/workbook.ts';
import { fold } from '../language/fold.ts';
import { parseNumber } from '../language/number.ts';
import type { Draft } from '../services/drafts.ts';
import { isInput, plainCode } from './form-codes.ts';
import { readValue, readWithoutFigure, type Value } from './form-value.ts';
import { formTexts } from './texts-form.ts';
import { workbookTexts } from './texts-workbooks.ts';

/** A cell that could not be taken, and why. */
interface Problem {
  /** Of the row or cell; null where the form has no such place. */
  key: string | null;
  /** The row it is of; null in tables and outside the form. */
  row: Row | null;
  at: ReadValue;
  why: string;
}

/** What a workbook gives to a draft, in the same answers as typed ones. */
export interface Judged {
  answers: Map<string, Answer>;
  lines: Map<string, TableLine[]>;
  /** Rows that mean something else now than when the file was made. */
  recheck: Set<string>;
  problems: Problem[];
}

const LONGEST_LABEL = 200;
const LONGEST_CELL = 500;

/** Judges every filled cell by the form as it is now; `before` is the form the file was made on. */
export function judgeWorkbook({ form, unit }: Draft, before: Form, file: ReadFormWorkbook): Judged {
  const judged: Judged = { answers: new Map(), lines: new Map(), recheck: new Set(), problems: [] };
  const change = compareForms(before, form, unit);
  const changed = new Set(change.rows.meaning.map(({ after }) => after.key));
  const narratives = form.narratives.filter(({ appliesTo }) => applies(appliesTo, unit));
  const tables = form.tables.filter(({ appliesTo }) => applies(appliesTo, unit));
  const refuse = (key: string | null, row: Row | null, at: ReadValue, why: string): void =>
    void judged.problems.push({ key, row, at, why });

  const values = new Map(file.values);
  for (const { at, code, name } of file.strangers) {
    const printed = before.rows.filter((row) => isCalled(row, code, name));
    const [row, another] = printed.filter(isInput);
    const known = row && values.get(row.key);
    if (row && !another && !known) values.set(row.key, at);
    else if (row && !another && known?.value === at.value) continue;
    else if (row) refuse(null, null, at, another ? workbookTexts.whyUnclear : workbookTexts.whyTwice);
    // Signatures and remarks below the form are no figures.
    else if (printed.length === 0 && typeof at.value === 'number')
      refuse(null, null, at, workbookTexts.whyStranger);
  }
  for (const [key, at] of values) {
    const row = form.rows.find((one) => one.key === key);
    if (row && (row.kind === 'group' || isComputed(row))) continue;
    if (row && applies(row.appliesTo, unit)) {
      const value = readCell(row, at);
      if (value.kind !== 'answer') refuse(key, row, at, value.why);
      else {
        judged.answers.set(key, value.answer);
        if (changed.has(key)) judged.recheck.add(key);
      }
    } else if (narratives.some((one) => one.key === key)) {
      const text = wordsIn(at);
      if (text === undefined) refuse(key, null, at, workbookTexts.whyNoWords);
      else judged.answers.set(key, { kind: 'text', text });
    } else if (tables.some((one) => one.key === key)) {
      const answer = readWithoutFigure(String(at.value));
      if (answer) judged.answers.set(key, answer);
      else refuse(key, null, at, workbookTexts.whyNoChoice);
    } else refuse(null, null, at, workbookTexts.whyGone);
  }
  for (const { key, second } of file.twice) {
    const row = form.rows.find((one) => one.key === key) ?? null;
    refuse(row ? key : null, row, second, workbookTexts.whyTwice);
  }
  for (const line of file.lines) {
    const table = tables.find(({ key }) => key === line.table);
    if (table && (table.blocks.length === 0 || table.blocks.some(({ key }) => key === line.block)))
      judgeLine(table, line, judged);
    else refuse(null, null, line.label, workbookTexts.whyGone);
  }
  for (const at of file.unnamed) refuse(null, null, at, workbookTexts.whyUnnamed);
  return judged;
}

/** Whether a row is the one printed so; how it is spaced or capitalised means nothing. */
const isCalled = (row: Row, code: string, name: string): boolean =>
  name.trim() !== '' &&
  fold(row.name).trim() === fold(name).trim() &&
  plainCode(row.code.trim()) === plainCode(code.trim());

/** A cell of a row, by the same rules as what is typed in the chat. */
function readCell(row: Row, at: ReadValue): Value {
  const spoilt = spoiltBy(at);
  if (spoilt !== undefined) return { kind: 'refused', why: spoilt };
  if (typeof at.value !== 'number') return readValue(row, String(at.value));
  if (row.kind === 'text') return { kind: 'answer', answer: { kind: 'text', text: String(at.value) } };
  if (at.shown === 'date') return { kind: 'refused', why: workbookTexts.whyDate };
  const accepted = acceptFigure(row, figureShown(at, row.kind === 'percent'));
  return 'answer' in accepted
    ? { kind: 'answer', answer: accepted.answer }
    : { kind: 'refused', why: formTexts.refusal(accepted.refusal, row) };
}

/** 98,5% is kept as 0.985 by a spreadsheet. */
const figureShown = ({ value, shown }: ReadValue, isPercent: boolean): number => {
  const figure = Number(value);
  return isPercent && shown === 'percent' ? Number((figure * 100).toPrecision(12)) : figure;
};

function spoiltBy({ error, hasFormula, value }: ReadValue): string | undefined {
  if (error !== null) return workbookTexts.whyError(error);
  if (hasFormula) return workbookTexts.whyFormula;
  return typeof value === 'boolean' ? workbookTexts.whyNoFigure : undefined;
}

const wordsIn = (at: ReadValue): string | undefined => {
  const text = at.hasFormula || at.error !== null ? '' : String(at.value).trim();
  return text === '' ? undefined : text;
};

function judgeLine(table: Table, line: ReadLine, judged: Judged): void {
  const label = wordsIn(line.label)?.replace(/\s+/g, ' ').slice(0, LONGEST_LABEL);
  const own = judged.lines.get(table.key) ?? [];
  if (label === undefined) {
    judged.problems.push({ key: null, row: null, at: line.label, why: workbookTexts.whyUnnamed });
    return;
  }
  if (own.some((one) => one.block === line.block && one.label === label)) {
    judged.problems.push({ key: null, row: null, at: line.label, why: workbookTexts.whySameName });
    return;
  }
  const cells: Record<string, number | string> = {};
  let isSpoilt = false;
  for (const column of table.columns) {
    const at = line.cells.get(column.key);
    if (!at || column.computed !== null) continue;
    const read = readTableCell(column, at);
    if (typeof read === 'object') {
      const key = lineCellKey(table.key, line.block, label, column.key);
      judged.problems.push({ key, row: null, at, why: read.why });
      isSpoilt = true;
    } else if (read !== '') cells[column.key] = read;
  }
  const explanation = line.explanation ? (wordsIn(line.explanation) ?? null) : null;
  // A name alone is a line of the office's own list, not figures.
  if (Object.keys(cells).length === 0 && explanation === null && !isSpoilt) return;
  judged.lines.set(table.key, [...own, { block: line.block, label, cells, explanation }]);
}

/** The figure or words of a cell; empty where it says there is nothing to say. */
function readTableCell({ kind }: Column, at: ReadValue): number | string | { why: string } {
  if (kind === 'text') return (wordsIn(at) ?? '').slice(0, LONGEST_CELL);
  const spoilt = spoiltBy(at);
  if (spoilt !== undefined) return { why: spoilt };
  const isPercent = kind === 'percent';
  if (typeof at.value === 'number') {
    if (at.shown === 'date') return { why: workbookTexts.whyDate };
    return figureOf(kind, figureShown(at, isPercent));
  }
  const typed = String(at.value).trim();
  if (/^[-–]?$/.test(typed)) return '';
  const read = parseNumber(typed, { measure: isPercent ? '%' : '' });
  if (read.kind === 'ambiguous') return { why: formTexts.unclearFigure(read.readings) };
  return read.kind === 'value' ? figureOf(kind, read.value) : { why: workbookTexts.whyNoFigure };
}

function figureOf(kind: Column['kind'], figure: number): number | { why: string } {
  if (figure < 0) return { why: workbookTexts.whyNegative };
  return kind === 'count' && !Number.isInteger(figure) ? { why: workbookTexts.whyNotWhole } : figure;
}

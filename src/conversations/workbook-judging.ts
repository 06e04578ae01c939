import { acceptFigure, type Answer } from '../domain/answers.ts';
import { compareForms } from '../domain/form-change.ts';
import { applies, isComputed, type Form, type Row } from '../domain/form.ts';
import { LONGEST_TEXT } from '../domain/text-limits.ts';
import type { ReadFormWorkbook, ReadValue, UnstoredLine } from '../domain/workbook.ts';
import type { GivenLine, LinePlace } from '../domain/workbook-merge.ts';
import { fold } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import { isInput, plainCode } from './form-codes.ts';
import { readValue, readWithoutFigure, type Value } from './form-value.ts';
import { formTexts } from './texts-form.ts';
import { workbookTexts } from './texts-workbooks.ts';
import { figureShown, spoiltBy, tooLong, wordsIn } from './workbook-cells.ts';
import { judgeLines } from './workbook-lines-judging.ts';

/** A cell that could not be taken, and why. */
export interface Problem {
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
  lines: Map<string, GivenLine[]>;
  /** Lines the file was given out with and has no more. */
  left: LinePlace[];
  /** Lines that cannot be stored as they are. */
  unstored: UnstoredLine[];
  /** Rows that mean something else now than when the file was made. */
  recheck: Set<string>;
  /** Percentages below 1 typed plainly: 0,85 may be 85%. */
  small: Set<string>;
  problems: Problem[];
}

/** Judges every filled cell by the form as it is now; `before` is the form the file was made on. */
export function judgeWorkbook({ form, unit }: Draft, before: Form, file: ReadFormWorkbook): Judged {
  const answers = new Map<string, Answer>();
  const recheck = new Set<string>();
  const small = new Set<string>();
  const problems: Problem[] = [];
  const change = compareForms(before, form, unit);
  const changed = new Set(change.rows.meaning.map(({ after }) => after.key));
  const rows = byKey(form.rows);
  const own = <T extends { key: string; appliesTo: Row['appliesTo'] }>(all: readonly T[]) =>
    byKey(all.filter(({ appliesTo }) => applies(appliesTo, unit)));
  const [narratives, tables] = [own(form.narratives), own(form.tables)];
  const refuse = (key: string | null, row: Row | null, at: ReadValue, why: string): void =>
    void problems.push({ key, row, at, why });

  const values = new Map(file.values);
  const printedAs = new Map<string, Row[]>();
  for (const row of before.rows) {
    const as = printed(row.code, row.name);
    printedAs.set(as, [...(printedAs.get(as) ?? []), row]);
  }
  for (const { at, code, name } of file.strangers) {
    const called = name.trim() === '' ? [] : (printedAs.get(printed(code, name)) ?? []);
    const [row, another] = called.filter(isInput);
    const known = row && values.get(row.key);
    if (row && !another && !known) values.set(row.key, at);
    else if (row && !another && known?.value === at.value) continue;
    else if (row) refuse(null, null, at, another ? workbookTexts.whyUnclear : workbookTexts.whyTwice);
    // Signatures and remarks below the form are no figures.
    else if (called.length === 0 && typeof at.value === 'number')
      refuse(null, null, at, workbookTexts.whyStranger);
  }
  for (const [key, at] of values) {
    const row = rows.get(key);
    if (row && (row.kind === 'group' || isComputed(row))) continue;
    if (row && applies(row.appliesTo, unit)) {
      const value = readCell(row, at);
      if (value.kind !== 'answer') refuse(key, row, at, value.why);
      else {
        answers.set(key, value.answer);
        if (changed.has(key)) recheck.add(key);
        if (isSmallPercent(row, value.answer, at)) small.add(key);
      }
    } else if (narratives.has(key)) {
      const text = wordsIn(at);
      const long = text && tooLong(text, LONGEST_TEXT);
      if (text === undefined) refuse(key, null, at, workbookTexts.whyNoWords);
      else if (long) refuse(key, null, at, long);
      else answers.set(key, { kind: 'text', text });
    } else if (tables.has(key)) {
      const answer = readWithoutFigure(String(at.value));
      if (answer) answers.set(key, answer);
      else refuse(key, null, at, workbookTexts.whyNoChoice);
    } else refuse(null, null, at, workbookTexts.whyGone);
  }
  for (const { key, second } of file.twice) {
    const row = rows.get(key) ?? null;
    refuse(row ? key : null, row, second, workbookTexts.whyTwice);
  }
  const judged = judgeLines(tables, change.columns, file, (key, at, why) => refuse(key, null, at, why));
  return { answers, recheck, small, problems, ...judged };
}

const byKey = <T extends { key: string }>(all: readonly T[]): Map<string, T> =>
  new Map(all.map((one) => [one.key, one]));

/** How a row is printed; how it is spaced or capitalised means nothing. */
const printed = (code: string, name: string): string => `${plainCode(code.trim())} ${fold(name).trim()}`;

/** A percentage below 1 nobody has called one, by its sign or the look of its cell. */
const isSmallPercent = ({ kind }: Row, answer: Answer, { value, shown }: ReadValue): boolean =>
  kind === 'percent' &&
  answer.kind === 'value' &&
  answer.value > 0 &&
  answer.value < 1 &&
  shown !== 'percent' &&
  !String(value).includes('%');

/** A cell of a row, by the same rules as what is typed in the chat. */
function readCell(row: Row, at: ReadValue): Value {
  const spoilt = spoiltBy(at);
  if (spoilt !== undefined) return { kind: 'refused', why: spoilt };
  if (typeof at.value !== 'number') return readValue(row, String(at.value));
  if (row.kind === 'text') return readValue(row, wordsIn(at) ?? '');
  if (at.shown === 'date') return { kind: 'refused', why: workbookTexts.whyDate };
  const accepted = acceptFigure(row, figureShown(at, row.kind === 'percent'));
  return 'answer' in accepted
    ? { kind: 'answer', answer: accepted.answer }
    : { kind: 'refused', why: formTexts.refusal(accepted.refusal, row) };
}

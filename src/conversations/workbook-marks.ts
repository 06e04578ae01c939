import type { Finding } from '../domain/checks.ts';
import { operandsOf } from '../domain/checks.ts';
import type { Row } from '../domain/form.ts';
import { LONGEST_TEXT } from '../domain/text-limits.ts';
import {
  lineCellKey,
  readLineCellKey,
  type CellPlace,
  type Mark,
  type ReadValue,
} from '../domain/workbook.ts';
import { EXPLANATION } from '../domain/workbook-merge.ts';
import type { Draft } from '../services/drafts.ts';
import type { Review } from '../services/submissions.ts';
import { fullCode } from './form-codes.ts';
import { describe } from './form-findings.ts';
import { rowOf } from './form-draft.ts';
import { formTexts } from './texts-form.ts';
import { choiceTexts, type ConflictWords } from './texts-workbook-choices.ts';
import { workbookTexts as texts, type CellWords } from './texts-workbooks.ts';
import { typedIn } from './workbook-cells.ts';
import type { Judged, Problem } from './workbook-judging.ts';

/** Findings marked in one file; the others are told by number. */
const MOST_FINDINGS = 300;

/** Of words that are too long and stand in their cell again: no cell holds much more. */
const LONGEST_SHOWN = 2 * LONGEST_TEXT;

interface ToMark {
  form: Draft['form'];
  judged: Pick<Judged, 'problems'>;
  /** The draft as it is now, the file taken. */
  review: Pick<Review, 'answers' | 'lines' | 'findings'>;
  blanks: readonly Row[];
  conflicts: readonly ConflictWords[];
  /** Rows whose figure is to be looked at, with why. */
  doubts: ReadonlyMap<string, string>;
}

/** What is to be looked at in the workbook that goes back, by the keys of its cells; a problem goes before a conflict, a blank is last. */
export function marksOf({ form, judged, review, blanks, conflicts, doubts }: ToMark): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const row of blanks) marks.set(row.key, { kind: 'blank', comment: texts.markBlank });
  for (const [key, why] of doubts) marks.set(key, { kind: 'problem', comment: texts.mark(why) });
  for (const finding of review.findings.slice(0, MOST_FINDINGS)) {
    const comment = texts.mark(formTexts.findingSentence(describe(form, finding)));
    for (const key of cellsOf(form, finding)) marks.set(key, { kind: 'problem', comment });
  }
  for (const one of conflicts)
    marks.set(one.key, { kind: 'conflict', comment: texts.mark(choiceTexts.conflict(one)) });
  for (const problem of judged.problems) {
    const { key, at, why } = problem;
    if (key === null) continue;
    const typed = wordsToShow(problem, isStored(review, key));
    const comment = texts.mark(why, typed === undefined ? typedIn(at) : '');
    marks.set(key, { kind: 'problem', comment, ...(typed !== undefined && { typed }) });
  }
  return marks;
}

/** The cells a finding speaks of; totals of tables have none. */
function cellsOf(form: Draft['form'], { check, place }: Finding): string[] {
  const operands = operandsOf(check);
  if (!place) return operands.filter((name) => rowOf(form, name) !== undefined);
  return operands.map((column) => lineCellKey(place.table, place.block, place.label, column));
}

function isStored({ answers, lines }: ToMark['review'], key: string): boolean {
  const cell = readLineCellKey(key);
  if (!cell) return answers.has(key);
  const line = lines
    .get(cell.table)
    ?.find(({ block, label }) => block === cell.block && label === cell.label);
  if (cell.column === EXPLANATION) return (line?.explanation ?? null) !== null;
  return line?.cells[cell.column] !== undefined;
}

/**
 * The words of a refused cell where they may stand in it again: where nothing is stored, and they are refused again
 * as they are. Anything else, sent back untouched, would be taken for another figure.
 */
function wordsToShow({ at, why }: Problem, stored: boolean): string | undefined {
  const isWords = typeof at.value === 'string' && !at.hasFormula && at.error === null;
  if (!isWords || stored || why === texts.whyTwice) return undefined;
  const words = String(at.value);
  return words.length <= LONGEST_SHOWN ? words : undefined;
}

/** A cell as it is told: where it stands in the workbook that goes back, else where it stood in the file. */
export function cellWords(
  form: Draft['form'],
  places: ReadonlyMap<string, CellPlace>,
  key: string | null,
  sent?: ReadValue,
): CellWords {
  const place = key === null ? undefined : places.get(key);
  const { sheet = '', address = '' } = place ?? sent ?? {};
  const row = key === null ? undefined : rowOf(form, key);
  const line = key === null ? undefined : readLineCellKey(key);
  return {
    sheet,
    address,
    code: row ? fullCode(row, form.rows) : null,
    line: line && line.label !== '' ? line.label : null,
    isSent: place === undefined,
  };
}

import { acceptFigure, type Answer } from '../domain/answers.ts';
import type { Row } from '../domain/form.ts';
import { LONGEST_TEXT } from '../domain/text-limits.ts';
import { fold } from '../language/fold.ts';
import { parseNumber } from '../language/number.ts';
import { formTexts } from './texts-form.ts';

/** What was typed for one row: an answer, or why it cannot be one. */
export type Value =
  | { kind: 'answer'; answer: Answer }
  /** Neither a figure nor words of an answer. */
  | { kind: 'no_figure'; why: string }
  /** A figure, but not one this row can have, or not one that can be read in one way only. */
  | { kind: 'refused'; why: string };

export function readValue(row: Row, typed: string): Value {
  if (row.kind === 'text') {
    const text = typed.trim();
    return text.length > LONGEST_TEXT
      ? { kind: 'refused', why: formTexts.tooLong(text.length, LONGEST_TEXT) }
      : { kind: 'answer', answer: { kind: 'text', text } };
  }
  const option = optionMeant(row, typed);
  if (option !== undefined) return { kind: 'answer', answer: { kind: 'value', value: option } };
  const read = parseNumber(typed, {
    measure: row.kind === 'choice' || row.kind === 'yes_no' ? '' : row.measure,
  });
  switch (read.kind) {
    case 'missing':
      return { kind: 'answer', answer: { kind: 'missing' } };
    case 'not_applicable':
      return { kind: 'answer', answer: { kind: 'out_of_scope' } };
    case 'ambiguous':
      return (
        wholeReading(row, read.readings) ?? { kind: 'refused', why: formTexts.unclearFigure(read.readings) }
      );
    case 'invalid':
      return /\d/.test(typed)
        ? { kind: 'refused', why: read.why }
        : { kind: 'no_figure', why: row.options.length > 0 ? formTexts.options(row) : read.why };
    case 'value':
      return read.nothing === true
        ? { kind: 'answer', answer: { kind: 'nothing' } }
        : accept(row, read.value);
  }
}

/** Answers that say why there is no figure; undefined where the words say something else. */
export function readWithoutFigure(typed: string): Answer | undefined {
  const read = parseNumber(typed);
  if (read.kind === 'missing') return { kind: 'missing' };
  if (read.kind === 'not_applicable') return { kind: 'out_of_scope' };
  return read.kind === 'value' && read.nothing === true ? { kind: 'nothing' } : undefined;
}

function accept(row: Row, value: number): Value {
  const accepted = acceptFigure(row, value);
  if ('answer' in accepted) return { kind: 'answer', answer: accepted.answer };
  return { kind: 'refused', why: formTexts.refusal(accepted.refusal, row) };
}

/** "1,245" where only whole numbers can be: the comma then groups thousands. */
function wholeReading(row: Row, readings: readonly string[]): Value | undefined {
  if (row.kind !== 'count') return undefined;
  const grouped = readings.find((reading) => reading.endsWith('(dấu phẩy phân nhóm)'));
  const figure = grouped === undefined ? undefined : parseNumber(grouped.replace(/ \(.*$/, ''));
  return figure?.kind === 'value' ? accept(row, figure.value) : undefined;
}

/** "Hoàn thành", "1 - Hoàn thành", "Hoàn thành = 1" for a row of coded choices. */
function optionMeant(row: Row, typed: string): number | undefined {
  if (row.options.length === 0) return undefined;
  const words = fold(typed)
    .replace(/^\d+\s*[-=:.)]\s*|\s*[-=:(]\s*\d+\)?$/g, '')
    .trim();
  return row.options.find(({ label }) => fold(label) === words)?.value;
}

import type { ReadValue } from '../domain/workbook.ts';
import { workbookTexts } from './texts-workbooks.ts';

/** Notes a cell that could not be taken: of the row or cell `key`, null where the form has no such place. */
export type Refuse = (key: string | null, at: ReadValue, why: string) => void;

/** 98,5% is kept as 0.985 by a spreadsheet. */
export function figureShown({ value, shown }: ReadValue, isPercent: boolean): number {
  const figure = Number(value);
  return isPercent && shown === 'percent' ? Number((figure * 100).toPrecision(12)) : figure;
}

/** Why no figure can be taken from a cell, whatever is asked for; undefined where one may. */
export function spoiltBy({ error, hasFormula, value }: ReadValue): string | undefined {
  if (error !== null) return workbookTexts.whyError(error);
  if (hasFormula) return workbookTexts.whyFormula;
  return typeof value === 'boolean' ? workbookTexts.whyNoFigure : undefined;
}

/** The words of a cell; undefined where there are none, or a formula made them. */
export function wordsIn(at: ReadValue): string | undefined {
  const text = at.hasFormula || at.error !== null ? '' : String(at.value).trim();
  return text === '' ? undefined : text;
}

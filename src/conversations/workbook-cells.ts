import { addDays, type Day } from '../domain/day.ts';
import type { ReadValue } from '../domain/workbook.ts';
import { asShown, number, shortDay } from './format.ts';
import { formTexts } from './texts-form.ts';
import { workbookTexts } from './texts-workbooks.ts';

/** Notes a cell that could not be taken: of the row or cell `key`, null where the form has no such place. */
export type Refuse = (key: string | null, at: ReadValue, why: string) => void;

/** 98,5% is kept as 0.985 by a spreadsheet. */
export function figureShown({ value, shown }: ReadValue, isPercent: boolean): number {
  const figure = Number(value);
  return isPercent && shown === 'percent' ? Number((figure * 100).toPrecision(12)) : figure;
}

/** What a cell says, as whoever typed it sees it; empty where it only shows an error. */
export function typedIn({ value, shown, error }: ReadValue): string {
  if (error !== null) return '';
  if (typeof value !== 'number') return String(value ?? '');
  if (shown === 'percent') return `${number(Number((value * 100).toPrecision(12)), 6)}%`;
  const day = shown === 'date' ? dayOfSerial(value) : undefined;
  return day === undefined ? asShown(value) : shortDay(day);
}

/** Days since 30/12/1899, as spreadsheets keep them, whatever the cell looks like; undefined before 2000: no such day. */
export const dayOfSerial = (serial: number): Day | undefined =>
  serial < FIRST_SERIAL || serial > LAST_SERIAL ? undefined : addDays('1899-12-30', Math.floor(serial));

const [FIRST_SERIAL, LAST_SERIAL] = [36_526, 73_050];

/** Why no figure can be taken from a cell, whatever is asked for; undefined where one may. */
export function spoiltBy({ error, hasFormula, value }: ReadValue): string | undefined {
  if (error !== null) return workbookTexts.whyError(error);
  if (hasFormula) return workbookTexts.whyFormula;
  return typeof value === 'boolean' ? workbookTexts.whyNoFigure : undefined;
}

/** Days of spreadsheets from 1/3/1900 on, before which they disagree, to 31/12/9999. */
const [FIRST_DAY, LAST_DAY] = [61, 2_958_465];

/** The words of a cell, a day as it is written here; undefined where there are none, or a formula made them. */
export function wordsIn(at: ReadValue): string | undefined {
  const text = at.hasFormula || at.error !== null ? '' : asWords(at).trim();
  return text === '' ? undefined : text;
}

const asWords = ({ value, shown }: ReadValue): string =>
  typeof value === 'number' && shown === 'date' && value >= FIRST_DAY && value <= LAST_DAY
    ? shortDay(addDays('1899-12-30', Math.floor(value)))
    : String(value);

/** Why words are not taken: longer than what is kept. */
export const tooLong = (text: string, limit: number): string | undefined =>
  text.length > limit ? formTexts.tooLong(text.length, limit) : undefined;

import { dayOfParts, lastDayOfMonth, yearOf, type Day } from '../domain/day.ts';
import { clean } from '../language/fold.ts';

/** A month or a quarter as an official names it for a visit. */
export interface WindowWords {
  window: { from: Day; to: Day; precision: 'month' | 'quarter' } | null;
  /** The words without the window. */
  rest: string;
}

const YEAR = '(?:\\s*(?:/|năm|nam|-)\\s*(\\d{4}))?';
const QUARTER = new RegExp(
  `(?:^|[\\s,;(])(?:trong\\s+)?qu[ýy]\\s*(iv|i{1,3}|[1-4])(?![\\p{L}\\d])${YEAR}`,
  'iu',
);
/** Not the month of a day: "ngày 5 tháng 9". */
const MONTH = new RegExp(
  `(?<!ng[àa]y\\s*\\d{1,2})(?:^|[\\s,;(])(?:trong\\s+)?th[áa]ng\\s*(\\d{1,2})(?![\\d.-]|/\\d{1,2}(?!\\d))${YEAR}`,
  'iu',
);
/** "9/2022": no part of a day, no number of a paper. */
const BARE_MONTH = /(?:^|[\s,;(])(0?[1-9]|1[0-2])\/(\d{4})(?![\d/])/u;
const ROMAN = ['i', 'ii', 'iii', 'iv'];

/** Finds "tháng 9", "tháng 9/2022", "9/2022", "quý III", "quý 3 năm 2022"; without a year it is that of `today`. */
export function readWindow(typed: string, today: Day): WindowWords {
  const text = clean(typed);
  const quarter = QUARTER.exec(text);
  if (quarter) {
    const [found, name = '', year] = quarter;
    const roman = ROMAN.indexOf(name.toLowerCase());
    const number = roman < 0 ? Number(name) : roman + 1;
    return windowOf(text, found, Number(year ?? yearOf(today)), number * 3 - 2, 3);
  }
  const month = MONTH.exec(text) ?? BARE_MONTH.exec(text);
  if (!month) return { window: null, rest: text };
  const [found, number = '', year] = month;
  return windowOf(text, found, Number(year ?? yearOf(today)), Number(number), 1);
}

function windowOf(text: string, found: string, year: number, first: number, months: 1 | 3): WindowWords {
  const from = dayOfParts(year, first, 1);
  const rest = text.replace(found, ' ').trim();
  if (from === undefined) return { window: null, rest };
  const to = lastDayOfMonth(year, first + months - 1);
  return { window: { from, to, precision: months === 1 ? 'month' : 'quarter' }, rest };
}

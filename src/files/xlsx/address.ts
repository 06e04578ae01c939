/** "A", "Z", "AA" for columns counted from 1. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** "D12"; rows and columns count from 1. */
export const cellName = (row: number, column: number): string => `${columnName(column)}${row}`;

/** Row and column of "D12", "$D$12"; undefined where it is no address of Excel's. */
export function parseCellName(name: string): { row: number; column: number } | undefined {
  const [, letters = '', digits = ''] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(name) ?? [];
  if (letters === '') return undefined;
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64;
  const row = Number(digits);
  return column <= 16_384 && row <= 1_048_576 ? { row, column } : undefined;
}

/** "'Phụ lục 2'!$A$1", for formulas and names that speak of another sheet. */
export const onSheet = (sheet: string, range: string): string => `'${sheet.replaceAll("'", "''")}'!${range}`;

const NOT_IN_NAMES = /[[\]:*?/\\\p{Cc}]/gu;
const LONGEST_NAME = 31;

/** A name Excel takes for a sheet, unlike those already there. */
export function sheetName(wanted: string, taken: readonly string[] = []): string {
  const base =
    wanted
      .replace(NOT_IN_NAMES, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Trang';
  const others = new Set(taken.map((name) => name.toLowerCase()));
  for (let no = 1; ; no += 1) {
    const tail = no === 1 ? '' : ` (${no})`;
    const name = `${base.slice(0, LONGEST_NAME - tail.length).trim()}${tail}`;
    if (!others.has(name.toLowerCase())) return name;
  }
}

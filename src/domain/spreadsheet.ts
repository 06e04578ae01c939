/** A workbook as it was read: cells with their addresses, nothing computed. */
export interface Spreadsheet {
  /** In the order of their tabs. */
  sheets: SpreadsheetSheet[];
}

export interface SpreadsheetSheet {
  name: string;
  state: 'visible' | 'hidden';
  /** Row by row, left to right; cells without anything in them are left out. */
  cells: SpreadsheetCell[];
}

export interface SpreadsheetCell {
  /** "D12". */
  address: string;
  row: number;
  column: number;
  /** Of a formula: what it was saved with. Errors ("#REF!") have none. */
  value: string | number | boolean | null;
  hasFormula: boolean;
  error: string | null;
  /** The same number means another thing as a date or a percentage. */
  shown: 'number' | 'percent' | 'date';
}

/** Why a file cannot be read as a workbook. */
export type SpreadsheetFault =
  | 'empty'
  /** A PDF, a Word file, a picture, whatever its name says. */
  | 'not_a_workbook'
  /** Excel 97–2003. */
  | 'old_format'
  /** Another format of spreadsheets: .ods, .xlsb. */
  | 'other_spreadsheet'
  | 'password'
  | 'macros'
  | 'damaged'
  /** More than is read: packed, unpacked, in rows or in sheets. */
  | 'too_big'
  /** It took longer, or more memory, than any form can. */
  | 'too_long';

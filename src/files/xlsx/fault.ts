/** Why a file cannot be read as a workbook; what is said of it stands with the conversation. */
export type XlsxFault =
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

export class XlsxError extends Error {
  override name = 'XlsxError';
  readonly fault: XlsxFault;

  constructor(fault: XlsxFault, why: string) {
    super(why);
    this.fault = fault;
  }
}

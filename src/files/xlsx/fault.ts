import type { SpreadsheetFault } from '../../domain/spreadsheet.ts';

export type XlsxFault = SpreadsheetFault;

export class XlsxError extends Error {
  override name = 'XlsxError';
  readonly fault: XlsxFault;

  constructor(fault: XlsxFault, why: string) {
    super(why);
    this.fault = fault;
  }
}

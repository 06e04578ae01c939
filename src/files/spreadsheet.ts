import type { Spreadsheet } from '../domain/spreadsheet.ts';
import { askApart } from './apart.ts';
import { readFormWorkbook, type ReadForm } from './form-workbook-read.ts';
import { readSeparatedText } from './separated-text.ts';
import { XlsxError, type XlsxFault } from './xlsx/fault.ts';
import { readWorkbook } from './xlsx/read.ts';

/** What a spreadsheet that came in holds: the workbook of a form, or one of somebody else's making. */
export type OpenedSpreadsheet =
  | Exclude<ReadForm, { kind: 'foreign' }>
  | { kind: 'foreign'; book: Spreadsheet }
  | { kind: 'fault'; fault: XlsxFault };

const BOUNDS = { seconds: 10, megabytes: 384 };

/** Reads a spreadsheet off the main thread, within bounds of time and memory. Never throws for what the file holds. */
export async function openSpreadsheet(bytes: Uint8Array): Promise<OpenedSpreadsheet> {
  const program = new URL('./spreadsheet-apart.js', import.meta.url);
  const opened = await askApart<OpenedSpreadsheet>(program, bytes, BOUNDS);
  return opened === 'too_long' ? { kind: 'fault', fault: opened } : opened;
}

/** The same, on the thread it is called on. */
export function readSpreadsheet(bytes: Uint8Array): OpenedSpreadsheet {
  try {
    const book = readWorkbook(bytes);
    const read = readFormWorkbook(book);
    return read.kind === 'foreign' ? { kind: 'foreign', book } : read;
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    const text = error.fault === 'not_a_workbook' ? readSeparatedText(bytes) : undefined;
    return text ? { kind: 'foreign', book: text } : { kind: 'fault', fault: error.fault };
  }
}

import type { Spreadsheet, SpreadsheetCell, SpreadsheetSheet } from '../domain/spreadsheet.ts';
import { hearApart } from './apart.ts';
import { readFormWorkbook, type ReadForm } from './form-workbook-read.ts';
import { readSeparatedText } from './separated-text.ts';
import { XlsxError, type XlsxFault } from './xlsx/fault.ts';
import { readWorkbook } from './xlsx/read.ts';

/** What a spreadsheet that came in holds: the workbook of a form, or one of somebody else's making. */
export type OpenedSpreadsheet =
  | Exclude<ReadForm, { kind: 'foreign' }>
  | { kind: 'foreign'; book: Spreadsheet }
  | { kind: 'fault'; fault: XlsxFault };

/** What the reading thread hands over at once: of somebody else's workbook, which may be big, a piece. */
export type SpreadsheetPart =
  | { kind: 'sheets'; sheets: SpreadsheetSheet[] }
  | { kind: 'cells'; sheet: number; cells: SpreadsheetCell[] }
  | { kind: 'end' }
  | { kind: 'whole'; opened: OpenedSpreadsheet };

const SECONDS = 5;
const MEGABYTES = 256;
/** Files read at once in this process, whoever sent them; the next waits until one is done. */
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Reads a spreadsheet off the main thread, within bounds of time and memory; what cannot be read is a fault. */
export async function openSpreadsheet(bytes: Uint8Array, seconds = SECONDS): Promise<OpenedSpreadsheet> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await openApart(bytes, seconds);
  } finally {
    // Whoever waits takes over the place.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function openApart(bytes: Uint8Array, seconds: number): Promise<OpenedSpreadsheet> {
  const program = new URL('./spreadsheet-apart.js', import.meta.url);
  const book: Spreadsheet = { sheets: [] };
  const bounds = { seconds, megabytes: MEGABYTES };
  const opened = await hearApart<OpenedSpreadsheet>(program, bytes, bounds, (said) => {
    const part = said as SpreadsheetPart;
    if (part.kind === 'whole') return part.opened;
    if (part.kind === 'end') return { kind: 'foreign', book };
    if (part.kind === 'sheets') book.sheets = part.sheets;
    else book.sheets[part.sheet]?.cells.push(...part.cells);
    return undefined;
  });
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

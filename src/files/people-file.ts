import type { SpreadsheetFault } from '../domain/spreadsheet.ts';
import { readPeopleBook, type PeopleTable } from '../language/people-table.ts';
import { readSeparatedText } from './separated-text.ts';
import { openWorkbook } from './xlsx/open.ts';

type PeopleFile = PeopleTable | { kind: 'fault'; fault: SpreadsheetFault };

/** A coordinator's list of people: a workbook, or a text with separators. Formulas are not read. */
export async function readPeopleFile(file: { name: string; bytes: Uint8Array }): Promise<PeopleFile> {
  const { name, bytes } = file;
  if (/\.(?:csv|tsv|txt)$/i.test(name)) {
    const text = readSeparatedText(bytes);
    return text ? readPeopleBook(text) : { kind: 'fault', fault: 'damaged' };
  }
  const opened = await openWorkbook(bytes);
  return opened.kind === 'fault' ? opened : readPeopleBook(opened.book);
}

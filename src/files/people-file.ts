import type { SpreadsheetFault } from '../domain/spreadsheet.ts';
import { readPeopleBook, type PeopleTable } from '../language/people-table.ts';
import { readSeparatedText } from './separated-text.ts';
import { openSpreadsheet } from './spreadsheet.ts';

type PeopleFile = PeopleTable | { kind: 'fault'; fault: SpreadsheetFault };

/** A coordinator's list of people: a workbook, or a text with separators. Formulas are not read. */
export async function readPeopleFile(file: { name: string; bytes: Uint8Array }): Promise<PeopleFile> {
  const { name, bytes } = file;
  if (/\.(?:csv|tsv|txt)$/i.test(name)) {
    const text = readSeparatedText(bytes);
    return text ? readPeopleBook(text) : { kind: 'fault', fault: 'damaged' };
  }
  const opened = await openSpreadsheet(bytes);
  if (opened.kind === 'fault') return opened;
  // The workbook of a form holds no people.
  return readPeopleBook(opened.kind === 'foreign' ? opened.book : { sheets: [] });
}

import { readPeopleTable, type PeopleTable } from '../language/people-table.ts';
import type { XlsxFault } from './xlsx/fault.ts';
import { openWorkbook } from './xlsx/open.ts';
import type { ReadSheet } from './xlsx/read-sheet.ts';

export type PeopleFile = PeopleTable | { kind: 'fault'; fault: XlsxFault };

const MOST_BYTES = 5_000_000;
const MOST_COLUMNS = 40;

/** A coordinator's list of people: a workbook, or a text with separators. Formulas are not read. */
export async function readPeopleFile(file: { name: string; bytes: Uint8Array }): Promise<PeopleFile> {
  const { name, bytes } = file;
  if (bytes.length > MOST_BYTES) return { kind: 'fault', fault: 'too_big' };
  if (/\.(?:csv|tsv|txt)$/i.test(name)) return readText(bytes);
  const opened = await openWorkbook(bytes);
  if (opened.kind === 'fault') return opened;
  const read = opened.book.sheets.map((sheet) => readPeopleTable(gridOf(sheet)));
  return read.find(({ kind }) => kind !== 'no_heading') ?? { kind: 'no_heading' };
}

function readText(bytes: Uint8Array): PeopleFile {
  try {
    return readPeopleTable(separated(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    // Bytes of another encoding: letters would come out wrong, and names with them.
    return { kind: 'fault', fault: 'damaged' };
  }
}

/** The words of each row; numbers as written, so that a telephone number without its first 0 can be told. */
function gridOf({ cells }: ReadSheet): string[][] {
  const rows = new Map<number, string[]>();
  for (const { row, column, value, hasFormula } of cells) {
    if (column > MOST_COLUMNS || hasFormula || value === null) continue;
    const line = rows.get(row) ?? Array.from({ length: MOST_COLUMNS }, () => '');
    line[column - 1] = String(value);
    rows.set(row, line);
  }
  return Array.from({ length: Math.max(0, ...rows.keys()) }, (_, index) => rows.get(index + 1) ?? []);
}

/** RFC 4180, with whatever of comma, semicolon and tab the first line with one has most of. */
export function separated(text: string): string[][] {
  const plain = text.replace(/^\ufeff/, '');
  const separator = separatorOf(plain);
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = (): void => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < plain.length; at += 1) {
    const letter = plain[at] ?? '';
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (plain[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === separator) endCell();
    else if (letter === '\n') {
      endCell();
      rows.push([]);
    } else if (letter !== '\r') cell += letter;
  }
  endCell();
  return rows;
}

function separatorOf(text: string): string {
  const first = text.split('\n').find((line) => /[,;\t]/.test(line)) ?? '';
  const uses = [';', '\t', ','].map((one) => [one, first.split(one).length] as const);
  return uses.sort((a, b) => b[1] - a[1])[0]?.[0] ?? ',';
}

import { cellName } from './xlsx/address.ts';
import type { Spreadsheet, SpreadsheetCell } from '../domain/spreadsheet.ts';

/** More is no list anybody made by hand. */
const MOST_BYTES = 5_000_000;

/**
 * Text with commas, semicolons or tabs as a workbook of one sheet; undefined where it is none, or in an encoding of old:
 * its letters would come out wrong.
 */
export function readSeparatedText(bytes: Uint8Array): Spreadsheet | undefined {
  if (bytes.length > MOST_BYTES) return undefined;
  const text = decoded(bytes)?.replace(/^\ufeff/, '');
  // A binary file holds what no text does.
  if (text === undefined || /[\0-\x08\x0e-\x1f]/.test(text) || !/[,;\t]/.test(text)) return undefined;
  const cells = separated(text).flatMap((line, row) =>
    line.flatMap((value, column): SpreadsheetCell[] =>
      value === ''
        ? []
        : [
            {
              address: cellName(row + 1, column + 1),
              row: row + 1,
              column: column + 1,
              value,
              hasFormula: false,
              error: null,
              shown: 'number',
            },
          ],
    ),
  );
  return { sheets: [{ name: 'text', state: 'visible', cells }] };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** RFC 4180, with whatever of comma, semicolon and tab the first line with one has most of. */
function separated(plain: string): string[][] {
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

import type { SpreadsheetCell, SpreadsheetSheet } from '../../domain/spreadsheet.ts';
import { cellName, parseCellName } from './address.ts';
import { XlsxError } from './fault.ts';
import type { Shown } from './read-shared.ts';
import type { CellValue } from './workbook.ts';
import { readXml } from './xml.ts';

export type ReadCell = SpreadsheetCell;
export type ReadSheet = SpreadsheetSheet;

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

interface Shared {
  strings: readonly string[];
  formats: readonly Shown[];
}

/** The cells of one sheet. `budget` is what is left of what the whole file may hold. @throws XlsxError */
export function readSheet(
  sheet: Pick<ReadSheet, 'name' | 'state'>,
  bytes: Uint8Array,
  shared: Shared,
  budget: { rows: number; cells: number; characters: number },
): ReadSheet {
  const cells: ReadCell[] = [];
  let [row, column, lastCounted] = [0, 0, 0];
  let cell: { type: string; style: number; value: string; text: string; hasFormula: boolean } | undefined;
  let into: 'value' | 'text' | undefined;
  let phonetic = 0;
  readXml(bytes, {
    open(name, attributes) {
      if (name === 'row') {
        row = Number(attributes()['r'] ?? row + 1);
        if (!(row >= 1 && row <= LAST_ROW)) throw new XlsxError('damaged', 'a row no spreadsheet has');
        column = 0;
      } else if (name === 'c') {
        const { r, t = 'n', s } = attributes();
        const place = r === undefined ? undefined : parseCellName(r);
        if (r !== undefined && !place) throw new XlsxError('damaged', `a cell "${r.slice(0, 20)}"`);
        row = place?.row ?? row;
        column = place?.column ?? column + 1;
        if (column > LAST_COLUMN) throw new XlsxError('damaged', 'a column no spreadsheet has');
        cell = { type: t, style: Number(s ?? 0), value: '', text: '', hasFormula: false };
      } else if (!cell) return;
      else if (name === 'v') into = 'value';
      else if (name === 't') into = phonetic === 0 ? 'text' : undefined;
      else if (name === 'rPh') phonetic += 1;
      else if (name === 'f') cell.hasFormula = true;
    },
    text(part) {
      if (cell && into) cell[into] += part;
    },
    close(name) {
      if (name === 'v' || name === 't') into = undefined;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'c' && cell) {
        const { type, style, hasFormula } = cell;
        const value = valueOf(type, cell, shared.strings);
        const error = type === 'e' ? cell.value : null;
        cell = undefined;
        if (value === null && error === null && !hasFormula) return;
        if (row !== lastCounted) {
          lastCounted = row;
          budget.rows -= 1;
          if (budget.rows < 0) throw new XlsxError('too_big', 'more rows than are read');
        }
        budget.cells -= 1;
        if (typeof value === 'string') budget.characters -= value.length;
        if (budget.cells < 0 || budget.characters < 0)
          throw new XlsxError('too_big', 'more cells or text than is read');
        const shown = shared.formats[style] ?? 'number';
        cells.push({ address: cellName(row, column), row, column, value, hasFormula, error, shown });
      }
    },
  });
  return { ...sheet, cells };
}

function valueOf(
  type: string,
  { value, text }: { value: string; text: string },
  strings: readonly string[],
): CellValue {
  switch (type) {
    case 's':
      return (value.trim() !== '' && strings[Number(value)]) || null;
    case 'inlineStr':
      return text === '' ? null : text;
    case 'str':
    case 'd':
      return value === '' ? null : value;
    case 'b':
      return value === '1' || value === 'true';
    case 'e':
      return null;
    default: {
      const number = value.trim() === '' ? NaN : Number(value);
      return Number.isFinite(number) ? number : null;
    }
  }
}

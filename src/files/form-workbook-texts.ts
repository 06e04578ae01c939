import type { FormWorkbook } from '../domain/workbook.ts';
import {
  cellValueOf,
  COLUMN_MARK,
  fittedHeight,
  inputCell,
  STYLES,
  topOf,
  type NotePlace,
} from './form-workbook-style.ts';
import { workbookWords } from './form-workbook-words.ts';
import { cellName } from './xlsx/address.ts';
import type { Sheet } from './xlsx/workbook.ts';

const COLUMNS = ['code', 'name', 'value'] as const;
const WIDTHS = { code: 10, name: 52, value: 66 };

/** The parts of the report in words. */
export function textsSheet(content: FormWorkbook, name: string, notePlace: NotePlace): Sheet {
  const { form, heading, answers, marks } = content;
  const { rows, merges } = topOf(content, {
    columns: COLUMNS.length,
    half: 2,
    title: `${workbookWords.texts} ${heading.title}`,
    lines: [],
    howTo: workbookWords.howToTexts,
  });
  rows.push({
    cells: [workbookWords.columns.code, workbookWords.columns.name, workbookWords.columns.text].map(
      (value) => ({
        value,
        style: STYLES.heading,
      }),
    ),
    height: 24,
  });
  const headingRow = rows.length;
  rows.push({
    cells: [...COLUMNS, 'key'].map((column) => ({ value: COLUMN_MARK + column })),
    isHidden: true,
  });
  for (const { key, code, title, hint } of form.narratives) {
    const words = hint === null ? title : `${title}\n(${hint})`;
    const value = cellValueOf(null, answers.get(key));
    notePlace(key, cellName(rows.length + 1, COLUMNS.indexOf('value') + 1));
    rows.push({
      height: fittedHeight([
        { text: words, width: WIDTHS.name },
        { text: String(value ?? ''), width: WIDTHS.value },
      ]),
      cells: [
        { value: code, style: { ...STYLES.centered, vertical: 'top' } },
        { value: words, style: { ...STYLES.plain, vertical: 'top' } },
        inputCell(value, STYLES.words, marks.get(key)),
        { value: `#a:${key}` },
      ],
    });
  }
  return {
    name,
    isProtected: true,
    columns: [...COLUMNS.map((column) => ({ width: WIDTHS[column] })), { width: 4, isHidden: true }],
    rows,
    merges,
    freeze: { rows: headingRow, columns: 0 },
    print: {
      isLandscape: true,
      titleRows: [headingRow, headingRow],
      footer: `${heading.unit} – ${heading.title}`,
    },
  };
}

import { applies, type Form } from '../domain/form.ts';
import { formParts } from '../domain/form-parts.ts';
import { lineKey, valueSeal, type CellPlace, type FormWorkbook } from '../domain/workbook.ts';
import type { NotePlace } from './form-workbook-style.ts';
import { rowsSheet } from './form-workbook-rows.ts';
import { tableSheet } from './form-workbook-tables.ts';
import { textsSheet } from './form-workbook-texts.ts';
import { workbookWords, type ChoicesOf } from './form-workbook-words.ts';
import { cellName, onSheet, sheetName } from './xlsx/address.ts';
import type { Sheet } from './xlsx/workbook.ts';
import { writeWorkbook } from './xlsx/write.ts';

/** The sheet nobody sees: what the file is of, what it was filled with, and the choices of drop-downs. */
export const HIDDEN_SHEET = 'dondoc';
/** Under what name the day the file was made with is kept. */
export const AS_OF_SEAL = 'as_of';
/** Raised when workbooks of older programs can no longer be read. */
export const LAYOUT = 1;

/** The workbook of a report as the bytes of an .xlsx file: only what applies to the unit and is asked of the sections. */
export const writeFormWorkbook = (content: FormWorkbook): Uint8Array => makeFormWorkbook(content).bytes;

export interface MadeWorkbook {
  bytes: Uint8Array;
  /** Where what is marked stands, by the keys of the marks. */
  places: ReadonlyMap<string, CellPlace>;
}

/** The same, with where its marks stand. */
export function makeFormWorkbook(content: FormWorkbook): MadeWorkbook {
  const { form, unit, identity, heading } = content;
  const lists: (readonly string[])[] = [];
  const choicesOf: ChoicesOf = (options) => {
    const known = lists.findIndex((list) => valueSeal(list) === valueSeal(options));
    const index = known < 0 ? lists.push(options) - 1 : known;
    const column = FIRST_LIST + index;
    return onSheet(HIDDEN_SHEET, `${absolute(1, column)}:${absolute(options.length, column)}`);
  };
  const wanted = identity.sections === null ? form : formParts(form, identity.sections);
  const ownForm: Form = {
    ...wanted,
    rows: wanted.rows.filter(({ appliesTo }) => applies(appliesTo, unit)),
    tables: wanted.tables.filter(({ appliesTo }) => applies(appliesTo, unit)),
    narratives: wanted.narratives.filter(({ appliesTo }) => applies(appliesTo, unit)),
  };
  // A file of a part holds nothing of the rest, not even out of sight.
  const keys = new Set([...ownForm.rows, ...ownForm.tables, ...ownForm.narratives].map(({ key }) => key));
  const ofForm = <T>(all: ReadonlyMap<string, T>) => new Map([...all].filter(([key]) => keys.has(key)));
  const ownHeading = identity.sections === null ? heading : headingOfParts(heading, ownForm);
  const own = {
    ...content,
    heading: ownHeading,
    form: ownForm,
    answers: ofForm(content.answers),
    lines: ofForm(content.lines),
  };
  const sheets: Sheet[] = [];
  const named = (name: string): string => sheetName(name, [HIDDEN_SHEET, ...sheets.map((one) => one.name)]);
  const places = new Map<string, CellPlace>();
  const noteOn =
    (sheet: string): NotePlace =>
    (key, address) => {
      if (content.marks.has(key)) places.set(key, { sheet, address });
    };
  if (ownForm.rows.length > 0) {
    const name = named(workbookWords.sheet);
    sheets.push(rowsSheet(own, name, choicesOf, noteOn(name)));
  }
  for (const table of ownForm.tables) {
    const name = named(table.code);
    sheets.push(tableSheet(own, table, name, choicesOf, noteOn(name)));
  }
  if (ownForm.narratives.length > 0) {
    const name = named(workbookWords.texts);
    sheets.push(textsSheet(own, name, noteOn(name)));
  }
  const bytes = writeWorkbook({
    title: `${heading.title} – ${heading.unit}`,
    sheets: [...sheets, hiddenSheet(own, lists)],
  });
  return { bytes, places };
}

const FIRST_LIST = 4;
/** Half of what a cell holds: a letter may take two places, and is never cut. */
const PIECES = /.{1,16000}/gsu;
const absolute = (row: number, column: number): string =>
  cellName(row, column).replace(/([A-Z]+)(\d+)/, '$$$1$$$2');

/** Says behind the last line which sections and tables the file asks for. */
function headingOfParts(heading: FormWorkbook['heading'], { rows, tables }: Form): FormWorkbook['heading'] {
  const parts = workbookWords.onlyParts({
    sections: rows.filter(({ key, section }) => key === section).map(({ code }) => code),
    tables: tables.map(({ code }) => code),
  });
  const last = heading.lines.at(-1);
  return {
    ...heading,
    lines: [...heading.lines.slice(0, -1), last === undefined ? parts : `${last} ${parts}`],
  };
}

/** Columns: names and values of what is kept; then one column a drop-down. */
function hiddenSheet(
  { identity, heading, answers, lines }: FormWorkbook,
  lists: readonly (readonly string[])[],
): Sheet {
  const all: [string, string][] = [
    ['layout', String(LAYOUT)],
    ['identity', JSON.stringify(identity)],
    [AS_OF_SEAL, valueSeal(heading.asOf)],
    ...[...answers].map(([key, answer]): [string, string] => [`answer:${key}`, valueSeal(answer)]),
    ...[...lines].flatMap(([table, own]) =>
      own.map((line): [string, string] => [
        `line:${lineKey(table, line.block, line.label)}`,
        valueSeal([line.cells, line.explanation]),
      ]),
    ),
  ];
  // What one cell does not hold goes on in the next row, under the same name.
  const kept = all.flatMap(([name, value]) =>
    (value.match(PIECES) ?? ['']).map((piece) => [name, piece] as const),
  );
  const height = Math.max(kept.length, ...lists.map(({ length }) => length));
  return {
    name: HIDDEN_SHEET,
    state: 'very_hidden',
    isProtected: true,
    rows: Array.from({ length: height }, (_, index) => ({
      cells: [
        ...(kept[index] ?? [null, null]).map((value) => ({ value })),
        null,
        ...lists.map((list) => ({ value: list[index] ?? null })),
      ],
    })),
  };
}

import { fold } from '../language/fold.ts';
import type { Row } from '../domain/form.ts';
import { isInput, isSection, plainCode, rowsOfCode, sectionNamed } from './form-codes.ts';
import type { Frame } from './form-reading.ts';
import { readValue } from './form-value.ts';
import { formTexts } from './texts-form.ts';

/** One figure of a message with what says which row it is for. */
export interface Piece {
  quote: string;
  /** The code as typed; null where the place in the order tells the row. */
  code: { section: string | null; number: string } | null;
  /** Rows whose name stands beside the figure, where no code does. */
  named?: readonly Row[];
  /** Section in force where this piece stands. */
  section: string | null;
  value: string;
  /** Why it cannot be taken at all. */
  fault?: string;
}

const LEAD_IN =
  /^(?:dạ|vâng|em|sửa|chỉnh|đổi|cập nhật|nhập|ghi|báo cáo|mục|chỉ tiêu|dòng|số liệu|lại|là|thành|và|,|;|-|\s)+/iu;
const BETWEEN = String.raw`\s*(?::|=|→|->|(?<!\p{L})(?:là|la|bằng|thành|thanh)(?!\p{L}))\s*`;
const SECTION = String.raw`(?<section>[IVX]+(?:\.[IVX]+)*)`;
/** "3.1.2"; working codes hold the letters of their sections too: "5.2.a.1.3". */
const NUMBER = String.raw`(?<number>\d{1,2}(?:\.(?:\d{1,2}|[a-zđ](?!\p{L}))){0,6}\.?)`;
/** A code with a sign or word after it that says a value follows. */
const CODED = new RegExp(String.raw`(?<=^|[\s;,(])(?:${SECTION}[. ]\s*)?${NUMBER}${BETWEEN}`, 'gu');
const CODE_FIRST = new RegExp(String.raw`^(?:${SECTION}[. ]\s*)?${NUMBER}(?=\s)`, 'u');
const CODE_ALONE = new RegExp(String.raw`^(?:${SECTION}\.)?${NUMBER}$`, 'u');

/** Whether a message begins with the code of a row and a figure for it: "I.1: 15". */
export const isCoded = (text: string): boolean =>
  [...text.replace(LEAD_IN, '').matchAll(CODED)].some(({ index }) => index === 0);

/** Takes a message apart, line by line. */
export function piecesOf(lines: readonly string[], frame: Frame): Piece[] {
  let section = frame.section;
  return lines.flatMap((line): Piece[] => {
    if (line.trim() === '') return [];
    const heading = sectionNamed(line, frame.rows, section);
    if (heading) {
      section = heading.key;
      return [];
    }
    if (line.includes('\t')) return cellsOf(line, section, frame);
    return codedPieces(line, section) ?? plainPieces(line, section, frame);
  });
}

/** "3.1.1: 1245; 3.1.2: 1230", also several codes for one value: "1.1, 1.2: không phát sinh". */
function codedPieces(line: string, section: string | null): Piece[] | undefined {
  const found = [...line.matchAll(CODED)];
  const [first] = found;
  if (!first) return undefined;
  const pieces: Piece[] = [];
  let pending = codesAlone(line.slice(0, first.index).replace(LEAD_IN, ''));
  const before = line.slice(0, first.index).replace(LEAD_IN, '').trim();
  if (before !== '' && pending.length === 0 && /\d/.test(before)) {
    pieces.push({ quote: before, code: null, section, value: before });
  }
  for (const [index, match] of found.entries()) {
    const end = found[index + 1]?.index ?? line.length;
    const raw = line.slice(match.index + match[0].length, end);
    const [value, next] = splitCodes(raw, index + 1 < found.length);
    const code = codeOf(match.groups);
    const quote = `${match[0].trim()} ${value}`.trim();
    for (const one of [...pending, code]) pieces.push({ quote, code: one, section, value });
    pending = next;
  }
  return pieces;
}

const codeOf = (groups: Record<string, string> | undefined): NonNullable<Piece['code']> => ({
  section: groups?.['section'] ?? null,
  number: groups?.['number'] ?? '',
});

/** Codes that stand before another one share its value. */
function codesAlone(text: string): NonNullable<Piece['code']>[] {
  const words = text.split(/[\s,;]+|và/u).filter((word) => word !== '');
  const codes = words.map((word) => (/\d\.[\p{L}\d]/u.test(word) ? CODE_ALONE.exec(word) : null));
  return codes.every((code) => code !== null) ? codes.map((code) => codeOf(code.groups)) : [];
}

function splitCodes(raw: string, isFollowed: boolean): [string, NonNullable<Piece['code']>[]] {
  const value = raw
    .trim()
    .replace(/[;,]+$/, '')
    .trim();
  if (!isFollowed) return [value, []];
  const cut = /^(.*?)[;]\s*([^;]+)$/u.exec(value);
  const codes = cut ? codesAlone(cut[2] ?? '') : [];
  return codes.length > 0
    ? [(cut?.[1] ?? '').trim(), codes]
    : [value.replace(/\s(?:mục|chỉ tiêu|dòng|và)$/iu, ''), []];
}

/** A line copied from a sheet: code, name, measure, figure, perhaps a note. */
function cellsOf(line: string, section: string | null, frame: Frame): Piece[] {
  const cells = line.split('\t').map((cell) => cell.trim());
  const [head = '', ...rest] = cells;
  const quote = cells.filter((cell) => cell !== '').join(' ');
  const figures = rest.filter((cell) => /^[\d.,\s%-]*\d[\d.,\s%]*$/.test(cell));
  // Several figures behind one name: a line of a table, not of this list.
  if (figures.length > 1) return [{ quote, code: null, section, value: '', fault: formTexts.lineOfTable }];
  const match = CODE_ALONE.exec(head);
  const code = match ? codeOf(match.groups) : null;
  const candidates = code ? rowsOfCode(code, frame.rows, section) : [];
  if (!code || candidates.length === 0) {
    const named = rowsNamed(cells, section, frame);
    if (named.length > 0) {
      const inputs = named.filter(isInput);
      const chosen = rest.filter((cell) => !inputs.some((row) => isRowWord(cell, row)));
      const value =
        figures[0] ?? chosen.find((cell) => inputs.some((row) => readValue(row, cell).kind === 'answer'));
      // Rates are in the sheet too, and rows left empty there stay open.
      return value === undefined || inputs.length === 0
        ? []
        : [{ quote, code: null, named: inputs, section, value }];
    }
    // A code that nothing bears is said to be one: its figure is not another row's.
    if (code?.section != null && figures[0] !== undefined)
      return [{ quote, code, section, value: figures[0] }];
    const value =
      /^[\d.,\s%-]*\d[\d.,\s%]*$/.test(head) && rest.every((cell) => cell === '') ? head : figures[0];
    return value === undefined ? [] : [{ quote, code: null, section, value }];
  }
  const byName = candidates.filter((row) => rest.some((cell) => fold(cell) === fold(row.name)));
  const [only, another] = byName;
  const named = only && !another ? only.section : null;
  const hasName = rest.some(
    (cell) => /\p{L}{2,}.*\s.*\p{L}{2,}/u.test(cell) && !candidates.some((row) => isRowWord(cell, row)),
  );
  // Headings and rates are in the sheet too; a row left empty there stays open here.
  const isHeading = frame.rows.some(
    (row) =>
      !isInput(row) &&
      plainCode(row.code) === plainCode(code.number) &&
      rest.some((cell) => fold(cell) === fold(row.name)),
  );
  if (isHeading) return [];
  if (!candidates.some(isInput)) return [];
  const words = rest.filter((cell) => !candidates.some((row) => isRowWord(cell, row)));
  const value =
    figures[0] ?? words.findLast((cell) => candidates.some((row) => readValue(row, cell).kind === 'answer'));
  if (value === undefined)
    return words.length === 0
      ? []
      : [{ quote, code, section, value: words[0] ?? '', fault: formTexts.noFigureInLine }];
  // A line of another list may begin with the same number: without its name or its section it is not taken.
  if (hasName && !only && section === null && code.section === null) {
    return [{ quote, code: null, section, value, fault: formTexts.lineOfOther }];
  }
  return [{ quote, code, section: named ?? section, value }];
}

/** Rows a cell bears the name of, in the section in hand, else in the form. */
function rowsNamed(cells: readonly string[], section: string | null, { rows }: Frame): Row[] {
  const words = cells.filter((cell) => /\p{L}{2,}/u.test(cell)).map(fold);
  const named = rows.filter((row) => !isSection(row) && words.includes(fold(row.name)));
  const inHand = named.filter((row) => row.section === section);
  return inHand.length > 0 ? inHand : named;
}

const isRowWord = (cell: string, row: Row): boolean =>
  cell === '' ||
  [row.name, row.measure, row.note ?? ''].some((word) => word !== '' && fold(word) === fold(cell));

/** Values without a sign between code and figure: one, or several in the order asked. */
function plainPieces(line: string, section: string | null, frame: Frame): Piece[] {
  const parts = line.split(';').flatMap((part) => severalFigures(part, frame.asked.length));
  return parts.flatMap((part): Piece[] => {
    const quote = part.trim();
    if (quote === '') return [];
    const said = quote.replace(LEAD_IN, '');
    const match = CODE_FIRST.exec(said);
    const code = match ? codeOf(match.groups) : null;
    const isKnown =
      code !== null &&
      (code.section !== null || code.number.includes('.')) &&
      rowsOfCode(code, frame.rows, section).length > 0;
    if (!match || !isKnown) return [{ quote, code: null, section, value: quote }];
    const rest = said.slice(match[0].length).trim();
    // "3.1.1 Tổng số hồ sơ …: 1.245": the question sent back with its answer.
    const answer = /:\s*([^:]+)$/u.exec(rest)?.[1] ?? rest;
    const [row] = rowsOfCode(code, frame.rows, section);
    const readable = row !== undefined && readValue(row, answer).kind !== 'no_figure';
    return readable
      ? [{ quote, code, section, value: answer }]
      : [{ quote, code: null, section, value: quote }];
  });
}

/** "12, 5, 0" or "12 5 0" as several figures, where several were asked and no other reading is possible. */
function severalFigures(part: string, asked: number): string[] {
  if (asked < 2) return [part];
  const byComma = part.split(/,\s+/).map((one) => one.trim());
  if (byComma.length > 1 && byComma.length <= asked && byComma.every((one) => /^\d[\d.,]*%?$/.test(one)))
    return byComma;
  const bySpace = part.trim().split(/\s+/);
  const couldBeOne = bySpace.slice(1).some((one) => /^\d{3}(?!\d)/.test(one));
  const areFigures = bySpace.every((one) => /^\d[\d.,]*%?$/.test(one));
  return bySpace.length > 1 && bySpace.length <= asked && areFigures && !couldBeOne ? bySpace : [part];
}

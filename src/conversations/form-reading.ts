import type { Answer } from '../domain/answers.ts';
import type { Row } from '../domain/form.ts';
import { fold } from '../language/fold.ts';
import { inSection, isInput, isSection, ownWords, plainCode, rowsOfCode } from './form-codes.ts';
import { piecesOf, type Piece } from './form-pieces.ts';
import { readValue } from './form-value.ts';
import { formTexts } from './texts-form.ts';

/** Where a message with figures is read: what was asked, and the rows round it. */
export interface Frame {
  /** Every row of the form that applies to the unit, headings and computed rows included, as printed. */
  rows: readonly Row[];
  /** The section in hand; null outside. */
  section: string | null;
  /** Keys of the rows asked for, in order. */
  asked: readonly string[];
  /** Keys of the rows still open from the first asked one to the end of the section. */
  following: readonly string[];
}

interface Unread {
  /** As typed. */
  quote: string;
  row: Row | null;
  why: string;
}

export interface Reading {
  answers: Map<string, Answer>;
  unread: Unread[];
  /** A code that several rows bear, and what was typed for it. */
  unclear: { value: string; rows: readonly Row[] }[];
  /** Figures of a column that fits no part in hand; 0 where all found their rows. */
  unplaced: number;
  /** True where nothing in it looks like figures: other parts of the conversation may understand it. */
  isOtherTalk: boolean;
}

/** Reads figures in any of the ways people send them: by code, in the order asked, or a column copied from a sheet. */
export function readAnswers(text: string, frame: Frame): Reading {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const all = piecesOf(lines, frame);
  const pieces = all.filter(({ fault }) => fault === undefined);
  const reading: Reading = { answers: new Map(), unread: [], unclear: [], unplaced: 0, isOtherTalk: false };
  for (const { quote, fault } of all)
    if (fault !== undefined) reading.unread.push({ quote, row: null, why: fault });
  const coded = pieces.filter(({ code, named }) => code !== null || named !== undefined);
  const inOrder = pieces.filter(({ code, named }) => code === null && named === undefined);
  // A whole form pasted with its codes, section after section: the order tells which of the like-numbered rows is meant.
  const isWhole = frame.section === null && coded.length >= 0.8 * frame.rows.filter(isInput).length;
  let last = -1;
  for (const piece of coded) {
    const times = coded.filter((other) => isAlike(other, piece)).length;
    const row = rowMeant(piece, frame, reading, { after: isWhole ? last : null, times });
    if (!row) continue;
    last = Math.max(last, frame.rows.indexOf(row));
    take(row, piece, reading);
  }
  if (inOrder.length > 0) takeInOrder(inOrder, lines, frame, reading);
  reading.isOtherTalk =
    coded.length === 0 &&
    all.length === pieces.length &&
    reading.answers.size === 0 &&
    inOrder.length > 0 &&
    inOrder.every(({ quote }) => isTalk(quote) || (frame.asked.length === 0 && !/\d/.test(quote)));
  return reading;
}

const isAlike = (a: Piece, b: Piece): boolean =>
  a.code?.number === b.code?.number && a.named?.[0]?.key === b.named?.[0]?.key;

function rowMeant(
  piece: Piece,
  frame: Frame,
  reading: Reading,
  { after, times }: { after: number | null; times: number },
): Row | undefined {
  const found = piece.named ?? (piece.code ? rowsOfCode(piece.code, frame.rows, piece.section) : []);
  const [first, second] = found;
  if (!first) {
    if (!piece.code) return undefined;
    reading.unread.push({
      quote: piece.quote,
      row: null,
      why: formTexts.unknownCode(plainCode(piece.code.number)),
    });
    return undefined;
  }
  if (!isInput(first)) {
    const why = first.kind === 'group' ? formTexts.codeOfHeading : formTexts.codeOfRate;
    reading.unread.push({ quote: piece.quote, row: first, why });
    return undefined;
  }
  if (!second) return first;
  const open = found.filter(({ key }) => !reading.answers.has(key));
  const byWords = namedByWords(piece.quote, found);
  if (byWords) return byWords;
  if (after !== null) {
    const next = open.find((row) => frame.rows.indexOf(row) > after);
    if (next) return next;
  }
  const asked = open.filter(({ key }) => frame.asked.includes(key));
  const [oneAsked, anotherAsked] = asked;
  if (oneAsked && !anotherAsked) return oneAsked;
  // The code is there as often as rows bear it: they come in their order.
  if (times === found.length && open[0] && sameSection(found)) return open[0];
  reading.unclear.push({ value: piece.value, rows: found });
  return undefined;
}

/** "1.4.2 cấp xã: 9": the one of like-numbered rows whose own words stand in the message. */
function namedByWords(quote: string, rows: readonly Row[]): Row | undefined {
  if (!sameSection(rows)) return undefined;
  const said = ` ${fold(quote).replace(/[^\p{L}\d]+/gu, ' ')} `;
  const meant = rows.filter((row) => {
    const words = fold(ownWords(row, rows))
      .replace(/[^\p{L}\d]+/gu, ' ')
      .trim();
    return words !== '' && said.includes(` ${words} `);
  });
  return meant.length === 1 ? meant[0] : undefined;
}

const sameSection = (rows: readonly Row[]): boolean => new Set(rows.map(({ section }) => section)).size === 1;

function take(row: Row, piece: Piece, reading: Reading): void {
  const value = readValue(row, piece.value);
  if (value.kind === 'answer') reading.answers.set(row.key, value.answer);
  else reading.unread.push({ quote: piece.quote, row, why: value.why });
}

function takeInOrder(
  pieces: readonly Piece[],
  lines: readonly string[],
  frame: Frame,
  reading: Reading,
): void {
  const { rows } = frame;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const inputs = rows.filter(isInput);
  const inHand = frame.section === null ? [] : inSection(frame.section, rows);
  const open = (keys: readonly string[]): Row[] =>
    keys.flatMap((key) => (reading.answers.has(key) ? [] : (byKey.get(key) ?? [])));
  const [asked, following] = [open(frame.asked), open(frame.following)];
  const whole = inHand.filter(isInput);
  const target =
    pieces.length <= asked.length
      ? asked
      : ([whole, inputs].find((set) => set.length === pieces.length) ??
        (pieces.length <= following.length ? following : undefined));
  if (target) {
    for (const [index, piece] of pieces.entries()) {
      const row = target[index];
      if (row) take(row, piece, reading);
    }
    return;
  }
  const printed = [inHand, rows, rows.filter((row) => !isSection(row))].find(
    (set) => set.length > 1 && set.length === trimmed(lines).length,
  );
  if (printed) {
    for (const [index, row] of printed.entries()) {
      const value = trimmed(lines)[index]?.trim() ?? '';
      if (isInput(row) && value !== '')
        take(row, { quote: value, code: null, section: null, value }, reading);
    }
    return;
  }
  reading.unplaced = pieces.length;
  const expected = frame.section === null ? inputs.length : Math.max(asked.length, following.length);
  for (const { quote } of pieces.slice(0, 1)) {
    reading.unread.push({ quote, row: null, why: formTexts.countDiffers(pieces.length, expected) });
  }
}

/** Without the empty lines round a pasted block; those inside keep their place. */
function trimmed(lines: readonly string[]): readonly string[] {
  const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : [index]));
  return lines.slice(filled[0] ?? 0, (filled.at(-1) ?? -1) + 1);
}

/** Words rather than a figure that was mistyped. */
function isTalk(quote: string): boolean {
  const words = fold(quote).match(/[a-z]{2,}/g) ?? [];
  const figures = quote.match(/\d+/g) ?? [];
  return words.length >= 2 && words.length > figures.length && !quote.includes('<');
}

import { clean } from './fold.ts';
import { tokenize } from './tokens.ts';
import { pairsIn, textOf } from './figures.ts';
import { codeAt } from './row-code.ts';

/** One answer out of a message, its text as typed. */
export interface FigureText {
  /** Code or words before it; null where it stands alone. */
  label: string | null;
  text: string;
  /** Line of the message, counted from 1. */
  line: number;
}

const MOST_LINES = 500;

/**
 * Takes many answers out of one message: "3.1.1: 1245; 3.1.2: 1230", a column pasted from a spreadsheet
 * (one value a line, `code<TAB>value`, `code<TAB>name<TAB>measure<TAB>value`) or a sentence.
 */
export function readFigures(text: string): FigureText[] {
  const lines = text.split(/\r\n|\r|\n/).slice(0, MOST_LINES);
  return lines.flatMap((line, i) => readLine(line).map((figure) => ({ ...figure, line: i + 1 })));
}

type Figure = Omit<FigureText, 'line'>;

function readLine(line: string): Figure[] {
  if (clean(line) === '') return [];
  if (line.includes('\t')) return readCells(line.split('\t').map(clean));
  return line.split(';').flatMap((part) => readPart(clean(part)));
}

/** Cells of a spreadsheet row: the first is the code, the last filled one the value. */
function readCells(cells: readonly string[]): Figure[] {
  const filled = cells.filter((cell) => cell !== '');
  const last = filled.at(-1);
  if (last === undefined) return [];
  if (filled.length === 1)
    return cells[0] === '' ? [{ label: null, text: last }] : [{ label: null, text: last }];
  // A row with a name and a measure but no value: the last column is empty.
  if (cells.length >= 4 && cells.at(-1) === '') return [];
  return [{ label: filled[0]?.replace(/\.$/, '') ?? null, text: last }];
}

function readPart(part: string): Figure[] {
  if (part === '') return [];
  const colon = /^([^:=]{1,120}?)\s*[:=]\s*(.+)$/.exec(part);
  if (colon?.[1] !== undefined && colon[2] !== undefined && !/[:=]/.test(colon[2]))
    return [{ label: bare(colon[1]), text: colon[2] }];
  const split = tokenize(part);
  const pairs = pairsIn(split, new Set());
  const [first] = pairs;
  if (pairs.length > 1 && pairs.every((pair) => pair.indicator !== null)) {
    return pairs.map((pair, i) => ({
      label: pair.indicator,
      text: valueText(split, pair.indicator, pair.start, pairs[i + 1]?.start ?? split.tokens.length),
    }));
  }
  if (first?.indicator !== null && first !== undefined && pairs.length === 1) {
    return [
      { label: first.indicator, text: valueText(split, first.indicator, first.start, split.tokens.length) },
    ];
  }
  const coded = codeAt(split.tokens, 0);
  if (coded && coded.end < split.tokens.length)
    return [{ label: coded.code, text: textOf(split.text, split.tokens, coded.end, split.tokens.length) }];
  return [{ label: null, text: part }];
}

/** What follows the label, up to the next one. */
function valueText(
  { text, tokens }: ReturnType<typeof tokenize>,
  label: string | null,
  from: number,
  to: number,
): string {
  const whole = textOf(text, tokens, from, to);
  const at = label === null ? -1 : whole.indexOf(label);
  const value = at < 0 ? whole : whole.slice(at + (label?.length ?? 0));
  return value.replace(/^[\s:=.-]*(là|được|đạt|có|bằng)?\s*/i, '').replace(/[\s,;]+$/, '');
}

/** "mục 3.1.1", "chỉ tiêu 2.1." → the code alone; words stay. */
const bare = (label: string): string =>
  label
    .replace(/^(?:mục|chỉ tiêu|ct|dòng)\s+(?=[\dIVX])/i, '')
    .replace(/\.$/, '')
    .trim();

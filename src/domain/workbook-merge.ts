import type { Answer, Answers, TableLine, TableLines } from './answers.ts';
import { lineCellKey, lineKey, valueSeal } from './workbook.ts';

/** A cell in which the file and the draft say different things, both changed since the file was made. */
export interface Conflict<T> {
  /** Of a row, text or table; of a cell of a line as `lineCellKey`. */
  key: string;
  /** What the draft says, and keeps. */
  current: T;
  given: T;
}

export interface MergedAnswers {
  /** To be stored. */
  changed: Map<string, Answer>;
  conflicts: Conflict<Answer>[];
}

/**
 * Answers of a file into a draft that went on meanwhile. What the file left as it was made stays as the draft has it;
 * what only the file changed goes in; what both changed differently is a conflict, and the draft stays.
 */
export function mergeAnswers(
  current: Answers,
  given: Answers,
  seals: ReadonlyMap<string, string>,
): MergedAnswers {
  const merged: MergedAnswers = { changed: new Map(), conflicts: [] };
  for (const [key, answer] of given) {
    const now = current.get(key);
    switch (judge(now && valueSeal(now), valueSeal(answer), seals.get(key))) {
      case 'take':
        merged.changed.set(key, answer);
        break;
      case 'conflict':
        if (now) merged.conflicts.push({ key, current: now, given: answer });
        break;
      case 'keep':
        break;
    }
  }
  return merged;
}

/** Stands for the explanation of a line among its columns. */
export const EXPLANATION = '=explanation';

export interface MergedLines {
  /** Whole lines to be stored, by table. */
  changed: Map<string, TableLine[]>;
  conflicts: Conflict<number | string>[];
}

/** The same for the lines of tables, cell by cell: what a file leaves empty stays. */
export function mergeLines(
  current: TableLines,
  given: TableLines,
  seals: ReadonlyMap<string, string>,
): MergedLines {
  const merged: MergedLines = { changed: new Map(), conflicts: [] };
  for (const [table, lines] of given) {
    for (const line of lines) {
      const { block, label } = line;
      const now = (current.get(table) ?? []).find((one) => one.block === block && one.label === label);
      const was = cellsOfSeal(seals.get(lineKey(table, block, label)));
      const [before, after] = [flat(now), flat(line)];
      const taken = new Map(before);
      for (const [column, value] of after) {
        const kept = before.get(column);
        const verdict = judge(seal(kept), valueSeal(value), seal(was.get(column)));
        if (verdict === 'take') taken.set(column, value);
        else if (verdict === 'conflict' && kept !== undefined)
          merged.conflicts.push({
            key: lineCellKey(table, block, label, column),
            current: kept,
            given: value,
          });
      }
      // Nothing new; or a line somebody has taken out since, which the file only says again.
      if (valueSeal([...taken]) === valueSeal([...before]) && (now || was.size > 0)) continue;
      const explanation = taken.get(EXPLANATION);
      taken.delete(EXPLANATION);
      const whole: TableLine = {
        block,
        label,
        cells: Object.fromEntries(taken),
        explanation: explanation === undefined ? null : String(explanation),
      };
      merged.changed.set(table, [...(merged.changed.get(table) ?? []), whole]);
    }
  }
  return merged;
}

type Cells = Map<string, number | string>;

const seal = (value: unknown): string | undefined => (value === undefined ? undefined : valueSeal(value));

function flat(line: TableLine | undefined): Cells {
  const cells: Cells = new Map(Object.entries(line?.cells ?? {}));
  if (line?.explanation != null) cells.set(EXPLANATION, line.explanation);
  return cells;
}

/** What a line was filled with; nothing where the file does not say. */
function cellsOfSeal(text: string | undefined): Cells {
  try {
    const [cells, explanation] = JSON.parse(text ?? '') as [Record<string, number | string>, string | null];
    const all: Cells = new Map(Object.entries(cells));
    if (typeof explanation === 'string') all.set(EXPLANATION, explanation);
    return all;
  } catch {
    return new Map();
  }
}

/** `was`: what the file was made with; undefined where the cell was empty. */
function judge(
  now: string | undefined,
  given: string,
  was: string | undefined,
): 'take' | 'keep' | 'conflict' {
  if (now === given) return 'keep';
  if (now === undefined) return given === was ? 'keep' : 'take';
  if (given === was) return 'keep';
  return now === was ? 'take' : 'conflict';
}

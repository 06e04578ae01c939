import type { Answer, Answers, TableLine, TableLines } from './answers.ts';
import type { Day } from './day.ts';
import { lineCellKey, lineKey, valueSeal } from './workbook.ts';

/** A cell in which the file and the draft say different things, both changed since the file was made. */
export interface Conflict<T> {
  /** Of a row, text or table; of a cell of a line as `lineCellKey`. */
  key: string;
  /** What the draft says, and keeps. */
  current: T;
  given: T;
}

/** Which line of which table. */
export interface LinePlace {
  table: string;
  block: string;
  label: string;
}

export type LineConflict = Conflict<number | string> & LinePlace & { column: string };

interface MergedAnswers {
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

/**
 * Whether the day a file says its figures go up to takes the place of the draft's. `was`: the day the file was made
 * with; undefined where it does not say, as older ones. What both changed may go on, not back.
 */
export function mergeDay(
  current: Day | null,
  given: Day | null,
  was: Day | null | undefined,
): 'take' | 'keep' | 'conflict' {
  if (given === null || given === current) return 'keep';
  if (current === null) return given === was ? 'keep' : 'take';
  if (given === was) return 'keep';
  return current === was || given > current ? 'take' : 'conflict';
}

/** Stands for the explanation of a line among its columns. */
export const EXPLANATION = '=explanation';

/** The most lines a table holds: beyond any office's fields, communes or posts. */
export const MOST_LINES = 2_000;

/** A line as a file has it; `was` is the label it was given out with, where that was another. */
export interface GivenLine extends TableLine {
  was?: string;
}

export type GivenLines = ReadonlyMap<string, readonly GivenLine[]>;

interface MergedLines {
  /** Whole lines to be stored, by table. */
  changed: Map<string, TableLine[]>;
  /** Lines that go by another label from now on. */
  renamed: (LinePlace & { to: string })[];
  /** Lines of the draft the file no longer has: given out with it, and taken out of it. */
  left: LinePlace[];
  /** By table, how many lines found no place in it any more. */
  over: Map<string, number>;
  conflicts: LineConflict[];
}

/**
 * The same for the lines of tables, cell by cell: what a file leaves empty stays. `left`: lines the file was given out
 * with and has no more; they stay too, until somebody says otherwise.
 */
export function mergeLines(
  current: TableLines,
  given: GivenLines,
  seals: ReadonlyMap<string, string>,
  left: readonly LinePlace[] = [],
): MergedLines {
  const merged: MergedLines = {
    changed: new Map(),
    renamed: [],
    left: [],
    over: new Map(),
    conflicts: [],
  };
  const held = new Map(
    [...current].flatMap(([table, lines]) =>
      lines.map((line) => [lineKey(table, line.block, line.label), line] as const),
    ),
  );
  for (const [table, lines] of given) {
    const changed: TableLine[] = [];
    let count = current.get(table)?.length ?? 0;
    for (const line of lines) {
      const { block, label, was = label } = line;
      const old = was === label ? undefined : held.get(lineKey(table, block, was));
      const now = held.get(lineKey(table, block, label)) ?? old;
      const isRenamed = old !== undefined && now === old;
      // Somebody has put in a line of the new name meanwhile: it is the one, and the old one is said to be left.
      if (old && !isRenamed) merged.left.push({ table, block, label: was });
      const sealed = cellsOfSeal(seals.get(lineKey(table, block, was)));
      const { taken, isChanged, conflicts } = mergeCells(flat(now), flat(line), sealed);
      for (const one of conflicts)
        merged.conflicts.push({
          ...one,
          ...{ table, block, label },
          key: lineCellKey(table, block, label, one.column),
        });
      // Nothing new; or a line somebody has taken out since, which the file only says again.
      if (!isChanged && !isRenamed && (now || sealed.size > 0)) continue;
      if (!now && count >= MOST_LINES) {
        merged.over.set(table, (merged.over.get(table) ?? 0) + 1);
        continue;
      }
      if (!now) count += 1;
      if (isRenamed) merged.renamed.push({ table, block, label: was, to: label });
      changed.push(lineOf({ block, label }, taken));
    }
    if (changed.length > 0) merged.changed.set(table, changed);
  }
  merged.left.push(...left.filter(({ table, block, label }) => held.has(lineKey(table, block, label))));
  return merged;
}

type Cells = Map<string, number | string>;

interface MergedCells {
  taken: Cells;
  isChanged: boolean;
  conflicts: { column: string; current: number | string; given: number | string }[];
}

function mergeCells(now: Cells, given: Cells, was: Cells): MergedCells {
  const merged: MergedCells = { taken: new Map(now), isChanged: false, conflicts: [] };
  for (const [column, value] of given) {
    const current = now.get(column);
    const verdict = judge(current, value, was.get(column));
    if (verdict === 'take') {
      merged.taken.set(column, value);
      merged.isChanged = true;
    } else if (verdict === 'conflict' && current !== undefined)
      merged.conflicts.push({ column, current, given: value });
  }
  return merged;
}

function flat(line: TableLine | undefined): Cells {
  const cells: Cells = new Map(Object.entries(line?.cells ?? {}));
  if (line?.explanation != null) cells.set(EXPLANATION, line.explanation);
  return cells;
}

function lineOf(at: Pick<TableLine, 'block' | 'label'>, taken: Cells): TableLine {
  const explanation = taken.get(EXPLANATION);
  const cells = Object.fromEntries([...taken].filter(([column]) => column !== EXPLANATION));
  return { ...at, cells, explanation: explanation === undefined ? null : String(explanation) };
}

/** What a line was filled with, by column; nothing where the file does not say. */
export function cellsOfSeal(text: string | undefined): Cells {
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
function judge<T extends number | string>(
  now: T | undefined,
  given: T,
  was: T | undefined,
): 'take' | 'keep' | 'conflict' {
  if (now === given) return 'keep';
  if (now === undefined) return given === was ? 'keep' : 'take';
  if (given === was) return 'keep';
  return now === was ? 'take' : 'conflict';
}

import type { Answer, Answers, TableLine, TableLines } from './answers.ts';
import { lineCellKey, lineKey } from './workbook.ts';
import { EXPLANATION, type Conflict, type LineConflict, type LinePlace } from './workbook-merge.ts';

/** Of a row, text or table: what is preferred to what the draft says, and what it said when that was offered. */
export type Preferred = readonly [key: string, given: Answer, shown?: Answer];

/** The same of a cell of a line. */
export interface PreferredCell extends LinePlace {
  column: string;
  given: number | string;
  shown?: number | string;
}

/** What may be written without overwriting anything unseen: a row that says what was shown, or nothing. */
export function preferAnswers(
  current: Answers,
  preferred: readonly Preferred[],
): { taken: Map<string, Answer>; conflicts: Conflict<Answer>[] } {
  const taken = new Map<string, Answer>();
  const conflicts: Conflict<Answer>[] = [];
  for (const [key, given, shown] of preferred) {
    const now = current.get(key);
    if (now && isSame(now, given)) continue;
    if (!now || (shown && isSame(now, shown))) taken.set(key, given);
    else conflicts.push({ key, current: now, given });
  }
  return { taken, conflicts };
}

/** Whether two answers say the same. */
export const isSame = (a: Answer, b: Answer): boolean =>
  a.kind === 'value'
    ? b.kind === 'value' && a.value === b.value
    : a.kind === 'text'
      ? b.kind === 'text' && a.text === b.text
      : a.kind === b.kind;

interface PreferredLines {
  /** Whole lines to be stored, by table. */
  taken: Map<string, TableLine[]>;
  written: number;
  /** Cells of lines that are not there any more. */
  gone: number;
  conflicts: LineConflict[];
}

export function preferCells(current: TableLines, preferred: readonly PreferredCell[]): PreferredLines {
  const result: PreferredLines = { taken: new Map(), written: 0, gone: 0, conflicts: [] };
  const held = new Map(
    [...current].flatMap(([table, lines]) =>
      lines.map((line) => [lineKey(table, line.block, line.label), line] as const),
    ),
  );
  const changed = new Map<string, { table: string; line: TableLine }>();
  for (const { table, block, label, column, given, shown } of preferred) {
    const key = lineKey(table, block, label);
    const line = changed.get(key)?.line ?? held.get(key);
    const now = column === EXPLANATION ? (line?.explanation ?? undefined) : line?.cells[column];
    if (!line) result.gone += 1;
    else if (now !== undefined && now !== given && now !== shown)
      result.conflicts.push({
        ...{ table, block, label, column, given },
        current: now,
        key: lineCellKey(table, block, label, column),
      });
    else if (now !== given) {
      result.written += 1;
      changed.set(key, {
        table,
        line:
          column === EXPLANATION
            ? { ...line, explanation: String(given) }
            : { ...line, cells: { ...line.cells, [column]: given } },
      });
    }
  }
  for (const { table, line } of changed.values())
    result.taken.set(table, [...(result.taken.get(table) ?? []), line]);
  return result;
}

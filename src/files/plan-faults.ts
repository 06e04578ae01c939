/** Something wrong, or to be looked at, in a plan file. */
export interface PlanFault {
  file: string;
  /** Line and column count from 1. */
  line: number;
  column: number;
  /** One English sentence that quotes the bad value. */
  message: string;
}

/** `plans/x/plan.yaml:12:5: unknown unit "…"`, as compilers write it and editors open it. */
export const formatFault = ({ file, line, column, message }: PlanFault): string =>
  `${file}:${line}:${column}: ${message}`;

/** Faults in the order people read files: by file, line and column. */
export function sortFaults(faults: readonly PlanFault[]): PlanFault[] {
  return faults.toSorted(
    (a, b) => Number(a.file > b.file) - Number(a.file < b.file) || a.line - b.line || a.column - b.column,
  );
}

/** ` (did you mean "…"?)` where one of `names` is near enough to `text`, else nothing. */
export function didYouMean(text: string, names: Iterable<string>): string {
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(text.toLowerCase(), name.toLowerCase());
    if (!best || distance < best.distance) best = { name, distance };
  }
  const near = best && best.distance <= Math.max(2, Math.floor(text.length * 0.4));
  return near ? ` (did you mean "${best?.name ?? ''}"?)` : '';
}

/** Levenshtein's distance over code points; names longer than any office's are compared by their beginning. */
function editDistance(one: string, other: string): number {
  const a = Array.from(one.slice(0, 120));
  const b = Array.from(other.slice(0, 120));
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, left] of a.entries()) {
    const current = [row + 1];
    for (const [column, right] of b.entries()) {
      const replaced = (previous[column] ?? 0) + (left === right ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

import type { PaperContent } from './paper-bytes.ts';

/**
 * A paper in parts small enough to be handed to another thread without a pause others notice: what is handed over is
 * copied on the spot.
 */
export type PaperPart =
  | { kind: 'whole'; paper: PaperContent }
  | { kind: 'more'; list: 'units' | 'rows' | 'reports'; items: readonly unknown[] }
  | { kind: 'end' };

/** Cells of one part, and reports with all that stands with them. */
const CELLS = 5_000;
const REPORTS = 20;

export function* partsOf(paper: PaperContent): Generator<PaperPart, void> {
  if (paper.kind === 'list') {
    const { rows } = paper.list;
    yield { kind: 'whole', paper: { kind: 'list', list: { ...paper.list, rows: [] } } };
    yield* inParts('rows', rows, Math.ceil(CELLS / Math.max(1, paper.list.columns.length)));
  } else {
    const { table, now } = paper;
    const { figures, reports } = table;
    const bare = { ...table, reports: [], figures: { ...figures, units: [], rows: [] } };
    yield { kind: 'whole', paper: { kind: 'table', table: bare, now } };
    yield* inParts('units', figures.units, CELLS);
    yield* inParts('rows', figures.rows, Math.max(1, Math.floor(CELLS / Math.max(1, figures.units.length))));
    yield* inParts('reports', reports, REPORTS);
  }
  yield { kind: 'end' };
}

function* inParts(
  list: 'units' | 'rows' | 'reports',
  items: readonly unknown[],
  size: number,
): Generator<PaperPart, void> {
  for (let from = 0; from < items.length; from += size)
    yield { kind: 'more', list, items: items.slice(from, from + size) };
}

/** Puts the parts together again. */
export function joinParts(parts: readonly PaperPart[]): PaperContent {
  const [first] = parts;
  if (first?.kind !== 'whole') throw new Error('a paper has no beginning');
  const all = <T>(wanted: string): T[] =>
    parts.flatMap((part) => (part.kind === 'more' && part.list === wanted ? (part.items as T[]) : []));
  const { paper } = first;
  if (paper.kind === 'list') return { kind: 'list', list: { ...paper.list, rows: all('rows') } };
  const figures = { ...paper.table.figures, units: all<never>('units'), rows: all<never>('rows') };
  return { ...paper, table: { ...paper.table, figures, reports: all('reports') } };
}

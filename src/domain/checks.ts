import {
  asNumber,
  columnTotals,
  figureIn,
  withComputedCells,
  type Answers,
  type TableLine,
  type TableLines,
} from './answers.ts';
import type { Check, Form, Severity, Table } from './form.ts';

/** A check that does not hold, with the figures it was judged on. */
export interface Finding {
  /** Stable over edits of the figures: a reason given once stays with it. */
  key: string;
  check: Check;
  severity: Severity;
  /** Where it stands: the rows of Phụ lục 1, or one line of a table. */
  place: { table: string; block: string; label: string } | null;
  /** By operand; sums under the key `sum`. */
  figures: Readonly<Record<string, number>>;
}

/** A line of a table whose column asks for a written reason that has not been given. */
export interface ExplanationOwed {
  table: string;
  block: string;
  label: string;
  columns: readonly string[];
}

const TOLERANCE = 1e-6;

/** Every check of the form that does not hold. A check whose figures are not all known is not judged: blank is not zero. */
export function findings(form: Form, answers: Answers, lines: TableLines): Finding[] {
  const totals = new Map(
    form.tables.flatMap((table) => {
      const own = lines.get(table.key) ?? [];
      const blocks = table.blocks.map(
        ({ key }) => [`${table.key}.${key}`, columnTotals(table, own, key)] as const,
      );
      return [[table.key, columnTotals(table, own)] as const, ...blocks];
    }),
  );
  const operand = (name: string): Operand => {
    const dot = name.lastIndexOf('.');
    if (dot < 0) {
      const answer = answers.get(name);
      return { value: asNumber(answer), elsewhere: answer?.kind === 'out_of_scope' };
    }
    return { value: totals.get(name.slice(0, dot))?.[name.slice(dot + 1)], elsewhere: false };
  };
  const ofForm = form.checks.flatMap((check) => judge(check, operand, null));
  const ofTables = form.tables.flatMap((table) =>
    (lines.get(table.key) ?? []).flatMap((line) => lineFindings(table, line)),
  );
  return saidOnce([...ofForm, ...ofTables]);
}

/**
 * One statement about the same figures is enough: that a sum is above its whole says that it is not equal to it. The
 * graver stays; of two alike the one that asks for equality.
 */
function saidOnce(all: readonly Finding[]): Finding[] {
  const about = ({ check, place }: Finding): string => JSON.stringify([place, operandsOf(check).sort()]);
  const weight = ({ check, severity }: Finding): number =>
    (severity === 'error' ? 2 : 0) + (check.kind === 'equals' || check.kind === 'sum_equals' ? 1 : 0);
  const first = new Map<string, Finding>();
  for (const finding of all) {
    const known = first.get(about(finding));
    if (!known || weight(finding) > weight(known)) first.set(about(finding), finding);
  }
  return all.filter((finding) => first.get(about(finding)) === finding);
}

/** The checks of one line that do not hold. */
function lineFindings(table: Table, line: TableLine): Finding[] {
  const cells = withComputedCells(table, line.cells);
  const operand = (name: string): Operand => ({ value: cells[name], elsewhere: false });
  const place = { table: table.key, block: line.block, label: line.label };
  return table.checks.flatMap((check) => judge(check, operand, place));
}

export function explanationsOwed(form: Form, lines: TableLines): ExplanationOwed[] {
  return form.tables.flatMap((table) =>
    (lines.get(table.key) ?? []).flatMap((line) => {
      const columns = table.explain.filter((column) => (figureIn(line.cells, column) ?? 0) > 0);
      if (columns.length === 0 || line.explanation) return [];
      return [{ table: table.key, block: line.block, label: line.label, columns }];
    }),
  );
}

/** Row keys, `table.column` and `table.block.column` names a check speaks of. */
export function operandsOf(check: Check): string[] {
  switch (check.kind) {
    case 'part_of':
      return [check.part, check.whole];
    case 'sum_equals':
    case 'sum_at_most':
      return [...check.parts, check.whole];
    case 'at_most':
      return [check.row, check.limit];
    case 'equals':
      return [check.row, check.other];
    case 'range':
      return [check.row];
  }
}

const checkKey = (check: Check): string => `${check.kind}:${operandsOf(check).join(',')}`;

interface Operand {
  value: number | undefined;
  /** True where the row does not concern the unit: it adds nothing to a sum. */
  elsewhere: boolean;
}

function judge(check: Check, operand: (name: string) => Operand, place: Finding['place']): Finding[] {
  const broken = isBroken(check, operand);
  if (!broken) return [];
  const known = Object.fromEntries(
    operandsOf(check).flatMap((name) => {
      const { value } = operand(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const where = place === null ? '' : `@${place.table}/${place.block}/${place.label}`;
  const figures = broken.sum === undefined ? known : { ...known, sum: broken.sum };
  return [{ key: `${checkKey(check)}${where}`, check, severity: check.severity, place, figures }];
}

function isBroken(check: Check, operand: (name: string) => Operand): { sum?: number } | undefined {
  const above = (a: string, b: string): { sum?: number } | undefined => {
    const [left, right] = [operand(a).value, operand(b).value];
    return left !== undefined && right !== undefined && left > right + TOLERANCE ? {} : undefined;
  };
  switch (check.kind) {
    case 'part_of':
      return above(check.part, check.whole);
    case 'at_most':
      return above(check.row, check.limit);
    case 'equals': {
      const [left, right] = [operand(check.row).value, operand(check.other).value];
      return left !== undefined && right !== undefined && Math.abs(left - right) > TOLERANCE ? {} : undefined;
    }
    case 'range': {
      const { value } = operand(check.row);
      if (value === undefined) return undefined;
      const low = check.min !== null && value < check.min - TOLERANCE;
      const high = check.max !== null && value > check.max + TOLERANCE;
      return low || high ? {} : undefined;
    }
    case 'sum_equals':
    case 'sum_at_most': {
      const parts = check.parts.map(operand);
      const whole = operand(check.whole).value;
      if (whole === undefined) return undefined;
      const sum = parts.reduce((total, part) => total + (part.value ?? 0), 0);
      const allKnown = parts.every((part) => part.value !== undefined || part.elsewhere);
      const over = sum > whole + TOLERANCE;
      const under = check.kind === 'sum_equals' && allKnown && sum < whole - TOLERANCE;
      return over || under ? { sum } : undefined;
    }
  }
}

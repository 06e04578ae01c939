import type { Column, Table } from '../domain/form.ts';
import { didYouMean } from './plan-faults.ts';
import { checkOperands } from './plan-form-checks.ts';
import { checkEntry, columnEntry, tableEntry, type ColumnEntry } from './plan-form-schema.ts';
import { shapeList } from './plan-shape.ts';
import type { Path, PlanSource } from './plan-source.ts';
import { readAppliesTo, type UnitBook } from './plan-units.ts';

/** Reads the tables of a form; `keys` hears every table's key. */
export function readTables(
  source: PlanSource,
  book: UnitBook,
  keys: { claim(path: Path, key: string): void },
): Table[] {
  return shapeList(tableEntry, source, ['tables']).map(({ path, value }) => {
    keys.claim(path, value.key);
    const columns = readColumns(source, path, value.key);
    const typed = columns.filter(({ kind, computed }) => kind !== 'text' && computed === null);
    if (typed.length === 0) source.fault(path, `table "${value.key}" has no column to fill in`);
    readBlocks(source, path, value.blocks);
    checkExplained(source, path, value.explain, columns);
    const checks = shapeList(checkEntry, source, [...path, 'checks']);
    for (const check of checks)
      checkOperands(source, check.path, check.value, (name) => whyNoColumn(name, columns));
    return {
      key: value.key,
      code: value.code,
      title: value.title,
      lineName: value.line,
      blocks: value.blocks.map(({ key, title, line = value.line }) => ({ key, title, lineName: line })),
      columns,
      checks: checks.map((check) => check.value),
      explain: value.explain,
      appliesTo: readAppliesTo(source, [...path, 'applies_to'], value.applies_to, book),
      note: value.note,
    };
  });
}

function readColumns(source: PlanSource, path: Path, table: string): Column[] {
  const entries = shapeList(columnEntry, source, [...path, 'columns']);
  const columns: Column[] = [];
  for (const { path: at, value } of entries) {
    if (columns.some(({ key }) => key === value.key)) {
      source.fault([...at, 'key'], `column "${value.key}" is used twice in table "${table}"`);
    }
    columns.push(columnOf(source, at, value, columns));
  }
  return columns;
}

/** A computed column comes from columns that stand before it. */
function columnOf(source: PlanSource, path: Path, entry: ColumnEntry, before: readonly Column[]): Column {
  const { key, name, kind, sum_of, numerator, denominator } = entry;
  const named = [
    ...(sum_of ?? []).map((column, index) => ({ column, at: ['sum_of', index] })),
    ...(numerator === null ? [] : [{ column: numerator, at: ['numerator'] }]),
    ...(denominator === null ? [] : [{ column: denominator, at: ['denominator'] }]),
  ];
  for (const { column, at } of named) {
    const reason = whyNoColumn(column, before);
    if (reason !== undefined) source.fault([...path, ...at], `column "${key}": ${reason}`);
  }
  if ((numerator === null) !== (denominator === null)) {
    source.fault(path, `column "${key}" needs both numerator and denominator`);
  }
  if (sum_of !== null && numerator !== null) {
    source.fault(path, `column "${key}" cannot be a sum and a percentage`);
  }
  if (sum_of !== null) return { key, name, kind, computed: { kind: 'sum', of: sum_of } };
  if (numerator === null || denominator === null) return { key, name, kind, computed: null };
  return { key, name, kind: 'percent', computed: { kind: 'percent', numerator, denominator } };
}

function whyNoColumn(name: string, columns: readonly Column[]): string | undefined {
  const counts = columns.filter(({ kind }) => kind === 'count').map(({ key }) => key);
  return counts.includes(name)
    ? undefined
    : `there is no column of figures "${name}"${didYouMean(name, counts)}`;
}

function readBlocks(source: PlanSource, path: Path, blocks: readonly { key: string }[]): void {
  for (const [index, { key }] of blocks.entries()) {
    if (blocks.findIndex((block) => block.key === key) < index) {
      source.fault([...path, 'blocks', index, 'key'], `block "${key}" is used twice`);
    }
  }
}

function checkExplained(
  source: PlanSource,
  path: Path,
  explain: readonly string[],
  columns: readonly Column[],
): void {
  for (const [index, name] of explain.entries()) {
    const reason = whyNoColumn(name, columns);
    if (reason !== undefined) source.fault([...path, 'explain', index], reason);
  }
}

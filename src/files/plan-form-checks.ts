import { operandsOf } from '../domain/checks.ts';
import { isComputed, type Check, type Row, type RowKind, type Table } from '../domain/form.ts';
import { didYouMean } from './plan-faults.ts';
import { checkEntry } from './plan-form-schema.ts';
import { shapeList } from './plan-shape.ts';
import type { Path, PlanSource } from './plan-source.ts';

interface FormParts {
  rows: readonly Row[];
  tables: readonly Table[];
  /** Where each row stands in the file. */
  places: ReadonlyMap<string, Path>;
  /** Keys of rows and tables as written, faulty ones too. */
  written: ReadonlySet<unknown>;
}

const FIGURES: ReadonlySet<RowKind> = new Set<RowKind>(['count', 'money', 'decimal', 'percent']);
const COUNTED: ReadonlySet<RowKind> = new Set<RowKind>(['count', 'money', 'decimal']);

/** What a form's rows must keep to among themselves, and the form's checks with their operands looked up. */
export function checkForm(source: PlanSource, form: FormParts): Check[] {
  for (const row of form.rows) {
    const path = form.places.get(row.key);
    if (path === undefined) continue;
    checkRatio(source, path, row, form);
    checkOptions(source, path, row);
  }
  return shapeList(checkEntry, source, ['checks']).map(({ path, value }) => {
    checkOperands(source, path, value, (name) => whyNoOperand(name, form));
    return value;
  });
}

/** Reports each operand that `why` finds wanting, and relations that cannot say anything. */
export function checkOperands(
  source: PlanSource,
  path: Path,
  check: Check,
  why: (name: string) => string | undefined,
): void {
  const operands = operandsOf(check);
  for (const name of new Set(operands)) {
    const reason = why(name);
    if (reason !== undefined) source.fault(placeOf(check, path, name), reason);
  }
  if (new Set(operands).size < operands.length) source.fault(path, `"${check.kind}" names one row twice`);
  if (check.kind !== 'range') return;
  const { min, max } = check;
  if (min === null && max === null) source.fault(path, '"range" needs min, max or both');
  if (min !== null && max !== null && max < min)
    source.fault(path, `"range" ends (${max}) below its start (${min})`);
}

function placeOf(check: Check, path: Path, name: string): Path {
  if ('parts' in check && check.parts.includes(name)) return [...path, 'parts', check.parts.indexOf(name)];
  const slot = Object.entries(check).find(([, value]) => value === name)?.[0];
  return slot === undefined ? path : [...path, slot];
}

/** Why `name` is no operand of a form's check: a row key, `table.column` or `table.block.column`. */
function whyNoOperand(name: string, { rows, tables, written }: FormParts): string | undefined {
  const [table = '', ...rest] = name.split('.');
  if (rest.length === 0) {
    const row = rows.find(({ key }) => key === name);
    if (!row && written.has(name)) return undefined;
    if (!row)
      return `there is no row "${name}"${didYouMean(
        name,
        rows.map(({ key }) => key),
      )}`;
    return FIGURES.has(row.kind) ? undefined : `row "${name}" is a ${row.kind}, it holds no figure to check`;
  }
  const found = tables.find(({ key }) => key === table);
  if (!found && written.has(table)) return undefined;
  if (!found)
    return `there is no table "${table}"${didYouMean(
      table,
      tables.map(({ key }) => key),
    )}`;
  const [column = '', block] = rest.toReversed();
  if (block !== undefined && !found.blocks.some(({ key }) => key === block)) {
    return `table "${table}" has no block "${block}"${didYouMean(
      block,
      found.blocks.map(({ key }) => key),
    )}`;
  }
  const counts = found.columns.filter(({ kind }) => kind === 'count').map(({ key }) => key);
  if (rest.length <= 2 && counts.includes(column)) return undefined;
  return `table "${table}" has no column of figures "${column}"${didYouMean(column, counts)}`;
}

function checkRatio(source: PlanSource, path: Path, row: Row, { rows, written }: FormParts): void {
  if ((row.numerator === null) !== (row.denominator === null)) {
    const absent = row.numerator === null ? 'numerator' : 'denominator';
    source.fault(path, `row "${row.key}" has no ${absent}: a computed percentage needs both`);
  }
  if (row.kind !== 'percent' && isComputed(row)) {
    source.fault([...path, 'kind'], `row "${row.key}" is computed but is a ${row.kind}, not a percent`);
  }
  if (row.numerator !== null && row.numerator === row.denominator) {
    source.fault([...path, 'denominator'], `row "${row.key}" divides "${row.numerator}" by itself`);
  }
  for (const part of ['numerator', 'denominator'] as const) {
    const name = row[part];
    if (name === null) continue;
    const other = rows.find(({ key }) => key === name);
    if (!other && written.has(name)) continue;
    if (!other) {
      const near = didYouMean(
        name,
        rows.filter(({ kind }) => COUNTED.has(kind)).map(({ key }) => key),
      );
      source.fault([...path, part], `the ${part} of row "${row.key}" names a missing row "${name}"${near}`);
    } else if (!COUNTED.has(other.kind)) {
      source.fault(
        [...path, part],
        `the ${part} of row "${row.key}" is "${name}", a ${other.kind}, not a figure`,
      );
    }
  }
}

function checkOptions(source: PlanSource, path: Path, row: Row): void {
  const coded = row.kind === 'choice' || row.kind === 'yes_no';
  if (coded && row.options.length < 2)
    source.fault(path, `row "${row.key}" is a ${row.kind} without options`);
  if (!coded && row.options.length > 0) {
    source.fault([...path, 'options'], `row "${row.key}" is a ${row.kind} and cannot have options`);
  }
  const values = row.options.map(({ value }) => value);
  if (row.kind === 'yes_no' && coded && values.length > 1 && values.toSorted().join() !== '0,1') {
    source.fault([...path, 'options'], `row "${row.key}" is a yes_no: its options must be 0 and 1`);
  }
}

import type { Form, Row } from '../domain/form.ts';
import type { Field } from '../domain/plan.ts';
import { checkForm } from './plan-form-checks.ts';
import { formFile, narrativeEntry, rowEntry, sectionEntry, type RowEntry } from './plan-form-schema.ts';
import { shape, shapeList, valueAt } from './plan-shape.ts';
import type { Path, PlanSource } from './plan-source.ts';
import { readTables } from './plan-table.ts';
import { readAppliesTo, type UnitBook } from './plan-units.ts';

/** Reads one form-*.yaml; undefined where not even its head can be read. */
export function readForm(source: PlanSource, book: UnitBook): Form | undefined {
  const head = shape(formFile, source, []);
  if (source.value === undefined) return undefined;
  const keys = new KeyBook(source);
  const places = new Map<string, Path>();
  const rows = shapeList(sectionEntry, source, ['sections']).flatMap(({ path, value: section }) => {
    keys.claim(path, section.key);
    const inherited = { section: section.key, field: section.field };
    const heading: Row = {
      ...headingOf(section.key, section.code, section.name, section.field),
      note: section.note,
      appliesTo: readAppliesTo(source, [...path, 'applies_to'], section.applies_to, book),
    };
    const below = shapeList(rowEntry, source, [...path, 'rows']).flatMap((entry) => {
      keys.claim(entry.path, entry.value.key);
      if (places.has(entry.value.key)) return [];
      places.set(entry.value.key, entry.path);
      const row = rowOf(entry.value, inherited);
      const to = readAppliesTo(source, [...entry.path, 'applies_to'], entry.value.applies_to, book);
      return [{ ...row, appliesTo: to ?? heading.appliesTo }];
    });
    return [heading, ...below];
  });
  const tables = readTables(source, book, keys);
  const narratives = shapeList(narrativeEntry, source, ['narratives']).map(({ path, value }) => {
    keys.claim(path, value.key);
    const { applies_to, ...rest } = value;
    return { ...rest, appliesTo: readAppliesTo(source, [...path, 'applies_to'], applies_to, book) };
  });
  const checks = checkForm(source, { rows, tables, places, written: writtenKeys(source) });
  const isEmpty = !rows.some((row) => row.kind !== 'group') && tables.length === 0 && narratives.length === 0;
  if (isEmpty && head?.figures_from == null) {
    source.fault(
      ['sections'],
      `form "${head?.key ?? source.file}" asks for nothing: no rows, tables or narratives`,
    );
  }
  if (!head) return undefined;
  const appliesTo = readAppliesTo(source, ['applies_to'], head.applies_to, book);
  return { key: head.key, title: head.title, appliesTo, rows, tables, checks, narratives };
}

/** The keys used in one form; rows, sections, tables and narratives share one name space, as answers do. */
class KeyBook {
  readonly #source: PlanSource;
  readonly #used = new Set<string>();

  constructor(source: PlanSource) {
    this.#source = source;
  }

  claim(path: Path, key: string): void {
    if (this.#used.has(key)) this.#source.fault([...path, 'key'], `key "${key}" is used twice in this form`);
    this.#used.add(key);
  }
}

/** Keys of rows and tables as written: one that is otherwise faulty is not missing too. */
function writtenKeys(source: PlanSource): Set<unknown> {
  const list = (path: Path): unknown[] => {
    const found = valueAt(source.value, path);
    return Array.isArray(found) ? found : [];
  };
  const rows = list(['sections']).flatMap((_, index) => list(['sections', index, 'rows']));
  return new Set([...rows, ...list(['tables'])].map((entry) => valueAt(entry, ['key'])));
}

/** A section's heading is a row of its own, of kind `group`. */
function headingOf(key: string, code: string, name: string, field: Field | null): Omit<Row, 'appliesTo'> {
  return {
    key,
    code,
    name,
    measure: '',
    kind: 'group',
    section: key,
    numerator: null,
    denominator: null,
    options: [],
    note: null,
    hint: null,
    field,
    sensitive: false,
    ifAny: false,
  };
}

function rowOf(entry: RowEntry, inherited: { section: string; field: Field | null }): Omit<Row, 'appliesTo'> {
  const { key, code, name, measure, kind, numerator, denominator, note, hint, sensitive } = entry;
  const options = Object.entries(entry.options ?? {}).map(([value, label]) => ({
    value: Number(value),
    label,
  }));
  return {
    ...{ key, code, name, measure, kind, section: inherited.section, numerator, denominator, options },
    ...{ note, hint, field: entry.field ?? inherited.field, sensitive, ifAny: entry.if_any },
    ...(entry.gathers !== null && { gathers: entry.gathers }),
  };
}

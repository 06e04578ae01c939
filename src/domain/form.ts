import type { Field, Level } from './plan.ts';

export const ROW_KINDS = [
  'count',
  'percent',
  'money',
  'choice',
  'yes_no',
  'decimal',
  'text',
  'group',
] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** Null: everybody. Otherwise units of these levels, or these units by canonical name. */
export type AppliesTo = { levels: readonly Level[]; units: readonly string[] } | null;

interface Option {
  value: number;
  label: string;
}

export interface Row {
  /** Unique within the form and stable over its versions; what the machine uses. */
  key: string;
  /** As printed, faults included; what people see. */
  code: string;
  name: string;
  /** Đơn vị tính, as printed. */
  measure: string;
  kind: RowKind;
  /** Key of the section (a `group` row of the top level) this row stands in. */
  section: string;
  /** Keys of the two rows a computed percentage comes from. */
  numerator: string | null;
  denominator: string | null;
  options: readonly Option[];
  appliesTo: AppliesTo;
  /** The printed note ("UBND huyện tổng hợp"). */
  note: string | null;
  /** A line of help where the name alone is not enough. */
  hint: string | null;
  field: Field | null;
  /** Seen only by the unit, the member of its field and the team lead. */
  sensitive: boolean;
  /** "nếu có": nothing to report is an ordinary answer. */
  ifAny: boolean;
  /** The unit's figure is the sum of those of the communes below it. */
  gathers?: 'sum';
}

export type Severity = 'error' | 'warning';

/**
 * A relation between figures that can be told to an officer in one sentence. Operands are row keys, or
 * `table.column` for the total of a table's column, or `table.block.column` for its total in one block.
 * Inside a table they are column keys and hold on each line.
 */
export type Check =
  | { kind: 'part_of'; part: string; whole: string; severity: Severity }
  | { kind: 'sum_equals'; parts: readonly string[]; whole: string; severity: Severity }
  | { kind: 'sum_at_most'; parts: readonly string[]; whole: string; severity: Severity }
  | { kind: 'at_most'; row: string; limit: string; severity: Severity }
  | { kind: 'equals'; row: string; other: string; severity: Severity }
  | { kind: 'range'; row: string; min: number | null; max: number | null; severity: Severity };

type ColumnFormula =
  { kind: 'sum'; of: readonly string[] } | { kind: 'percent'; numerator: string; denominator: string };

export interface Column {
  key: string;
  /** The full heading, upper headings first: "Đã giải quyết – Quá hạn". */
  name: string;
  /** Counts are totalled over the lines; a `decimal` (a size, a score) says nothing when added up. */
  kind: 'count' | 'decimal' | 'percent' | 'text';
  /** How the column comes from others of its line, by their keys; null where it is typed. */
  computed: ColumnFormula | null;
}

/** A part of a table with its own lines and total. */
export interface Block {
  key: string;
  title: string;
  /** What one line of this block is about. */
  lineName: string;
}

/** A table of repeating lines; the total line is computed, never typed. */
export interface Table {
  key: string;
  code: string;
  title: string;
  /** What one line is about: "Lĩnh vực", "UBND xã". */
  lineName: string;
  /** Blocks with their own total ("I. UBND huyện", "II. UBND xã"); empty where the table is one block. */
  blocks: readonly Block[];
  columns: readonly Column[];
  checks: readonly Check[];
  /** Columns that, when above zero, ask for a written reason (giải trình). */
  explain: readonly string[];
  appliesTo: AppliesTo;
  note: string | null;
}

export interface Narrative {
  key: string;
  code: string;
  title: string;
  hint: string | null;
  appliesTo: AppliesTo;
}

/** A report form as printed: sections, rows, tables and narrative parts. Never changed once used: changed forms are new versions. */
export interface Form {
  key: string;
  title: string;
  appliesTo: AppliesTo;
  rows: readonly Row[];
  tables: readonly Table[];
  checks: readonly Check[];
  narratives: readonly Narrative[];
}

/** True where the percentage comes from two rows and is never typed. */
export const isComputed = (row: Row): boolean => row.numerator !== null;

/** "Ghi chú": what stands in it is the explanation of the line, not a cell. */
export const isNote = ({ kind, name }: Column): boolean =>
  kind === 'text' && name.normalize('NFC').trim().toLowerCase() === 'ghi chú';

export function applies(to: AppliesTo, unit: { name: string; level: Level }): boolean {
  return to === null || to.levels.includes(unit.level) || to.units.includes(unit.name);
}

/** Rows an officer of `unit` is asked for, in printed order. */
export function inputRows(form: Form, unit: { name: string; level: Level }): Row[] {
  return form.rows.filter((row) => row.kind !== 'group' && !isComputed(row) && applies(row.appliesTo, unit));
}

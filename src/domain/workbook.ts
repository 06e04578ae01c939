import type { Answers, TableLine, TableLines } from './answers.ts';
import type { Form } from './form.ts';
import type { Level } from './plan.ts';

/** Which report a workbook is of and what it was made from; kept in the file, out of sight. */
export interface WorkbookIdentity {
  report: number;
  /** Null where the report has no printed form. */
  formVersion: number | null;
  /** Of the draft when the workbook was made. */
  revision: number;
  /** Keys of the sections (and tables) it holds; null: all. */
  sections: readonly string[] | null;
  /** One commune of several fills it in: what it holds is added up. */
  gathers?: true;
  /** Of this report in this database, which nobody else can write; files of older programs have none. */
  mark?: string;
}

export type MarkKind = 'problem' | 'conflict' | 'blank';

/** What is to be looked at in a cell: shown by colour and in a comment. */
export interface Mark {
  kind: MarkKind;
  comment: string;
  /** Words that could not be taken and stand in the cell again; only where nothing else does, and they are refused again. */
  typed?: string;
}

/** A line of a file that could not be stored: it stands below the others again, to be named. */
export interface UnstoredLine extends Omit<TableLine, 'label'> {
  table: string;
  /** Null where it has none; else one that another line has already. */
  label: string | null;
  /** Of its mark. */
  key: string;
}

/** Where a cell stands. */
export interface CellPlace {
  sheet: string;
  /** "D12". */
  address: string;
}

/** Everything a form's workbook is made of. Keys of cells: see `lineCellKey`; rows, texts and tables by their own key. */
export interface FormWorkbook {
  identity: WorkbookIdentity;
  form: Form;
  unit: { name: string; level: Level };
  heading: {
    unit: string;
    recipient: string;
    title: string;
    /** Below the title: period, deadline. */
    lines: readonly string[];
    /** "24/7/2023"; empty where it is to be filled in. */
    asOf: string;
  };
  answers: Answers;
  lines: TableLines;
  /** What was sent for the period before. */
  previous: Answers;
  /** Figures of before the form changed. */
  toConfirm: Answers;
  marks: ReadonlyMap<string, Mark>;
  unstored?: readonly UnstoredLine[];
}

/** A filled cell as it was read. */
export interface ReadValue extends CellPlace {
  value: string | number | boolean | null;
  hasFormula: boolean;
  /** "#REF!" and the like. */
  error: string | null;
  shown: 'number' | 'percent' | 'date';
}

export interface ReadLine {
  table: string;
  block: string;
  /** The label it was given out with; null for a line put in since, and in older files. */
  key: string | null;
  /** Null where it was emptied. */
  label: ReadValue | null;
  /** By column key. */
  cells: ReadonlyMap<string, ReadValue>;
  explanation: ReadValue | null;
}

/** A row whose key was lost, or that somebody put in. */
export interface Stranger {
  code: string;
  name: string;
  at: ReadValue;
}

/** Rows without a key that are looked at: a form has fewer rows than that. */
export const MOST_STRANGERS = 500;

/** What stands in a workbook that came back; nothing is judged yet. */
export interface ReadFormWorkbook {
  identity: WorkbookIdentity;
  /** What is printed above the form, as far as it is still there. */
  printed: readonly string[];
  asOf: ReadValue | null;
  /** The day the file was made with, as it stood there; empty: none, undefined: an older file that does not say. */
  asOfSeal: string | undefined;
  /** Whose figures a workbook for communes holds. */
  source: ReadValue | null;
  /** Filled cells by the key of their row, text or table. */
  values: ReadonlyMap<string, ReadValue>;
  lines: readonly ReadLine[];
  /** Rows whose cell stands in the file twice, with different contents. */
  twice: readonly { key: string; first: ReadValue; second: ReadValue }[];
  /** Filled cells where an answer would stand, in rows without a key: with what is printed before them. */
  strangers: readonly Stranger[];
  /** How many rows without a key there are beyond those. */
  unread: number;
  /** What the workbook was filled with when it was made, as `valueSeal` writes it; by key, lines by `lineKey`. */
  seals: ReadonlyMap<string, string>;
}

/** Answers and lines in one spelling, to tell whether anything was changed since. */
export const valueSeal = (value: unknown): string => JSON.stringify(value);

export const lineKey = (table: string, block: string, label: string): string => `${table}/${block}/${label}`;

export const lineCellKey = (table: string, block: string, label: string, column: string): string =>
  `${lineKey(table, block, label)}/${column}`;

/** What a line's cell is called by, taken apart again; undefined for rows, texts and tables. */
export function readLineCellKey(
  key: string,
): { table: string; block: string; label: string; column: string } | undefined {
  const [, table = '', block = '', label = '', column = ''] =
    /^([^/]*)\/([^/]*)\/(.*)\/([^/]*)$/s.exec(key) ?? [];
  return table === '' ? undefined : { table, block, label, column };
}

/** The column a line's name stands in. */
export const LABEL = 'label';

import type { Day } from '../domain/day.ts';
import type { Role } from '../domain/grants.ts';

/** A list as it is printed; how it becomes a file is not the conversation's matter. */
export interface ListPaper {
  /** Of the sheet; at most 31 characters. */
  sheet: string;
  title: string;
  /** Under the title: whose it is, of when, what it leaves out. */
  notes: readonly string[];
  columns: readonly ListColumn[];
  /** One cell a column; a day as `2023-07-29`, a moment as it is. */
  rows: readonly (readonly PaperCell[])[];
  /** Said in place of the rows where there are none. */
  empty: string;
}

export interface ListColumn {
  heading: string;
  /** In characters. */
  width: number;
  kind?: 'text' | 'number' | 'day' | 'moment';
}

export type PaperCell = string | number | Date | null;

/** A file made for a person, with the words that go with it. */
export interface MadeFile {
  name: string;
  mime: string;
  bytes: Uint8Array;
  /** Kept a day at most. */
  holdsCodes?: true;
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** One slip of paper with a linking code, for one person. */
export interface CodeSlip {
  unitName: string;
  name: string;
  title: string | null;
  role: Role;
  code: string;
  lastDay: Day;
}

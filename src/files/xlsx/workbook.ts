/** A workbook as the program means it; how it becomes a file is the writer's matter. */
export interface Workbook {
  title: string;
  sheets: readonly Sheet[];
}

export interface Sheet {
  /** At most 31 characters, without `[]:*?/\`. */
  name: string;
  /** `very_hidden`: a user of Excel cannot bring it to light through the menus. */
  state?: 'visible' | 'hidden' | 'very_hidden';
  columns?: readonly Column[];
  /** From the first row of the sheet on, without gaps: an empty row is `{ cells: [] }`. */
  rows: readonly Row[];
  /** "A1:C1". */
  merges?: readonly string[];
  /** How many rows above and columns to the left stay in sight. */
  freeze?: { rows: number; columns: number };
  /** Headings and lines that can be filtered, "A3:F20". */
  filter?: string;
  /** True: only cells whose style is `unlocked` may be changed. No password. */
  isProtected?: boolean;
  choices?: readonly Choices[];
  print?: Print;
  tab?: string;
}

export interface Column {
  /** In characters. */
  width: number;
  isHidden?: boolean;
}

export interface Row {
  cells: readonly (Cell | null)[];
  /** In points; absent: as high as its words need. */
  height?: number;
  isHidden?: boolean;
}

export type CellValue = string | number | boolean | null;

export interface Cell {
  /** With a formula: its value as computed by us, for readers that do not compute. */
  value?: CellValue;
  /** Without the equals sign. Only ever of our own making. */
  formula?: string;
  style?: Style;
  comment?: string;
}

export interface Style {
  bold?: boolean;
  italic?: boolean;
  /** In points; 12 unless told. */
  size?: number;
  /** RRGGBB, as `fill`. */
  color?: string;
  fill?: string;
  align?: 'left' | 'center' | 'right';
  vertical?: 'top' | 'center' | 'bottom';
  wraps?: boolean;
  indent?: number;
  border?: 'thin' | 'dotted';
  /** A number format of Excel, "#,##0". */
  format?: string;
  isUnlocked?: boolean;
}

/** A drop-down in cells. */
export interface Choices {
  /** "D9:D20", or several ranges with a blank between. */
  cells: string;
  /** Where the choices stand: "'Danh mục'!$A$1:$A$3". */
  from: string;
  /** Whether nothing else may be typed. */
  isClosed: boolean;
  prompt?: { title: string; text: string };
}

/** A4. */
export interface Print {
  isLandscape?: boolean;
  /** First and last of the rows repeated on every page, counted from 1. */
  titleRows?: readonly [first: number, last: number];
  /** First and last of the columns repeated on every page, "A", "D". */
  titleColumns?: readonly [first: string, last: string];
  /** Over how many pages the columns spread; 1 unless told. */
  pagesWide?: number;
  /** In the middle of the foot: the page number is added. */
  footer?: string;
}

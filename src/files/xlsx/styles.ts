import { DECLARATION, tag } from './markup.ts';
import type { Style } from './workbook.ts';

const FONT = 'Times New Roman';
const SIZE = 12;
/** Below this Excel keeps number formats of its own. */
const FIRST_FORMAT = 164;
/** Formats every Excel knows by number, shown in the reader's own way of writing numbers. */
const BUILT_IN: Record<string, number> = {
  General: 0,
  '0': 1,
  '0.00': 2,
  '#,##0': 3,
  '#,##0.00': 4,
  '@': 49,
};

/** Every different style of a workbook once, and the numbers cells refer to them by. */
export class StyleTable {
  readonly #fonts = new Table();
  readonly #fills = new Table();
  readonly #borders = new Table();
  readonly #formats = new Table();
  readonly #styles = new Table();
  readonly #known = new Map<string, number>();
  /** Many cells share one object: it is spelled out once. */
  readonly #seen = new WeakMap<Style, [plain?: number, guarded?: number]>();

  constructor() {
    this.#fonts.numberOf(fontOf({}));
    // Excel takes the first two fills for its own.
    this.#fills.numberOf('<fill><patternFill patternType="none"/></fill>');
    this.#fills.numberOf('<fill><patternFill patternType="gray125"/></fill>');
    this.#borders.numberOf(borderOf(undefined));
    this.numberOf({}, false);
  }

  /** `isGuarded`: words that begin like a formula stay words when somebody edits the cell. */
  numberOf(style: Style, isGuarded: boolean): number {
    const seen = this.#seen.get(style) ?? [];
    const number = seen[isGuarded ? 1 : 0] ?? this.#spelledOut(style, isGuarded);
    seen[isGuarded ? 1 : 0] = number;
    this.#seen.set(style, seen);
    return number;
  }

  #spelledOut(style: Style, isGuarded: boolean): number {
    const key = `${JSON.stringify(style)}${isGuarded}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const number = this.#styles.numberOf(this.#recordOf(style, isGuarded));
    this.#known.set(key, number);
    return number;
  }

  #recordOf(style: Style, isGuarded: boolean): string {
    const { align, vertical = 'center', wraps, indent, format = 'General', isUnlocked } = style;
    const alignment = tag('alignment', {
      horizontal: align,
      vertical,
      wrapText: wraps ? 1 : undefined,
      indent,
    });
    return tag(
      'xf',
      {
        numFmtId: BUILT_IN[format] ?? FIRST_FORMAT + this.#formats.numberOf(format),
        fontId: this.#fonts.numberOf(fontOf(style)),
        fillId: this.#fills.numberOf(fillOf(style.fill)),
        borderId: this.#borders.numberOf(borderOf(style.border)),
        xfId: 0,
        quotePrefix: isGuarded ? 1 : undefined,
        applyNumberFormat: 1,
        applyFont: 1,
        applyFill: 1,
        applyBorder: 1,
        applyAlignment: 1,
        applyProtection: 1,
      },
      alignment + tag('protection', { locked: isUnlocked ? 0 : 1 }),
    );
  }

  /** `xl/styles.xml`. */
  toXml(): string {
    const formats = this.#formats.all.map((formatCode, index) =>
      tag('numFmt', { numFmtId: FIRST_FORMAT + index, formatCode }),
    );
    return (
      DECLARATION +
      tag(
        'styleSheet',
        { xmlns: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main' },
        [
          formats.length > 0 ? counted('numFmts', formats) : '',
          counted('fonts', this.#fonts.all),
          counted('fills', this.#fills.all),
          counted('borders', this.#borders.all),
          counted('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
          counted('cellXfs', this.#styles.all),
          counted('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
        ].join(''),
      )
    );
  }
}

/** Texts in the order they were first seen, each once. */
export class Table {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }

  get all(): string[] {
    return [...this.#numbers.keys()];
  }
}

const counted = (name: string, all: readonly string[]): string =>
  tag(name, { count: all.length }, all.join(''));

function fontOf({ bold, italic, size = SIZE, color }: Style): string {
  return `<font>${bold ? '<b/>' : ''}${italic ? '<i/>' : ''}${tag('sz', { val: size })}${
    color === undefined ? '' : tag('color', { rgb: `FF${color}` })
  }${tag('name', { val: FONT })}<family val="1"/></font>`;
}

const fillOf = (color: string | undefined): string =>
  color === undefined
    ? '<fill><patternFill patternType="none"/></fill>'
    : `<fill><patternFill patternType="solid"><fgColor rgb="FF${color}"/><bgColor indexed="64"/></patternFill></fill>`;

function borderOf(kind: Style['border']): string {
  if (kind === undefined) return '<border><left/><right/><top/><bottom/><diagonal/></border>';
  const side = (name: string): string => `<${name} style="${kind}"><color rgb="FF7F7F7F"/></${name}>`;
  return `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`;
}

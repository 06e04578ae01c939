import { paperTexts } from '../conversations/texts-papers.ts';
import type { LinesTotal } from '../domain/figures-table.ts';
import type { Column } from '../domain/form.ts';
import { cellName, sheetName } from '../files/xlsx/address.ts';
import { rangeOf } from '../files/xlsx/sheet.ts';
import type { Cell, Row, Sheet, Style } from '../files/xlsx/workbook.ts';
import { BODY, heading, HEADING } from './list-sheet.ts';

const texts = paperTexts.lines;
const TOTAL: Style = { ...BODY, bold: true, fill: 'FFF9E5', align: 'right' };

/** A table of lines: a row for each unit, or each part of one, one for who answered for the whole table, and a last row that adds up what a filter leaves in sight. */
export function linesSheet(
  { table, units, totals }: LinesTotal,
  without: readonly { unitName: string; kind: keyof typeof texts.without }[],
  moment: string,
  taken: readonly string[],
): Sheet {
  const hasBlocks = table.blocks.length > 0;
  const columns = table.columns.filter(({ kind }) => kind !== 'text');
  const fixed = hasBlocks ? 4 : 3;
  const wide = fixed + columns.length;
  const title = texts.title(table.code, table.title);
  const top = heading(title, [moment, texts.note], wide);
  const headRow = top.rows.length + 1;
  const lines = units.flatMap(({ unit, lines: count, totals: all, blocks }) =>
    hasBlocks
      ? blocks.flatMap((block) =>
          block.lines === 0
            ? []
            : [{ first: [unit.name, block.title], count: block.lines, totals: block.totals }],
        )
      : [{ first: [unit.name], count, totals: all }],
  );
  const height = lines.length + without.length;
  const lastRow = headRow + height;
  const heads = [
    'TT',
    texts.unit,
    ...(hasBlocks ? [texts.block] : []),
    texts.lines,
    ...columns.map(({ name }) => name),
  ];
  const place = new Map(columns.map(({ key }, index) => [key, fixed + 1 + index] as const));
  const body = lines.map(({ first, count, totals: own }, index): Row => ({
    cells: [
      { value: index + 1, style: { ...BODY, align: 'center' } },
      ...first.map((value): Cell => ({ value, style: BODY })),
      { value: count, style: { ...BODY, align: 'right' } },
      ...columns.map((column) => figure(column, own[column.key], { ...BODY, align: 'right' })),
    ],
  }));
  const withoutFigures = without.map(({ unitName, kind }, index): Row => {
    const [first, ...rest] = columns.map((): Cell => ({ style: BODY }));
    return {
      cells: [
        { value: lines.length + index + 1, style: { ...BODY, align: 'center' } },
        { value: unitName, style: BODY },
        ...(hasBlocks ? [{ style: BODY }] : []),
        { value: kind === 'nothing' ? 0 : null, style: { ...BODY, align: 'right' } },
        // It runs on over the empty cells beside it.
        ...(first ? [{ value: texts.without[kind], style: { ...BODY, wraps: false, italic: true } }] : []),
        ...rest,
      ],
    };
  });
  const subtotal = (column: number): string =>
    `SUBTOTAL(109,${rangeOf({ row: headRow + 1, column }, { row: lastRow, column })})`;
  const last: Row = {
    cells: [
      { style: TOTAL },
      { value: texts.total, style: { ...TOTAL, align: 'left' } },
      ...(hasBlocks ? [{ style: TOTAL }] : []),
      { value: lines.reduce((sum, { count }) => sum + count, 0), formula: subtotal(fixed), style: TOTAL },
      ...columns.map((column): Cell => {
        const cell = figure(column, totals[column.key], TOTAL);
        const { computed } = column;
        if (cell.value === null || column.kind === 'decimal') return { style: TOTAL };
        if (computed?.kind !== 'percent') return { ...cell, formula: subtotal(place.get(column.key) ?? 0) };
        const [over, under] = [computed.numerator, computed.denominator].map((key) =>
          cellName(lastRow + 1, place.get(key) ?? 0),
        );
        return {
          ...cell,
          formula: `IF(${under ?? ''}=0,"${paperTexts.marks.nothing}",${over ?? ''}*100/${under ?? ''})`,
        };
      }),
    ],
  };
  return {
    name: sheetName(table.code === '' ? table.title : table.code, taken),
    columns: [
      { width: 5 },
      { width: 30 },
      ...(hasBlocks ? [{ width: 22 }] : []),
      { width: 7 },
      ...columns.map(() => ({ width: 11 })),
    ],
    rows: [
      ...top.rows,
      { cells: heads.map((value) => ({ value, style: { ...HEADING, size: 10 } })), height: 80 },
      ...(height === 0
        ? [{ cells: [{ value: texts.empty, style: { italic: true, size: 11 } }] }]
        : [...body, ...withoutFigures, last]),
    ],
    merges: top.merges,
    freeze: { rows: headRow, columns: 2 },
    ...(height > 0 && {
      filter: rangeOf({ row: headRow, column: 1 }, { row: lastRow, column: wide }),
    }),
    print: { isLandscape: true, titleRows: [headRow, headRow], footer: title },
  };
}

/** A percentage of nothing is "không phát sinh"; a column of which nothing is known stays empty. */
function figure({ kind, computed }: Column, value: number | undefined, style: Style): Cell {
  const shown = { ...style, format: kind === 'percent' ? '0.00' : kind === 'decimal' ? '#,##0.##' : '#,##0' };
  if (value !== undefined) return { value: kind === 'percent' ? notRoundedUp(value) : value, style: shown };
  return { value: computed?.kind === 'percent' ? paperTexts.marks.nothing : null, style: shown };
}

const notRoundedUp = (value: number): number => (value < 100 && value >= 99.995 ? 99.99 : value);

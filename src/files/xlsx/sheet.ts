import { cellName, columnName } from './address.ts';
import type { PlacedComment } from './comments.ts';
import { DECLARATION, escapeXml, tag } from './markup.ts';
import type { StyleTable, Table } from './styles.ts';
import type { Cell, Choices, Column, Print, Row, Sheet } from './workbook.ts';

/** What the sheets of a workbook share while they are written. */
interface Shared {
  styles: StyleTable;
  words: Table;
  /** Filled on the way. */
  comments: PlacedComment[];
}

/** The longest text a cell of Excel holds. */
const LONGEST_TEXT = 32_767;
/** The tallest row of Excel, in points. */
const TALLEST_ROW = 409;
/** What a spreadsheet takes for a formula when such words are typed again. */
const LIKE_A_FORMULA = /^\s*[=+\-@\t\r]/;

/** One `xl/worksheets/sheetN.xml`; its parts stand in the order the format fixes. */
export function sheetXml(sheet: Sheet, shared: Shared): string {
  const { rows, merges = [], freeze, filter, print, choices = [], columns = [], tab } = sheet;
  const data = rows.map((row, index) => rowXml(row, index + 1, shared)).join('');
  return (
    DECLARATION +
    tag(
      'worksheet',
      {
        xmlns: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
      },
      [
        tag(
          'sheetPr',
          {},
          (tab === undefined ? '' : tag('tabColor', { rgb: `FF${tab}` })) +
            (print ? tag('pageSetUpPr', { fitToPage: 1 }) : ''),
        ),
        tag('sheetViews', {}, viewXml(freeze)),
        tag('sheetFormatPr', { defaultRowHeight: 16 }),
        columns.length > 0 ? tag('cols', {}, columns.map(columnXml).join('')) : '',
        `<sheetData>${data}</sheetData>`,
        sheet.isProtected ? protectionXml(filter !== undefined) : '',
        filter === undefined ? '' : tag('autoFilter', { ref: filter }),
        merges.length > 0
          ? tag(
              'mergeCells',
              { count: merges.length },
              merges.map((ref) => tag('mergeCell', { ref })).join(''),
            )
          : '',
        choices.length > 0
          ? tag('dataValidations', { count: choices.length }, choices.map(choicesXml).join(''))
          : '',
        print ? printXml(print) : '',
        shared.comments.length > 0 ? '<legacyDrawing r:id="rId1"/>' : '',
      ].join(''),
    )
  );
}

function rowXml({ cells, height, isHidden }: Row, no: number, shared: Shared): string {
  const written = cells.map((cell, index) => (cell ? cellXml(cell, no, index + 1, shared) : '')).join('');
  if (written === '' && height === undefined) return '';
  const hidden = isHidden ? 1 : undefined;
  const customHeight = height === undefined ? undefined : 1;
  const ht = height === undefined ? undefined : Math.min(TALLEST_ROW, height);
  return tag('row', { r: no, ht, customHeight, hidden }, written);
}

function cellXml(cell: Cell, row: number, column: number, { styles, words, comments }: Shared): string {
  const { value = null, formula, style = {}, comment } = cell;
  const r = cellName(row, column);
  if (comment !== undefined) comments.push({ row, column, text: comment });
  const isText = typeof value === 'string';
  const isGuarded = isText && formula === undefined && LIKE_A_FORMULA.test(value);
  const s = styles.numberOf(style, isGuarded);
  // A sum beyond all numbers says so; left empty it would look like none.
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const computing = formula === undefined ? '' : `<f>${escapeXml(formula)}</f>`;
    return tag('c', { r, s, t: 'e' }, `${computing}<v>#NUM!</v>`);
  }
  if (formula !== undefined) {
    const computed = value === null ? '' : `<v>${escapeXml(String(value))}</v>`;
    return tag('c', { r, s, t: isText ? 'str' : undefined }, `<f>${escapeXml(formula)}</f>${computed}`);
  }
  if (value === null) return tag('c', { r, s });
  if (isText) {
    // Cut, it would come back as another text.
    if (value.length > LONGEST_TEXT)
      throw new RangeError(`a text of ${value.length} letters in cell ${r}, which holds ${LONGEST_TEXT}`);
    const index = words.numberOf(value);
    return `<c r="${r}" s="${s}" t="s"><v>${index}</v></c>`;
  }
  if (typeof value === 'boolean') return tag('c', { r, s, t: 'b' }, `<v>${value ? 1 : 0}</v>`);
  return tag('c', { r, s }, `<v>${value}</v>`);
}

const columnXml = ({ width, isHidden }: Column, index: number): string =>
  tag('col', { min: index + 1, max: index + 1, width, customWidth: 1, hidden: isHidden ? 1 : undefined });

function viewXml(freeze: Sheet['freeze']): string {
  const attributes = { showGridLines: 0, workbookViewId: 0 };
  if (!freeze || (freeze.rows === 0 && freeze.columns === 0)) return tag('sheetView', attributes);
  const { rows, columns } = freeze;
  const pane = tag('pane', {
    xSplit: columns === 0 ? undefined : columns,
    ySplit: rows === 0 ? undefined : rows,
    topLeftCell: cellName(rows + 1, columns + 1),
    activePane: columns === 0 ? 'bottomLeft' : rows === 0 ? 'topRight' : 'bottomRight',
    state: 'frozen',
  });
  return tag('sheetView', attributes, pane);
}

/** What stays allowed is how things look and, in tables, more rows. */
const protectionXml = (hasFilter: boolean): string =>
  tag('sheetProtection', {
    sheet: 1,
    objects: 1,
    scenarios: 1,
    formatCells: 0,
    formatColumns: 0,
    formatRows: 0,
    insertRows: 0,
    sort: hasFilter ? 0 : undefined,
    autoFilter: hasFilter ? 0 : undefined,
  });

function choicesXml({ cells, from, isClosed, prompt }: Choices): string {
  return tag(
    'dataValidation',
    {
      type: 'list',
      allowBlank: 1,
      showInputMessage: prompt ? 1 : undefined,
      showErrorMessage: isClosed ? 1 : undefined,
      promptTitle: prompt?.title.slice(0, 32),
      prompt: prompt?.text.slice(0, 255),
      sqref: cells,
    },
    `<formula1>${escapeXml(from)}</formula1>`,
  );
}

/** Margins of administrative documents: 20 mm at head and foot, 15 mm on the right. In inches. */
function printXml({ isLandscape, footer, pagesWide = 1 }: Print): string {
  return [
    tag('printOptions', { horizontalCentered: 1 }),
    tag('pageMargins', { left: 0.8, right: 0.6, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.3 }),
    tag('pageSetup', {
      paperSize: 9,
      orientation: isLandscape ? 'landscape' : 'portrait',
      fitToWidth: pagesWide,
      fitToHeight: 0,
    }),
    tag(
      'headerFooter',
      {},
      `<oddFooter>${escapeXml(`&L&9${(footer ?? '').replaceAll('&', '&&').slice(0, 150)}&R&9Trang &P/&N`)}</oddFooter>`,
    ),
  ].join('');
}

/** "A3:F20". */
export const rangeOf = (from: { row: number; column: number }, to: { row: number; column: number }): string =>
  `${columnName(from.column)}${from.row}:${columnName(to.column)}${to.row}`;

import { strToU8, zipSync } from 'fflate';
import { onSheet } from './address.ts';
import { commentsXml, drawingXml, type PlacedComment } from './comments.ts';
import { DECLARATION, escapeXml, tag } from './markup.ts';
import { sheetXml } from './sheet.ts';
import { StyleTable, Table } from './styles.ts';
import type { Sheet, Workbook } from './workbook.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The moment every part of the file bears, so that the same workbook is the same bytes. */
const STAMP = new Date(2000, 0, 1);

/** A workbook as the bytes of an .xlsx file. Words are never written as formulas, whatever they begin with. */
export function writeWorkbook({ title, sheets }: Workbook): Uint8Array {
  const styles = new StyleTable();
  const words = new Table();
  const files: Record<string, string> = {};
  const commented: number[] = [];
  for (const [index, sheet] of sheets.entries()) {
    const no = index + 1;
    const comments: PlacedComment[] = [];
    files[`xl/worksheets/sheet${no}.xml`] = sheetXml(sheet, { styles, words, comments });
    if (comments.length === 0) continue;
    commented.push(no);
    files[`xl/comments${no}.xml`] = commentsXml(comments);
    files[`xl/drawings/vmlDrawing${no}.vml`] = drawingXml(comments, no);
    files[`xl/worksheets/_rels/sheet${no}.xml.rels`] = relations([
      ['rId1', `${RELATIONS}/vmlDrawing`, `../drawings/vmlDrawing${no}.vml`],
      ['rId2', `${RELATIONS}/comments`, `../comments${no}.xml`],
    ]);
  }
  const count = sheets.length;
  files['xl/workbook.xml'] = workbookXml(sheets);
  files['xl/styles.xml'] = styles.toXml();
  files['xl/sharedStrings.xml'] = sharedStringsXml(words.all);
  files['xl/_rels/workbook.xml.rels'] = relations([
    ...sheets.map(
      (_, index) =>
        [`rId${index + 1}`, `${RELATIONS}/worksheet`, `worksheets/sheet${index + 1}.xml`] as const,
    ),
    [`rId${count + 1}`, `${RELATIONS}/styles`, 'styles.xml'],
    [`rId${count + 2}`, `${RELATIONS}/sharedStrings`, 'sharedStrings.xml'],
  ]);
  files['docProps/core.xml'] =
    `${DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title></cp:coreProperties>`;
  files['_rels/.rels'] = relations([
    ['rId1', `${RELATIONS}/officeDocument`, 'xl/workbook.xml'],
    [
      'rId2',
      'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
      'docProps/core.xml',
    ],
  ]);
  const contents = { '[Content_Types].xml': contentTypes(count, commented), ...files };
  return zipSync(
    Object.fromEntries(Object.entries(contents).map(([name, text]) => [name, strToU8(text)] as const)),
    { mtime: STAMP, level: 6 },
  );
}

function workbookXml(sheets: readonly Sheet[]): string {
  const listed = sheets.map(({ name, state = 'visible' }, index) =>
    tag('sheet', {
      name,
      sheetId: index + 1,
      state: state === 'visible' ? undefined : state === 'hidden' ? 'hidden' : 'veryHidden',
      'r:id': `rId${index + 1}`,
    }),
  );
  const names = sheets.flatMap(({ name, filter, print }, localSheetId) => [
    ...(filter === undefined
      ? []
      : [
          tag(
            'definedName',
            { name: '_xlnm._FilterDatabase', localSheetId, hidden: 1 },
            escapeXml(onSheet(name, absolute(filter))),
          ),
        ]),
    ...(print?.titleRows === undefined && print?.titleColumns === undefined
      ? []
      : [
          tag(
            'definedName',
            { name: '_xlnm.Print_Titles', localSheetId },
            escapeXml(
              [print.titleColumns, print.titleRows]
                .flatMap((titles) => (titles ? [onSheet(name, `$${titles[0]}:$${titles[1]}`)] : []))
                .join(','),
            ),
          ),
        ]),
  ]);
  const firstVisible = sheets.findIndex(({ state = 'visible' }) => state === 'visible');
  return (
    DECLARATION +
    tag(
      'workbook',
      { xmlns: MAIN, 'xmlns:r': RELATIONS },
      [
        tag('bookViews', {}, tag('workbookView', { activeTab: Math.max(0, firstVisible) })),
        tag('sheets', {}, listed.join('')),
        names.length > 0 ? tag('definedNames', {}, names.join('')) : '',
        // Whatever computes does so when it opens the file: the values we wrote are for what does not.
        tag('calcPr', { calcId: 191029, fullCalcOnLoad: 1 }),
      ].join(''),
    )
  );
}

const absolute = (range: string): string => range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');

/** Excel reads "_x000D_" as a character, LibreOffice "_xa_" too: words that look like it keep their look. */
const guardEscapes = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{1,4}_)/gi, '_x005F_');

function sharedStringsXml(words: readonly string[]): string {
  const items = words.map((text) => `<si><t xml:space="preserve">${escapeXml(guardEscapes(text))}</t></si>`);
  return DECLARATION + tag('sst', { xmlns: MAIN, uniqueCount: words.length }, items.join(''));
}

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const items = all.map(([Id, Type, Target]) => tag('Relationship', { Id, Type, Target }));
  return DECLARATION + tag('Relationships', { xmlns: PACKAGE }, items.join(''));
}

function contentTypes(sheets: number, commented: readonly number[]): string {
  const part = (PartName: string, type: string): string => tag('Override', { PartName, ContentType: type });
  return (
    DECLARATION +
    tag(
      'Types',
      { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' },
      [
        tag('Default', {
          Extension: 'rels',
          ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
        }),
        tag('Default', { Extension: 'xml', ContentType: 'application/xml' }),
        tag('Default', {
          Extension: 'vml',
          ContentType: 'application/vnd.openxmlformats-officedocument.vmlDrawing',
        }),
        part('/xl/workbook.xml', `${TYPES}.sheet.main+xml`),
        ...Array.from({ length: sheets }, (_, index) =>
          part(`/xl/worksheets/sheet${index + 1}.xml`, `${TYPES}.worksheet+xml`),
        ),
        ...commented.map((no) => part(`/xl/comments${no}.xml`, `${TYPES}.comments+xml`)),
        part('/xl/styles.xml', `${TYPES}.styles+xml`),
        part('/xl/sharedStrings.xml', `${TYPES}.sharedStrings+xml`),
        part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
      ].join(''),
    )
  );
}

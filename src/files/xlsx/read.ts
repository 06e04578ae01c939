import { refuseOtherFiles } from './foreign.ts';
import { XlsxError } from './fault.ts';
import type { Spreadsheet } from '../../domain/spreadsheet.ts';
import { readSheet, type ReadSheet } from './read-sheet.ts';
import { readFormats, readStrings } from './read-shared.ts';
import { readXml } from './xml.ts';
import { openZip, type ZipEntry } from './zip.ts';

export type ReadBook = Spreadsheet;

export interface ReadLimits {
  /** The file as it came. */
  packedBytes: number;
  /** All its parts unpacked. */
  bytes: number;
  /** Rows with something in them, of all sheets. */
  rows: number;
  /** Cells with something in them, of all sheets. */
  cells: number;
  /** Characters in them: a text many cells refer to stands in the file once, and in each of them when it is read. */
  characters: number;
  sheets: number;
}

export const LIMITS: ReadLimits = {
  packedBytes: 20_000_000,
  bytes: 20_000_000,
  rows: 20_000,
  cells: 400_000,
  characters: 20_000_000,
  sheets: 60,
};

const MOST_ENTRIES = 1000;
/** Programs that allow more than Excel's 31 characters in the name of a sheet allow these. */
const LONGEST_NAME = 255;

/**
 * Every cell of every sheet, hidden ones too. Formulas are not computed: a cell that has one says so and bears the
 * value it was saved with. Takes time in proportion to the size: in the service it runs apart (`spreadsheet.ts`).
 * @throws XlsxError
 */
export function readWorkbook(bytes: Uint8Array, limits: ReadLimits = LIMITS): ReadBook {
  if (bytes.length > limits.packedBytes) throw new XlsxError('too_big', `${bytes.length} bytes`);
  refuseOtherFiles(bytes);
  const entries = openZip(bytes, { bytes: limits.bytes, entries: MOST_ENTRIES });
  const byName = new Map(entries.map((entry) => [entry.name.replace(/^\//, '').toLowerCase(), entry]));
  // Which of the two counts is understood differently by every program.
  if (byName.size < entries.length) throw new XlsxError('damaged', 'two parts bear one name');
  refuseWhatRuns(byName);
  const workbook = byName.get('xl/workbook.xml');
  if (!workbook) throw new XlsxError(otherFormat(byName), 'it holds no workbook');
  const targets = readRelations(byName.get('xl/_rels/workbook.xml.rels'));
  const shared = {
    strings: readStrings(unpacked(byName.get('xl/sharedstrings.xml'))),
    formats: readFormats(unpacked(byName.get('xl/styles.xml'))),
  };
  const { rows, cells, characters } = limits;
  const budget = { rows, cells, characters };
  const listed = listSheets(workbook);
  if (listed.length > limits.sheets) throw new XlsxError('too_big', `${listed.length} sheets`);
  const used = new Set<ZipEntry>();
  const sheets = listed.flatMap(({ name, state, id }) => {
    const entry = byName.get(partName(targets.get(id) ?? ''));
    // Their sizes were added up once.
    if (entry && used.has(entry)) throw new XlsxError('damaged', `sheet "${name}" is another one's too`);
    if (entry) used.add(entry);
    // A sheet of charts has no cells; one that is named but missing is damage.
    if (!entry) throw new XlsxError('damaged', `sheet "${name}" is missing`);
    return [readSheet({ name, state }, entry.unpack(), shared, budget)];
  });
  return { sheets };
}

type Entries = ReadonlyMap<string, ZipEntry>;

const unpacked = (entry: ZipEntry | undefined): Uint8Array | undefined => entry?.unpack();

function refuseWhatRuns(entries: Entries): void {
  for (const name of entries.keys())
    if (/vbaproject|macrosheets|vbadata/.test(name)) throw new XlsxError('macros', `it holds "${name}"`);
}

function otherFormat(entries: Entries): 'other_spreadsheet' | 'not_a_workbook' {
  const isBinary = entries.has('xl/workbook.bin');
  const isOpenDocument =
    entries.has('content.xml') &&
    new TextDecoder().decode(unpacked(entries.get('mimetype'))).includes('spreadsheet');
  return isBinary || isOpenDocument ? 'other_spreadsheet' : 'not_a_workbook';
}

function listSheets(workbook: ZipEntry): { name: string; state: ReadSheet['state']; id: string }[] {
  const found: { name: string; state: ReadSheet['state']; id: string }[] = [];
  readXml(workbook.unpack(), {
    open(name, attributes) {
      if (name !== 'sheet') return;
      const { name: title = '', state, id = '' } = attributes();
      found.push({
        name: title.slice(0, LONGEST_NAME),
        state: state === 'hidden' || state === 'veryHidden' ? 'hidden' : 'visible',
        id,
      });
    },
  });
  return found;
}

function readRelations(entry: ZipEntry | undefined): Map<string, string> {
  const targets = new Map<string, string>();
  if (!entry) throw new XlsxError('damaged', 'it does not say where its sheets are');
  readXml(entry.unpack(), {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const { Id = '', Target = '' } = attributes();
      targets.set(Id, Target);
    },
  });
  return targets;
}

/** "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../xl/…" as the name of an entry. */
function partName(target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : `xl/${target}`).split('/'))
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  return path.join('/').toLowerCase();
}

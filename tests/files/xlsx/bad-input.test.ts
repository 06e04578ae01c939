import { monitorEventLoopDelay } from 'node:perf_hooks';
import { deflateRawSync } from 'node:zlib';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { XlsxFault } from '../../../src/files/xlsx/fault.ts';
import { openSpreadsheet } from '../../../src/files/spreadsheet.ts';
import { LIMITS, readWorkbook } from '../../../src/files/xlsx/read.ts';
import { writeWorkbook } from '../../../src/files/xlsx/write.ts';

const book = writeWorkbook({
  title: 'Biểu',
  sheets: [{ name: 'Biểu', rows: [{ cells: [{ value: 'Sở Công Thương' }, { value: 5 }] }] }],
});

/** The same workbook with some of its parts replaced, added or (undefined) left out. */
function withParts(parts: Record<string, string | Uint8Array | undefined>): Uint8Array {
  const all = Object.entries({ ...unzipSync(book), ...parts });
  return zipSync(
    Object.fromEntries(
      all.flatMap(([name, part]) =>
        part === undefined ? [] : [[name, typeof part === 'string' ? strToU8(part) : part] as const],
      ),
    ),
  );
}

const sheetOf = (rows: string): string =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;

function faultOf(bytes: Uint8Array): XlsxFault | 'none' {
  try {
    readWorkbook(bytes);
    return 'none';
  } catch (error) {
    return (error as { fault: XlsxFault }).fault;
  }
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const oleNaming = (name: string): Uint8Array =>
  new Uint8Array(Buffer.concat([Buffer.from(OLE), Buffer.alloc(600), Buffer.from(name, 'utf16le')]));

/** An archive of one entry that says it unpacks to `claimed` bytes. */
function bomb(name: string, content: Buffer, claimed: number): Uint8Array {
  const packed = deflateRawSync(content);
  const header = (mark: number, before: number, after: number): Buffer => {
    const head = Buffer.alloc(before + 26 + after);
    head.writeUInt32LE(mark, 0);
    const at = before;
    head.writeUInt16LE(20, at);
    head.writeUInt16LE(8, at + 4);
    head.writeUInt32LE(packed.length, at + 14);
    head.writeUInt32LE(claimed, at + 18);
    head.writeUInt16LE(name.length, at + 22);
    return head;
  };
  const local = Buffer.concat([header(0x04034b50, 4, 0), Buffer.from(name), packed]);
  const entry = Buffer.concat([header(0x02014b50, 6, 14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return new Uint8Array(Buffer.concat([local, entry, end]));
}

describe('a file that is no workbook is told by what it is, not by its name', () => {
  it.each<[string, Uint8Array, XlsxFault]>([
    ['nothing', new Uint8Array(0), 'empty'],
    ['a PDF', strToU8('%PDF-1.7\n…'), 'not_a_workbook'],
    ['a page', strToU8('<html><table><tr><td>1</td></tr></table></html>'), 'not_a_workbook'],
    ['Excel 97', oleNaming('Workbook'), 'old_format'],
    ['a workbook with a password', oleNaming('EncryptedPackage'), 'password'],
    ['a Word file of old', oleNaming('WordDocument'), 'not_a_workbook'],
    ['a Word file', zipSync({ 'word/document.xml': strToU8('<w/>') }), 'not_a_workbook'],
    ['a binary workbook', zipSync({ 'xl/workbook.bin': new Uint8Array(4) }), 'other_spreadsheet'],
    [
      'an OpenDocument spreadsheet',
      zipSync({
        mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
        'content.xml': strToU8('<office/>'),
      }),
      'other_spreadsheet',
    ],
    ['a workbook with macros', withParts({ 'xl/vbaProject.bin': new Uint8Array(10) }), 'macros'],
    ['a workbook with macro sheets', withParts({ 'xl/macrosheets/sheet1.xml': '<m/>' }), 'macros'],
    ['half a file', book.subarray(0, book.length / 2), 'damaged'],
    ['a file whose sheet is missing', withParts({ 'xl/worksheets/sheet1.xml': undefined }), 'damaged'],
    [
      'a file with a tag left open',
      withParts({ 'xl/worksheets/sheet1.xml': sheetOf('<row r="1"><c r="A1">') }),
      'damaged',
    ],
  ])('%s', (_name, bytes, fault) => {
    expect(faultOf(bytes)).toBe(fault);
  });
});

describe('a file that is made to do harm', () => {
  it('is refused before it is unpacked where its parts add up to more than is read', () => {
    const large = bomb('xl/workbook.xml', Buffer.alloc(50_000_000), 50_000_000);
    expect(large.length).toBeLessThan(60_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(faultOf(large)).toBe('too_big');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
  });

  it('is refused where many cells refer to one long text', () => {
    const cells = Array.from(
      { length: 500 },
      (_, at) => `<row r="${at + 1}"><c r="A${at + 1}" t="s"><v>0</v></c></row>`,
    );
    const long = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>${'a'.repeat(100_000)}</t></si></sst>`;
    const small = withParts({
      'xl/sharedStrings.xml': long,
      'xl/worksheets/sheet1.xml': sheetOf(cells.join('')),
    });
    expect(small.length).toBeLessThan(20_000);
    expect(faultOf(small)).toBe('too_big');
  });

  it('is refused where it unpacks to more than it says', () => {
    expect(faultOf(bomb('xl/workbook.xml', Buffer.alloc(50_000_000), 1000))).toBe('damaged');
  });

  it('is refused where it declares entities, however many they stand for', () => {
    const entities = Array.from({ length: 20 }, (_, no) => `<!ENTITY a${no + 1} "&a${no};&a${no};">`).join(
      '',
    );
    const sheet = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">${entities}]>${sheetOf('').slice(21)}`;
    expect(faultOf(withParts({ 'xl/worksheets/sheet1.xml': sheet }))).toBe('damaged');
    const external = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>';
    expect(faultOf(withParts({ 'xl/worksheets/sheet1.xml': external }))).toBe('damaged');
  });

  it('is refused where it has 100,000 rows, and soon', async () => {
    const rows = Array.from(
      { length: 100_000 },
      (_, no) => `<row r="${no + 1}"><c r="A${no + 1}"><v>1</v></c></row>`,
    );
    const bytes = withParts({ 'xl/worksheets/sheet1.xml': sheetOf(rows.join('')) });
    const startedAt = performance.now();
    expect(await openSpreadsheet(bytes)).toEqual({ kind: 'fault', fault: 'too_big' });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  }, 30_000);

  it('is given up where reading it takes too long, and the main thread goes on meanwhile', async () => {
    const bytes = withParts({
      'xl/worksheets/sheet1.xml': sheetOf('<row><c><v>1</v></c></row>'.repeat(15_000)),
    });
    let beats = 0;
    const heart = setInterval(() => (beats += 1), 10);
    const opened = await openSpreadsheet(bytes, 0.1);
    clearInterval(heart);
    expect(opened).toEqual({ kind: 'fault', fault: 'too_long' });
    expect(beats).toBeGreaterThan(2);
  }, 10_000);

  const named = (sheets: number, target: (no: number) => string) => ({
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${Array.from({ length: sheets }, (_, no) => `<sheet name="S${no}" sheetId="${no + 1}" r:id="r${no}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${Array.from({ length: sheets }, (_, no) => `<Relationship Id="r${no}" Target="${target(no)}"/>`).join('')}</Relationships>`,
  });
  const filler = (piece: string, bytes: number): string => piece.repeat(Math.floor(bytes / piece.length));
  const MB = 1_000_000;

  it.each<[string, () => Record<string, string>, XlsxFault | 'none']>([
    [
      'tags a thousand deep',
      () => ({ 'xl/worksheets/sheet1.xml': sheetOf('<a>'.repeat(1000) + '</a>'.repeat(1000)) }),
      'damaged',
    ],
    ['a thousand sheets', () => named(1000, () => 'worksheets/sheet1.xml'), 'too_big'],
    ['sixty sheets that are one', () => named(60, () => 'worksheets/sheet1.xml'), 'damaged'],
    ['a path of a million steps', () => named(1, () => filler('a/../', 5 * MB)), 'damaged'],
    ['a target without end', () => named(1, () => filler('a', 10 * MB)), 'damaged'],
    [
      'a name with a path out of the archive',
      () => ({ '../../etc/passwd': 'x', ...named(1, () => '../../../../etc/passwd') }),
      'damaged',
    ],
    [
      'one shared text of 15 MB',
      () => ({ 'xl/sharedStrings.xml': `<sst><si><t>${filler('a', 15 * MB)}</t></si></sst>` }),
      'none',
    ],
    [
      'four million shared texts',
      () => ({ 'xl/sharedStrings.xml': `<sst>${filler('<si/>', 19 * MB)}</sst>` }),
      'too_big',
    ],
    [
      'a quoted value full of ">"',
      () => ({ 'xl/worksheets/sheet1.xml': sheetOf(`<row r="1" x="${filler('>', 18 * MB)}"/>`) }),
      'none',
    ],
    [
      'a tag of one long word',
      () => ({ 'xl/worksheets/sheet1.xml': sheetOf(`<row ${filler('a', 18 * MB)}/>`) }),
      'none',
    ],
    [
      'a million empty rows',
      () => ({
        'xl/worksheets/sheet1.xml': sheetOf(
          Array.from({ length: 1_048_576 }, (_, no) => `<row r="${no + 1}"/>`).join(''),
        ),
      }),
      'none',
    ],
    [
      'five million empty cells',
      () => ({ 'xl/worksheets/sheet1.xml': sheetOf(`<row>${filler('<c/>', 19 * MB)}</row>`) }),
      'damaged',
    ],
    [
      'a merge over the whole sheet, ten thousand conditional formats and a name that computes',
      () => ({
        'xl/worksheets/sheet1.xml': sheetOf('').replace(
          '</worksheet>',
          `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>${'<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression"><formula>SUM(A:XFD)</formula></cfRule></conditionalFormatting>'.repeat(10_000)}</worksheet>`,
        ),
        'xl/workbook.xml':
          '<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="x">WEBSERVICE("http://127.0.0.1/")</definedName></definedNames></workbook>',
      }),
      'none',
    ],
    ['a row beyond the last', () => ({ 'xl/worksheets/sheet1.xml': sheetOf('<row r="1e99"/>') }), 'damaged'],
    [
      'a name every object has, as an entity',
      () => ({
        'xl/worksheets/sheet1.xml': sheetOf(
          '<row r="1"><c r="A1" t="inlineStr"><is><t>&constructor;</t></is></c></row>',
        ),
      }),
      'damaged',
    ],
  ])(
    '%s: answered within five seconds',
    (_name, parts, fault) => {
      const bytes = withParts(parts());
      const startedAt = performance.now();
      expect(faultOf(bytes)).toBe(fault);
      expect(performance.now() - startedAt).toBeLessThan(5000);
    },
    30_000,
  );

  it('two parts of one name are refused', () => {
    const twice = Buffer.from(withParts({ 'xl/worksheets/sheet9.xml': sheetOf('') }));
    const renamed = Buffer.from(twice.toString('latin1').replaceAll('sheet9.xml', 'sheet1.xml'), 'latin1');
    expect(faultOf(new Uint8Array(renamed))).toBe('damaged');
  });

  it('an archive that keeps its sizes elsewhere is refused', () => {
    const large = Buffer.from(book);
    large.writeUInt32LE(0xffffffff, large.length - 6);
    large.writeUInt16LE(0xffff, large.length - 12);
    expect(faultOf(new Uint8Array(large))).toBe('too_big');
  });

  it('a workbook of 100,000 cells is handed over whole, and nobody waits as long as for all of it at once', async () => {
    const rows = Array.from({ length: 5_000 }, (_, row) => ({
      cells: Array.from({ length: 20 }, (_, column) => ({ value: row * column + 1 })),
    }));
    const bytes = writeWorkbook({
      title: '',
      sheets: [
        { name: 'A', rows },
        { name: 'B', rows: rows.slice(0, 3) },
      ],
    });
    const stops = monitorEventLoopDelay({ resolution: 5 });
    stops.enable();
    const opened = await openSpreadsheet(bytes);
    await new Promise((resolve) => setTimeout(resolve, 20));
    stops.disable();
    const book = readWorkbook(bytes);
    expect(opened).toEqual({ kind: 'foreign', book });
    const begun = performance.now();
    structuredClone(book);
    expect(stops.max / 1e6).toBeLessThan(Math.max(50, performance.now() - begun));
  }, 30_000);

  it('five at once take turns, and memory grows by less than 300 MB', async () => {
    const rows = filler('<row><c><v>1</v></c><c><v>2</v></c></row>', 15 * MB);
    const bytes = withParts({ 'xl/worksheets/sheet1.xml': sheetOf(rows) });
    const before = process.memoryUsage.rss();
    let most = before;
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
    const opened = await Promise.all(Array.from({ length: 5 }, () => openSpreadsheet(bytes)));
    clearInterval(watching);
    expect(new Set(opened.map(({ kind }) => kind))).toEqual(new Set(['fault']));
    expect((most - before) / MB).toBeLessThan(300);
  }, 30_000);

  it('empty rows a spreadsheet program left behind count for nothing', () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, no) => `<row r="${no + 1}"><c r="A${no + 1}" s="0"/></row>`,
    );
    const bytes = withParts({ 'xl/worksheets/sheet1.xml': sheetOf(rows.join('')) });
    expect(readWorkbook(bytes).sheets[0]!.cells).toEqual([]);
    expect(LIMITS.rows).toBeLessThan(60_000);
  });
});

describe('a formula from outside', () => {
  it('is not computed: the cell says that it has one', () => {
    const bytes = withParts({
      'xl/worksheets/sheet1.xml': sheetOf(
        '<row r="1"><c r="A1"><f>WEBSERVICE("http://127.0.0.1/")</f><v>7</v></c><c r="B1" t="e"><v>#REF!</v></c></row>',
      ),
    });
    expect(readWorkbook(bytes).sheets[0]!.cells).toMatchObject([
      { address: 'A1', value: 7, hasFormula: true, error: null },
      { address: 'B1', value: null, hasFormula: false, error: '#REF!' },
    ]);
  });

  it('never leaves as one: words that begin like it stay words, even when somebody edits the cell', () => {
    const words = ['=1+1', '+84 912', '-5', '@SUM(A1)', '\t=1', '\r=1', ' =1'];
    const bytes = writeWorkbook({
      title: '',
      sheets: [{ name: 'A', rows: [{ cells: words.map((value) => ({ value })) }] }],
    });
    const parts = unzipSync(bytes);
    expect(new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])).not.toContain('<f>');
    const styles = new TextDecoder().decode(parts['xl/styles.xml']);
    expect(styles.match(/quotePrefix="1"/g)).toHaveLength(1);
    const cells = readWorkbook(bytes).sheets[0]!.cells;
    expect(cells.map(({ value, hasFormula }) => [value, hasFormula])).toEqual(
      words.map((one) => [one, false]),
    );
  });
});

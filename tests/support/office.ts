import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where LibreOffice is; undefined where it is not installed (Debian: libreoffice-calc-nogui). */
export const SOFFICE = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find(existsSync);

/** Why a test that needs LibreOffice is skipped. */
export const WITHOUT_OFFICE = 'LibreOffice is not installed here (apt-get install libreoffice-calc-nogui)';

/** Left to itself it trusts the values a file was saved with. */
const COMPUTE_ALWAYS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

/** What LibreOffice makes of workbooks: each opened, computed anew and saved in another format, under the same name. */
export async function convert(
  books: readonly Uint8Array[],
  format: 'xlsx' | 'pdf' | 'csv',
): Promise<Uint8Array[]> {
  const folder = await mkdtemp(join(tmpdir(), 'office-'));
  try {
    const names = books.map((_, index) => `book${index + 1}`);
    for (const [index, book] of books.entries()) await writeFile(join(folder, `${names[index]!}.xlsx`), book);
    await mkdir(join(folder, 'profile', 'user'), { recursive: true });
    await writeFile(join(folder, 'profile', 'user', 'registrymodifications.xcu'), COMPUTE_ALWAYS);
    await run(
      SOFFICE ?? 'soffice',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        format === 'xlsx' ? 'xlsx:Calc MS Excel 2007 XML' : format,
        '--outdir',
        join(folder, 'out'),
        ...names.map((name) => join(folder, `${name}.xlsx`)),
      ],
      { timeout: 120_000 },
    );
    return await Promise.all(names.map((name) => readFile(join(folder, 'out', `${name}.${format}`))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

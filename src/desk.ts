import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FetchedFile } from './channels/channel.ts';
import type { Desk, OpenedFile } from './conversations/context.ts';
import { readFormWorkbook } from './files/form-workbook-read.ts';
import { writeFormWorkbook } from './files/form-workbook.ts';
import { readSeparatedText } from './files/separated-text.ts';
import { openWorkbook } from './files/xlsx/open.ts';
import type { MadeFile } from './conversations/paper.ts';
import { codesFile, listFile, progressFile, tableFile } from './papers/papers.ts';
import { createPainter } from './papers/render.ts';

/** Makes the workbooks of forms, tables, lists and pictures and keeps them in a folder until they are sent. */
export function createDesk(folder: string, uploadLink?: Desk['uploadLink']): Desk {
  const paint = createPainter();
  const keep = async ({ name, bytes }: Pick<MadeFile, 'name' | 'bytes'>) => {
    const own = join(folder, randomUUID());
    await mkdir(own, { recursive: true });
    const path = join(own, fileName(name));
    await writeFile(path, bytes);
    return { name, path };
  };
  return {
    writeForm: (content, name) => keep({ name, bytes: writeFormWorkbook(content) }),
    papers: {
      table: (table, now) => keep(tableFile(table, now)),
      list: (paper, now) => keep(listFile(paper, now)),
      codes: (slips, now) => keep(codesFile(slips, undefined, now)),
      progress: async (facts, now) => keep(await progressFile(facts, paint, now)),
    },
    ...(uploadLink && { uploadLink }),
  };
}

/** A name every file system takes. */
const fileName = (name: string): string => name.replace(/[/\\:*?"<>|\p{Cc}]/gu, ' ').trim() || 'bieu.xlsx';

/** What a spreadsheet holds, read off the main thread. */
export async function openSpreadsheet(bytes: Uint8Array): Promise<OpenedFile> {
  const opened = await openWorkbook(bytes);
  if (opened.kind === 'fault') {
    const text = opened.fault === 'not_a_workbook' ? readSeparatedText(bytes) : undefined;
    return text ? { kind: 'foreign', book: text } : opened;
  }
  const read = readFormWorkbook(opened.book);
  return read.kind === 'foreign' ? { kind: 'foreign', book: opened.book } : read;
}

/** What a spreadsheet on a network holds. */
export async function openFetched(fetched: FetchedFile): Promise<OpenedFile> {
  switch (fetched.kind) {
    case 'file':
      return openSpreadsheet(fetched.bytes);
    case 'too_big':
      return { kind: 'fault', fault: 'too_big' };
    case 'gone':
    case 'later':
      return { kind: 'unfetched' };
  }
}

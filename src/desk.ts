import type { Channel } from './channels/channel.ts';
import type { Desk, MakeDesk, OpenedFile } from './conversations/context.ts';
import { XLSX } from './conversations/paper.ts';
import { readFormWorkbook } from './files/form-workbook-read.ts';
import { writeFormWorkbook } from './files/form-workbook.ts';
import { readSeparatedText } from './files/separated-text.ts';
import { openWorkbook } from './files/xlsx/open.ts';
import { codesFile, listFile, progressFile, tableFile } from './papers/papers.ts';
import { createPainter } from './papers/render.ts';

interface DeskOptions {
  uploadLink?: Desk['uploadLink'] | undefined;
  /** What Telegram calls the bot a linking code opens, for somebody spoken to by `bot`; undefined where there is none. */
  telegramName?: (bot: string) => string | undefined;
}

/** Makes the workbooks of forms, tables, lists and pictures; each is kept until it is sent. */
export function createDeskMaker({ uploadLink, telegramName }: DeskOptions = {}): MakeDesk {
  const paint = createPainter();
  return (keep, bot) => ({
    make: {
      table: tableFile,
      list: listFile,
      progress: (facts, now) => progressFile(facts, paint, now),
    },
    keep,
    writeForm: (content, name) =>
      keep({ name: fileName(name), mime: XLSX, bytes: writeFormWorkbook(content) }),
    papers: {
      list: async (paper, now) => keep(await listFile(paper, now)),
      codes: (slips, now) => keep(codesFile(slips, telegramName?.(bot), now)),
    },
    ...(uploadLink && { uploadLink }),
  });
}

/** The Telegram bot spoken to; for who speaks on another network the first one. */
export function telegramNameFor(
  channels: readonly Pick<Channel, 'bot' | 'network' | 'name'>[],
  bot: string,
): string | undefined {
  const ours = channels.filter(({ network }) => network === 'telegram');
  return (ours.find((one) => one.bot === bot) ?? ours[0])?.name?.();
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

import type { Channel } from './channels/channel.ts';
import type { Desk, MakeDesk } from './conversations/context.ts';
import type { FormWorkbook } from './domain/workbook.ts';
import { XLSX } from './conversations/paper.ts';
import { formWorkbookFile } from './files/form-workbook-file.ts';
import { codesFile, listFile, progressFile, tableFile } from './papers/papers.ts';
import { createPainter } from './papers/render.ts';

export { openSpreadsheet } from './files/spreadsheet.ts';

interface DeskOptions {
  uploadLink?: Desk['uploadLink'] | undefined;
  guideLink?: Desk['guideLink'] | undefined;
  /** What Telegram calls the bot a linking code opens, for somebody spoken to by `bot`; undefined where there is none. */
  telegramName?: (bot: string) => string | undefined;
}

/** Makes the workbooks of forms, tables, lists and pictures; each is kept until it is sent. */
export function createDeskMaker({ uploadLink, guideLink, telegramName }: DeskOptions = {}): MakeDesk {
  const paint = createPainter();
  return (keep, bot) => ({
    make: {
      table: tableFile,
      list: listFile,
      progress: (facts, now) => progressFile(facts, paint, now),
    },
    keep,
    writeForm: async (content, name) => (await writeForm(keep, content, name)).file,
    writeMarked: (content, name) => writeForm(keep, content, name),
    papers: {
      list: async (paper, now) => keep(await listFile(paper, now)),
      codes: (slips, now) => keep(codesFile(slips, telegramName?.(bot), now)),
    },
    ...(uploadLink && { uploadLink }),
    ...(guideLink && { guideLink }),
  });
}

async function writeForm(keep: Parameters<MakeDesk>[0], content: FormWorkbook, name: string) {
  const { bytes, places } = await formWorkbookFile(content);
  return { file: await keep({ name: fileName(name), mime: XLSX, bytes }), places };
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

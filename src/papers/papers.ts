import { XLSX, type CodeSlip, type ListPaper, type MadeFile } from '../conversations/paper.ts';
import type { ProgressFacts } from '../conversations/progress.ts';
import { paperTexts } from '../conversations/texts-papers.ts';
import { peopleListTexts } from '../conversations/texts-people-list.ts';
import { dayOf, hourOf } from '../domain/office-time.ts';
import { fold } from '../language/fold.ts';
import type { ProvinceTable } from '../services/province-tables.ts';
import { codeSheet } from './code-sheet.ts';
import { progressSvg } from './progress-picture.ts';
import { writePaper } from './write.ts';

const LONGEST_NAME = 60;

/** The coordinator's table of one report as a workbook. */
export async function tableFile(table: ProvinceTable, now: Date): Promise<MadeFile> {
  const { title, period } = table.choice;
  return xlsx(`tong hop ${title} ${period}`, now, await writePaper({ kind: 'table', table, now }));
}

/** A list as a workbook of one sheet. */
export const listFile = async (list: ListPaper, now: Date): Promise<MadeFile> =>
  xlsx(list.sheet, now, await writePaper({ kind: 'list', list }));

/** Linking codes as one page to print and cut. */
export const codesFile = (
  slips: readonly CodeSlip[],
  telegramName: string | undefined,
  now: Date,
): MadeFile => ({
  name: `${fileName(peopleListTexts.codes.file, now)}.html`,
  mime: 'text/html; charset=utf-8',
  bytes: new TextEncoder().encode(codeSheet(slips, telegramName)),
  holdsCodes: true,
});

/** Progress by unit and section as a picture. */
export const progressFile = async (
  facts: ProgressFacts,
  paint: (svg: string) => Promise<Uint8Array>,
  now: Date,
): Promise<MadeFile> => ({
  name: `${fileName(`${paperTexts.progress.file} ${facts.title}`, now)}.png`,
  mime: 'image/png',
  bytes: await paint(progressSvg(facts)),
});

const xlsx = (title: string, now: Date, bytes: Uint8Array): MadeFile => ({
  name: `${fileName(title, now)}.xlsx`,
  mime: XLSX,
  bytes,
});

/** "tong-hop-bao-cao-2023-20230801-0800": a name every system takes, with the moment of its data. */
function fileName(title: string, now: Date): string {
  const words = fold(title)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, '');
  return `${words}-${dayOf(now).replaceAll('-', '')}-${hourOf(now).replace(':', '')}`;
}

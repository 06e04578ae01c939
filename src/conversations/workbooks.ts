import type { Part } from './context.ts';
import { ownDraft, withDraft } from './form-draft.ts';
import { preferFile, type PreferFile } from './workbook-back.ts';
import { sendWorkbook } from './workbook-out.ts';
import { askParts, shareNamed } from './workbook-share.ts';

export type WorkbookAction =
  | { do: 'workbook.get'; report: number; sections?: readonly string[] }
  | { do: 'workbook.share'; report: number }
  | PreferFile;

/** Waiting for the parts a colleague is to fill in. */
export interface WorkbookPlace {
  name: 'workbook.share';
  report: number;
}

/** The form of a report as an Excel workbook, out and back. */
export const workbookPart: Part<WorkbookAction, WorkbookPlace> = {
  actions: {
    'workbook.get': (context, { report, sections }) =>
      withDraft(context, report, (draft) => sendWorkbook(context, draft, sections ?? null)),
    'workbook.share': (context, { report }) =>
      withDraft(context, report, (draft) => Promise.resolve(askParts(draft))),
    'workbook.prefer': (context, action) =>
      withDraft(context, action.report, (draft) => preferFile(context, draft, action)),
  },
  places: {
    'workbook.share': async (context, { report }, text) => {
      const draft = await ownDraft(context, report);
      return draft && shareNamed(context, draft, text);
    },
  },
};

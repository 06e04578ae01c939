import type { Part } from './context.ts';
import { withDraft } from './form-draft.ts';
import { preferFile, type PreferFile } from './workbook-back.ts';
import { sendWorkbook } from './workbook-out.ts';

export type WorkbookAction =
  { do: 'workbook.get'; report: number; sections?: readonly string[] } | PreferFile;

/** The form of a report as an Excel workbook, out and back. */
export const workbookPart: Part<WorkbookAction, never> = {
  actions: {
    'workbook.get': (context, { report, sections }) =>
      withDraft(context, report, (draft) => sendWorkbook(context, draft, sections ?? null)),
    'workbook.prefer': (context, action) =>
      withDraft(context, action.report, (draft) => preferFile(context, draft, action)),
  },
  places: {},
};

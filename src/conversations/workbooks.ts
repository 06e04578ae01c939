import { dropSource, showSource, showSources } from './commune-sources.ts';
import type { Part } from './context.ts';
import { filling, ownDraft, withDraft } from './form-draft.ts';
import {
  completeGiving,
  confirmGiving,
  giveParts,
  hearReceiver,
  isGiving,
  takePartBack,
  type PartAction,
  type PartPlace,
} from './part-giving.ts';
import { dropLines, preferFile, type ChoiceAction } from './workbook-choices.ts';
import { sendCommuneWorkbook, type GatheringAction } from './workbook-gathering.ts';
import { sendWorkbook } from './workbook-out.ts';
import { askParts, shareNamed } from './workbook-share.ts';

export type WorkbookAction =
  | { do: 'workbook.get'; report: number; sections?: readonly string[] }
  | { do: 'workbook.share'; report: number }
  | PartAction
  | GatheringAction
  | ChoiceAction;

/** Waiting for the parts a colleague is to fill in. */
export type WorkbookPlace = { name: 'workbook.share'; report: number } | PartPlace;

/** The form of a report as an Excel workbook, out and back. */
export const workbookPart: Part<WorkbookAction, WorkbookPlace> = {
  actions: {
    'workbook.get': (context, { report, sections }) =>
      filling(context, report, (draft) =>
        // Whoever fills in a part has the workbook of that part, whatever is asked for.
        sendWorkbook(context, draft, draft.parts ?? sections ?? null),
      ),
    'workbook.share': (context, { report }) =>
      withDraft(context, report, (draft) => askParts(context, draft)),
    'workbook.prefer': (context, action) =>
      filling(context, action.report, (draft) => preferFile(context, draft, action)),
    'workbook.drop_lines': (context, action) =>
      filling(context, action.report, (draft) => dropLines(context, draft, action)),
    'gathering.workbook': sendCommuneWorkbook,
    'gathering.sources': showSources,
    'gathering.source': showSource,
    'gathering.drop': dropSource,
    'part.give': giveParts,
    'part.complete': (context, { giving }) =>
      withDraft(context, giving.report, (draft) => completeGiving(context, draft, giving)),
    'part.confirm': (context, action) =>
      withDraft(context, action.report, (draft) => confirmGiving(context, draft, action)),
    'part.take_back': (context, action) =>
      withDraft(context, action.report, (draft) => takePartBack(context, draft, action)),
  },
  places: {
    'workbook.share': async (context, { report }, text) => {
      const draft = await ownDraft(context, report);
      if (draft && isGiving(text, true)) return giveParts(context, { do: 'part.give', text, report });
      return draft && shareNamed(context, draft, text);
    },
    'part.giving': hearReceiver,
  },
};

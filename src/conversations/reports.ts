import type { Day } from '../domain/day.ts';
import { parseDay } from '../domain/day.ts';
import type { Context, Part } from './context.ts';
import type { Step } from './cursor.ts';
import { filling, notYours, ownDraft, withDraft, wordOf } from './form-draft.ts';
import { enterFigures, sendReport } from './form-outside.ts';
import { isCoded } from './form-pieces.ts';
import { chooseReport, openReport, type ChooseReport } from './report-choice.ts';
import { askDocument, registerDocument, takeDocument } from './report-document.ts';
import { reportTexts } from './texts-report.ts';
import { draftInScope, viewPart, viewReport } from './report-view.ts';

export type ReportAction =
  | ChooseReport
  | { do: 'open_report'; report: number }
  /** `part`: a section, a table, or `texts`; without it the report at a glance. */
  | { do: 'view_report'; report: number; part?: string }
  | { do: 'register_document'; report: number; number?: string; date?: string }
  | { do: 'correct_document' };

export type ReportPlace =
  /** `number`: of a paper whose day is awaited. */
  | { name: 'report.document'; report: number; number?: string }
  /** After a receipt or a stop: figures and "gửi" are of the report just left. */
  | { name: 'report.left' };

export const reportPart: Part<ReportAction, ReportPlace> = {
  actions: {
    choose_report: chooseReport,

    open_report: (context, { report }) => filling(context, report, (draft) => openReport(context, draft)),

    view_report: async (context, { report, part }): Promise<Step> => {
      const draft = await draftInScope(context, report);
      if (!draft) return notYours(context);
      return part === undefined ? viewReport(context, draft) : viewPart(context, draft, part);
    },

    register_document: (context, { report, number, date }) =>
      withDraft(context, report, (draft) =>
        number === undefined
          ? Promise.resolve(askDocument(draft))
          : registerDocument(context, draft, number, dayOfText(date)),
      ),

    correct_document: () => Promise.resolve({ replies: [{ text: reportTexts.howToCorrectDocument }] }),
  },

  places: {
    'report.document': async (context: Context, { report, number }, text) => {
      const draft = await ownDraft(context, report);
      return draft && takeDocument(context, draft, text, number ?? null);
    },
    'report.left': async (context: Context, _place, text) => {
      const word = wordOf(text);
      if (word === 'send' || word === 'rest')
        return sendReport(context, word === 'rest' ? { rest: true } : {});
      return isCoded(text) ? enterFigures(context, { do: 'enter_figures', text }) : undefined;
    },
  },
};

const dayOfText = (text: string | undefined): Day | undefined =>
  text === undefined ? undefined : parseDay(text);

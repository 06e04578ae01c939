import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Step } from './cursor.ts';
import { draftToFill, tablesOf, wordOf, type GoOn } from './form-draft.ts';
import { showMenu, showRest } from './form-menu.ts';
import { startReview } from './form-review.ts';
import { giveParts, isGiving } from './part-giving.ts';
import { askRows } from './form-rows.ts';
import { askExplanation } from './form-tables.ts';
import {
  correctDocument,
  isReportNumber,
  readDocument,
  speaksOfCorrection,
  takeDocument,
} from './report-document.ts';
import { viewReport } from './report-view.ts';
import { formTexts } from './texts-form.ts';

/** Goes on with the form where `then` says. */
export const goOn: GoOn = (context, draft, then) => {
  switch (then.to) {
    case 'rows':
      return askRows(context, draft, then);
    case 'table': {
      const table = tablesOf(draft).find(({ key }) => key === then.table);
      return table ? askExplanation(context, draft, table, then) : showMenu(context, draft);
    }
    case 'send':
      return startReview(context, draft, goOn, then);
    case 'menu':
      return showMenu(context, draft);
    case 'rest':
      return showRest(context, draft);
  }
};

/** What is stored stays; "TIEP" comes back to it. */
export const stopped: Step = { replies: [{ text: formTexts.stopped }], place: { name: 'report.left' } };

/** "Dừng", "xem", "gửi" … typed where figures or words are awaited; undefined for anything else. */
export async function byWord(context: Context, draft: Draft, text: string): Promise<Step | undefined> {
  if (draft.parts === null && isGiving(text))
    return giveParts(context, { do: 'part.give', text, report: draft.report.id });
  switch (wordOf(text)) {
    case 'stop':
      return stopped;
    case 'menu':
    case 'back':
      return showMenu(context, draft);
    case 'view':
      return viewReport(context, draft);
    case 'send':
      return startReview(context, draft, goOn);
    case 'rest':
      return startReview(context, draft, goOn, { rest: true });
    default:
      return undefined;
  }
}

/** The same, and the number of a signed paper: it is registered, and the form goes on where it stood. */
export async function byWordOrPaper(context: Context, draft: Draft, text: string): Promise<Step | undefined> {
  const step = await byWord(context, draft, text);
  if (step) return step;
  // A paper is the unit's, not of a part.
  if (draft.parts !== null) return undefined;
  const named = readDocument(text, context);
  if (!named && speaksOfCorrection(text) && /\/\s*BC\b/i.test(text))
    return { replies: correctDocument(draft).replies };
  if (!isReportNumber(named?.number)) return undefined;
  const taken = await takeDocument(context, draft, text);
  // Its day is asked first: the draft stays, TIEP comes back to it.
  if (taken?.place?.name === 'report.document') return taken;
  const [reply] = taken?.replies ?? [];
  return reply && { replies: [{ text: reply.text, kind: reply.kind ?? 'reply' }] };
}

/** Words typed at a place of a draft; a draft out of reach since means nothing here. */
export async function onDraft(
  context: Context,
  report: number,
  work: (draft: Draft) => Promise<Step | undefined>,
): Promise<Step | undefined> {
  const draft = await draftToFill(context, report);
  return draft && work(draft);
}

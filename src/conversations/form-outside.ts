import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import type { FormAction } from './form-actions.ts';
import { draftToFill, filling, prepend, rowOf, type Then } from './form-draft.ts';
import { recordFigures } from './form-figures.ts';
import { goOn } from './form-go-on.ts';
import { showMenu } from './form-menu.ts';
import { askNarrative } from './form-narratives.ts';
import { startReview } from './form-review.ts';
import { askRows } from './form-rows.ts';
import { chooseReport } from './report-choice.ts';
import { formTexts } from './texts-form.ts';

/** The own unit's draft in work: the one last typed in, else the only one owed. */
async function draftInWork(context: Context): Promise<Draft | undefined> {
  const { services, speaker } = context;
  const last = await services.drafts.lastOpen(speaker.scope);
  if (last) return draftToFill(context, last.dueReportId);
  const owed = (await services.drafts.listOpenFor(speaker.scope)).filter(({ settledAt }) => !settledAt);
  const [only, another] = owed;
  return only && !another ? draftToFill(context, only.id) : undefined;
}

/** TIEP: where the unit's work was left. */
export async function continueDraft(context: Context): Promise<Step> {
  const { services, speaker } = context;
  const last = await services.drafts.lastOpen(speaker.scope);
  const draft = last && (await draftToFill(context, last.dueReportId));
  if (!draft) return chooseReport(context, { do: 'choose_report', purpose: 'submit' });
  if (!draft.hasForm) return askNarrative(context, draft);
  const section = rowOf(draft.form, last.rowKey)?.section;
  return section === undefined ? showMenu(context, draft) : askRows(context, draft, { section, skipped: [] });
}

/** "Gửi đi" without saying which: the draft in work. */
export async function sendReport(context: Context, { rest }: { rest?: true }): Promise<Step> {
  const draft = await draftInWork(context);
  return draft
    ? startReview(context, draft, goOn, { rest })
    : chooseReport(context, { do: 'choose_report', purpose: 'submit' });
}

/** Reports a figure typed outside a form may belong to: those still owed, else those already sent. */
async function reportsForFigures(context: Context): Promise<Draft['report'][]> {
  const all = await context.services.drafts.listOpenFor(context.speaker.scope);
  const withForm = all.filter(({ formVersionId }) => formVersionId !== null);
  const owed = withForm.filter(({ figuresAt }) => !figuresAt);
  return owed.length > 0 ? owed : withForm;
}

/** Figures typed outside a form: into the one draft they can belong to, or asks which. */
export async function enterFigures(
  context: Context,
  action: Extract<FormAction, { do: 'enter_figures' }>,
): Promise<Step> {
  const { text, section } = action;
  const reports = await reportsForFigures(context);
  const [only, another] = reports;
  if (!only) return { replies: [{ text: formTexts.noFormForFigures(context.speaker.address) }] };
  if (another && action.report === undefined) {
    const last = await context.services.drafts.lastOpen(context.speaker.scope);
    const offers = reports.slice(0, 9).map((report): Offer => ({
      label: formTexts.reportName(report),
      action: { ...action, report: report.id },
    }));
    if (!last || !reports.some(({ id }) => id === last.dueReportId)) {
      return { replies: [{ text: formTexts.whichReport, offers }] };
    }
    return enterFigures(context, { ...action, report: last.dueReportId });
  }
  return filling(context, action.report ?? only.id, async (draft) => {
    const then: Then = section === undefined ? { to: 'rest' } : { to: 'rows', section, skipped: [] };
    const typing = { section: section ?? null, asked: [], skipped: [], then };
    const step = await recordFigures(context, draft, text, typing, goOn);
    return step ?? prepend(formTexts.noFigureFound, await showMenu(context, draft));
  });
}

import { parseDay } from '../domain/day.ts';
import { isOnlyFiller } from '../domain/grants.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { draftToFill, prepend } from './form-draft.ts';
import { showMenu } from './form-menu.ts';
import { askNarrative } from './form-narratives.ts';
import { askDocument, isPlanNumber, registerDocument } from './report-document.ts';
import { draftInScope, viewReport } from './report-view.ts';
import { reportTexts } from './texts-report.ts';
import { partTexts } from './texts-parts.ts';
import { foldReports, withPeriods } from './recurring-reports.ts';
import { sendWorkbook } from './workbook-out.ts';
import { askParts } from './workbook-share.ts';

export interface ChooseReport {
  do: 'choose_report';
  purpose: 'submit' | 'document' | 'view' | 'workbook' | 'share';
  /** Number and day of a document named before the report was. */
  number?: string;
  date?: string;
}

/** Reports offered at once; nearest deadline first. */
const OFFERED = 9;

type Report = Draft['report'];

/** One report in question: straight in. Several: which one. None: says so. */
export async function chooseReport(context: Context, action: ChooseReport): Promise<Step> {
  const { purpose } = action;
  const { drafts } = context.services;
  const { scope } = context.speaker;
  if (purpose === 'share' && isOnlyFiller(scope))
    return { replies: [{ text: partTexts.onlyOfficerShares }], place: { name: 'idle' } };
  // A paper is the unit's, and so is giving parts to others.
  const isOfUnit = purpose === 'document' || purpose === 'share';
  const asked = isOfUnit ? { ...scope, fills: [] } : scope;
  const all = await (purpose === 'view' ? drafts.listFor(asked) : drafts.listOpenFor(asked));
  const reports =
    purpose === 'view'
      ? withPeriods(all)
      : foldReports(inQuestion(provenBy(all, action.number), purpose), context.now).map(({ one }) => one);
  const [only, another] = reports;
  if (!only)
    return { replies: [{ text: reportTexts.nothingOwed(purpose, context.now) }], place: { name: 'idle' } };
  if (!another) return goInto(context, only, action);
  const offers = reports.slice(0, OFFERED).map((report): Offer => ({
    label: reportTexts.choice(report, context.speaker.scope.ownUnits.length > 1),
    action: intoAction(report.id, action),
  }));
  return {
    replies: [{ text: reportTexts.which(purpose, reports.length, offers.length), offers }],
    place: { name: 'idle' },
  };
}

/** Opens a report for filling in: its parts, or the one text where no form is printed. */
export async function openReport(context: Context, draft: Draft): Promise<Step> {
  if (draft.parts !== null) return showMenu(context, draft);
  const { report } = draft;
  const last = (await context.services.submissions.sent(draft))?.receipt;
  const before = !last
    ? ''
    : draft.hasForm
      ? reportTexts.alreadySent(last.code, last.receivedAt, last.owed.length)
      : reportTexts.alreadySentText(last.code, last.receivedAt);
  return draft.hasForm
    ? showMenu(context, draft, before)
    : prepend(before, prepend(reportTexts.withoutForm(report), await askNarrative(context, draft)));
}

/** Whether the speaker's unit owes a plan ("Ban hành kế hoạch …"), which a number like "03/KH-STP" proves. */
export async function owesPlan({ services, speaker }: Context): Promise<boolean> {
  return (await services.drafts.listOfUnits(speaker.scope.ownUnits)).some(isPlanOwed);
}

const isPlanOwed = ({ title }: Report): boolean => /kế hoạch/iu.test(title) && !/^báo cáo/iu.test(title);

const provenBy = (all: readonly Report[], number: string | undefined): readonly Report[] =>
  isPlanNumber(number) ? all.filter(isPlanOwed) : all;

function inQuestion(all: readonly Report[], purpose: 'submit' | 'document' | 'workbook' | 'share'): Report[] {
  if (purpose === 'document') {
    const without = all.filter(({ documentAt }) => !documentAt);
    return without.length > 0 ? without : [...all];
  }
  if (purpose === 'workbook' || purpose === 'share')
    return inQuestion(
      all.filter(({ formVersionId }) => formVersionId !== null),
      'submit',
    );
  const owed = all.filter(({ settledAt, figuresAt }) => !settledAt && !figuresAt);
  // Nothing owed: what was sent may be corrected or completed.
  return owed.length > 0 ? owed : [...all];
}

async function goInto(context: Context, report: Report, action: ChooseReport): Promise<Step> {
  const open = action.purpose === 'view' ? draftInScope : draftToFill;
  const draft = await open(context, report.id);
  if (!draft) return { replies: [{ text: reportTexts.nothingOwed(action.purpose, context.now) }] };
  switch (action.purpose) {
    case 'submit':
      return openReport(context, draft);
    case 'view':
      return viewReport(context, draft);
    case 'workbook':
      return sendWorkbook(context, draft);
    case 'share':
      return draft.hasForm ? askParts(context, draft) : sendWorkbook(context, draft);
    case 'document':
      return action.number === undefined
        ? askDocument(draft)
        : registerDocument(
            context,
            draft,
            action.number,
            action.date === undefined ? undefined : parseDay(action.date),
          );
  }
}

function intoAction(report: number, { purpose, number, date }: ChooseReport): Offer['action'] {
  switch (purpose) {
    case 'submit':
      return { do: 'open_report', report };
    case 'view':
      return { do: 'view_report', report };
    case 'workbook':
      return { do: 'workbook.get', report };
    case 'share':
      return { do: 'workbook.share', report };
    case 'document':
      return {
        do: 'register_document',
        report,
        ...(number === undefined ? {} : { number }),
        ...(date === undefined ? {} : { date }),
      };
  }
}

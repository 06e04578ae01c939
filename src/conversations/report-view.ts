import { withComputed, columnTotals, type Answers, type TableLines } from '../domain/answers.ts';
import { findings } from '../domain/checks.ts';
import type { Row } from '../domain/form.ts';
import { maySeeSensitive } from '../domain/grants.ts';
import type { Draft } from '../services/drafts.ts';
import type { Receipt } from '../services/submissions.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { isSection } from './form-codes.ts';
import { draftToFill, narrativesOf, reviewOffer, rowsOf, sectionsOf, tablesOf, WORDS } from './form-draft.ts';
import { showMenu } from './form-menu.ts';
import { describe } from './form-findings.ts';
import { formTexts } from './texts-form.ts';
import { reportTexts } from './texts-report.ts';

/** Figures as one person may see them: the draft of the own unit, of other units only what was sent. */
interface Seen {
  answers: Answers;
  lines: TableLines;
  reasons: ReadonlyMap<string, string>;
  receipt: Receipt | null;
  isDraft: boolean;
  /** Of the own draft: figures from before the form changed, to be confirmed again. */
  old?: Answers;
}

const isOwn = (context: Context, { report, parts }: Draft): boolean =>
  parts !== null || context.speaker.scope.ownUnits.includes(report.unitId);

/** Of a closed plan the own report is read only. */
const mayCorrect = (context: Context, draft: Draft): boolean =>
  isOwn(context, draft) && draft.report.planState === 'issued';

/** A report within the speaker's scope; undefined is answered as if there were none. */
export async function draftInScope(context: Context, report: number): Promise<Draft | undefined> {
  const given = await draftToFill(context, report);
  if (given) return given;
  const { reports, drafts } = context.services;
  const seen = await reports.findInScope(context.speaker.scope, report);
  return seen && drafts.open(report);
}

async function figuresSeen(context: Context, draft: Draft): Promise<Seen | undefined> {
  const { drafts, submissions } = context.services;
  const sent = await submissions.sent(draft);
  if (!isOwn(context, draft)) return sent && { ...sent, isDraft: false };
  const { id } = draft.report;
  return {
    answers: await drafts.answers(id),
    lines: await drafts.lines(id),
    reasons: await drafts.reasons(id),
    receipt: sent?.receipt ?? null,
    isDraft: true,
    old: await drafts.toConfirm(id),
  };
}

/** The report at a glance: what was sent when, how far each part is, what stands with a reason. */
export async function viewReport(context: Context, draft: Draft): Promise<Step> {
  if (draft.parts !== null) return showMenu(context, draft);
  const seen = await figuresSeen(context, draft);
  const { report } = draft;
  if (!seen) return { replies: [{ text: reportTexts.nothingSent(report, context.now) }] };
  const documents = await context.services.documents.listOf(report.id);
  const sections = sectionsOf(draft);
  const offers = sections.map(({ heading, inputs }): Offer => ({
    label: formTexts.section(
      heading,
      inputs.filter(({ key }) => seen.answers.has(key)).length,
      inputs.length,
      inputs.filter(({ key }) => seen.answers.get(key)?.kind === 'missing').length,
    ),
    words: [heading.code, `mục ${heading.code}`],
    action: { do: 'view_report', report: report.id, part: heading.key },
  }));
  const tables = tablesOf(draft).map(({ key, code }): Offer => ({
    label: formTexts.table(code, seen.lines.get(key)?.length ?? 0, seen.answers.get(key)),
    words: [code],
    action: { do: 'view_report', report: report.id, part: key },
  }));
  const narratives = narrativesOf(draft);
  const given = narratives.filter(({ key }) => seen.answers.has(key)).length;
  const outline: Offer[] =
    narratives.length === 0
      ? []
      : [
          {
            label: formTexts.narratives(given, narratives.length),
            action: { do: 'view_report', report: report.id, part: 'texts' },
          },
        ];
  const own: Offer[] = mayCorrect(context, draft)
    ? [
        {
          label: reportTexts.offers.correct,
          words: WORDS.next,
          action: { do: 'open_report', report: report.id },
        },
        reviewOffer(draft),
      ]
    : [];
  return {
    replies: [
      {
        text: reportTexts.overview({
          report,
          receipt: seen.receipt,
          isDraft: seen.isDraft,
          documents,
          now: context.now,
          reasons: reasonsOf(context, draft, seen),
        }),
        offers: [...offers, ...tables, ...outline, ...own],
      },
    ],
    place: { name: 'idle' },
  };
}

/** One part of a report with its figures, rates and what was explained. */
export async function viewPart(context: Context, draft: Draft, part: string): Promise<Step> {
  const seen = await figuresSeen(context, draft);
  if (!seen) return { replies: [{ text: reportTexts.nothingSent(draft.report, context.now) }] };
  const isSectionOfOwn =
    mayCorrect(context, draft) && sectionsOf(draft).some(({ heading }) => heading.key === part);
  const back: Offer[] = [
    ...(isSectionOfOwn
      ? [
          {
            label: reportTexts.offers.correct,
            words: WORDS.next,
            action: { do: 'form.section' as const, report: draft.report.id, section: part },
          },
        ]
      : []),
    {
      label: reportTexts.offers.otherParts,
      words: WORDS.menu,
      action: { do: 'view_report', report: draft.report.id },
    },
  ];
  return { replies: [{ text: partInWords(context, draft, seen, part), offers: back }] };
}

/** A section of the own draft, on the way through the form. */
export async function viewSection(context: Context, draft: Draft, section: string): Promise<Step> {
  return viewInForm(context, draft, section, { do: 'form.section', report: draft.report.id, section });
}

export async function viewTable(context: Context, draft: Draft, table: string): Promise<Step> {
  return viewInForm(context, draft, table, { do: 'form.table', report: draft.report.id, table });
}

async function viewInForm(
  context: Context,
  draft: Draft,
  part: string,
  goOn: Offer['action'],
): Promise<Step> {
  const seen = await figuresSeen(context, draft);
  const report = draft.report.id;
  const text = seen
    ? partInWords(context, draft, seen, part)
    : reportTexts.nothingSent(draft.report, context.now);
  const inputs = sectionsOf(draft).find(({ heading }) => heading.key === part)?.inputs;
  const isFull = inputs?.every(({ key }) => seen?.answers.has(key)) ?? false;
  const owed = inputs?.filter(({ key }) => seen?.answers.get(key)?.kind === 'missing').length ?? 0;
  const offers: Offer[] = [
    ...(isFull ? [] : [{ label: formTexts.offers.goOn, words: WORDS.next, action: goOn }]),
    ...(isFull && owed > 0
      ? [
          {
            label: formTexts.offers.owed(owed),
            words: WORDS.next,
            action: { do: 'form.section' as const, report, section: part, owed: true as const },
          },
        ]
      : []),
    {
      label: formTexts.offers.menu,
      words: [...WORDS.menu, ...WORDS.back],
      action: { do: 'form.menu', report },
    },
    reviewOffer(draft),
    { label: formTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
  ];
  return {
    replies: [
      { text: inputs ? `${text}\n\n${reportTexts.howToCorrect(inputs[0]?.code ?? '')}` : text, offers },
    ],
    place: inputs
      ? { name: 'form.which', report, section: part, then: { to: 'rows', section: part, skipped: [] } }
      : { name: 'form.menu', report },
  };
}

function partInWords(context: Context, draft: Draft, seen: Seen, part: string): string {
  const heading = draft.form.rows.find((row) => row.key === part && isSection(row));
  if (heading) return sectionInWords(context, draft, seen, heading);
  const table = tablesOf(draft).find(({ key }) => key === part);
  if (table) {
    const lines = seen.lines.get(part) ?? [];
    return reportTexts.tableLines({
      table,
      lines,
      totals: columnTotals(table, lines),
      answer: seen.answers.get(part),
    });
  }
  return reportTexts.narratives(
    narrativesOf(draft).flatMap(({ key, code, title }) => {
      const answer = seen.answers.get(key);
      return answer?.kind === 'text' ? [{ code, title, text: answer.text }] : [];
    }),
  );
}

function sectionInWords(context: Context, draft: Draft, seen: Seen, heading: Row): string {
  const answers = withComputed(draft.form, seen.answers);
  const { scope } = context.speaker;
  const rows = rowsOf(draft).filter((row) => row.section === heading.key && !isSection(row));
  const isHidden = (row: Row): boolean =>
    row.sensitive && !isOwn(context, draft) && !maySeeSensitive(scope, draft.report, row.field);
  return reportTexts.section({
    heading,
    rows: rows
      .filter((row) => !isHidden(row))
      .map((row) => ({ row, answer: answers.get(row.key), old: seen.old?.get(row.key) })),
    hidden: rows.filter((row) => isHidden(row) && row.kind !== 'group').length,
    words: draft.report.words,
    reasons: reasonsOf(context, draft, seen).filter(({ keys }) => rows.some(({ key }) => keys.includes(key))),
  });
}

/** What does not add up, with the reason given; nothing that would give away a row the asker may not see. */
function reasonsOf(
  context: Context,
  draft: Draft,
  seen: Seen,
): { text: string; reason: string | null; keys: string[] }[] {
  const { scope } = context.speaker;
  const hidden = new Set(
    draft.form.rows
      .filter(
        (row) => row.sensitive && !isOwn(context, draft) && !maySeeSensitive(scope, draft.report, row.field),
      )
      .map(({ key }) => key),
  );
  return findings(draft.form, seen.answers, seen.lines).flatMap((finding) => {
    const keys = Object.keys(finding.figures);
    if (keys.some((key) => hidden.has(key))) return [];
    const text = formTexts.findingSentence(describe(draft.form, finding));
    return [{ text, reason: seen.reasons.get(finding.key) ?? null, keys }];
  });
}

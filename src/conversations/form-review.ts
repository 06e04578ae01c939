import { parseDay, type Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { parseDate } from '../language/date.ts';
import type { Draft } from '../services/drafts.ts';
import type { Review } from '../services/submissions.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { narrativesOf, partNames, prepend, sectionsOf, tablesOf, WORDS, type GoOn } from './form-draft.ts';
import { askFinding } from './form-findings.ts';
import { showMenu } from './form-menu.ts';
import { askNarrative } from './form-narratives.ts';
import { oldFigures, oldFiguresOffer } from './form-recheck.ts';
import { partTexts } from './texts-parts.ts';
import { reviewTexts } from './texts-review.ts';

/** True where the rows without an answer are to be sent as "chưa có số liệu". */
interface Rest {
  rest?: boolean | undefined;
}

const restOf = (rest: boolean | undefined): { rest?: true } => (rest ? { rest: true } : {});

/** Goes through what stands between a draft and its sending: blanks, findings, the day of the figures, one summary. */
export async function startReview(
  context: Context,
  draft: Draft,
  goOn: GoOn,
  { rest = false }: Rest = {},
): Promise<Step> {
  const { report } = draft;
  const review = await context.services.submissions.review(draft, context.now);
  if (review.isEmpty) return nothingToSend(context, draft);
  const isPart = draft.parts !== null;
  if (review.unanswered.length > 0 && (!rest || isPart))
    return askBlanks(draft, review, (await oldFigures(context, draft)).length);
  if (review.findings.length > 0) {
    const step = await askFinding(
      context,
      draft,
      review.findings.map(({ key }) => key),
      { to: 'send', ...restOf(rest) },
      goOn,
    );
    return prepend(reviewTexts.findingsFirst(review.findings.length), step);
  }
  if (isPart) return showPartComplete(context, draft, review);
  const today = dayOf(context.now);
  if (!draft.hasForm) return showSummary(context, draft, today, goOn);
  const last = await context.services.submissions.latest(report.id);
  const ofFile = report.asOf === last?.asOf ? null : report.asOf;
  const days = [...new Set([ofFile, today, last?.asOf].filter((day) => day != null))];
  return {
    replies: [
      {
        text: reviewTexts.askAsOf,
        offers: days.map((day): Offer => ({
          label: reviewTexts.asOfOffer(day, day === today ? 'today' : day === ofFile ? 'file' : 'last'),
          words: [
            ...(day === today ? ['hôm nay'] : []),
            ...(day === days[0] ? ['đồng ý', ...WORDS.send, ...WORDS.next] : []),
          ],
          action: { do: 'form.as_of', report: report.id, day, ...restOf(rest) },
        })),
      },
    ],
    place: { name: 'form.as_of', report: report.id, ...restOf(rest) },
  };
}

function askBlanks(draft: Draft, review: Review, toConfirm: number): Step {
  const { report } = draft;
  const bySection = sectionsOf(draft).flatMap(({ heading, inputs }) => {
    const open = inputs.filter((row) => review.unanswered.some(({ key }) => key === row.key));
    return open.length === 0 ? [] : [{ heading, open }];
  });
  const [first] = bySection;
  const offers: Offer[] = [
    ...oldFiguresOffer(report.id, toConfirm),
    ...(first
      ? [
          {
            label: reviewTexts.offers.fillIn,
            words: WORDS.next,
            action: { do: 'form.section' as const, report: report.id, section: first.heading.key },
          },
        ]
      : []),
    ...(draft.parts === null
      ? [
          {
            label: reviewTexts.offers.sendRest,
            words: WORDS.rest,
            action: { do: 'form.rest' as const, report: report.id },
          },
        ]
      : []),
    { label: reviewTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report: report.id } },
    { label: reviewTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
  ];
  return {
    replies: [
      {
        text: reviewTexts.blanks(review.tally, bySection, draft.form.rows, {
          toConfirm,
          isPart: draft.parts !== null,
        }),
        offers,
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
}

/** A part is full; the whole is for the unit's officer to send. */
function showPartComplete({ now }: Context, draft: Draft, { tally }: Review): Step {
  const { report, parts } = draft;
  const codes = partNames(draft, parts ?? []);
  return {
    replies: [
      {
        text: partTexts.complete(report, codes, tally.answered, tally.total, now),
        offers: [
          {
            label: reviewTexts.offers.menu,
            words: WORDS.menu,
            action: { do: 'form.menu', report: report.id },
          },
          { label: reviewTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
        ],
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
}

async function nothingToSend(context: Context, draft: Draft): Promise<Step> {
  return draft.hasForm
    ? showMenu(context, draft, reviewTexts.nothingToSend)
    : prepend(reviewTexts.noTextToSend, await askNarrative(context, draft));
}

/** The day the figures were taken, as typed; a day still to come is no such day. */
export async function takeAsOf(
  context: Context,
  draft: Draft,
  text: string,
  goOn: GoOn,
  options: Rest,
): Promise<Step | undefined> {
  const today = dayOf(context.now);
  const read = parseDate(text, today, { calendar: context.calendar });
  const day = read.type === 'date' ? parseDay(read.value) : undefined;
  if (day === undefined && !/\d/.test(text)) return undefined;
  if (day === undefined)
    return prepend(reviewTexts.asOfUnclear(text), await startReview(context, draft, goOn, options));
  if (day > today)
    return prepend(reviewTexts.asOfInFuture(day), await startReview(context, draft, goOn, options));
  return showSummary(context, draft, day, goOn, options);
}

/** Everything once more, and one "Gửi" that carries the revision it was shown for. */
export async function showSummary(
  context: Context,
  draft: Draft,
  asOf: Day,
  goOn: GoOn,
  { rest = false, before = '' }: Rest & { before?: string } = {},
): Promise<Step> {
  const review = await context.services.submissions.review(draft, context.now);
  if (
    draft.parts !== null ||
    review.isEmpty ||
    (review.unanswered.length > 0 && !rest) ||
    review.findings.length > 0
  ) {
    return prepend(before, await startReview(context, draft, goOn, { rest }));
  }
  // What was typed in this very turn has raised the revision.
  const report = (await context.services.drafts.open(draft.report.id))?.report ?? draft.report;
  const text = reviewTexts.summary({
    report,
    review,
    asOf,
    now: context.now,
    tables: tablesOf(draft).map(({ key, code }) => ({
      code,
      lines: review.lines.get(key)?.length ?? 0,
      answer: review.answers.get(key),
    })),
    texts: {
      given: narrativesOf(draft).filter(({ key }) => review.answers.has(key)).length,
      total: narrativesOf(draft).length,
    },
    hasForm: draft.hasForm,
  });
  const [owed] = review.explanations;
  const offers: Offer[] = [
    {
      label: reviewTexts.offers.send,
      words: WORDS.send,
      action: { do: 'form.send', report: report.id, revision: report.revision, asOf, ...restOf(rest) },
    },
    { label: reviewTexts.offers.view, words: WORDS.view, action: { do: 'view_report', report: report.id } },
    ...(owed
      ? [
          {
            label: reviewTexts.offers.explain,
            action: { do: 'form.explain', report: report.id, table: owed.table } as const,
          },
        ]
      : []),
    {
      label: reviewTexts.offers.correct,
      words: ['sửa', ...WORDS.back, ...WORDS.menu],
      action: { do: 'form.menu', report: report.id },
    },
    { label: reviewTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
  ];
  return prepend(before, {
    replies: [{ text, offers }],
    place: { name: 'form.summary', report: report.id, asOf, ...restOf(rest) },
  });
}

/** Sends; a colleague's change or a check that no longer holds brings the summary back instead. */
export async function sendDraft(
  context: Context,
  draft: Draft,
  { revision, asOf, rest = false }: { revision: number; asOf: Day } & Rest,
  goOn: GoOn,
): Promise<Step> {
  const { services, speaker, now, sentAt } = context;
  if (draft.parts !== null) return startReview(context, draft, goOn);
  const sending = await services.submissions.send(
    { reportId: draft.report.id, revision, asOf, by: speaker.id, sentAt, rest },
    now,
  );
  switch (sending.kind) {
    case 'changed_meanwhile':
      return showSummary(context, draft, asOf, goOn, { rest, before: reviewTexts.changedMeanwhile });
    case 'errors_remain':
      return startReview(context, draft, goOn, { rest });
    case 'empty':
      return nothingToSend(context, draft);
    case 'already_sent':
    case 'received': {
      const { receipt } = sending;
      const history = await services.submissions.history([receipt.report.id]);
      const sender = await services.people.find(receipt.personId);
      const text = reviewTexts.receipt({
        receipt,
        senderName: sender?.name ?? '',
        first: history.at(-1) ?? null,
        now,
        rows: draft.form.rows,
      });
      const wantsPaper = receipt.documents.length === 0;
      return {
        replies: [
          ...(sending.kind === 'already_sent' ? [{ text: reviewTexts.alreadySent }] : []),
          {
            text,
            kind: 'receipt',
            ...(wantsPaper
              ? {
                  offers: [
                    {
                      label: reviewTexts.offers.registerPaper,
                      action: { do: 'register_document' as const, report: receipt.report.id },
                    },
                  ],
                }
              : {}),
          },
        ],
        place: { name: 'report.left' },
      };
    }
  }
}

import { computedPercent, type Answer, type Answers } from '../domain/answers.ts';
import { isComputed, type Row } from '../domain/form.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { plainCode } from './form-codes.ts';
import { reviewOffer, asButtons, rowsAtOnce, rowsOf, sectionsOf, WORDS, type Then } from './form-draft.ts';
import { showMenu } from './form-menu.ts';
import { formChangeTexts } from './texts-form-change.ts';
import { formTexts } from './texts-form.ts';

export interface AskOptions {
  section: string;
  /** Rows passed over this time. */
  skipped: readonly string[];
  /** Exactly these rows, answered or not; otherwise the next open ones. */
  asked?: readonly string[];
  then?: 'send' | 'send_rest';
  /** Rows sent as "chưa có số liệu" are asked for too. */
  owed?: true;
}

/** Asks the next rows of a section; at its end its blanks are asked together. */
export async function askRows(context: Context, draft: Draft, options: AskOptions): Promise<Step> {
  const { section, skipped } = options;
  const found = sectionsOf(draft).find(({ heading }) => heading.key === section);
  if (!found) return showMenu(context, draft);
  const { heading, inputs } = found;
  const keys = inputs.map(({ key }) => key);
  const answers = await context.services.drafts.answers(draft.report.id, keys);
  const isOpen = ({ key }: Row): boolean =>
    !answers.has(key) || (options.owed === true && answers.get(key)?.kind === 'missing');
  const open = inputs.filter(isOpen);
  const asked = options.asked
    ? inputs.filter(({ key }) => options.asked?.includes(key))
    : open.filter(({ key }) => !skipped.includes(key)).slice(0, rowsAtOnce(context));
  if (asked.length === 0) {
    return open.some(({ key }) => !answers.has(key))
      ? askBlanks(
          draft,
          heading,
          open.filter(({ key }) => !answers.has(key)),
        )
      : sectionDone(context, draft, heading);
  }
  const last = await context.services.drafts.previous(
    draft.report,
    asked.map(({ key }) => key),
  );
  const toConfirm = await context.services.drafts.toConfirm(
    draft.report.id,
    asked.map(({ key }) => key),
  );
  const at = { report: draft.report.id, section };
  const owed = options.owed === true ? { owed: true as const } : {};
  const askedKeys = asked.map(({ key }) => key);
  const [only, another] = asked;
  const text = formTexts.question({
    heading,
    answered: inputs.filter(({ key }) => (answers.get(key)?.kind ?? 'missing') !== 'missing').length,
    total: inputs.length,
    rows: asked.map((row) => ({
      row,
      under: headingAbove(row, draft),
      last: last.get(row.key),
      now: answers.get(row.key),
      old: toConfirm.get(row.key),
    })),
    hasButtons: context.hasButtons,
  });
  const choices =
    only && !another
      ? only.options.map((option): Offer => ({
          label: option.label,
          action: { do: 'form.choose', ...at, row: only.key, value: option.value, skipped },
        }))
      : [];
  const keep: Offer[] =
    toConfirm.size === 0
      ? []
      : [
          {
            label: formChangeTexts.offers.keep(toConfirm.size),
            words: WORDS.keep,
            action: {
              do: 'form.keep',
              report: draft.report.id,
              keys: [...toConfirm.keys()],
              then: thenOf(options),
            },
          },
        ];
  const offers: Offer[] = [
    ...keep,
    ...choices,
    {
      label: formTexts.offers.skip,
      words: WORDS.skip,
      action: { do: 'form.skip', ...at, asked: askedKeys, skipped, ...owed },
    },
    { label: formTexts.offers.back, words: WORDS.back, action: { do: 'form.back', ...at, asked: askedKeys } },
    { label: formTexts.offers.view, words: WORDS.view, action: { do: 'form.view', ...at } },
    { label: formTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
  ];
  return {
    replies: [{ text, ...asButtons(context, offers) }],
    place: {
      name: 'form.rows',
      ...at,
      asked: askedKeys,
      skipped,
      ...(options.then === undefined ? {} : { then: options.then }),
      ...owed,
    },
  };
}

/** Where the form goes on once the rows asked are answered. */
const thenOf = ({ section, skipped, then, owed }: AskOptions): Then =>
  then === undefined
    ? { to: 'rows', section, skipped, ...(owed ? { owed } : {}) }
    : { to: 'send', ...(then === 'send_rest' ? { rest: true } : {}) };

/** The rows before the ones in hand, answered or not; before the first ones there is the list of parts. */
export async function askBack(
  context: Context,
  draft: Draft,
  section: string,
  asked: readonly string[],
): Promise<Step> {
  const inputs = sectionsOf(draft).find(({ heading }) => heading.key === section)?.inputs ?? [];
  const first = inputs.findIndex(({ key }) => key === asked[0]);
  if (first <= 0) return showMenu(context, draft);
  const before = inputs.slice(Math.max(0, first - rowsAtOnce(context)), first).map(({ key }) => key);
  return askRows(context, draft, { section, skipped: [], asked: before });
}

/** Blanks are asked once, together. */
function askBlanks(draft: Draft, heading: Row, open: readonly Row[]): Promise<Step> {
  const at = { report: draft.report.id, section: heading.key };
  const kinds = ['nothing', 'missing', 'out_of_scope'] as const;
  return Promise.resolve({
    replies: [
      {
        text: formTexts.blanks(heading, open),
        offers: [
          ...kinds.map((kind): Offer => ({
            label: formTexts.offers.blank(kind, open.length),
            words: [formTexts.answerWords[kind]],
            action: { do: 'form.blank', ...at, kind },
          })),
          { label: formTexts.offers.askAgain, words: ['nhập lại'], action: { do: 'form.section', ...at } },
          {
            label: formTexts.offers.later,
            words: ['để sau', ...WORDS.skip, ...WORDS.next],
            action: { do: 'form.menu', report: draft.report.id },
          },
        ],
      },
    ],
    place: { name: 'form.blanks', ...at },
  });
}

async function sectionDone(context: Context, draft: Draft, heading: Row): Promise<Step> {
  const answers = await context.services.drafts.answers(draft.report.id);
  const sections = sectionsOf(draft);
  const at = sections.findIndex((one) => one.heading.key === heading.key);
  const isOpen = ({ inputs }: { inputs: readonly Row[] }): boolean =>
    inputs.some(({ key }) => !answers.has(key));
  const next = [...sections.slice(at + 1), ...sections.slice(0, at)].find(isOpen);
  const { report } = draft;
  const rates = ratesOf(draft, heading.key, answers);
  const goOn: Offer[] = next
    ? [
        {
          label: formTexts.offers.nextSection(next.heading),
          words: WORDS.next,
          action: { do: 'form.section', report: report.id, section: next.heading.key },
        },
      ]
    : [];
  return {
    replies: [
      {
        text: formTexts.sectionDone(heading, sections[at]?.inputs.length ?? 0, rates),
        offers: [
          ...goOn,
          { label: formTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report: report.id } },
          {
            label: formTexts.offers.view,
            words: WORDS.view,
            action: { do: 'form.view', report: report.id, section: heading.key },
          },
          reviewOffer(draft),
          { label: formTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
        ],
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
}

/** The computed rates of a section (of those rows where given) that can be told. */
export function ratesOf(
  draft: Draft,
  section: string | null,
  answers: Answers,
  touched?: ReadonlySet<string>,
): { row: Row; answer: Answer }[] {
  return rowsOf(draft).flatMap((row) => {
    if (!isComputed(row) || (section !== null && row.section !== section)) return [];
    if (touched && ![row.numerator, row.denominator].some((key) => key !== null && touched.has(key)))
      return [];
    const answer = computedPercent(row, answers);
    // A part above its whole is asked about; its rate would only mislead.
    if (answer?.kind === 'value' && answer.value > 100 && isPartOf(draft, row)) return [];
    return answer && answer.kind !== 'missing' ? [{ row, answer }] : [];
  });
}

const isPartOf = ({ form }: Draft, { numerator, denominator }: Row): boolean =>
  form.checks.some(
    (check) =>
      check.kind === 'part_of' &&
      check.severity === 'error' &&
      check.part === numerator &&
      check.whole === denominator,
  );

/** The nearest heading or rate a row stands under: rows of one name stand under different ones. */
function headingAbove(row: Row, draft: Draft): Row | null {
  const rows = rowsOf(draft);
  const code = plainCode(row.code);
  const above = rows
    .slice(0, rows.indexOf(row))
    .findLast(
      (one) =>
        one.section === row.section &&
        one.key !== row.section &&
        (one.kind === 'group' || isComputed(one)) &&
        code.startsWith(`${plainCode(one.code)}.`),
    );
  return above ?? null;
}

import { gatheredForm } from '../domain/gathering.ts';
import { inputRows } from '../domain/form.ts';
import type { ReadFormWorkbook } from '../domain/workbook.ts';
import { clean, fold } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { fullCode } from './form-codes.ts';
import { asShown } from './format.ts';
import { draftToFill, notYours, reviewOffer, rowOf, withDraft, WORDS } from './form-draft.ts';
import { formTexts } from './texts-form.ts';
import { gatheringTexts as texts } from './texts-gathering.ts';
import { workbookTexts } from './texts-workbooks.ts';
import { judgeWorkbook } from './workbook-judging.ts';

export type GatheringAction =
  /** Without a report: the first of those the speaker fills in that gathers anything. */
  { do: 'gathering.workbook'; report?: number } | { do: 'gathering.drop'; report: number; source: string };

const LONGEST_SOURCE = 120;

/** Whether anything of a report is the sum over communes. */
export const gathersAnything = ({ form, unit }: Draft): boolean =>
  gatheredForm(form, unit).rows.some(({ gathers }) => gathers !== undefined);

/** The workbook every commune fills in alike; its name is the commune's to write. */
export async function sendCommuneWorkbook(context: Context, { report }: { report?: number }): Promise<Step> {
  const { services, speaker, desk } = context;
  const ids =
    report === undefined
      ? (await services.drafts.listFor(speaker.scope))
          .filter(({ formVersionId }) => formVersionId !== null)
          .sort((a, b) => Number(a.figuresAt !== null) - Number(b.figuresAt !== null))
          .map(({ id }) => id)
      : [report];
  for (const id of ids) {
    const draft = await draftToFill(context, id);
    if (!draft || !gathersAnything(draft)) continue;
    const { form, unit } = draft;
    const own = gatheredForm(form, unit);
    const none = new Map<string, never>();
    const file = await desk.writeForm(
      {
        identity: {
          report: id,
          formVersion: draft.report.formVersionId,
          revision: draft.report.revision,
          sections: null,
          gathers: true,
        },
        form: own,
        unit,
        heading: {
          unit: texts.reportingUnit,
          recipient: draft.report.unitName,
          title: draft.report.title,
          lines: workbookTexts.heading(draft.report),
          asOf: '',
        },
        answers: none,
        lines: none,
        previous: none,
        toConfirm: none,
        marks: none,
      },
      texts.file(draft.report.unitName),
    );
    const upload = context.hasButtons ? undefined : desk.uploadLink?.(speaker.id, id);
    const rows = inputRows(own, unit).length;
    return {
      replies: [{ text: texts.made({ report: draft.report, rows, upload: upload ?? null }), files: [file] }],
      place: { name: 'report.left' },
    };
  }
  return report === undefined || ids.length > 0 ? { replies: [{ text: texts.none }] } : notYours(context);
}

/** A commune's workbook that came back: its figures are added to those of the others. */
export async function takeContribution(
  context: Context,
  draft: Draft,
  file: ReadFormWorkbook,
  name: string,
): Promise<Step> {
  const { services, speaker, now } = context;
  const { report, form, unit } = draft;
  const typed = file.source === null ? '' : clean(String(file.source.value ?? ''));
  const [place] = file.values.values();
  if (typed === '') return { replies: [{ text: texts.noName(place ?? null) }] };
  const communes = await services.contributions.communesOf(speaker.jurisdictionId, report.unitName);
  const known = await services.contributions.sources(report.id);
  const source = spelled(typed.slice(0, LONGEST_SOURCE), [...known, ...communes]);

  const own: Draft = { ...draft, form: gatheredForm(form, unit) };
  const before = await services.workbooks.formOf(draft, file.identity.formVersion);
  const judged = judgeWorkbook(own, before, file);
  const answers = [...judged.answers];
  const values = new Map(
    answers.flatMap(([key, answer]): [string, number | null][] =>
      answer.kind === 'value' ? [[key, answer.value]] : answer.kind === 'nothing' ? [[key, null]] : [],
    ),
  );
  if (values.size === 0 && judged.problems.length === 0)
    return { replies: [{ text: texts.nothing(source) }] };
  const given = await services.contributions.take(
    { reportId: report.id, source, values, name, by: speaker.id },
    now,
  );
  const waiting = communes.filter((one) => !given.sources.some((held) => isSameName(held, one)));
  const prefer: Offer[] =
    given.conflicts.length === 0
      ? []
      : [
          {
            label: texts.prefer(given.conflicts.length),
            action: {
              do: 'workbook.prefer',
              report: report.id,
              answers: given.conflicts.map(({ key, given: sum }) => [key, sum] as const),
              cells: [],
            },
          },
        ];
  return {
    replies: [
      {
        text: texts.taken({
          report,
          source,
          given: values.size,
          missing: answers.length - values.size,
          problems: judged.problems.map(({ at, why }) => ({
            at,
            typed: asShown(at.value ?? at.error),
            why,
          })),
          conflicts: given.conflicts.map(({ key, given: sum, current }) => {
            const row = rowOf(form, key) ?? null;
            return {
              code: row === null ? key : fullCode(row, form.rows),
              row,
              given: sum,
              current,
              author: given.authors.get(key) ?? null,
            };
          }),
          sources: given.sources,
          waiting: communes.length === 0 ? null : waiting,
          now,
        }),
        offers: [
          ...prefer,
          { label: texts.drop(source), action: { do: 'gathering.drop', report: report.id, source } },
          reviewOffer(draft),
          { label: formTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report: report.id } },
        ],
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
}

/** A commune's file was not to be counted: the sums are as they would be without it. */
export const dropSource = (
  context: Context,
  { report, source }: Extract<GatheringAction, { do: 'gathering.drop' }>,
): Promise<Step> =>
  withDraft(context, report, async () => {
    const { services, speaker, now } = context;
    const left = await services.contributions.drop({ reportId: report, source, by: speaker.id }, now);
    return {
      replies: [{ text: texts.dropped(source, left.sources) }],
      place: { name: 'form.menu', report },
    };
  });

/** "xã tân phú" is the "UBND xã Tân Phú" known already: one commune is not counted twice for its spelling. */
const spelled = (typed: string, known: readonly string[]): string =>
  known.find((one) => isSameName(one, typed)) ?? typed;

const isSameName = (a: string, b: string): boolean => bare(a) === bare(b);

const bare = (name: string): string => fold(name).replace(/^(?:ubnd|uy ban nhan dan)\s+/, '');

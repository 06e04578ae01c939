import type { Answer } from '../domain/answers.ts';
import { inputRows, type Form, type Row } from '../domain/form.ts';
import { gatheredForm } from '../domain/gathering.ts';
import type { ReadFormWorkbook } from '../domain/workbook.ts';
import { createCommunes } from '../language/commune-name.ts';
import { clean } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { fullCode } from './form-codes.ts';
import { asShown } from './format.ts';
import { draftToFill, notYours, reviewOffer, rowOf, WORDS } from './form-draft.ts';
import { formTexts } from './texts-form.ts';
import { gatheringTexts as texts } from './texts-gathering.ts';
import { workbookTexts } from './texts-workbooks.ts';
import { judgeWorkbook } from './workbook-judging.ts';

export type GatheringAction =
  /** Without a report: the first of those the speaker fills in that gathers anything. */
  | { do: 'gathering.workbook'; report?: number }
  /** What communes gave, from the so-maniest on. */
  | { do: 'gathering.sources'; report: number; from: number }
  | { do: 'gathering.source'; report: number; source: string }
  | { do: 'gathering.drop'; report: number; source: string };

const LONGEST_SOURCE = 120;

/** Whether anything of a report is the sum over communes. */
export const gathersAnything = ({ form, unit }: Draft): boolean =>
  gatheredForm(form, unit).rows.some(({ gathers }) => gathers !== undefined);

/** The workbook every commune fills in alike; its name is the commune's to write. */
export async function sendCommuneWorkbook(context: Context, { report }: { report?: number }): Promise<Step> {
  const { services, speaker, desk } = context;
  const ids =
    report === undefined
      ? (await services.drafts.listOpenFor(speaker.scope))
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
  opened: Draft,
  file: ReadFormWorkbook,
  name: string,
): Promise<Step> {
  const { services, speaker, now } = context;
  const typed = file.source === null ? '' : clean(String(file.source.value ?? '')).slice(0, LONGEST_SOURCE);
  const [place] = file.values.values();
  if (!/[\p{L}\d]/u.test(typed)) return { replies: [{ text: texts.noName(place ?? null) }] };
  const known = await services.contributions.hold(opened.report.id);
  // Who held the report may have moved it to another form.
  const draft = (await draftToFill(context, opened.report.id)) ?? opened;
  const { report, form, unit } = draft;
  const communes = await services.contributions.communesOf(speaker.jurisdictionId, report.unitName);
  const meant = createCommunes([...known, ...communes])(typed);
  if (meant.kind === 'unclear') return { replies: [{ text: texts.unclearName(typed, meant.names) }] };
  const { name: source } = meant;
  const was = meant.kind === 'understood' && known.includes(meant.less) ? meant.less : source;

  const own: Draft = { ...draft, form: gatheredForm(form, unit) };
  const before = await services.workbooks.formOf(draft, file.identity.formVersion);
  const judged = judgeWorkbook(own, before, file);
  // A figure of what the row meant before cannot be added to figures of what it means now.
  const changed = [...judged.answers].filter(([key]) => judged.recheck.has(key));
  const answers = [...judged.answers].filter(([key]) => !judged.recheck.has(key));
  const values = new Map(
    answers.flatMap(([key, answer]): [string, number | null][] =>
      answer.kind === 'value' ? [[key, answer.value]] : answer.kind === 'nothing' ? [[key, null]] : [],
    ),
  );
  if (judged.answers.size === 0 && judged.problems.length === 0)
    return { replies: [{ text: texts.nothing(source) }] };
  const missing = answers.flatMap(([key]) => (values.has(key) ? [] : [key]));
  const given = await services.contributions.take(
    { reportId: report.id, source, was, values, missing, name, by: speaker.id },
    now,
  );
  const inWords = ([key, answer]: readonly [string, Answer]) => ({ ...named(form, key), answer });
  const prefer: Offer[] =
    given.conflicts.length === 0
      ? []
      : [
          {
            label: texts.prefer(given.conflicts.length),
            action: {
              do: 'workbook.prefer',
              report: report.id,
              answers: given.conflicts.map(({ key, given: sum, current }) => [key, sum, current] as const),
              cells: [],
              sums: true,
            },
          },
        ];
  return {
    replies: [
      {
        text: texts.taken({
          report,
          source,
          understood: meant.kind === 'understood' ? meant.less : null,
          given: values.size,
          missing: missing.length,
          removed: [...given.removed].map(([key, value]) => inWords([key, answerOf(value)])),
          changed: changed.map(inWords),
          problems: judged.problems.map(({ at, why }) => ({
            at,
            typed: asShown(at.value ?? at.error),
            why,
          })),
          conflicts: given.conflicts.map(({ key, given: sum, current }) => ({
            ...named(form, key),
            given: sum,
            current,
            author: given.authors.get(key) ?? null,
          })),
          sources: given.sources,
          waiting: waitingOf(communes, given.sources),
          now,
        }),
        offers: [
          ...prefer,
          ...(changed.length > 0 ? [{ label: texts.offer, action: workbookOf(report.id) }] : []),
          ...(given.sources.includes(source)
            ? [
                {
                  label: texts.drop(source),
                  action: { do: 'gathering.drop' as const, report: report.id, source },
                },
              ]
            : []),
          reviewOffer(draft),
          { label: formTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report: report.id } },
        ],
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
}

/** Communes known to be below the unit that have given nothing yet; null where none are known. */
export function waitingOf(communes: readonly string[], sources: readonly string[]): string[] | null {
  if (communes.length === 0) return null;
  const find = createCommunes(sources);
  return communes.filter((one) => find(one).kind === 'new');
}

/** A row as it is told: its code, and how its figures are read back. */
export function named(form: Form, key: string): { code: string; row: Row | null } {
  const row = rowOf(form, key) ?? null;
  return { code: row === null ? key : fullCode(row, form.rows), row };
}

/** What a commune gave to a row, as an answer. */
export const answerOf = (value: number | null): Answer =>
  value === null ? { kind: 'nothing' } : { kind: 'value', value };

const workbookOf = (report: number): GatheringAction => ({ do: 'gathering.workbook', report });

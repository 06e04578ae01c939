import type { Answer } from '../domain/answers.ts';
import { findings } from '../domain/checks.ts';
import { inputRows, type Form, type Row } from '../domain/form.ts';
import { gatheredForm } from '../domain/gathering.ts';
import { dayOf } from '../domain/office-time.ts';
import { shortened } from '../domain/text-limits.ts';
import type { ReadFormWorkbook } from '../domain/workbook.ts';
import { createCommunes, spellingsOf } from '../language/commune-name.ts';
import { clean, fold } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { fullCode } from './form-codes.ts';
import { asShown } from './format.ts';
import { draftToFill, notYours, reviewOffer, rowOf, WORDS } from './form-draft.ts';
import { describe } from './form-findings.ts';
import { foldReports, withPeriod } from './recurring-reports.ts';
import { formTexts } from './texts-form.ts';
import { gatheringTexts as texts } from './texts-gathering.ts';
import { reportTexts } from './texts-report.ts';
import { workbookTexts } from './texts-workbooks.ts';
import { judgeWorkbook } from './workbook-judging.ts';

export type GatheringAction =
  /** Without a report: which of those that gather anything; `named`: words of its title and period. */
  | { do: 'gathering.workbook'; report?: number; named?: string }
  /** What communes gave, from the so-maniest on. */
  | { do: 'gathering.sources'; report: number; from: number }
  | { do: 'gathering.source'; report: number; source: string }
  | { do: 'gathering.drop'; report: number; source: string };

const LONGEST_SOURCE = 120;
/** Reports offered at once. */
const OFFERED = 9;

/** Whether anything of a report is the sum over communes. */
export const gathersAnything = ({ form, unit }: Draft): boolean =>
  gatheredForm(form, unit).rows.some(({ gathers }) => gathers !== undefined);

/** The workbook every commune fills in alike; where several reports gather figures it is asked which, the one due next first. */
export async function sendCommuneWorkbook(
  context: Context,
  { report, named = '' }: { report?: number; named?: string },
): Promise<Step> {
  if (report !== undefined) {
    const draft = await draftToFill(context, report);
    // Nor would it be taken from a colleague with a part.
    if (!draft || draft.parts !== null) return notYours(context);
    return gathersAnything(draft) ? sendFor(context, draft) : { replies: [{ text: texts.none }] };
  }
  const drafts = await gatheringDrafts(context);
  const called = drafts.filter((draft) => isCalled(draft, named));
  const [only, ...others] = called.length > 0 ? called : drafts;
  if (!only) return { replies: [{ text: texts.noReport(context.now) }] };
  if (others.length === 0) return sendFor(context, only);
  const offers = [only, ...others].slice(0, OFFERED).map((draft): Offer => ({
    label: reportTexts.choice(withPeriod(draft.report), false),
    action: { do: 'gathering.workbook', report: draft.report.id },
  }));
  return { replies: [{ text: texts.which(others.length + 1), offers }], place: { name: 'idle' } };
}

/** Reports with rows that are sums over communes, what is owed before what was sent: the one due next first, then those passed. */
async function gatheringDrafts(context: Context): Promise<Draft[]> {
  const today = dayOf(context.now);
  const all = await context.services.drafts.listOpenFor(context.speaker.scope);
  const open = all.filter(({ settledAt, figuresAt }) => settledAt === null && figuresAt === null);
  for (const reports of [open, all]) {
    const drafts: Draft[] = [];
    for (const { one } of foldReports(reports, context.now)) {
      const draft = one.formVersionId === null ? undefined : await draftToFill(context, one.id);
      if (draft?.parts === null && gathersAnything(draft)) drafts.push(draft);
    }
    const isAhead = ({ report }: Draft): boolean => report.lastDay === null || report.lastDay >= today;
    const passed = drafts.filter((draft) => !isAhead(draft));
    if (drafts.length > 0) return [...drafts.filter(isAhead), ...passed.reverse()];
  }
  return [];
}

/** "6 tháng 2019" names the "Báo cáo cải cách hành chính 6 tháng" of 2019. */
function isCalled({ report }: Draft, named: string): boolean {
  const words = wordsOf(`${withPeriod(report).title} ${report.period}`);
  const wanted = wordsOf(named);
  return wanted.length > 0 && wanted.every((word) => words.includes(word));
}

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\d]+/gu) ?? [];

async function sendFor(context: Context, draft: Draft): Promise<Step> {
  const { services, speaker, desk, now } = context;
  const { form, unit, report } = draft;
  const own = gatheredForm(form, unit);
  const none = new Map<string, never>();
  const file = await desk.writeForm(
    {
      identity: await services.workbooks.identityOf(draft, { sections: null, gathers: true }, now),
      form: own,
      unit,
      heading: {
        unit: texts.reportingUnit,
        recipient: report.unitName,
        title: report.title,
        lines: workbookTexts.heading(report),
        asOf: '',
      },
      answers: none,
      lines: none,
      previous: none,
      toConfirm: none,
      marks: none,
    },
    texts.file(report),
  );
  const upload = context.hasButtons ? undefined : desk.uploadLink?.(speaker.id, report.id);
  const rows = inputRows(own, unit).length;
  const text = texts.made({ report: withPeriod(report), rows, upload: upload ?? null });
  return { replies: [{ text, files: [file] }], place: { name: 'report.left' } };
}

/** A commune's workbook that came back: its figures are added to those of the others. */
export async function takeContribution(
  context: Context,
  opened: Draft,
  file: ReadFormWorkbook,
  name: string,
): Promise<Step> {
  const { services, speaker, now } = context;
  const typed = file.source === null ? '' : shortened(clean(String(file.source.value ?? '')), LONGEST_SOURCE);
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
  // A commune that gave before the registry knew it is in the sum under a name of its own.
  const { same, doubtful } = spellingsOf(source, known, communes);
  const [was = source, ...others] = same;
  if (others.length > 0 || doubtful.length > 0) {
    const names = [...same, ...doubtful];
    const offers = names.map((one): Offer => ({
      label: texts.showSource(one),
      action: { do: 'gathering.source', report: report.id, source: one },
    }));
    return { replies: [{ text: texts.maybeCounted(source, names), offers }] };
  }
  // Another spelling of the whole name is no guess.
  const guessed = createCommunes([source])(was).kind === 'understood' ? [was] : [];
  const understood = [...new Set([...(meant.kind === 'understood' ? [meant.less] : []), ...guessed])];

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
  const inTrouble = new Set(judged.problems.flatMap(({ key }) => key ?? []));
  const blanks = inputRows(own.form, unit).filter(
    ({ key }) => !judged.answers.has(key) && !inTrouble.has(key),
  );
  const found = findings(own.form, new Map(answers), new Map());
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
          report: withPeriod(report),
          source,
          understood,
          given: values.size,
          missing: missing.length,
          blanks: blanks.map((row) => fullCode(row, form.rows)),
          findings: found.map((finding) => formTexts.findingSentence(describe(own.form, finding))),
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

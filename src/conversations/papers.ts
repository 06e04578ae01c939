import type { ProvinceTable, TableChoice } from '../services/province-tables.ts';
import type { ListedPerson } from '../services/people-loading.ts';
import { overseesOthers } from '../domain/grants.ts';
import type { Context, Part } from './context.ts';
import type { Offer, Reply, Step } from './cursor.ts';
import { appendixKinds } from './appendix.ts';
import { paperAsked, type Paper } from './export-words.ts';
import { makeList, type ListKind } from './list-papers.ts';
import { bounded } from './lists.ts';
import { confirmPeopleList } from './people-list-taking.ts';
import { sectionBars, unitBars } from './progress.ts';
import { chooseReport } from './report-choice.ts';
import { figuresLines } from './table-words.ts';
import { paperTexts as texts } from './texts-papers.ts';
import { questionTexts } from './texts-questions.ts';

/** A table as an offer names it: small enough to wait under a button. */
interface TableName {
  plan: number;
  title: string;
  period: string;
  unit?: number;
}

export type PaperAction =
  | { do: 'export'; text?: string; paper?: Paper; unit?: number; period?: string }
  | ({ do: 'paper.table' } & TableName)
  | ({ do: 'paper.progress' } & TableName)
  | { do: 'paper.list'; list: ListKind; unit?: number }
  | { do: 'people.confirm'; people: readonly ListedPerson[] };

/** Reports offered at once; those something has come in for first. */
const OFFERED = 8;
/** Lines of the picture told in words; the rest is counted. */
const BARS_TOLD = 12;

/** What leaves as a file: the table of all units, lists, the picture; always within the asker's scope. */
export const paperPart: Part<PaperAction, never> = {
  actions: {
    export: exportPaper,
    'paper.table': (context, action) => withTable(context, action, tableReply),
    'paper.progress': (context, action) => withTable(context, action, progressReply),
    'paper.list': (context, { list, unit }) => listStep(context, list, unit),
    'people.confirm': confirmPeopleList,
  },
  places: {},
};

async function exportPaper(
  context: Context,
  { text = '', paper = paperAsked(text), unit, period }: Extract<PaperAction, { do: 'export' }>,
): Promise<Step> {
  const { scope, address } = context.speaker;
  if (scope.ownUnits.length === 0 && !overseesOthers(scope)) return say(questionTexts.outOfScope(address));
  switch (paper) {
    case 'late':
    case 'tasks':
    case 'schedule':
    case 'ledger':
      return listStep(context, paper, unit);
    case 'table':
    case 'progress':
      return chooseTable(context, paper, unit, period);
    case 'appendix':
      return appendix(context, text, unit);
    case 'workbook':
      return chooseReport(context, { do: 'choose_report', purpose: 'workbook' });
    default:
      return unit === undefined
        ? {
            replies: [
              {
                text: texts.inChat.which,
                offers: paperOffers(
                  context,
                  ['table', 'progress', 'late', 'tasks', 'schedule', 'ledger'],
                  unit,
                ),
              },
            ],
          }
        : chooseTable(context, 'table', unit, period);
  }
}

/** What the document prints after its text: the form, the schedule; asked only where both may be meant. */
async function appendix(context: Context, text: string, unit: number | undefined): Promise<Step> {
  const { services, speaker } = context;
  const tables = await services.provinceTables.choices(speaker.scope, speaker.jurisdictionId);
  const hasTable = tables.some(({ formKey }) => formKey !== null);
  const kinds = await appendixKinds(context, { text, unit, hasTable });
  const [kind = 'table', another] = kinds;
  if (another)
    return { replies: [{ text: texts.inChat.appendix, offers: paperOffers(context, kinds, unit) }] };
  if (kind === 'workbook') return chooseReport(context, { do: 'choose_report', purpose: 'workbook' });
  return kind === 'table' ? chooseTable(context, 'table', unit) : listStep(context, 'schedule', unit);
}

const OWN_OFFERS = { ...texts.inChat.offers, ...texts.inChat.ownOffers };

/** The ledger is the coordinator's alone. */
const paperOffers = (
  { speaker }: Context,
  papers: readonly Exclude<Paper, 'appendix'>[],
  unit: number | undefined,
): Offer[] =>
  papers
    .filter((paper) => paper !== 'ledger' || speaker.scope.coordinates.length > 0)
    .map((paper) => ({
      label: (overseesOthers(speaker.scope) ? texts.inChat.offers : OWN_OFFERS)[paper],
      action: { do: 'export', paper, ...(unit !== undefined && { unit }) },
    }));

/** One report in view: straight to it. Several: which one. */
async function chooseTable(
  context: Context,
  paper: 'table' | 'progress',
  unit: number | undefined,
  period?: string,
): Promise<Step> {
  const { services, speaker } = context;
  const known = (await services.provinceTables.choices(speaker.scope, speaker.jurisdictionId)).filter(
    ({ formKey, settled }) => formKey !== null || settled > 0,
  );
  const meant = known.filter((choice) => choice.period === period);
  const all = meant.length > 0 ? meant : known;
  const [only, another] = all;
  if (!only) return say(texts.inChat.noTable);
  const actionOf = ({ planId, title, period }: TableChoice): PaperAction => ({
    do: paper === 'table' ? 'paper.table' : 'paper.progress',
    plan: planId,
    title,
    period,
    ...(unit !== undefined && { unit }),
  });
  if (!another)
    return withTable(
      context,
      { plan: only.planId, title: only.title, period: only.period, ...(unit !== undefined && { unit }) },
      paper === 'table' ? tableReply : progressReply,
    );
  const ranked = all
    .map((choice, index) => ({ choice, index }))
    .sort((a, b) => Number(b.choice.sent > 0) - Number(a.choice.sent > 0) || a.index - b.index)
    .map(({ choice }) => choice);
  const offers = ranked.slice(0, OFFERED).map((choice): Offer => ({
    label: texts.inChat.choice(choice),
    action: actionOf(choice),
  }));
  const noneOf = period !== undefined && meant.length === 0 ? [texts.inChat.noPeriod(period)] : [];
  const text = [...noneOf, texts.inChat.whichTable(all.length, offers.length)].join('\n');
  return { replies: [{ text, offers }] };
}

type MakeReply = (context: Context, table: ProvinceTable) => Promise<Reply>;

async function withTable(context: Context, name: TableName, make: MakeReply): Promise<Step> {
  const { services, speaker, now } = context;
  const choices = await services.provinceTables.choices(speaker.scope, speaker.jurisdictionId);
  const choice = choices.find(
    ({ planId, title, period }) => planId === name.plan && title === name.title && period === name.period,
  );
  if (!choice) return say(questionTexts.notFound(speaker.address));
  const read = await services.provinceTables.read(speaker.scope, choice, now, {
    ...(name.unit !== undefined && { unitIds: [name.unit] }),
  });
  switch (read.kind) {
    case 'none':
      return say(questionTexts.notFound(speaker.address));
    case 'too_many':
      return say(texts.inChat.tooMany(read.units));
    case 'table':
      return { replies: [await make(context, read.table)] };
  }
}

async function tableReply({ desk, now }: Context, table: ProvinceTable): Promise<Reply> {
  const text = [
    texts.inChat.table(table.choice, texts.countSent(table.reports), now),
    ...figuresLines(table),
    texts.inChat.attached,
  ].join('\n');
  return { text, files: [await desk.papers.table(table, now)] };
}

async function progressReply({ desk, now }: Context, table: ProvinceTable): Promise<Reply> {
  const { progress } = texts;
  const units = unitBars(table.reports, ({ facts, state }) => texts.table.mark(state, facts));
  const sections = sectionBars(table);
  const facts = {
    title: progress.title(table.choice),
    moment: progress.moment(now),
    summary: progress.summary(texts.countSent(table.reports)),
    units,
    sections,
  };
  const told = [...units]
    .sort((a, b) => a.done / a.total - b.done / b.total)
    .map(({ name, done, total, mark }) => progress.line(name, done, total, mark));
  return {
    text: [
      facts.title,
      `${facts.moment}.`,
      facts.summary,
      ...bounded(told, told.length, BARS_TOLD),
      ...(sections.length > 0 ? [progress.bySection] : []),
      ...sections.map(({ name, done, total }) => progress.line(name, done, total, '')),
    ].join('\n'),
    files: [await desk.papers.progress(facts, now)],
  };
}

async function listStep(context: Context, list: ListKind, unit: number | undefined): Promise<Step> {
  const { services, speaker, desk, now } = context;
  if (list === 'ledger' && speaker.scope.coordinates.length === 0)
    return say(questionTexts.outOfScope(speaker.address));
  const paper = await makeList(list, {
    services,
    reader: speaker,
    now,
    ...(unit !== undefined && { unitId: unit }),
  });
  if (paper.rows.length === 0) return say(texts.inChat.emptyList(paper.empty, now));
  return {
    replies: [
      {
        text: texts.inChat.list(paper.title, paper.rows.length, now),
        files: [await desk.papers.list(paper, now)],
      },
    ],
  };
}

const say = (text: string): Step => ({ replies: [{ text }] });

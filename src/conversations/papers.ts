import type { ProvinceTable, TableChoice } from '../services/province-tables.ts';
import type { ListedPerson } from '../services/people-loading.ts';
import { overseesOthers } from '../domain/grants.ts';
import type { Context, Desk, Part } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { paperAsked, type Paper } from './export-words.ts';
import { makeList, type ListKind } from './list-papers.ts';
import { bounded } from './lists.ts';
import type { MadeFile } from './paper.ts';
import { confirmPeopleList } from './people-list-taking.ts';
import { sectionBars, unitBars } from './progress.ts';
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
  | { do: 'export'; text?: string; paper?: Paper; unit?: number }
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
    'paper.table': (context, action) => withTable(context, action, 'table'),
    'paper.progress': (context, action) => withTable(context, action, 'progress'),
    'paper.list': (context, { list, unit }) => listStep(context, list, unit),
    'people.confirm': confirmPeopleList,
  },
  places: {},
};

async function exportPaper(
  context: Context,
  { text = '', paper = paperAsked(text), unit }: Extract<PaperAction, { do: 'export' }>,
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
      return chooseTable(context, paper, unit);
    case 'appendix':
      return appendix(context, unit);
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
        : chooseTable(context, 'table', unit);
  }
}

/** What the document prints after its text: the form, the schedule; asked only where both are there. */
async function appendix(context: Context, unit: number | undefined): Promise<Step> {
  const { services, speaker } = context;
  const tables = await services.provinceTables.choices(speaker.scope, speaker.jurisdictionId);
  const { visits } = await services.visits.inView(speaker.scope, speaker.jurisdictionId, {
    limit: 1,
    ...(unit !== undefined && { unitIds: [unit] }),
  });
  if (visits.length === 0) return chooseTable(context, 'table', unit);
  if (!tables.some(({ formKey }) => formKey !== null)) return listStep(context, 'schedule', unit);
  return {
    replies: [{ text: texts.inChat.appendix, offers: paperOffers(context, ['table', 'schedule'], unit) }],
  };
}

/** The ledger is the coordinator's alone. */
const paperOffers = (
  { speaker }: Context,
  papers: readonly Exclude<Paper, 'appendix'>[],
  unit: number | undefined,
): Offer[] =>
  papers
    .filter((paper) => paper !== 'ledger' || speaker.scope.coordinates.length > 0)
    .map((paper) => ({
      label: texts.inChat.offers[paper],
      action: { do: 'export', paper, ...(unit !== undefined && { unit }) },
    }));

/** One report in view: straight to it. Several: which one. */
async function chooseTable(
  context: Context,
  paper: 'table' | 'progress',
  unit: number | undefined,
): Promise<Step> {
  const { services, speaker } = context;
  const all = (await services.provinceTables.choices(speaker.scope, speaker.jurisdictionId)).filter(
    ({ formKey, settled }) => formKey !== null || settled > 0,
  );
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
      paper,
    );
  const ranked = all
    .map((choice, index) => ({ choice, index }))
    .sort((a, b) => Number(b.choice.sent > 0) - Number(a.choice.sent > 0) || a.index - b.index)
    .map(({ choice }) => choice);
  const offers = ranked.slice(0, OFFERED).map((choice): Offer => ({
    label: texts.inChat.choice(choice),
    action: actionOf(choice),
  }));
  return { replies: [{ text: texts.inChat.whichTable(all.length, offers.length), offers }] };
}

/** What is said of a table, and the file that goes with it. */
interface Told {
  text: string;
  file: MadeFile;
}

const TELL = { table: tellTable, progress: tellProgress };

async function withTable(context: Context, name: TableName, paper: keyof typeof TELL): Promise<Step> {
  const { services, speaker, desk, beside } = context;
  const { scope, address } = speaker;
  const choices = await services.provinceTables.choices(scope, speaker.jurisdictionId);
  const choice = choices.find(
    ({ planId, title, period }) => planId === name.plan && title === name.title && period === name.period,
  );
  if (!choice) return say(questionTexts.notFound(address));
  const unitIds = name.unit === undefined ? {} : { unitIds: [name.unit] };
  const about = JSON.stringify([paper, choice.planId, choice.title, choice.period, unitIds, scope]);
  const made = await beside(about, async (transact, now) => {
    const read = await transact(({ provinceTables }) => provinceTables.read(scope, choice, now, unitIds));
    return read.kind === 'table'
      ? { kind: 'told' as const, ...(await TELL[paper](desk, read.table, now)) }
      : read;
  });
  switch (made.kind) {
    case 'none':
      return say(questionTexts.notFound(address));
    case 'too_many':
      return say(texts.inChat.tooMany(made.units));
    case 'told':
      return { replies: [{ text: made.text, files: [await desk.keep(made.file)] }] };
  }
}

async function tellTable(desk: Desk, table: ProvinceTable, now: Date): Promise<Told> {
  const text = [
    texts.inChat.table(table.choice, texts.countSent(table.reports), now),
    ...figuresLines(table),
    texts.inChat.attached,
  ].join('\n');
  return { text, file: await desk.make.table(table, now) };
}

async function tellProgress(desk: Desk, table: ProvinceTable, now: Date): Promise<Told> {
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
  const text = [
    facts.title,
    `${facts.moment}.`,
    facts.summary,
    ...bounded(told, told.length, BARS_TOLD),
    ...(sections.length > 0 ? [progress.bySection] : []),
    ...sections.map(({ name, done, total }) => progress.line(name, done, total, '')),
  ].join('\n');
  return { text, file: await desk.make.progress(facts, now) };
}

async function listStep(context: Context, list: ListKind, unit: number | undefined): Promise<Step> {
  const { speaker, desk, beside } = context;
  const { id, scope, jurisdictionId, address } = speaker;
  if (list === 'ledger' && scope.coordinates.length === 0) return say(questionTexts.outOfScope(address));
  const about = JSON.stringify([list, unit, id, scope]);
  const unitId = unit === undefined ? {} : { unitId: unit };
  const made = await beside(about, async (transact, now) => {
    const reader = { scope, jurisdictionId };
    const paper = await transact((services) => makeList(list, { services, reader, now, ...unitId }));
    if (paper.rows.length === 0) return { text: texts.inChat.emptyList(paper.empty, now), file: undefined };
    const text = texts.inChat.list(paper.title, paper.rows.length, now);
    return { text, file: await desk.make.list(paper, now) };
  });
  return { replies: [{ text: made.text, ...(made.file && { files: [await desk.keep(made.file)] }) }] };
}

const say = (text: string): Step => ({ replies: [{ text }] });

import { daysBetween } from '../domain/day.ts';
import type { Author } from '../domain/grants.ts';
import { overseesOthers } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { taskState } from '../domain/task-state.ts';
import type { Services } from '../services/services.ts';
import { fieldsInWords, FIELD_NAMES } from './field-words.ts';
import { capital, deadlineInWords, periodInWords } from './format.ts';
import { dataMoment } from './lists.ts';
import type { ListPaper, PaperCell } from './paper.ts';
import { paperInWords } from './texts-task-detail.ts';
import { listTexts } from './texts-lists.ts';
import { paperTexts } from './texts-papers.ts';
import { kindInWords, windowInWords } from './visit-words.ts';

export const LIST_KINDS = ['late', 'tasks', 'schedule', 'ledger'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** Whose list it is, and of which plan; absent: of all in scope. */
export interface ListTerms {
  services: Services;
  reader: Pick<Author, 'scope'> & { jurisdictionId: number };
  now: Date;
  planId?: number;
  unitId?: number;
}

/** A schedule is a few hundred visits; more is no list anybody prints. */
const MOST_VISITS = 2000;

export function makeList(kind: ListKind, terms: ListTerms): Promise<ListPaper> {
  switch (kind) {
    case 'late':
      return latePaper(terms);
    case 'tasks':
      return tasksPaper(terms);
    case 'schedule':
      return schedulePaper(terms);
    case 'ledger':
      return ledgerPaper(terms);
  }
}

const noted = (now: Date, more: readonly string[] = []): string[] => [
  `${capital(dataMoment(now))}.`,
  ...more,
];

async function latePaper({ services, reader, now, planId, unitId }: ListTerms): Promise<ListPaper> {
  const { late } = listTexts;
  const { heads } = late;
  const all = await services.paperLists.unsettled(reader.scope, now, planId);
  const reports = all.filter((report) => unitId === undefined || report.unitId === unitId);
  const today = dayOf(now);
  const later = await services.paperLists.later(reader.scope, now, { planId, unitId });
  return {
    sheet: late.sheet,
    title: late.title,
    empty: late.empty(later),
    notes: noted(now, [late.scope, ...late.leftOut(later)]),
    columns: [
      { heading: heads.unit, width: 30 },
      { heading: heads.state, width: 18 },
      { heading: heads.title, width: 32 },
      { heading: heads.period, width: 12 },
      { heading: heads.due, width: 28 },
      { heading: heads.lastDay, width: 12, kind: 'day' },
      { heading: heads.late, width: 9, kind: 'number' },
      { heading: heads.come, width: 12 },
      { heading: heads.sentAt, width: 17, kind: 'moment' },
      { heading: heads.focal, width: 22 },
      { heading: heads.phone, width: 13 },
      { heading: heads.plan, width: 30 },
    ],
    rows: reports.map((report): PaperCell[] => [
      report.unitName,
      paperTexts.state(report.now),
      report.title,
      report.period === '' ? '' : periodInWords(report.period),
      deadlineInWords(report),
      report.lastDay,
      report.now === 'overdue' || report.now === 'received_late'
        ? daysBetween(report.lastDay ?? today, report.settledAt ? dayOf(report.settledAt) : today)
        : null,
      [...(report.figuresAt ? [late.figures] : []), ...(report.documentAt ? [late.document] : [])].join(', '),
      report.settledAt,
      report.focal.map(({ name }) => name).join('; '),
      report.focal.flatMap(({ phone }) => phone ?? []).join('; '),
      report.planTitle,
    ]),
  };
}

async function tasksPaper({ services, reader, now, planId, unitId }: ListTerms): Promise<ListPaper> {
  const { tasks: texts } = listTexts;
  const { heads } = texts;
  const { scope, jurisdictionId } = reader;
  const today = dayOf(now);
  const all = [
    ...(await services.tasks.inScope(scope, jurisdictionId, { unit: unitId })),
    ...(await services.tasks.remediesInScope(scope, jurisdictionId, today, { unit: unitId })),
  ].filter((task) => planId === undefined || task.planId === planId);
  // An officer's own part may be done before the others' are.
  const parts = overseesOthers(scope)
    ? []
    : await services.tasks.parts(
        all.map(({ id }) => id),
        scope.ownUnits,
      );
  return {
    ...named(texts),
    notes: noted(now),
    columns: [
      { heading: heads.no, width: 7 },
      { heading: heads.state, width: 18 },
      { heading: heads.text, width: 55 },
      { heading: heads.field, width: 18 },
      { heading: heads.leads, width: 30 },
      { heading: heads.products, width: 30 },
      { heading: heads.lastDay, width: 13, kind: 'day' },
      { heading: heads.doneOn, width: 12, kind: 'day' },
      { heading: heads.parts, width: 9 },
      { heading: heads.source, width: 28 },
    ],
    rows: all.map((task): PaperCell[] => {
      const own = parts.find(({ taskId, part }) => taskId === task.id && part === 'lead');
      const doneOn = own?.doneOn ?? task.doneOn;
      const rest = task.leadCount - task.leads.length;
      return [
        task.no,
        texts.state(taskState({ ...task, doneOn }, today)),
        task.finding === null ? task.text : `${task.finding} – ${task.text}`,
        task.field === null ? '' : capital(FIELD_NAMES[task.field]),
        [task.leads.join('; '), ...(rest > 0 ? [texts.more(rest)] : [])].join(' '),
        task.products.join('; '),
        task.lastDay,
        doneOn,
        texts.parts(task.leadsDone, task.leadCount),
        task.conclusionNumber === null
          ? task.planTitle
          : texts.conclusion(paperInWords({ number: task.conclusionNumber, date: task.conclusionIssuedOn })),
      ];
    }),
  };
}

async function schedulePaper({ services, reader, now, planId, unitId }: ListTerms): Promise<ListPaper> {
  const { schedule: texts } = listTexts;
  const { heads } = texts;
  const { visits } = await services.visits.inView(reader.scope, reader.jurisdictionId, {
    limit: MOST_VISITS,
    ...(unitId !== undefined && { unitIds: [unitId] }),
  });
  const shown = visits.filter((visit) => planId === undefined || visit.planId === planId);
  const person = (honorific: string | null, name: string | null, title: string | null): string =>
    [[honorific, name].filter((part) => part !== null).join(' '), title ?? '']
      .filter((part) => part !== '')
      .join(', ');
  return {
    ...named(texts),
    notes: noted(now, [...new Set(shown.map(({ planTitle }) => planTitle))].slice(0, 3)),
    columns: [
      { heading: heads.unit, width: 30 },
      { heading: heads.window, width: 28 },
      { heading: heads.from, width: 12, kind: 'day' },
      { heading: heads.to, width: 12, kind: 'day' },
      { heading: heads.session, width: 17, kind: 'moment' },
      { heading: heads.place, width: 22 },
      { heading: heads.fields, width: 26 },
      { heading: heads.lead, width: 28 },
      { heading: heads.deputy, width: 28 },
      { heading: heads.coordinator, width: 24 },
      { heading: heads.notice, width: 20 },
      { heading: heads.state, width: 15 },
    ],
    rows: shown.map((visit): PaperCell[] => [
      visit.unitName,
      `${windowInWords(visit)}${kindInWords(visit)}`,
      visit.precision === 'day' ? visit.startsOn : null,
      visit.precision === 'day' ? visit.endsOn : null,
      visit.sessionAt,
      visit.sessionPlace,
      visit.fields.length === 0 ? '' : capital(fieldsInWords(visit.fields)),
      person(visit.leadHonorific, visit.leadName, visit.leadTitle),
      person(visit.deputyHonorific, visit.deputyName, visit.deputyTitle),
      visit.coordinatorName,
      visit.noticeNumber === null ? '' : paperInWords({ number: visit.noticeNumber, date: visit.noticeDate }),
      texts.state(visit.state),
    ]),
  };
}

async function ledgerPaper({ services, reader, now, unitId }: ListTerms): Promise<ListPaper> {
  const { ledger: texts } = listTexts;
  const { heads } = texts;
  const lines = await services.paperLists.ledger(reader.scope, now, unitId);
  return {
    ...named(texts),
    notes: noted(now, [texts.scope]),
    columns: [
      { heading: heads.unit, width: 30 },
      { heading: heads.name, width: 24 },
      { heading: heads.kind, width: 18 },
      { heading: heads.line, width: 55 },
      { heading: heads.made, width: 17, kind: 'moment' },
      { heading: heads.sent, width: 17, kind: 'moment' },
      { heading: heads.state, width: 20 },
      { heading: heads.bot, width: 12 },
    ],
    rows: lines.map((line): PaperCell[] => [
      line.unitName,
      line.name,
      texts.kind(line.kind),
      line.line,
      line.createdAt,
      line.sentAt,
      texts.state(line.state),
      line.bot,
    ]),
  };
}

const named = ({ sheet, title, empty }: Pick<ListPaper, 'sheet' | 'title' | 'empty'>) => ({
  sheet,
  title,
  empty,
});

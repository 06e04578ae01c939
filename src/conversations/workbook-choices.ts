import type { Answer } from '../domain/answers.ts';
import type { LinePlace } from '../domain/workbook-merge.ts';
import { isSame, type Preferred, type PreferredCell } from '../domain/workbook-prefer.ts';
import type { Draft } from '../services/drafts.ts';
import type { Taken } from '../services/workbooks.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { fullCode } from './form-codes.ts';
import { reviewOffer, rowOf, tablesOf, WORDS } from './form-draft.ts';
import { formTexts } from './texts-form.ts';
import { choiceTexts as texts, type ConflictWords } from './texts-workbook-choices.ts';

/** What is taken from the file after all, where a colleague's figures stood. */
export interface PreferFile {
  do: 'workbook.prefer';
  report: number;
  answers: readonly Preferred[];
  cells: readonly PreferredCell[];
  /** It is the sums over communes that are preferred, as they are when it is chosen. */
  sums?: true;
}

/** Lines that were taken out of a file are taken out of the draft too. */
export interface DropLines {
  do: 'workbook.drop_lines';
  report: number;
  lines: readonly LinePlace[];
  /** Of the draft when they were shown. */
  revision: number;
  /** What the file says of whole tables, once they have no lines. */
  wholes: readonly (readonly [string, Answer])[];
}

export type ChoiceAction = PreferFile | DropLines;

type Conflicts = Pick<Taken, 'conflicts' | 'lineConflicts' | 'authors'>;

/** Beyond this what differs is mended in the workbook that comes with the answer. */
const MOST_OFFERED = 200;

/** Taking the file's side of every conflict; none where there are too many to be chosen with one press. */
export function preferOffer(report: number, { conflicts, lineConflicts }: Conflicts): Offer[] {
  const cells = conflicts.length + lineConflicts.length;
  if (cells === 0 || cells > MOST_OFFERED) return [];
  return [
    {
      label: texts.preferFile(cells),
      words: ['lấy theo tệp', 'theo tệp'],
      action: {
        do: 'workbook.prefer',
        report,
        answers: conflicts.map(({ key, given, current }) => [key, given, current] as const),
        cells: lineConflicts.map(({ table, block, label, column, given, current }) => ({
          ...{ table, block, label, column, given },
          shown: current,
        })),
      },
    },
  ];
}

/** Taking out lines the file has no more. */
export function dropOffer(report: number, { left, overruled, revision }: Taken): Offer[] {
  if (left.length === 0 || left.length > MOST_OFFERED) return [];
  const tables = new Set(left.map(({ table }) => table));
  return [
    {
      label: texts.dropLines(left.length),
      words: ['bỏ các dòng này', 'bỏ dòng'],
      action: {
        do: 'workbook.drop_lines',
        report,
        lines: left,
        revision,
        wholes: [...overruled].filter(([table]) => tables.has(table)),
      },
    },
  ];
}

/** Conflicts as they are told, each where it stands in the form. */
export const conflictWords = (
  { form }: Draft,
  { conflicts, lineConflicts, authors }: Conflicts,
): ConflictWords[] => [
  ...conflicts.map(({ key, given, current }) => {
    const row = rowOf(form, key) ?? null;
    const table = form.tables.find((one) => one.key === key);
    const place = row ? texts.row(fullCode(row, form.rows)) : (table?.code ?? key);
    return { key, place, row, given, current, author: authors.get(key) ?? null };
  }),
  ...lineConflicts.map(({ key, column, given, current, ...line }) => {
    const own = form.tables.find(({ key: table }) => table === line.table);
    const name = own?.columns.find((one) => one.key === column)?.name ?? null;
    return { key, place: texts.cell(own, line, name), row: null, given, current, author: null };
  }),
];

const after = (draft: Draft, text: string, offers: readonly Offer[] = []): Step => ({
  replies: [
    {
      text,
      offers: [
        ...offers,
        reviewOffer(draft),
        {
          label: formTexts.offers.menu,
          words: WORDS.menu,
          action: { do: 'form.menu', report: draft.report.id },
        },
      ],
    },
  ],
  place: { name: 'form.menu', report: draft.report.id },
});

/** Puts the file's side of every conflict into the draft; what somebody has changed since is shown again. */
export async function preferFile(context: Context, draft: Draft, action: PreferFile): Promise<Step> {
  const { services, speaker, now } = context;
  const reportId = draft.report.id;
  // A part may have been taken back since the choice was offered.
  const isHere = (key: string): boolean =>
    draft.parts === null || rowOf(draft.form, key) !== undefined || tables.has(key);
  const tables = new Set(tablesOf(draft).map(({ key }) => key));
  const sums = action.sums ? await services.contributions.sums(reportId) : undefined;
  const offered = action.answers.filter(([key]) => isHere(key));
  const answers = offered.flatMap(([key, given, shown]): Preferred[] => {
    const wanted = sums ? sums.get(key) : given;
    return wanted ? [shown ? [key, wanted, shown] : [key, wanted]] : [];
  });
  const cells = action.cells.filter(({ table }) => tables.has(table));
  const done = await services.workbooks.prefer({ reportId, answers, cells, by: speaker.id }, now);
  const others = new Map(
    offered.flatMap(([key, given]) => {
      const sum = sums?.get(key);
      return sum && !isSame(sum, given) ? [[key, { was: given, sum }] as const] : [];
    }),
  );
  const text = texts.preferred({
    written: done.written,
    gone: done.gone + offered.length - answers.length,
    isSum: sums !== undefined,
    otherSums: [...others].map(([key, one]) => {
      const row = rowOf(draft.form, key) ?? null;
      return { place: row ? texts.row(fullCode(row, draft.form.rows)) : key, row, ...one };
    }),
    conflicts: conflictWords(draft, done),
  });
  const [again] = preferOffer(reportId, done);
  return after(draft, text, again ? [offerOfSame(again, action)] : []);
}

/** What is asked again is what was asked before. */
const offerOfSame = (again: Offer, { sums }: PreferFile): Offer =>
  sums && again.action.do === 'workbook.prefer'
    ? {
        label: texts.preferSums(again.action.answers.length),
        action: { ...again.action, sums },
      }
    : again;

/** Takes out the lines a file had no more, but for those somebody has written since. */
export async function dropLines(context: Context, draft: Draft, action: DropLines): Promise<Step> {
  const { services, speaker, now } = context;
  const tables = new Set(tablesOf(draft).map(({ key }) => key));
  const lines = action.lines.filter(({ table }) => tables.has(table));
  const wholes = new Map(action.wholes.filter(([table]) => tables.has(table)));
  const { removed, answered } = await services.workbooks.dropLines(
    { reportId: draft.report.id, lines, revision: action.revision, wholes, by: speaker.id },
    now,
  );
  const told = answered.flatMap((key) => {
    const table = draft.form.tables.find((one) => one.key === key);
    const answer = wholes.get(key);
    return table && answer ? [{ table: table.code, answer }] : [];
  });
  return after(draft, texts.dropped(removed, action.lines.length - removed, told));
}

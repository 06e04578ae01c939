import type { Answer, TableLine } from '../domain/answers.ts';
import { operandsOf } from '../domain/checks.ts';
import { addDays, parseDay, type Day } from '../domain/day.ts';
import { inputRows, type Row } from '../domain/form.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Mark, ReadFormWorkbook, ReadLine, ReadValue } from '../domain/workbook.ts';
import { lineCellKey } from '../domain/workbook.ts';
import { EXPLANATION } from '../domain/workbook-merge.ts';
import { parseDate } from '../language/date.ts';
import type { Draft } from '../services/drafts.ts';
import type { Taken } from '../services/workbooks.ts';
import type { Context, OpenedFile } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { fullCode } from './form-codes.ts';
import { asShown } from './format.ts';
import { draftToFill, partNames, reviewOffer, rowOf, tablesOf, WORDS } from './form-draft.ts';
import { describe } from './form-findings.ts';
import { takePeopleList } from './people-list-taking.ts';
import { formTexts } from './texts-form.ts';
import { partTexts } from './texts-parts.ts';
import { workbookTexts as texts, type CellWords } from './texts-workbooks.ts';
import { takeContribution } from './workbook-gathering.ts';
import { judgeWorkbook, type Judged } from './workbook-judging.ts';
import { writeWorkbook } from './workbook-out.ts';

/** Where things stand in the file, by the keys of rows and cells. */
type Places = ReadonlyMap<string, { sheet: string; address: string }>;

/** A spreadsheet that came in, wherever the person stands; undefined where there is none. */
export async function takeSpreadsheet(context: Context, name: string): Promise<Step | undefined> {
  const { opened } = context;
  if (!opened) return undefined;
  if (opened.kind === 'form') return takeWorkbook(context, opened.form, name);
  const people = opened.kind === 'foreign' ? await takePeopleList(context, opened.book) : undefined;
  return people ?? refused(opened);
}

function refused(opened: Exclude<OpenedFile, { kind: 'form' }>): Step {
  switch (opened.kind) {
    case 'foreign':
      return { replies: [{ text: texts.foreign }] };
    case 'newer':
      return { replies: [{ text: texts.newer }] };
    case 'fault':
      return { replies: [{ text: texts.fault(opened.fault) }] };
    case 'unfetched':
      return { replies: [{ text: texts.unfetched }] };
  }
}

/** Stores what is good of a workbook that came back, and says cell by cell what is to be looked at. */
async function takeWorkbook(context: Context, file: ReadFormWorkbook, name: string): Promise<Step> {
  const { services, speaker, now } = context;
  const draft = await draftToFill(context, file.identity.report);
  if (!draft?.hasForm) return { replies: [{ text: texts.notYours(speaker.address) }] };
  // The sums are the whole unit's: a colleague with a part neither adds to them nor sees them.
  if (file.identity.gathers && draft.parts !== null)
    return { replies: [{ text: texts.notYours(speaker.address) }] };
  if (file.identity.gathers) return takeContribution(context, draft, file, name);
  const before = await services.workbooks.formOf(draft, file.identity.formVersion);
  const own = draft.parts === null ? file : onlyGiven(draft, file);
  const judged = judgeWorkbook(draft, before, own);
  const asOf = readAsOf(context, file.asOf);
  const taken = await services.workbooks.take(
    {
      reportId: draft.report.id,
      ...judged,
      seals: file.seals,
      name,
      // A colleague's part says nothing of the day of the whole.
      asOf: draft.parts === null && typeof asOf === 'string' ? asOf : null,
      by: speaker.id,
    },
    now,
  );
  const isOld = file.identity.formVersion !== draft.report.formVersionId && before !== draft.form;
  const hasMore = own.values.size < file.values.size || own.lines.length < file.lines.length;
  return answer(context, draft, { file: own, judged, taken, asOf, isOld, hasMore });
}

/** The day a workbook says; null where it says none, the words where they are no day, or one to come. */
type WorkbookDay = Day | null | { unclear: string };

function readAsOf({ now, calendar }: Context, at: ReadValue | null): WorkbookDay {
  const typed = String(at?.value ?? '').trim();
  if (at === null || typed === '') return null;
  const today = dayOf(now);
  const read = typeof at.value === 'number' ? dayOfSerial(at.value) : undefined;
  const date = parseDate(typed, today, { calendar });
  const day = read ?? (date.type === 'date' ? parseDay(date.value) : undefined);
  return day === undefined || day > today ? { unclear: typed } : day;
}

/** Days since 30/12/1899, as spreadsheets keep them, whatever the cell looks like; undefined before 2000: no such day. */
const dayOfSerial = (serial: number): Day | undefined =>
  serial < FIRST_SERIAL || serial > LAST_SERIAL ? undefined : addDays('1899-12-30', Math.floor(serial));

const [FIRST_SERIAL, LAST_SERIAL] = [36_526, 73_050];

/** What a file holds of the sections given to whoever sends it; the rest is as if it were not there. */
function onlyGiven({ form }: Draft, file: ReadFormWorkbook): ReadFormWorkbook {
  const keys = new Set([...form.rows, ...form.tables].map(({ key }) => key));
  return {
    ...file,
    values: new Map([...file.values].filter(([key]) => keys.has(key))),
    lines: file.lines.filter(({ table }) => keys.has(table)),
    twice: file.twice.filter(({ key }) => keys.has(key)),
    strangers: file.strangers.filter(({ name }) => form.rows.some((row) => row.name.trim() === name.trim())),
  };
}

interface Result {
  file: ReadFormWorkbook;
  judged: Judged;
  taken: Taken;
  asOf: WorkbookDay;
  isOld: boolean;
  /** The file holds more than is the sender's to fill in. */
  hasMore: boolean;
}

async function answer(context: Context, before: Draft, result: Result): Promise<Step> {
  const { file, judged, taken, asOf, isOld, hasMore } = result;
  const sections = before.parts ?? file.identity.sections;
  const { services, now } = context;
  const draft = (await draftToFill(context, before.report.id)) ?? before;
  const { report, form, unit } = draft;
  const places = placesIn(file);
  const review = await services.submissions.review(draft, now);
  const inputs = inputRows(form, unit).filter(
    ({ section }) => sections === null || sections.includes(section),
  );
  const inTrouble = new Set(judged.problems.flatMap(({ key }) => key ?? []));
  const blanks = inputs.filter(({ key }) => !review.answers.has(key) && !inTrouble.has(key));
  const conflicts = [...taken.conflicts, ...taken.lineConflicts].map(({ key, given, current }) => ({
    at: cellOf(places, key, rowOf(form, key), draft),
    row: rowOf(form, key) ?? null,
    key,
    given,
    current,
    author: taken.authors.get(key) ?? null,
  }));
  const findings = review.findings.map((finding) => ({
    finding,
    words: formTexts.findingSentence(describe(form, finding)),
  }));
  const marks = new Map<string, Mark>();
  for (const row of blanks) marks.set(row.key, { kind: 'blank', comment: texts.markBlank });
  for (const { finding, words } of findings)
    for (const key of finding.place ? [] : operandsOf(finding.check))
      marks.set(key, { kind: 'problem', comment: texts.mark(words) });
  for (const one of conflicts)
    marks.set(one.key, { kind: 'conflict', comment: texts.mark(texts.conflict(one)) });
  for (const { key, at, why } of judged.problems)
    if (key !== null)
      marks.set(key, {
        kind: 'problem',
        comment: texts.mark(why),
        typed: asShown(at.value ?? at.error),
      });
  const text = texts.taken({
    report,
    answered: inputs.filter(({ key }) => review.answers.has(key)).length,
    total: inputs.length,
    stored: taken.stored.length,
    lines: taken.lines,
    problems: judged.problems.map(({ row, at, why }) => ({
      at: { sheet: at.sheet, address: at.address, code: row === null ? null : fullCode(row, form.rows) },
      typed: asShown(at.value),
      why,
    })),
    conflicts,
    findings: findings.map(({ words }) => words),
    blanks: blanks.map((row) => cellOf(places, row.key, row, draft)),
    asOf: before.parts === null ? asOf : null,
    recheck: taken.stored.filter((key) => judged.recheck.has(key)).length,
    isOld,
    hasFile: marks.size > 0,
    now,
  });
  const files = marks.size > 0 ? [await writeWorkbook(context, draft, { sections, marks })] : [];
  return {
    replies: [
      {
        text: hasMore ? `${text}\n${partTexts.onlyOwn(partNames(draft, draft.parts ?? []))}` : text,
        files,
        offers: offersAfter(draft, taken, judged),
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
}

function offersAfter(draft: Draft, { conflicts, lineConflicts }: Taken, { lines }: Judged): Offer[] {
  const report = draft.report.id;
  const cells = conflicts.length + lineConflicts.length;
  const preferred = lineConflicts.flatMap(({ key, given }) => {
    for (const [table, own] of lines)
      for (const { block, label, cells: figures } of own)
        for (const column of [...Object.keys(figures), EXPLANATION])
          if (lineCellKey(table, block, label, column) === key)
            return [{ table, block, label, column, given }];
    return [];
  });
  return [
    ...(cells === 0
      ? []
      : [
          {
            label: texts.preferFile(cells),
            words: ['lấy theo tệp', 'theo tệp'],
            action: {
              do: 'workbook.prefer' as const,
              report,
              answers: conflicts.map(({ key, given }) => [key, given] as const),
              cells: preferred,
            },
          },
        ]),
    reviewOffer(draft),
    { label: formTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report } },
  ];
}

function placesIn(file: ReadFormWorkbook): Places {
  const sheet = [...file.values.values()][0]?.sheet ?? '';
  const at = ({ sheet: of, address }: ReadValue) => ({ sheet: of, address });
  return new Map([
    ...[...file.blanks].map(([key, address]) => [key, { sheet, address }] as const),
    ...[...file.values].map(([key, value]) => [key, at(value)] as const),
    ...file.lines.flatMap((line) => cellsOf(line).map(([key, value]) => [key, at(value)] as const)),
  ]);
}

function cellsOf({ table, block, label, cells, explanation }: ReadLine): [string, ReadValue][] {
  const key = (column: string): string => lineCellKey(table, block, String(label.value).trim(), column);
  return [
    ...[...cells].map(([column, value]): [string, ReadValue] => [key(column), value]),
    ...(explanation ? [[key(EXPLANATION), explanation] as [string, ReadValue]] : []),
  ];
}

function cellOf(places: Places, key: string, row: Row | undefined, { form }: Draft): CellWords {
  const place = places.get(key) ?? { sheet: '', address: '' };
  return { ...place, code: row ? fullCode(row, form.rows) : null };
}

/** What is taken from the file after all, where a colleague's figures stood. */
export interface PreferFile {
  do: 'workbook.prefer';
  report: number;
  answers: readonly (readonly [string, Answer])[];
  cells: readonly { table: string; block: string; label: string; column: string; given: number | string }[];
}

/** Puts the file's side of every conflict into the draft. */
export async function preferFile(context: Context, draft: Draft, action: PreferFile): Promise<Step> {
  const { services, speaker, now } = context;
  const by = speaker.id;
  const reportId = draft.report.id;
  // A part may have been taken back since the choice was offered.
  const isHere = (key: string): boolean => draft.parts === null || rowOf(draft.form, key) !== undefined;
  const answers = new Map(action.answers.filter(([key]) => isHere(key)));
  if (answers.size > 0) await services.drafts.setAnswers({ reportId, answers, by }, now);
  const tables = new Set(tablesOf(draft).map(({ key }) => key));
  for (const table of new Set(action.cells.map((one) => one.table).filter((one) => tables.has(one)))) {
    const lines = (await services.drafts.lines(reportId, [table])).get(table) ?? [];
    const changed = lines.flatMap((line): TableLine[] => {
      const own = action.cells.filter(
        (one) => one.table === table && one.block === line.block && one.label === line.label,
      );
      if (own.length === 0) return [];
      const figures = own.filter(({ column }) => column !== EXPLANATION);
      const words = own.find(({ column }) => column === EXPLANATION);
      return [
        {
          ...line,
          cells: {
            ...line.cells,
            ...Object.fromEntries(figures.map(({ column, given }) => [column, given])),
          },
          explanation: words ? String(words.given) : line.explanation,
        },
      ];
    });
    await services.drafts.setLines({ reportId, table, lines: changed, by }, now);
  }
  return {
    replies: [
      {
        text: texts.fileTaken(action.answers.length + action.cells.length),
        offers: [
          reviewOffer(draft),
          { label: formTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report: reportId } },
        ],
      },
    ],
    place: { name: 'form.menu', report: reportId },
  };
}

import { operandsOf, type Finding } from '../domain/checks.ts';
import { addDays, parseDay, type Day } from '../domain/day.ts';
import { inputRows, type Row } from '../domain/form.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Mark, ReadFormWorkbook, ReadValue } from '../domain/workbook.ts';
import type { LinePlace } from '../domain/workbook-merge.ts';
import { parseDate } from '../language/date.ts';
import type { Draft } from '../services/drafts.ts';
import type { Taken } from '../services/workbooks.ts';
import type { Context, OpenedFile } from './context.ts';
import type { Step } from './cursor.ts';
import { fullCode } from './form-codes.ts';
import { asShown } from './format.ts';
import { draftToFill, partNames, planOver, reviewOffer, rowOf, WORDS } from './form-draft.ts';
import { describe } from './form-findings.ts';
import { takePeopleList } from './people-list-taking.ts';
import { formTexts } from './texts-form.ts';
import { partTexts } from './texts-parts.ts';
import { choiceTexts } from './texts-workbook-choices.ts';
import { workbookTexts as texts, type CellWords } from './texts-workbooks.ts';
import { conflictWords, dropOffer, preferOffer } from './workbook-choices.ts';
import { takeContribution } from './workbook-gathering.ts';
import { judgeWorkbook, type Judged } from './workbook-judging.ts';
import { writeWorkbook } from './workbook-out.ts';

/** Where things stand in the file, by the keys of rows and cells. */
type Places = ReadonlyMap<string, Place>;
type Place = Pick<ReadValue, 'sheet' | 'address'>;

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
    case 'crowded':
      return { replies: [{ text: texts.crowded(opened.sheet) }] };
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
  if (!draft?.hasForm) {
    const over = await planOver(context, file.identity.report);
    return { replies: [{ text: over ?? texts.notYours(speaker.address) }] };
  }
  // The sums are the whole unit's: a colleague with a part neither adds to them nor sees them.
  if (file.identity.gathers && draft.parts !== null)
    return { replies: [{ text: texts.notYours(speaker.address) }] };
  if (file.identity.gathers) return takeContribution(context, draft, file, name);
  const before = await services.workbooks.formOf(draft, file.identity.formVersion);
  const own = draft.parts === null ? file : onlyGiven(draft, file);
  const judged = judgeWorkbook(draft, before, own);
  const asOf = readAsOf(context, file.asOf?.value ?? null);
  const was = file.asOfSeal === undefined ? undefined : readAsOf(context, file.asOfSeal);
  const taken = await services.workbooks.take(
    {
      reportId: draft.report.id,
      ...judged,
      seals: file.seals,
      name,
      // A colleague's part says nothing of the day of the whole.
      asOf: {
        day: draft.parts === null && typeof asOf === 'string' ? asOf : null,
        was: typeof was === 'object' && was !== null ? undefined : was,
      },
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

function readAsOf({ now, calendar }: Context, value: ReadValue['value']): WorkbookDay {
  const typed = String(value ?? '').trim();
  if (typed === '') return null;
  const today = dayOf(now);
  const read = typeof value === 'number' ? dayOfSerial(value) : undefined;
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
  const names = new Set(form.rows.map(({ name }) => name.trim()));
  return {
    ...file,
    values: new Map([...file.values].filter(([key]) => keys.has(key))),
    lines: file.lines.filter(({ table }) => keys.has(table)),
    unread: 0,
    twice: file.twice.filter(({ key }) => keys.has(key)),
    strangers: file.strangers.filter(({ name }) => names.has(name.trim())),
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
  const places = placesIn(file, judged);
  const review = await services.submissions.review(draft, now);
  const inputs = inputRows(form, unit).filter(
    ({ section }) => sections === null || sections.includes(section),
  );
  const inTrouble = new Set(judged.problems.flatMap(({ key }) => key ?? []));
  const blanks = inputs.filter(({ key }) => !review.answers.has(key) && !inTrouble.has(key));
  const conflicts = conflictWords(draft, taken).map((one) => ({
    ...one,
    at: cellOf(places, one.key, rowOf(form, one.key), draft),
  }));
  // Of thousands a few are told.
  const inWords = (finding: Finding): string => formTexts.findingSentence(describe(form, finding));
  const marks = new Map<string, Mark>();
  for (const row of blanks) marks.set(row.key, { kind: 'blank', comment: texts.markBlank });
  for (const finding of review.findings.filter(({ place }) => place === null))
    for (const key of operandsOf(finding.check))
      marks.set(key, { kind: 'problem', comment: texts.mark(inWords(finding)) });
  for (const one of conflicts)
    marks.set(one.key, { kind: 'conflict', comment: texts.mark(choiceTexts.conflict(one)) });
  for (const { key, at, why } of judged.problems)
    if (key !== null)
      marks.set(key, {
        kind: 'problem',
        comment: texts.mark(why),
        typed: asShown(at.value ?? at.error),
      });
  const prefer = preferOffer(report.id, taken);
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
    tables: [
      ...(conflicts.length > 0 && prefer.length === 0 ? [choiceTexts.tooManyToChoose] : []),
      ...tablesInWords(draft, taken),
      ...(file.unread > 0 ? [choiceTexts.unread(file.unread)] : []),
    ],
    findings: review.findings.map((finding) => () => inWords(finding)),
    blanks: blanks.map((row) => cellOf(places, row.key, row, draft)),
    asOf: before.parts === null ? asOf : null,
    laterDay: taken.laterDay,
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
        offers: [
          ...prefer,
          ...dropOffer(report.id, taken),
          reviewOffer(draft),
          {
            label: formTexts.offers.menu,
            words: WORDS.menu,
            action: { do: 'form.menu', report: report.id },
          },
        ],
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
}

/** What became of lines and of answers for whole tables. */
function tablesInWords({ form }: Draft, { renamed, left, overruled, over }: Taken): string[] {
  const tables = new Map(form.tables.map((table) => [table.key, table]));
  const placed = <T extends LinePlace>(line: T) => ({ table: tables.get(line.table), line });
  const codeOf = (key: string): string => tables.get(key)?.code ?? key;
  return [
    ...(renamed.length > 0 ? choiceTexts.renamed(renamed.map(placed)) : []),
    ...(left.length > 0 ? choiceTexts.left(left.map(placed)) : []),
    ...[...overruled].map(([key, answer]) => choiceTexts.overruled(codeOf(key), answer)),
    ...[...over].map(([key, lines]) => choiceTexts.over(codeOf(key), lines)),
  ];
}

function placesIn(file: ReadFormWorkbook, { places }: Judged): Places {
  const sheet = [...file.values.values()][0]?.sheet ?? '';
  return new Map<string, Place>([
    ...[...file.blanks].map(([key, address]) => [key, { sheet, address }] as const),
    ...file.values,
    ...places,
  ]);
}

function cellOf(places: Places, key: string, row: Row | undefined, { form }: Draft): CellWords {
  const place = places.get(key) ?? { sheet: '', address: '' };
  return { ...place, code: row ? fullCode(row, form.rows) : null };
}

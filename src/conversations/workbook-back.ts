import { parseDay, type Day } from '../domain/day.ts';
import { inputRows } from '../domain/form.ts';
import { dayOf } from '../domain/office-time.ts';
import type { CellPlace, ReadFormWorkbook, ReadValue } from '../domain/workbook.ts';
import type { LinePlace } from '../domain/workbook-merge.ts';
import { parseDate } from '../language/date.ts';
import type { Draft } from '../services/drafts.ts';
import type { Taken } from '../services/workbooks.ts';
import type { Context, OpenedFile } from './context.ts';
import type { Step } from './cursor.ts';
import { draftToFill, partNames, planOver, reviewOffer, rowOf, WORDS } from './form-draft.ts';
import { describe } from './form-findings.ts';
import { takePeopleList } from './people-list-taking.ts';
import { formTexts } from './texts-form.ts';
import { partTexts } from './texts-parts.ts';
import { choiceTexts } from './texts-workbook-choices.ts';
import { workbookTexts as texts } from './texts-workbooks.ts';
import { dayOfSerial, typedIn } from './workbook-cells.ts';
import { conflictWords, dropOffer, preferOffer } from './workbook-choices.ts';
import { takeContribution } from './workbook-gathering.ts';
import { dueInstead, withPeriod } from './recurring-reports.ts';
import { judgeWorkbook, type Judged } from './workbook-judging.ts';
import { cellWords, marksOf } from './workbook-marks.ts';
import { writeMarked } from './workbook-out.ts';

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
  const opened = await draftToFill(context, file.identity.report);
  if (!opened?.hasForm) return outOfHand(context, file);
  if (!(await services.workbooks.isOf(opened.report, file, now)))
    return { replies: [{ text: texts.otherOffice }] };
  // The sums are the whole unit's: a colleague with a part neither adds to them nor sees them.
  if (file.identity.gathers && opened.parts !== null)
    return { replies: [{ text: texts.notYours(speaker.address) }] };
  if (file.identity.gathers) return takeContribution(context, opened, file, name);
  await services.workbooks.hold(opened.report.id);
  // Who held the report may have moved it to another form, or taken back the part.
  const draft = await draftToFill(context, opened.report.id);
  if (!draft?.hasForm) return outOfHand(context, file);
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

/** Whoever coordinates the report has it from the unit, whose officer sends it in; to anybody else there is none. */
async function outOfHand(context: Context, file: ReadFormWorkbook): Promise<Step> {
  const { services, speaker, now } = context;
  const over = await planOver(context, file.identity.report);
  if (over !== undefined) return { replies: [{ text: over }] };
  const report = await services.reports.findInScope(speaker.scope, file.identity.report);
  const isTheirs =
    report !== undefined &&
    speaker.scope.coordinates.includes(report.coordinatorUnitId) &&
    (await services.workbooks.isOf(report, file, now));
  return { replies: [{ text: isTheirs ? texts.ofUnit(report) : texts.notYours(speaker.address) }] };
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
  const review = await services.submissions.review(draft, now);
  const inputs = inputRows(form, unit).filter(
    ({ section }) => sections === null || sections.includes(section),
  );
  const inTrouble = new Set(judged.problems.flatMap(({ key }) => key ?? []));
  const blanks = inputs.filter(({ key }) => !review.answers.has(key) && !inTrouble.has(key));
  const conflicts = conflictWords(draft, taken);
  const doubts = new Map(
    taken.stored.flatMap((key) => {
      const stored = judged.small.has(key) ? review.answers.get(key) : undefined;
      return stored?.kind === 'value' ? [[key, texts.smallPercent(stored.value)] as const] : [];
    }),
  );
  const marks = marksOf({ form, judged, review, blanks, conflicts, doubts });
  const marked =
    marks.size === 0
      ? undefined
      : await writeMarked(context, draft, { sections, marks, unstored: judged.unstored });
  const at = (key: string | null, sent?: ReadValue) =>
    cellWords(form, marked?.places ?? new Map<string, CellPlace>(), key, sent);
  const figures = taken.stored.filter((key) => rowOf(form, key) !== undefined);
  const prefer = preferOffer(report.id, taken);
  const all = before.parts === null ? await services.drafts.listOfUnits([report.unitId]) : [];
  const due = dueInstead(report, all, now);
  const text = texts.taken({
    report: withPeriod(report),
    due: due ?? null,
    answered: inputs.filter(({ key }) => review.answers.has(key)).length,
    total: inputs.length,
    stored: figures.length,
    lines: taken.lines,
    others: taken.stored.length - figures.length,
    problems: judged.problems.map(({ key, at: sent, why }) => ({
      at: at(key, sent),
      typed: typedIn(sent),
      why,
    })),
    conflicts: conflicts.map((one) => ({ ...one, at: at(one.key) })),
    tables: [
      ...(conflicts.length > 0 && prefer.length === 0 ? [choiceTexts.tooManyToChoose] : []),
      ...tablesInWords(draft, taken),
      ...(file.unread > 0 ? [choiceTexts.unread(file.unread)] : []),
    ],
    doubts: [...doubts].map(([key, why]) => ({ at: at(key), why })),
    // Of thousands a few are told.
    findings: review.findings.map((finding) => () => formTexts.findingSentence(describe(form, finding))),
    blanks: blanks.map(({ key }) => at(key)),
    asOf: before.parts === null ? asOf : null,
    laterDay: taken.laterDay,
    recheck: taken.stored.filter((key) => judged.recheck.has(key)).length,
    isOld,
    hasFile: marked !== undefined,
    now,
  });
  return {
    replies: [
      {
        text: hasMore ? `${text}\n${partTexts.onlyOwn(partNames(draft, draft.parts ?? []))}` : text,
        ...(marked && { files: [marked.file] }),
        offers: [
          ...(due
            ? [
                {
                  label: texts.offerDue(due.period),
                  action: { do: 'workbook.get' as const, report: due.id },
                },
              ]
            : []),
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

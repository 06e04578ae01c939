import type { Row } from '../domain/form.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { fullCode, inSection, isInput, isSection } from './form-codes.ts';
import { prepend, rowOf, rowsOf, sectionsOf, type GoOn, type Then } from './form-draft.ts';
import { askFinding, findingsTouching, operandsTouching } from './form-findings.ts';
import { readAnswers, type Reading } from './form-reading.ts';
import { askRows, ratesOf } from './form-rows.ts';
import { readValue } from './form-value.ts';
import { formTexts } from './texts-form.ts';

export interface Typing {
  section: string | null;
  asked: readonly string[];
  skipped: readonly string[];
  then: Then;
}

/** Stores what a message gives and answers back only what needs looking at; undefined where it is about something else. */
export async function recordFigures(
  context: Context,
  draft: Draft,
  text: string,
  typing: Typing,
  goOn: GoOn,
): Promise<Step | undefined> {
  const { section, asked } = typing;
  const inputs = sectionsOf(draft).find(({ heading }) => heading.key === section)?.inputs ?? [];
  const keys = inputs.map(({ key }) => key);
  const known = await context.services.drafts.answers(draft.report.id, keys);
  const from = Math.max(0, keys.indexOf(asked[0] ?? ''));
  const following = keys.slice(from).filter((key) => !known.has(key) || asked.includes(key));
  const reading = readAnswers(text, { rows: rowsOf(draft), section, asked, following });
  const { answers, unread, unclear, isOtherTalk } = reading;
  if (isOtherTalk || (answers.size === 0 && unread.length === 0 && unclear.length === 0)) return undefined;
  const ofColumn =
    reading.unplaced > 0 && answers.size === 0
      ? askWhichColumn(draft, text, reading.unplaced, typing)
      : undefined;
  if (ofColumn) return ofColumn;
  await storeAnswers(context, draft, answers);
  const said = await feedback(context, draft, reading);
  if (unclear.length > 0) return prepend(said, askWhich(draft, text, unclear, typing));
  if (answers.size === 0) {
    if (section === null) return { replies: [{ text: said }] };
    const again = { section, skipped: typing.skipped, asked };
    return prepend(
      said,
      asked.length > 0 ? await askRows(context, draft, again) : await goOn(context, draft, typing.then),
    );
  }
  return prepend(said, await afterChange(context, draft, new Set(answers.keys()), typing.then, goOn));
}

/** One value for one row, by a button or a choice. */
export async function recordOne(
  context: Context,
  draft: Draft,
  row: Row,
  typed: string,
  then: Then,
  goOn: GoOn,
): Promise<Step> {
  const value = readValue(row, typed);
  const answers: Reading['answers'] = new Map();
  if (value.kind === 'answer') answers.set(row.key, value.answer);
  await storeAnswers(context, draft, answers);
  const unread = value.kind === 'answer' ? [] : [{ quote: typed, row, why: value.why }];
  const said = await feedback(context, draft, {
    answers,
    unread,
    unclear: [],
    unplaced: 0,
    isOtherTalk: false,
  });
  return prepend(said, await afterChange(context, draft, new Set(answers.keys()), then, goOn));
}

async function storeAnswers(
  { services, speaker, now }: Context,
  draft: Draft,
  answers: Reading['answers'],
): Promise<void> {
  if (answers.size > 0) {
    await services.drafts.setAnswers({ reportId: draft.report.id, answers, by: speaker.id }, now);
  }
}

/** Checks that touch what changed are asked about at once; otherwise the form goes on. */
export async function afterChange(
  context: Context,
  draft: Draft,
  rows: ReadonlySet<string>,
  then: Then,
  goOn: GoOn,
): Promise<Step> {
  const touched = { rows, table: null };
  const needed = operandsTouching(draft.form, touched);
  if (needed.length === 0) return goOn(context, draft, then);
  const { drafts } = context.services;
  const answers = await drafts.answers(draft.report.id, needed);
  const tables = draft.form.tables.map(({ key }) => key).filter((key) => needed.includes(key));
  const lines = await drafts.lines(draft.report.id, tables);
  const found = findingsTouching(draft.form, touched, answers, lines);
  const reasons = found.length === 0 ? new Map() : await drafts.reasons(draft.report.id);
  const queue = found.map(({ key }) => key).filter((key) => !reasons.has(key));
  return queue.length === 0 ? goOn(context, draft, then) : askFinding(context, draft, queue, then, goOn);
}

async function feedback(
  context: Context,
  draft: Draft,
  { answers, unread, unclear }: Reading,
): Promise<string> {
  const { form } = draft;
  const stored = [...answers].flatMap(([key, answer]) => {
    const row = rowOf(form, key);
    return row ? [{ code: codeToTell(row, form), row, answer }] : [];
  });
  const touched = new Set(answers.keys());
  const parents = form.rows.filter(({ numerator, denominator }) =>
    [numerator, denominator].some((key) => key !== null && touched.has(key)),
  );
  const needed = parents.flatMap(({ numerator, denominator }) => [numerator ?? '', denominator ?? '']);
  const figures = await context.services.drafts.answers(draft.report.id, needed);
  const rates = ratesOf(draft, null, figures, touched).map((rate) => ({
    ...rate,
    code: fullCode(rate.row, form.rows),
  }));
  return formTexts.recorded({
    stored,
    rates,
    unread: unread.map((one) => ({ ...one, code: one.row === null ? null : fullCode(one.row, form.rows) })),
    isClear: unclear.length === 0,
  });
}

/** Where the printed numbering gives two rows one code, the name tells them apart. */
function codeToTell(row: Row, { rows }: Draft['form']): string {
  const code = fullCode(row, rows);
  const alike = inSection(row.section, rows).filter((one) => one.code === row.code);
  return alike.length > 1 ? formTexts.rowName(code, row.name) : code;
}

/** A column without codes is of a section with as many rows; which one is for the officer to say. */
function askWhichColumn(draft: Draft, text: string, lines: number, { then }: Typing): Step | undefined {
  const { report } = draft;
  const fitting = sectionsOf(draft).filter(({ inputs }) => inputs.length === lines && lines > 1);
  if (fitting.length === 0) return undefined;
  return {
    replies: [
      {
        text: formTexts.whichSectionOfColumn(lines),
        offers: fitting.map(({ heading }): Offer => ({
          label: formTexts.sectionName(heading),
          words: [heading.code, `mục ${heading.code}`],
          action: { do: 'enter_figures', text, report: report.id, section: heading.key },
        })),
      },
    ],
    place: { name: 'form.which', report: report.id, section: null, then },
  };
}

const exampleOf = ([first]: Reading['unclear'], rows: readonly Row[]): string => {
  const [row] = first?.rows ?? [];
  return row ? fullCode(row, rows) : '';
};

/** Which row a code means is for the officer to say. */
function askWhich(draft: Draft, text: string, unclear: Reading['unclear'], { section, then }: Typing): Step {
  const { report, form } = draft;
  const place = { name: 'form.which' as const, report: report.id, section, then };
  const [first, second] = unclear;
  if (first && !second) {
    const offers = first.rows.map((row): Offer => ({
      label: formTexts.rowName(fullCode(row, form.rows), row.name),
      words: [fullCode(row, form.rows)],
      action: { do: 'form.set', report: report.id, row: row.key, value: first.value, then },
    }));
    return { replies: [{ text: formTexts.whichRow(first.rows[0]?.code ?? '', first.value), offers }], place };
  }
  const sections = rowsOf(draft)
    .filter(isSection)
    .filter(({ key }) =>
      unclear.every(({ rows }) => rows.some((row) => row.section === key && isInput(row))),
    );
  const offers = sections.map((heading): Offer => ({
    label: formTexts.sectionName(heading),
    words: [heading.code, `mục ${heading.code}`],
    action: { do: 'enter_figures', text, report: report.id, section: heading.key },
  }));
  const codes = unclear.map(({ rows }) => rows[0]?.code ?? '');
  return {
    replies: [
      {
        text: formTexts.whichSection(codes, offers.length > 0, exampleOf(unclear, form.rows)),
        ...(offers.length > 0 ? { offers } : {}),
      },
    ],
    place,
  };
}

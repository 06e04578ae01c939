import { applies, type Form, type Narrative, type Row, type Table } from '../domain/form.ts';
import { lastWorkingDay } from '../domain/deadline.ts';
import { dayOf } from '../domain/office-time.ts';
import { fold } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Reply, Step } from './cursor.ts';
import { isInput, isSection } from './form-codes.ts';
import { formTexts } from './texts-form.ts';
import { partTexts } from './texts-parts.ts';

/** Where the form goes on after something in between has been dealt with. */
export type Then =
  | { to: 'rows'; section: string; skipped: readonly string[]; owed?: true }
  /** `owed`: lines just typed whose overdue files may want a reason. */
  | { to: 'table'; table: string; block: string; owed: readonly string[] }
  | { to: 'send'; rest?: true }
  | { to: 'menu' }
  /** A figure given in passing: what may come next, without the whole list. */
  | { to: 'rest' };

/** Goes on with the form; wired in form.ts, which knows every part of it. */
export type GoOn = (context: Context, draft: Draft, then: Then) => Promise<Step>;

/** What the speaker fills in of a report, whole or sections given to them; undefined is answered as if there were none. */
export const draftToFill = ({ services, speaker }: Context, report: number): Promise<Draft | undefined> =>
  services.drafts.openFor(speaker.scope, report);

/** A whole draft of the speaker's own unit: what is sent, registered and given to others. */
export async function ownDraft(context: Context, report: number): Promise<Draft | undefined> {
  const draft = await draftToFill(context, report);
  return draft?.parts === null ? draft : undefined;
}

export const notYours = (context: Context): Step => ({
  replies: [{ text: formTexts.notInScope(context.speaker.address) }],
  place: { name: 'idle' },
});

/** What is said of a report of the own unit that takes nothing more, its plan being closed; undefined of any other. */
export async function planOver({ services, speaker }: Context, report: number): Promise<string | undefined> {
  const found = await services.reports.find(report);
  return found?.planState === 'closed' && speaker.scope.ownUnits.includes(found.unitId)
    ? formTexts.planOver(found)
    : undefined;
}

async function notToFill(context: Context, report: number): Promise<Step> {
  const text = await planOver(context, report);
  return text === undefined ? notYours(context) : { replies: [{ text }], place: { name: 'idle' } };
}

/** Runs `work` on what the speaker fills in of a report. */
export async function filling(
  context: Context,
  report: number,
  work: (draft: Draft) => Promise<Step>,
): Promise<Step> {
  const draft = await draftToFill(context, report);
  return draft ? work(draft) : notToFill(context, report);
}

/** Runs `work` on a draft of the own unit. */
export async function withDraft(
  context: Context,
  report: number,
  work: (draft: Draft) => Promise<Step>,
): Promise<Step> {
  const draft = await ownDraft(context, report);
  return draft ? work(draft) : notToFill(context, report);
}

/** As printed, only what applies to the unit. */
export const rowsOf = ({ form, unit }: Draft): Row[] =>
  form.rows.filter((row) => applies(row.appliesTo, unit));
export const tablesOf = ({ form, unit }: Draft): Table[] =>
  form.tables.filter((table) => applies(table.appliesTo, unit));
export const narrativesOf = ({ form, unit }: Draft): Narrative[] =>
  form.narratives.filter((part) => applies(part.appliesTo, unit));

/** Sections and tables by their keys as they are called: "III", "Phụ lục 2". */
export const partNames = ({ form }: Draft, keys: readonly string[]): string[] =>
  [...form.rows.filter(({ key, section }) => key === section), ...form.tables]
    .filter(({ key }) => keys.includes(key))
    .map(({ code }) => code);

/** Sections with at least one row to fill in. */
export function sectionsOf(draft: Draft): { heading: Row; inputs: Row[] }[] {
  const rows = rowsOf(draft);
  return rows.filter(isSection).flatMap((heading) => {
    const inputs = rows.filter((row) => row.section === heading.key && isInput(row));
    return inputs.length === 0 ? [] : [{ heading, inputs }];
  });
}

/** Rows asked in one message: as the person prefers, else one where there are buttons, five where there are none. */
export function rowsAtOnce({ speaker, hasButtons }: Context): number {
  if (speaker.style === null) return hasButtons ? 1 : 5;
  return speaker.style === 'one_by_one' ? 1 : 5;
}

/** Going through what is still to be looked at: of the whole before it is sent, of a part before its officer sends it. */
export const reviewOffer = ({ report, parts }: Draft): Offer => ({
  label: parts === null ? formTexts.offers.send : partTexts.offers.review,
  words: WORDS.send,
  action: { do: 'form.review', report: report.id },
});

/** From T0 on even an error may be sent with a reason. */
export const mayExplainErrors = ({ report }: Draft, context: Context): boolean =>
  report.lastDay !== null && dayOf(context.now) >= lastWorkingDay(report.lastDay, context.calendar);

/** Puts a line in front of what a step says first. */
export function prepend(text: string, step: Step): Step {
  const [first, ...rest] = step.replies;
  if (text === '' || !first) return step;
  return { ...step, replies: [{ ...first, text: `${text}\n\n${first.text}` } satisfies Reply, ...rest] };
}

export type FormWord =
  'skip' | 'back' | 'view' | 'stop' | 'next' | 'send' | 'rest' | 'menu' | 'keep' | 'one_by_one' | 'batch';

/** Words that mean the same everywhere in a form, with and without accents. */
export const WORDS: Readonly<Record<FormWord, readonly string[]>> = {
  skip: ['bỏ qua', 'bq', 'để sau'],
  back: ['lùi', 'quay lại', 'trở lại'],
  view: ['xem', 'xem lại'],
  stop: ['dừng', 'dừng lại', 'thôi', 'thoát'],
  next: ['tiếp', 'tiếp tục', 'nhập tiếp', 'xong'],
  send: ['gửi', 'nộp', 'gửi đi', 'gửi luôn', 'gửi ngay', 'gửi báo cáo', 'xem lại và gửi'],
  rest: ['gửi phần đã có', 'gửi phần hiện có'],
  menu: ['mục', 'danh sách', 'danh sách mục'],
  keep: ['giữ', 'giữ nguyên', 'giữ số cũ', 'giữ số đã nhập'],
  one_by_one: ['từng câu', 'tungcau'],
  batch: ['năm câu', 'namcau'],
};

const BY_WORD = new Map(
  Object.entries(WORDS).flatMap(([name, words]) =>
    words.map((word) => [fold(word), name as FormWord] as const),
  ),
);

export const wordOf = (text: string): FormWord | undefined =>
  BY_WORD.get(fold(text).replace(/^\//, '').replace(/[.]+$/, ''));

/** Choices at a place where numbers are figures: only as buttons; without buttons the text names the words. */
export const asButtons = (context: Context, offers: readonly Offer[]): { offers?: readonly Offer[] } =>
  context.hasButtons ? { offers } : {};

export const rowOf = (form: Form, key: string): Row | undefined => form.rows.find((row) => row.key === key);

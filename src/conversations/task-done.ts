import type { Day } from '../domain/day.ts';
import { evidenceFault, isAsNamed } from '../domain/evidence.ts';
import { dayOf } from '../domain/office-time.ts';
import { faultOfClaim, givenOn } from '../domain/task-state.ts';
import { speaksOfSecrecy } from '../language/secrecy.ts';
import type { Claim, EvidenceFile } from '../services/task-reports.ts';
import type { Context, SentFile } from './context.ts';
import type { Offer, Place, Step } from './cursor.ts';
import { freeText, isTooLong, LONGEST_FREE_TEXT } from './free-text.ts';
import { isReason, readClaim, type ClaimRead } from './task-claim-words.ts';
import {
  askWhich,
  isQuestion,
  conclude,
  leadingTasksNamed,
  openPart,
  say,
  stopOffer,
  type OpenPart,
} from './task-finding.ts';
import { taskReportTexts as texts } from './texts-task-reports.ts';
import { questionTexts } from './texts-questions.ts';

/** Files of one report of completion. */
const MOST_FILES = 5;

/** A report of completion being made: what is known of it so far. */
export interface ClaimDraft extends Omit<Claim, 'doneOn' | 'files'> {
  doneOn: Day | null;
  files: EvidenceFile[];
  /** "chưa có văn bản": the words are then the reason. */
  isWithoutPaper: boolean;
}

export interface DonePlace {
  name: 'tasks.done';
  task: number;
  unit: number;
  claim: ClaimDraft;
  asks: 'product' | 'reason' | 'day' | 'confirm';
}

const NOTHING_SAID: ClaimDraft = {
  doneOn: null,
  text: '',
  number: null,
  date: null,
  link: null,
  files: [],
  isWithoutPaper: false,
};

/** "nhiệm vụ 12 xong rồi, quyết định 45/QĐ-SGDĐT ngày 12/5": the task by its number or words, then as if it were opened. */
export async function taskDoneByWords(
  context: Context,
  { task: words, text }: { task: string; text?: string },
): Promise<Step> {
  const found = await leadingTasksNamed(context, words);
  if (found.length === 0) {
    const offers: Offer[] = [{ label: texts.offers.difficulty, action: { do: 'ask_difficulty' } }];
    return { replies: [{ text: questionTexts.tasks.done(words), offers }] };
  }
  const [only, another] = found;
  const said = text === undefined ? {} : { text };
  if (only && !another) return reportDone(context, { task: only.id, ...said });
  return askWhich(found, ({ id }) => ({ do: 'task_done', task: id, ...said }));
}

/** "Báo hoàn thành": what was said with it is read at once; a completion handed back keeps the day it stated. */
export async function reportDone(
  context: Context,
  { task: id, unit, text }: { task: number; unit?: number; text?: string },
): Promise<Step> {
  const said = text === undefined ? {} : { text };
  const open = await openPart(context, { task: id, ...(unit === undefined ? {} : { unit }) }, (one) => ({
    do: 'task_done',
    task: id,
    unit: one,
    ...said,
  }));
  if ('step' in open) return open.step;
  const last = await context.services.taskReports.latestDone({ taskId: id, unitId: open.unit });
  if (last?.state === 'pending') return conclude(texts.alreadyPending(open.task, last.reportedAt));
  const before = last?.state === 'returned' ? last : undefined;
  const claim = { ...NOTHING_SAID, doneOn: before?.doneOn ?? null };
  if (text !== undefined) {
    if (isTooLong(text)) return say(texts.tooLong(text.length, LONGEST_FREE_TEXT));
    if (speaksOfSecrecy(text)) return goOn(context, open, claim, texts.done.secret);
    const read = readClaim(text, context);
    if (read.isBadLink) return goOn(context, open, claim, texts.done.badLink);
    if (read.unclear !== null) return goOn(context, open, claim, texts.done.unclear(read.unclear));
    return goOn(context, open, merge(claim, read, freeText(text)));
  }
  const notice = before?.doneOn == null ? undefined : texts.done.returnedBefore(before.doneOn, before.reason);
  return goOn(context, open, claim, notice);
}

/** Words typed while a report of completion is being made. */
export async function hearDone(context: Context, place: DonePlace, typed: string): Promise<Step | undefined> {
  const text = freeText(typed);
  if (isTooLong(text)) return say(texts.tooLong(text.length, LONGEST_FREE_TEXT));
  const open = await openPart(context, place, () => ({ do: 'cancel' }));
  if ('step' in open) return open.step;
  const { claim, asks } = place;
  if (speaksOfSecrecy(text)) return say(texts.done.secret);
  if (asks === 'reason') {
    if (!isReason(text)) return say(texts.done.askReason);
    return goOn(context, open, { ...claim, text });
  }
  const read = readClaim(text, context);
  if (read.isBadLink) return say(texts.done.badLink);
  if (read.unclear !== null) return say(texts.done.unclear(read.unclear));
  const isEmpty =
    read.number === null && read.link === null && read.doneOn === null && read.withoutPaper === null;
  if (isEmpty && isQuestion(text)) return undefined;
  if (isEmpty) return say(asks === 'day' ? texts.done.dayNotRead : texts.done.notRead);
  return goOn(context, open, merge(claim, read, text));
}

/** A file sent where the product is asked for, or before the report is sent. */
export async function receiveEvidence(context: Context, place: DonePlace, file: SentFile): Promise<Step> {
  const { name, mime, size, ref, caption } = file;
  const refused = await whyRefused(context, place, file);
  if (refused !== undefined) {
    if (file.kept !== undefined) await context.services.files.discard(file.kept);
    return say(refused);
  }
  const { claim } = place;
  const open = await openPart(context, place, () => ({ do: 'cancel' }));
  if ('step' in open) return open.step;
  if (file.kept !== undefined) await context.services.files.hold(file.kept, context.now);
  const kept = { name, mime, size, ref, sentAt: context.sentAt.toISOString(), kept: file.kept ?? null };
  const withFile: ClaimDraft = { ...claim, isWithoutPaper: false, files: [...claim.files, kept] };
  const said = caption === null ? '' : freeText(caption);
  const read = said === '' || isTooLong(said) ? undefined : readClaim(said, context);
  const isRead = read && !read.isBadLink && read.unclear === null;
  return goOn(context, open, isRead ? merge(withFile, read, said) : withFile, texts.file.added(name));
}

async function whyRefused(
  { services }: Context,
  { claim }: DonePlace,
  file: SentFile,
): Promise<string | undefined> {
  const { name, kept, unfetched } = file;
  const fault = evidenceFault(file);
  if (fault) return texts.file[fault](name);
  if (unfetched) return texts.file.unfetched[unfetched](name);
  if (claim.files.length >= MOST_FILES) return texts.file.tooMany(MOST_FILES);
  const head = kept === undefined ? undefined : await services.files.head(kept);
  return head && !isAsNamed(name, head) ? texts.file.notAsNamed(name) : undefined;
}

/** Files of a completion that is given up are not kept; those of one that was reported are archive. */
export async function letFilesGo({ services }: Context, before: Place, after: Place): Promise<void> {
  const still = new Set(filesAt(after));
  for (const id of filesAt(before)) if (!still.has(id)) await services.files.discard(id);
}

const filesAt = (place: Place): number[] =>
  place.name === 'tasks.done' ? place.claim.files.flatMap(({ kept }) => kept ?? []) : [];

/** What a message adds to what is known; what it names again replaces what was named before. */
function merge(claim: ClaimDraft, read: ClaimRead, text: string): ClaimDraft {
  const { number, date, link, doneOn, withoutPaper } = read;
  const hasProduct = number !== null || link !== null || claim.files.length > 0;
  // The day taken over from a paper goes with that paper.
  const isOfPaper = number !== null && claim.number !== null && claim.doneOn === claim.date;
  const isWithoutPaper = withoutPaper !== null || (claim.isWithoutPaper && !hasProduct);
  return {
    ...claim,
    number: number ?? (withoutPaper ? null : claim.number),
    date: number === null ? claim.date : date,
    link: link ?? (withoutPaper ? null : claim.link),
    doneOn: doneOn ?? (isOfPaper ? null : claim.doneOn) ?? (number === null ? null : date),
    isWithoutPaper,
    text: withoutPaper
      ? withoutPaper.reason
      : (number !== null || link !== null) && text !== ''
        ? text
        : claim.text,
  };
}

/** Asks for what is still missing, and in the end whether all of it is right. */
function goOn(context: Context, open: OpenPart, claim: ClaimDraft, notice?: string): Step {
  const { task, unit, unitName } = open;
  const place = (asks: DonePlace['asks'], kept: ClaimDraft = claim): Place => ({
    name: 'tasks.done',
    task: task.id,
    unit,
    claim: kept,
    asks,
  });
  const ask = (text: string, asks: DonePlace['asks'], offers: readonly Offer[], kept?: ClaimDraft): Step => ({
    replies: [{ text: notice === undefined ? text : `${notice}\n\n${text}`, offers }],
    place: place(asks, kept),
  });
  const today = dayOf(context.now);
  const hasProduct = claim.number !== null || claim.link !== null || claim.files.length > 0;
  if (!hasProduct && !claim.isWithoutPaper)
    return ask(texts.done.askProduct(task, task.products), 'product', [stopOffer]);
  if (!hasProduct && claim.text === '') return ask(texts.done.askReason, 'reason', [stopOffer]);
  const futurePaper = claim.date !== null && claim.date > today;
  if (futurePaper && claim.date !== null)
    return ask(texts.done.inFuture(claim.date), 'product', [stopOffer], {
      ...claim,
      number: null,
      date: null,
      doneOn: claim.doneOn === claim.date ? null : claim.doneOn,
    });
  if (claim.doneOn === null) {
    const offers: Offer[] = [
      {
        label: texts.offers.today(today),
        words: ['hôm nay'],
        action: { do: 'task_done_on', place: { task: task.id, unit, claim }, day: today },
      },
      stopOffer,
    ];
    return ask(texts.done.askDay, 'day', offers);
  }
  const from = givenOn(task);
  const fault = faultOfClaim(claim.doneOn, { today, givenOn: from });
  if (fault) {
    const why =
      fault === 'in_the_future' ? texts.done.inFuture(claim.doneOn) : texts.done.tooEarly(claim.doneOn, from);
    return ask(why, 'day', [stopOffer], { ...claim, doneOn: null });
  }
  const { doneOn, text, number, date, link, files } = claim;
  return ask(texts.done.confirm(task, claim, unitName), 'confirm', [
    {
      label: texts.offers.send,
      words: ['gửi', 'đồng ý', 'ok', 'có', 'xác nhận'],
      action: {
        do: 'confirm_task_done',
        task: task.id,
        unit,
        claim: { doneOn, text, number, date, link, files },
      },
    },
    { label: texts.offers.edit, words: ['sửa'], action: { do: 'task_done', task: task.id, unit } },
    stopOffer,
  ]);
}

export async function chooseDay(
  context: Context,
  { place, day }: { place: { task: number; unit: number; claim: ClaimDraft }; day: Day },
): Promise<Step> {
  const open = await openPart(context, place, () => ({ do: 'cancel' }));
  return 'step' in open ? open.step : goOn(context, open, { ...place.claim, doneOn: day });
}

export async function confirmDone(
  context: Context,
  { task, unit, claim }: { task: number; unit: number; claim: Claim },
): Promise<Step> {
  const { services, speaker, now, sentAt, bot } = context;
  const reported = await services.taskReports.reportDone(
    { task, unit, claim, bot, by: speaker, sentAt },
    now,
  );
  switch (reported.kind) {
    case 'not_found':
      return conclude(texts.notYours(speaker.address));
    case 'already_done':
      return conclude(texts.alreadyDone(reported.task, reported.doneOn));
    case 'already_pending':
      return conclude(texts.alreadyPending(reported.task, reported.report.reportedAt));
    case 'in_the_future':
      return conclude(texts.done.inFuture(reported.day));
    case 'too_early':
      return conclude(texts.done.tooEarly(reported.day, reported.from));
    case 'done':
      return {
        replies: [
          {
            text: texts.done.sent(reported.task, claim.doneOn, sentAt, reported.task.coordinatorName),
            kind: 'receipt',
            offers: [{ label: texts.offers.list, action: { do: 'tasks' } }],
          },
        ],
        place: { name: 'idle' },
      };
  }
}

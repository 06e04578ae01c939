import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Context } from './context.ts';
import type { Step } from './cursor.ts';
import { freeText, isTooLong, LONGEST_FREE_TEXT } from './free-text.ts';
import { readPaperWords } from './paper-words.ts';
import { isReason } from './task-claim-words.ts';
import {
  askWhich,
  conclude,
  leadingTasksNamed,
  openPart,
  say,
  stopOffer,
  type OpenPart,
} from './task-finding.ts';
import { taskReportTexts as texts } from './texts-task-reports.ts';

export interface MoreTimePlace {
  name: 'tasks.more_time';
  task: number;
  unit: number;
  wantedDay: Day | null;
  reason: string | null;
}

/** Words that name a day or a task, and nothing of a reason. */
const NO_REASON =
  /(?:nhiệm vụ|nhiem vu|nv|việc|viec)\s*(?:số|so)?\s*\d+[a-z]?|\d+|(?<!\p{L})(?:xin|đề nghị|de nghi|lùi|lui|gia hạn|gia han|thời hạn|thoi han|đến|den|hết|het|tới|toi|sang|ngày|ngay|tháng|thang|năm|nam|thứ|thu|hai|ba|tư|sáu|bảy|chủ nhật|thêm|them|cho)(?!\p{L})/giu;

/** "xin lùi nhiệm vụ 12 đến 30/6 vì …": the task by its number. */
export async function moreTimeByWords(
  context: Context,
  { task: words, text }: { task: string; text: string },
): Promise<Step> {
  const found = await leadingTasksNamed(context, words);
  const [only, another] = found;
  if (!only) return conclude(texts.notYours(context.speaker.address));
  return another
    ? askWhich(found, ({ id }) => ({ do: 'task_more_time', task: id, text }))
    : askMoreTime(context, { task: only.id, text });
}

/** "Đề nghị lùi thời hạn": a day and a reason; nothing moves by it. */
export async function askMoreTime(
  context: Context,
  { task: id, unit, text }: { task: number; unit?: number; text?: string },
): Promise<Step> {
  const said = text === undefined ? {} : { text };
  const open = await openPart(context, { task: id, ...(unit === undefined ? {} : { unit }) }, (one) => ({
    do: 'task_more_time',
    task: id,
    unit: one,
    ...said,
  }));
  if ('step' in open) return open.step;
  const { task } = open;
  if (task.lastDay === null) return conclude(texts.extension.noDeadline(task));
  const pending = await context.services.taskExtensions.findPending({ taskId: id, unitId: open.unit });
  if (pending) return conclude(texts.extension.pending(task, pending.askedAt));
  const place: MoreTimePlace = {
    name: 'tasks.more_time',
    task: id,
    unit: open.unit,
    wantedDay: null,
    reason: null,
  };
  if (text !== undefined) return hear(context, open, place, text);
  return { replies: [{ text: texts.extension.ask(task), offers: [stopOffer] }], place };
}

export async function hearMoreTime(context: Context, place: MoreTimePlace, typed: string): Promise<Step> {
  const open = await openPart(context, place, () => ({ do: 'cancel' }));
  return 'step' in open ? open.step : hear(context, open, place, typed);
}

function hear(context: Context, { task, unit }: OpenPart, place: MoreTimePlace, typed: string): Step {
  const text = freeText(typed);
  if (text === '') return say(texts.empty);
  if (isTooLong(text)) return say(texts.tooLong(text.length, LONGEST_FREE_TEXT));
  const words = text.replace(/(?:nhiệm vụ|nhiem vu|nv|việc|viec)\s*(?:số|so)?\s*\d+[a-z]?(?![\d/])/giu, ' ');
  const { days, moment, unclear } = readPaperWords(words, dayOf(context.now), context.calendar);
  const again = (notice: string, known: Partial<MoreTimePlace> = {}): Step => ({
    replies: [{ text: notice, offers: [stopOffer] }],
    place: { ...place, ...known },
  });
  if (unclear !== null) return again(texts.done.unclear(unclear));
  const wantedDay = days.at(-1) ?? (moment ? dayOf(moment) : null) ?? place.wantedDay;
  const reason = isReason(words.replace(NO_REASON, ' ')) ? text : place.reason;
  if (wantedDay === null) return again(texts.extension.askDay, { reason });
  if (task.lastDay !== null && wantedDay <= task.lastDay)
    return again(texts.extension.notLater(task), { reason, wantedDay: null });
  if (reason === null) return again(texts.extension.askReason, { wantedDay });
  return {
    replies: [
      {
        text: texts.extension.confirm(task, wantedDay, reason),
        offers: [
          {
            label: texts.offers.sendRequest,
            words: ['gửi', 'đồng ý', 'ok', 'có'],
            action: { do: 'send_more_time', task: task.id, unit, wantedDay, reason },
          },
          { label: texts.offers.edit, words: ['sửa'], action: { do: 'task_more_time', task: task.id, unit } },
          stopOffer,
        ],
      },
    ],
    place: { name: 'idle' },
  };
}

export async function sendMoreTime(
  context: Context,
  input: { task: number; unit: number; wantedDay: Day; reason: string },
): Promise<Step> {
  const { services, speaker, now } = context;
  const asked = await services.taskExtensions.ask({ ...input, by: speaker }, now);
  switch (asked.kind) {
    case 'not_found':
      return conclude(texts.notYours(speaker.address));
    case 'no_deadline':
      return conclude(texts.extension.noDeadline(asked.task));
    case 'already_done':
      return conclude(texts.alreadyDone(asked.task, asked.doneOn));
    case 'already_pending':
      return conclude(texts.extension.pending(asked.task, asked.request.askedAt));
    case 'not_later':
      return conclude(texts.extension.notLater(asked.task));
    case 'done':
      return conclude(texts.extension.sent(asked.task.coordinatorName, now));
  }
}

import { addMonths, type Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Context } from './context.ts';
import type { Action, Offer, Place, Step } from './cursor.ts';
import { readPaperWords } from './paper-words.ts';
import {
  askWhich,
  conclude,
  isQuestion,
  ownParts,
  say,
  stopOffer,
  tasksNamed,
  type Task,
} from './task-finding.ts';
import { questionTexts } from './texts-questions.ts';
import { taskReportTexts as texts } from './texts-task-reports.ts';
import { taskDue } from './texts-tasks.ts';

/** "nhiệm vụ 12 phát sinh": the task by its number. */
export async function raiseByWords(context: Context, { task: words }: { task: string }): Promise<Step> {
  const found = await tasksNamed(context, words);
  const [only, another] = found;
  if (!only) return conclude(questionTexts.notFound(context.speaker.address));
  return another
    ? askWhich(found, ({ id }) => ({ do: 'raise_task', task: id }))
    : raiseTask(context, { task: only.id });
}

/**
 * "Đã phát sinh", of what was to be done "nếu có", "khi có yêu cầu": said by a unit that leads or by the coordinator.
 * The day of the event is asked where the deadline counts from it, a last day of whoever may set one.
 */
export async function raiseTask(context: Context, { task: id }: { task: number }): Promise<Step> {
  const found = await mayRaise(context, id);
  if ('step' in found) return found.step;
  const { task, isCoordinator } = found;
  const none: Action = { do: 'confirm_raise', task: id, eventDay: null };
  const asking = (text: string, label: string): Step => ({
    replies: [{ text, offers: [{ label, words: ['chưa', 'không rõ'], action: none }, stopOffer] }],
    place: { name: 'tasks.arise', task: id },
  });
  if (task.rule.kind === 'months_after_event')
    return asking(texts.arise.askEvent(task, taskDue(task)), texts.offers.noEvent);
  if (isCoordinator && task.lastDay === null) return asking(texts.arise.askDay(task), texts.offers.noDay);
  return confirmed(texts.arise.confirm(task, null), none);
}

export async function hearArise(
  context: Context,
  { task: id }: { task: number },
  typed: string,
): Promise<Step | undefined> {
  if (isQuestion(typed)) return undefined;
  const found = await mayRaise(context, id);
  if ('step' in found) return found.step;
  const { task } = found;
  const today = dayOf(context.now);
  const { days, moment, number, issuedOn, unclear } = readPaperWords(typed, today, context.calendar);
  if (unclear !== null) return say(texts.done.unclear(unclear));
  const day = days.at(-1) ?? (moment ? dayOf(moment) : undefined);
  if (day === undefined) return say(texts.done.dayNotRead);
  const place: Place = { name: 'tasks.arise', task: id };
  if (task.rule.kind === 'months_after_event') {
    if (day > today) return say(texts.done.inFuture(day));
    const due = texts.arise.eventDue(day, addMonths(day, task.rule.months));
    return confirmed(texts.arise.confirm(task, due), { do: 'confirm_raise', task: id, eventDay: day }, place);
  }
  const set: Action = {
    do: 'confirm_task_day',
    task: id,
    version: task.version,
    toDay: day,
    number,
    date: issuedOn,
    text: '',
  };
  return confirmed(texts.arise.confirm(task, texts.arise.day(day)), set, place);
}

const confirmed = (text: string, action: Action, place: Place = { name: 'idle' }): Step => {
  const agree: Offer = { label: texts.offers.agree, words: ['đồng ý', 'có', 'ok'], action };
  return { replies: [{ text, offers: [agree, stopOffer] }], place };
};

export async function confirmRaise(
  context: Context,
  { task, eventDay }: { task: number; eventDay: Day | null },
): Promise<Step> {
  const { services, speaker, now } = context;
  const arisen = await services.taskExtensions.arise({ task, eventDay, by: speaker }, now);
  switch (arisen.kind) {
    case 'not_found':
      return conclude(questionTexts.notFound(speaker.address));
    case 'not_conditional':
      return conclude(texts.arise.notConditional(arisen.task));
    case 'already_done':
      return conclude(texts.alreadyDone(arisen.task, arisen.task.doneOn ?? dayOf(now)));
    case 'in_the_future':
      return conclude(texts.done.inFuture(eventDay ?? dayOf(now)));
    case 'done':
      return conclude(texts.arise.done(arisen.task, now), [
        { label: texts.offers.see, action: { do: 'see_task', task } },
      ]);
  }
}

async function mayRaise(
  context: Context,
  id: number,
): Promise<{ task: Task; isCoordinator: boolean } | { step: Step }> {
  const { services, speaker } = context;
  const task = await services.tasks.findInScope(speaker.scope, id);
  if (!task) return { step: conclude(questionTexts.notFound(speaker.address)) };
  const isCoordinator = speaker.scope.coordinates.includes(task.coordinatorUnitId);
  const parts = await ownParts(context, [task]);
  if (!isCoordinator && !parts.some(({ part }) => part === 'lead'))
    return { step: conclude(texts.coordinatesOnly(task.leads.join(', '))) };
  if (task.doneOn !== null) return { step: conclude(texts.alreadyDone(task, task.doneOn)) };
  if (!task.conditional && task.rule.kind !== 'months_after_event')
    return { step: conclude(texts.arise.notConditional(task)) };
  return { task, isCoordinator };
}

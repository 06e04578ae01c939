import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { isFixedByDocument } from '../domain/task-state.ts';
import type { DayMoved, Paper, RequestDecided } from '../services/task-extensions.ts';
import type { Context } from './context.ts';
import { ask, askOpen, conclude, confirm, ifCoordinator, say } from './coordinator-steps.ts';
import type { Action, Offer, Step } from './cursor.ts';
import { freeText, isTooLong, LONGEST_FREE_TEXT } from './free-text.ts';
import { readPaperWords } from './paper-words.ts';
import { nextOffers } from './task-decisions.ts';
import { coordinatedTask, isQuestion, type Task } from './task-finding.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { taskDecisionTexts as texts } from './texts-task-decisions.ts';
import { taskReportTexts } from './texts-task-reports.ts';

type Request = NonNullable<Awaited<ReturnType<Context['services']['taskExtensions']['find']>>>;

/** Law 16: a day that a document fixed moves only by the number of the paper that allows it. */
const needsPaper = (task: Task): boolean => task.lastDay !== null && isFixedByDocument(task.rule);

/** A request for more time, and the word to give. */
export const seeTimeRequest = (context: Context, { extension: id }: { extension: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { now } = context;
    const found = await coordinatedRequest(context, id);
    if (!found) return conclude(texts.none(now));
    const { task, request } = found;
    if (request.state !== 'pending') return conclude(texts.already(request.decidedAt, request.deciderName));
    const { wantedDay } = request;
    const isPaperNeeded = needsPaper(task);
    const isAsWanted =
      !isPaperNeeded && wantedDay !== null && wantedDay >= dayOf(now) && wantedDay > (task.lastDay ?? '');
    const grants: Offer[] = [
      ...(isAsWanted
        ? [
            {
              label: texts.offers.grantTo(wantedDay),
              words: ['đồng ý'],
              action: grantAction(id, task, wantedDay, { number: null, date: null }),
            },
          ]
        : []),
      {
        label: isPaperNeeded ? texts.offers.grantByPaper : texts.offers.grant,
        action: { do: 'grant_time', extension: id },
      },
    ];
    return ask(texts.request(task, request, isPaperNeeded, now), [
      ...grants,
      { label: texts.offers.decline, words: ['không'], action: { do: 'decline_time', extension: id } },
      { label: texts.offers.seeTask, action: { do: 'see_task', task: task.id } },
    ]);
  });

const grantAction = (extension: number, { version }: Task, toDay: Day, { number, date }: Paper): Action => ({
  do: 'confirm_grant',
  extension,
  version,
  toDay,
  number,
  date,
});

export const grantTime = (context: Context, { extension: id }: { extension: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const found = await coordinatedRequest(context, id);
    if (!found) return conclude(texts.none(context.now));
    const { task, request } = found;
    if (request.state !== 'pending') return conclude(texts.already(request.decidedAt, request.deciderName));
    return askOpen(texts.askGrant(task, needsPaper(task)), { name: 'tasks.grant', extension: id });
  });

/** "45/QĐ-SGDĐT ngày 10/5, đến hết ngày 30/6". */
export async function hearGrant(
  context: Context,
  { extension: id }: { extension: number },
  typed: string,
): Promise<Step | undefined> {
  if (isQuestion(typed)) return undefined;
  const found = await coordinatedRequest(context, id);
  if (!found) return conclude(texts.none(context.now));
  const { task, request } = found;
  const read = readDay(context, task, typed);
  if ('step' in read) return read.step;
  if (task.lastDay !== null && read.toDay <= task.lastDay) return say(texts.notLater(read.toDay, task));
  return confirm(
    texts.confirmDay(task, read.toDay, read.paper, request.unitName),
    grantAction(id, task, read.toDay, read.paper),
    { do: 'grant_time', extension: id },
    { name: 'tasks.grant', extension: id },
  );
}

export async function confirmGrant(
  context: Context,
  input: { extension: number; version: number; toDay: Day; number: string | null; date: Day | null },
): Promise<Step> {
  const { services, speaker, now } = context;
  const { number, date, ...rest } = input;
  const granted = await services.taskExtensions.grant({ ...rest, paper: { number, date }, by: speaker }, now);
  return told(context, granted, input.toDay, { do: 'see_time_request', extension: input.extension });
}

export const declineTime = (context: Context, { extension: id }: { extension: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const found = await coordinatedRequest(context, id);
    if (!found) return conclude(texts.none(context.now));
    const { task, request } = found;
    if (request.state !== 'pending') return conclude(texts.already(request.decidedAt, request.deciderName));
    return askOpen(texts.askDecline(task, request.unitName ?? ''), { name: 'tasks.decline', extension: id });
  });

export async function hearDecline(
  context: Context,
  { extension: id }: { extension: number },
  typed: string,
): Promise<Step> {
  const answer = freeText(typed);
  if (answer === '') return say(taskReportTexts.empty);
  if (isTooLong(answer)) return say(taskReportTexts.tooLong(answer.length, LONGEST_FREE_TEXT));
  const found = await coordinatedRequest(context, id);
  if (!found) return conclude(texts.none(context.now));
  return confirm(
    texts.confirmDecline(found.task, found.request.unitName ?? '', answer),
    { do: 'confirm_decline', extension: id, answer },
    { do: 'decline_time', extension: id },
    { name: 'tasks.decline', extension: id },
  );
}

export async function confirmDecline(
  context: Context,
  { extension, answer }: { extension: number; answer: string },
): Promise<Step> {
  const { services, speaker, now } = context;
  const declined = await services.taskExtensions.decline({ extension, answer, by: speaker }, now);
  return told(context, declined, null, { do: 'see_time_request', extension });
}

/** The coordinator sets a day where there is none, or moves it. */
export const setTaskDay = (context: Context, { task: id }: { task: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const task = await coordinatedTask(context, id);
    if (!task) return conclude(coordinatorTexts.visit.notYours(context.speaker.address));
    if (task.doneOn !== null) return conclude(texts.done(task));
    return askOpen(texts.askDay(task, needsPaper(task)), { name: 'tasks.day', task: id });
  });

export async function hearTaskDay(
  context: Context,
  { task: id }: { task: number },
  typed: string,
): Promise<Step | undefined> {
  if (isQuestion(typed)) return undefined;
  const text = freeText(typed);
  if (isTooLong(text)) return say(taskReportTexts.tooLong(text.length, LONGEST_FREE_TEXT));
  const task = await coordinatedTask(context, id);
  if (!task) return conclude(coordinatorTexts.visit.notYours(context.speaker.address));
  const read = readDay(context, task, typed);
  if ('step' in read) return read.step;
  const { toDay, paper } = read;
  return confirm(
    texts.confirmDay(task, toDay, paper, null),
    { do: 'confirm_task_day', task: id, version: task.version, toDay, ...paper, text },
    { do: 'set_task_day', task: id },
    { name: 'tasks.day', task: id },
  );
}

export async function confirmTaskDay(
  context: Context,
  input: { task: number; version: number; toDay: Day; number: string | null; date: Day | null; text: string },
): Promise<Step> {
  const { services, speaker, now } = context;
  const { number, date, ...rest } = input;
  const moved = await services.taskExtensions.setDay({ ...rest, paper: { number, date }, by: speaker }, now);
  return told(context, moved, input.toDay, { do: 'set_task_day', task: input.task });
}

/** The new day and the paper typed, or what is wrong with them. */
function readDay(
  { now, calendar }: Context,
  task: Task,
  typed: string,
): { toDay: Day; paper: Paper } | { step: Step } {
  const today = dayOf(now);
  const { number, issuedOn, moment, days, unclear } = readPaperWords(typed, today, calendar);
  const toDay = days.at(-1) ?? (moment ? dayOf(moment) : undefined);
  if (unclear !== null) return { step: say(coordinatorTexts.unclearTime(unclear)) };
  if (number === null && needsPaper(task)) return { step: say(texts.numberMissing) };
  if (toDay === undefined) return { step: say(texts.dayMissing) };
  if (issuedOn !== null && issuedOn > today) return { step: say(texts.futurePaper(issuedOn)) };
  if (toDay < today) return { step: say(texts.past(toDay)) };
  return { toDay, paper: { number, date: issuedOn } };
}

/** What came of a decision about a day. */
async function told(
  context: Context,
  decided: DayMoved | RequestDecided,
  toDay: Day | null,
  again: Action,
): Promise<Step> {
  const next = await nextOffers(context);
  switch (decided.kind) {
    case 'done':
      return conclude(texts.moved(decided.task, decided.fromDay, decided.toDay, decided.told), next);
    case 'declined':
      return conclude(texts.declined(decided.task, decided.request.unitName ?? '', decided.told), next);
    case 'already_decided':
      return conclude(texts.already(decided.request.decidedAt, decided.request.deciderName), next);
    case 'not_found':
      return conclude(coordinatorTexts.visit.notYours(context.speaker.address));
    case 'already_done':
      return conclude(texts.done(decided.task), next);
    case 'same_day':
      return conclude(texts.sameDay(decided.task, decided.at), next);
    case 'changed_meanwhile':
      return conclude(texts.changed(decided.task), [
        { label: coordinatorTexts.offers.edit, action: again },
        ...next,
      ]);
    case 'date_in_the_past':
      return conclude(texts.past(toDay ?? dayOf(context.now)));
    case 'not_later':
      return conclude(texts.notLater(toDay ?? dayOf(context.now), decided.task));
    case 'paper_in_the_future':
      return conclude(texts.futurePaper(decided.day));
    case 'paper_number_needed':
      return conclude(texts.numberMissing, [{ label: coordinatorTexts.offers.edit, action: again }]);
  }
}

async function coordinatedRequest(
  context: Context,
  id: number,
): Promise<{ task: Task; request: Request } | undefined> {
  const request = await context.services.taskExtensions.find(id);
  const task = request && (await coordinatedTask(context, request.taskId));
  return task ? { task, request } : undefined;
}

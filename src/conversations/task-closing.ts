import type { Closing } from '../services/task-closing.ts';
import type { Context } from './context.ts';
import { askOpen, conclude, confirm, ifCoordinator, say } from './coordinator-steps.ts';
import type { Step } from './cursor.ts';
import { freeText, isTooLong, LONGEST_FREE_TEXT } from './free-text.ts';
import { readClaim } from './task-claim-words.ts';
import { nextOffers } from './task-decisions.ts';
import { coordinatedTask, isQuestion } from './task-finding.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { taskClosingTexts as texts } from './texts-task-closing.ts';
import { taskReportTexts } from './texts-task-reports.ts';

/** The coordinator records a completion whose paper came to him. */
export const closeTask = (context: Context, { task: id }: { task: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const task = await coordinatedTask(context, id);
    if (!task) return conclude(coordinatorTexts.visit.notYours(context.speaker.address));
    if (task.doneOn !== null) return conclude(texts.already(task, task.doneOn));
    return askOpen(texts.ask(task), { name: 'tasks.close', task: id });
  });

/** "Quyết định 45/QĐ-SGDĐT ngày 12/5/2021, hoàn thành ngày 14/5". */
export async function hearClose(
  context: Context,
  { task: id }: { task: number },
  typed: string,
): Promise<Step | undefined> {
  if (isQuestion(typed)) return undefined;
  const task = await coordinatedTask(context, id);
  if (!task) return conclude(coordinatorTexts.visit.notYours(context.speaker.address));
  const text = freeText(typed);
  if (isTooLong(text)) return say(taskReportTexts.tooLong(text.length, LONGEST_FREE_TEXT));
  const read = readClaim(typed, context);
  if (read.unclear !== null) return say(coordinatorTexts.unclearTime(read.unclear));
  if (read.isBadLink) return say(texts.badLink);
  const doneOn = read.doneOn ?? read.date;
  if (doneOn === null) return say(texts.dayMissing);
  if (read.number === null && read.link === null && !read.withoutPaper?.reason)
    return say(texts.productMissing);
  const claim: Closing = {
    doneOn,
    text: read.withoutPaper?.reason ?? text,
    number: read.number,
    date: read.date,
    link: read.link,
  };
  return confirm(
    texts.confirm(task, claim),
    { do: 'confirm_close_task', task: id, claim },
    { do: 'close_task', task: id },
    { name: 'tasks.close', task: id },
  );
}

export async function confirmClose(
  context: Context,
  { task: id, claim }: { task: number; claim: Closing },
): Promise<Step> {
  const { services, speaker, now } = context;
  const closed = await services.taskClosing.close({ task: id, claim, by: speaker }, now);
  const next = await nextOffers(context);
  switch (closed.kind) {
    case 'done':
      return conclude(texts.done(closed.task, claim.doneOn, closed.units, now), next);
    case 'already_done':
      return conclude(texts.already(closed.task, closed.doneOn), next);
    case 'claims_waiting':
      return conclude(texts.claimsWaiting(closed.task), next);
    case 'not_found':
      return conclude(coordinatorTexts.visit.notYours(speaker.address));
    case 'in_the_future':
      return again(id, texts.future(closed.day));
    case 'too_early':
      return again(id, texts.tooEarly(closed.day, closed.from));
  }
}

const again = (task: number, text: string): Step => askOpen(text, { name: 'tasks.close', task });

export type ClosingAction =
  { do: 'close_task'; task: number } | { do: 'confirm_close_task'; task: number; claim: Closing };
export interface ClosingPlace {
  name: 'tasks.close';
  task: number;
}

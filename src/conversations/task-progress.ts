import type { Context } from './context.ts';
import type { Step } from './cursor.ts';
import { freeText, isTooLong, LONGEST_FREE_TEXT } from './free-text.ts';
import { askWhich, conclude, leadingTasksNamed, openPart, say, stopOffer } from './task-finding.ts';
import { taskReportTexts as texts } from './texts-task-reports.ts';

/** "báo tiến độ nhiệm vụ 5: đã họp": the task by its number. */
export async function progressByWords(
  context: Context,
  { task: words, text }: { task: string; text: string },
): Promise<Step> {
  const found = await leadingTasksNamed(context, words);
  const [only, another] = found;
  if (!only) return conclude(texts.notYours(context.speaker.address));
  const said = text === '' ? {} : { text };
  return another
    ? askWhich(found, ({ id }) => ({ do: 'task_progress', task: id, ...said }))
    : reportProgress(context, { task: only.id, ...said });
}

/** "Báo tiến độ": how far a task is, in the officer's own words. */
export async function reportProgress(
  context: Context,
  { task: id, unit, text }: { task: number; unit?: number; text?: string },
): Promise<Step> {
  const said = text === undefined ? {} : { text };
  const open = await openPart(context, { task: id, ...(unit === undefined ? {} : { unit }) }, (one) => ({
    do: 'task_progress',
    task: id,
    unit: one,
    ...said,
  }));
  if ('step' in open) return open.step;
  const place = { name: 'tasks.progress', task: id, unit: open.unit } as const;
  if (text !== undefined) return hearProgress(context, place, text);
  return { replies: [{ text: texts.progress.ask(open.task), offers: [stopOffer] }], place };
}

export async function hearProgress(
  context: Context,
  { task, unit }: { task: number; unit: number },
  typed: string,
): Promise<Step> {
  const { services, speaker, now, sentAt } = context;
  const text = freeText(typed);
  if (text === '') return say(texts.empty);
  if (isTooLong(text)) return say(texts.tooLong(text.length, LONGEST_FREE_TEXT));
  const noted = await services.taskReports.noteProgress({ task, unit, text, by: speaker, sentAt }, now);
  switch (noted.kind) {
    case 'not_found':
      return conclude(texts.notYours(speaker.address));
    case 'already_done':
      return conclude(texts.alreadyDone(noted.task, noted.doneOn));
    case 'done':
      return conclude(texts.progress.noted(noted.task, sentAt), [
        { label: texts.offers.done, action: { do: 'task_done', task, unit } },
        { label: texts.offers.list, action: { do: 'tasks' } },
      ]);
  }
}

import type { Context } from './context.ts';
import type { Step } from './cursor.ts';
import type { Day } from '../domain/day.ts';
import { FIELDS, type Field } from '../domain/plan.ts';
import { dayOf } from '../domain/office-time.ts';
import { summarizeTasks, taskState } from '../domain/task-state.ts';
import { fold } from '../language/fold.ts';
import { status } from './questions-reports.ts';
import { bounded, offerLabels as labels, questionTexts as texts } from './texts-questions.ts';
import { isByPeriod, taskTexts } from './texts-tasks.ts';

type Task = Awaited<ReturnType<Context['services']['tasks']['inScope']>>[number];

/** How much is done: both percentages, each with its numbers. */
export async function completion(
  context: Context,
  question: { unit?: number; field?: string },
): Promise<Step> {
  const tasks = await tasksOf(context, question);
  if (tasks.length === 0) return (await reportsInstead(context, question)) ?? withoutTasks(context, question);
  const today = dayOf(context.now);
  return say(
    taskTexts.summary(summarizeTasks(tasks, today), openByPeriod(tasks, today), titlesOf(tasks), context.now),
  );
}

export async function overdueTasks(
  context: Context,
  question: { unit?: number; field?: string },
): Promise<Step> {
  const tasks = await tasksOf(context, question);
  if (tasks.length === 0) return withoutTasks(context, question);
  const today = dayOf(context.now);
  const overdue = tasks.filter((task) => taskState(task, today) === 'overdue');
  return say(
    [
      taskTexts.overdue(overdue.length, titlesOf(tasks), context.now),
      ...bounded(overdue.map((task) => taskTexts.overdueLine(task, today))),
      '',
      ...taskTexts.numbers(summarizeTasks(tasks, today), openByPeriod(tasks, today)),
    ].join('\n'),
  );
}

export async function taskStatus(
  context: Context,
  question: { tasks: readonly string[]; unit?: number },
): Promise<Step> {
  const all = await tasksOf(context, question);
  if (all.length === 0) return withoutTasks(context, question);
  const today = dayOf(context.now);
  const found = all.filter((task) => question.tasks.some((words) => isMeant(task, words)));
  if (found.length === 0) return say(texts.tasks.noneMatching(context.now));
  return say(
    [
      taskTexts.heading(context.now),
      ...bounded(found.map((task) => taskTexts.line(task, taskState(task, today), today))),
    ].join('\n'),
  );
}

/** A task counts as done by its product, which the coordinator sees; the officer's word goes there. */
export async function taskDone(context: Context, { task }: { task: string }): Promise<Step> {
  const found = (await tasksOf(context, {})).filter((one) => isMeant(one, task));
  const text = found.length === 0 ? texts.tasks.done(task) : texts.tasks.doneByCoordinator(task);
  return { replies: [{ text, offers: [{ label: labels.ask, action: { do: 'ask_difficulty' } }] }] };
}

async function tasksOf(
  context: Context,
  { unit, field }: { unit?: number; field?: string },
): Promise<Task[]> {
  const { scope, jurisdictionId } = context.speaker;
  const all = await context.services.tasks.inScope(scope, jurisdictionId);
  const wanted = FIELDS.find((one): one is Field => one === field);
  return all.filter(
    (task) =>
      (unit === undefined || task.unitIds.includes(unit)) && (wanted === undefined || task.field === wanted),
  );
}

/** Where no plan gives tasks, how far things are is how the reports stand; undefined where there are tasks after all. */
async function reportsInstead(context: Context, { unit }: { unit?: number }): Promise<Step | undefined> {
  if ((await tasksOf(context, {})).length > 0) return undefined;
  const step = await status(context, unit === undefined ? {} : { unit });
  const [first, ...rest] = step.replies;
  // Without choices it is a refusal, to be given as it is.
  if (!first?.offers) return step;
  return {
    ...step,
    replies: [{ ...first, text: `${texts.tasks.reportsInstead}\n\n${first.text}` }, ...rest],
  };
}

async function withoutTasks(context: Context, question: { unit?: number; field?: string }): Promise<Step> {
  const hasNone = (await tasksOf(context, {})).length === 0;
  const text = hasNone
    ? texts.tasks.none(context.speaker.address, context.now)
    : texts.tasks.noneMatching(context.now);
  const { unit } = question;
  const offer = {
    label: labels.status,
    action: { do: 'status' as const, ...(unit === undefined ? {} : { unit }) },
  };
  return { replies: [{ text, offers: [offer, { label: labels.deadlines, action: { do: 'deadlines' } }] }] };
}

function isMeant(task: Pick<Task, 'no' | 'text'>, words: string): boolean {
  const wanted = fold(words);
  return fold(task.no) === wanted || (wanted.length > 3 && fold(task.text).includes(wanted));
}

const openByPeriod = (tasks: readonly Task[], today: Day): number =>
  tasks.filter((task) => isByPeriod(task.rule) && taskState(task, today) === 'no_deadline').length;

const titlesOf = (tasks: readonly Task[]): string =>
  [...new Set(tasks.map(({ planTitle }) => planTitle))].join('; ');
const say = (text: string): Step => ({ replies: [{ text }] });

import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import type { Day } from '../domain/day.ts';
import { FIELDS, type Field } from '../domain/plan.ts';
import { dayOf } from '../domain/office-time.ts';
import { overseesOthers } from '../domain/grants.ts';
import { summarizeTasks, taskState } from '../domain/task-state.ts';
import { fold } from '../language/fold.ts';
import { status } from './questions-reports.ts';
import { askWhich, isMeant, type Task } from './task-finding.ts';
import { seeTask } from './task-view.ts';
import { bounded } from './lists.ts';
import { offerLabels as labels, questionTexts as texts } from './texts-questions.ts';
import { isByPeriod, isClaimed, taskTexts } from './texts-tasks.ts';

interface Question {
  unit?: number;
  field?: string;
}

/** Tasks that count for the question, and how many the unit asked about only takes part in. */
interface Counted {
  tasks: Task[];
  joined: number;
}

/** How much is done: both percentages, each with its numbers. */
export async function completion(
  context: Context,
  question: Question & { by?: 'unit' | 'field' },
): Promise<Step> {
  if (question.by !== undefined) return progressBy(context, question.by);
  const { now } = context;
  const { tasks, joined } = await countedTasks(context, question);
  if (tasks.length === 0 && joined > 0) return say(taskTexts.onlyCoordinating(joined, now));
  if (tasks.length === 0) return (await reportsInstead(context, question)) ?? withoutTasks(context, question);
  const today = dayOf(now);
  const text = [
    taskTexts.summary(summarizeTasks(tasks, today), within(tasks, today), titlesOf(tasks), now),
    ...(joined > 0 ? [taskTexts.coordinating(joined)] : []),
    ...(question.field === undefined ? await remedyLines(context, question) : []),
  ].join('\n');
  return overseesOthers(context.speaker.scope) ? { replies: [{ text, offers: PROGRESS_OFFERS }] } : say(text);
}

/** What who follows several units asks next. */
const PROGRESS_OFFERS: readonly Offer[] = [
  { label: taskTexts.offers.byUnit, action: { do: 'completion', by: 'unit' } },
  { label: taskTexts.offers.byField, action: { do: 'completion', by: 'field' } },
  { label: taskTexts.offers.overdue, action: { do: 'overdue_tasks' } },
];

/** By leading unit or by field of work: one line each, the worst first. */
async function progressBy(context: Context, by: 'unit' | 'field'): Promise<Step> {
  const { services, speaker, now } = context;
  const { scope, jurisdictionId } = speaker;
  const today = dayOf(now);
  const lines =
    by === 'unit'
      ? (await services.tasks.byUnit(scope, jurisdictionId, today)).map(({ unitName, summary }) =>
          taskTexts.progressLine(unitName, summary),
        )
      : (await services.tasks.byField(scope, jurisdictionId, today)).map(({ field, summary }) =>
          taskTexts.progressLine(taskTexts.fieldName(field), summary),
        );
  if (lines.length === 0) return withoutTasks(context, {});
  const heading = by === 'unit' ? taskTexts.byUnit(now) : taskTexts.byField(now);
  return say([heading, ...bounded(lines)].join('\n'));
}

export async function overdueTasks(context: Context, question: Question): Promise<Step> {
  const { tasks, joined } = await countedTasks(context, question);
  if (tasks.length === 0 && joined > 0) return say(taskTexts.onlyCoordinating(joined, context.now));
  if (tasks.length === 0) return withoutTasks(context, question);
  const today = dayOf(context.now);
  const overdue = tasks.filter((task) => taskState(task, today) === 'overdue');
  return say(
    [
      taskTexts.overdue(overdue.length, overdue.filter(isClaimed).length, titlesOf(tasks), context.now),
      ...bounded(overdue.map((task) => taskTexts.overdueLine(task, today))),
      '',
      ...taskTexts.numbers(summarizeTasks(tasks, today), within(tasks, today)),
    ].join('\n'),
  );
}

/** One task named by its number is shown whole; several are listed. */
export async function taskStatus(
  context: Context,
  question: { tasks: readonly string[]; unit?: number },
): Promise<Step> {
  const all = await tasksOf(context, question);
  if (all.length === 0) return withoutTasks(context, question);
  const today = dayOf(context.now);
  const found = all.filter((task) => question.tasks.some((words) => isMeant(task, words)));
  const [only, another] = found;
  if (!only) return say(texts.tasks.noneMatching(context.now));
  if (!another) return seeTask(context, { task: only.id });
  const isOneNumber = question.tasks.length === 1 && fold(question.tasks[0] ?? '') === fold(only.no);
  if (isOneNumber) return askWhich(found, ({ id }) => ({ do: 'see_task', task: id }));
  return say(
    [
      taskTexts.heading(context.now),
      ...bounded(found.map((task) => taskTexts.line(task, taskState(task, today), today))),
    ].join('\n'),
  );
}

/**
 * Of one unit, and of an officer's own, what it leads counts; what it takes part in is named apart. A part accepted
 * before the others are is done for its unit.
 */
async function countedTasks(context: Context, question: Question): Promise<Counted> {
  const { services, speaker } = context;
  const all = await tasksOf(context, question);
  const units =
    question.unit === undefined
      ? overseesOthers(speaker.scope)
        ? undefined
        : speaker.scope.ownUnits
      : [question.unit];
  if (units === undefined) return { tasks: all, joined: 0 };
  const parts = await services.tasks.parts(
    all.map(({ id }) => id),
    units,
  );
  const tasks = all.flatMap((task) => {
    const leading = parts.filter(({ taskId, part }) => taskId === task.id && part === 'lead');
    if (leading.length === 0) return [];
    const days = leading.map(({ doneOn }) => doneOn ?? task.doneOn);
    const latest = days.includes(null) ? null : (days.sort().at(-1) ?? null);
    return { ...task, doneOn: latest };
  });
  return { tasks, joined: all.length - tasks.length };
}

function tasksOf({ services, speaker }: Context, { unit, field }: Question): Promise<Task[]> {
  const wanted = FIELDS.find((one): one is Field => one === field);
  return services.tasks.inScope(speaker.scope, speaker.jurisdictionId, { unit, field: wanted });
}

/** Remedies after inspections have a line of their own. */
async function remedyLines({ services, speaker, now }: Context, { unit }: Question): Promise<string[]> {
  const today = dayOf(now);
  const remedies = await services.tasks.remediesInScope(speaker.scope, speaker.jurisdictionId, today, {
    unit,
  });
  return remedies.length === 0 ? [] : [taskTexts.remedies(summarizeTasks(remedies, today))];
}

/** Where no plan gives tasks, how far things are is how the reports stand; undefined where there are tasks after all. */
async function reportsInstead(context: Context, { unit }: Question): Promise<Step | undefined> {
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

async function withoutTasks(context: Context, question: Question): Promise<Step> {
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

/** Of the tasks counted: those that follow the periods of a report, and those late by date but reported done. */
const within = (tasks: readonly Task[], today: Day): { byPeriod: number; claimed: number } => ({
  byPeriod: tasks.filter((task) => isByPeriod(task.rule) && taskState(task, today) === 'no_deadline').length,
  claimed: tasks.filter((task) => isClaimed(task) && taskState(task, today) === 'overdue').length,
});

const titlesOf = (tasks: readonly Task[]): string =>
  [...new Set(tasks.map(({ planTitle }) => planTitle))].join('; ');
const say = (text: string): Step => ({ replies: [{ text }] });

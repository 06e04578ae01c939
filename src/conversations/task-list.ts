import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { taskState, type TaskState } from '../domain/task-state.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { completion } from './questions-tasks.ts';
import { conclude, ownParts, type Task } from './task-finding.ts';
import { listed } from './lists.ts';
import { taskReportTexts as texts } from './texts-task-reports.ts';

/** Tasks offered at once; others are reached by their number. */
const OFFERED = 8;
/** Numbers of tasks taken part in that are told. */
const NUMBERS_TOLD = 20;

const URGENCY: readonly TaskState[] = ['overdue', 'in_progress', 'no_deadline', 'not_arisen'];

/** NHIEMVU: the tasks the own units lead, open ones first; for who has none to do, how far they are. */
export async function listTasks(context: Context): Promise<Step> {
  const { services, speaker, now } = context;
  const { scope, jurisdictionId } = speaker;
  if (scope.ownUnits.length === 0) return completion(context, {});
  const today = dayOf(now);
  const own = { ...scope, coordinates: [], leads: [], sitsOn: [] };
  const all = [
    ...(await services.tasks.remediesInScope(own, jurisdictionId, today)),
    ...(await services.tasks.inScope(own, jurisdictionId)),
  ];
  const parts = await ownParts(context, all);
  const partsOf = ({ id }: Task) => parts.filter(({ taskId }) => taskId === id);
  const leading = all.filter((task) => partsOf(task).some(({ part }) => part === 'lead'));
  const joining = all.filter((task) => !leading.includes(task));
  const isOpen = (task: Task): boolean =>
    task.doneOn === null && partsOf(task).some(({ part, doneOn }) => part === 'lead' && doneOn === null);
  const open = leading.filter(isOpen).sort((a, b) => urgencyOf(a, today) - urgencyOf(b, today));
  const unitName = listed(scope.ownUnits.map((unit) => context.unitName(unit) ?? ''));
  const text = [
    leading.length === 0
      ? texts.listNone(unitName, now)
      : texts.list(open.length, leading.length - open.length, unitName, now),
    ...(open.length > OFFERED ? [texts.others(numbersOf(open.slice(OFFERED)), open.length - OFFERED)] : []),
    ...(joining.length === 0 ? [] : [texts.coordinating(numbersOf(joining), joining.length)]),
  ].join('\n');
  const shown = open.length > 0 ? open : leading.slice(-OFFERED);
  const offers = shown.slice(0, OFFERED).map((task): Offer => ({
    label: texts.offer(task, task.text),
    action: { do: 'see_task', task: task.id },
  }));
  return conclude(text, offers);
}

const numbersOf = (tasks: readonly Task[]): string[] => tasks.slice(0, NUMBERS_TOLD).map(({ no }) => no);

/** Overdue first, then the nearest date, then what has none. */
const urgencyOf = (task: Task, today: Day): number =>
  URGENCY.indexOf(taskState(task, today)) * 1e9 +
  (task.lastDay === null ? 0 : Date.parse(task.lastDay) / 86_400_000);

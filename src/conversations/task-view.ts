import { dayOf } from '../domain/office-time.ts';
import { isFixedByDocument, taskState } from '../domain/task-state.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { conclude, ownParts, type Task } from './task-finding.ts';
import { questionTexts } from './texts-questions.ts';
import { taskClosingTexts } from './texts-task-closing.ts';
import { taskDecisionTexts } from './texts-task-decisions.ts';
import { taskDetailTexts } from './texts-task-detail.ts';
import { taskReportTexts as texts } from './texts-task-reports.ts';
import { stateOfTask } from './texts-tasks.ts';

const REPORTS_TOLD = 3;
/** Completions of one task offered to the coordinator. */
const CLAIMS_OFFERED = 3;

/** One task in full, with what the asker may do about it. */
export async function seeTask(context: Context, { task: id }: { task: number }): Promise<Step> {
  const { services, speaker, now } = context;
  const task = await services.tasks.findInScope(speaker.scope, id);
  if (!task) return conclude(questionTexts.notFound(speaker.address));
  const today = dayOf(now);
  const { coordinating } = await services.tasks.units(id);
  const moved = await services.taskExtensions.latestGranted(id);
  const goals = await services.tasks.goals(speaker.scope, task);
  const said = await services.taskReports.latest(id, REPORTS_TOLD);
  const text = taskDetailTexts.whole(
    task,
    {
      state: stateOfTask(task, taskState(task, today), today),
      coordinating: { names: coordinating.told.map(({ unitName }) => unitName), count: coordinating.count },
      moved: moved ?? null,
      goals: goals.reported,
      otherUnits: goals.others,
      said,
    },
    now,
  );
  const parts = await ownParts(context, [task]);
  const joinsOnly = parts.length > 0 && parts.every(({ part }) => part === 'coordinating');
  const notice =
    joinsOnly && task.leads.length > 0 ? `\n${texts.coordinatesOnly(task.leads.join(', '))}` : '';
  const offers = [
    ...(await officerOffers(context, task, parts)),
    ...(await coordinatorOffers(context, task)),
  ];
  return { ...conclude(`${text}${notice}`, offers), recall: { do: 'see_task', task: id } };
}

async function officerOffers(
  { services }: Context,
  task: Task,
  parts: Awaited<ReturnType<typeof ownParts>>,
): Promise<Offer[]> {
  const [first] = parts;
  if (!first) return [];
  const open = parts.filter(({ part, doneOn }) => part === 'lead' && doneOn === null && task.doneOn === null);
  const difficulty: Offer = {
    label: texts.offers.difficulty,
    action: { do: 'ask_difficulty', unit: first.unitId },
  };
  if (open.length === 0) return [difficulty];
  const waiting = await Promise.all(
    open.map(({ unitId }) => services.taskReports.latestDone({ taskId: task.id, unitId })),
  );
  if (waiting.every((report) => report?.state === 'pending')) return [difficulty];
  const about = { task: task.id };
  return [
    ...(task.arisen ? [] : [{ label: texts.offers.arise, action: { do: 'raise_task' as const, ...about } }]),
    { label: texts.offers.progress, action: { do: 'task_progress', ...about } },
    { label: texts.offers.done, action: { do: 'task_done', ...about } },
    ...(task.lastDay === null
      ? []
      : [{ label: texts.offers.extension, action: { do: 'task_more_time' as const, ...about } }]),
    difficulty,
  ];
}

async function coordinatorOffers({ services, speaker }: Context, task: Task): Promise<Offer[]> {
  if (!speaker.scope.coordinates.includes(task.coordinatorUnitId) || task.doneOn !== null) return [];
  const { offers } = taskDecisionTexts;
  const claims = task.claims === 0 ? [] : await services.taskReports.pendingOf(task.id, CLAIMS_OFFERED);
  return [
    ...claims.map(({ id, unitName }): Offer => ({
      label: offers.seeCompletion(unitName),
      action: { do: 'see_completion', report: id },
    })),
    ...(task.arisen ? [] : [{ label: offers.arise, action: { do: 'raise_task' as const, task: task.id } }]),
    ...(task.claims === 0
      ? [{ label: taskClosingTexts.offer, action: { do: 'close_task' as const, task: task.id } }]
      : []),
    {
      label:
        task.lastDay === null
          ? offers.setDay
          : isFixedByDocument(task.rule)
            ? offers.moveByPaper
            : offers.moveDay,
      action: { do: 'set_task_day', task: task.id },
    },
  ];
}

import type { Context } from './context.ts';
import { ask, askOpen, conclude, confirm, ifCoordinator, say } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { freeText, isTooLong, LONGEST_FREE_TEXT } from './free-text.ts';
import type { Task } from './task-finding.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { taskDecisionTexts as texts } from './texts-task-decisions.ts';
import { taskReportTexts } from './texts-task-reports.ts';

/** Completions and requests offered at once, of each. */
const OFFERED = 4;

/** "Việc chờ xác nhận": completions first, then requests for more time. */
export const taskDecisions = (context: Context): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const { coordinates } = speaker.scope;
    const completions = await services.taskReports.pending(coordinates, OFFERED);
    const requests = await services.taskExtensions.pending(coordinates, OFFERED);
    if (completions.length + requests.length === 0) return conclude(texts.none(now));
    const tasks = await tasksOf(context, [...completions, ...requests]);
    const rows = [
      ...completions.flatMap((report) => {
        const task = tasks.get(report.taskId);
        if (!task) return [];
        return {
          line: texts.completionLine(task, report.unitName, report.doneOn),
          offer: {
            label: texts.completionOffer(task, report.unitName),
            action: { do: 'see_completion' as const, report: report.id },
          },
        };
      }),
      ...requests.flatMap((request) => {
        const task = tasks.get(request.taskId);
        if (!task) return [];
        return {
          line: texts.requestLine(task, request.unitName ?? '', request.wantedDay),
          offer: {
            label: texts.requestOffer(task, request.unitName ?? ''),
            action: { do: 'see_time_request' as const, extension: request.id },
          },
        };
      }),
    ];
    const heading = texts.waiting(
      await services.taskReports.countPending(coordinates),
      await services.taskExtensions.countPending(coordinates),
      now,
    );
    return ask(
      [heading, ...rows.map(({ line }) => line)].join('\n'),
      rows.map(({ offer }) => offer),
    );
  });

async function tasksOf(
  { services }: Context,
  rows: readonly { taskId: number }[],
): Promise<Map<number, Task>> {
  const tasks = await services.tasks.list([...new Set(rows.map(({ taskId }) => taskId))]);
  return new Map(tasks.map((task) => [task.id, task]));
}

/** What a unit claims, its product and both days, and the word to give. */
export const seeCompletion = (context: Context, { report: id }: { report: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, now } = context;
    const found = await coordinated(context, id);
    if (!found) return conclude(texts.none(now));
    const { task, report } = found;
    if (report.state !== 'pending') return conclude(texts.already(report.decidedAt, report.deciderName));
    const files = await services.taskReports.evidence([id]);
    const isLate = task.lastDay !== null && report.doneOn !== null && report.doneOn > task.lastDay;
    return ask(texts.completion(task, claimOf(report, files), isLate, now), [
      {
        label: texts.offers.accept,
        words: ['xác nhận', 'đồng ý', 'duyệt'],
        action: { do: 'accept_completion', report: id },
      },
      { label: texts.offers.return, words: ['bổ sung'], action: { do: 'return_completion', report: id } },
      { label: texts.offers.seeTask, action: { do: 'see_task', task: task.id } },
      ...(files.some(({ fileId }) => fileId !== null)
        ? [
            {
              label: texts.offers.seeFiles,
              words: ['tệp', 'xem tệp'],
              action: { do: 'see_evidence' as const, report: id },
            },
          ]
        : []),
    ]);
  });

/** The files of a reported completion, to whoever decides on it. */
export const seeEvidence = (context: Context, { report: id }: { report: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const found = await coordinated(context, id);
    const evidence = found ? await context.services.taskReports.evidence([id]) : [];
    const files = evidence.flatMap(({ fileId, name }) => (fileId === null ? [] : [{ id: fileId, name }]));
    if (!found || files.length === 0) return conclude(texts.none(context.now));
    const { task, report } = found;
    return {
      replies: [
        {
          text: texts.files(task, report.unitName, files.length),
          files,
          offers: [{ label: texts.offers.back, action: { do: 'see_completion', report: id } }],
        },
      ],
    };
  });

type Report = NonNullable<Awaited<ReturnType<Context['services']['taskReports']['find']>>>;

const claimOf = (report: Report, files: readonly { name: string }[]) => ({
  ...report,
  number: report.productNumber,
  date: report.productDate,
  link: report.productLink,
  files,
});

export const acceptCompletion = (context: Context, { report }: { report: number }): Promise<Step> =>
  decide(context, report, null);

/** Hands a completion back; what is missing is asked for. */
export const returnCompletion = (context: Context, { report: id }: { report: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const found = await coordinated(context, id);
    if (!found) return conclude(texts.none(context.now));
    const { task, report } = found;
    if (report.state !== 'pending') return conclude(texts.already(report.decidedAt, report.deciderName));
    return askOpen(texts.askReturn(task, report.unitName), { name: 'tasks.return', report: id });
  });

export async function hearReturn(
  context: Context,
  { report: id }: { report: number },
  typed: string,
): Promise<Step> {
  const reason = freeText(typed);
  if (reason === '') return say(taskReportTexts.empty);
  if (isTooLong(reason)) return say(taskReportTexts.tooLong(reason.length, LONGEST_FREE_TEXT));
  const found = await coordinated(context, id);
  if (!found) return conclude(texts.none(context.now));
  return confirm(
    texts.confirmReturn(found.task, found.report.unitName, reason),
    { do: 'confirm_return', report: id, reason },
    { do: 'return_completion', report: id },
    { name: 'tasks.return', report: id },
  );
}

export const confirmReturn = (
  context: Context,
  { report, reason }: { report: number; reason: string },
): Promise<Step> => decide(context, report, reason);

async function decide(context: Context, report: number, reason: string | null): Promise<Step> {
  const { services, speaker, now } = context;
  const decided = await services.taskReports.decide(
    { report, accept: reason === null, reason, by: speaker },
    now,
  );
  if (decided.kind === 'not_found') return conclude(coordinatorTexts.notCoordinator(speaker.address));
  const { task, report: row } = decided;
  const next = await nextOffers(context);
  switch (decided.kind) {
    case 'already_decided':
      return conclude(texts.already(row.decidedAt, row.deciderName), next);
    case 'accepted':
      return conclude(texts.accepted(task, row.unitName, row.doneOn, decided.reached), next);
    case 'returned':
      return conclude(texts.returned(task, row.unitName, decided.reached), next);
  }
}

/** What waits besides. */
export async function nextOffers({ services, speaker }: Context): Promise<Offer[]> {
  const { coordinates } = speaker.scope;
  const waiting =
    (await services.taskReports.countPending(coordinates)) +
    (await services.taskExtensions.countPending(coordinates));
  return waiting === 0 ? [] : [{ label: texts.offers.next, action: { do: 'task_decisions' } }];
}

async function coordinated(
  { services, speaker }: Context,
  id: number,
): Promise<{ task: Task; report: Report } | undefined> {
  const report = await services.taskReports.find(id);
  const task = report && (await services.tasks.find(report.taskId));
  return task && speaker.scope.coordinates.includes(task.coordinatorUnitId) ? { task, report } : undefined;
}

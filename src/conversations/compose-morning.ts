import type { OfficeCalendar } from '../domain/calendar.ts';
import { byUrgency, type ReminderKind } from '../domain/reminders.ts';
import type { LiveReminder } from '../services/reminders.ts';
import type { Offer } from './cursor.ts';
import { partsOwed, type OwedPart } from './parts-owed.ts';
import { callerOf, reportOffers, type Composition, type Reader } from './reader.ts';
import { reminderTexts, type MorningItem, type TaskItem, type VisitItem } from './texts-reminders.ts';
import { taskReportTexts } from './texts-task-reports.ts';
import { taskDue, taskName, type NamedTask } from './texts-tasks.ts';

type TaskReminder = LiveReminder & { kind: ReminderKind; task: NonNullable<LiveReminder['task']> };
type ReportReminder = LiveReminder & { kind: ReminderKind; report: NonNullable<LiveReminder['report']> };

/** One person's morning: everything due of reports, visits and tasks, most urgent first. */
export async function morning(reader: Reader, ids: readonly number[]): Promise<Composition> {
  const { services, calendar, person, now } = reader;
  const live = (await services.reminders.holding(ids, now)).filter(
    (item): item is LiveReminder & { kind: ReminderKind } => item.kind !== 'last_call',
  );
  if (live.length === 0) return { nothing: 'received or no longer due' };
  live.sort(byUrgency);
  const reports = live.filter((item): item is ReportReminder => item.report !== null);
  const progress = await services.drafts.progress(reports.map(({ report }) => report.id));
  const owed = new Map<number, readonly OwedPart[]>();
  for (const { report } of reports) owed.set(report.id, await partsOwed(services, report.id));
  const tasks = live.filter((item): item is TaskReminder => item.task !== null);
  const items = live.flatMap((item): MorningItem[] => {
    if (item.visit) return [visitItem(item)];
    if (item.task) return taskItems(item, calendar);
    const { report } = item;
    if (!report || report.lastDay === null || item.kind === 'visit') return [];
    return [
      {
        kind: item.kind,
        title: report.title,
        unitName: report.unitName,
        recipient: report.recipient,
        deadline: { ...report, lastDay: report.lastDay },
        lastWorkingDay: calendar.onOrBefore(report.lastDay),
        workingDaysLeft: item.workingDaysLeft,
        progress: progress.get(report.id) ?? null,
        owed: owed.get(report.id) ?? [],
        isVertical: report.unitLevel === 'vertical',
      },
    ];
  });
  const unitNames = [...new Set(items.map(({ unitName }) => unitName))];
  const lines = items.map((item) => lineOf(item, now));
  const body = lines.length === 1 ? lines : lines.map((line, index) => `${index + 1}) ${line}`);
  const callers = [
    ...new Set([
      ...reports.filter(({ kind }) => kind === 'overdue').map(({ report }) => callerOf(report)),
      ...tasks.filter(({ kind }) => kind === 'overdue').map(({ task }) => task.coordinatorName),
    ]),
  ];
  const closing = [
    // Only figures can be handed in by parts.
    ...(reports.some(({ kind, report }) => kind === 'last_day' && (progress.get(report.id)?.total ?? 0) > 0)
      ? [reminderTexts.partial]
      : []),
    ...(reports.length > 0 ? [reminderTexts.paperIsEnough] : []),
    ...(callers.length > 0 ? [reminderTexts.onlyForYou(callers.join(', '))] : []),
  ];
  const text = [
    reminderTexts.heading(items, unitNames, now),
    '',
    `${reminderTexts.greeting(person.name)}${lines.length === 1 ? '.' : ':'}`,
    ...body,
    ...(closing.length > 0 ? ['', ...closing] : []),
    reminderTexts.regards,
  ].join('\n');
  const offers = [
    ...(reports.length === 0 ? [] : reportOffers(reports.map(({ report }) => report))),
    ...(tasks.length === 0 ? [] : taskOffers(tasks.map(({ task }) => task))),
  ];
  return {
    text,
    offers: offers.filter((one, at) => offers.findIndex(({ label }) => label === one.label) === at),
  };
}

function visitItem({ visit, workingDaysLeft }: LiveReminder): VisitItem {
  if (!visit) throw new Error('a visit reminder is about a visit');
  return {
    kind: 'visit',
    unitName: visit.unitName,
    team: visit.words.team,
    sessionAt: visit.sessionAt,
    place: visit.sessionPlace,
    from: visit.startsOn,
    to: visit.endsOn,
    precision: visit.precision,
    workingDaysLeft,
  };
}

function taskItems({ kind, task, workingDaysLeft }: LiveReminder, calendar: OfficeCalendar): TaskItem[] {
  if (!task || task.lastDay === null || kind === 'visit' || kind === 'last_call') return [];
  return [
    {
      about: 'task',
      kind,
      name: taskName(task),
      // A remedy is known by its notice.
      planTitle: task.conclusionNumber === null ? task.planTitle : null,
      unitName: task.unitName,
      due: taskDue(task),
      coordinator: task.coordinatorName,
      lastWorkingDay: calendar.onOrBefore(task.lastDay),
      workingDaysLeft,
    },
  ];
}

function lineOf(item: MorningItem, now: Date): string {
  if (item.kind === 'visit') return reminderTexts.visit(item);
  return 'about' in item ? reminderTexts.task(item, now) : reminderTexts.report(item, now);
}

/** One task is opened at once; of several the list is. */
function taskOffers(tasks: readonly ({ id: number } & NamedTask)[]): Offer[] {
  const [only, another] = tasks;
  const difficulty: Offer = { label: reminderTexts.offers.difficulty, action: { do: 'ask_difficulty' } };
  if (!only || another) return [{ label: reminderTexts.offers.tasks, action: { do: 'tasks' } }, difficulty];
  return [
    { label: taskReportTexts.offers.done, action: { do: 'task_done', task: only.id } },
    { label: taskReportTexts.offers.extension, action: { do: 'task_more_time', task: only.id } },
    difficulty,
  ];
}

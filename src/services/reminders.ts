import { addDays, mondayOf, type Day } from '../domain/day.ts';
import { dayOf, hourOf, momentOf } from '../domain/office-time.ts';
import { daysToVisit, decideMorning, isPressing, type ReminderKind } from '../domain/reminders.ts';
import { DEFAULT_POLICY, type ReminderPolicy } from '../domain/reminder-policy.ts';
import type { Db } from '../store/connect.ts';
import * as dueReports from '../store/due-reports.ts';
import * as messages from '../store/messages.ts';
import * as accounts from '../store/accounts.ts';
import * as grants from '../store/grants.ts';
import * as reminders from '../store/reminders.ts';
import * as settings from '../store/settings.ts';
import * as taskReports from '../store/task-reports.ts';
import * as tasks from '../store/tasks.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import { budgetOf } from './message-budgets.ts';
import { nextOfficeMoment, PRIORITY } from './messages.ts';

/** A reminder with what it is about, as things stand now. */
export interface LiveReminder {
  row: reminders.ReminderRow;
  kind: ReminderKind | 'last_call';
  report: dueReports.ReportView | null;
  visit: visits.VisitView | null;
  /** A task with the unit of it that is reminded. */
  task: (tasks.TaskView & { unitName: string }) | null;
  /** Working days to T0 or to the visit, from today; negative when overdue. */
  workingDaysLeft: number;
}

export interface MorningCounts {
  written: number;
  postponed: number;
  dropped: number;
  nobody: number;
}

/** Units whose reminders one transaction bundles: officers wait for it no longer than a moment. */
const UNITS_AT_ONCE = 100;

export function createReminders(db: Db, env: Environment) {
  const { calendar } = env;

  /** Whether a reminder still holds; otherwise why not. */
  async function revive(row: reminders.ReminderRow, now: Date): Promise<LiveReminder | string> {
    const today = dayOf(now);
    if (row.visitId !== null) {
      const visit = await visits.findById(db, row.visitId);
      if (!visit || visit.state === 'cancelled' || visit.state === 'done') return 'visit no longer planned';
      const start = visit.sessionAt && visit.state === 'announced' ? dayOf(visit.sessionAt) : visit.startsOn;
      if (today >= start) return 'visit has begun';
      return {
        row,
        kind: 'visit',
        report: null,
        visit,
        task: null,
        workingDaysLeft: daysToVisit(today, start, calendar),
      };
    }
    if (row.taskId !== null) return reviveTask(row, row.taskId, today);
    const report = row.dueReportId === null ? undefined : await dueReports.findById(db, row.dueReportId);
    if (!report || report.state !== 'dated' || report.lastDay === null) return 'report no longer due';
    if (report.settledAt) return 'received';
    if (row.kind === 'last_call' && today !== dayOf(row.fireAt)) return 'the last working day has passed';
    if (row.kind === 'last_call')
      return { row, kind: 'last_call', report, visit: null, task: null, workingDaysLeft: 0 };
    return { row, report, visit: null, task: null, ...standing(report.lastDay, today) };
  }

  /** A completion that waits for the coordinator silences its task; handed back, what is still planned goes on. */
  async function reviveTask(
    row: reminders.ReminderRow,
    taskId: number,
    today: Day,
  ): Promise<LiveReminder | string> {
    const task = await tasks.findById(db, taskId);
    const [part] = await tasks.listParts(db, [taskId], [row.unitId]);
    if (task?.lastDay == null || !task.arisen || part?.part !== 'lead') return 'task no longer due';
    if (task.doneOn !== null || part.doneOn !== null) return 'done';
    const said = await taskReports.latestDone(db, { taskId, unitId: row.unitId });
    if (said?.state === 'pending') return 'reported done, waiting for the coordinator';
    const { unitName } = part;
    return { row, report: null, visit: null, task: { ...task, unitName }, ...standing(task.lastDay, today) };
  }

  /** What today is to a last day on time. */
  function standing(lastDay: Day, today: Day): { kind: ReminderKind; workingDaysLeft: number } {
    const t0 = calendar.onOrBefore(lastDay);
    const kind = today > lastDay ? 'overdue' : today >= t0 ? 'last_day' : 'before_due';
    return { kind, workingDaysLeft: kind === 'last_day' ? 0 : calendar.between(today, t0) };
  }

  /** Of several reminders of one matter the newest speaks for all. */
  async function foldStale(due: readonly reminders.ReminderRow[]): Promise<reminders.ReminderRow[]> {
    const newest = new Map<string, reminders.ReminderRow>();
    for (const row of due)
      newest.set(
        `${row.dueReportId ?? ''}/${row.visitId ?? ''}/${taskMatter(row)}/${row.personId ?? ''}/${row.kind === 'last_call'}`,
        row,
      );
    const kept = new Set([...newest.values()].map((row) => row.id));
    await reminders.setState(
      db,
      due.filter((row) => !kept.has(row.id)).map((row) => row.id),
      'folded',
      'a later reminder of the same matter speaks for it',
    );
    return due.filter((row) => kept.has(row.id));
  }

  return {
    /**
     * Bundles reminders that have come due, for some units and whoever speaks for them at a time: one message a
     * person, most urgent first, at most three mornings a week. Undefined where none is due, or the hour is not one
     * to write at: what came due in the evening meets what falls due the next morning.
     */
    async bundleDue(now: Date): Promise<MorningCounts | undefined> {
      if (!isMorningHour(now, calendar)) return undefined;
      await settings.holdName(db, 'mornings', now);
      const first = await reminders.dueUnits(db, now, UNITS_AT_ONCE);
      if (first.length === 0) return undefined;
      const officers = await grants.holders(db, first, ['focal'], dayOf(now));
      const units = await grants.focalUnits(
        db,
        officers.map(({ personId }) => personId),
      );
      const counts: MorningCounts = { written: 0, postponed: 0, dropped: 0, nobody: 0 };
      const due = await foldStale(await reminders.takeDue(db, [...new Set([...first, ...units])], now));
      const today = dayOf(now);
      const byPerson = new Map<number, LiveReminder[]>();
      const bundled: number[] = [];
      for (const row of due) {
        const live = await revive(row, now);
        if (typeof live === 'string') {
          await reminders.setState(db, [row.id], 'void', live);
          counts.dropped += 1;
          continue;
        }
        const holders = await grants.holders(db, [row.unitId], ['focal'], today);
        const meant = holders.filter(({ personId }) => row.personId === null || row.personId === personId);
        const wanting = meant.filter(({ preferences }) => preferences.reminders !== 'off');
        if (wanting.length === 0) {
          await reminders.setState(
            db,
            [row.id],
            'nobody',
            meant.length === 0 ? 'no focal officer' : 'reminders are off',
          );
          counts.nobody += 1;
          continue;
        }
        bundled.push(row.id);
        for (const { personId } of wanting) byPerson.set(personId, [...(byPerson.get(personId) ?? []), live]);
      }
      const reached = new Set<number>();
      for (const [personId, items] of byPerson) {
        const isReached = await writeTo(personId, items, now, counts);
        if (isReached) for (const { row } of items) reached.add(row.id);
      }
      const [said, unsaid] = [
        bundled.filter((id) => reached.has(id)),
        bundled.filter((id) => !reached.has(id)),
      ];
      await reminders.setState(db, said, 'bundled');
      await reminders.setState(db, unsaid, 'nobody', 'no linked account');
      counts.nobody += unsaid.length;
      return counts;
    },

    /** What of these reminders still holds at the moment of sending. */
    async holding(ids: readonly number[], now: Date): Promise<LiveReminder[]> {
      const rows = await reminders.listByIds(db, ids);
      const live = await Promise.all(rows.map((row) => revive(row, now)));
      return live.filter((one): one is LiveReminder => typeof one !== 'string');
    },

    /** When reminders may next be bundled; what is due already waits for the next morning. */
    async nextFire(now: Date): Promise<Date | undefined> {
      const at = await reminders.nextFire(db);
      if (at === undefined || at > now) return at;
      const nextDay = hourOf(now) < DEFAULT_POLICY.morningAt ? dayOf(now) : addDays(dayOf(now), 1);
      return momentOf(calendar.onOrAfter(nextDay), DEFAULT_POLICY.morningAt);
    },

    /** What is planned about reports, visits and tasks these bodies coordinate. */
    plannedOf: (coordinatorUnitIds: readonly number[], from: Date, to: Date) =>
      reminders.listPlannedOf(db, coordinatorUnitIds, from, to),

    planned: (from: Date, to: Date) => reminders.listPlanned(db, from, to),
  };

  /** Where the month's messages run short, a person is written to once a week, unless something is pressing. */
  async function policyFor(bot: string, policy: ReminderPolicy, now: Date): Promise<ReminderPolicy> {
    if ((await budgetOf(db, env, bot, now)) === 'plenty') return policy;
    return { ...policy, morningsAWeek: Math.min(1, policy.morningsAWeek) };
  }

  /** Queues or postpones what a person is to hear; false where no account of theirs can be reached. */
  async function writeTo(
    personId: number,
    items: readonly LiveReminder[],
    now: Date,
    counts: MorningCounts,
  ): Promise<boolean> {
    const account = await accounts.findReachable(db, personId);
    if (!account) return false;
    const policy = await policyFor(account.bot, policyOf(items), now);
    const calls = onePerMatter(items).filter((item) => item.kind === 'last_call');
    for (const call of calls) await queue(account, [call], 'last_call', now, policy, counts);
    const mornings = onePerMatter(items).filter((item) => item.kind !== 'last_call');
    if (mornings.length === 0) return true;

    const today = dayOf(now);
    const scope = await grants.scopeOf(db, personId, today);
    const next = await reminders.nextOfUnits(db, scope.ownUnits, now);
    const decision = decideMorning(
      {
        on: today,
        pressing: mornings.some(
          (item) =>
            item.kind !== 'last_call' &&
            isPressing({ kind: item.kind, workingDaysLeft: item.workingDaysLeft }),
        ),
        morningsThisWeek: await messages.countMornings(db, personId, momentOf(mondayOf(today))),
        nextPlanned: next === undefined ? null : dayOf(next),
      },
      policy,
      calendar,
    );
    if (decision.send) {
      await queue(account, mornings, 'morning', now, policy, counts);
      return true;
    }
    await postpone(personId, mornings, decision.until, policy);
    counts.postponed += mornings.length;
    return true;
  }

  async function postpone(
    personId: number,
    items: readonly LiveReminder[],
    until: Day,
    policy: ReminderPolicy,
  ): Promise<void> {
    await reminders.insert(
      db,
      items.map(({ row }) => ({
        key: `${row.key}:p${personId}:${until}`,
        kind: row.kind,
        planId: row.planId,
        unitId: row.unitId,
        dueReportId: row.dueReportId,
        visitId: row.visitId,
        taskId: row.taskId,
        personId,
        fireAt: momentOf(until, policy.morningAt),
        state: 'planned' as const,
      })),
    );
  }

  async function queue(
    { bot, chatId, personId }: accounts.AccountRow,
    items: readonly LiveReminder[],
    kind: 'morning' | 'last_call',
    now: Date,
    policy: ReminderPolicy,
    counts: MorningCounts,
  ): Promise<void> {
    const ids = items.map(({ row }) => row.id);
    const subject =
      kind === 'morning' ? { about: 'morning', reminders: ids } : { about: 'last_call', reminder: ids[0] };
    await messages.insert(db, [
      {
        bot,
        chatId,
        personId,
        kind,
        priority: PRIORITY.bulk,
        key: `${kind}:${personId}:${dayOf(now)}:${ids[0] ?? 0}`,
        subject,
        createdAt: now,
        notBefore: nextOfficeMoment(now, policy, calendar),
        usefulUntil: usefulUntil(now),
        state: 'ready',
        attempts: 0,
      },
    ]);
    counts.written += 1;
  }

  /** After the evening of the next working day a morning message is no news to anybody. */
  function usefulUntil(now: Date): Date {
    return momentOf(addDays(calendar.shift(dayOf(now), 1), 1));
  }
}

/** From the hour of the morning message to closing time of a working day. */
function isMorningHour(now: Date, calendar: Environment['calendar']): boolean {
  const hour = hourOf(now);
  const closing = DEFAULT_POLICY.officeHours.at(-1)?.to ?? '17:30';
  return calendar.isWorkingDay(dayOf(now)) && hour >= DEFAULT_POLICY.morningAt && hour < closing;
}

/** A task is a matter of each unit that leads it. */
const taskMatter = ({ taskId, unitId }: reminders.ReminderRow): string =>
  taskId === null ? '' : `${taskId}@${unitId}`;

/** A postponed reminder that meets the next one of its matter becomes one with it. */
function onePerMatter(items: readonly LiveReminder[]): LiveReminder[] {
  const matters = new Map<string, LiveReminder>();
  for (const item of items) {
    matters.set(
      `${item.report?.id ?? ''}/${item.visit?.id ?? ''}/${taskMatter(item.row)}/${item.kind === 'last_call' ? 'call' : 'morning'}`,
      item,
    );
  }
  return [...matters.values()];
}

function policyOf(items: readonly LiveReminder[]): ReminderPolicy {
  const [first] = items;
  const policy = first?.report?.policy ?? first?.visit?.policy ?? first?.task?.policy;
  if (!policy) throw new Error('a reminder is about a report, a visit or a task');
  return policy;
}

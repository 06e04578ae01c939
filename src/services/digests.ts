import { addDays, type Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import { dayOf, momentOf, type Hour } from '../domain/office-time.ts';
import { reportState } from '../domain/receipt.ts';
import { DEFAULT_POLICY } from '../domain/reminder-policy.ts';
import * as approvals from '../store/approvals.ts';
import * as conclusionFindings from '../store/conclusion-findings.ts';
import type { Db } from '../store/connect.ts';
import * as difficulties from '../store/difficulties.ts';
import * as digests from '../store/digests.ts';
import * as events from '../store/events.ts';
import * as messages from '../store/messages.ts';
import * as accounts from '../store/accounts.ts';
import * as taskExtensions from '../store/task-extensions.ts';
import * as taskReports from '../store/task-reports.ts';
import * as taskStore from '../store/tasks.ts';
import * as visits from '../store/visits.ts';
import type { Environment } from './environment.ts';
import { PRIORITY } from './messages.ts';
import { createVisitWindows, type UndatedGroup } from './visit-windows.ts';

/** Days a report stays in the summary after its last day, if it is received; unreceived ones stay. */
const KEEP_RECEIVED_DAYS = 3;

/** Reports of one printed date. */
export interface DeadlineGroup {
  title: string;
  printedDay: Day | null;
  lastDay: Day;
  onTime: string[];
  late: string[];
  overdue: string[];
  open: string[];
}

export interface Failures {
  /** Messages laid aside. */
  unsent: number;
  /** Updates set aside. */
  unhandled: number;
  /** Reminders nobody could be sent, by the name of the unit. */
  unheard: string[];
}

/** Completions reported and more time asked for that wait for a word. */
interface Waiting {
  completions: number;
  requests: number;
}

export interface Digest {
  received: { unitName: string; onTime: boolean | null }[];
  corrections: { unitName: string; no: number }[];
  visitsChanged: string[];
  /** Reports whose last day passed since the last summary without their coming. */
  newlyOverdue: string[];
  groups: DeadlineGroup[];
  visits: visits.VisitView[];
  /** Visits that still have no day, from the month before they may begin on. */
  undated: UndatedGroup[];
  /** Announced visits whose last day has passed since the last summary: whoever knows says they are done. */
  passed: visits.VisitView[];
  approvals: number;
  difficulties: number;
  /** Remedies asked for after an inspection whose day has passed. */
  overdueRemedies: number;
  /** Tasks of plans coordinated: what waits for a word, and what is late and not done. */
  tasks: Waiting & { overdue: number };
  /** The same of remedies, which are counted apart. */
  remedies: Waiting;
  /** Completions and requests for more time that came since the last summary and wait. */
  newOfTasks: number;
  /** What went wrong since the last summary (Law 2); for those who coordinate. */
  failures: Failures;
  /** Nothing changed and nothing comes: not worth a message. */
  isEmpty: boolean;
}

export function createDigests(db: Db, env: Environment) {
  return {
    /**
     * Queues the summaries whose hour, by their plan, lies in the stretch of time; composing decides whether there is
     * anything to say. Of hours missed on several days only the last day's is made up for.
     */
    async queue({ after, until: now }: { after: Date; until: Date }): Promise<number> {
      const today = dayOf(now);
      if (!env.calendar.isWorkingDay(today)) return 0;
      const isDue = (hour: Hour): boolean => momentOf(today, hour) > after && momentOf(today, hour) <= now;
      if (!(await digests.listHours(db)).some(isDue)) return 0;
      let queued = 0;
      for (const { personId, policy } of await digests.listReaders(db, today)) {
        if (!isDue(policy.digestAt)) continue;
        const account = await accounts.findReachable(db, personId);
        if (!account) continue;
        const since = (await digests.lastMade(db, personId)) ?? momentOf(addDays(today, -1));
        const ids = await messages.insert(db, [
          {
            bot: account.bot,
            chatId: account.chatId,
            personId,
            kind: 'digest',
            priority: PRIORITY.bulk,
            key: `digest:${personId}:${today}`,
            subject: { about: 'digest', since: since.toISOString() },
            createdAt: now,
            notBefore: now,
            usefulUntil: momentOf(addDays(today, 1)),
            state: 'ready',
            attempts: 0,
          },
        ]);
        queued += ids.length;
      }
      return queued;
    },

    /** When the next summaries are made. */
    async nextAt(now: Date): Promise<Date> {
      const hours = await digests.listHours(db);
      const today = env.calendar.onOrAfter(dayOf(now));
      const tomorrow = env.calendar.onOrAfter(addDays(today, 1));
      return (hours.length === 0 ? [DEFAULT_POLICY.digestAt] : hours)
        .map((hour) => (momentOf(today, hour) > now ? momentOf(today, hour) : momentOf(tomorrow, hour)))
        .reduce((a, b) => (a < b ? a : b));
    },

    /** Everything a summary says, within the reader's scope. */
    async gather(scope: Scope, since: Date, now: Date): Promise<Digest> {
      const today = dayOf(now);
      const horizon = addDays(today, DEFAULT_POLICY.digestLooksAhead);
      const shown = await digests.listShown(db, scope, addDays(today, -KEEP_RECEIVED_DAYS), horizon);
      const isNews = ({ lastDay, settledAt }: digests.ShownReport): boolean =>
        lastDay < today && lastDay >= dayOf(since) && !settledAt;
      const received = await events.received(db, scope, since, now);
      const sent = await events.sentIn(db, scope, since, now);
      const changed = await events.visitsChanged(db, scope, since, now);
      const pending = await approvals.countPending(db, scope.coordinates);
      const open = await difficulties.countOpen(db, scope.coordinates);
      const tasks = {
        ...(await waitingIn(scope, { origin: 'plan' })),
        overdue: await taskStore.countOverdue(db, scope.coordinates, today),
      };
      const remedies = await waitingIn(scope, { origin: 'conclusion' });
      const fresh = await waitingIn(scope, { after: since, until: now });
      const newOfTasks = fresh.completions + fresh.requests;
      const shownVisits = await digests.listShownVisits(db, scope, today, horizon);
      const touching = await visits.listByIds(db, shownVisits);
      const undated = await createVisitWindows(db, env).awaited(scope, now);
      const passed = await visits.listPassed(db, scope, dayOf(since), today);
      const overdueRemedies = await conclusionFindings.countOverdue(db, scope, today);
      const overdueBefore = await conclusionFindings.countOverdue(db, scope, dayOf(since));
      const failures = await failuresIn(scope.coordinates, since, now);
      const digest = {
        received,
        corrections: sent.filter(({ no }) => no > 1),
        visitsChanged: changed.map(({ unitName }) => unitName),
        newlyOverdue: shown.filter(isNews).map(({ unitName }) => unitName),
        groups: groupByDeadline(shown, now),
        visits: touching,
        undated,
        passed,
        approvals: pending,
        difficulties: open,
        overdueRemedies,
        tasks,
        remedies,
        newOfTasks,
        failures,
      };
      const comes =
        touching.some(({ precision, sessionAt }) => sessionAt !== null || precision === 'day') ||
        shown.some(({ lastDay, settledAt }) => lastDay >= today && !settledAt);
      const changes =
        received.length +
        digest.corrections.length +
        changed.length +
        passed.length +
        digest.newlyOverdue.length +
        Math.max(0, overdueRemedies - overdueBefore) +
        failures.unsent +
        failures.unhandled +
        failures.unheard.length +
        newOfTasks;
      return { ...digest, isEmpty: !comes && changes === 0 };
    },
  };

  async function waitingIn(
    { coordinates }: Scope,
    only: { origin: 'plan' | 'conclusion' } | { after: Date; until: Date },
  ): Promise<Waiting> {
    return {
      completions: await taskReports.countPending(db, coordinates, only),
      requests: await taskExtensions.countPending(db, coordinates, only),
    };
  }

  async function failuresIn(bodies: readonly number[], after: Date, until: Date): Promise<Failures> {
    if (bodies.length === 0) return { unsent: 0, unhandled: 0, unheard: [] };
    return {
      unsent: await digests.countUnsent(db, bodies, after, until),
      unhandled: await digests.countUnhandled(db, bodies, after, until),
      unheard: await digests.unheard(db, bodies, after, until),
    };
  }
}

function groupByDeadline(reports: readonly digests.ShownReport[], now: Date): DeadlineGroup[] {
  const groups = new Map<string, DeadlineGroup>();
  for (const report of reports) {
    const key = `${report.obligationId}/${report.lastDay}`;
    const group = groups.get(key) ?? {
      title: report.title,
      printedDay: report.printedDay,
      lastDay: report.lastDay,
      onTime: [],
      late: [],
      overdue: [],
      open: [],
    };
    groups.set(key, group);
    const list = {
      received_on_time: group.onTime,
      received: group.onTime,
      received_late: group.late,
      overdue: group.overdue,
      open: group.open,
      // Not shown: nobody followed it here.
      unfollowed: [] as string[],
    };
    list[reportState(report, now)].push(report.unitName);
  }
  return [...groups.values()].sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1));
}

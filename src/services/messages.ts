import type { OfficeCalendar } from '../domain/calendar.ts';
import { addDays, type Day } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import { dayOf, hourOf, momentOf } from '../domain/office-time.ts';
import type { Precision } from '../domain/plan.ts';
import { DEFAULT_POLICY, type ReminderPolicy } from '../domain/reminder-policy.ts';
import type { Db } from '../store/connect.ts';
import * as messages from '../store/messages.ts';
import * as accounts from '../store/accounts.ts';
import * as settings from '../store/settings.ts';
import * as changeLog from '../store/change-log.ts';
import type { Environment } from './environment.ts';
import { withinScope } from './message-scope.ts';

/** Lower leaves first. */
export const PRIORITY = { reply: 0, receipt: 1, news: 2, bulk: 3 } as const;

/** What an unasked message is about: references, composed into words when it is claimed for sending. */
export type Subject =
  | { about: 'morning'; reminders: number[] }
  | { about: 'last_call'; reminder: number }
  | { about: 'digest'; since: string }
  | { about: 'visit_announced'; visit: number; version: number; passed?: PassedDeadline[] }
  /** The month, quarter or window of a visit without a day yet. */
  | { about: 'visit_planned'; visit: number; version: number }
  | { about: 'visit_cancelled'; visit: number; version: number }
  /** What a unit is asked for once a surprise visit has been made known. */
  | { about: 'visit_reports'; visit: number; reports: number[]; passed: PassedDeadline[] }
  /** For the persons named in a surprise visit alone. */
  | { about: 'visit_joined'; visit: number; version: number }
  /** Visits of one month, quarter or window that have no day yet. */
  | { about: 'visit_dates'; plan: number; body: number; from: Day; to: Day; precision: Precision }
  | {
      about: 'visit_moved';
      visit: number;
      version: number;
      /** `notice`: the paper of the visit before; only a new one is the paper of the change. */
      was: { sessionAt: string | null; from: string; to: string; notice?: string | null };
      passed?: PassedDeadline[];
    }
  | { about: 'supplement_asked'; request: number }
  | { about: 'difficulty_asked'; difficulty: number }
  | { about: 'difficulty_answered'; difficulty: number }
  | { about: 'urged'; report: number; by: number }
  | { about: 'head_notice'; approval: number }
  | { about: 'extension_recorded'; extension: number }
  | { about: 'budget'; bot: string }
  | { about: 'report_received'; report: number }
  /** Drafts of one unit that are on another version of their form. */
  | { about: 'form_changed'; moves: { report: number; from: number | null; to: number | null }[] }
  /** A task's completion accepted, or handed back. */
  | { about: 'task_completion_decided'; report: number }
  | { about: 'task_extension_declined'; extension: number }
  | { about: 'task_day_moved'; extension: number }
  | { about: 'task_arisen'; task: number }
  | { about: 'conclusion_sent'; conclusion: number }
  /** Findings by number; null: the number or day of the notice itself. */
  | { about: 'conclusion_changed'; conclusion: number; findings: string[] | null }
  /** Who reads it speaks for the unit from now on. */
  | { about: 'handed_over'; unit: number }
  /** Parts of a report that the unit's officer asks the reader to fill in. */
  | { about: 'parts_given'; report: number; parts: string[]; by: number }
  /** Parts of a report that a colleague fills in no more: they left, or are not connected any more. */
  | { about: 'parts_ended'; report: number; parts: string[]; person: number }
  /** A person has stopped, or wants again, what they are told before deadlines. */
  | { about: 'reminders_set'; person: number; reminders: 'on' | 'off' }
  /** A person has taken their consent back, and is not connected any more. */
  | { about: 'consent_withdrawn'; person: number }
  | { about: 'erasure_asked'; request: number }
  | { about: 'erasure_declined'; request: number };

/** The day a rule gave for a report when its visit moved, where it had gone by already. */
export interface PassedDeadline {
  report: number;
  day: Day;
}

export interface News {
  personId: number;
  /** What, whom, about what, which version: said once. */
  key: string;
  subject: Subject;
  usefulUntil?: Date | null;
  /** The day of the visit it is about: the day off before it is not waited out. */
  visitOn?: Day;
}

export function createMessages(db: Db, env: Environment) {
  return {
    find: (id: number) => messages.findById(db, id),

    /** Queues replies to an update, in order, into the chat it came from. */
    async reply(
      to: { bot: string; chatId: string; personId: number | null },
      replies: readonly { kind: 'reply' | 'receipt'; body: unknown; edits?: number | undefined }[],
      now: Date,
    ): Promise<number[]> {
      const ids: number[] = [];
      for (const { kind, body, edits } of replies) {
        const [id] = await messages.insert(db, [
          {
            ...to,
            kind,
            priority: PRIORITY.reply,
            body,
            edits: edits ?? null,
            createdAt: now,
            notBefore: now,
            state: 'ready',
            attempts: 0,
          },
        ]);
        if (id !== undefined) ids.push(id);
      }
      return ids;
    },

    /** A last word to chats that are nobody's from now on: it names nobody, and is forgotten like a stranger's. */
    async takeLeave(
      chats: readonly { bot: string; chatId: string }[],
      text: string,
      now: Date,
    ): Promise<void> {
      const body = { text, offers: [], revision: null, files: [] };
      for (const { bot, chatId } of chats)
        await this.reply({ bot, chatId, personId: null }, [{ kind: 'reply', body }], now);
    },

    /** Queues news for the next office hour; people without an account are counted as not reached. */
    async tell(
      news: readonly News[],
      now: Date,
      policy: ReminderPolicy = DEFAULT_POLICY,
    ): Promise<{ unreached: number[]; queued: number }> {
      const unreached: number[] = [];
      let queued = 0;
      const notBefore = nextOfficeMoment(now, policy, env.calendar);
      for (const { personId, key, subject, usefulUntil, visitOn } of news) {
        const leavesOn = visitOn === undefined ? null : dayOffBefore(visitOn, now, env.calendar);
        const account = await accounts.findReachable(db, personId);
        if (!account) {
          unreached.push(personId);
          continue;
        }
        const { bot, chatId } = account;
        const ids = await messages.insert(db, [
          {
            bot,
            chatId,
            personId,
            kind: 'news',
            priority: PRIORITY.news,
            key,
            subject,
            createdAt: now,
            notBefore: leavesOn === null ? notBefore : nextOpening(now, policy, () => true),
            leavesOn,
            usefulUntil: usefulUntil ?? null,
            state: 'ready',
            attempts: 0,
          },
        ]);
        queued += ids.length;
      }
      return { unreached, queued };
    },

    async isPaused(): Promise<boolean> {
      return (await settings.read(db, 'sending_paused')) === true;
    },

    async setPaused(paused: boolean, by: number, now: Date): Promise<void> {
      await settings.write(db, 'sending_paused', paused, now);
      await changeLog.append(db, {
        at: now,
        personId: by,
        action: paused ? 'sending.pause' : 'sending.resume',
        subject: 'setting',
        subjectId: null,
      });
    },

    waiting: () => messages.listWaiting(db),

    /** What of a waiting message is still the reader's to know; undefined: nothing. */
    within: (scope: Scope, subject: Subject, now: Date): Promise<Subject | undefined> =>
      withinScope(db, scope, subject, now),
  };
}

/** `now` within office hours of a working day, otherwise the next opening. */
export const nextOfficeMoment = (now: Date, policy: ReminderPolicy, calendar: OfficeCalendar): Date =>
  nextOpening(now, policy, (day) => calendar.isWorkingDay(day));

function nextOpening(now: Date, { officeHours }: ReminderPolicy, isOpen: (day: Day) => boolean): Date {
  let day = dayOf(now);
  if (isOpen(day)) {
    const hour = hourOf(now);
    for (const { from, to } of officeHours) {
      if (hour < from) return momentOf(day, from);
      if (hour < to) return now;
    }
  }
  do day = addDays(day, 1);
  while (!isOpen(day));
  return momentOf(day, officeHours[0]?.from ?? '07:30');
}

/** The day off on which news of a visit leaves, because the visit is on the next working day; null on any other day. */
function dayOffBefore(visitOn: Day, now: Date, calendar: OfficeCalendar): Day | null {
  const opening = dayOf(nextOpening(now, DEFAULT_POLICY, () => true));
  return !calendar.isWorkingDay(opening) && calendar.onOrAfter(opening) === visitOn ? opening : null;
}

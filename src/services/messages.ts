import type { OfficeCalendar } from '../domain/calendar.ts';
import { addDays } from '../domain/day.ts';
import { dayOf, hourOf, momentOf } from '../domain/office-time.ts';
import { DEFAULT_POLICY, type ReminderPolicy } from '../domain/reminder-policy.ts';
import type { Db } from '../store/connect.ts';
import * as messages from '../store/messages.ts';
import * as people from '../store/people.ts';
import * as settings from '../store/settings.ts';
import * as changeLog from '../store/change-log.ts';
import type { Environment } from './environment.ts';

/** Lower leaves first. */
export const PRIORITY = { reply: 0, receipt: 1, news: 2, bulk: 3 } as const;

/** What an unasked message is about: references, composed into words when it is claimed for sending. */
export type Subject =
  | { about: 'morning'; reminders: number[] }
  | { about: 'last_call'; reminder: number }
  | { about: 'digest'; since: string }
  | { about: 'visit_announced'; visit: number; version: number }
  | {
      about: 'visit_moved';
      visit: number;
      version: number;
      /** `notice`: the paper of the visit before; only a new one is the paper of the change. */
      was: { sessionAt: string | null; from: string; to: string; notice?: string | null };
    }
  | { about: 'supplement_asked'; request: number }
  | { about: 'difficulty_asked'; difficulty: number }
  | { about: 'difficulty_answered'; difficulty: number }
  | { about: 'urged'; report: number; by: number }
  | { about: 'head_notice'; approval: number }
  | { about: 'extension_recorded'; extension: number }
  | { about: 'report_received'; report: number };

export interface News {
  personId: number;
  /** What, whom, about what, which version: said once. */
  key: string;
  subject: Subject;
  usefulUntil?: Date | null;
}

export function createMessages(db: Db, env: Environment) {
  return {
    find: (id: number) => messages.findById(db, id),

    /** Queues replies to an update, in order, into the chat it came from. */
    async reply(
      to: { bot: string; chatId: string; personId: number | null },
      replies: readonly { kind: 'reply' | 'receipt'; body: unknown }[],
      now: Date,
    ): Promise<number[]> {
      const ids: number[] = [];
      for (const { kind, body } of replies) {
        const [id] = await messages.insert(db, [
          {
            ...to,
            kind,
            priority: PRIORITY.reply,
            body,
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

    /** Queues news for the next office hour; people without an account are counted as not reached. */
    async tell(
      news: readonly News[],
      now: Date,
      policy: ReminderPolicy = DEFAULT_POLICY,
    ): Promise<{ unreached: number[] }> {
      const unreached: number[] = [];
      const notBefore = nextOfficeMoment(now, policy, env.calendar);
      for (const { personId, key, subject, usefulUntil } of news) {
        const account = await people.reachableAccount(db, personId);
        if (!account) {
          unreached.push(personId);
          continue;
        }
        const { bot, chatId } = account;
        await messages.insert(db, [
          {
            bot,
            chatId,
            personId,
            kind: 'news',
            priority: PRIORITY.news,
            key,
            subject,
            createdAt: now,
            notBefore,
            usefulUntil: usefulUntil ?? null,
            state: 'ready',
            attempts: 0,
          },
        ]);
      }
      return { unreached };
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
  };
}

/** `now` within office hours of a working day, otherwise the next opening. */
export function nextOfficeMoment(now: Date, policy: ReminderPolicy, calendar: OfficeCalendar): Date {
  const day = dayOf(now);
  const hour = hourOf(now);
  if (calendar.isWorkingDay(day)) {
    for (const { from, to } of policy.officeHours) {
      if (hour < from) return momentOf(day, from);
      if (hour < to) return now;
    }
  }
  const opening = policy.officeHours[0]?.from ?? '07:30';
  return momentOf(calendar.onOrAfter(addDays(day, 1)), opening);
}

import { addMonths, type Day } from '../domain/day.ts';
import type { Role, Scope } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Precision } from '../domain/plan.ts';
import type { ReminderPolicy } from '../domain/reminder-policy.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as grants from '../store/grants.ts';
import * as undated from '../store/undated-visits.ts';
import type { Environment } from './environment.ts';
import { createMessages, type Subject } from './messages.ts';
import { WINDOW_TOLD, windowKey } from './visit-news.ts';

/** Visits of one month, quarter or window that have no day yet. */
export interface UndatedGroup {
  from: Day;
  to: Day;
  precision: Precision;
  units: string[];
}

/** Visits a plan gives a month, a quarter or a window: units learn of it, and the body that coordinates is asked for days. */
export function createVisitWindows(db: Db, env: Environment) {
  const messages = createMessages(db, env);

  /** Says each thing once to whoever holds the role now; how many people are newly told. */
  async function say(news: readonly WindowNews[], now: Date): Promise<number> {
    const today = dayOf(now);
    let count = 0;
    for (const role of ['focal', 'coordinator'] as const) {
      const ofRole = news.filter((one) => one.role === role);
      const holders = await grants.holders(
        db,
        [...new Set(ofRole.map(({ unitId }) => unitId))],
        [role],
        today,
      );
      const wanted = ofRole.flatMap(({ unitId, key, ...rest }) =>
        holders
          .filter((holder) => holder.unitId === unitId)
          .map(({ personId }) => ({ ...rest, personId, key: `${key}:${personId}` })),
      );
      const said = await undated.saidAlready(
        db,
        wanted.map(({ key }) => key),
      );
      for (const { personId, key, subject, policy } of wanted.filter((one) => !said.has(one.key))) {
        const { unreached } = await messages.tell([{ personId, key, subject }], now, policy);
        count += 1 - unreached.length;
        if (subject.about !== 'visit_planned' || unreached.length > 0) continue;
        await changeLog.append(db, {
          at: now,
          personId: null,
          action: WINDOW_TOLD,
          // Not the visit: nothing of it has changed.
          subject: 'visit_window',
          subjectId: subject.visit,
        });
      }
    }
    return count;
  }

  return {
    /**
     * What is to be said of visits without a day, as things stand: each unit's window, once a version and only before it
     * begins, and from the first working day of the month before it, once, the question to the body that coordinates.
     * Asking again says nothing twice, whoever asks and however often.
     */
    async announceWindows(now: Date): Promise<number> {
      const today = dayOf(now);
      const windows = (await undated.listAhead(db, today)).map(windowNews);
      const due = await undated.listDue(db, { day: today, until: lastAskedFor(today) });
      const questions = new Map<string, WindowNews>();
      for (const { planId, coordinatorUnitId, from, to, precision, policy } of due) {
        if (today < askedOn(from, env)) continue;
        const key = `visit_dates:${planId}:${coordinatorUnitId}:${precision}:${from}:${to}`;
        questions.set(key, {
          unitId: coordinatorUnitId,
          role: 'coordinator',
          key,
          subject: { about: 'visit_dates', plan: planId, body: coordinatorUnitId, from, to, precision },
          policy,
        });
      }
      return say([...windows, ...questions.values()], now);
    },

    /** Tells the unit of one visit its window, as `announceWindows` would. */
    async announceWindow(visitId: number, now: Date): Promise<number> {
      const ahead = await undated.listAhead(db, dayOf(now), visitId);
      return say(ahead.map(windowNews), now);
    },

    /** The visits of a question that still have no day. */
    async stillUndated(question: Extract<Subject, { about: 'visit_dates' }>, now: Date) {
      const { plan, body, from, to, precision } = question;
      const all = await undated.listDue(db, { day: dayOf(now), until: from, bodies: [body] });
      return all.filter(
        (visit) =>
          visit.planId === plan && visit.from === from && visit.to === to && visit.precision === precision,
      );
    },

    /** What the scope coordinates that still has no day, by window, from the month before it on. */
    async awaited(scope: Scope, now: Date): Promise<UndatedGroup[]> {
      const today = dayOf(now);
      const until = lastAskedFor(today);
      const groups = new Map<string, UndatedGroup>();
      for (const { from, to, precision, unitName } of await undated.listDue(db, {
        day: today,
        until,
        bodies: scope.coordinates,
      })) {
        if (today < askedOn(from, env)) continue;
        const key = `${precision}:${from}:${to}`;
        const group = groups.get(key) ?? { from, to, precision, units: [] };
        groups.set(key, group);
        group.units.push(unitName);
      }
      return [...groups.values()];
    },
  };
}

interface WindowNews {
  unitId: number;
  role: Extract<Role, 'focal' | 'coordinator'>;
  /** Without the person. */
  key: string;
  subject: Subject;
  policy: ReminderPolicy;
}

const windowNews = ({ id, unitId, version, policy }: undated.UndatedVisit): WindowNews => ({
  unitId,
  role: 'focal',
  key: windowKey(id, version),
  subject: { about: 'visit_planned', visit: id, version },
  policy,
});

/** The first working day of the month before the one in which a visit may begin. */
const askedOn = (from: Day, { calendar }: Environment): Day =>
  calendar.onOrAfter(addMonths(`${from.slice(0, 8)}01` as Day, -1));

/** No day later than this has its question in the month of `today`. */
const lastAskedFor = (today: Day): Day => addMonths(`${today.slice(0, 8)}01` as Day, 2);

import type { Day } from '../domain/day.ts';
import { deadlineOf } from '../domain/deadline.ts';
import type { Author } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { isFixedByDocument } from '../domain/task-state.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as reminders from '../store/reminders.ts';
import * as taskExtensions from '../store/task-extensions.ts';
import * as tasks from '../store/tasks.ts';
import type { Environment } from './environment.ts';
import { planTask } from './reminder-planning.ts';
import { createTelling, type Told } from './telling.ts';

type TaskView = tasks.TaskView;
type ExtensionView = taskExtensions.TaskExtensionView;

export interface Paper {
  number: string | null;
  date: Day | null;
}

export type MoreTimeAsked =
  | { kind: 'done'; task: TaskView; id: number }
  | { kind: 'not_found' }
  | { kind: 'no_deadline'; task: TaskView }
  /** The unit's part was accepted before. */
  | { kind: 'already_done'; task: TaskView; doneOn: Day }
  | { kind: 'already_pending'; task: TaskView; request: ExtensionView }
  /** Not after the date that holds now. */
  | { kind: 'not_later'; task: TaskView };

export type DayRefused =
  | { kind: 'not_found' }
  | { kind: 'already_done'; task: TaskView }
  | { kind: 'changed_meanwhile'; task: TaskView }
  /** The day holds already: a confirmation pressed twice. */
  | { kind: 'same_day'; task: TaskView; at: Date | null }
  | { kind: 'date_in_the_past'; task: TaskView }
  /** A paper cannot bear a day that has not come. */
  | { kind: 'paper_in_the_future'; day: Day }
  /** Law 16: a document fixed the day. */
  | { kind: 'paper_number_needed'; task: TaskView };

export type DayMoved =
  { kind: 'done'; task: TaskView; fromDay: Day | null; toDay: Day; told: Told } | DayRefused;

export type RequestDecided =
  | DayMoved
  | { kind: 'not_later'; task: TaskView }
  | { kind: 'declined'; task: TaskView; request: ExtensionView; told: Told }
  | { kind: 'already_decided'; task: TaskView; request: ExtensionView };

export type Arisen =
  | { kind: 'done'; task: TaskView; told: Told }
  | { kind: 'not_found' }
  | { kind: 'not_conditional'; task: TaskView }
  | { kind: 'already_done'; task: TaskView }
  | { kind: 'in_the_future'; task: TaskView };

const NOBODY: Told = { reached: [], unreached: [] };

/** When tasks are due: more time asked for and given, days set, conditions come true. Both dates are kept. */
export function createTaskExtensions(db: Db, env: Environment) {
  const tell = createTelling(db, env);

  async function reload(id: number): Promise<TaskView> {
    const task = await tasks.findById(db, id);
    if (!task) throw new Error(`no task ${id}`);
    return task;
  }

  const mayDecide = (task: TaskView | undefined, by: Author): task is TaskView =>
    task !== undefined && by.scope.coordinates.includes(task.coordinatorUnitId);

  /** Why the day of a task cannot become `toDay`; the caller holds the task. */
  function refusal(
    task: TaskView,
    { toDay, version, paper }: { toDay: Day; version: number; paper: Paper },
    today: Day,
  ): DayRefused | undefined {
    if (task.doneOn !== null) return { kind: 'already_done', task };
    if (task.version !== version)
      return task.lastDay === toDay
        ? { kind: 'same_day', task, at: null }
        : { kind: 'changed_meanwhile', task };
    if (task.lastDay === toDay) return { kind: 'same_day', task, at: null };
    if (toDay < today) return { kind: 'date_in_the_past', task };
    if (paper.date !== null && paper.date > today) return { kind: 'paper_in_the_future', day: paper.date };
    const needsPaper = task.lastDay !== null && isFixedByDocument(task.rule);
    return needsPaper && paper.number === null ? { kind: 'paper_number_needed', task } : undefined;
  }

  /** Moves the day with everything that follows from it: version, reminders, log, news to every unit that leads. */
  async function move(
    task: TaskView,
    { toDay, paper, by, extension }: { toDay: Day; paper: Paper; by: Author; extension: number },
    now: Date,
  ): Promise<DayMoved> {
    await tasks.update(db, task.id, { lastDay: toDay, version: task.version + 1 });
    await reminders.voidOf(db, { taskId: task.id }, 'deadline moved');
    await planTask(db, env, task.id, now);
    await changeLog.append(db, {
      at: now,
      personId: by.id,
      action: 'task.move',
      subject: 'task',
      subjectId: task.id,
      before: { lastDay: task.lastDay },
      after: { lastDay: toDay, paperNumber: paper.number, paperDate: paper.date },
    });
    const subject = { about: 'task_day_moved', extension } as const;
    const told = await tellLeads(task, `task_extension:${extension}`, subject, now);
    return { kind: 'done', task: await reload(task.id), fromDay: task.lastDay, toDay, told };
  }

  async function tellLeads(
    task: TaskView,
    key: string,
    subject: { about: 'task_day_moved'; extension: number } | { about: 'task_arisen'; task: number },
    now: Date,
  ): Promise<Told> {
    const told: Told = { reached: [], unreached: [] };
    for (const unitId of await tasks.listOpenLeads(db, task.id)) {
      const one = await tell({ unitId, role: 'focal', key, subject, policy: task.policy }, now);
      told.reached.push(...one.reached);
      told.unreached.push(...one.unreached);
    }
    return { reached: [...new Set(told.reached)], unreached: [...new Set(told.unreached)] };
  }

  return {
    find: (id: number) => taskExtensions.findById(db, id),
    latestGranted: (taskId: number) => taskExtensions.latestGranted(db, taskId),
    findPending: (of: { taskId: number; unitId: number }) => taskExtensions.findPending(db, of),
    pending: (bodies: readonly number[], limit: number) => taskExtensions.listPending(db, bodies, limit),
    countPending: (bodies: readonly number[]) => taskExtensions.countPending(db, bodies),

    /** A leading unit asks; nothing moves by it. */
    async ask(
      input: { task: number; unit: number; wantedDay: Day | null; reason: string; by: Author },
      now: Date,
    ): Promise<MoreTimeAsked> {
      const { unit, wantedDay, reason, by } = input;
      await tasks.lock(db, input.task);
      const task = await tasks.findInScope(db, by.scope, input.task);
      const [part] = await tasks.listParts(db, [input.task], by.scope.ownUnits.includes(unit) ? [unit] : []);
      if (!task || part?.part !== 'lead') return { kind: 'not_found' };
      const doneOn = part.doneOn ?? task.doneOn;
      if (doneOn !== null) return { kind: 'already_done', task, doneOn };
      if (task.lastDay === null) return { kind: 'no_deadline', task };
      const request = await taskExtensions.findPending(db, { taskId: task.id, unitId: unit });
      if (request) return { kind: 'already_pending', task, request };
      if (wantedDay !== null && wantedDay <= task.lastDay) return { kind: 'not_later', task };
      const id = await taskExtensions.insert(db, {
        taskId: task.id,
        unitId: unit,
        askedBy: by.id,
        askedAt: now,
        reason,
        wantedDay,
        state: 'pending',
        fromDay: task.lastDay,
      });
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'task.ask_extension',
        subject: 'task',
        subjectId: task.id,
        after: { extension: id, unitId: unit, wantedDay },
      });
      return { kind: 'done', task, id };
    },

    /** Grants a request up to a day, with the number of the paper where a document fixed the date. Decided once. */
    async grant(
      input: { extension: number; version: number; toDay: Day; paper: Paper; by: Author },
      now: Date,
    ): Promise<RequestDecided> {
      const held = await take(input.extension, input.by);
      if (held.kind !== 'taken') return held;
      const { task, request } = held;
      const { toDay, paper, by } = input;
      const refused = refusal(task, input, dayOf(now));
      if (refused) return refused;
      if (task.lastDay !== null && toDay <= task.lastDay) return { kind: 'not_later', task };
      await taskExtensions.decide(db, request.id, {
        state: 'granted',
        fromDay: task.lastDay,
        toDay,
        paperNumber: paper.number,
        paperDate: paper.date,
        decidedBy: by.id,
        decidedAt: now,
      });
      return move(task, { toDay, paper, by, extension: request.id }, now);
    },

    /** The date stays; the unit that asked is told why. */
    async decline(
      input: { extension: number; answer: string; by: Author },
      now: Date,
    ): Promise<RequestDecided> {
      const held = await take(input.extension, input.by);
      if (held.kind !== 'taken') return held;
      const { task, request } = held;
      const { answer, by } = input;
      await taskExtensions.decide(db, request.id, {
        state: 'declined',
        decidedBy: by.id,
        decidedAt: now,
        answer,
      });
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'task.decline_extension',
        subject: 'task',
        subjectId: task.id,
        after: { extension: request.id },
      });
      const told =
        request.unitId === null
          ? NOBODY
          : await tell(
              {
                unitId: request.unitId,
                role: 'focal',
                key: `task_extension:${request.id}`,
                subject: { about: 'task_extension_declined', extension: request.id },
                policy: task.policy,
              },
              now,
            );
      return { kind: 'declined', task, request, told };
    },

    /** The coordinator sets or moves the day without being asked. */
    async setDay(
      input: { task: number; version: number; toDay: Day; paper: Paper; text: string; by: Author },
      now: Date,
    ): Promise<DayMoved> {
      const { toDay, paper, text, by } = input;
      await tasks.lock(db, input.task);
      const task = await tasks.findById(db, input.task);
      if (!mayDecide(task, by)) return { kind: 'not_found' };
      const refused = refusal(task, input, dayOf(now));
      if (refused?.kind === 'same_day') {
        const latest = await taskExtensions.latestGranted(db, task.id);
        return { ...refused, at: latest?.decidedAt ?? null };
      }
      if (refused) return refused;
      const extension = await taskExtensions.insert(db, {
        taskId: task.id,
        askedAt: now,
        reason: text,
        state: 'granted',
        fromDay: task.lastDay,
        toDay,
        paperNumber: paper.number,
        paperDate: paper.date,
        decidedBy: by.id,
        decidedAt: now,
      });
      if (task.conditional && !task.arisen) await tasks.update(db, task.id, { arisen: true });
      return move(task, { toDay, paper, by, extension }, now);
    },

    /**
     * "Nếu có", "khi có yêu cầu": it has come up, says the coordinator or a unit that leads. The day of the event gives
     * the deadline where the rule counts from it.
     */
    async arise(input: { task: number; eventDay: Day | null; by: Author }, now: Date): Promise<Arisen> {
      const { eventDay, by } = input;
      await tasks.lock(db, input.task);
      const task = await tasks.findInScope(db, by.scope, input.task);
      const parts = await tasks.listParts(db, [input.task], by.scope.ownUnits);
      const isOwn = parts.some(({ part }) => part === 'lead');
      if (!task || !(isOwn || mayDecide(task, by))) return { kind: 'not_found' };
      if (task.doneOn !== null) return { kind: 'already_done', task };
      const lastDay = lastDayAfter(task, eventDay);
      if (task.arisen && lastDay === task.lastDay)
        return task.conditional ? { kind: 'done', task, told: NOBODY } : { kind: 'not_conditional', task };
      if (eventDay !== null && eventDay > dayOf(now)) return { kind: 'in_the_future', task };
      await tasks.update(db, task.id, { arisen: true, lastDay, version: task.version + 1 });
      await reminders.voidOf(db, { taskId: task.id }, 'deadline counted from the event');
      await planTask(db, env, task.id, now);
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'task.arise',
        subject: 'task',
        subjectId: task.id,
        before: { arisen: task.arisen, lastDay: task.lastDay },
        after: { arisen: true, eventDay, lastDay },
      });
      const subject = { about: 'task_arisen', task: task.id } as const;
      const told = isOwn
        ? NOBODY
        : await tellLeads(task, `task:${task.id}:arisen:v${task.version + 1}`, subject, now);
      return { kind: 'done', task: await reload(task.id), told };
    },
  };

  /** The request and its task, both held, if the author decides it and nobody has. */
  async function take(
    id: number,
    by: Author,
  ): Promise<
    | { kind: 'taken'; task: TaskView; request: ExtensionView }
    | { kind: 'not_found' }
    | { kind: 'already_decided'; task: TaskView; request: ExtensionView }
  > {
    const shown = await taskExtensions.findById(db, id);
    if (!shown) return { kind: 'not_found' };
    await tasks.lock(db, shown.taskId);
    const task = await tasks.findById(db, shown.taskId);
    const request = await taskExtensions.findById(db, id);
    if (!request || !mayDecide(task, by)) return { kind: 'not_found' };
    return request.state === 'pending'
      ? { kind: 'taken', task, request }
      : { kind: 'already_decided', task, request };
  }

  function lastDayAfter(task: TaskView, eventDay: Day | null): Day | null {
    if (task.rule.kind !== 'months_after_event' || eventDay === null) return task.lastDay;
    const deadline = deadlineOf(task.rule, {
      calendar: env.calendar,
      visitStart: null,
      eventDay,
      nextWorkingDayCounts: task.policy.nextWorkingDayCounts,
      year: Number(eventDay.slice(0, 4)),
    });
    return deadline.state === 'dated' ? deadline.lastDay : task.lastDay;
  }
}

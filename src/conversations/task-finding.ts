import { fold } from '../language/fold.ts';
import type { Context } from './context.ts';
import type { Action, Offer, Place, Step } from './cursor.ts';
import { texts } from './texts.ts';
import { taskReportTexts } from './texts-task-reports.ts';
import { taskTexts } from './texts-tasks.ts';

export type Task = NonNullable<Awaited<ReturnType<Context['services']['tasks']['findInScope']>>>;
type Part = Awaited<ReturnType<Context['services']['tasks']['parts']>>[number];

const IDLE: Place = { name: 'idle' };
export const say = (text: string): Step => ({ replies: [{ text }] });
/** Said where a question has come to its end. */
export const conclude = (text: string, offers: readonly Offer[] = []): Step => ({
  replies: [{ text, ...(offers.length > 0 ? { offers } : {}) }],
  place: IDLE,
});

/** Whether words typed where a paper or a day is awaited ask something else instead. */
export const isQuestion = (text: string): boolean =>
  /\?|(?<![a-z])(?:ai|gi|nao|sao|bao gio|bao nhieu|may|the nao|o dau|tinh hinh|tien do|danh sach|lich)(?![a-z])/.test(
    fold(text),
  );

/** Ends a question with nothing changed. */
export const stopOffer: Offer = {
  label: taskReportTexts.offers.stop,
  words: ['không', 'thôi', 'dừng', 'hủy'],
  action: { do: 'cancel' },
};

/** Whether words name the task: its number, or a good part of its text. */
export function isMeant(task: Pick<Task, 'no' | 'text'>, words: string): boolean {
  const wanted = fold(words).replace(/^(?:nhiem vu|nv|viec|so)\s+/, '');
  const isNumber = /^\d+[a-z]?$/.test(wanted);
  return fold(task.no) === wanted || (!isNumber && wanted.length > 3 && fold(task.text).includes(wanted));
}

/** Tasks of plans in scope that the words name. */
export async function tasksNamed({ services, speaker }: Context, words: string): Promise<Task[]> {
  const all = await services.tasks.inScope(speaker.scope, speaker.jurisdictionId);
  const byNumber = all.filter(({ no }) => fold(no) === fold(words));
  return byNumber.length > 0 ? byNumber : all.filter((task) => isMeant(task, words));
}

/** Of the tasks the words name those an own unit leads; all of them where it leads none. */
export async function leadingTasksNamed(context: Context, words: string): Promise<Task[]> {
  const found = await tasksNamed(context, words);
  const own = await ownParts(context, found);
  const leading = found.filter(({ id }) => own.some((part) => part.taskId === id && part.part === 'lead'));
  return leading.length > 0 ? leading : found;
}

/** The parts the speaker's own units have in these tasks. */
export const ownParts = (
  { services, speaker }: Context,
  tasks: readonly Pick<Task, 'id'>[],
): Promise<Part[]> =>
  services.tasks.parts(
    tasks.map(({ id }) => id),
    speaker.scope.ownUnits,
  );

/** The same number in several plans: which is meant is asked. */
export function askWhich(found: readonly Task[], actionOf: (task: Task) => Action): Step {
  const [first] = found;
  const isOneNumber = found.every(({ no }) => no === first?.no);
  const offers = found.slice(0, 8).map((task) => ({
    label: isOneNumber ? taskTexts.planOffer(task.planTitle) : taskReportTexts.offer(task, task.text),
    action: actionOf(task),
  }));
  const text = isOneNumber ? taskTexts.whichPlan(first?.no ?? '') : taskReportTexts.whichTask;
  return { replies: [{ text, offers }] };
}

export interface OpenPart {
  task: Task;
  unit: number;
  unitName: string;
}

/**
 * The task and the own unit that reports of it: a step where it must be asked which, or where there is nothing to
 * report. `actionOf` goes on for one of several units.
 */
export async function openPart(
  context: Context,
  { task: id, unit }: { task: number; unit?: number },
  actionOf: (unit: number) => Action,
): Promise<OpenPart | { step: Step }> {
  const { services, speaker } = context;
  const task = await services.tasks.findInScope(speaker.scope, id);
  if (!task) return { step: conclude(texts.outOfScope(speaker.address)) };
  const parts = await ownParts(context, [task]);
  const leading = parts.filter(({ part }) => part === 'lead');
  if (parts.length > 0 && leading.length === 0)
    return { step: conclude(taskReportTexts.coordinatesOnly(task.leads.join(', '))) };
  if (leading.length === 0) return { step: conclude(taskReportTexts.notYours(speaker.address)) };
  const open = leading.filter((part) => part.doneOn === null && task.doneOn === null);
  const wanted = unit === undefined ? open : open.filter(({ unitId }) => unitId === unit);
  const [only, another] = wanted;
  if (!only) {
    const doneOn = task.doneOn ?? leading[0]?.doneOn ?? task.effectiveFrom;
    return { step: conclude(taskReportTexts.alreadyDone(task, doneOn)) };
  }
  if (!another) return { task, unit: only.unitId, unitName: only.unitName };
  const offers = wanted.map(({ unitId, unitName }) => ({ label: unitName, action: actionOf(unitId) }));
  return { step: { replies: [{ text: taskReportTexts.whichUnit(task), offers }] } };
}

/** A task the speaker's body coordinates; undefined for any other. */
export async function coordinatedTask({ services, speaker }: Context, id: number): Promise<Task | undefined> {
  const task = await services.tasks.findInScope(speaker.scope, id);
  return task && speaker.scope.coordinates.includes(task.coordinatorUnitId) ? task : undefined;
}

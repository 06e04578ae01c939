import { addDays, type Day } from '../domain/day.ts';
import { dayOf, momentOf } from '../domain/office-time.ts';
import type { Subject } from '../services/messages.ts';
import type { Context } from './context.ts';
import { conclude, concludeInPlace, confirm, ifCoordinator } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { sendingTexts as texts } from './texts-coordinator-sending.ts';
import { bounded } from './lists.ts';
import { taskName } from './texts-tasks.ts';

export type SendingAction =
  | { do: 'tomorrow' }
  | { do: 'pause_sending' }
  | { do: 'resume_sending' }
  | { do: 'confirm_sending'; paused: boolean };

type Planned = Awaited<ReturnType<Context['services']['reminders']['plannedOf']>>[number];
type Waiting = Awaited<ReturnType<Context['services']['messages']['waiting']>>[number];

/** Everything that would leave until the end of the next working day, by unit. */
export const tomorrow = (context: Context): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, calendar, now } = context;
    const day = calendar.onOrAfter(addDays(dayOf(now), 1));
    const end = momentOf(addDays(day, 1));
    const planned = await services.reminders.plannedOf(speaker.scope.coordinates, now, end);
    const focal = await focalNames(context, [...new Set(planned.map(({ unitId }) => unitId))]);
    const reminders = planned
      .filter(({ settledAt }) => !settledAt)
      .map((one) =>
        texts.tomorrow.reminder(
          one.fireAt,
          one.unitName,
          plannedInWords(context, one),
          texts.tomorrow.to(focal.get(one.unitId) ?? []),
        ),
      );
    const news = await waitingLines(context, end);
    const isPaused = await services.messages.isPaused();
    const lines = [...news, ...reminders];
    const offers: Offer[] = [
      isPaused
        ? { label: coordinatorTexts.offers.resume, action: { do: 'resume_sending' } }
        : { label: coordinatorTexts.offers.pause, action: { do: 'pause_sending' } },
    ];
    if (lines.length === 0) return conclude(texts.tomorrow.none(day, now), offers);
    const text = [
      texts.tomorrow.heading(day, lines.length, now),
      ...bounded(lines),
      isPaused ? texts.tomorrow.paused : texts.tomorrow.stillHolds,
    ].join('\n');
    return conclude(text, offers);
  });

/** What a planned reminder is about, as of the day it leaves. */
export function plannedInWords(
  { calendar }: Pick<Context, 'calendar'>,
  { kind, title: reportTitle, lastDay, fireAt, visitStart, sessionAt, taskNo, conclusionNumber }: Planned,
): string {
  const title = reportTitle ?? (taskNo === null ? '' : taskName({ no: taskNo, conclusionNumber }));
  const on = dayOf(fireAt);
  const left = (to: Day): number => calendar.between(on, calendar.onOrBefore(to));
  switch (kind) {
    case 'before_due':
      return texts.tomorrow.beforeDue(title, lastDay === null ? 0 : left(lastDay));
    case 'last_day':
      return texts.tomorrow.lastDay(title);
    case 'overdue':
      return texts.tomorrow.overdue(title);
    case 'last_call':
      return texts.tomorrow.lastCall(title);
    case 'visit': {
      const start = sessionAt ? dayOf(sessionAt) : visitStart;
      return texts.tomorrow.visit(start === null ? 0 : calendar.between(on, start));
    }
  }
}

/** News about units coordinated that wait for an office hour. */
async function waitingLines(context: Context, end: Date): Promise<string[]> {
  const { services, speaker } = context;
  const lines: string[] = [];
  for (const message of await services.messages.waiting()) {
    if (message.notBefore > end) continue;
    const about = await aboutOf(context, message);
    if (!about || !speaker.scope.coordinates.includes(about.coordinatorUnitId)) continue;
    const person = message.personId === null ? undefined : await services.people.find(message.personId);
    lines.push(texts.tomorrow.waiting(message.notBefore, about.unitName, about.what, person?.name ?? ''));
  }
  return lines;
}

async function aboutOf(
  { services }: Context,
  { subject }: Waiting,
): Promise<{ unitName: string; coordinatorUnitId: number; what: string } | undefined> {
  const of = subject as Subject | null;
  switch (of?.about) {
    case 'visit_announced':
    case 'visit_planned':
    case 'visit_cancelled':
    case 'visit_moved': {
      const visit = await services.visits.find(of.visit);
      return visit && { ...visit, what: texts.tomorrow.news[of.about] };
    }
    case 'urged': {
      const report = await services.reports.find(of.report);
      return report && { ...report, what: texts.tomorrow.news.urged };
    }
    case 'supplement_asked': {
      const request = await services.supplements.find(of.request);
      const report = request && (await services.reports.find(request.dueReportId));
      return report && { ...report, what: texts.tomorrow.news.supplement_asked };
    }
    case 'extension_recorded': {
      const extension = await services.extensions.find(of.extension);
      const report = extension && (await services.reports.find(extension.dueReportId));
      return report && { ...report, what: texts.tomorrow.news.extension_recorded };
    }
    case 'head_notice': {
      const approval = await services.approvals.find(of.approval);
      return approval && { ...approval, what: texts.tomorrow.news.head_notice };
    }
    default:
      return undefined;
  }
}

async function focalNames(
  { services, now }: Context,
  unitIds: readonly number[],
): Promise<Map<number, string[]>> {
  const names = new Map<number, string[]>();
  for (const { unitId, name, preferences } of await services.people.holders(unitIds, ['focal'], now)) {
    if (preferences.reminders !== 'off') names.set(unitId, [...(names.get(unitId) ?? []), name]);
  }
  return names;
}

export const pauseSending = (context: Context): Promise<Step> => askPaused(context, true);
export const resumeSending = (context: Context): Promise<Step> => askPaused(context, false);

const askPaused = (context: Context, paused: boolean): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services } = context;
    if ((await services.messages.isPaused()) === paused) {
      return conclude(paused ? texts.sending.alreadyPaused : texts.sending.alreadyOn);
    }
    const waiting = (await services.messages.waiting()).length;
    const text = paused ? texts.sending.confirmPause(waiting) : texts.sending.confirmResume(waiting);
    return confirm(text, { do: 'confirm_sending', paused }, null);
  });

export const confirmSending = (context: Context, { paused }: { paused: boolean }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    await services.messages.setPaused(paused, speaker.id, now);
    return concludeInPlace(paused ? texts.sending.paused(now) : texts.sending.resumed(now));
  });

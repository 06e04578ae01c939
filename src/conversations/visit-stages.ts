import { dayOf } from '../domain/office-time.ts';
import { fold } from '../language/fold.ts';
import type { Context } from './context.ts';
import { askOpen, conclude, hasFigure, say } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { readPaperWords } from './paper-words.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { texts as common } from './texts.ts';
import { visitTexts as texts } from './texts-visits.ts';
import type { Visit } from './visit-choice.ts';

export type StageAction = { do: 'set_stage'; visit: number; stage: string };
export type StagePlace = { name: 'visit.stage'; visit: number; stage: string };

/** The day a step of a visit is planned for, or was done. */
export async function setStage(context: Context, { visit: id, stage: key }: StageAction): Promise<Step> {
  const found = await recordable(context, id, key);
  return found
    ? askOpen(texts.stage.ask(found.visit, found.stage.title), { name: 'visit.stage', visit: id, stage: key })
    : conclude(common.outOfScope(context.speaker.address));
}

/** "ngày 30/8/2022", "đã xong ngày 30/8/2022". */
export async function hearStage(
  context: Context,
  { visit: id, stage: key }: StagePlace,
  typed: string,
): Promise<Step | undefined> {
  const { services, speaker, calendar, now } = context;
  if (!hasFigure(typed) && !/nay|qua|mai|thứ|thu /i.test(typed)) return undefined;
  const found = await recordable(context, id, key);
  if (!found) return conclude(common.outOfScope(speaker.address));
  const { days, moment, unclear } = readPaperWords(typed, dayOf(now), calendar);
  if (unclear !== null) return say(coordinatorTexts.unclearTime(unclear));
  const [day] = moment ? [dayOf(moment)] : days;
  if (day === undefined) return say(texts.stage.dayMissing);
  const what = /\b(?:da xong|xong|da hoan thanh|hoan thanh)\b/.test(fold(typed)) ? 'done' : 'planned';
  const recorded = await services.visitStages.record({ visit: id, stage: key, day, what, by: speaker }, now);
  switch (recorded.kind) {
    case 'not_found':
      return conclude(common.outOfScope(speaker.address));
    case 'closed':
      return conclude(texts.closed(recorded.visit));
    case 'too_early':
      return say(texts.stage.tooEarly(day));
    case 'done': {
      const { visit, stage } = recorded;
      if (what === 'done') return conclude(texts.stage.done(visit, stage.title, day, now));
      const reports = await services.reports.ofVisit(visit.id);
      const lines = [
        texts.stage.planned(visit, stage.title, day, now),
        ...(calendar.isWorkingDay(day) ? [] : [texts.stage.dayOff(day)]),
        ...(stage.by === 'support' && visit.sessionAt && day > dayOf(visit.sessionAt)
          ? [texts.stage.afterSession(visit.words.team, visit.sessionAt)]
          : []),
        ...reports
          .filter(({ settledAt, lastDay }) => !settledAt && lastDay !== null && lastDay >= day)
          .map((report) => texts.stage.beforeReport(report.title, report)),
      ];
      return conclude(lines.join('\n'));
    }
  }
}

/** What may be recorded of a visit's steps, as choices under it. */
export async function stageOffers(context: Context, visit: Visit): Promise<Offer[]> {
  const { services, speaker, now } = context;
  const stages = await services.visitStages.ofVisit(visit);
  if (stages.length === 0 || !(await services.visitStages.mayRecord(speaker, visit, now))) return [];
  return stages
    .filter(({ doneOn }) => doneOn === null)
    .map(({ key, title }) => ({
      label: texts.offers.stage(title),
      action: { do: 'set_stage', visit: visit.id, stage: key },
    }));
}

async function recordable({ services, speaker, now }: Context, id: number, key: string) {
  const visit = await services.visits.find(id);
  if (!visit || !(await services.visitStages.mayRecord(speaker, visit, now))) return undefined;
  const stage = (await services.visitStages.ofVisit(visit)).find((one) => one.key === key);
  return stage && { visit, stage };
}

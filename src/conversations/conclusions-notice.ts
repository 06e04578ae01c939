import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { SignedNotice } from '../services/conclusion-access.ts';
import type { About } from '../services/conclusions.ts';
import { readSignedNotice } from './conclusions-words.ts';
import { askForFindings } from './conclusions-findings.ts';
import { showConclusion } from './conclusions-view.ts';
import type { Context } from './context.ts';
import { ask, askOpen, conclude, confirm, hasFigure, nameOf, say } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { conclusionTexts as texts } from './texts-conclusions.ts';

/** Visits, units or plans offered at once; others are reached by the name of the unit. */
const OFFERED = 8;

export type NoticeAction =
  /** `another`: the visit has a notice, and this is a further one. `text` holds the paper where it was said at once. */
  | { do: 'register_conclusion'; visit?: number; unit?: number; text?: string; another?: boolean }
  | { do: 'earlier_conclusion'; unit?: number; plan?: number }
  | { do: 'confirm_conclusion'; where: About; notice: SignedNotice; known: number }
  | { do: 'correct_conclusion'; conclusion: number }
  | { do: 'confirm_correction'; conclusion: number; notice: SignedNotice; stamp: string };

export type NoticePlace =
  | { name: 'conclusion.notice'; where: About; known: number }
  | { name: 'conclusion.unit' }
  | { name: 'conclusion.correction'; conclusion: number };

/** The visit whose notice was signed is chosen, then the paper is typed. */
export async function registerConclusion(
  context: Context,
  { visit: id, unit, text, another }: Extract<NoticeAction, { do: 'register_conclusion' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  if (id !== undefined) return askNotice(context, id, another ?? false, text);
  const visits = await services.conclusions.visitsToConclude(speaker, now, { unitId: unit, limit: OFFERED });
  const [only, more] = visits;
  if (only && !more && unit !== undefined) return askNotice(context, only.id, false, text);
  const isCoordinator = speaker.scope.coordinates.length > 0;
  const earlier: Offer[] = isCoordinator
    ? [
        {
          label: texts.offers.earlier,
          words: ['kỳ trước', 'năm trước'],
          action: { do: 'earlier_conclusion', ...(unit === undefined ? {} : { unit }) },
        },
      ]
    : [];
  if (!only) {
    const none = unit === undefined ? texts.noVisit(now) : texts.noVisitOf(nameOf(context, unit), now);
    return conclude(none, earlier);
  }
  const offers = visits.map((visit): Offer => ({
    label: texts.offerVisit(visit.unitName, visit.firstDay, visit.notices),
    action: { do: 'register_conclusion', visit: visit.id, ...(text === undefined ? {} : { text }) },
  }));
  return ask(texts.which(now), [...offers, ...earlier]);
}

async function askNotice(context: Context, id: number, another: boolean, text?: string): Promise<Step> {
  const { services, speaker } = context;
  const visit = await services.visits.find(id);
  if (!visit || !(await services.conclusions.keepsVisit(speaker, id)))
    return conclude(texts.notYours(speaker.address));
  const notices = await services.conclusions.ofVisit(id);
  if (notices.length > 0 && !another) {
    const offers = notices.map((one): Offer => ({
      label: texts.offers.correctOf(one),
      action: { do: 'correct_conclusion', conclusion: one.id },
    }));
    const further: Offer = {
      label: texts.offers.another,
      action: {
        do: 'register_conclusion',
        visit: id,
        another: true,
        ...(text === undefined ? {} : { text }),
      },
    };
    return ask(texts.exists(visit.unitName, notices), [...offers, further]);
  }
  const place = { name: 'conclusion.notice', where: { visit: id }, known: notices.length } as const;
  const heard = text === undefined ? undefined : await hearNotice(context, place, text);
  return heard ? { ...heard, place: heard.place ?? place } : askOpen(texts.askNotice(visit.unitName), place);
}

/** What an earlier year's inspection found has no visit here: the unit is named, and the paper that said it. */
export async function earlierConclusion(
  context: Context,
  { unit, plan: planId }: { unit?: number; plan?: number },
): Promise<Step> {
  const { services, speaker } = context;
  if (speaker.scope.coordinates.length === 0) return conclude(texts.notYours(speaker.address));
  if (unit === undefined) return askOpen(texts.askEarlierUnit, { name: 'conclusion.unit' });
  const plans = await services.conclusions.plansOf(speaker.scope, unit);
  const plan = planId === undefined && plans.length === 1 ? plans[0] : plans.find(({ id }) => id === planId);
  if (plan)
    return askOpen(texts.askEarlierNotice(nameOf(context, unit)), {
      name: 'conclusion.notice',
      where: { plan: plan.id, unit },
      known: 0,
    });
  if (plans.length === 0) return conclude(texts.notYours(speaker.address));
  const offers = plans.slice(0, OFFERED).map((one): Offer => ({
    label: one.title,
    action: { do: 'earlier_conclusion', unit, plan: one.id },
  }));
  return ask(texts.whichPlan, offers);
}

export function hearUnit(context: Context, typed: string): Promise<Step> {
  const units = context.findUnits(typed);
  const [unit, another] = units;
  if (!unit) return Promise.resolve(say(texts.unknownUnit(typed)));
  if (!another) return earlierConclusion(context, { unit: unit.id });
  const offers = units.slice(0, OFFERED).map((one): Offer => ({
    label: one.name,
    action: { do: 'earlier_conclusion', unit: one.id },
  }));
  return Promise.resolve(ask(texts.whichUnits, offers, { name: 'conclusion.unit' }));
}

/** "Thông báo số 15/TB-ĐKT ngày 20/8/2023, bà Trần Thị B ký". */
export async function hearNotice(
  context: Context,
  { where, known }: { where: About; known: number },
  typed: string,
): Promise<Step | undefined> {
  if (!hasFigure(typed)) return undefined;
  const read = readNotice(context, typed);
  if ('text' in read) return say(read.text);
  const subject = await subjectOf(context, where);
  if (!subject) return conclude(texts.notYours(context.speaker.address));
  const { unitName, firstDay } = subject;
  if (firstDay !== null && read.issuedOn < firstDay) return say(texts.beforeVisit(read.issuedOn, firstDay));
  const isEarlier = 'plan' in where;
  return confirm(
    texts.confirmRecord(unitName, read, isEarlier, known),
    { do: 'confirm_conclusion', where, notice: read, known },
    isEarlier
      ? { do: 'earlier_conclusion', unit: where.unit, plan: where.plan }
      : { do: 'register_conclusion', visit: where.visit, another: true },
    { name: 'conclusion.notice', where, known },
  );
}

export async function confirmConclusion(
  context: Context,
  { where, notice, known }: Extract<NoticeAction, { do: 'confirm_conclusion' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const recorded = await services.conclusions.record({ about: where, notice, known, by: speaker }, now);
  switch (recorded.kind) {
    case 'not_found':
      return conclude(texts.notYours(speaker.address));
    case 'date_in_the_future':
      return conclude(texts.future(notice.issuedOn));
    case 'before_visit':
      return conclude(texts.beforeVisit(notice.issuedOn, recorded.firstDay));
    case 'already_done':
      return showConclusion(
        context,
        recorded.conclusion,
        texts.recordedAlready(recorded.conclusion, recorded.conclusion.recordedAt),
      );
    case 'changed_meanwhile':
      return 'visit' in where ? askNotice(context, where.visit, false) : conclude(texts.changed);
    case 'done':
      return askForFindings(recorded.conclusion, texts.recorded(recorded.conclusion, now));
  }
}

/** Number, day or signer entered wrong. */
export async function correctConclusion(
  context: Context,
  { conclusion: id }: { conclusion: number },
): Promise<Step> {
  const one = await context.services.conclusions.findKept(context.speaker, id);
  return one
    ? askOpen(texts.askCorrection(one), { name: 'conclusion.correction', conclusion: id })
    : conclude(texts.notYours(context.speaker.address));
}

export async function hearCorrection(
  context: Context,
  { conclusion: id }: { conclusion: number },
  typed: string,
): Promise<Step | undefined> {
  if (!hasFigure(typed)) return undefined;
  const one = await context.services.conclusions.findKept(context.speaker, id);
  if (!one) return conclude(texts.notYours(context.speaker.address));
  const read = readNotice(context, typed);
  if ('text' in read) return say(read.text);
  // Who signed is asked once; a line that names nobody leaves it as it is.
  const notice = { ...read, signer: read.signer ?? one.signer };
  return confirm(
    texts.confirmCorrection(one.unitName, one, notice, one.sentAt !== null),
    { do: 'confirm_correction', conclusion: id, notice, stamp: one.stamp },
    { do: 'correct_conclusion', conclusion: id },
    { name: 'conclusion.correction', conclusion: id },
  );
}

export async function confirmCorrection(
  context: Context,
  { conclusion, notice, stamp }: Extract<NoticeAction, { do: 'confirm_correction' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const change = await services.conclusions.correct({ conclusion, notice, stamp, by: speaker }, now);
  switch (change.kind) {
    case 'not_found':
      return conclude(texts.notYours(speaker.address));
    case 'date_in_the_future':
      return conclude(texts.future(notice.issuedOn));
    case 'before_visit':
      return conclude(texts.beforeVisit(notice.issuedOn, change.firstDay));
    case 'taken':
      return conclude(texts.numberTaken(notice));
    case 'unchanged':
      return showConclusion(context, change.conclusion, texts.unchanged);
    case 'changed_meanwhile':
      return showConclusion(context, change.conclusion, texts.changed);
    case 'done': {
      const { conclusion: after, told } = change;
      return showConclusion(context, after, texts.corrected(after.unitName, after, told));
    }
  }
}

/** The paper as typed, or what is wrong with it. */
function readNotice({ now, calendar }: Context, typed: string): SignedNotice | { text: string } {
  const today = dayOf(now);
  const { number, issuedOn, signer, unclear } = readSignedNotice(typed, today, calendar);
  if (unclear !== null) return { text: texts.unclearDate(unclear) };
  if (number === null) return { text: texts.numberMissing };
  if (issuedOn === null) return { text: texts.dateMissing(number) };
  if (issuedOn > today) return { text: texts.future(issuedOn) };
  return { number, issuedOn, signer };
}

async function subjectOf(
  context: Context,
  where: About,
): Promise<{ unitName: string; firstDay: Day | null } | undefined> {
  if ('plan' in where) return { unitName: nameOf(context, where.unit), firstDay: null };
  const { services, speaker } = context;
  const visit = await services.visits.find(where.visit);
  if (!visit || !(await services.conclusions.keepsVisit(speaker, visit.id))) return undefined;
  return {
    unitName: visit.unitName,
    firstDay: visit.sessionAt ? dayOf(visit.sessionAt) : visit.startsOn,
  };
}

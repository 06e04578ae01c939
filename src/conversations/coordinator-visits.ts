import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Field } from '../domain/plan.ts';
import { isSecret } from '../domain/visits.ts';
import type { Context } from './context.ts';
import { askOpen, conclude, confirm, hasFigure, say } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { readPaperWords } from './paper-words.ts';
import { askNotice } from './surprise.ts';
import { coordinatorTexts as texts } from './texts-coordinator.ts';
import { surpriseTexts } from './texts-surprise.ts';
import { passedInWords, visitTexts } from './texts-visits.ts';
import {
  changeable,
  chooseVisit,
  firstDayOf,
  focalNames,
  lastDayOf,
  noneToChange,
  type Visit,
} from './visit-choice.ts';
import { confirmOnce } from './visit-clash.ts';
import { consequences } from './visit-consequences.ts';
import { refused } from './visit-ending.ts';

/** What a coordinator's words are about; `text` holds the paper, the day and the hour where they were said at once. */
interface About {
  visit?: number;
  unit?: number;
  text?: string;
}

/** Without a number where a surprise visit is made known by word alone. */
interface Notice {
  number: string | null;
  date: Day;
}

export type VisitAction =
  | ({ do: 'announce_visit' } & About)
  | ({ do: 'set_session' } & About)
  | {
      do: 'confirm_announce';
      visit: number;
      version: number;
      notice: Notice;
      session: { at: string; place: string | null } | null;
      /** What is inspected, where contents inspected this year already are left out. */
      fields?: Field[];
      /** Why they are inspected again. */
      reason?: string;
    }
  | { do: 'announce_without_paper'; visit: number }
  | {
      do: 'confirm_session';
      visit: number;
      version: number;
      notice: { number: string; date: Day } | null;
      session: { at: string; place: string | null };
    };

export type VisitPlace =
  { name: 'coordinator.notice'; visit: number } | { name: 'coordinator.session'; visit: number };

type Purpose = 'announce_visit' | 'set_session';
export const announceVisit = (context: Context, about: About): Promise<Step> =>
  begin(context, 'announce_visit', about);

export const setSession = (context: Context, about: About): Promise<Step> =>
  begin(context, 'set_session', about);

/** Finds the visit meant, then asks for the paper or the hour. */
async function begin(context: Context, purpose: Purpose, { visit: id, unit, text }: About): Promise<Step> {
  const { services, speaker, now } = context;
  if (id !== undefined) {
    const visit = await changeable(context, id);
    return visit ? askWords(context, purpose, visit, text) : noneToChange(context, id);
  }
  const chosen = await chooseVisit(context, {
    to: purpose,
    unit,
    text,
    isMeant: (visit) => services.visits.mayChange(speaker, visit) && visit.state !== 'done',
    // What has not been announced comes first; what is past, last.
    order: (visit) =>
      `${lastDayOf(visit) < dayOf(now) ? '1' : '0'}${purpose === 'announce_visit' && visit.state === 'announced' ? '1' : '0'}${firstDayOf(visit)}`,
  });
  return 'replies' in chosen ? chosen : askWords(context, purpose, chosen, text);
}

async function askWords(context: Context, purpose: Purpose, visit: Visit, text?: string): Promise<Step> {
  if (visit.state === 'cancelled' || visit.state === 'done') return conclude(visitTexts.closed(visit));
  const plan = (await context.services.registry.plans()).find(({ id }) => id === visit.planId);
  if (plan?.state === 'draft') {
    return conclude(texts.plan.notIssued(plan.title), [
      { label: texts.offers.issue, action: { do: 'issue_plan', plan: plan.id } },
    ]);
  }
  const hear = purpose === 'announce_visit' ? hearNotice : hearSession;
  const heard = text === undefined ? undefined : await hear(context, { visit: visit.id }, text);
  if (heard?.place) return heard;
  // Half of what is needed was said: what is missing is asked for at its place.
  if (heard)
    return {
      ...heard,
      place: {
        name: purpose === 'announce_visit' ? 'coordinator.notice' : 'coordinator.session',
        visit: visit.id,
      },
    };
  if (purpose === 'announce_visit' && isSecret(visit)) return askNotice(visit);
  return purpose === 'announce_visit'
    ? askOpen(texts.visit.askNotice(visit), { name: 'coordinator.notice', visit: visit.id })
    : askOpen(texts.visit.askSession(visit), { name: 'coordinator.session', visit: visit.id });
}

/** "123/TB-ĐKT ngày 20/7/2023, 8h ngày 3/8/2023, tại trụ sở". */
export async function hearNotice(
  context: Context,
  { visit: id }: { visit: number },
  typed: string,
): Promise<Step | undefined> {
  if (!hasFigure(typed)) return undefined;
  const visit = await changeable(context, id);
  if (!visit) return noneToChange(context, id);
  const today = dayOf(context.now);
  const { number, issuedOn, moment, days, place, unclear } = readPaperWords(typed, today, context.calendar);
  if (unclear !== null) return say(texts.unclearTime(unclear));
  if (number === null) return say(texts.visit.numberMissing);
  if (issuedOn === null) return say(texts.visit.dateMissing(number));
  if (issuedOn > today) return say(texts.visit.futureNotice(issuedOn));
  const [dayOnly] = days;
  if (moment === null && dayOnly !== undefined) return say(texts.visit.hourMissing(dayOnly));
  if (moment !== null && moment <= context.now) return say(texts.visit.sessionPast(moment));
  const session = moment === null ? null : { at: moment, place };
  return askToAnnounce(context, visit, { number, date: issuedOn }, session);
}

/** CONGBO without a paper: what is made known, and the word on it. */
export async function announceWithoutPaper(
  context: Context,
  { visit: id }: { visit: number },
): Promise<Step> {
  const visit = await changeable(context, id);
  if (!visit || !isSecret(visit)) return noneToChange(context, id);
  return askToAnnounce(context, visit, { number: null, date: dayOf(context.now) }, null);
}

async function askToAnnounce(
  context: Context,
  visit: Visit,
  notice: Notice,
  session: { at: Date; place: string | null } | null,
): Promise<Step> {
  const { id, version, unitId, fields } = visit;
  const at = session?.at ?? visit.sessionAt;
  const text = [
    texts.visit.confirmAnnounce(visit, notice, session),
    ...(at === null ? [] : await consequences(context, visit, at, true)),
    texts.visit.told(await focalNames(context, unitId), visit.unitName),
  ].join('\n');
  return confirmOnce(context, {
    text,
    action: {
      do: 'confirm_announce',
      visit: id,
      version,
      notice,
      session: session && { ...session, at: session.at.toISOString() },
    },
    again: { do: 'announce_visit', visit: id },
    heardAt: { name: 'coordinator.notice', visit: id },
    about: { unitId, on: at ? dayOf(at) : visit.startsOn, fields, except: id },
  });
}

/** "14h ngày 7/8/2023, tại trụ sở", with or without the paper that moves it. */
export async function hearSession(
  context: Context,
  { visit: id }: { visit: number },
  typed: string,
): Promise<Step | undefined> {
  if (!hasFigure(typed) && !/mai|nay|qua|thứ|thu |tuần|tuan/i.test(typed)) return undefined;
  const visit = await changeable(context, id);
  if (!visit) return noneToChange(context, id);
  const today = dayOf(context.now);
  const { number, issuedOn, moment, days, place, unclear } = readPaperWords(typed, today, context.calendar);
  if (unclear !== null) return say(texts.unclearTime(unclear));
  if (number !== null && issuedOn === null) return say(texts.visit.dateMissing(number));
  if (issuedOn !== null && issuedOn > today) return say(texts.visit.futureNotice(issuedOn));
  const [dayOnly] = days;
  if (moment === null)
    return say(dayOnly === undefined ? texts.visit.sessionMissing : texts.visit.hourMissing(dayOnly));
  if (moment <= context.now) return say(texts.visit.sessionPast(moment));
  const text = [
    texts.visit.confirmSession(visit, { at: moment, place }),
    ...(await consequences(context, visit, moment, visit.state === 'announced')),
    ...(isSecret(visit) ? [surpriseTexts.changed] : []),
    ...(visit.state === 'announced'
      ? [texts.visit.told(await focalNames(context, visit.unitId), visit.unitName)]
      : []),
  ].join('\n');
  return confirm(
    text,
    {
      do: 'confirm_session',
      visit: id,
      version: visit.version,
      notice: number === null || issuedOn === null ? null : { number, date: issuedOn },
      session: { at: moment.toISOString(), place },
    },
    { do: 'set_session', visit: id },
    { name: 'coordinator.session', visit: id },
  );
}

export async function confirmAnnounce(
  context: Context,
  { visit, version, notice, session, fields, reason }: Extract<VisitAction, { do: 'confirm_announce' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const change = await services.visits.announce(
    {
      visit,
      version,
      notice,
      by: speaker,
      ...(fields === undefined ? {} : { fields }),
      ...(reason === undefined ? {} : { reason }),
      ...(session === null ? {} : { session: { ...session, at: new Date(session.at) } }),
    },
    now,
  );
  return changed(context, change, { do: 'announce_visit', visit }, session?.at);
}

export async function confirmSession(
  context: Context,
  { visit, version, notice, session }: Extract<VisitAction, { do: 'confirm_session' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const change = await services.visits.setSession(
    {
      visit,
      version,
      session: { ...session, at: new Date(session.at) },
      by: speaker,
      ...(notice === null ? {} : { notice }),
    },
    now,
  );
  return changed(context, change, { do: 'set_session', visit }, session.at);
}

type Change = Awaited<ReturnType<Context['services']['visits']['announce']>>;

function changed(context: Context, change: Change, again: Offer['action'], at: string | undefined): Step {
  if (change.kind === 'date_in_the_past')
    return conclude(at === undefined ? visitTexts.dayPast : texts.visit.sessionPast(new Date(at)));
  if (change.kind !== 'done') return refused(context, change, again);
  const { visit, told, moved, fixed } = change;
  const text = [
    texts.visit.done(visit, told, context.now),
    ...moved.map(({ report, was, passed }) =>
      passed === null || report.lastDay === null
        ? texts.visit.movedDeadline(report.title, was, report)
        : passedInWords({ title: report.title, passed, lastDay: report.lastDay }),
    ),
    ...fixed.map((report) => texts.visit.fixedDeadline(report.title, report)),
  ].join('\n');
  if (visit.surprise)
    return conclude(
      text,
      visit.state === 'announced'
        ? [{ label: visitTexts.reports.offer, action: { do: 'ask_reports', visit: visit.id } }]
        : [],
    );
  return conclude(text, [
    { label: texts.offers.another, action: { do: 'announce_visit' } },
    { label: texts.offers.menu, action: { do: 'coordinate' } },
  ]);
}

import type { Day } from '../domain/day.ts';
import { dayOf, hourOf } from '../domain/office-time.ts';
import { DEFAULT_POLICY } from '../domain/reminder-policy.ts';
import type { Context } from './context.ts';
import { ask, askOpen, conclude, confirm, hasFigure, ifCoordinator, say } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { readPaperWords } from './paper-words.ts';
import { coordinatorTexts as texts } from './texts-coordinator.ts';

/** Visits offered at once; others are reached by the name of the unit. */
const OFFERED = 8;

/** What a coordinator's words are about; `text` holds the paper, the day and the hour where they were said at once. */
interface About {
  visit?: number;
  unit?: number;
  text?: string;
}

export type VisitAction =
  | ({ do: 'announce_visit' } & About)
  | ({ do: 'set_session' } & About)
  | {
      do: 'confirm_announce';
      visit: number;
      version: number;
      notice: { number: string; date: Day };
      session: { at: string; place: string | null } | null;
    }
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
type Visit = NonNullable<Awaited<ReturnType<Context['services']['visits']['find']>>>;

export const announceVisit = (context: Context, about: About): Promise<Step> =>
  ifCoordinator(context, () => begin(context, 'announce_visit', about));

export const setSession = (context: Context, about: About): Promise<Step> =>
  ifCoordinator(context, () => begin(context, 'set_session', about));

/** Finds the visit meant, then asks for the paper or the hour. */
async function begin(context: Context, purpose: Purpose, { visit: id, unit, text }: About): Promise<Step> {
  const { speaker, services, now } = context;
  if (id !== undefined) {
    const visit = await coordinated(context, id);
    return visit ? askWords(context, purpose, visit, text) : conclude(texts.visit.notYours(speaker.address));
  }
  const { visits } = await services.visits.inView(speaker.scope, speaker.jurisdictionId, {
    ...(unit === undefined ? {} : { unitIds: [unit] }),
    onlyOwn: true,
    limit: 200,
  });
  const mine = visits.filter(
    (visit) => speaker.scope.coordinates.includes(visit.coordinatorUnitId) && visit.state !== 'done',
  );
  const [only] = mine;
  if (only === undefined)
    return conclude(unit === undefined ? texts.visit.none : texts.visit.notYours(speaker.address));
  if (mine.length === 1 && unit !== undefined) return askWords(context, purpose, only, text);
  // What has not been announced comes first; what is past, last.
  const order = (visit: Visit): string =>
    `${lastDayOf(visit) < dayOf(now) ? '1' : '0'}${purpose === 'announce_visit' && visit.state === 'announced' ? '1' : '0'}${firstDayOf(visit)}`;
  const offers = [...mine]
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .slice(0, OFFERED)
    .map((visit): Offer => ({
      label: texts.visit.offer(visit),
      action: { do: purpose, visit: visit.id, ...(text === undefined ? {} : { text }) },
    }));
  return ask(texts.visit.which(now), offers);
}

async function askWords(context: Context, purpose: Purpose, visit: Visit, text?: string): Promise<Step> {
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
  const visit = await coordinated(context, id);
  if (!visit) return conclude(texts.visit.notYours(context.speaker.address));
  const today = dayOf(context.now);
  const { number, issuedOn, moment, days, place, unclear } = readPaperWords(typed, today, context.calendar);
  if (unclear !== null) return say(texts.unclearTime(unclear));
  if (number === null) return say(texts.visit.numberMissing);
  if (issuedOn === null) return say(texts.visit.dateMissing(number));
  if (issuedOn > today) return say(texts.visit.futureNotice(issuedOn));
  const [dayOnly] = days;
  if (moment === null && dayOnly !== undefined) return say(texts.visit.hourMissing(dayOnly));
  if (moment !== null && moment <= context.now) return say(texts.visit.sessionPast(moment));
  const notice = { number, date: issuedOn };
  const session = moment === null ? null : { at: moment, place };
  const text = [
    texts.visit.confirmAnnounce(visit, notice, session),
    ...(moment === null ? [] : await consequences(context, visit, moment)),
    texts.visit.told(await focalNames(context, visit.unitId), visit.unitName),
  ].join('\n');
  return confirm(
    text,
    {
      do: 'confirm_announce',
      visit: id,
      version: visit.version,
      notice,
      session: session && { ...session, at: session.at.toISOString() },
    },
    { do: 'announce_visit', visit: id },
    { name: 'coordinator.notice', visit: id },
  );
}

/** "14h ngày 7/8/2023, tại trụ sở", with or without the paper that moves it. */
export async function hearSession(
  context: Context,
  { visit: id }: { visit: number },
  typed: string,
): Promise<Step | undefined> {
  if (!hasFigure(typed) && !/mai|nay|thứ|thu |tuần|tuan/i.test(typed)) return undefined;
  const visit = await coordinated(context, id);
  if (!visit) return conclude(texts.visit.notYours(context.speaker.address));
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
    ...(await consequences(context, visit, moment)),
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
  { visit, version, notice, session }: Extract<VisitAction, { do: 'confirm_announce' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const change = await services.visits.announce(
    {
      visit,
      version,
      notice,
      by: speaker,
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
  switch (change.kind) {
    case 'not_found':
      return conclude(texts.visit.notYours(context.speaker.address));
    case 'already_done':
      return conclude(texts.doneAlready(change.at));
    case 'changed_meanwhile':
      return conclude(texts.changed, [{ label: texts.offers.edit, action: again }]);
    case 'plan_not_issued':
      return conclude(texts.plan.notIssued(change.visit.planTitle));
    case 'date_in_the_past':
      return conclude(texts.visit.sessionPast(new Date(at ?? context.now)));
    case 'done': {
      const { visit, told, moved, fixed } = change;
      const text = [
        texts.visit.done(visit, told, context.now),
        ...moved.map(({ report, was }) => texts.visit.movedDeadline(report.title, was, report)),
        ...fixed.map((report) => texts.visit.fixedDeadline(report.title, report)),
      ].join('\n');
      return conclude(text, [
        { label: texts.offers.another, action: { do: 'announce_visit' } },
        { label: texts.offers.menu, action: { do: 'coordinate' } },
      ]);
    }
  }
}

/** What the coordinator should know before confirming a day: outside the window, off, which deadlines move. */
async function consequences(context: Context, visit: Visit, at: Date): Promise<string[]> {
  const { calendar, services } = context;
  const day = dayOf(at);
  const off = calendar.reasonOff(day);
  const hours = DEFAULT_POLICY.officeHours;
  const isInHours = hours.some(({ from, to }) => hourOf(at) >= from && hourOf(at) < to);
  const reports = (await services.reports.ofVisit(visit.id)).filter(({ settledAt }) => !settledAt);
  const fixed = reports.filter(
    ({ bound, state }) => state === 'dated' && bound !== 'days_before' && bound !== 'working_days_before',
  );
  return [
    ...(day < visit.startsOn || day > visit.endsOn ? [texts.visit.outsideWindow(visit)] : []),
    ...(off === undefined ? [] : [texts.visit.dayOff(day, off)]),
    ...(isInHours ? [] : [texts.visit.outsideHours(at)]),
    ...fixed.map((report) => texts.visit.fixedDeadline(report.title, report)),
    ...(fixed.some(({ lastDay }) => lastDay !== null && lastDay >= day) ? [texts.visit.beforeReport] : []),
  ];
}

async function coordinated({ services, speaker }: Context, id: number): Promise<Visit | undefined> {
  const visit = await services.visits.find(id);
  return visit && !visit.surprise && speaker.scope.coordinates.includes(visit.coordinatorUnitId)
    ? visit
    : undefined;
}

async function focalNames({ services, now }: Context, unitId: number): Promise<string[]> {
  const holders = await services.people.holders([unitId], ['focal'], now);
  return [...new Map(holders.map(({ personId, name }) => [personId, name])).values()];
}

const firstDayOf = ({ sessionAt, startsOn }: Visit): Day => (sessionAt ? dayOf(sessionAt) : startsOn);
const lastDayOf = ({ sessionAt, endsOn }: Visit): Day => (sessionAt ? dayOf(sessionAt) : endsOn);

import type { Day } from '../domain/day.ts';
import { reportState } from '../domain/receipt.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Context } from './context.ts';
import { ask, askOpen, conclude, confirm, hasFigure, ifCoordinator, say } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { readPaperWords } from './paper-words.ts';
import { coordinatorTexts as texts } from './texts-coordinator.ts';
import { stateInWords } from './texts-questions.ts';

/** Reports offered at once; others are reached by the name of the unit. */
const OFFERED = 8;

type Purpose = 'received_on_paper' | 'record_extension' | 'urge';
interface About {
  report?: number;
  unit?: number;
  /** The paper and its days, where they were said at once. */
  text?: string;
}

export type ReportChangeAction =
  | ({ do: 'received_on_paper' } & About)
  | ({ do: 'record_extension' } & About)
  | ({ do: 'urge' } & About & { overdue?: boolean })
  | { do: 'confirm_paper'; report: number; number: string; issuedOn: Day; receivedOn: Day }
  | { do: 'confirm_extension'; report: number; version: number; toDay: Day; number: string; date: Day | null }
  | { do: 'confirm_urge'; reports: number[] };

export type ReportChangePlace =
  | { name: 'coordinator.paper'; report: number }
  | { name: 'coordinator.extension'; report: number }
  /** A list was offered; a unit may be named instead. */
  | { name: 'coordinator.unit'; purpose: Purpose };

type Report = NonNullable<Awaited<ReturnType<Context['services']['reports']['find']>>>;

export const receivedOnPaper = (context: Context, about: About): Promise<Step> =>
  ifCoordinator(context, () => choose(context, 'received_on_paper', about));

export const recordExtension = (context: Context, about: About): Promise<Step> =>
  ifCoordinator(context, () => choose(context, 'record_extension', about));

export const urge = (context: Context, about: About & { overdue?: boolean }): Promise<Step> =>
  ifCoordinator(context, async () => {
    if (about.overdue !== true) return choose(context, 'urge', about);
    return confirmUrging(context, overdueOf(await openReports(context), context.now));
  });

/** Finds the report meant, by itself, by its unit, or from a list. */
async function choose(
  context: Context,
  purpose: Purpose,
  { report: id, unit, text: said }: About,
): Promise<Step> {
  const { speaker, now } = context;
  if (id !== undefined) {
    const report = await coordinated(context, id);
    return report ? proceed(context, purpose, report, said) : conclude(texts.visit.notYours(speaker.address));
  }
  const words = said === undefined ? {} : { text: said };
  const open = await openReports(context, unit, purpose);
  const [only, another] = open;
  if (unit !== undefined) {
    if (only && !another) return proceed(context, purpose, only, said);
    if (!only) return noneOpenOf(context, unit);
    return ask(
      texts.report.whichOf(only.unitName),
      open.map((report) => ({ label: report.title, action: { do: purpose, report: report.id, ...words } })),
    );
  }
  if (!only) return conclude(texts.report.noneOpen(now));
  const overdue = overdueOf(open, now);
  const offers: Offer[] = [
    ...(purpose === 'urge' && overdue.length > 1
      ? [{ label: texts.report.allOverdue(overdue.length), action: { do: 'urge' as const, overdue: true } }]
      : []),
    ...open.slice(0, OFFERED).map((report): Offer => ({
      label: texts.report.shortOffer(report.unitName, report.lastDay),
      action: { do: purpose, report: report.id, ...words },
    })),
  ];
  const text = [texts.report.which(now), ...(open.length > OFFERED ? [texts.report.typeUnit] : [])].join(
    '\n',
  );
  return ask(text, offers, { name: 'coordinator.unit', purpose });
}

export async function hearUnit(
  context: Context,
  { purpose }: { purpose: Purpose },
  typed: string,
): Promise<Step | undefined> {
  const found = context.findUnits(typed);
  const [only, another] = found;
  // Longer sentences are questions of their own that happen to name a unit.
  if (!only || typed.length > 80) return undefined;
  if (!another) return choose(context, purpose, { unit: only.id });
  return ask(
    texts.report.whichUnit,
    found
      .slice(0, OFFERED)
      .map(({ id, name }): Offer => ({ label: name, action: { do: purpose, unit: id } })),
  );
}

async function proceed(context: Context, purpose: Purpose, report: Report, said?: string): Promise<Step> {
  const { title, unitName, id } = report;
  if (purpose === 'urge') {
    return report.settledAt
      ? conclude(texts.report.noneOpenOf(unitName, context.now))
      : confirmUrging(context, [report]);
  }
  if (purpose === 'received_on_paper') {
    const heard = said === undefined ? undefined : await hearPaper(context, { report: id }, said);
    if (heard) return { ...heard, place: heard.place ?? { name: 'coordinator.paper', report: id } };
    return askOpen(texts.report.askPaper(title, unitName), { name: 'coordinator.paper', report: id });
  }
  if (report.settledAt) return conclude(texts.report.alreadyReceived(title, unitName));
  if (report.lastDay === null) return conclude(texts.report.noDeadline(title, unitName, report));
  const heard = said === undefined ? undefined : await hearExtensionPaper(context, { report: id }, said);
  if (heard) return { ...heard, place: heard.place ?? { name: 'coordinator.extension', report: id } };
  return askOpen(texts.report.askExtension(title, unitName, report), {
    name: 'coordinator.extension',
    report: id,
  });
}

/** "123/BC-SCT ngày 28/7, nhận ngày 28/7": đã nhận bằng văn bản. */
export async function hearPaper(
  context: Context,
  { report: id }: { report: number },
  typed: string,
): Promise<Step | undefined> {
  if (!hasFigure(typed)) return undefined;
  const report = await coordinated(context, id);
  if (!report) return conclude(texts.visit.notYours(context.speaker.address));
  const today = dayOf(context.now);
  const { number, issuedOn, moment, days, unclear } = readPaperWords(typed, today, context.calendar);
  if (unclear !== null) return say(texts.unclearTime(unclear));
  if (number === null || issuedOn === null) return say(texts.report.paperNotRead);
  const receivedOn = days[0] ?? (moment ? dayOf(moment) : today);
  const future = [issuedOn, receivedOn].find((day) => day > today);
  if (future !== undefined) return say(texts.report.futureDay(future));
  if (receivedOn < issuedOn) return say(texts.report.receivedBeforeIssued(issuedOn, receivedOn));
  return confirm(
    texts.report.confirmPaper(report.title, report.unitName, number, issuedOn, receivedOn, report),
    { do: 'confirm_paper', report: id, number, issuedOn, receivedOn },
    { do: 'received_on_paper', report: id },
    { name: 'coordinator.paper', report: id },
  );
}

export async function confirmPaper(
  context: Context,
  { report: id, number, issuedOn, receivedOn }: Extract<ReportChangeAction, { do: 'confirm_paper' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  if (!(await coordinated(context, id))) return conclude(texts.visit.notYours(speaker.address));
  const registered = await services.documents.registerOnPaper(
    { report: id, number, issuedOn, receivedOn, by: speaker.id },
    now,
  );
  switch (registered.kind) {
    case 'in_the_future':
      return conclude(texts.report.futureDay(registered.day));
    case 'already_registered':
      return conclude(texts.report.paperAlready(number));
    case 'registered': {
      const { report } = registered;
      return conclude(
        texts.report.paperDone(report.title, report.unitName, number, stateInWords(report, now, null)),
      );
    }
  }
}

/** "45/UBND-NC ngày 28/7/2023, đến hết ngày 05/8/2023": Law 16 wants the number. */
export async function hearExtensionPaper(
  context: Context,
  { report: id }: { report: number },
  typed: string,
): Promise<Step | undefined> {
  if (!hasFigure(typed)) return undefined;
  const report = await coordinated(context, id);
  if (!report) return conclude(texts.visit.notYours(context.speaker.address));
  const today = dayOf(context.now);
  const { number, issuedOn, days, unclear } = readPaperWords(typed, today, context.calendar);
  if (unclear !== null) return say(texts.unclearTime(unclear));
  if (number === null) return say(texts.report.extensionNumberMissing);
  const toDay = days.at(-1);
  if (toDay === undefined) return say(texts.report.extensionDayMissing(number));
  if (issuedOn !== null && issuedOn > today) return say(texts.report.futureDay(issuedOn));
  if (report.lastDay !== null && toDay <= report.lastDay) return say(texts.report.notLater(toDay, report));
  if (toDay < today) return say(texts.report.pastDay(toDay));
  return confirm(
    texts.report.confirmExtension(report.title, report.unitName, report, toDay, number, issuedOn),
    { do: 'confirm_extension', report: id, version: report.version, toDay, number, date: issuedOn },
    { do: 'record_extension', report: id },
    { name: 'coordinator.extension', report: id },
  );
}

export async function confirmExtension(
  context: Context,
  { report: id, version, toDay, number, date }: Extract<ReportChangeAction, { do: 'confirm_extension' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const recorded = await services.extensions.record(
    { report: id, version, toDay, paperNumber: number, paperDate: date, by: speaker },
    now,
  );
  switch (recorded.kind) {
    case 'not_found':
      return conclude(texts.visit.notYours(speaker.address));
    case 'no_deadline':
      return conclude(
        texts.report.noDeadline(recorded.report.title, recorded.report.unitName, recorded.report),
      );
    case 'already_received':
      return conclude(texts.report.alreadyReceived(recorded.report.title, recorded.report.unitName));
    case 'already_done':
      return conclude(texts.doneAlready(recorded.at));
    case 'changed_meanwhile':
      return conclude(texts.changed, [
        { label: texts.offers.edit, action: { do: 'record_extension', report: id } },
      ]);
    case 'not_later':
      return conclude(texts.report.notLater(toDay, recorded.report));
    case 'date_in_the_past':
      return conclude(texts.report.pastDay(toDay));
    case 'done': {
      const { report, fromDay, told } = recorded;
      return conclude(texts.report.extensionDone(report.title, report.unitName, fromDay, toDay, told));
    }
  }
}

async function confirmUrging(context: Context, reports: readonly Report[]): Promise<Step> {
  if (reports.length === 0) return conclude(texts.report.noneOpen(context.now));
  const holders = await context.services.people.holders(
    [...new Set(reports.map(({ unitId }) => unitId))],
    ['focal'],
    context.now,
  );
  const names = [...new Map(holders.map(({ personId, name }) => [personId, name])).values()];
  return confirm(
    texts.report.confirmUrge(
      reports.map((report) => ({ ...report, due: report })),
      names,
    ),
    { do: 'confirm_urge', reports: reports.map(({ id }) => id) },
    null,
  );
}

export async function confirmUrge(
  context: Context,
  { reports }: { reports: readonly number[] },
): Promise<Step> {
  const { services, speaker, now } = context;
  const told = { reached: new Set<string>(), unreached: new Set<string>() };
  const done: string[] = [];
  const skipped = { received: [] as string[], today: [] as string[] };
  for (const report of reports) {
    const urged = await services.urging.urge({ report, by: speaker }, now);
    if (urged.kind === 'not_found') continue;
    const { unitName } = urged.report;
    if (urged.kind === 'received') skipped.received.push(unitName);
    else if (urged.kind === 'already_done') skipped.today.push(unitName);
    else {
      done.push(unitName);
      for (const name of urged.told.reached) told.reached.add(name);
      for (const name of urged.told.unreached) told.unreached.add(name);
    }
  }
  return conclude(
    texts.report.urged({ reached: [...told.reached], unreached: [...told.unreached] }, done, skipped),
  );
}

async function noneOpenOf(context: Context, unit: number): Promise<Step> {
  const { services, speaker, now } = context;
  const known = (await services.reports.ofUnits(speaker.scope, [unit])).filter((report) =>
    speaker.scope.coordinates.includes(report.coordinatorUnitId),
  );
  const [first] = known;
  return conclude(
    first ? texts.report.noneOpenOf(first.unitName, now) : texts.visit.notYours(speaker.address),
  );
}

/**
 * Coordinated, dated or not, not yet received; the nearest date first. Of a named unit also what came late: the paper
 * may have come in time, and only its receiver can say so.
 */
async function openReports(
  { services, speaker }: Context,
  unit?: number,
  purpose?: Purpose,
): Promise<Report[]> {
  const { coordinates } = speaker.scope;
  const reports =
    unit === undefined
      ? await services.reports.coordinatedOpen(speaker.scope)
      : await services.reports.ofUnits(speaker.scope, [unit]);
  return reports.filter(
    ({ settledAt, onTime, coordinatorUnitId }) =>
      (!settledAt || (purpose === 'received_on_paper' && onTime === false)) &&
      coordinates.includes(coordinatorUnitId),
  );
}

const overdueOf = (reports: readonly Report[], now: Date): Report[] =>
  reports.filter((report) => reportState({ ...report, settledAt: null, onTime: null }, now) === 'overdue');

async function coordinated({ services, speaker }: Context, id: number): Promise<Report | undefined> {
  const report = await services.reports.find(id);
  return report && speaker.scope.coordinates.includes(report.coordinatorUnitId) ? report : undefined;
}

import { addDays, type Day } from '../domain/day.ts';
import { isOnlyFiller, mayAskOf, overseesOthers } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { reportState } from '../domain/receipt.ts';
import type { DueGroup } from '../services/reports.ts';
import type { Context } from './context.ts';
import { partDeadlines } from './given-parts.ts';
import { foldRecurring, foldReports, titled } from './recurring-reports.ts';
import type { Action, Offer, Step } from './cursor.ts';
import { capital } from './format.ts';
import { bounded } from './lists.ts';
import {
  offerLabels as labels,
  questionTexts as texts,
  stateInWords,
  type ReportFacts,
} from './texts-questions.ts';

/** Dates shown in one answer; beyond them a unit is asked for by name. */
const LONGEST_GROUPS = 8;
/** Dates further ahead of which nothing has come yet are only counted. */
const NEAR_DAYS = 30;

type Report = Awaited<ReturnType<Context['services']['reports']['ofUnits']>>[number];

/** What is due and when: of a named unit, of the own unit, or by date over everything followed. */
export async function deadlines(context: Context, { unit }: { unit?: number }): Promise<Step> {
  const { scope } = context.speaker;
  if (unit === undefined && isOnlyFiller(scope)) return partDeadlines(context);
  if (unit === undefined && scope.ownUnits.length === 0)
    return byDate(context, texts.groups.deadlinesHeading(context.now));
  const unitIds = unit === undefined ? scope.ownUnits : [unit];
  const reports = await context.services.reports.ofUnits(scope, unitIds);
  if (reports.length === 0) {
    const isOwn = unitIds.every((id) => scope.ownUnits.includes(id));
    return say(
      isOwn
        ? texts.deadlines.none(namesOf(context, unitIds), context.now)
        : texts.outOfScope(context.speaker.address),
    );
  }
  const supplements = await openSupplements(context, reports);
  const parts: string[] = [];
  for (const [name, ofUnit] of groupByUnit(reports)) {
    const ended = await endLines(context, ofUnit[0]?.unitId);
    const lines = linesOf(context, ofUnit, supplements);
    parts.push([texts.deadlines.heading(name, context.now), ...ended, ...lines].join('\n'));
  }
  const isOwn = unitIds.some((id) => scope.ownUnits.includes(id));
  const isOpen = reports.some((report) => !report.settledAt || supplements.length > 0);
  return {
    replies: [
      {
        text: parts.join('\n\n'),
        offers: isOwn ? officerOffers(isOpen) : unitOffers(context, unitIds[0] ?? 0, reports),
      },
    ],
    ...recall({ do: 'deadlines', unit: unitIds[0] ?? 0 }),
  };
}

/** How things stand: over everything followed, or for one unit. */
export async function status(context: Context, { unit }: { unit?: number }): Promise<Step> {
  const { scope } = context.speaker;
  if (unit !== undefined) return unitStatus(context, unit);
  if (!overseesOthers(scope)) return deadlines(context, {});
  return byDate(context, texts.groups.heading(context.now));
}

/** Who has not sent: overdue first, then those still in time. Only the asker's own where nobody else is followed. */
export async function whoIsLate(
  context: Context,
  { due, unit }: { due?: Day; unit?: number },
): Promise<Step> {
  const { speaker, services, now } = context;
  if (unit !== undefined) return unitStatus(context, unit);
  if (!overseesOthers(speaker.scope)) return deadlines(context, {});
  const all = await services.reports.overview(speaker.scope, now);
  const meant = all.filter(({ printedDay, lastDay }) => due === printedDay || due === lastDay);
  // A day that is no deadline is the day of the question, most likely: the whole list answers it.
  const isOtherDay = due !== undefined && due !== dayOf(now) && meant.length === 0;
  const groups = meant.length > 0 ? meant : all;
  const owing = groups.filter(({ overdue, open, late }) => overdue.length + open.length + late.length > 0);
  const dated = owing.filter(({ lastDay }) => lastDay !== null);
  // A unit that owes several reports is one unit.
  const count = (pick: (group: DueGroup) => readonly string[]): number => new Set(dated.flatMap(pick)).size;
  const summary = texts.late.summary(
    count(({ overdue }) => overdue),
    count(({ open }) => open),
    now,
  );
  const blocks = blocksOf(dated, ['overdue', 'late', 'open'], now);
  return {
    replies: [
      {
        text: [...(isOtherDay ? [texts.late.noSuchDate(due)] : []), summary, ...blocks].join('\n\n'),
        offers: overseerOffers(context),
      },
    ],
  };
}

async function unitStatus(context: Context, unit: number): Promise<Step> {
  const { speaker, services, now } = context;
  const reports = await services.reports.ofUnits(speaker.scope, [unit]);
  if (reports.length === 0) return say(texts.outOfScope(speaker.address));
  const { visits } = await services.visits.inView(speaker.scope, speaker.jurisdictionId, { unitIds: [unit] });
  const supplements = await openSupplements(context, reports);
  const text = [
    texts.unit.heading(reports[0]?.unitName ?? '', now),
    ...(await endLines(context, unit)),
    ...linesOf(context, reports, supplements),
    ...visits.map((visit) => texts.unit.visit(visit, now)),
  ].join('\n');
  const isOwn = speaker.scope.ownUnits.includes(unit);
  return {
    replies: [{ text, offers: isOwn ? officerOffers(true) : unitOffers(context, unit, reports) }],
    ...recall({ do: 'status', unit }),
  };
}

/** A unit that ended, and who took over; nothing of one that stands. */
export async function endLines({ services }: Context, unit: number | undefined): Promise<string[]> {
  const end = unit === undefined ? undefined : await services.registry.endOf(unit);
  return end ? [texts.unit.ended(end.validTo, end.successor)] : [];
}

/** A unit's reports, one line each; those due before the plan was followed here are only counted. */
function linesOf(
  context: Context,
  reports: readonly Report[],
  supplements: Awaited<ReturnType<typeof openSupplements>>,
): string[] {
  const { now } = context;
  const unfollowed = reports.filter((report) => reportState(report, now) === 'unfollowed');
  const followed = reports.filter((report) => !unfollowed.includes(report));
  return [
    ...foldReports(followed, now).flatMap(({ one: report, ...told }) => [
      texts.deadlines.withUntold(lineOf(context, report), told),
      ...supplementLines(supplements, report.id, now),
    ]),
    ...(unfollowed.length > 0 ? [texts.deadlines.unfollowed(unfollowed.length)] : []),
  ];
}

const hasVisit = async ({ services, speaker }: Context, unit: number): Promise<boolean> =>
  (await services.visits.inView(speaker.scope, speaker.jurisdictionId, { unitIds: [unit], limit: 1 })).total >
  0;

/** A unit named alone: how its reports stand, and what can be seen or asked of it. */
export async function aboutUnit(context: Context, { unit }: { unit: number }): Promise<Step> {
  const step = await unitStatus(context, unit);
  const [reply] = step.replies;
  if (!reply?.offers || context.speaker.scope.ownUnits.includes(unit)) return step;
  const offers: Offer[] = [
    ...reply.offers,
    ...((await hasVisit(context, unit))
      ? [{ label: labels.schedule, action: { do: 'schedule' as const, unit } }]
      : []),
  ];
  return { ...step, replies: [{ ...reply, offers }] };
}

async function byDate(context: Context, heading: string): Promise<Step> {
  const { speaker, services, now } = context;
  const groups = await services.reports.overview(speaker.scope, now);
  if (groups.length === 0) return say(texts.groups.nothing(now));
  const [approvals, difficulties] = await Promise.all([
    services.approvals.countPending(speaker.scope.coordinates),
    services.difficulties.countOpen(speaker.scope.coordinates),
  ]);
  const late = await services.supplements.overdue(speaker.scope, now);
  const waiting = [texts.groups.waiting(approvals, difficulties), texts.groups.lateSupplements(late)]
    .filter((line) => line !== '')
    .join('\n');
  const blocks = blocksOf(groups, ['onTime', 'late', 'received', 'overdue', 'open'], now);
  const text = [heading, ...blocks, ...(waiting === '' ? [] : [waiting])].join('\n\n');
  return {
    replies: [{ text, offers: overseerOffers(context, { approvals, difficulties }) }],
  };
}

type GroupList = 'onTime' | 'late' | 'received' | 'overdue' | 'open';

/**
 * Near dates in full, one paragraph each; what is far ahead and untouched, and what fell due before the plan was followed
 * here, as lines of a last paragraph.
 */
function blocksOf(all: readonly DueGroup[], lists: readonly GroupList[], now: Date): string[] {
  const groups = all.filter((group) => totalOf(group) > 0);
  const horizon = addDays(dayOf(now), NEAR_DAYS);
  const isFar = (group: DueGroup): boolean =>
    group.open.length === totalOf(group) && (group.lastDay === null || group.lastDay > horizon);
  const folded = foldRecurring(groups, dayOf(now), (group) => ({
    of: String(group.obligationId),
    period: group.period,
    lastDay: group.lastDay,
    isOpen: group.open.length + group.overdue.length > 0,
  }));
  const near = folded.filter(({ one }) => !isFar(one));
  // Where everything is far ahead the nearest date is still told in full.
  const told = near.length > 0 ? near : folded.slice(0, 1);
  const rest = folded.filter((one) => !told.includes(one));
  const lines = rest.map(({ one, ...more }) => {
    const group = titled(one, more.isRecurring);
    return texts.deadlines.withUntold(texts.groups.far(group.title, group, totalOf(group)), more);
  });
  return [
    ...limited(
      told.map(({ one, ...more }) =>
        groupLines(titled(one, more.isRecurring), lists, texts.deadlines.untold(more)),
      ),
    ),
    ...(lines.length > 0 ? [[texts.groups.farHeading, ...bounded(lines)].join('\n')] : []),
    ...unfollowedBlock(all.filter(({ unfollowed }) => unfollowed.length > 0)),
  ];
}

function unfollowedBlock(groups: readonly DueGroup[]): string[] {
  if (groups.length === 0) return [];
  const recurs = ({ obligationId, period }: DueGroup): boolean =>
    groups.some((other) => other.obligationId === obligationId && other.period !== period);
  const lines = groups.map((group) =>
    texts.groups.far(titled(group, recurs(group)).title, group, group.unfollowed.length),
  );
  return [[texts.groups.unfollowedHeading, ...bounded(lines)].join('\n')];
}

const totalOf = ({ onTime, late, received, overdue, open }: DueGroup): number =>
  onTime.length + late.length + received.length + overdue.length + open.length;

function groupLines(group: DueGroup, lists: readonly GroupList[], untold: string): string {
  return [
    texts.groups.title(group.title, group, totalOf(group)),
    ...lists.flatMap((list) => (group[list].length === 0 ? [] : [texts.groups[list](group[list])])),
    ...(untold === '' ? [] : [`- ${capital(untold)}`]),
  ].join('\n');
}

function limited(blocks: readonly string[]): string[] {
  const rest = blocks.length - LONGEST_GROUPS;
  return rest > 0 ? [...blocks.slice(0, LONGEST_GROUPS), texts.groups.more(rest)] : [...blocks];
}

/** One report as a line: title, both dates, what has come. */
export function lineOf({ calendar, now }: Pick<Context, 'calendar' | 'now'>, report: ReportFacts): string {
  const { lastDay } = report;
  const lastWorkingDay = lastDay === null ? null : calendar.onOrBefore(lastDay);
  const today = dayOf(now);
  const left = lastWorkingDay && {
    lastWorkingDay,
    // Past the last working day only days off are left: nothing is counted between, yet it is not today.
    days: today > lastWorkingDay ? -1 : calendar.between(today, lastWorkingDay),
  };
  return texts.deadlines.line(report, stateInWords(report, now, left));
}

export async function openSupplements(context: Context, reports: readonly { id: number }[]) {
  const all = await context.services.supplements.ofReports(reports.map(({ id }) => id));
  return all.filter(({ answeredAt }) => answeredAt === null);
}

export const supplementLines = (
  supplements: readonly { dueReportId: number; title: string; dueOn: Day | null }[],
  report: number,
  now: Date,
): string[] =>
  supplements
    .filter(({ dueReportId }) => dueReportId === report)
    .map(({ title, dueOn }) => texts.deadlines.supplement(title, dueOn, now));

function groupByUnit(reports: readonly Report[]): Map<string, Report[]> {
  const groups = new Map<string, Report[]>();
  for (const report of reports) groups.set(report.unitName, [...(groups.get(report.unitName) ?? []), report]);
  return groups;
}

const namesOf = (context: Context, unitIds: readonly number[]): string =>
  unitIds.flatMap((id) => context.unitName(id) ?? []).join(', ');

export const officerOffers = (isOpen: boolean): Offer[] => [
  ...(isOpen
    ? [
        { label: labels.submit, action: { do: 'choose_report' as const, purpose: 'submit' as const } },
        { label: labels.document, action: { do: 'choose_report' as const, purpose: 'document' as const } },
      ]
    : []),
  { label: labels.schedule, action: { do: 'schedule' } },
  { label: labels.ask, action: { do: 'ask_difficulty' } },
];

function unitOffers({ speaker }: Context, unit: number, reports: readonly Report[]): Offer[] {
  const received = reports.find(({ figuresAt }) => figuresAt !== null);
  const came = reports.find(({ figuresAt, documentAt }) => figuresAt ?? documentAt);
  const visit = reports.find(({ visitId }) => visitId !== null)?.visitId;
  const canUrge = reports.some(
    (report) => !report.settledAt && speaker.scope.coordinates.includes(report.coordinatorUnitId),
  );
  return [
    ...(received ? [{ label: labels.figures, action: { do: 'unit_report' as const, unit } }] : []),
    ...(came && mayAskOf(speaker.scope, came)
      ? [{ label: labels.supplement, action: { do: 'ask_supplement' as const, report: came.id } }]
      : []),
    ...(visit == null ? [] : [{ label: labels.visitFile, action: { do: 'visit_file' as const, visit } }]),
    ...(canUrge ? [{ label: labels.urge, action: { do: 'urge' as const, unit } }] : []),
    { label: labels.contact, action: { do: 'contact', unit } },
  ];
}

function overseerOffers({ speaker }: Context, waiting = { approvals: 0, difficulties: 0 }): Offer[] {
  const coordinates = speaker.scope.coordinates.length > 0;
  return [
    ...(waiting.approvals > 0 ? [{ label: labels.approvals, action: { do: 'approvals' as const } }] : []),
    ...(waiting.difficulties > 0
      ? [{ label: labels.difficulties, action: { do: 'difficulties' as const } }]
      : []),
    { label: labels.late, action: { do: 'who_is_late' } },
    { label: labels.schedule, action: { do: 'schedule' } },
    ...(coordinates ? [{ label: labels.coordinate, action: { do: 'coordinate' as const } }] : []),
  ];
}

const say = (text: string): Step => ({ replies: [{ text }] });
const recall = (action: Action): { recall: Action } => ({ recall: action });

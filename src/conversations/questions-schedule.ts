import { parseDay, type Day } from '../domain/day.ts';
import { overseesOthers } from '../domain/grants.ts';
import { daysOfPeriod } from '../domain/periods.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { bounded, LONGEST_LIST, offerLabels as labels, questionTexts as texts } from './texts-questions.ts';

export interface ScheduleQuestion {
  unit?: number;
  date?: string;
  span?: { from: string; to: string };
  /** "2023", "2023-H1", "2023-9M", "2023-Q3", "2023-08", "2023-W33". */
  period?: string;
  /** The whole plan, though the asker's own visit would be the first thing to say. */
  all?: boolean;
}

type Visit = Awaited<ReturnType<Context['services']['visits']['inView']>>['visits'][number];

/** Who is inspected, when, by whom: a named unit, some days, the asker's own visits, or the plan. */
export async function schedule(context: Context, question: ScheduleQuestion): Promise<Step> {
  const { speaker, now } = context;
  const { unit } = question;
  if (unit !== undefined) return ofUnit(context, unit);
  const span = spanOf(question);
  if (span) {
    const found = await inView(context, { span });
    if (found.total === 0) return say(texts.schedule.noneOn(span.from, span.to, now));
    return list(context, texts.schedule.headingOn(span.from, span.to, now), found);
  }
  if (question.all !== true) {
    const own = await inView(
      context,
      overseesOthers(speaker.scope) ? { onlyOwn: true } : { unitIds: speaker.scope.ownUnits },
    );
    if (own.total === 1 && own.visits[0]) return detail(context, own.visits[0]);
    if (own.total > 1) return list(context, texts.schedule.heading(now), own);
  }
  const all = await inView(context, {});
  if (all.total === 0) return say(texts.schedule.none(now));
  return list(context, texts.schedule.heading(now), all);
}

async function ofUnit(context: Context, unit: number): Promise<Step> {
  const { visits, total } = await inView(context, { unitIds: [unit] });
  const [only] = visits;
  const name = context.unitName(unit);
  if (only === undefined) {
    return say(
      name === undefined ? texts.notFound(context.speaker.address) : texts.schedule.noneAt(name, context.now),
    );
  }
  if (total === 1) return detail(context, only);
  return {
    ...list(context, texts.schedule.heading(context.now), { visits, total }),
    recall: { do: 'schedule', unit },
  };
}

async function detail(context: Context, visit: Visit): Promise<Step> {
  const team = await context.services.visits.team(visit.id);
  return {
    replies: [
      { text: texts.schedule.detail(visit, team, context.now), offers: detailOffers(context, visit) },
    ],
    recall: { do: 'schedule', unit: visit.unitId },
  };
}

function list(
  context: Context,
  heading: string,
  { visits, total }: { visits: readonly Visit[]; total: number },
): Step {
  const text = [
    heading,
    ...bounded(
      visits.map((visit) => texts.schedule.line(visit, context.now)),
      total,
    ),
  ].join('\n');
  const unannounced = visits.some(
    ({ state, coordinatorUnitId }) =>
      state === 'planned' && context.speaker.scope.coordinates.includes(coordinatorUnitId),
  );
  const offers: Offer[] = [
    { label: labels.status, action: { do: 'status' } },
    ...(unannounced ? [{ label: labels.coordinate, action: { do: 'coordinate' as const } }] : []),
  ];
  return { replies: [{ text, offers }] };
}

function detailOffers({ speaker }: Context, { id, unitId }: Visit): Offer[] {
  const { leads, sitsOn } = speaker.scope;
  const isOwn = speaker.scope.ownUnits.includes(unitId);
  return [
    ...(isOwn ? [{ label: labels.deadlines, action: { do: 'deadlines' as const } }] : []),
    ...(leads.includes(id) || sitsOn.includes(id)
      ? [{ label: labels.visitFile, action: { do: 'visit_file' as const, visit: id } }]
      : []),
    { label: labels.wholeSchedule, action: { do: 'schedule', all: true } },
  ];
}

const inView = (context: Context, filter: Parameters<Context['services']['visits']['inView']>[2]) =>
  context.services.visits.inView(context.speaker.scope, context.speaker.jurisdictionId, {
    limit: LONGEST_LIST,
    ...filter,
  });

function spanOf({ date, span, period }: ScheduleQuestion): { from: Day; to: Day } | undefined {
  if (period !== undefined) return daysOfPeriod(period);
  const from = parseDay(span?.from ?? date ?? '');
  const to = parseDay(span?.to ?? date ?? '');
  return from === undefined || to === undefined ? undefined : { from, to };
}

const say = (text: string): Step => ({ replies: [{ text }] });

import { parseDay, type Day } from '../domain/day.ts';
import { overseesOthers } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { daysOfPeriod } from '../domain/periods.ts';
import { isSecret } from '../domain/visits.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { stageOffers } from './visit-stages.ts';
import { visitTexts } from './texts-visits.ts';
import { bounded, LONGEST_LIST } from './lists.ts';
import { offerLabels as labels, questionTexts as texts } from './texts-questions.ts';

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
  const { visits, visitStages } = context.services;
  const team = await visits.team(visit.id);
  const stages = await visitStages.ofVisit(visit);
  return {
    replies: [
      {
        text: texts.schedule.detail(visit, team, stages, context.now),
        offers: [...detailOffers(context, visit), ...(await changeOffers(context, visit))],
      },
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

/** What the speaker may do with the visit itself. */
async function changeOffers(context: Context, visit: Visit): Promise<Offer[]> {
  const { speaker, services, now } = context;
  if (visit.state === 'done') return [];
  const { id } = visit;
  const may = services.visits.mayChange(speaker, visit);
  const hasBegun = (visit.sessionAt ? dayOf(visit.sessionAt) : visit.startsOn) <= dayOf(now);
  return [
    ...(await stageOffers(context, visit)),
    ...(may && visit.state === 'planned'
      ? [
          {
            label: isSecret(visit) ? visitTexts.offers.publish : visitTexts.offers.announce,
            action: { do: 'announce_visit' as const, visit: id },
          },
        ]
      : []),
    ...(may ? [{ label: visitTexts.offers.session, action: { do: 'set_session' as const, visit: id } }] : []),
    ...(hasBegun && (may || speaker.scope.leads.includes(id))
      ? [{ label: visitTexts.offers.done, action: { do: 'visit_done' as const, visit: id } }]
      : []),
    ...(may ? [{ label: visitTexts.offers.cancel, action: { do: 'cancel_visit' as const, visit: id } }] : []),
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

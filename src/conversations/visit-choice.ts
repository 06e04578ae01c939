import { dayOf } from '../domain/office-time.ts';
import { fold } from '../language/fold.ts';
import type { Context } from './context.ts';
import { ask, conclude } from './coordinator-steps.ts';
import type { Step } from './cursor.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { texts as common } from './texts.ts';
import { visitTexts as texts } from './texts-visits.ts';

/** Visits offered at once; others are reached by the name of the unit. */
const OFFERED = 8;

export type Visit = NonNullable<Awaited<ReturnType<Context['services']['visits']['find']>>>;

/** The visit, if the speaker may change it; to others it does not exist. */
export async function changeable({ services, speaker }: Context, id: number): Promise<Visit | undefined> {
  const visit = await services.visits.find(id);
  return visit && services.visits.mayChange(speaker, visit) ? visit : undefined;
}

/** Why nothing is found: who changes no visits at all gets one answer, whatever it is about. */
export const noneToChange = ({ speaker }: Context, unit?: number): Step => {
  if (speaker.scope.coordinates.length === 0)
    return conclude(coordinatorTexts.notCoordinator(speaker.address));
  return conclude(unit === undefined ? coordinatorTexts.visit.none : common.outOfScope(speaker.address));
};

/** What is to be done with the visit meant. */
type VisitPurpose = 'announce_visit' | 'set_session' | 'cancel_visit' | 'visit_done';

export type ChoicePlace = { name: 'visit.which'; to: VisitPurpose };

interface Choice {
  to: VisitPurpose;
  unit?: number | undefined;
  /** What was said with it: the paper, the day, the reason. */
  text?: string | undefined;
  /** Whether this visit can be meant. */
  isMeant: (visit: Visit) => boolean;
  /** What comes first: the smaller. */
  order: (visit: Visit) => string;
}

/** The one visit meant, or the step that asks which. */
export async function chooseVisit(context: Context, choice: Choice): Promise<Visit | Step> {
  const { services, speaker, now } = context;
  const { to, unit, text, isMeant, order } = choice;
  const { visits } = await services.visits.inView(speaker.scope, speaker.jurisdictionId, {
    ...(unit === undefined ? {} : { unitIds: [unit] }),
    onlyOwn: true,
    limit: 200,
  });
  const meant = visits.filter(isMeant);
  const [only] = meant;
  if (only === undefined) {
    // Who leads a visit will record its end: so far there is none to record.
    const isLed =
      to === 'visit_done' &&
      visits.some(
        ({ id, state }) => state !== 'done' && state !== 'cancelled' && speaker.scope.leads.includes(id),
      );
    return isLed ? conclude(texts.noneYet(now)) : noneToChange(context, unit);
  }
  if (meant.length === 1 && unit !== undefined) return only;
  const offers = [...meant]
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .slice(0, OFFERED)
    .map((visit) => ({
      label: texts.offer(visit),
      action: { do: to, visit: visit.id, ...(text === undefined ? {} : { text }) },
    }));
  return ask(texts.which(meant.length - offers.length, now), offers, { name: 'visit.which', to });
}

/** Words that ask about a unit: no choice of its visit. */
const QUESTION = /\b(?:lich|tinh hinh|bao cao|so lieu|lien he|khi nao|bao gio|chua (?:nop|gui))\b|\?\s*$/;

/** The unit typed where the visit is asked for, alone or with the hour, the paper or the reason. */
export function unitTyped(
  { findUnits }: Pick<Context, 'findUnits'>,
  typed: string,
): { unit: number; text?: string } | undefined {
  if (QUESTION.test(fold(typed))) return undefined;
  // A paper's symbol holds initials that are no unit spoken of: 98/SNV-CCHC.
  const [unit, another] = findUnits(typed.replace(/\d+\/[^\s,;]+/g, ' '));
  if (!unit || another) return undefined;
  return { unit: unit.id, ...(/\d|[,;]|\s(?:vì|do|theo)\s/iu.test(typed) && { text: typed }) };
}

export const firstDayOf = ({ sessionAt, startsOn }: Visit) => (sessionAt ? dayOf(sessionAt) : startsOn);
export const lastDayOf = ({ sessionAt, endsOn }: Visit) => (sessionAt ? dayOf(sessionAt) : endsOn);

export async function focalNames({ services, now }: Context, unitId: number): Promise<string[]> {
  const holders = await services.people.holders([unitId], ['focal'], now);
  return [...new Map(holders.map(({ personId, name }) => [personId, name])).values()];
}

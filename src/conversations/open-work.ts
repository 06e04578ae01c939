import { addDays } from '../domain/day.ts';
import type { Scope } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Services } from '../services/services.ts';
import { deadlineInWords } from './format.ts';
import { linkingTexts } from './texts-linking.ts';
import { sessionInWords, windowInWords } from './visit-words.ts';

const texts = linkingTexts.open;
/** Announced visits named, and how far ahead they lie. */
const VISITS = 3;
const AHEAD_DAYS = 366;

type VisitView = Awaited<ReturnType<Services['visits']['inView']>>['visits'][number];

/** What waits to be done for units a person speaks for: announced visits, the nearest report by name, the rest as counts. */
export async function openWork(
  services: Services,
  scope: Scope,
  jurisdictionId: number,
  now: Date,
  only: readonly number[] = scope.ownUnits,
): Promise<string[]> {
  if (only.length === 0) return [];
  const reports = await services.reports.ofUnits(scope, only);
  const dated = reports.filter(({ settledAt, lastDay }) => !settledAt && lastDay !== null);
  const [nearest] = dated;
  const asked = (await services.supplements.ofReports(reports.map(({ id }) => id))).filter(
    ({ answeredAt }) => !answeredAt,
  );
  const own = { ...scope, coordinates: [], leads: [], sitsOn: [], ownUnits: only };
  const tasks = (await services.tasks.inScope(own, jurisdictionId)).filter(({ doneOn }) => doneOn === null);
  const { visits } = await services.visits.inView(own, jurisdictionId, {
    unitIds: only,
    state: 'announced',
    span: { from: dayOf(now), to: addDays(dayOf(now), AHEAD_DAYS) },
    limit: VISITS,
  });
  const unanswered = await services.difficulties.countUnanswered(only);
  return [
    ...visits.map((visit) => texts.visit(visit.words.team, timeOf(visit))),
    ...(nearest ? [texts.nearest(nearest.title, deadlineInWords(nearest))] : []),
    ...(dated.length > 1 ? [texts.others(dated.length - 1)] : []),
    ...(reports.some(({ settledAt, revision }) => !settledAt && revision > 0) ? [texts.draft] : []),
    ...(asked.length > 0 ? [texts.supplements(asked.length)] : []),
    ...(tasks.length > 0 ? [texts.tasks(tasks.length)] : []),
    ...(unanswered > 0 ? [texts.unanswered(unanswered)] : []),
  ];
}

const timeOf = (visit: VisitView): string =>
  visit.sessionAt ? sessionInWords(visit.sessionAt, visit.sessionPlace) : windowInWords(visit);

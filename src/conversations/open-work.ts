import type { Scope } from '../domain/grants.ts';
import type { Services } from '../services/services.ts';
import { deadlineInWords } from './format.ts';
import { linkingTexts } from './texts-linking.ts';

const texts = linkingTexts.open;

/** What waits to be done for units a person speaks for: the nearest report by name, the rest as counts. */
export async function openWork(
  services: Services,
  scope: Scope,
  jurisdictionId: number,
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
  return [
    ...(nearest ? [texts.nearest(nearest.title, deadlineInWords(nearest))] : []),
    ...(dated.length > 1 ? [texts.others(dated.length - 1)] : []),
    ...(reports.some(({ settledAt, revision }) => !settledAt && revision > 0) ? [texts.draft] : []),
    ...(asked.length > 0 ? [texts.supplements(asked.length)] : []),
    ...(tasks.length > 0 ? [texts.tasks(tasks.length)] : []),
  ];
}

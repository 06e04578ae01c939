import { expect, test } from 'vitest';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from '../support/languages.ts';
import type { Services } from '../../src/services/services.ts';
import { planNamed } from '../support/plans.ts';
import { openSeason, SEASON_START } from '../support/season.ts';

/** Services that count how often all units are read. */
function counting(services: Services) {
  let reads = 0;
  const units = (): ReturnType<Services['registry']['units']> => {
    reads += 1;
    return services.registry.units();
  };
  return { services: { ...services, registry: { ...services.registry, units } }, reads: () => reads };
}

test('once prepared, the units are read again only when a plan was loaded', async () => {
  const season = await openSeason();
  const { services, reads } = counting(season.services);
  const { jurisdictionId } = (await season.services.registry.units())[0]!;
  const understanding = createUnderstanding(languages);
  await understanding.prepare(services);
  const { findUnits } = await understanding.of(services, jurisdictionId);
  expect(findUnits('so cong thuong').map(({ name }) => name)).toEqual(['Sở Công Thương']);
  expect(reads()).toBe(1);

  await season.services.registry.load(
    planNamed('binh-phuoc-2023'),
    new Date(SEASON_START.getTime() + 60_000),
  );
  await understanding.of(services, jurisdictionId);
  await understanding.of(services, jurisdictionId);
  expect(reads()).toBe(2);
});

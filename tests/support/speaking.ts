import type { Context } from '../../src/conversations/context.ts';
import type { openSeason } from './season.ts';
import { testDesk } from './desk.ts';
import { calendar } from './plans.ts';

/** A turn's context for somebody of the cast, where the engine around it is not what is tested. */
export async function speaking(
  season: Pick<Awaited<ReturnType<typeof openSeason>>, 'services' | 'author'>,
  who: string,
  now: Date,
): Promise<Context> {
  const { id, scope } = await season.author(who);
  const person = await season.services.people.find(id);
  const units = await season.services.registry.units();
  return {
    services: season.services,
    calendar,
    speaker: {
      id,
      name: person!.name,
      address: 'đồng chí',
      scope,
      jurisdictionId: person!.jurisdictionId,
      style: null,
    },
    now,
    sentAt: now,
    beside: (_, make) => make((work) => work(season.services), now),
    hasButtons: true,
    bot: 'terminal',
    desk: testDesk.makeDesk((file) => season.services.files.keepMade(file, now), 'terminal'),
    findUnits: (text) => units.filter(({ name }) => name === text),
    unitName: (unit) => units.find((one) => one.id === unit)?.name,
  };
}

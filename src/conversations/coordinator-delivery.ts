import type { Context } from './context.ts';
import { ask, conclude, ifCoordinator } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { deliveryTexts as texts } from './texts-coordinator-delivery.ts';
import { bounded } from './lists.ts';

/** What did not get through, and how much of the month's messages is used. */
export type DeliveryAction =
  { do: 'delivery' } | { do: 'resend'; message: number } | { do: 'drop'; message: number } | { do: 'budget' };

const OFFERED = 4;

export const delivery = (context: Context): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const messages = await services.delivery.laidAside(speaker.jurisdictionId, now);
    if (messages.length === 0) return conclude(texts.none(now));
    const text = [
      texts.heading(messages.length, now),
      ...bounded(
        messages.map(({ kind, name, unitName, bot, createdAt }) =>
          texts.line(kind, name, unitName, bot, createdAt),
        ),
      ),
      texts.whatNext,
    ].join('\n');
    const offers = messages.slice(0, OFFERED).flatMap(({ id, name, kind }): Offer[] => [
      { label: texts.resendOffer(name, kind), action: { do: 'resend', message: id } },
      { label: texts.dropOffer(name, kind), action: { do: 'drop', message: id } },
    ]);
    return ask(text, offers);
  });

export const resend = (context: Context, { message }: { message: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const resent = await services.delivery.resend(message, speaker.jurisdictionId, speaker.id, now);
    const text = { done: texts.resent(now), gone: texts.gone, nobody: texts.nobody }[resent.kind];
    return conclude(text, [{ label: texts.offers.delivery, action: { do: 'delivery' } }]);
  });

export const drop = (context: Context, { message }: { message: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const isDropped = await services.delivery.drop(message, speaker.jurisdictionId, speaker.id, now);
    return conclude(isDropped ? texts.dropped : texts.gone, [
      { label: texts.offers.delivery, action: { do: 'delivery' } },
    ]);
  });

export const budget = (context: Context): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, now } = context;
    const months = await services.delivery.months(now);
    if (months.length === 0) return conclude(texts.budget.none);
    const lines = months.map(({ bot, month, used, perMonth, expected, waiting }) =>
      texts.budget.line(bot, month, used, perMonth, expected, waiting),
    );
    return conclude([texts.budget.heading(now), ...lines, ...new Set(months.map(adviceOf))].join('\n'));
  });

type Month = Awaited<ReturnType<Context['services']['delivery']['months']>>[number];

export function adviceOf({ state, expected, perMonth }: Month): string {
  if (state !== 'plenty') return texts.budget[state];
  return expected > perMonth ? texts.budget.willRunOut : texts.budget.plenty;
}

/** Units that one network reaches, where there are several, and units none reaches. */
export async function reachLines(context: Context, unitIds: readonly number[]): Promise<string[]> {
  const reach = await context.services.delivery.reach(unitIds, context.now);
  const bots = [...new Set(reach.flatMap((unit) => unit.bots))].sort();
  const named = (some: typeof reach): string[] => some.map(({ unitName }) => unitName);
  const without = reach.filter((unit) => unit.bots.length === 0);
  const onlyBy = (bot: string) => reach.filter((unit) => unit.bots.length === 1 && unit.bots[0] === bot);
  return [
    ...(without.length > 0 ? [texts.reach.notAtAll(without.length, named(without))] : []),
    ...(bots.length > 1
      ? bots
          .map((bot) => ({ bot, units: onlyBy(bot) }))
          .filter(({ units }) => units.length > 0)
          .map(({ bot, units }) => texts.reach.onlyOne(units.length, bot, named(units)))
      : []),
  ];
}

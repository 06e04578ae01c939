import type { Context } from './context.ts';
import { endDialogueOf } from './coordinator-hand-over.ts';
import { ask, askOpen, conclude, confirm, ifCoordinator } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { capital } from './format.ts';
import { freeText, isTooLong } from './free-text.ts';
import { bounded } from './lists.ts';
import { whoIs } from './person-in-words.ts';
import { personalDataTexts as texts } from './texts-personal-data.ts';
import { wishErasure } from './self-data.ts';
import { teamTexts } from './texts-team.ts';

const OFFERED = 8;

export type ErasureAction =
  | { do: 'erasure_wishes' }
  | { do: 'see_erasure'; request: number }
  | { do: 'grant_erasure'; request: number }
  | { do: 'confirm_erasure'; request: number }
  | { do: 'decline_erasure'; request: number };

export type ErasurePlace = { name: 'coordinator.erasure'; request: number };

/** XOADULIEU: wishes to be erased that wait for a word; said by anybody else it is such a wish. */
export const erasureWishes = (context: Context): Promise<Step> => {
  if (context.speaker.scope.coordinates.length === 0) return wishErasure(context);
  return listWishes(context);
};

const listWishes = (context: Context): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const pending = await services.erasure.pending(speaker, speaker.jurisdictionId, now);
    const [only, another] = pending;
    if (!only) return conclude(texts.nonePending(now));
    if (!another) return seeErasure(context, { request: only.id });
    const named = await Promise.all(
      pending.map(async (one) => ({ ...one, who: await nameOf(context, one.personId) })),
    );
    const text = [
      texts.pending(pending.length, now),
      ...bounded(named.map(({ who, answerBy }) => texts.pendingLine(who, answerBy))),
    ].join('\n');
    return ask(
      text,
      named.slice(0, OFFERED).map(({ id, who }): Offer => ({
        label: texts.offers.see(who),
        action: { do: 'see_erasure', request: id },
      })),
    );
  });

/** One wish, what granting it would take away, and the word to give. */
export const seeErasure = (context: Context, { request }: { request: number }): Promise<Step> =>
  withWish(context, request, async ({ personId, answerBy, who }) => {
    const { services, speaker, now } = context;
    if (personId === speaker.id) return conclude(texts.ownWish);
    const { ownUnits } = await services.people.scope(personId, now);
    const holders = await services.people.holders(ownUnits, ['focal'], now);
    const alone = ownUnits.filter((unit) => {
      const focal = holders.filter(({ unitId }) => unitId === unit).map((one) => one.personId);
      return focal.includes(personId) && focal.every((id) => id === personId);
    });
    const names = [...new Set(alone)].flatMap((id) => context.unitName(id) ?? []);
    return ask(capital(texts.one(who, answerBy, names)), [
      { label: texts.offers.grant, action: { do: 'grant_erasure', request } },
      { label: texts.offers.decline, action: { do: 'decline_erasure', request } },
    ]);
  });

export const grantErasure = (context: Context, { request }: { request: number }): Promise<Step> =>
  withWish(context, request, ({ personId, who }) =>
    Promise.resolve(
      personId === context.speaker.id
        ? conclude(texts.ownWish)
        : confirm(texts.confirmGrant(who), { do: 'confirm_erasure', request }, null),
    ),
  );

export const confirmErasure = (context: Context, { request }: { request: number }): Promise<Step> =>
  decide(context, request, null);

export const declineErasure = (context: Context, { request }: { request: number }): Promise<Step> =>
  withWish(context, request, ({ personId }) =>
    Promise.resolve(
      personId === context.speaker.id
        ? conclude(texts.ownWish)
        : askOpen(texts.askReason, { name: 'coordinator.erasure', request }),
    ),
  );

export const hearReason = (
  context: Context,
  { request }: { request: number },
  typed: string,
): Promise<Step> => {
  const reason = freeText(typed);
  const place = { name: 'coordinator.erasure', request } as const;
  if (reason === '') return Promise.resolve(askOpen(texts.askReason, place));
  if (isTooLong(reason)) return Promise.resolve(askOpen(teamTexts.tooLong(reason.length), place));
  return decide(context, request, reason);
};

const decide = (context: Context, request: number, reason: string | null): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const decision = await services.erasure.decide({ request, reason, by: speaker }, now);
    switch (decision.kind) {
      case 'granted':
        for (const person of decision.dialogues) await endDialogueOf(context, person);
        await services.messages.takeLeave(decision.chats, texts.lastWord, now);
        return conclude(texts.granted(decision.chats.length > 0));
      case 'declined':
        return conclude(texts.declined(decision.isReached));
      case 'own':
        return conclude(texts.ownWish);
      case 'already_done':
        return conclude(texts.alreadyDecided);
      case 'not_found':
        return conclude(texts.nonePending(now));
    }
  });

interface Wish {
  personId: number;
  who: string;
  answerBy: Parameters<typeof texts.pendingLine>[1];
}

/** A wish still to be decided of somebody the coordinator follows; to anybody else it does not exist. */
const withWish = (context: Context, request: number, then: (wish: Wish) => Promise<Step>): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const wish = await services.erasure.find(request);
    if (!wish || !(await services.erasure.mayDecide(speaker, wish.personId, now)))
      return conclude(texts.nonePending(now));
    if (wish.state !== 'pending') return conclude(texts.alreadyDecided);
    return then({ ...wish, who: await nameOf(context, wish.personId) });
  });

async function nameOf({ services }: Context, personId: number): Promise<string> {
  const person = await services.people.find(personId);
  return person ? whoIs(services, person) : '';
}

import type { Day } from '../domain/day.ts';
import { FIELDS, type Field } from '../domain/plan.ts';
import { sharedFields } from '../domain/visits.ts';
import type { Context } from './context.ts';
import { ask, askOpen, confirm, say, stopOffer } from './coordinator-steps.ts';
import type { VisitAction } from './coordinator-visits.ts';
import type { Offer, Place, Step } from './cursor.ts';
import { isTooLong } from './free-text.ts';
import type { SurpriseAction } from './surprise.ts';
import { visitTexts as texts } from './texts-visits.ts';
import type { AddingAction } from './visit-adding.ts';

/** A confirmation that may say why contents inspected this year are inspected again. */
export type Clashing = Extract<
  VisitAction | AddingAction | SurpriseAction,
  { do: 'confirm_announce' | 'confirm_add' | 'confirm_surprise' }
>;

export type ClashAction =
  { do: 'leave_out'; then: Clashing; fields: Field[] } | { do: 'give_reason'; then: Clashing };
export type ClashPlace = { name: 'visit.reason'; then: Clashing };

interface About {
  unitId: number;
  /** A day of the year meant. */
  on: Day;
  fields: readonly Field[];
  except?: number;
}

/**
 * Asks for the word on a visit. Where the unit has been inspected this year on the same contents, the ways out come
 * first: leave them out, or go on with a reason. A surprise visit the speaker does not know of is no such inspection.
 */
export async function confirmOnce(
  context: Context,
  {
    text,
    action,
    again,
    heardAt,
    about,
  }: { text: string; action: Clashing; again: Offer['action']; heardAt: Place; about: About },
): Promise<Step> {
  const { services, speaker } = context;
  const clashes = await services.visits.overlapping(speaker.scope, {
    jurisdictionId: speaker.jurisdictionId,
    ...about,
  });
  if (clashes.length === 0) return confirm(text, action, again, heardAt);
  const lines = clashes.map((visit) =>
    texts.clash.line(visit, sharedFields(visit.fields, about.fields) ?? []),
  );
  const wanted = about.fields.length === 0 ? FIELDS : about.fields;
  const left = wanted.filter((field) =>
    clashes.every(({ fields }) => fields.length > 0 && !fields.includes(field)),
  );
  return ask(
    [text, ...lines, texts.clash.once].join('\n'),
    [
      ...(left.length > 0
        ? [
            {
              label: texts.clash.leaveOut,
              action: { do: 'leave_out' as const, then: action, fields: [...left] },
            },
          ]
        : []),
      { label: texts.clash.goOn, action: { do: 'give_reason', then: action } },
      stopOffer,
    ],
    heardAt,
  );
}

export const leaveOut = (
  _context: Context,
  { then, fields }: { then: Clashing; fields: Field[] },
): Promise<Step> => Promise.resolve(confirm(texts.clash.left(fields), { ...then, fields }, null));

export const giveReason = (_context: Context, { then }: { then: Clashing }): Promise<Step> =>
  Promise.resolve(askOpen(texts.clash.askReason, { name: 'visit.reason', then }));

export function hearReason(
  _context: Context,
  { then }: { then: Clashing },
  typed: string,
): Promise<Step | undefined> {
  const reason = typed.trim();
  if (isTooLong(reason)) return Promise.resolve(say(texts.tooLong(reason.length)));
  return Promise.resolve(
    confirm(texts.clash.reason(reason), { ...then, reason }, null, { name: 'visit.reason', then }),
  );
}

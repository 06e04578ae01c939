import type { Role } from '../domain/grants.ts';
import type { Context } from './context.ts';
import type { Action, Offer, Place, Step } from './cursor.ts';
import { coordinatorTexts as texts } from './texts-coordinator.ts';

const IDLE: Place = { name: 'idle' };

export const say = (text: string): Step => ({ replies: [{ text }] });

/** Said where a question has come to its end. */
export const conclude = (text: string, offers: readonly Offer[] = []): Step => ({
  replies: [{ text, ...(offers.length > 0 ? { offers } : {}) }],
  place: IDLE,
});

/** Said once, and kept nowhere: it holds a code. */
export const concludeSecretly = (text: string): Step => ({ replies: [{ text, secret: true }], place: IDLE });

/** The end of a question that nobody need read again: said in its place, where the network can change a message. */
export const concludeInPlace = (text: string): Step => ({ replies: [{ text, edits: true }], place: IDLE });

export const ask = (text: string, offers: readonly Offer[], place: Place = IDLE): Step => ({
  replies: [{ text, offers }],
  place,
});

/** Ends a question of the coordinator with nothing changed. */
export const stopOffer: Offer = {
  label: texts.offers.stop,
  words: ['không', 'thôi', 'dừng', 'hủy', 'hủy bỏ', 'thoát'],
  action: { do: 'cancel_change' },
};

/** A question answered in words, which can be given up by a word as well. */
export const askOpen = (text: string, place: Place): Step => ask(text, [stopOffer], place);

/** One clear summary, and the three answers to it; typed anew where it was heard, the words are read anew. */
export const confirm = (text: string, action: Action, again: Action | null, heardAt: Place = IDLE): Step =>
  ask(
    text,
    [
      { label: texts.offers.confirm, words: ['đồng ý', 'có', 'ok', 'xác nhận'], action },
      ...(again === null ? [] : [{ label: texts.offers.edit, words: ['sửa', 'nhắn lại'], action: again }]),
      stopOffer,
    ],
    heardAt,
  );

/** What only a coordinator does; everybody else gets one answer, whatever it is about. */
export const ifCoordinator = async (context: Context, then: () => Promise<Step>): Promise<Step> =>
  context.speaker.scope.coordinates.length > 0
    ? then()
    : conclude(texts.notCoordinator(context.speaker.address));

/** Nobody is made to work for a body by another: it would see all that body coordinates. */
export const mayGive = ({ speaker }: Context, role: Role, unit: number | undefined): boolean =>
  role !== 'coordinator' || unit === undefined || speaker.scope.coordinates.includes(unit);

/** Words without any figure are no attempt at a number or a date: they may be a question. */
export const hasFigure = (text: string): boolean => /\d/.test(text);

export const nameOf = (context: Context, unit: number): string => context.unitName(unit) ?? '';

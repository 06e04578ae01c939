import { fold } from '../language/fold.ts';
import type { Context } from './context.ts';
import { isAsking, isName, isTitle, partsOf } from './coordinator-person-words.ts';
import {
  ask,
  askOpen,
  conclude,
  concludeSecretly,
  confirm,
  ifCoordinator,
  nameOf,
  stopOffer,
} from './coordinator-steps.ts';
import { endDialogue, readCursor, type Offer, type Place, type Step } from './cursor.ts';
import { handOverTexts as texts } from './texts-hand-over.ts';
import { peopleTexts } from './texts-coordinator-people.ts';

const OFFERED = 8;
const LONGEST_FIELD = 120;

/** What is known of a hand-over; asked for part by part. */
export interface HandOver {
  unit?: number;
  /** Who speaks for the unit until now. */
  from?: number;
  name?: string;
  title?: string;
  /** Somebody of the unit already known; null: somebody new of the same name. */
  to?: number | null;
}

export type HandOverAction =
  | { do: 'hand_over'; unit?: number; text?: string }
  | { do: 'complete_hand_over'; handOver: HandOver }
  | {
      do: 'confirm_hand_over';
      unit: number;
      from: number;
      to: { person: number } | { name: string; title: string };
    };

export type HandOverPlace = { name: 'coordinator.hand_over'; handOver: HandOver };

/** BANGIAO, with nothing else or as a whole sentence: "bàn giao đầu mối Sở Công Thương cho Nguyễn Văn B; Chuyên viên". */
export const handOver = (context: Context, { unit, text }: { unit?: number; text?: string }): Promise<Step> =>
  ifCoordinator(context, () => {
    const known = unit === undefined ? {} : { unit };
    const to = text === undefined ? undefined : receiverIn(text);
    if (unit === undefined) return Promise.resolve(askOpen(texts.ask, placeOf({})));
    return to === undefined
      ? completeHandOver(context, { handOver: known })
      : takeReceiver(context, known, to);
  });

/** The unit first, then who receives; questions are left to be answered. */
export async function hearHandOver(
  context: Context,
  { handOver }: { handOver: HandOver },
  typed: string,
): Promise<Step | undefined> {
  if (isAsking(typed)) return undefined;
  if (handOver.unit !== undefined) return takeReceiver(context, handOver, receiverIn(typed) ?? typed);
  const named = typed.split(FOR)[0] ?? '';
  const found = context.findUnits(named.replace(OPENING, ''));
  const [only, another] = found;
  if (!only) return askOpen(texts.unitNotFound(named.slice(0, LONGEST_FIELD)), placeOf(handOver));
  const to = receiverIn(typed);
  if (!another)
    return to === undefined
      ? completeHandOver(context, { handOver: { unit: only.id } })
      : takeReceiver(context, { unit: only.id }, to);
  const offers = found.slice(0, OFFERED).map(({ id, name }): Offer => ({
    label: name,
    action: { do: 'complete_hand_over', handOver: { unit: id } },
  }));
  return ask(texts.whichUnit, [...offers, stopOffer], placeOf(handOver));
}

const FOR = /\s+(?:cho|sang)\s+/iu;
const OPENING = /^(?:đề nghị\s+)?(?:bàn giao|ban giao)\s+(?:(?:đầu mối|dau moi)\s+)?(?:(?:của|cua)\s+)?/iu;
const placeOf = (handOver: HandOver): Place => ({ name: 'coordinator.hand_over', handOver });

function receiverIn(text: string): string | undefined {
  const match = FOR.exec(text);
  return match ? text.slice(match.index + match[0].length) : undefined;
}

/** "Nguyễn Văn B; Chuyên viên", or the one that is still missing. */
function takeReceiver(context: Context, known: HandOver, typed: string): Promise<Step> {
  let next = known;
  for (const part of partsOf(typed)) {
    if (next.name === undefined) {
      if (!isName(part)) return Promise.resolve(askOpen(texts.nameNotRead, placeOf(next)));
      next = { ...next, name: part };
    } else if (next.title === undefined && fold(part) !== 'dau moi') {
      if (!isTitle(part)) return Promise.resolve(askOpen(texts.titleNotRead, placeOf(next)));
      next = { ...next, title: part };
    }
  }
  return completeHandOver(context, { handOver: next });
}

/** Asks for what is still missing, or for the confirmation. */
export const completeHandOver = (context: Context, { handOver }: { handOver: HandOver }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const { unit, name, title } = handOver;
    if (unit === undefined) return askOpen(texts.askUnit, placeOf(handOver));
    const unitName = nameOf(context, unit);
    if (!(await services.reports.coordinatesUnit(speaker.scope, unit)))
      return conclude(texts.unitNotFound(unitName));
    const holders = await services.people.holders([unit], ['focal'], now);
    const [first, another] = holders;
    if (!first) return conclude(texts.noFocal(unitName));
    const from = another ? holders.find(({ personId }) => personId === handOver.from) : first;
    if (!from) {
      const offers = holders.slice(0, OFFERED).map((one): Offer => ({
        label: texts.known(one.name, one.title),
        action: { do: 'complete_hand_over', handOver: { ...handOver, from: one.personId } },
      }));
      return ask(texts.whoLeaves(unitName), [...offers, stopOffer], placeOf(handOver));
    }
    const next = { ...handOver, from: from.personId };
    if (name === undefined) return askOpen(texts.askName(unitName, from.name), placeOf(next));
    const known = (await services.people.findByName(speaker.jurisdictionId, name)).filter(
      ({ id, unitId }) => unitId === unit && id !== from.personId,
    );
    // Of the same name they may be meant themselves: who is new is said to be.
    const isNamesake = fold(name) === fold(from.name);
    if (handOver.to === undefined && (known.length > 0 || isNamesake)) {
      const offers = [...known.slice(0, OFFERED), null].map((one): Offer => ({
        label: one === null ? texts.somebodyNew(name) : texts.known(one.name, one.title),
        action: { do: 'complete_hand_over', handOver: { ...next, to: one?.id ?? null } },
      }));
      return ask(texts.isKnown(name, unitName), [...offers, stopOffer], placeOf(next));
    }
    const receiver = known.find(({ id }) => id === handOver.to);
    if (!receiver && title === undefined) return askOpen(texts.askTitle(name), placeOf(next));
    return confirm(
      texts.confirm(
        unitName,
        from.name,
        texts.known(name, receiver ? receiver.title : (title ?? null)),
        !receiver,
      ),
      {
        do: 'confirm_hand_over',
        unit,
        from: from.personId,
        to: receiver ? { person: receiver.id } : { name, title: title ?? '' },
      },
      { do: 'complete_hand_over', handOver: { unit, from: from.personId } },
    );
  });

/** Everything in one transaction: who leaves learns nothing of the unit from this minute on, and who comes gets a code. */
export const confirmHandOver = (
  context: Context,
  action: Extract<HandOverAction, { do: 'confirm_hand_over' }>,
): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const { unit, from, to } = action;
    const unitName = nameOf(context, unit);
    const before = await services.people.find(from);
    const handed = await services.handOver.do({ unitId: unit, from, to, by: speaker }, now);
    switch (handed.kind) {
      case 'not_found':
        return conclude(texts.unitNotFound(unitName));
      case 'same_person':
        return conclude(texts.same);
      case 'changed_meanwhile':
        return conclude(texts.changed);
      case 'done': {
        const { personId, isCutOff, chats, isReached, waiting } = handed;
        await endDialogueOf(context, from);
        const lastWord = isCutOff ? texts.lastWord(unitName) : texts.otherRoles(unitName);
        await services.messages.takeLeave(chats, lastWord, now);
        const after = await services.people.find(personId);
        const name = after?.name ?? '';
        const done = texts.done(unitName, before?.name ?? '', name, isCutOff, now);
        if (isReached) return conclude(`${done} ${texts.reached}`);
        // They may hold something of another body beside, which their account would show.
        if (!(await services.people.issuable(speaker.scope, [personId], now)).has(personId))
          return conclude(`${done} ${peopleTexts.heldElsewhere(name)}`);
        const { code, lastDay } = await services.people.issueCode(personId, speaker.id, now);
        const kept = waiting > 0 ? [texts.waiting(waiting)] : [];
        return concludeSecretly([done, ...kept, peopleTexts.code(name, code, lastDay)].join('\n'));
      }
    }
  });

/** What they were being asked is asked no more; buttons of it are past. */
export async function endDialogueOf({ services, speaker, now }: Context, personId: number): Promise<void> {
  // The coordinator's own turn writes its own cursor.
  if (personId === speaker.id) return;
  const cursor = readCursor(await services.inbox.readCursor(personId));
  await services.inbox.writeCursor(personId, endDialogue(cursor), now);
}

import { parseDay, type Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { isSecret } from '../domain/visits.ts';
import type { Context } from './context.ts';
import { ask, askOpen, conclude, confirm, say, stopOffer } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { freeText, isTooLong } from './free-text.ts';
import { readPaperWords } from './paper-words.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { visitTexts as texts } from './texts-visits.ts';
import { changeable, chooseVisit, firstDayOf, focalNames, noneToChange, type Visit } from './visit-choice.ts';

interface About {
  visit?: number;
  unit?: number;
  text?: string;
}

export type EndingAction =
  | ({ do: 'cancel_visit' } & About)
  | { do: 'confirm_cancel_visit'; visit: number; version: number; why: string }
  | ({ do: 'visit_done' } & About)
  | { do: 'confirm_visit_done'; visit: number; version: number; on: Day };

export type EndingPlace = { name: 'visit.cancelling'; visit: number } | { name: 'visit.done'; visit: number };

const isOpen = ({ state }: Visit): boolean => state === 'planned' || state === 'announced';

/** A visit that does not take place: why, or by which paper, then the word on it. */
export async function cancelVisit(context: Context, { visit: id, unit, text }: About): Promise<Step> {
  const { services, speaker } = context;
  const chosen =
    id === undefined
      ? await chooseVisit(context, {
          to: 'cancel_visit',
          unit,
          text,
          isMeant: (visit) => isOpen(visit) && services.visits.mayChange(speaker, visit),
          order: firstDayOf,
        })
      : ((await changeable(context, id)) ?? noneToChange(context, unit));
  if ('replies' in chosen) return chosen;
  if (!isOpen(chosen)) return conclude(texts.closed(chosen));
  const why = text === undefined ? undefined : reasonIn(text);
  const place = { name: 'visit.cancelling', visit: chosen.id } as const;
  return why === undefined ? askOpen(texts.cancel.ask(chosen), place) : hearCancelling(context, place, why);
}

/** The shortest reason that says something. */
const SHORTEST_REASON = 4;

export async function hearCancelling(
  context: Context,
  { visit: id }: { visit: number },
  typed: string,
): Promise<Step> {
  const visit = await changeable(context, id);
  if (!visit) return noneToChange(context);
  const why = freeText(typed).replace(/[.;,\s]+$/, '');
  if (isTooLong(why)) return say(texts.tooLong(why.length));
  if (why.length < SHORTEST_REASON) return say(texts.cancel.tooShort);
  const text = [texts.cancel.confirm(visit, why), ...(await consequences(context, visit))].join('\n');
  return confirm(
    text,
    { do: 'confirm_cancel_visit', visit: id, version: visit.version, why },
    { do: 'cancel_visit', visit: id },
    { name: 'visit.cancelling', visit: id },
  );
}

/** What becomes of the reports, and who is told. */
async function consequences(context: Context, visit: Visit): Promise<string[]> {
  const { services } = context;
  const { isKnown, ...reports } = await services.visitEnding.preview(visit);
  const plan = (await services.registry.plans()).find(({ id }) => id === visit.planId);
  const hasSelfInspection = plan?.source.obligations.some(({ owing }) => owing.kind === 'not_visited');
  return [
    ...reportLines(reports),
    ...(hasSelfInspection && !visit.surprise ? [texts.cancel.selfInspection] : []),
    ...(isKnown
      ? [coordinatorTexts.visit.told(await focalNames(context, visit.unitId), visit.unitName)]
      : [isSecret(visit) ? texts.cancel.onlyTeam : texts.cancel.notTold]),
  ];
}

export async function confirmCancel(
  context: Context,
  { visit, version, why }: Extract<EndingAction, { do: 'confirm_cancel_visit' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const change = await services.visitEnding.cancel({ visit, version, why, by: speaker }, now);
  if (change.kind !== 'done') return refused(context, change, { do: 'cancel_visit', visit });
  return conclude([texts.cancel.done(change.visit, change.told, now), ...reportLines(change)].join('\n'));
}

type Sorted = Omit<Awaited<ReturnType<Context['services']['visitEnding']['preview']>>, 'isKnown'>;

const reportLines = ({ released, kept }: Sorted): string[] => [
  ...kept.map(({ title, settledAt }) => (settledAt ? texts.cancel.kept(title) : texts.cancel.partly(title))),
  ...released.map(({ title }) => texts.cancel.released(title)),
];

/** "Hủy cuộc kiểm tra Sở X vì …", "… theo 46/UBND-NC ngày …": the words that say why. */
function reasonIn(text: string): string | undefined {
  const match =
    /(?:^|[\s,;])(?:lý do|ly do)\s*:?\s*(.+)$/iu.exec(text) ??
    /(?:^|[\s,;])((?:vì|do|theo)\s.+)$/iu.exec(text);
  return match?.[1]?.trim();
}

/** A visit that took place; its day is asked for where it is not said. */
export async function visitDone(context: Context, { visit: id, unit, text }: About): Promise<Step> {
  const { services, speaker, now } = context;
  const today = dayOf(now);
  const may = (visit: Visit): boolean =>
    services.visits.mayChange(speaker, visit) || speaker.scope.leads.includes(visit.id);
  const known =
    id === undefined
      ? undefined
      : await services.visits.findInView(speaker.scope, speaker.jurisdictionId, id);
  const chosen =
    id === undefined
      ? await chooseVisit(context, {
          to: 'visit_done',
          unit,
          text,
          isMeant: (visit) => isOpen(visit) && may(visit) && firstDayOf(visit) <= today,
          order: firstDayOf,
        })
      : known && may(known)
        ? known
        : noneToChange(context, unit);
  if ('replies' in chosen) return chosen;
  if (!isOpen(chosen)) return conclude(texts.closed(chosen));
  const place = { name: 'visit.done', visit: chosen.id } as const;
  const heard = text === undefined ? undefined : await hearDone(context, place, text);
  if (heard) return heard;
  // The day of the session is the likely one.
  const session = chosen.sessionAt && dayOf(chosen.sessionAt);
  return session !== null && session <= today
    ? confirmDay(chosen, session)
    : askOpen(texts.done.ask(chosen), place);
}

export async function hearDone(
  context: Context,
  { visit: id }: { visit: number },
  typed: string,
): Promise<Step | undefined> {
  const { services, speaker, now, calendar } = context;
  const { days, moment, unclear } = readPaperWords(typed, dayOf(now), calendar);
  if (unclear !== null) return say(coordinatorTexts.unclearTime(unclear));
  const [day] = moment ? [dayOf(moment)] : days;
  if (day === undefined) return undefined;
  const visit = await services.visits.findInView(speaker.scope, speaker.jurisdictionId, id);
  if (!visit) return noneToChange(context);
  return day > dayOf(now) ? say(texts.done.tooEarly(visit)) : confirmDay(visit, day);
}

const confirmDay = (visit: Visit, on: Day): Step =>
  ask(
    texts.done.confirm(visit, on),
    [
      {
        label: coordinatorTexts.offers.confirm,
        words: ['đồng ý', 'có', 'ok', 'xác nhận'],
        action: { do: 'confirm_visit_done', visit: visit.id, version: visit.version, on },
      },
      stopOffer,
    ],
    { name: 'visit.done', visit: visit.id },
  );

export async function confirmDone(
  context: Context,
  { visit, version, on }: Extract<EndingAction, { do: 'confirm_visit_done' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const day = parseDay(on) ?? dayOf(now);
  const change = await services.visitEnding.markDone({ visit, version, on: day, by: speaker }, now);
  if (change.kind === 'too_early') return conclude(texts.done.tooEarly(change.visit));
  if (change.kind !== 'done') return refused(context, change, { do: 'visit_done', visit });
  return conclude(texts.done.done(change.visit, change.on, now));
}

type Refused = Exclude<
  Awaited<ReturnType<Context['services']['visits']['announce']>>,
  { kind: 'done' | 'date_in_the_past' }
>;

/** Why a visit stays as it is. */
export function refused(context: Context, change: Refused, again: Offer['action']): Step {
  switch (change.kind) {
    case 'not_found':
      return noneToChange(context, 0);
    case 'already_done':
      return conclude(coordinatorTexts.doneAlready(change.at));
    case 'changed_meanwhile':
      return conclude(coordinatorTexts.changed, [{ label: coordinatorTexts.offers.edit, action: again }]);
    case 'closed':
      return conclude(texts.closed(change.visit));
    case 'plan_not_issued':
      return conclude(coordinatorTexts.plan.notIssued(change.visit.planTitle));
  }
}

import { parseDay, type Day } from '../domain/day.ts';
import { isOnlyFiller } from '../domain/grants.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { freeText, isTooLong } from './free-text.ts';
import { askOfficers } from './given-parts.ts';
import { printedContacts } from './plan-contacts.ts';
import { lineOf } from './questions-reports.ts';
import { questionTexts } from './texts-questions.ts';
import { teamTexts as texts } from './texts-team.ts';

const IDLE = { name: 'idle' } as const;

/** Units a person may speak for, and the bodies that coordinate what these owe. */
interface Route {
  units: readonly number[];
  bodies: readonly number[];
}

/** Vướng mắc: the unit and the body are settled first, then the words are typed. */
export async function askDifficulty(
  context: Context,
  { unit, body }: { unit?: number; body?: number },
): Promise<Step> {
  const route = await routeOf(context);
  const { units, bodies } = route;
  if (context.speaker.scope.coordinates.length > 0 && units.length === 0) return listForCoordinator();
  if (isOnlyFiller(context.speaker.scope)) return askOfficers(context);
  if (units.length === 0 || bodies.length === 0) return say(texts.difficulty.noBody(context.speaker.address));
  if (unit === undefined && units.length > 1) {
    const offers = units.map((one): Offer => ({
      label: nameOf(context, one),
      action: { do: 'ask_difficulty', unit: one },
    }));
    return { replies: [{ text: texts.difficulty.whichUnit, offers }] };
  }
  const about = unit ?? units[0] ?? 0;
  const of = units.length > 1 ? await bodiesOf(context, [about]) : bodies;
  if (body === undefined && of.length > 1) {
    const offers = of.map((one): Offer => ({
      label: nameOf(context, one),
      action: { do: 'ask_difficulty', unit: about, body: one },
    }));
    return { replies: [{ text: texts.difficulty.whichBody, offers }] };
  }
  const to = body ?? of[0] ?? bodies[0] ?? 0;
  if (!units.includes(about) || !bodies.includes(to))
    return say(questionTexts.outOfScope(context.speaker.address));
  return {
    replies: [{ text: texts.difficulty.ask(nameOf(context, to), context.speaker.address) }],
    place: { name: 'team.difficulty', unit: about, body: to },
  };
}

export function hearDifficulty(
  context: Context,
  place: { unit: number; body: number },
  typed: string,
): Promise<Step> {
  return Promise.resolve(
    confirmDifficulty(context, place, freeText(typed), { do: 'ask_difficulty', ...place }),
  );
}

/** SAI: what is right goes the same way as any question. */
export async function hearCorrection(context: Context, typed: string): Promise<Step> {
  const { units, bodies } = await routeOf(context);
  const [unit] = units;
  const [body] = bodies;
  if (unit === undefined || body === undefined)
    return { ...say(texts.difficulty.noBody(context.speaker.address)), place: IDLE };
  const text = freeText(typed);
  const said = text === '' ? '' : texts.difficulty.correction(text);
  return confirmDifficulty(context, { unit, body, isCorrection: true }, said, { do: 'wrong_details' });
}

function confirmDifficulty(
  context: Context,
  { unit, body, isCorrection }: { unit: number; body: number; isCorrection?: true },
  text: string,
  again: Offer['action'],
): Step {
  if (text === '') return say(texts.empty);
  if (isTooLong(text)) return say(texts.tooLong(text.length));
  const offers: Offer[] = [
    {
      label: texts.offers.send,
      words: ['gửi', 'đồng ý', 'ok'],
      action: { do: 'send_difficulty', unit, body, text, ...(isCorrection && { isCorrection }) },
    },
    { label: texts.offers.edit, words: ['sửa'], action: again },
    { label: texts.offers.stop, words: ['không', 'thôi', 'dừng', 'hủy'], action: { do: 'cancel' } },
  ];
  return {
    replies: [{ text: texts.difficulty.confirm(nameOf(context, body), nameOf(context, unit), text), offers }],
    place: IDLE,
  };
}

export async function sendDifficulty(
  context: Context,
  { unit, body, text, isCorrection }: { unit: number; body: number; text: string; isCorrection?: true },
): Promise<Step> {
  const { services, speaker, now } = context;
  const { units, bodies } = await routeOf(context);
  if (!units.includes(unit) || !bodies.includes(body)) return say(questionTexts.outOfScope(speaker.address));
  const { told } = await services.difficulties.ask(
    { unitId: unit, coordinatorUnitId: body, text, askedBy: speaker.id, isCorrection: isCorrection === true },
    now,
  );
  const sent = texts.difficulty.sent(nameOf(context, body), told.reached.length > 0, now);
  const printed = await printedContacts(context, { units: [unit], body });
  return { ...say([sent, ...printed].join('\n')), place: IDLE };
}

/** More time, or another day for a visit: a request that changes nothing by itself. */
export async function requestExtension(
  context: Context,
  { report, text, date }: { report?: number; text?: string; date?: string },
): Promise<Step> {
  const { speaker, services } = context;
  const { units, bodies } = await routeOf(context);
  if (speaker.scope.coordinates.length > 0 && units.length === 0) {
    return {
      replies: [
        {
          text: texts.extension.forCoordinator,
          offers: [{ label: texts.offers.recordExtension, action: { do: 'record_extension' } }],
        },
      ],
    };
  }
  if (units.length === 0 || bodies.length === 0) return say(texts.difficulty.noBody(speaker.address));
  const place = {
    name: 'team.extension',
    report: report ?? null,
    date: date === undefined ? null : (parseDay(date) ?? null),
  } as const;
  if (text !== undefined) return hearExtension(context, place, text);
  const open = (await services.reports.ofUnits(speaker.scope, speaker.scope.ownUnits)).filter(
    ({ settledAt }) => !settledAt,
  );
  const titles = open.slice(0, 5).map((one) => lineOf(context, one).replace(/^- |\.$/g, ''));
  return { replies: [{ text: texts.extension.ask(titles, speaker.address) }], place };
}

export async function hearExtension(
  context: Context,
  place: { report: number | null; date: Day | null },
  typed: string,
): Promise<Step> {
  const { services, speaker } = context;
  const { units, bodies } = await routeOf(context);
  const report =
    place.report === null ? undefined : await services.reports.findInScope(speaker.scope, place.report);
  const unit = report?.unitId ?? units[0];
  const body = report?.coordinatorUnitId ?? bodies[0];
  if (unit === undefined || body === undefined)
    return { ...say(texts.difficulty.noBody(speaker.address)), place: IDLE };
  const text = freeText(typed);
  const wrapped = text === '' ? '' : texts.extension.wrap(report?.title ?? null, place.date, text);
  const again = {
    do: 'request_extension',
    ...(place.report === null ? {} : { report: place.report }),
  } as const;
  const step = confirmDifficulty(context, { unit, body }, wrapped, again);
  const [reply] = step.replies;
  return reply?.offers
    ? { ...step, replies: [{ ...reply, text: `${reply.text}\n\n${texts.extension.unchanged}` }] }
    : step;
}

/** The coordinator's answer: shown whom it goes to before it leaves. */
export async function answerDifficulty(
  context: Context,
  { difficulty: id }: { difficulty: number },
): Promise<Step> {
  const one = await visibleDifficulty(context, id);
  if (!one) return say(questionTexts.notFound(context.speaker.address));
  if (one.answeredAt) return say(texts.answer.already(one.answer ?? '', one.answeredAt));
  return {
    replies: [{ text: texts.answer.ask(one.unitName, one.askerName, one.text, one.askedAt) }],
    place: { name: 'team.answer', difficulty: id },
  };
}

export async function hearAnswer(
  context: Context,
  { difficulty: id }: { difficulty: number },
  typed: string,
): Promise<Step> {
  const one = await visibleDifficulty(context, id);
  if (!one) return { ...say(questionTexts.notFound(context.speaker.address)), place: IDLE };
  const text = freeText(typed);
  if (text === '') return say(texts.empty);
  if (isTooLong(text)) return say(texts.tooLong(text.length));
  const offers: Offer[] = [
    {
      label: texts.offers.send,
      words: ['gửi', 'đồng ý', 'ok'],
      action: { do: 'send_answer', difficulty: id, text },
    },
    { label: texts.offers.edit, words: ['sửa'], action: { do: 'answer_difficulty', difficulty: id } },
    { label: texts.offers.stop, words: ['không', 'thôi', 'dừng', 'hủy'], action: { do: 'cancel' } },
  ];
  return { replies: [{ text: texts.answer.confirm(one.askerName, text), offers }], place: IDLE };
}

export async function sendAnswer(
  context: Context,
  { difficulty, text }: { difficulty: number; text: string },
): Promise<Step> {
  const { services, speaker, now } = context;
  const answered = await services.difficulties.answer({ difficulty, text, by: speaker }, now);
  switch (answered.kind) {
    case 'not_found':
      return say(questionTexts.notFound(speaker.address));
    case 'already_done':
      return say(
        texts.answer.already(answered.difficulty.answer ?? '', answered.difficulty.answeredAt ?? now),
      );
    case 'done':
      return say(texts.answer.sent(answered.difficulty.askerName, answered.reached));
  }
}

async function visibleDifficulty({ services, speaker }: Context, id: number) {
  const one = await services.difficulties.find(id);
  return one && speaker.scope.coordinates.includes(one.coordinatorUnitId) ? one : undefined;
}

async function routeOf(context: Context): Promise<Route> {
  const { speaker, services } = context;
  const { scope } = speaker;
  if (scope.ownUnits.length > 0)
    return { units: scope.ownUnits, bodies: await bodiesOf(context, scope.ownUnits) };
  if (scope.coordinates.length > 0) return { units: [], bodies: [] };
  const person = await services.people.find(speaker.id);
  if (isOnlyFiller(scope)) {
    const reports = await services.drafts.listFor(scope);
    return {
      units: person?.unitId == null ? [] : [person.unitId],
      bodies: [...new Set(reports.map(({ coordinatorUnitId }) => coordinatorUnitId))],
    };
  }
  const { visits } = await services.visits.inView(scope, speaker.jurisdictionId, { onlyOwn: true });
  return {
    units: person?.unitId == null ? [] : [person.unitId],
    bodies: [...new Set(visits.map(({ coordinatorUnitId }) => coordinatorUnitId))],
  };
}

/** Bodies that coordinate what these units owe; the plans' own where they owe nothing. */
async function bodiesOf({ services, speaker }: Context, units: readonly number[]): Promise<number[]> {
  const reports = await services.reports.ofUnits(speaker.scope, units);
  if (reports.length > 0) return [...new Set(reports.map(({ coordinatorUnitId }) => coordinatorUnitId))];
  return services.reports.planCoordinators(speaker.jurisdictionId);
}

function listForCoordinator(): Step {
  return {
    replies: [
      {
        text: questionTexts.contactNotNeeded,
        offers: [{ label: texts.offers.answer, action: { do: 'difficulties' } }],
      },
    ],
  };
}

const nameOf = (context: Context, unit: number): string => context.unitName(unit) ?? '';
const say = (text: string): Step => ({ replies: [{ text }] });

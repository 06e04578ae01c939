import { parseDay, type Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Field } from '../domain/plan.ts';
import { isSecret } from '../domain/visits.ts';
import { fold } from '../language/fold.ts';
import type { Context } from './context.ts';
import { ask, askOpen, conclude, confirm, hasFigure, say } from './coordinator-steps.ts';
import type { Step } from './cursor.ts';
import { readFields } from './field-words.ts';
import { readPaperWords } from './paper-words.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { surpriseTexts as texts } from './texts-surprise.ts';
import { texts as common } from './texts.ts';
import { visitTexts } from './texts-visits.ts';
import { changeable, type Visit } from './visit-choice.ts';
import { confirmOnce } from './visit-clash.ts';
import { splitFields, unitsIn } from './visit-adding.ts';

/** What has been said of a surprise visit so far; null: not yet. */
interface Draft {
  plan: number;
  unit: number | null;
  on: Day | null;
  at: string | null;
  place: string | null;
  seats: number[] | null;
  fields: Field[] | null;
}

export type SurpriseAction =
  | { do: 'plan_surprise'; plan?: number; unit?: number; text?: string }
  | {
      do: 'confirm_surprise';
      plan: number;
      unit: number;
      on: Day;
      at: string | null;
      place: string | null;
      seats: number[];
      fields: Field[];
      reason?: string;
    }
  | { do: 'announce_surprise'; unit?: number }
  | { do: 'ask_reports'; visit: number }
  | { do: 'confirm_reports'; visit: number };

export type SurprisePlace =
  | { name: 'surprise.words'; draft: Draft }
  | { name: 'surprise.team'; draft: Draft }
  | { name: 'surprise.fields'; draft: Draft };

/** Law 7: made by somebody of the plan's team, step by step or in one line; to everybody else the answer is always the same. */
export async function planSurprise(
  context: Context,
  { plan: id, unit, text }: Extract<SurpriseAction, { do: 'plan_surprise' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const held = await services.surpriseVisits.seatsHeld(speaker.id, now);
  const plans = [...new Map(held.map((seat) => [seat.planId, seat])).values()];
  const [only, another] = plans;
  if (!only) return conclude(common.outOfScope(speaker.address));
  const plan = id === undefined ? (another ? undefined : only) : plans.find(({ planId }) => planId === id);
  if (!plan)
    return ask(
      texts.whichPlan,
      plans.map(({ planId, planTitle }) => ({
        label: planTitle,
        action: { do: 'plan_surprise', plan: planId, ...(text === undefined ? {} : { text }) },
      })),
    );
  const draft: Draft = {
    plan: plan.planId,
    unit: unit ?? null,
    on: null,
    at: null,
    place: null,
    seats: null,
    fields: null,
  };
  if (text === undefined) return askOpen(texts.ask(plan.planTitle), { name: 'surprise.words', draft });
  return (await hearWords(context, { draft }, text)) ?? next(context, draft);
}

/** "Sở Xây dựng, 8h ngày 20/9/2022, tại trụ sở; thành phần: Thư ký; nội dung: TTHC". */
export async function hearWords(
  context: Context,
  { draft }: { draft: Draft },
  typed: string,
): Promise<Step | undefined> {
  const { calendar, now } = context;
  const { body, fieldWords } = splitFields(typed);
  const { rest, teamWords } = splitTeam(body);
  const { moment, days, place, unclear } = readPaperWords(rest, dayOf(now), calendar);
  if (unclear !== null) return say(coordinatorTexts.unclearTime(unclear));
  const units = draft.unit === null ? unitsIn(context, rest) : [draft.unit];
  const [unit, another] = units;
  if (another !== undefined)
    return ask(
      texts.whichUnit,
      units.map((one) => ({
        label: context.unitName(one) ?? '',
        action: { do: 'plan_surprise', plan: draft.plan, unit: one, text: typed },
      })),
    );
  const [day] = moment ? [dayOf(moment)] : days;
  if (moment && moment <= now) return say(texts.pastHour(moment));
  if (day !== undefined && day < dayOf(now)) return say(texts.past(day));
  const seats = teamWords === null ? draft.seats : await readTeam(context, draft.plan, teamWords);
  const fields = fieldWords === null ? draft.fields : readFields(fieldWords);
  if (seats === undefined) return say(texts.teamUnknown);
  if (fields === undefined) return say(texts.fieldsUnknown);
  const heard: Draft = {
    ...draft,
    unit: unit ?? draft.unit,
    on: day ?? draft.on,
    at: moment?.toISOString() ?? draft.at,
    place: place ?? draft.place,
    seats,
    fields,
  };
  // A name that is in no list is an answer all the same, not a question about something else.
  const isUnknown = draft.unit === null && unit === undefined && UNIT_WORD.test(fold(typed).trim());
  if (isUnknown) return say(texts.unitMissing);
  const isNothing = JSON.stringify(heard) === JSON.stringify(draft);
  return isNothing && !hasFigure(typed) ? undefined : next(context, heard);
}

export async function hearTeam(context: Context, { draft }: { draft: Draft }, typed: string): Promise<Step> {
  if (stops(typed)) return conclude(coordinatorTexts.cancelled);
  const seats = await readTeam(context, draft.plan, typed);
  return seats ? next(context, { ...draft, seats }) : say(texts.teamUnknown);
}

export function hearFields(context: Context, { draft }: { draft: Draft }, typed: string): Promise<Step> {
  if (stops(typed)) return Promise.resolve(conclude(coordinatorTexts.cancelled));
  const fields = readFields(typed);
  return fields ? next(context, { ...draft, fields }) : Promise.resolve(say(texts.fieldsUnknown));
}

/** How the name of a public body begins. */
const UNIT_WORD =
  /^(?:so|ubnd|uy ban|phong|ban|chi cuc|cuc|huyen|quan|xa|phuong|thi xa|thanh pho|thanh tra|trung tam)\b/;

/** A question with a numbered list of its own takes no numbered choices. */
const asked = (text: string, place: SurprisePlace): Step => ({ replies: [{ text }], place });

const stops = (typed: string): boolean =>
  /^(?:thoi|dung|huy|thoat|khong thuc hien)$/.test(fold(typed).trim());

/** Asks for what is missing; then for the word on all of it. */
async function next(context: Context, draft: Draft): Promise<Step> {
  const { calendar, speaker } = context;
  const { plan, unit, on, at, place, seats, fields } = draft;
  if (unit === null) return askOpen(texts.unitMissing, { name: 'surprise.words', draft });
  const unitName = context.unitName(unit) ?? '';
  if (on === null) return askOpen(texts.dayMissing(unitName), { name: 'surprise.words', draft });
  const others = await otherSeats(context, plan);
  if (seats === null) {
    if (others.length === 0) return next(context, { ...draft, seats: [] });
    return asked(texts.askTeam(others), { name: 'surprise.team', draft });
  }
  if (fields === null) return asked(texts.askFields(), { name: 'surprise.fields', draft });
  const own = (await context.services.surpriseVisits.seatsOf(plan)).filter(
    ({ personId }) => personId === speaker.id,
  );
  const team = [...own.slice(0, 1), ...others.filter(({ id }) => seats.includes(id))];
  const text = [
    texts.confirm({ unitName, on, at: at === null ? null : new Date(at), place, team, fields }),
    ...(calendar.isWorkingDay(on) ? [] : [texts.dayOff(on)]),
    texts.onlyNamed,
  ].join('\n');
  return confirmOnce(context, {
    text,
    action: { do: 'confirm_surprise', plan, unit, on, at, place, seats, fields },
    again: { do: 'plan_surprise', plan },
    heardAt: { name: 'surprise.words', draft: { ...draft, unit: null, on: null, at: null } },
    about: { unitId: unit, on, fields },
  });
}

export async function confirmSurprise(
  context: Context,
  { at, ...wanted }: Extract<SurpriseAction, { do: 'confirm_surprise' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const { place } = wanted;
  const made = await services.surpriseVisits.create(
    {
      ...wanted,
      on: parseDay(wanted.on) ?? dayOf(now),
      session: at === null ? null : { at: new Date(at), place },
      by: speaker,
    },
    now,
  );
  switch (made.kind) {
    case 'not_found':
      return conclude(common.outOfScope(speaker.address));
    case 'already_done':
      return conclude(coordinatorTexts.doneAlready(made.at));
    case 'date_in_the_past':
      return conclude(texts.past(wanted.on));
    case 'done':
      return conclude(texts.made(made.visit, made.told, now), [
        {
          label: visitTexts.offers.publish,
          action: { do: 'announce_surprise', unit: made.visit.unitId },
        },
      ]);
  }
}

/** CONGBO: which of the surprise visits one owns is made known, and by which paper, if any. */
export async function announceSurprise(
  context: Context,
  { unit }: Extract<SurpriseAction, { do: 'announce_surprise' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const { visits } = await services.visits.inView(speaker.scope, speaker.jurisdictionId, {
    onlyOwn: true,
    limit: 200,
    ...(unit === undefined ? {} : { unitIds: [unit] }),
  });
  const owned = visits.filter((visit) => isSecret(visit) && services.surpriseVisits.owns(speaker, visit));
  const [only, another] = owned;
  if (!only) return conclude(texts.nothingToPublish);
  if (!another) return askNotice(only);
  return ask(
    visitTexts.which(0, now),
    owned.map((visit) => ({
      label: visitTexts.offer(visit),
      action: { do: 'announce_visit', visit: visit.id },
    })),
  );
}

/** A surprise visit may be made known with a paper or without one. */
export const askNotice = (visit: Visit): Step =>
  ask(
    texts.askPublish(visit),
    [
      {
        label: texts.withoutPaper,
        words: ['không', 'không có', 'công bố'],
        action: { do: 'announce_without_paper', visit: visit.id },
      },
      { label: coordinatorTexts.offers.stop, words: ['thôi', 'dừng'], action: { do: 'cancel_change' } },
    ],
    { name: 'coordinator.notice', visit: visit.id },
  );

/** The unit owes no report for a surprise visit unless the team asks for one. */
export async function askReports(context: Context, { visit: id }: { visit: number }): Promise<Step> {
  const { services, speaker, now } = context;
  const visit = await changeable(context, id);
  if (!visit) return conclude(common.outOfScope(speaker.address));
  const wanted = await services.surpriseVisits.wanted(id, speaker, now);
  if (wanted.every(({ isOwedAlready }) => isOwedAlready)) return conclude(visitTexts.reports.none(visit));
  return confirm(visitTexts.reports.confirm(visit, wanted), { do: 'confirm_reports', visit: id }, null);
}

export async function confirmReports(context: Context, { visit: id }: { visit: number }): Promise<Step> {
  const { services, speaker, now } = context;
  const asked = await services.surpriseVisits.askForReports(id, speaker, now);
  if (!asked) return conclude(common.outOfScope(speaker.address));
  return conclude(visitTexts.reports.done(asked.visit, asked.owed, asked.told, now));
}

/** The places in the plan's team that are not the speaker's. */
async function otherSeats({ services, speaker }: Context, plan: number) {
  return (await services.surpriseVisits.seatsOf(plan)).filter(({ personId }) => personId !== speaker.id);
}

/** Seats by number of the list, by name, or by office; empty for "không"; undefined where one is not understood. */
async function readTeam(context: Context, plan: number, typed: string): Promise<number[] | undefined> {
  const seats = await otherSeats(context, plan);
  const words = fold(typed).trim();
  if (/^(?:khong|khong co|mot minh|chi (?:co )?(?:toi|minh toi|mot minh))\b/.test(words)) return [];
  const ids: number[] = [];
  for (const part of words.split(/[,;]|\bva\b/)) {
    const wanted = part.replace(/\b(?:ong|ba|dong chi|d\/c|dc|so)\b(?=\s*\d|\s+\p{L})/gu, ' ').trim();
    if (wanted === '') continue;
    const number = /^\d{1,2}$/.exec(wanted);
    const meant = number
      ? seats.slice(Number(number[0]) - 1, Number(number[0]))
      : seats.filter(({ name, title, unitName }) =>
          [name, title, unitName].some((one) => one !== null && fold(one).includes(wanted)),
        );
    if (meant.length === 0) return undefined;
    ids.push(...meant.map(({ id }) => id));
  }
  return ids.length === 0 ? undefined : [...new Set(ids)];
}

/** Who goes stands behind "thành phần", "cùng với": to the end, or to the next semicolon. */
function splitTeam(text: string): { rest: string; teamWords: string | null } {
  const match =
    /(?:^|[\s,;])(?:thành phần|thanh phan|cùng với|cung voi|cùng đi|đi cùng)\s*:?\s*([^;]+)/iu.exec(text);
  return match?.[1]
    ? { rest: text.replace(match[0], ' '), teamWords: match[1] }
    : { rest: text, teamWords: null };
}

import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Field, Precision } from '../domain/plan.ts';
import type { Context } from './context.ts';
import { ask, askOpen, conclude, ifCoordinator, say } from './coordinator-steps.ts';
import type { Step } from './cursor.ts';
import { readFields } from './field-words.ts';
import { readPaperWords } from './paper-words.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { visitTexts as texts } from './texts-visits.ts';
import { confirmOnce } from './visit-clash.ts';
import { readWindow } from './window-words.ts';

/** A visit to be added, as data of the confirm button. */
interface Wanted {
  plan: number;
  unit: number;
  startsOn: Day;
  endsOn: Day;
  precision: Precision;
  session: { at: string; place: string | null } | null;
  fields: Field[];
  paper: { number: string; date: Day };
}

export type AddingAction =
  | { do: 'add_visit'; plan?: number; unit?: number; text?: string }
  | ({ do: 'confirm_add'; reason?: string } & Wanted);

/** `said`: what has been typed of it so far. */
export type AddingPlace = { name: 'visit.adding'; plan: number; unit: number | null; said: string };

/** A unit that is inspected besides those the plan names, by the paper that says so. */
export const addVisit = (
  context: Context,
  { plan: id, unit, text }: Extract<AddingAction, { do: 'add_visit' }>,
): Promise<Step> =>
  ifCoordinator(context, async () => {
    const plans = await coordinatedPlans(context);
    const [only, another] = plans;
    const plan = id === undefined ? (another ? undefined : only) : plans.find((one) => one.id === id);
    if (!only) return conclude(texts.add.noPlan);
    if (!plan)
      return ask(
        texts.add.whichPlan,
        plans.map((one) => ({
          label: one.title,
          action: {
            do: 'add_visit',
            plan: one.id,
            ...(unit === undefined ? {} : { unit }),
            ...(text === undefined ? {} : { text }),
          },
        })),
      );
    const place = { plan: plan.id, unit: unit ?? null, said: '' };
    if (text !== undefined) return hearAdded(context, place, text);
    return askOpen(texts.add.ask(plan.title), { name: 'visit.adding', ...place });
  });

/** "UBND quận Hải An, tháng 9/2022, theo 45/QĐ-UBND ngày 01/8/2022, nội dung TTHC": all at once, or bit by bit. */
export async function hearAdded(
  context: Context,
  place: Omit<AddingPlace, 'name'>,
  typed: string,
): Promise<Step> {
  const { calendar, now, services } = context;
  const plan = (await coordinatedPlans(context)).find((one) => one.id === place.plan);
  if (!plan) return conclude(texts.add.noPlan);
  const today = dayOf(now);
  const said = place.said === '' ? typed : `${typed}, ${place.said}`;
  const wait = (question: string, unit = place.unit): Step =>
    askOpen(question, { name: 'visit.adding', plan: plan.id, unit, said });
  const { body, fieldWords } = splitFields(said);
  const { window, rest } = readWindow(body, today);
  const { number, issuedOn, moment, days, place: where, unclear } = readPaperWords(rest, today, calendar);
  const units = place.unit === null ? unitsIn(context, rest) : [place.unit];
  const [unit, another] = units;
  if (unclear !== null) return say(coordinatorTexts.unclearTime(unclear));
  if (unit === undefined) return wait(texts.add.unitMissing);
  if (another !== undefined)
    return ask(
      texts.add.whichUnit,
      units.map((one) => ({
        label: context.unitName(one) ?? '',
        action: { do: 'add_visit', plan: plan.id, unit: one, text: said },
      })),
    );
  const unitName = context.unitName(unit) ?? '';
  const [day] = days;
  const session = moment === null ? null : { at: moment, place: where };
  const on = session ? dayOf(session.at) : day;
  const span = on === undefined ? window : { from: on, to: on, precision: 'day' as const };
  if (!span) return wait(texts.add.windowMissing(unitName), unit);
  if (span.to < today || (session && session.at <= now)) return say(texts.add.past(span));
  if (number !== null && issuedOn === null) return say(texts.add.paperDateMissing(number));
  if (number === null || issuedOn === null) return wait(texts.add.paperMissing, unit);
  if (issuedOn > today) return say(coordinatorTexts.plan.future(issuedOn));
  const fields = fieldWords === null ? [] : readFields(fieldWords);
  if (!fields) return say(texts.add.unclearFields);

  const wanted = {
    plan: plan.id,
    unit,
    startsOn: span.from,
    endsOn: span.to,
    precision: span.precision,
    fields,
  };
  const paper = { number, date: issuedOn };
  const reports = await services.visitAdding.preview({ ...wanted, session }, now);
  const text = texts.add.confirm({
    planTitle: plan.title,
    unitName,
    window: span,
    session,
    fields,
    paper,
    wanted: reports,
  });
  return confirmOnce(context, {
    text,
    action: {
      do: 'confirm_add',
      ...wanted,
      paper,
      session: session && { at: session.at.toISOString(), place: session.place },
    },
    again: { do: 'add_visit', plan: plan.id },
    heardAt: { name: 'visit.adding', plan: plan.id, unit: null, said: '' },
    about: { unitId: unit, on: span.from, fields },
  });
}

export async function confirmAdd(
  context: Context,
  { session, ...wanted }: Extract<AddingAction, { do: 'confirm_add' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const added = await services.visitAdding.add(
    { ...wanted, session: session && { ...session, at: new Date(session.at) }, by: speaker },
    now,
  );
  switch (added.kind) {
    case 'not_found':
      return conclude(texts.add.noPlan);
    case 'already_done':
      return conclude(coordinatorTexts.doneAlready(added.at));
    case 'date_in_the_past':
      return conclude(texts.dayPast);
    case 'done': {
      const { visit, owed } = added;
      await services.visitWindows.announceWindow(visit.id, now);
      return conclude(texts.add.done(visit, owed, now), [
        { label: texts.offers.announce, action: { do: 'announce_visit', visit: visit.id } },
        ...(visit.sessionAt
          ? []
          : [{ label: texts.offers.session, action: { do: 'set_session' as const, visit: visit.id } }]),
        { label: coordinatorTexts.offers.menu, action: { do: 'coordinate' } },
      ]);
    }
  }
}

async function coordinatedPlans({ services, speaker }: Context) {
  return (await services.registry.plans()).filter(
    ({ state, coordinatorUnitId }) =>
      state === 'issued' && speaker.scope.coordinates.includes(coordinatorUnitId),
  );
}

/** The contents stand behind "nội dung", to the end or to the next semicolon. */
export function splitFields(text: string): { body: string; fieldWords: string | null } {
  const match = /(?:^|[\s,;])n[ộo]i dung(?: ki[ểe]m tra)?\s*:?\s*([^;]+)/iu.exec(text);
  if (!match?.[1]) return { body: text, fieldWords: null };
  // A date or a paper typed behind the contents is none of them.
  const [words = '', ...tail] = match[1].split(
    /,\s*(?=(?:theo|ngày|ngay|tháng|thang|quý|quy|th[àa]nh ph[ầa]n)\b|\d{1,2}\s*h)/iu,
  );
  return { body: text.replace(match[0], `, ${tail.join(', ')}`), fieldWords: words };
}

/** Units named besides the initials of a paper and the place of the session. */
export function unitsIn({ findUnits }: Pick<Context, 'findUnits'>, text: string): number[] {
  const words = text.replace(/\d+\/[^\s,;]+/g, ' ');
  const named = (part: string): number[] => [...new Set(findUnits(part).map(({ id }) => id))];
  const all = named(words);
  if (all.length < 2) return all;
  const withoutPlace = named(words.replace(/[\s,;](?:tại|địa điểm\s*:?)\s.*$/iu, ' '));
  return withoutPlace.length === 1 ? withoutPlace : all;
}

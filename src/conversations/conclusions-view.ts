import type { Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import { byNeed, summarizeTasks } from '../domain/task-state.ts';
import { overseesOthers } from '../domain/grants.ts';
import type { Conclusion } from '../services/conclusion-access.ts';
import type { Context } from './context.ts';
import { ask, conclude, nameOf } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { conclusionTexts as texts } from './texts-conclusions.ts';

/** Notices, findings or units shown or offered at once. */
const SHOWN = 20;
const OFFERED = 8;

export type ConclusionViewAction =
  | { do: 'conclusions'; unit?: number }
  | { do: 'conclusion'; conclusion: number }
  | { do: 'choose_remedied'; conclusion: number };

/** KETLUAN: a unit its own remedies; the team and the body that coordinates how the units stand. */
export async function conclusions(context: Context, { unit }: { unit?: number }): Promise<Step> {
  const { scope } = context.speaker;
  if (unit !== undefined) return ofUnit(context, unit);
  const [own, another] = scope.ownUnits;
  if (!overseesOthers(scope) && own !== undefined && another === undefined) return ofUnit(context, own);
  return overview(context);
}

/** How every unit in view stands, the neediest first; both percentages with their numbers (Law 11). */
async function overview(context: Context): Promise<Step> {
  const { services, speaker, now } = context;
  const today = dayOf(now);
  const facts = await services.conclusions.facts(speaker.scope);
  const unsent = await services.conclusions.unsent(speaker, OFFERED);
  const units = byUnit(facts).map(({ unitId, unitName, findings }) => ({
    unitId,
    unitName,
    summary: summarizeTasks(findings, today),
    waiting: findings.filter(({ claimedOn, doneOn }) => claimedOn !== null && doneOn === null).length,
  }));
  units.sort((a, b) => byNeed(a.summary, b.summary));
  const drafts = unsent.map((one): Offer => ({
    label: texts.offers.seeNotice(one.unitName, one.number),
    action: { do: 'conclusion', conclusion: one.id },
  }));
  const places = units.slice(0, OFFERED - drafts.length).map((one): Offer => ({
    label: one.unitName,
    action: { do: 'conclusions', unit: one.unitId },
  }));
  const offers: Offer[] = [
    ...drafts,
    ...places,
    ...((await mayRegister(context))
      ? [{ label: texts.offers.register, action: { do: 'register_conclusion' as const } }]
      : []),
  ];
  if (units.length === 0 && unsent.length === 0) return conclude(texts.none(now), offers);
  const text = [
    texts.heading(now),
    ...texts.unsent(unsent),
    ...units.slice(0, SHOWN).map((one) => texts.unitLine(one)),
    ...(units.length > SHOWN ? [texts.moreUnits(units.length - SHOWN)] : []),
    ...(facts.length === 0 ? [] : ['', ...texts.numbers(summarizeTasks(facts, today))]),
  ].join('\n');
  return { ...conclude(text, offers), recall: { do: 'conclusions' } };
}

type Fact = Awaited<ReturnType<Context['services']['conclusions']['facts']>>[number];

function byUnit(facts: readonly Fact[]): { unitId: number; unitName: string; findings: Fact[] }[] {
  const units = new Map<number, { unitId: number; unitName: string; findings: Fact[] }>();
  for (const fact of facts) {
    const { unitId, unitName } = fact;
    const unit = units.get(unitId) ?? { unitId, unitName, findings: [] };
    unit.findings.push(fact);
    units.set(unitId, unit);
  }
  return [...units.values()];
}

async function ofUnit(context: Context, unit: number): Promise<Step> {
  const { services, speaker, now } = context;
  const found = await services.conclusions.ofUnits(speaker.scope, [unit], OFFERED);
  const recall = { do: 'conclusions', unit } as const;
  const [only, another] = found;
  if (!only) return { ...conclude(texts.noneOf(nameOf(context, unit), now)), recall };
  if (!another) return { ...(await showConclusion(context, only)), recall };
  const today = dayOf(now);
  const text = found.map((one) => texts.view(one, now, today, context.calendar)).join('\n\n');
  const offers = found.map((one): Offer => ({
    label: texts.offers.seeNotice(one.unitName, one.number),
    action: { do: 'conclusion', conclusion: one.id },
  }));
  return { ...conclude(text, offers), recall };
}

export async function seeConclusion(
  context: Context,
  { conclusion: id }: { conclusion: number },
): Promise<Step> {
  const { services, speaker } = context;
  const one = await services.conclusions.findInView(speaker.scope, id);
  return one ? showConclusion(context, one) : conclude(texts.notYours(speaker.address));
}

/** One notice with its findings, and what the reader may do about it. */
export async function showConclusion(context: Context, one: Conclusion, heading?: string): Promise<Step> {
  const { now, calendar } = context;
  const view = texts.view(one, now, dayOf(now), calendar);
  const offers = (await services(context).findKept(context.speaker, one.id))
    ? keeperOffers(one)
    : unitOffers(context, one);
  return conclude(heading === undefined ? view : `${heading}\n\n${view}`, offers);
}

function keeperOffers(one: Conclusion): Offer[] {
  const { id, findings, sentAt } = one;
  const reported = findings.filter(({ claimedOn, doneOn }) => claimedOn !== null && doneOn === null);
  return [
    ...(sentAt === null
      ? [
          {
            label: texts.offers.send,
            words: ['gửi', 'gửi đơn vị'],
            action: { do: 'send_conclusion' as const, conclusion: id },
          },
        ]
      : []),
    ...reported.slice(0, OFFERED).map((finding): Offer => ({
      label: texts.offers.seeRemedy(finding.no),
      action: { do: 'see_task', task: finding.id },
    })),
    { label: texts.offers.add, words: ['ghi thêm'], action: { do: 'add_findings', conclusion: id } },
    {
      label: texts.offers.correct,
      words: ['đính chính'],
      action: { do: 'correct_conclusion', conclusion: id },
    },
  ];
}

function unitOffers({ speaker }: Context, one: Conclusion): Offer[] {
  if (!speaker.scope.ownUnits.includes(one.unitId)) return [];
  return [
    ...openOf(one).map((finding): Offer => ({
      label: texts.offers.remediedOne(finding.no),
      action: { do: 'task_done', task: finding.id },
    })),
    { label: texts.offers.difficulty, words: ['vướng mắc'], action: { do: 'ask_difficulty' } },
  ];
}

/** "Báo đã khắc phục": which of the open ones. */
export async function chooseRemedied(
  context: Context,
  { conclusion: id }: { conclusion: number },
): Promise<Step> {
  const { speaker } = context;
  const one = await services(context).findInView(speaker.scope, id);
  if (!one || !speaker.scope.ownUnits.includes(one.unitId)) return conclude(texts.notYours(speaker.address));
  const open = openOf(one);
  if (open.length === 0) return showConclusion(context, one, texts.nothingToRemedy);
  const today = dayOf(context.now);
  const text = [
    texts.whichRemedied,
    ...texts.findings({ ...one, findings: open }, today, context.calendar),
  ].join('\n');
  const offers = open.map((finding): Offer => ({
    label: texts.offers.remediedOne(finding.no),
    action: { do: 'task_done', task: finding.id },
  }));
  return ask(text, offers);
}

interface InspectedUnit {
  id: number;
  unitId: number;
  startsOn: Day;
  sessionAt: Date | null;
}

/** What the file of a visit says of conclusions: its own notice, and what earlier ones left open. */
export async function conclusionsInFile(
  context: Context,
  visit: InspectedUnit,
): Promise<{ lines: string[]; offers: Offer[] }> {
  const { speaker, now } = context;
  const all = services(context);
  const hasBegun = (visit.sessionAt ? dayOf(visit.sessionAt) : visit.startsOn) <= dayOf(now);
  const own = await all.ofVisit(visit.id);
  const earlier = (await all.ofUnits(speaker.scope, [visit.unitId])).filter(
    ({ visitId, sentAt }) => visitId !== visit.id && sentAt !== null,
  );
  const open = earlier.flatMap(({ findings }) => findings).filter(({ doneOn }) => doneOn === null);
  const keeps = hasBegun && (await all.keepsVisit(speaker, visit.id));
  return {
    lines: [
      ...(own.length > 0 || hasBegun ? [texts.inVisitFile(own)] : []),
      ...(open.length > 0 ? [texts.earlierInFile(open.length)] : []),
    ],
    offers: [
      ...own.map((one): Offer => ({
        label: texts.offers.seeOne(one),
        action: { do: 'conclusion', conclusion: one.id },
      })),
      ...(open.length > 0
        ? [{ label: texts.offers.overview, action: { do: 'conclusions' as const, unit: visit.unitId } }]
        : []),
      ...(keeps && own.length === 0
        ? [{ label: texts.offers.register, action: { do: 'register_conclusion' as const, visit: visit.id } }]
        : []),
    ],
  };
}

/** Findings the unit has not reported as remedied. */
const openOf = ({ findings }: Conclusion): Conclusion['findings'] =>
  findings.filter(({ doneOn, claimedOn }) => doneOn === null && claimedOn === null).slice(0, OFFERED);

/** Whether the speaker keeps any notice: the body that coordinates, a lead, a secretary. */
async function mayRegister({ services: all, speaker, now }: Context): Promise<boolean> {
  if (speaker.scope.coordinates.length > 0) return true;
  return (await all.conclusions.visitsToConclude(speaker, now, { limit: 1 })).length > 0;
}

const services = (context: Context): Context['services']['conclusions'] => context.services.conclusions;

import { parseDay, type Day } from '../domain/day.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Context } from './context.ts';
import { ask, conclude, confirm, hasFigure, ifCoordinator, say } from './coordinator-steps.ts';
import type { Step } from './cursor.ts';
import { readPaperWords } from './paper-words.ts';
import { coordinatorTexts as texts } from './texts-coordinator.ts';

export type PlanAction =
  { do: 'issue_plan'; plan?: number } | { do: 'confirm_issue'; plan: number; number: string; issuedOn: Day };
export type PlanPlace = { name: 'coordinator.plan'; plan: number };

/** The plan's number and day: from then on it may be spoken of. */
export const issuePlan = (context: Context, { plan: id }: { plan?: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const drafts = await draftPlans(context);
    const [only, another] = drafts;
    const meant = id === undefined ? (another ? undefined : only) : drafts.find((plan) => plan.id === id);
    if (meant)
      return {
        replies: [{ text: texts.plan.ask(meant.title) }],
        place: { name: 'coordinator.plan', plan: meant.id },
      };
    if (!only) return conclude(texts.plan.none);
    return ask(
      texts.plan.which,
      drafts.map((plan) => ({ label: plan.title, action: { do: 'issue_plan', plan: plan.id } })),
    );
  });

export async function hearPlan(
  context: Context,
  { plan: id }: { plan: number },
  typed: string,
): Promise<Step | undefined> {
  if (!hasFigure(typed)) return undefined;
  const plan = (await draftPlans(context)).find((one) => one.id === id);
  if (!plan) return conclude(texts.plan.none);
  const today = dayOf(context.now);
  const { number, issuedOn, unclear } = readPaperWords(typed, today, context.calendar);
  if (unclear !== null) return say(texts.unclearTime(unclear));
  if (number === null || issuedOn === null) return say(texts.plan.numberMissing);
  if (issuedOn > today) return say(texts.plan.future(issuedOn));
  return confirm(
    texts.plan.confirm(plan.title, number, issuedOn),
    { do: 'confirm_issue', plan: id, number, issuedOn },
    { do: 'issue_plan', plan: id },
    { name: 'coordinator.plan', plan: id },
  );
}

export async function confirmIssue(
  context: Context,
  { plan: id, number, issuedOn }: Extract<PlanAction, { do: 'confirm_issue' }>,
): Promise<Step> {
  const { services, speaker, now } = context;
  const plan = (await services.registry.plans()).find((one) => one.id === id);
  if (!plan || !speaker.scope.coordinates.includes(plan.coordinatorUnitId)) return conclude(texts.plan.none);
  const day = parseDay(issuedOn);
  if (plan.state !== 'draft' || day === undefined) return conclude(texts.plan.already(plan.title));
  await services.registry.issue({ planId: id, number, issuedOn: day, personId: speaker.id }, now);
  await services.visitWindows.announceWindows(now);
  return conclude(texts.plan.done(plan.title, number, day, now), [
    { label: texts.offers.announce, action: { do: 'announce_visit' } },
  ]);
}

export async function draftPlans({ services, speaker }: Context) {
  const plans = await services.registry.plans();
  return plans.filter(
    ({ state, coordinatorUnitId }) =>
      state === 'draft' && speaker.scope.coordinates.includes(coordinatorUnitId),
  );
}

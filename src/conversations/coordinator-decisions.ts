import type { Context } from './context.ts';
import { ask, conclude, ifCoordinator } from './coordinator-steps.ts';
import type { Offer, Step } from './cursor.ts';
import { coordinatorTexts } from './texts-coordinator.ts';
import { decisionTexts as texts } from './texts-coordinator-decisions.ts';

/** Decisions offered at once. */
const OFFERED = 6;

export type DecisionAction =
  | { do: 'approvals' }
  | { do: 'see_approval'; approval: number }
  | { do: 'decide_approval'; approval: number; approve: boolean }
  | { do: 'difficulties' };

/** Messages to unit heads that wait for a word (Law 16). */
export const approvals = (context: Context): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const pending = await services.approvals.pending(speaker.scope.coordinates, OFFERED);
    const [only, another] = pending;
    if (!only) return conclude(texts.approvals.none(now));
    if (!another) return seeApproval(context, { approval: only.id });
    const total = await services.approvals.countPending(speaker.scope.coordinates);
    const text = [
      texts.approvals.heading(total, now),
      ...pending.map((one) => texts.approvals.line(one.unitName, one.title, { ...one, state: one.dueState })),
      texts.approvals.rule,
    ].join('\n');
    return ask(
      text,
      pending.map((one): Offer => ({
        label: coordinatorTexts.offers.see(one.unitName),
        action: { do: 'see_approval', approval: one.id },
      })),
    );
  });

/** One message, whom it goes to, and the word to give. */
export const seeApproval = (context: Context, { approval: id }: { approval: number }): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const one = await services.approvals.find(id);
    if (!one || !speaker.scope.coordinates.includes(one.coordinatorUnitId))
      return conclude(texts.approvals.none(now));
    if (one.state !== 'pending') return already(one);
    const heads = await services.people.holders([one.unitId], ['unit_head'], now);
    const text = texts.approvals.one(
      one.unitName,
      one.title,
      { ...one, state: one.dueState },
      heads.map(({ name }) => name),
      now,
    );
    const offers: Offer[] = [
      {
        label: coordinatorTexts.offers.approve(one.unitName),
        words: ['duyệt', 'đồng ý'],
        action: { do: 'decide_approval', approval: id, approve: true },
      },
      {
        label: coordinatorTexts.offers.decline(one.unitName),
        words: ['không', 'không duyệt'],
        action: { do: 'decide_approval', approval: id, approve: false },
      },
    ];
    return ask(`${text}\n${texts.approvals.rule}`, offers);
  });

export async function decideApproval(
  context: Context,
  { approval, approve }: { approval: number; approve: boolean },
): Promise<Step> {
  const { services, speaker, now } = context;
  const decision = await services.approvals.decide({ approval, approve, by: speaker }, now);
  if (decision.kind === 'not_found') return conclude(texts.approvals.none(now));
  const { unitName } = decision.approval;
  const more = await services.approvals.countPending(speaker.scope.coordinates);
  const next: Offer[] =
    more > 0 ? [{ label: coordinatorTexts.offers.approvals, action: { do: 'approvals' } }] : [];
  switch (decision.kind) {
    case 'approved':
      return conclude(texts.approvals.approved(unitName, decision.told), next);
    case 'declined':
      return conclude(texts.approvals.declined(unitName), next);
    case 'outdated':
      return conclude(texts.approvals.outdated(unitName), next);
    case 'already_done':
      return already(decision.approval);
  }
}

type Approval = NonNullable<Awaited<ReturnType<Context['services']['approvals']['find']>>>;

const already = ({ unitName, state, decidedAt }: Approval): Step =>
  conclude(texts.approvals.already(unitName, texts.approvals.states[state], decidedAt));

/** Questions of the units that nobody has answered yet. */
export const difficulties = (context: Context): Promise<Step> =>
  ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const open = await services.difficulties.open(speaker.scope.coordinates, OFFERED);
    if (open.length === 0) return conclude(texts.difficulties.none(now));
    const total = await services.difficulties.countOpen(speaker.scope.coordinates);
    const text = [
      texts.difficulties.heading(total, now),
      ...open.map((one) => texts.difficulties.line(one.unitName, one.askerName, one.text, one.askedAt)),
    ].join('\n');
    return ask(
      text,
      open.map((one): Offer => ({
        label: texts.difficulties.offer(one.unitName, one.askerName),
        action: { do: 'answer_difficulty', difficulty: one.id },
      })),
    );
  });

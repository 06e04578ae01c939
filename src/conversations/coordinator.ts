import type { Context, Part } from './context.ts';
import { budget, delivery, drop, resend, type DeliveryAction } from './coordinator-delivery.ts';
import {
  approvals,
  decideApproval,
  difficulties,
  seeApproval,
  type DecisionAction,
} from './coordinator-decisions.ts';
import {
  addPerson,
  completePerson,
  confirmCode,
  confirmPerson,
  hearPerson,
  hearWhom,
  issueCode,
  unlinked,
  type PeopleAction,
  type PeoplePlace,
} from './coordinator-people.ts';
import {
  confirmErasure,
  declineErasure,
  erasureWishes,
  grantErasure,
  hearReason,
  seeErasure,
  type ErasureAction,
  type ErasurePlace,
} from './coordinator-erasure.ts';
import {
  completeHandOver,
  confirmHandOver,
  handOver,
  hearHandOver,
  type HandOverAction,
  type HandOverPlace,
} from './coordinator-hand-over.ts';
import {
  confirmExtension,
  confirmPaper,
  confirmUrge,
  hearExtensionPaper,
  hearPaper,
  hearUnit,
  receivedOnPaper,
  recordExtension,
  urge,
  type ReportChangeAction,
  type ReportChangePlace,
} from './coordinator-reports.ts';
import {
  confirmSending,
  pauseSending,
  resumeSending,
  tomorrow,
  type SendingAction,
} from './coordinator-sending.ts';
import { ask, concludeInPlace, ifCoordinator } from './coordinator-steps.ts';
import {
  confirmIssue,
  draftPlans,
  hearPlan,
  issuePlan,
  type PlanAction,
  type PlanPlace,
} from './coordinator-plans.ts';
import {
  announceVisit,
  announceWithoutPaper,
  confirmAnnounce,
  confirmSession,
  hearNotice,
  hearSession,
  setSession,
  type VisitAction,
  type VisitPlace,
} from './coordinator-visits.ts';
import type { Offer, Step } from './cursor.ts';
import { coordinatorTexts as texts } from './texts-coordinator.ts';
import { taskDecisionTexts } from './texts-task-decisions.ts';
import { deliveryTexts } from './texts-coordinator-delivery.ts';

/** What the body that coordinates does; whatever touches others is confirmed first. */
export type CoordinatorAction =
  | { do: 'coordinate' }
  | { do: 'cancel_change' }
  | PlanAction
  | VisitAction
  | ReportChangeAction
  | DecisionAction
  | SendingAction
  | DeliveryAction
  | PeopleAction
  | HandOverAction
  | ErasureAction;

export type CoordinatorPlace =
  PlanPlace | VisitPlace | ReportChangePlace | PeoplePlace | HandOverPlace | ErasurePlace;

export const coordinatorPart: Part<CoordinatorAction, CoordinatorPlace> = {
  actions: {
    coordinate,
    cancel_change: () => Promise.resolve(concludeInPlace(texts.cancelled)),
    issue_plan: issuePlan,
    confirm_issue: confirmIssue,
    announce_visit: announceVisit,
    announce_without_paper: announceWithoutPaper,
    confirm_announce: confirmAnnounce,
    set_session: setSession,
    confirm_session: confirmSession,
    received_on_paper: receivedOnPaper,
    confirm_paper: confirmPaper,
    record_extension: recordExtension,
    confirm_extension: confirmExtension,
    urge,
    confirm_urge: confirmUrge,
    approvals,
    see_approval: seeApproval,
    decide_approval: decideApproval,
    difficulties,
    tomorrow,
    pause_sending: pauseSending,
    resume_sending: resumeSending,
    confirm_sending: confirmSending,
    delivery,
    resend,
    drop,
    budget,
    add_person: addPerson,
    complete_person: completePerson,
    confirm_person: confirmPerson,
    issue_code: issueCode,
    confirm_code: confirmCode,
    unlinked,
    hand_over: handOver,
    complete_hand_over: completeHandOver,
    confirm_hand_over: confirmHandOver,
    erasure_wishes: erasureWishes,
    see_erasure: seeErasure,
    grant_erasure: grantErasure,
    confirm_erasure: confirmErasure,
    decline_erasure: declineErasure,
  },
  places: {
    'coordinator.plan': hearPlan,
    'coordinator.notice': hearNotice,
    'coordinator.session': hearSession,
    'coordinator.paper': hearPaper,
    'coordinator.extension': hearExtensionPaper,
    'coordinator.unit': hearUnit,
    'coordinator.person': hearPerson,
    'coordinator.hand_over': hearHandOver,
    'coordinator.erasure': hearReason,
    'coordinator.code': (context, _place, text) => hearWhom(context, text),
  },
};

/** DIEUHANH: what waits, and everything that can be done. */
function coordinate(context: Context): Promise<Step> {
  return ifCoordinator(context, async () => {
    const { services, speaker, now } = context;
    const { coordinates } = speaker.scope;
    const drafts = await draftPlans(context);
    const wishes = await services.erasure.pending(speaker, speaker.jurisdictionId, now);
    const facts = {
      approvals: await services.approvals.countPending(coordinates),
      difficulties: await services.difficulties.countOpen(coordinates),
      tasks:
        (await services.taskReports.countPending(coordinates)) +
        (await services.taskExtensions.countPending(coordinates)),
      isPaused: await services.messages.isPaused(),
      draftPlans: drafts.map(({ title }) => title),
    };
    const { offers: labels } = texts;
    const offers: Offer[] = [
      ...(drafts.length > 0 ? [{ label: labels.issue, action: { do: 'issue_plan' as const } }] : []),
      ...(facts.approvals > 0 ? [{ label: labels.approvals, action: { do: 'approvals' as const } }] : []),
      ...(facts.difficulties > 0
        ? [{ label: labels.difficulties, action: { do: 'difficulties' as const } }]
        : []),
      ...(facts.tasks > 0
        ? [{ label: taskDecisionTexts.offers.menu(facts.tasks), action: { do: 'task_decisions' as const } }]
        : []),
      ...(wishes.length > 0
        ? [{ label: labels.erasures(wishes.length), action: { do: 'erasure_wishes' as const } }]
        : []),
      { label: labels.announce, action: { do: 'announce_visit' } },
      { label: labels.session, action: { do: 'set_session' } },
      { label: labels.paper, action: { do: 'received_on_paper' } },
      { label: labels.extension, action: { do: 'record_extension' } },
      { label: labels.urge, action: { do: 'urge' } },
      { label: labels.conclusions, action: { do: 'conclusions' } },
      { label: labels.tomorrow, action: { do: 'tomorrow' } },
      { label: labels.people, action: { do: 'add_person' } },
      { label: labels.code, action: { do: 'issue_code' } },
      { label: labels.handOver, action: { do: 'hand_over' } },
      { label: labels.unlinked, action: { do: 'unlinked' } },
      { label: deliveryTexts.offers.delivery, action: { do: 'delivery' } },
      { label: deliveryTexts.offers.budget, action: { do: 'budget' } },
      facts.isPaused
        ? { label: labels.resume, action: { do: 'resume_sending' } }
        : { label: labels.pause, action: { do: 'pause_sending' } },
    ];
    return ask(texts.menu(facts, now), offers);
  });
}

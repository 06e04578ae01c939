import type { Context, Part } from './context.ts';
import { announceVisit, setSession } from './coordinator-visits.ts';
import type { Step } from './cursor.ts';
import {
  announceSurprise,
  askReports,
  confirmReports,
  confirmSurprise,
  hearFields,
  hearTeam,
  hearWords,
  planSurprise,
  type SurpriseAction,
  type SurprisePlace,
} from './surprise.ts';
import { addVisit, confirmAdd, hearAdded, type AddingAction, type AddingPlace } from './visit-adding.ts';
import { unitTyped, type ChoicePlace } from './visit-choice.ts';
import { giveReason, hearReason, leaveOut, type ClashAction, type ClashPlace } from './visit-clash.ts';
import {
  cancelVisit,
  confirmCancel,
  confirmDone,
  hearCancelling,
  hearDone,
  visitDone,
  type EndingAction,
  type EndingPlace,
} from './visit-ending.ts';
import { hearStage, setStage, type StageAction, type StagePlace } from './visit-stages.ts';

/** What becomes of visits besides their notice and their hour: added, made in secret, carried out in steps, ended. */
export type VisitsAction = AddingAction | SurpriseAction | EndingAction | StageAction | ClashAction;
export type VisitsPlace = AddingPlace | SurprisePlace | EndingPlace | StagePlace | ClashPlace | ChoicePlace;

export const visitsPart: Part<VisitsAction, VisitsPlace> = {
  actions: {
    add_visit: addVisit,
    confirm_add: confirmAdd,
    plan_surprise: planSurprise,
    confirm_surprise: confirmSurprise,
    announce_surprise: announceSurprise,
    ask_reports: askReports,
    confirm_reports: confirmReports,
    cancel_visit: cancelVisit,
    confirm_cancel_visit: confirmCancel,
    visit_done: visitDone,
    confirm_visit_done: confirmDone,
    set_stage: setStage,
    leave_out: leaveOut,
    give_reason: giveReason,
  },
  takesNumbers: ['surprise.team', 'surprise.fields'],
  places: {
    'visit.adding': hearAdded,
    'surprise.words': hearWords,
    'surprise.team': hearTeam,
    'surprise.fields': hearFields,
    'visit.cancelling': hearCancelling,
    'visit.done': hearDone,
    'visit.stage': hearStage,
    'visit.reason': hearReason,
    'visit.which': hearWhich,
  },
};

const PURPOSES = {
  announce_visit: announceVisit,
  set_session: setSession,
  cancel_visit: cancelVisit,
  visit_done: visitDone,
};

function hearWhich(context: Context, { to }: ChoicePlace, typed: string): Promise<Step | undefined> {
  const about = unitTyped(context, typed);
  return about ? PURPOSES[to](context, about) : Promise.resolve(undefined);
}

import {
  addFindings,
  confirmFinding,
  confirmFindings,
  confirmSend,
  editFinding,
  hearFinding,
  hearFindings,
  sendConclusion,
  type FindingAction,
  type FindingPlace,
} from './conclusions-findings.ts';
import {
  confirmConclusion,
  confirmCorrection,
  correctConclusion,
  earlierConclusion,
  hearCorrection,
  hearNotice,
  hearUnit,
  registerConclusion,
  type NoticeAction,
  type NoticePlace,
} from './conclusions-notice.ts';
import { chooseRemedied, conclusions, seeConclusion, type ConclusionViewAction } from './conclusions-view.ts';
import type { Part } from './context.ts';
import { conclude } from './coordinator-steps.ts';
import { conclusionTexts as texts } from './texts-conclusions.ts';

/** What follows an inspection: the signed notice, what it found, and whether that was remedied. */
export type ConclusionAction = ConclusionViewAction | NoticeAction | FindingAction;

export type ConclusionPlace = NoticePlace | FindingPlace;

export const conclusionPart: Part<ConclusionAction, ConclusionPlace> = {
  actions: {
    conclusions,
    conclusion: seeConclusion,
    choose_remedied: chooseRemedied,
    register_conclusion: registerConclusion,
    earlier_conclusion: earlierConclusion,
    confirm_conclusion: confirmConclusion,
    correct_conclusion: correctConclusion,
    confirm_correction: confirmCorrection,
    add_findings: addFindings,
    confirm_findings: confirmFindings,
    edit_finding: editFinding,
    confirm_finding: confirmFinding,
    leave_findings: () => Promise.resolve(conclude(texts.later)),
    send_conclusion: sendConclusion,
    confirm_send: confirmSend,
  },
  places: {
    'conclusion.notice': hearNotice,
    'conclusion.unit': (context, _place, text) => hearUnit(context, text),
    'conclusion.correction': hearCorrection,
    'conclusion.findings': hearFindings,
    'conclusion.finding': hearFinding,
  },
};

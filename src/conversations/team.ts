import type { Day } from '../domain/day.ts';
import type { Context, Part } from './context.ts';
import type { Step } from './cursor.ts';
import {
  answerDifficulty,
  askDifficulty,
  hearAnswer,
  hearCorrection,
  hearDifficulty,
  hearExtension,
  requestExtension,
  sendAnswer,
  sendDifficulty,
} from './team-difficulties.ts';
import { askSupplement, hearSupplement, sendSupplement, setSupplementDay } from './team-supplements.ts';
import { visitFile } from './team-visit.ts';
import { lineOf } from './questions-reports.ts';
import { withPeriods } from './recurring-reports.ts';
import { reportPart } from './reports.ts';
import { questionTexts } from './texts-questions.ts';
import { teamTexts as texts } from './texts-team.ts';

/** What passes between a unit, the team of its visit and the body that coordinates. */
export type TeamAction =
  | { do: 'visit_file'; visit: number }
  | { do: 'unit_report'; unit: number }
  | { do: 'ask_supplement'; report?: number; unit?: number; text?: string }
  | { do: 'set_supplement_day'; report: number; text: string; dueOn: Day }
  | { do: 'send_supplement'; report: number; text: string; dueOn: Day; asked: number }
  | { do: 'ask_difficulty'; unit?: number; body?: number }
  | { do: 'send_difficulty'; unit: number; body: number; text: string; isCorrection?: true }
  | { do: 'answer_difficulty'; difficulty: number }
  | { do: 'send_answer'; difficulty: number; text: string }
  | { do: 'request_extension'; report?: number; text?: string; date?: string }
  | { do: 'cancel' };

export type TeamPlace =
  | { name: 'team.difficulty'; unit: number; body: number }
  | { name: 'team.correction' }
  | { name: 'team.answer'; difficulty: number }
  | { name: 'team.supplement'; report: number; text: string | null }
  | { name: 'team.extension'; report: number | null; date: Day | null };

export const teamPart: Part<TeamAction, TeamPlace> = {
  actions: {
    visit_file: visitFile,
    unit_report: unitReport,
    ask_supplement: askSupplement,
    set_supplement_day: setSupplementDay,
    send_supplement: sendSupplement,
    ask_difficulty: askDifficulty,
    send_difficulty: sendDifficulty,
    answer_difficulty: answerDifficulty,
    send_answer: sendAnswer,
    request_extension: requestExtension,
    cancel: () => Promise.resolve({ replies: [{ text: texts.cancelled }], place: { name: 'idle' } }),
  },
  places: {
    'team.difficulty': hearDifficulty,
    'team.correction': (context, _place, text) => hearCorrection(context, text),
    'team.answer': hearAnswer,
    'team.supplement': hearSupplement,
    'team.extension': hearExtension,
  },
};

/** A unit's figures: straight to the report where there is one, a choice where there are several. */
async function unitReport(context: Context, { unit }: { unit: number }): Promise<Step> {
  const { services, speaker } = context;
  const reports = withPeriods(await services.reports.ofUnits(speaker.scope, [unit]));
  const [first, another] = reports;
  if (!first) return { replies: [{ text: questionTexts.outOfScope(speaker.address) }] };
  const recall = { do: 'unit_report', unit } as const;
  if (!another)
    return {
      recall,
      ...(await reportPart.actions.view_report(context, { do: 'view_report', report: first.id })),
    };
  const text = [texts.whichReport(first.unitName), ...reports.map((report) => lineOf(context, report))].join(
    '\n',
  );
  const offers = reports.map(({ id, title }) => ({
    label: title,
    action: { do: 'view_report' as const, report: id },
  }));
  return { replies: [{ text, offers }], recall };
}

import type { Day } from '../domain/day.ts';
import type { Part } from './context.ts';
import { fillBlanks, type BlankKind } from './form-blanks.ts';
import { filling, rowOf, sectionsOf, type Then } from './form-draft.ts';
import { recordOne } from './form-figures.ts';
import { askFinding } from './form-findings.ts';
import { goOn, stopped } from './form-go-on.ts';
import { showMenu } from './form-menu.ts';
import { askNarrative, nextNarrative } from './form-narratives.ts';
import { keepOld, showOld } from './form-old.ts';
import { continueDraft, enterFigures, sendReport } from './form-outside.ts';
import type { FormPlace } from './form-places.ts';
import { sendDraft, showSummary, startReview } from './form-review.ts';
import { askBack, askRows } from './form-rows.ts';
import { askExplanations, showTable } from './form-tables.ts';
import { viewSection, viewTable } from './report-view.ts';
import { formTexts } from './texts-form.ts';

export type FormAction =
  | { do: 'continue_draft' }
  | { do: 'enter_figures'; text: string; report?: number; section?: string }
  | { do: 'send_report'; rest?: true }
  | { do: 'stop_form' }
  | { do: 'form.menu'; report: number }
  | { do: 'form.section'; report: number; section: string; owed?: true }
  | {
      do: 'form.choose';
      report: number;
      section: string;
      row: string;
      value: number;
      skipped: readonly string[];
    }
  | {
      do: 'form.skip';
      report: number;
      section: string;
      asked: readonly string[];
      skipped: readonly string[];
      owed?: true;
    }
  | { do: 'form.back'; report: number; section: string; asked: readonly string[] }
  | { do: 'form.view'; report: number; section: string }
  | { do: 'form.view_table'; report: number; table: string }
  | { do: 'form.blank'; report: number; section: string; kind: BlankKind; keys?: readonly string[] }
  | { do: 'form.fix'; report: number; row: string; then: Then }
  | { do: 'form.reason'; report: number; finding: string; rest: readonly string[]; then: Then }
  | { do: 'form.later'; report: number; rest: readonly string[]; then: Then }
  | { do: 'form.set'; report: number; row: string; value: string; then: Then }
  | { do: 'form.table'; report: number; table: string; block?: string }
  | { do: 'form.explain'; report: number; table: string }
  | {
      do: 'form.skip_explanation';
      report: number;
      table: string;
      block: string;
      label: string;
      owed: readonly string[];
    }
  | { do: 'form.texts'; report: number; narrative?: string }
  | { do: 'form.next_text'; report: number; narrative: string }
  | { do: 'form.old'; report: number }
  | { do: 'form.keep'; report: number; keys?: readonly string[]; then: Then }
  | { do: 'form.review'; report: number }
  | { do: 'form.rest'; report: number }
  | { do: 'form.as_of'; report: number; day: Day; rest?: true }
  | { do: 'form.send'; report: number; revision: number; asOf: Day; rest?: true };

export const formActions: Part<FormAction, FormPlace>['actions'] = {
  continue_draft: continueDraft,
  enter_figures: enterFigures,
  send_report: sendReport,
  stop_form: () => Promise.resolve(stopped),
  'form.menu': (context, { report }) => filling(context, report, (draft) => showMenu(context, draft)),
  'form.section': (context, { report, section, owed }) =>
    filling(context, report, async (draft) => {
      const inputs = sectionsOf(draft).find(({ heading }) => heading.key === section)?.inputs ?? [];
      const keys = inputs.map(({ key }) => key);
      const answers = await context.services.drafts.answers(report, keys);
      // A section that is full is shown: each of its figures may be corrected by its code.
      if (!owed && inputs.length > 0 && answers.size === inputs.length)
        return viewSection(context, draft, section);
      return askRows(context, draft, { section, skipped: [], ...(owed ? { owed } : {}) });
    }),
  'form.choose': (context, { report, section, row, value, skipped }) =>
    filling(context, report, (draft) => {
      const meant = rowOf(draft.form, row);
      const then: Then = { to: 'rows', section, skipped };
      return meant ? recordOne(context, draft, meant, String(value), then, goOn) : showMenu(context, draft);
    }),
  'form.skip': (context, { report, section, asked, skipped, owed }) =>
    filling(context, report, (draft) =>
      askRows(context, draft, { section, skipped: [...skipped, ...asked], ...(owed ? { owed } : {}) }),
    ),
  'form.back': (context, { report, section, asked }) =>
    filling(context, report, (draft) => askBack(context, draft, section, asked)),
  'form.view': (context, { report, section }) =>
    filling(context, report, (draft) => viewSection(context, draft, section)),
  'form.view_table': (context, { report, table }) =>
    filling(context, report, (draft) => viewTable(context, draft, table)),
  'form.blank': (context, { report, section, kind, keys }) =>
    filling(context, report, (draft) => fillBlanks(context, draft, section, { kind }, keys)),
  'form.fix': (context, { report, row, then }) =>
    filling(context, report, (draft) => {
      const section = rowOf(draft.form, row)?.section ?? '';
      const skipped = then.to === 'rows' ? then.skipped : [];
      return askRows(context, draft, {
        section,
        skipped,
        asked: [row],
        ...(then.to === 'send' ? { then: then.rest ? 'send_rest' : 'send' } : {}),
      });
    }),
  'form.reason': (context, { report, finding, rest, then }) =>
    filling(context, report, () =>
      Promise.resolve({
        replies: [{ text: formTexts.askReason }],
        place: { name: 'form.reason', report, finding, rest, then },
      }),
    ),
  'form.later': (context, { report, rest, then }) =>
    filling(context, report, (draft) =>
      // Put off while reviewing: the report is not sent now.
      then.to === 'send'
        ? showMenu(context, draft, formTexts.notSentYet)
        : askFinding(context, draft, rest, then, goOn),
    ),
  'form.set': (context, { report, row, value, then }) =>
    filling(context, report, (draft) => {
      const meant = rowOf(draft.form, row);
      return meant ? recordOne(context, draft, meant, value, then, goOn) : showMenu(context, draft);
    }),
  'form.table': (context, { report, table, block }) =>
    filling(context, report, (draft) => showTable(context, draft, table, block)),
  'form.explain': (context, { report, table }) =>
    filling(context, report, (draft) => askExplanations(context, draft, table)),
  'form.skip_explanation': (context, action) =>
    filling(context, action.report, (draft) => goOn(context, draft, { to: 'table', ...action })),
  'form.texts': (context, { report, narrative }) =>
    filling(context, report, (draft) => askNarrative(context, draft, narrative)),
  'form.next_text': (context, { report, narrative }) =>
    filling(context, report, (draft) => nextNarrative(context, draft, narrative)),
  'form.old': (context, { report }) => filling(context, report, (draft) => showOld(context, draft)),
  'form.keep': (context, { report, keys, then }) =>
    filling(context, report, (draft) => keepOld(context, draft, { then, ...(keys ? { keys } : {}) }, goOn)),
  'form.review': (context, { report }) =>
    filling(context, report, (draft) => startReview(context, draft, goOn)),
  'form.rest': (context, { report }) =>
    filling(context, report, (draft) => startReview(context, draft, goOn, { rest: true })),
  'form.as_of': (context, { report, day, rest }) =>
    filling(context, report, (draft) => showSummary(context, draft, day, goOn, { rest })),
  'form.send': (context, { report, revision, asOf, rest }) =>
    filling(context, report, (draft) => sendDraft(context, draft, { revision, asOf, rest }, goOn)),
};

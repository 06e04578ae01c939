import type { Day } from '../domain/day.ts';
import { LONGEST_EXPLANATION, shortened } from '../domain/text-limits.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context, Part } from './context.ts';
import type { Step } from './cursor.ts';
import type { FormAction } from './form-actions.ts';
import { askForAll, isBlankKind, recordBlanks } from './form-blanks.ts';
import { prepend, tablesOf, wordOf, type Then } from './form-draft.ts';
import { recordFigures } from './form-figures.ts';
import { askFinding } from './form-findings.ts';
import { byWord, byWordOrPaper, goOn, onDraft } from './form-go-on.ts';
import { recordNarrative } from './form-narratives.ts';
import { keepOld } from './form-old.ts';
import { startReview, takeAsOf } from './form-review.ts';
import { askBack, askRows } from './form-rows.ts';
import { isTableLines } from './form-table-reading.ts';
import { lineKey, recordExplanation, recordLines, showTable } from './form-tables.ts';
import { readWithoutFigure } from './form-value.ts';
import { viewSection, viewTable } from './report-view.ts';
import { tableTexts } from './texts-tables.ts';
import { formTexts } from './texts-form.ts';

export type FormPlace =
  | { name: 'form.menu'; report: number }
  | {
      name: 'form.rows';
      report: number;
      section: string;
      asked: readonly string[];
      skipped: readonly string[];
      then?: 'send' | 'send_rest';
      owed?: true;
    }
  | { name: 'form.blanks'; report: number; section: string }
  | { name: 'form.which'; report: number; section: string | null; then: Then }
  | {
      name: 'form.finding';
      report: number;
      finding: string;
      rest: readonly string[];
      then: Then;
      mayExplain: boolean;
    }
  | { name: 'form.reason'; report: number; finding: string; rest: readonly string[]; then: Then }
  | { name: 'form.table'; report: number; table: string; block: string }
  | {
      name: 'form.explain';
      report: number;
      table: string;
      block: string;
      label: string;
      owed: readonly string[];
    }
  | { name: 'form.texts'; report: number; narrative: string }
  | { name: 'form.as_of'; report: number; rest?: true }
  | { name: 'form.summary'; report: number; asOf: Day; rest?: true };

/** What words typed at each place of the form come to. */
export const formPlaces: Part<FormAction, FormPlace>['places'] = {
  'form.menu': (context, { report }, text) =>
    onDraft(context, report, async (draft) => {
      const typing = { section: null, asked: [], skipped: [], then: { to: 'rest' } as const };
      return (await byWordOrPaper(context, draft, text)) ?? recordFigures(context, draft, text, typing, goOn);
    }),

  'form.rows': (context, place, text) =>
    onDraft(context, place.report, async (draft) => {
      const { section, asked, skipped } = place;
      const owed = place.owed ? { owed: true as const } : {};
      const then: Then =
        place.then !== undefined
          ? { to: 'send', ...(place.then === 'send_rest' ? { rest: true } : {}) }
          : { to: 'rows', section, skipped, ...owed };
      switch (wordOf(text)) {
        case 'keep':
          return keepOld(context, draft, { keys: asked, then }, goOn);
        case 'skip':
        case 'next':
          return askRows(context, draft, { section, skipped: [...skipped, ...asked], ...owed });
        case 'back':
          return askBack(context, draft, section, asked);
        case 'view':
          return viewSection(context, draft, section);
        case 'one_by_one':
        case 'batch': {
          const style = wordOf(text) === 'batch' ? 'batch' : 'one_by_one';
          await context.services.people.setPreferences(context.speaker.id, { style });
          const speaker = { ...context.speaker, style } as const;
          return askRows({ ...context, speaker }, draft, { section, skipped, ...owed });
        }
        default:
      }
      const without = asked.length > 1 ? readWithoutFigure(text) : undefined;
      if (without && isBlankKind(without.kind)) return askForAll(draft, section, asked, without.kind);
      return (
        (await byWordOrPaper(context, draft, text)) ??
        recordFigures(context, draft, text, { section, asked, skipped, then }, goOn)
      );
    }),

  'form.blanks': (context, { report, section }, text) =>
    onDraft(
      context,
      report,
      async (draft) =>
        (await byWordOrPaper(context, draft, text)) ?? recordBlanks(context, draft, section, text),
    ),

  'form.which': (context, { report, section, then }, text) =>
    onDraft(context, report, (draft) =>
      recordFigures(context, draft, text, { section, asked: [], skipped: [], then }, goOn),
    ),

  'form.finding': (context, place, text) =>
    onDraft(context, place.report, async (draft) => {
      const { finding, rest, then, mayExplain } = place;
      const section = then.to === 'rows' ? then.section : null;
      const isReason =
        mayExplain && !/^\s*[\d.]+\s*[:=]/.test(text) && (text.match(/\p{L}{2,}/gu) ?? []).length >= 3;
      if (then.to === 'table' && /[:\t]/.test(text)) {
        return recordLines(context, draft, then, text, goOn);
      }
      const word = wordOf(text);
      if (word === 'rest' || word === 'send') return byWord(context, draft, text);
      if (isReason) return giveReason(context, draft, { finding, rest, then }, text);
      return recordFigures(context, draft, text, { section, asked: [], skipped: [], then }, goOn);
    }),

  'form.reason': (context, place, text) =>
    onDraft(context, place.report, async (draft) => {
      const { finding, rest, then } = place;
      const word = wordOf(text);
      if (word === 'back' || word === 'skip')
        return askFinding(context, draft, [finding, ...rest], then, goOn);
      return (await byWord(context, draft, text)) ?? giveReason(context, draft, place, text);
    }),

  'form.table': (context, { report, table, block }, text) =>
    onDraft(context, report, async (draft) => {
      if (wordOf(text) === 'view') return viewTable(context, draft, table);
      return (
        (await byWordOrPaper(context, draft, text)) ??
        recordLines(context, draft, { table, block }, text, goOn)
      );
    }),

  'form.explain': (context, place, text) =>
    onDraft(context, place.report, async (draft) => {
      const { table, block, label } = place;
      const word = wordOf(text);
      if (word === 'skip' || word === 'next') return goOn(context, draft, { to: 'table', ...place });
      const early =
        word === 'back' ? await showTable(context, draft, table, block) : await byWord(context, draft, text);
      if (early) return early;
      const printed = tablesOf(draft).find(({ key }) => key === table);
      if (printed && isTableLines(text, printed, block)) {
        const owed = [lineKey(place), ...place.owed];
        return recordLines(context, draft, { table, block, owed }, text, goOn);
      }
      await recordExplanation(context, draft, place, text);
      return prepend(
        tableTexts.explanationKept(label),
        await goOn(context, draft, { to: 'table', ...place }),
      );
    }),

  'form.texts': (context, { report, narrative }, text) =>
    onDraft(context, report, async (draft) => {
      // Where no form is printed a short message with a number is the paper itself.
      const isPaper = !draft.hasForm && text.length < 80;
      const early = await (isPaper ? byWordOrPaper : byWord)(context, draft, text);
      if (early) return early;
      return recordNarrative(context, draft, narrative, text, () => startReview(context, draft, goOn));
    }),

  'form.as_of': (context, { report, rest }, text) =>
    onDraft(
      context,
      report,
      async (draft) =>
        (await byWordOrPaper(context, draft, text)) ?? takeAsOf(context, draft, text, goOn, { rest }),
    ),

  'form.summary': (context, { report, rest }, text) =>
    onDraft(
      context,
      report,
      async (draft) =>
        (await byWordOrPaper(context, draft, text)) ??
        recordFigures(
          context,
          draft,
          text,
          { section: null, asked: [], skipped: [], then: { to: 'send', ...(rest ? { rest } : {}) } },
          goOn,
        ),
    ),
};

async function giveReason(
  context: Context,
  draft: Draft,
  { finding, rest, then }: { finding: string; rest: readonly string[]; then: Then },
  text: string,
): Promise<Step> {
  const { services, speaker, now } = context;
  const reason = shortened(text.trim(), LONGEST_EXPLANATION);
  await services.drafts.giveReason({ reportId: draft.report.id, finding, reason, by: speaker.id }, now);
  return prepend(formTexts.reasonKept, await askFinding(context, draft, rest, then, goOn));
}

import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { exampleCodes } from './form-codes.ts';
import { narrativesOf, partNames, prepend, reviewOffer, sectionsOf, tablesOf, WORDS } from './form-draft.ts';
import { oldFigures, oldFiguresOffer } from './form-recheck.ts';
import { formTexts } from './texts-form.ts';
import { partTexts } from './texts-parts.ts';
import { workbookTexts } from './texts-workbooks.ts';
import type { Draft } from '../services/drafts.ts';

/** After a figure given in passing: the report is not sent by that, and what may come next. */
export async function showRest(context: Context, draft: Draft): Promise<Step> {
  const { report } = draft;
  const [last] = draft.parts === null ? await context.services.submissions.history([report.id]) : [];
  return {
    replies: [
      {
        text:
          draft.parts === null
            ? formTexts.notSentByThis(report, last?.no ?? 0)
            : partTexts.stored(report, partNames(draft, draft.parts)),
        offers: [
          reviewOffer(draft),
          { label: formTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report: report.id } },
          { label: formTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
        ],
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
}

/** Codes for the example of a first message; none where the unit has no figures to give. */
function hintOf(draft: Draft): string[] | null {
  const codes = exampleCodes(
    draft.form,
    sectionsOf(draft).flatMap(({ inputs }) => inputs),
  );
  return codes.length > 0 ? codes : null;
}

/** The parts of a report with how far each is, as choices. */
export async function showMenu(context: Context, draft: Draft, before = ''): Promise<Step> {
  const { report } = draft;
  const answers = await context.services.drafts.answers(report.id);
  const lines = await context.services.drafts.lines(report.id);
  const sections = sectionsOf(draft).map(({ heading, inputs }): Offer => {
    const answered = inputs.filter(({ key }) => answers.has(key)).length;
    const owed = inputs.filter(({ key }) => answers.get(key)?.kind === 'missing').length;
    return {
      label: formTexts.section(heading, answered, inputs.length, owed),
      words: [heading.code, `mục ${heading.code}`, heading.name],
      action: { do: 'form.section', report: report.id, section: heading.key },
    };
  });
  const tables = tablesOf(draft).map(({ key, code }): Offer => ({
    label: formTexts.table(code, lines.get(key)?.length ?? 0, answers.get(key)),
    words: [code],
    action: { do: 'form.table', report: report.id, table: key },
  }));
  const narratives = narrativesOf(draft);
  const given = narratives.filter(({ key }) => answers.has(key)).length;
  const texts: Offer[] =
    narratives.length === 0
      ? []
      : [
          {
            label: formTexts.narratives(given, narratives.length),
            words: ['đề cương', 'lời văn'],
            action: { do: 'form.texts', report: report.id },
          },
        ];
  const step: Step = {
    replies: [
      {
        text: formTexts.menu(report, context.now, answers.size === 0 ? hintOf(draft) : null),
        offers: [
          ...sections,
          ...tables,
          ...texts,
          ...oldFiguresOffer(report.id, (await oldFigures(context, draft)).length),
          reviewOffer(draft),
          { label: formTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
          {
            label: workbookTexts.offer,
            words: workbookTexts.words,
            action: { do: 'workbook.get', report: report.id },
          },
        ],
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
  return prepend(before, step);
}

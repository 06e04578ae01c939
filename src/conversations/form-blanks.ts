import type { Answer } from '../domain/answers.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Step } from './cursor.ts';
import { prepend, rowOf, sectionsOf, WORDS, type Then } from './form-draft.ts';
import { afterChange, recordFigures } from './form-figures.ts';
import { goOn } from './form-go-on.ts';
import { readWithoutFigure } from './form-value.ts';
import { formTexts } from './texts-form.ts';

/** Answers that say why there is no figure. */
export type BlankKind = Extract<Answer['kind'], 'nothing' | 'missing' | 'out_of_scope'>;

export const isBlankKind = (kind: Answer['kind']): kind is BlankKind =>
  kind === 'nothing' || kind === 'missing' || kind === 'out_of_scope';

/** One answer without a figure where several rows were asked: for all of them, or for the first? */
export function askForAll(draft: Draft, section: string, asked: readonly string[], kind: BlankKind): Step {
  const at = { do: 'form.blank' as const, report: draft.report.id, section, kind };
  const first = rowOf(draft.form, asked[0] ?? '');
  return {
    replies: [
      {
        text: formTexts.forAll(kind, asked.length),
        offers: [
          {
            label: formTexts.offers.allOfThese(asked.length),
            words: ['tất cả', 'cả'],
            action: { ...at, keys: asked },
          },
          { label: formTexts.offers.onlyThis(first?.code ?? ''), action: { ...at, keys: asked.slice(0, 1) } },
          {
            label: formTexts.offers.back,
            words: WORDS.back,
            action: { do: 'form.section', report: draft.report.id, section },
          },
        ],
      },
    ],
    place: { name: 'form.blanks', report: draft.report.id, section },
  };
}

export async function fillBlanks(
  context: Context,
  draft: Draft,
  section: string,
  answer: Answer,
  only?: readonly string[],
): Promise<Step> {
  const { services, speaker, now } = context;
  const inputs = sectionsOf(draft).find(({ heading }) => heading.key === section)?.inputs ?? [];
  const keys = inputs.map(({ key }) => key).filter((key) => only === undefined || only.includes(key));
  const known = await services.drafts.answers(draft.report.id, keys);
  const blank = keys.filter((key) => !known.has(key));
  const answers = new Map(blank.map((key) => [key, answer]));
  await services.drafts.setAnswers({ reportId: draft.report.id, answers, by: speaker.id }, now);
  const then: Then = { to: 'rows', section, skipped: [] };
  return prepend(
    formTexts.blanksFilled(blank.length, answer),
    await afterChange(context, draft, new Set(blank), then, goOn),
  );
}

/** "tất cả đều không phát sinh", "còn lại: chưa có số liệu". */
const FOR_ALL =
  /^\s*(tất cả|tat ca|các dòng còn lại|cac dong con lai|còn lại|con lai)(\s+(đều|deu|là|la))?\s*[:,]?\s*/iu;

/** What is typed where the blanks of a section are asked: one answer for all of them, or by code. */
export async function recordBlanks(
  context: Context,
  draft: Draft,
  section: string,
  text: string,
): Promise<Step | undefined> {
  const answer = readWithoutFigure(text.replace(FOR_ALL, ''));
  if (answer) return fillBlanks(context, draft, section, answer);
  const inputs = sectionsOf(draft).find(({ heading }) => heading.key === section)?.inputs ?? [];
  const keys = inputs.map(({ key }) => key);
  const known = await context.services.drafts.answers(draft.report.id, keys);
  const open = keys.filter((key) => !known.has(key));
  const then: Then = { to: 'rows', section, skipped: open };
  return recordFigures(context, draft, text, { section, asked: open, skipped: open, then }, goOn);
}

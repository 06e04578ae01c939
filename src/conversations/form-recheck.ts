import type { Answer } from '../domain/answers.ts';
import type { Row } from '../domain/form.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer } from './cursor.ts';
import { sectionsOf } from './form-draft.ts';
import { formChangeTexts as texts } from './texts-form-change.ts';

/** Rows with a figure from before the form changed their meaning, in printed order. */
export async function oldFigures(
  { services }: Pick<Context, 'services'>,
  draft: Draft,
): Promise<{ row: Row; old: Answer }[]> {
  const old = await services.drafts.toConfirm(draft.report.id);
  return sectionsOf(draft)
    .flatMap(({ inputs }) => inputs)
    .flatMap((row) => {
      const answer = old.get(row.key);
      return answer ? [{ row, old: answer }] : [];
    });
}

/** The choice that leads to them; none where there are none. */
export const oldFiguresOffer = (report: number, rows: number): Offer[] =>
  rows === 0
    ? []
    : [
        {
          label: texts.offers.see(rows),
          words: ['xác nhận lại', 'xác nhận'],
          action: { do: 'form.old', report },
        },
      ];

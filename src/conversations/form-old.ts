import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Step } from './cursor.ts';
import { prepend, WORDS, type GoOn, type Then } from './form-draft.ts';
import { afterChange } from './form-figures.ts';
import { showMenu } from './form-menu.ts';
import { oldFigures } from './form-recheck.ts';
import { formChangeTexts as texts } from './texts-form-change.ts';
import { formTexts } from './texts-form.ts';

/** Old figures together: one word keeps them all. */
export async function showOld(context: Context, draft: Draft): Promise<Step> {
  const { report } = draft;
  const rows = await oldFigures(context, draft);
  const [first] = rows;
  if (!first) return showMenu(context, draft, texts.nothingToConfirm);
  return {
    replies: [
      {
        text: texts.list(rows),
        offers: [
          {
            label: texts.offers.keep(rows.length),
            words: [...WORDS.keep, 'đồng ý'],
            action: { do: 'form.keep', report: report.id, then: { to: 'menu' } },
          },
          {
            label: texts.offers.again,
            words: ['nhập lại', ...WORDS.next],
            action: { do: 'form.section', report: report.id, section: first.row.section },
          },
          { label: formTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report: report.id } },
          { label: formTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
        ],
      },
    ],
    place: { name: 'form.menu', report: report.id },
  };
}

/** Keeps old figures, of these rows or of all; those that cannot be answers any more are asked for. */
export async function keepOld(
  context: Context,
  draft: Draft,
  { keys, then }: { keys?: readonly string[]; then: Then },
  goOn: GoOn,
): Promise<Step> {
  const { services, speaker, now } = context;
  const { id } = draft.report;
  const asked = await services.drafts.toConfirm(id, keys);
  const kept = await services.drafts.confirm(draft, { by: speaker.id, ...(keys ? { keys } : {}) }, now);
  const said = [
    ...(kept > 0 ? [texts.kept(kept)] : []),
    ...(asked.size > kept ? [texts.cannotStand(asked.size - kept)] : []),
    ...(asked.size === 0 ? [texts.nothingToConfirm] : []),
  ].join(' ');
  return prepend(said, await afterChange(context, draft, new Set(asked.keys()), then, goOn));
}

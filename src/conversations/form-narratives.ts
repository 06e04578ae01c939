import type { Narrative } from '../domain/form.ts';
import { LONGEST_TEXT } from '../domain/text-limits.ts';
import { fold } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { asButtons, narrativesOf, prepend, WORDS, wordOf } from './form-draft.ts';
import { showMenu } from './form-menu.ts';
import { tableTexts } from './texts-tables.ts';
import { formTexts } from './texts-form.ts';

/** Asks for one item of the outline; without a key, for the first that has no text. All of it is optional. */
export async function askNarrative(context: Context, draft: Draft, key?: string): Promise<Step> {
  const parts = narrativesOf(draft);
  const report = draft.report.id;
  const answers = await context.services.drafts.answers(
    report,
    parts.map((part) => part.key),
  );
  const part =
    key === undefined
      ? (parts.find((one) => !answers.has(one.key)) ?? parts[0])
      : parts.find((one) => one.key === key);
  if (!part) return showMenu(context, draft);
  const given = answers.get(part.key);
  const offers: Offer[] = [
    {
      label: formTexts.offers.skip,
      words: WORDS.skip,
      action: { do: 'form.next_text', report, narrative: part.key },
    },
    { label: formTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report } },
    { label: formTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
  ];
  return {
    replies: [
      {
        text: tableTexts.narrative({
          part,
          place: parts.indexOf(part) + 1,
          total: parts.length,
          text: given?.kind === 'text' ? given.text : null,
          isOnly: !draft.hasForm,
          hasButtons: context.hasButtons,
        }),
        ...asButtons(context, draft.hasForm ? offers : offers.slice(2)),
      },
    ],
    place: { name: 'form.texts', report, narrative: part.key },
  };
}

/** The item after this one; after the last, the list of parts. */
export function nextNarrative(context: Context, draft: Draft, key: string, step: 1 | -1 = 1): Promise<Step> {
  const parts = narrativesOf(draft);
  const next = parts[parts.findIndex((part) => part.key === key) + step];
  return next ? askNarrative(context, draft, next.key) : showMenu(context, draft);
}

/** Keeps the text typed for an item; a bare code of the outline goes to that item. */
export async function recordNarrative(
  context: Context,
  draft: Draft,
  key: string,
  text: string,
  afterOnly: () => Promise<Step>,
): Promise<Step> {
  const word = wordOf(text);
  if (word === 'skip' || word === 'next')
    return draft.hasForm ? nextNarrative(context, draft, key) : afterOnly();
  if (word === 'back') return nextNarrative(context, draft, key, -1);
  if (word === 'menu') return showMenu(context, draft);
  if (word === 'view') return askNarrative(context, draft, key);
  const named = codeNamed(narrativesOf(draft), text);
  if (named && draft.hasForm) return askNarrative(context, draft, named.key);
  if (text.length > LONGEST_TEXT)
    return prepend(
      tableTexts.textTooLong(text.length, LONGEST_TEXT),
      await askNarrative(context, draft, key),
    );
  const kept = text.trim();
  if (!/\p{L}{2,}[\s\S]*\p{L}{2,}/u.test(kept)) {
    return prepend(tableTexts.textHasNoWords, await askNarrative(context, draft, key));
  }
  await context.services.drafts.setAnswers(
    {
      reportId: draft.report.id,
      answers: new Map([[key, { kind: 'text', text: kept }]]),
      by: context.speaker.id,
    },
    context.now,
  );
  const said = tableTexts.textKept(kept.length);
  return prepend(said, draft.hasForm ? await nextNarrative(context, draft, key) : await afterOnly());
}

const codeNamed = (parts: readonly Narrative[], text: string): Narrative | undefined => {
  const typed = fold(text).replace(/[.]+$/, '').replace(/^muc /, '');
  return parts.find(({ code }) => code !== '' && fold(code) === typed);
};

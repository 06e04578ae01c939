import type { Context } from './context.ts';
import type { Step } from './cursor.ts';
import { draftToFill, partNames } from './form-draft.ts';
import { partTexts as texts } from './texts-parts.ts';

/** When the reports are due of which the speaker fills in parts. */
export async function partDeadlines(context: Context): Promise<Step> {
  const lines: string[] = [];
  for (const { report } of context.speaker.scope.fills) {
    const draft = await draftToFill(context, report);
    if (draft) lines.push(texts.deadline(partNames(draft, draft.parts ?? []), draft.report));
  }
  return { replies: [{ text: texts.deadlines(lines, context.now) }] };
}

/** Who answers what somebody with parts alone asks: the officers of the units the parts are of. */
export async function askOfficers({ services, speaker, now }: Context): Promise<Step> {
  const reports = await services.drafts.listFor(speaker.scope);
  const units = [...new Set(reports.map(({ unitId }) => unitId))];
  const officers = await services.people.holders(units, ['focal'], now);
  return { replies: [{ text: texts.askOfficer(officers.map(({ name }) => name)) }], place: { name: 'idle' } };
}

import { overseesOthers } from '../domain/grants.ts';
import { fold } from '../language/fold.ts';
import type { Context } from './context.ts';
import { draftToFill } from './form-draft.ts';

/** What "phụ lục 1" of the documents in force may be, to this speaker; nothing where they print none. */
export type AppendixKind = 'workbook' | 'table' | 'schedule';

/**
 * To who follows others the table and the schedule; to an officer the own form, and where the form itself is made of
 * numbered appendices ("Phụ lục 2") a number means that form.
 */
export async function appendixKinds(
  context: Context,
  { text, unit, hasTable }: { text: string; unit: number | undefined; hasTable: boolean },
): Promise<AppendixKind[]> {
  const { services, speaker } = context;
  const { total } = await services.visits.inView(speaker.scope, speaker.jurisdictionId, {
    limit: 1,
    ...(unit !== undefined && { unitIds: [unit] }),
  });
  const form = await ownForm(context, unit);
  const isNumbered = /\b(?:phu luc|pl) ?\d/.test(fold(text));
  if (form?.hasAppendices && isNumbered) return ['workbook'];
  const figures: AppendixKind[] = form ? ['workbook'] : hasTable ? ['table'] : [];
  return [...figures, ...(total > 0 ? (['schedule'] as const) : [])];
}

/** Whether who speaks for one unit owes a form, and whether its tables bear the numbers of appendices. */
async function ownForm(
  context: Context,
  unit: number | undefined,
): Promise<{ hasAppendices: boolean } | undefined> {
  const { services, speaker } = context;
  if (overseesOthers(speaker.scope) || (unit !== undefined && !speaker.scope.ownUnits.includes(unit)))
    return undefined;
  const reports = await services.drafts.listOpenFor(speaker.scope);
  const report = reports.find(({ formVersionId }) => formVersionId !== null);
  const draft = report && (await draftToFill(context, report.id));
  return draft && { hasAppendices: draft.form.tables.some(({ code }) => /^Phụ lục \d/u.test(code)) };
}

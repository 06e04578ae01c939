import { inputRows } from '../domain/form.ts';
import type { FormWorkbook, Mark, UnstoredLine } from '../domain/workbook.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Step } from './cursor.ts';
import { partNames } from './form-draft.ts';
import { shortDay } from './format.ts';
import { withPeriod } from './recurring-reports.ts';
import { workbookTexts as texts } from './texts-workbooks.ts';

interface Filling {
  /** Null: all. */
  sections: readonly string[] | null;
  marks?: ReadonlyMap<string, Mark>;
  unstored?: readonly UnstoredLine[];
}

/** The workbook of a draft as it stands with what is to be looked at marked, and where that stands in it. */
export async function writeMarked(context: Context, draft: Draft, filling: Filling) {
  const name = texts.fileName(draft.report, partNames(draft, filling.sections ?? []));
  return context.desk.writeMarked(await contentOf(context, draft, filling), name);
}

/** Everything the workbook of a draft is made of, whole or of some sections. */
async function contentOf(
  { services, now }: Context,
  draft: Draft,
  { sections, marks = new Map(), unstored = [] }: Filling,
): Promise<FormWorkbook> {
  const { report, form, unit } = draft;
  const last = await services.submissions.latest(report.id);
  const asOf = report.asOf ?? last?.asOf;
  return {
    ...(await services.workbooks.content(draft)),
    identity: await services.workbooks.identityOf(draft, { sections }, now),
    form,
    unit,
    heading: {
      unit: report.unitName,
      recipient: report.recipient,
      title: report.title,
      lines: texts.heading(report),
      asOf: asOf === undefined ? '' : shortDay(asOf),
    },
    marks,
    unstored,
  };
}

/** The workbook as an answer, with how it comes back. */
export async function sendWorkbook(
  context: Context,
  draft: Draft,
  sections: readonly string[] | null = draft.parts,
): Promise<Step> {
  if (!draft.hasForm) return { replies: [{ text: texts.noForm }] };
  const { report, form, unit } = draft;
  const rows = inputRows(form, unit).filter(({ section }) => sections === null || sections.includes(section));
  const answers = await context.services.drafts.answers(
    report.id,
    rows.map(({ key }) => key),
  );
  const upload = context.hasButtons ? undefined : context.desk.uploadLink?.(context.speaker.id, report.id);
  return {
    replies: [
      {
        text: texts.made({
          report: withPeriod(report),
          answered: answers.size,
          total: rows.length,
          now: context.now,
          upload: upload ?? null,
          parts: partNames(draft, sections ?? []),
        }),
        files: [(await writeMarked(context, draft, { sections })).file],
      },
    ],
    place: { name: 'report.left' },
  };
}

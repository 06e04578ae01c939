import { inputRows } from '../domain/form.ts';
import type { Mark } from '../domain/workbook.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Reply, Step } from './cursor.ts';
import { partNames } from './form-draft.ts';
import { shortDay } from './format.ts';
import { workbookTexts as texts } from './texts-workbooks.ts';

type File = NonNullable<Reply['files']>[number];

/** The workbook of a draft as it stands, whole or of some sections, with what is to be looked at marked. */
export async function writeWorkbook(
  { services, desk }: Context,
  draft: Draft,
  options: { sections?: readonly string[] | null; marks?: ReadonlyMap<string, Mark> } = {},
): Promise<File> {
  const { report, form, unit } = draft;
  const { sections = draft.parts, marks = new Map() } = options;
  const last = await services.submissions.latest(report.id);
  const asOf = report.asOf ?? last?.asOf;
  const name = texts.fileName(report.unitName, partNames(draft, sections ?? []));
  return desk.writeForm(
    {
      ...(await services.workbooks.content(draft)),
      identity: {
        report: report.id,
        formVersion: report.formVersionId,
        revision: report.revision,
        sections,
      },
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
    },
    name,
  );
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
          report,
          answered: answers.size,
          total: rows.length,
          now: context.now,
          upload: upload ?? null,
          parts: partNames(draft, sections ?? []),
        }),
        files: [await writeWorkbook(context, draft, { sections })],
      },
    ],
    place: { name: 'report.left' },
  };
}

import { dayOf } from '../domain/office-time.ts';
import type { Draft } from '../services/drafts.ts';
import { givenByCommunes } from './commune-sources.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { prepend, sectionsOf } from './form-draft.ts';
import { partsNamed, shareable, type SharedPart } from './parts-shared.ts';
import { gatheringTexts } from './texts-gathering.ts';
import { partTexts } from './texts-parts.ts';
import { workbookTexts as texts } from './texts-workbooks.ts';
import { gathersAnything } from './workbook-gathering.ts';
import { sendWorkbook } from './workbook-out.ts';

/** Which parts a colleague is to fill in, and who fills in what by now. */
export async function askParts(context: Context, draft: Draft, before = ''): Promise<Step> {
  const { report } = draft;
  const parts = shareable(draft);
  const shares = await context.services.sectionShares.ofReport(report.id);
  const communes = await givenByCommunes(context, draft);
  const given = shares.flatMap((share) => {
    const part = parts.find(({ key }) => key === share.part);
    return part ? [{ ...share, part }] : [];
  });
  const example = parts.slice(0, 2).map(({ code }) => code);
  const lines = [
    texts.whichParts(report, example),
    partTexts.howTo(example[0] ?? ''),
    ...communes.lines,
    ...(given.length > 0 ? [partTexts.given, ...(await givenLines(context, draft, given))] : []),
  ];
  const step: Step = {
    replies: [
      {
        text: lines.join('\n'),
        offers: [
          ...parts.map((part): Offer => ({
            label: partTexts.nameOf(part),
            action: { do: 'workbook.get', report: report.id, sections: [part.key] },
          })),
          ...(gathersAnything(draft)
            ? [
                {
                  label: gatheringTexts.offer,
                  action: { do: 'gathering.workbook' as const, report: report.id },
                },
              ]
            : []),
          ...communes.offers,
          ...given.map(({ part, personId, name }): Offer => ({
            label: partTexts.offers.takeBack(part.code, name),
            action: { do: 'part.take_back', report: report.id, part: part.key, person: personId },
          })),
        ],
      },
    ],
    place: { name: 'workbook.share', report: report.id },
  };
  return prepend(before, step);
}

type Share = Awaited<ReturnType<Context['services']['sectionShares']['ofReport']>>[number];
type Given = Omit<Share, 'part'> & { part: SharedPart };

/** How far each part given to somebody is. */
async function givenLines({ services }: Context, draft: Draft, given: readonly Given[]): Promise<string[]> {
  const answers = await services.drafts.answers(draft.report.id);
  const lines = await services.drafts.lines(draft.report.id);
  const sections = sectionsOf(draft);
  return given.map(({ part, name, title, givenAt }) => {
    const inputs = sections.find(({ heading }) => heading.key === part.key)?.inputs;
    const day = partTexts.day(dayOf(givenAt));
    if (!inputs) return partTexts.givenTable(part.code, name, title, lines.get(part.key)?.length ?? 0, day);
    const answered = inputs.filter(({ key }) => answers.has(key)).length;
    return partTexts.givenLine(part.code, name, title, answered, inputs.length, day);
  });
}

/** "III, IV, Phụ lục 2": one workbook of several parts; undefined where no part is named. */
export async function shareNamed(context: Context, draft: Draft, text: string): Promise<Step | undefined> {
  const { found, unknown } = partsNamed(draft, text);
  if (found.length === 0) return undefined;
  if (unknown.length > 0) return askParts(context, draft, texts.unknownParts(unknown));
  return sendWorkbook(
    context,
    draft,
    found.map(({ key }) => key),
  );
}

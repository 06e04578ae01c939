import { inputRows } from '../domain/form.ts';
import { gatheredForm } from '../domain/gathering.ts';
import { dayOf } from '../domain/office-time.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { withDraft } from './form-draft.ts';
import { gatheringTexts as texts } from './texts-gathering.ts';
import { answerOf, named, waitingOf, type GatheringAction } from './workbook-gathering.ts';

/** Communes offered at once. */
const AT_ONCE = 8;

/** What communes have given to a report so far: how much each, and the way to each of them; from the so-maniest on. */
export async function givenByCommunes(
  { services, speaker }: Context,
  draft: Draft,
  from = 0,
): Promise<{ lines: string[]; offers: Offer[] }> {
  const { report } = draft;
  const given = await services.contributions.listGiven(report.id);
  if (given.length === 0) return { lines: [], offers: [] };
  const communes = await services.contributions.communesOf(speaker.jurisdictionId, report.unitName);
  const names = given.map(({ source }) => source);
  const shown = given.slice(from, from + AT_ONCE);
  const rest = given.length - from - shown.length;
  const total = rowsOf(draft).length;
  const next: Offer = {
    label: texts.moreSources(rest),
    action: { do: 'gathering.sources', report: report.id, from: from + AT_ONCE },
  };
  return {
    lines: [
      texts.state(names, waitingOf(communes, names)),
      ...shown.map(({ source, rows, givenAt }) => texts.sourceLine(source, rows, total, dayOf(givenAt))),
    ],
    offers: [
      ...shown.map(({ source }): Offer => ({
        label: texts.showSource(source),
        action: { do: 'gathering.source', report: report.id, source },
      })),
      ...(rest > 0 ? [next] : []),
    ],
  };
}

/** Further communes than are shown at once. */
export const showSources = (
  context: Context,
  { report, from }: Extract<GatheringAction, { do: 'gathering.sources' }>,
): Promise<Step> =>
  withDraft(context, report, async (draft) => {
    const { lines, offers } = await givenByCommunes(context, draft, from);
    return {
      replies: [{ text: lines.length === 0 ? texts.noSources : lines.join('\n'), offers }],
      place: { name: 'workbook.share', report },
    };
  });

/** One commune's figures, row by row, and the way to take them out. */
export const showSource = (
  context: Context,
  { report, source }: Extract<GatheringAction, { do: 'gathering.source' }>,
): Promise<Step> =>
  withDraft(context, report, async (draft) => {
    const given = await context.services.contributions.ofSource(report, source);
    const place = { name: 'workbook.share', report } as const;
    if (given.size === 0) return { replies: [{ text: texts.notASource(source) }], place };
    const rows = rowsOf(draft).map(({ key }) => {
      const value = given.get(key);
      return { ...named(draft.form, key), given: value === undefined ? null : answerOf(value) };
    });
    return {
      replies: [
        {
          text: texts.ofSource(draft.report, source, rows),
          offers: [
            { label: texts.drop(source), action: { do: 'gathering.drop', report, source } },
            { label: texts.back, action: { do: 'workbook.share', report } },
          ],
        },
      ],
      place,
    };
  });

/** A commune's file was not to be counted: the sums are as they would be without it. */
export const dropSource = (
  context: Context,
  { report, source }: Extract<GatheringAction, { do: 'gathering.drop' }>,
): Promise<Step> =>
  withDraft(context, report, async () => {
    const { services, speaker, now } = context;
    const { removed, sources } = await services.contributions.drop(
      { reportId: report, source, by: speaker.id },
      now,
    );
    const text = removed.size === 0 ? texts.notASource(source) : texts.dropped(source, sources);
    return { replies: [{ text }], place: { name: 'form.menu', report } };
  });

const rowsOf = ({ form, unit }: Draft) => inputRows(gatheredForm(form, unit), unit);

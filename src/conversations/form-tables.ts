import { columnTotals, figureIn, type TableLine } from '../domain/answers.ts';
import { explanationsOwed } from '../domain/checks.ts';
import type { Table } from '../domain/form.ts';
import { LONGEST_EXPLANATION, shortened } from '../domain/text-limits.ts';
import { MOST_LINES } from '../domain/workbook-merge.ts';
import { fold } from '../language/fold.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { asButtons, prepend, tablesOf, WORDS, wordOf, type GoOn } from './form-draft.ts';
import { askFinding, findingsTouching, operandsTouching } from './form-findings.ts';
import { showMenu } from './form-menu.ts';
import { readTable, typedColumns, type TableReading } from './form-table-reading.ts';
import { readWithoutFigure } from './form-value.ts';
import { tableTexts } from './texts-tables.ts';
import { formTexts } from './texts-form.ts';

/** Shows a table, its columns in order and what it holds; a table of several blocks is entered block by block. */
export async function showTable(
  context: Context,
  draft: Draft,
  key: string,
  block: string | undefined,
): Promise<Step> {
  const table = tablesOf(draft).find((one) => one.key === key);
  if (!table) return showMenu(context, draft);
  const report = draft.report.id;
  const lines = (await context.services.drafts.lines(report, [key])).get(key) ?? [];
  if (table.blocks.length > 0 && block === undefined) {
    const offers = table.blocks.map((one): Offer => ({
      label: tableTexts.block(one.title, lines.filter((line) => line.block === one.key).length),
      words: [one.title],
      action: { do: 'form.table', report, table: key, block: one.key },
    }));
    return {
      replies: [
        {
          text: tableTexts.tableBlocks(table),
          offers: [
            ...offers,
            { label: formTexts.offers.menu, words: WORDS.menu, action: { do: 'form.menu', report } },
          ],
        },
      ],
      place: { name: 'form.menu', report },
    };
  }
  const inBlock = block ?? '';
  const own = lines.filter((line) => line.block === inBlock);
  const text = tableTexts.tableAsk({
    table,
    block: table.blocks.find((one) => one.key === inBlock) ?? null,
    columns: typedColumns(table),
    labels: own.map(({ label }) => label),
    hasButtons: context.hasButtons,
  });
  const offers: Offer[] = [
    { label: formTexts.offers.done, words: WORDS.next, action: { do: 'form.menu', report } },
    {
      label: formTexts.offers.view,
      words: WORDS.view,
      action: { do: 'form.view_table', report, table: key },
    },
    { label: formTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
  ];
  return {
    replies: [{ text, ...asButtons(context, offers) }],
    place: { name: 'form.table', report, table: key, block: inBlock },
  };
}

/** Stores lines typed or pasted; asks about what does not add up, then for the reasons of overdue files. */
export async function recordLines(
  context: Context,
  draft: Draft,
  at: { table: string; block: string; owed?: readonly string[] },
  text: string,
  goOn: GoOn,
): Promise<Step | undefined> {
  const table = tablesOf(draft).find(({ key }) => key === at.table);
  if (!table) return showMenu(context, draft);
  const { drafts } = context.services;
  const report = draft.report.id;
  const by = context.speaker.id;
  const before = (await drafts.lines(report, [table.key])).get(table.key) ?? [];
  const word = wordOf(text);
  if (word === 'next' || word === 'skip' || word === 'back' || word === 'menu')
    return showMenu(context, draft);
  const without = readWithoutFigure(text);
  if (without && before.length === 0) {
    await drafts.setAnswers({ reportId: report, answers: new Map([[table.key, without]]), by }, context.now);
    return showMenu(context, draft, tableTexts.tableAnswered(table.code, without));
  }
  const reading = readTable(text, table, at.block);
  if (reading.isOtherTalk) return undefined;
  const lines = keepExplanations(withinRoom(reading, before), before);
  await drafts.setLines({ reportId: report, table: table.key, lines, by }, context.now);
  const removed: string[] = [];
  for (const name of reading.removed) {
    const line = before.find((one) => one.block === at.block && fold(one.label) === fold(name));
    const gone =
      line !== undefined &&
      (await drafts.removeLine(
        { reportId: report, table: table.key, block: at.block, label: line.label, by },
        context.now,
      ));
    if (gone) removed.push(line.label);
    else reading.unread.push({ quote: name, why: tableTexts.noSuchLine });
  }
  const after = (await drafts.lines(report, [table.key])).get(table.key) ?? [];
  const said = tableTexts.linesRecorded({
    lines: lines.map(({ label }) => label),
    replaced: lines
      .filter((line) => before.some((one) => one.block === line.block && one.label === line.label))
      .map(({ label }) => label),
    removed,
    unread: reading.unread,
    totalsOff: reading.totalsOff,
    totals: lines.length === 0 && removed.length === 0 ? [] : totalsOf(table, after, at.block),
  });
  return prepend(
    said,
    await checkTable(
      context,
      draft,
      table,
      { block: at.block, owed: [...(at.owed ?? []), ...lines.map(lineKey)] },
      goOn,
    ),
  );
}

/** What the lines just typed leave open: findings first, then reasons owed, then the next lines. */
async function checkTable(
  context: Context,
  draft: Draft,
  table: Table,
  { block, owed }: { block: string; owed: readonly string[] },
  goOn: GoOn,
): Promise<Step> {
  const { drafts } = context.services;
  const touched = { rows: new Set<string>(), table: table.key };
  const answers = await drafts.answers(draft.report.id, operandsTouching(draft.form, touched));
  const lines = await drafts.lines(draft.report.id, [table.key]);
  const form = { ...draft.form, tables: [table] };
  const reasons = await drafts.reasons(draft.report.id);
  const queue = findingsTouching(form, touched, answers, lines)
    .map(({ key }) => key)
    .filter((key) => !reasons.has(key));
  return askFinding(context, draft, queue, { to: 'table', table: table.key, block, owed }, goOn);
}

/** A line among all of its table. */
export const lineKey = ({ block, label }: { block: string; label: string }): string => `${block}/${label}`;

/** Asks for the reason of the first of these lines that owes one; when none does, for the next lines. */
export async function askExplanation(
  context: Context,
  draft: Draft,
  table: Table,
  at: { block: string; owed: readonly string[] },
): Promise<Step> {
  const report = draft.report.id;
  const lines = await context.services.drafts.lines(report, [table.key]);
  const [first, ...rest] = explanationsOwed({ ...draft.form, tables: [table] }, lines).filter((line) =>
    at.owed.includes(lineKey(line)),
  );
  if (!first) return showTable(context, draft, table.key, at.block);
  const line = (lines.get(table.key) ?? []).find((one) => lineKey(one) === lineKey(first));
  const late = first.columns.map((key) => ({
    name: table.columns.find((column) => column.key === key)?.name ?? key,
    figure: (line && figureIn(line.cells, key)) ?? 0,
  }));
  const place = { report, table: table.key, block: first.block, label: first.label, owed: rest.map(lineKey) };
  return {
    replies: [
      {
        text: tableTexts.explainLine(table.code, first.label, late, context.hasButtons),
        ...asButtons(context, [
          {
            label: formTexts.offers.skip,
            words: WORDS.skip,
            action: { do: 'form.skip_explanation', ...place },
          },
          { label: formTexts.offers.stop, words: WORDS.stop, action: { do: 'stop_form' } },
        ]),
      },
    ],
    place: { name: 'form.explain', ...place },
  };
}

/** Every line of a table that owes a reason, asked one after another. */
export async function askExplanations(context: Context, draft: Draft, key: string): Promise<Step> {
  const table = tablesOf(draft).find((one) => one.key === key);
  if (!table) return showMenu(context, draft);
  const lines = await context.services.drafts.lines(draft.report.id, [key]);
  const owed = explanationsOwed({ ...draft.form, tables: [table] }, lines);
  return askExplanation(context, draft, table, { block: owed[0]?.block ?? '', owed: owed.map(lineKey) });
}

/** Keeps the reason a line's files are overdue for. */
export async function recordExplanation(
  context: Context,
  draft: Draft,
  at: { table: string; block: string; label: string },
  text: string,
): Promise<void> {
  const { drafts } = context.services;
  const lines = (await drafts.lines(draft.report.id, [at.table])).get(at.table) ?? [];
  const line = lines.find((one) => lineKey(one) === lineKey(at));
  if (!line) return;
  const explained = { ...line, explanation: shortened(text.trim(), LONGEST_EXPLANATION) };
  await drafts.setLines(
    { reportId: draft.report.id, table: at.table, lines: [explained], by: context.speaker.id },
    context.now,
  );
}

/** Lines a table has room for; of the others it is said that they were not taken. */
function withinRoom({ lines, unread }: TableReading, before: readonly TableLine[]): TableLine[] {
  const known = new Set(before.map(lineKey));
  return lines.filter((line) => {
    if (known.has(lineKey(line)) || known.size < MOST_LINES) return known.add(lineKey(line));
    unread.push({ quote: line.label, why: tableTexts.tableFull });
    return false;
  });
}

/** A line typed again keeps the reason given for it, unless a new one came with it. */
const keepExplanations = (lines: readonly TableLine[], before: readonly TableLine[]): TableLine[] =>
  lines.map((line) => {
    const known = before.find(({ block, label }) => block === line.block && label === line.label);
    return { ...line, explanation: line.explanation ?? known?.explanation ?? null };
  });

function totalsOf(
  table: Table,
  lines: readonly TableLine[],
  block: string,
): { name: string; total: number; percent: boolean }[] {
  const totals = columnTotals(table, lines, block === '' ? undefined : block);
  return table.columns.flatMap(({ key, name, kind }) => {
    const total = totals[key];
    return total === undefined ? [] : [{ name, total, percent: kind === 'percent' }];
  });
}

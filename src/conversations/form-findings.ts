import type { Answers, TableLines } from '../domain/answers.ts';
import { findings, operandsOf, type Finding } from '../domain/checks.ts';
import type { Form } from '../domain/form.ts';
import type { Draft } from '../services/drafts.ts';
import type { Context } from './context.ts';
import type { Offer, Step } from './cursor.ts';
import { codeAmong, fullCode } from './form-codes.ts';
import { mayExplainErrors, rowOf, WORDS, type GoOn, type Then } from './form-draft.ts';
import { formTexts, type FindingWords } from './texts-form.ts';

/** Asks about the first of these findings that still holds; when none does the form goes on. */
export async function askFinding(
  context: Context,
  draft: Draft,
  queue: readonly string[],
  then: Then,
  goOn: GoOn,
): Promise<Step> {
  const open = (await context.services.submissions.review(draft, context.now)).findings;
  const [finding, ...rest] = queue.flatMap((key) => open.find((one) => one.key === key) ?? []);
  if (!finding) return goOn(context, draft, then);
  const { report } = draft;
  const restKeys = rest.map(({ key }) => key);
  const mayExplain = finding.severity === 'warning' || mayExplainErrors(draft, context);
  const at = { report: report.id, finding: finding.key, rest: restKeys, then };
  const offers: Offer[] = [
    ...fixesOf(draft, finding, then),
    ...(mayExplain
      ? [
          {
            label: formTexts.offers.explain,
            words: ['số liệu đúng', 'đúng'],
            action: { do: 'form.reason' as const, ...at },
          },
        ]
      : []),
    {
      label: formTexts.offers.laterGoOn,
      words: ['để sau', ...WORDS.skip, ...WORDS.next],
      action: { do: 'form.later', report: report.id, rest: restKeys, then },
    },
  ];
  return {
    replies: [
      { text: formTexts.finding(describe(draft.form, finding), mayExplain, restKeys.length), offers },
    ],
    place: { name: 'form.finding', ...at, mayExplain },
  };
}

function fixesOf({ form, report }: Draft, finding: Finding, then: Then): Offer[] {
  const { place } = finding;
  if (place) {
    const table = form.tables.find(({ key }) => key === place.table);
    return [
      {
        label: formTexts.offers.fixLine(table?.code ?? '', place.label),
        words: ['sửa', 'sửa số liệu'],
        action: { do: 'form.table', report: report.id, table: place.table, block: place.block },
      },
    ];
  }
  return operandsOf(finding.check).flatMap((name): Offer[] => {
    const row = rowOf(form, name);
    if (row) {
      const code = codeAmong(row, form.rows, fullCode(row, form.rows));
      const short = codeAmong(row, form.rows);
      return [
        {
          label: formTexts.offers.fix(code),
          words: [`sửa ${short}`, short],
          action: { do: 'form.fix', report: report.id, row: row.key, then },
        },
      ];
    }
    const [tableKey = '', block] = name.split('.');
    const table = form.tables.find(({ key }) => key === tableKey);
    if (!table) return [];
    const isBlock = table.blocks.some(({ key }) => key === block);
    return [
      {
        label: formTexts.offers.fix(table.code),
        words: [`sửa ${table.code}`],
        action: {
          do: 'form.table',
          report: report.id,
          table: tableKey,
          ...(isBlock && block ? { block } : {}),
        },
      },
    ];
  });
}

/** Findings that speak of these rows, or of this table; others have been said before. */
export function findingsTouching(
  form: Form,
  touched: { rows: ReadonlySet<string>; table: string | null },
  answers: Answers,
  lines: TableLines,
): Finding[] {
  const found = findings({ ...form, checks: checksTouching(form, touched) }, answers, lines);
  return found.filter(({ place }) => place === null || place.table === touched.table);
}

/** Keys of the rows and tables those checks need. */
export function operandsTouching(
  form: Form,
  touched: { rows: ReadonlySet<string>; table: string | null },
): string[] {
  const names = checksTouching(form, touched).flatMap(operandsOf);
  return [...new Set(names.map((name) => name.split('.')[0] ?? name))];
}

const checksTouching = (form: Form, { rows, table }: { rows: ReadonlySet<string>; table: string | null }) =>
  form.checks.filter((check) =>
    operandsOf(check).some((name) => {
      const [head = ''] = name.split('.');
      return rows.has(head) || head === table;
    }),
  );

/** A finding with the names people know its figures by. */
export function describe(form: Form, finding: Finding): FindingWords {
  const { check, place, figures } = finding;
  const table = place && form.tables.find(({ key }) => key === place.table);
  const operand = (name: string): FindingWords['parts'][number] => ({
    label: table ? columnLabel(table.columns, name) : labelOf(form, name),
    measure: rowOf(form, name)?.measure ?? '',
    figure: figures[name] ?? null,
  });
  const names = operandsOf(check);
  const { kind } = check;
  const isSum = kind === 'sum_equals' || kind === 'sum_at_most';
  const where = place && table ? formTexts.line(table.code, place.label) : null;
  return {
    kind,
    severity: finding.severity,
    where,
    parts: (isSum ? names.slice(0, -1) : names.slice(0, 1)).map(operand),
    whole: names.length > 1 ? operand(names.at(-1) ?? '') : null,
    sum: figures['sum'] ?? null,
    range: check.kind === 'range' ? { min: check.min, max: check.max } : null,
  };
}

function labelOf(form: Form, name: string): string {
  const row = rowOf(form, name);
  if (row) return formTexts.rowName(fullCode(row, form.rows), row.name);
  const parts = name.split('.');
  const table = form.tables.find(({ key }) => key === parts[0]);
  if (!table) return name;
  const block = table.blocks.find(({ key }) => key === parts[1]);
  return formTexts.totalOf(table.code, block?.title ?? null, columnLabel(table.columns, parts.at(-1) ?? ''));
}

const columnLabel = (columns: Form['tables'][number]['columns'], key: string): string =>
  formTexts.column(columns.find((column) => column.key === key)?.name ?? key);

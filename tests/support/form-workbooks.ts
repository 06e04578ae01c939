import fc from 'fast-check';
import type { Answer, TableLine } from '../../src/domain/answers.ts';
import { applies, inputRows, type Form, type Row } from '../../src/domain/form.ts';
import type { Plan, Unit } from '../../src/domain/plan.ts';
import type { FormWorkbook } from '../../src/domain/workbook.ts';
import { withWorkingCodes } from '../../src/domain/working-codes.ts';
import { planNamed } from './plans.ts';

export const PLANS = [
  'binh-phuoc-2023',
  'bac-giang-2022',
  'bac-kan-2018',
  'hai-phong-2022',
  'soc-trang-2021',
] as const;

/** Every form of every plan with a unit it applies to, the one with the most to fill in. */
export const FORMS: { name: string; plan: Plan; form: Form; unit: Unit }[] = PLANS.flatMap((name) => {
  const plan = planNamed(name);
  return plan.forms.map((form) => {
    const most = plan.units
      .filter((unit) => applies(form.appliesTo, unit))
      .map((unit) => ({ unit, rows: inputRows(form, unit).length }))
      .reduce((a, b) => (b.rows > a.rows ? b : a));
    return { name: `${name} ${form.key}`, plan, form: withWorkingCodes(form), unit: most.unit };
  });
});

/** An unfilled workbook of a form. */
export const emptyWorkbook = ({ form, unit }: { form: Form; unit: Unit }): FormWorkbook => ({
  identity: { report: 7, formVersion: 3, revision: 1, sections: null },
  form,
  unit,
  heading: { unit: unit.name, recipient: 'Sở Nội vụ', title: form.title, lines: [], asOf: '' },
  answers: new Map(),
  lines: new Map(),
  previous: new Map(),
  toConfirm: new Map(),
  marks: new Map(),
});

const WITHOUT_FIGURE: readonly Answer[] = [
  { kind: 'nothing' },
  { kind: 'missing' },
  { kind: 'out_of_scope' },
];

function figureOf(row: Row): fc.Arbitrary<Answer> {
  const value = (one: number): Answer => ({ kind: 'value', value: one });
  if (row.options.length > 0) return fc.constantFrom(...row.options).map((option) => value(option.value));
  switch (row.kind) {
    case 'text':
      return words.map((text): Answer => ({ kind: 'text', text }));
    case 'percent':
      return fc.integer({ min: 0, max: 10_000 }).map((one) => value(one / 100));
    case 'money':
    case 'decimal':
      return fc.integer({ min: 0, max: 1e11 }).map((one) => value(one / 100));
    default:
      return fc.integer({ min: 0, max: 1e12 }).map(value);
  }
}

const words = fc
  .stringMatching(/^[\p{Script=Latin}\d=+\-@<>&"',.;:()%/ ]{1,60}$/u)
  .map((text) => text.normalize('NFC').trim().replace(/\s+/g, ' '))
  .filter((text) => text !== '');

/** Answers to some rows and texts of a form. */
export function someAnswers({ form, unit }: { form: Form; unit: Unit }): fc.Arbitrary<Map<string, Answer>> {
  const ofRows = inputRows(form, unit).map((row) =>
    fc
      .option(
        row.kind === 'text'
          ? figureOf(row)
          : fc.oneof({ weight: 4, arbitrary: figureOf(row) }, fc.constantFrom(...WITHOUT_FIGURE)),
      )
      .map((answer) => [row.key, answer] as const),
  );
  const ofTexts = form.narratives
    .filter(({ appliesTo }) => applies(appliesTo, unit))
    .map(({ key }) =>
      fc
        .option(words)
        .map((text) => [key, text === null ? null : ({ kind: 'text', text } as const)] as const),
    );
  return fc
    .tuple(...ofRows, ...ofTexts)
    .map((all) => new Map(all.flatMap(([key, answer]) => (answer === null ? [] : [[key, answer] as const]))));
}

/** Some lines in the tables of a form. */
export function someLines({
  form,
  unit,
}: {
  form: Form;
  unit: Unit;
}): fc.Arbitrary<Map<string, TableLine[]>> {
  const tables = form.tables.filter(({ appliesTo }) => applies(appliesTo, unit));
  const ofTables = tables.map((table) => {
    const typed = table.columns.filter(({ computed, name }) => computed === null && name !== 'Ghi chú');
    const cells = fc
      .tuple(
        ...typed.map(({ key, kind }) =>
          (kind === 'text'
            ? words
            : kind === 'decimal'
              ? fc.integer({ min: 0, max: 1e8 }).map((one) => one / 100)
              : fc.integer({ min: 0, max: 1e9 })
          ).map((value) => [key, value] as const),
        ),
      )
      .map((all) => Object.fromEntries(all));
    const line = fc.record({
      block: fc.constantFrom(...(table.blocks.length > 0 ? table.blocks.map(({ key }) => key) : [''])),
      label: words,
      cells,
      explanation: fc.option(words),
    });
    return fc
      .uniqueArray(line, { maxLength: 20, selector: ({ block, label }) => `${block}/${label}` })
      .map((lines) => [table.key, lines] as const);
  });
  return fc.tuple(...ofTables).map((all) => new Map(all.filter(([, lines]) => lines.length > 0)));
}
